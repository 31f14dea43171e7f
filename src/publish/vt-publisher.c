#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-publisher.h"

#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "base/vt-json.h"
#include "brand/vt-font-keeper.h"
#include "catalogue/vt-collection-rule.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-stock.h"
#include "orders/vt-letter.h"
#include "orders/vt-order.h"
#include "orders/vt-shop-event.h"
#include "orders/vt-subscription.h"
#include "publish/vt-host-record-private.h"
#include "publish/vt-release-build.h"
#include "publish/vt-token.h"
#include "publish/vt-vitrine-host.h"
#include "search/vt-photo-looks.h"
#include "search/vt-search-signal-update.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* Movements in one call; hosts state at least this. */
#define MOVEMENTS_AT_ONCE 500

/**
 * vt_publish_result_clear:
 * @self: a result
 */
void
vt_publish_result_clear (VtPublishResult *self)
{
  g_clear_pointer (&self->release, g_free);
  g_clear_pointer (&self->url, g_free);
}

/**
 * vt_publisher_connect:
 * @shop_id: the shop's own id
 * @record: one of its hosts
 * @error: %VT_HOST_ERROR_TOKEN when no token is known for it
 *
 * Returns: (transfer full) (nullable): the host; nothing is asked of it yet
 */
VtHost *
vt_publisher_connect (const char *shop_id, const VtHostRecord *record, GError **error)
{
  g_autofree char *token = vt_token_lookup (shop_id, record->url, NULL, error);

  return token != NULL ? vt_vitrine_host_new (record->url, token, record->fingerprint) : NULL;
}

/* What is live ---------------------------------------------------------------------------------------------------- */

static char *
live_path (const char *shop_path, const char *name, const char *suffix)
{
  g_autofree char *base = g_strconcat (name, suffix, NULL);

  return g_build_filename (shop_path, "cache", "live", base, NULL);
}

/**
 * vt_publisher_live_catalogue:
 * @shop_path: (type filename): the shop folder
 * @record: one of its hosts
 *
 * Returns: (transfer full) (nullable): file of the catalogue that is live there; %NULL when nothing is, or when the
 * cache was emptied since (vt_publisher_plan() fetches it again)
 */
char *
vt_publisher_live_catalogue (const char *shop_path, const VtHostRecord *record)
{
  g_autofree char *path = NULL;

  if (record->snapshot[0] == '\0')
    return NULL;

  path = live_path (shop_path, record->snapshot, ".db");
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

static gboolean
make_live_folder (const char *shop_path, GError **error)
{
  g_autofree char *folder = g_build_filename (shop_path, "cache", "live", NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("“%s” cannot be made: %s"), folder,
               g_strerror (errno));
  return FALSE;
}

static gboolean
keep_live_catalogue (const char *shop_path, const char *sha256, GBytes *bytes, GError **error)
{
  g_autofree char *path = live_path (shop_path, sha256, ".db");

  return make_live_folder (shop_path, error) && vt_file_write_atomic (path, bytes, error);
}

typedef struct
{
  gint64 host_id;
  const char *release;
  const char *snapshot;
  const char *catalogue; /* file of that snapshot */
} Live;

/* What is live was asked of shoppers, whoever put it there and whatever the prices in the shop are by now. */
static gboolean
set_live_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Live *live = data;

  return vt_host_record_set_live (db, live->host_id, live->release, live->snapshot, error) &&
         vt_price_history_add (db, live->catalogue, g_get_real_time (), error);
}

/* Takes over what the host says is live, its catalogue included. */
static gboolean
learn_live (VtShop *shop, VtHost *host, gint64 host_id, const char *release, GCancellable *cancellable, GError **error)
{
  g_autofree char *sha256 = NULL;
  g_autoptr (GBytes) bytes = VT_HOST_GET_IFACE (host)->fetch_catalogue (host, release, &sha256, cancellable, error);
  g_autofree char *path = NULL;
  Live live = { host_id, release, sha256, NULL };

  if (bytes == NULL || !keep_live_catalogue (vt_shop_get_path (shop), sha256, bytes, error))
    return FALSE;

  path = live_path (vt_shop_get_path (shop), sha256, ".db");
  live.catalogue = path;
  return vt_shop_record (shop, set_live_job, &live, cancellable, error);
}

/* The last build is kept in the cache: a release with its catalogue was put there by this shop, which only did not live
   to note it. */
static gboolean
is_own_build (VtShop *shop, VtHost *host, const char *release, GCancellable *cancellable)
{
  g_autofree char *sha256 = NULL;
  g_autoptr (GBytes) bytes = VT_HOST_GET_IFACE (host)->fetch_catalogue (host, release, &sha256, cancellable, NULL);
  g_autofree char *blob = NULL;

  if (bytes == NULL)
    return FALSE;

  blob = g_build_filename (vt_shop_get_path (shop), "cache", "release", sha256, NULL);
  return g_file_test (blob, G_FILE_TEST_IS_REGULAR);
}

static gboolean
begin_anew_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_host_record_begin_anew (db, *(const gint64 *) data, error);
}

/* The release that the shop's own picture of the host is based on, or the error that somebody else published since. */
static gboolean
agree_on_base (VtShop *shop,
               VtHost *host,
               const VtHostRecord *record,
               char **base,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (VtHostInfo) info = VT_HOST_GET_IFACE (host)->probe (host, cancellable, error);
  gboolean own;

  if (info == NULL)
    return FALSE;

  *base = g_strdup (info->active_release);
  if (g_str_equal (info->active_release, record->release))
    return TRUE;
  /* Something was live there: the host was set up again, or this copy of the shop has another. */
  if (info->active_release[0] == '\0')
    return vt_shop_record (shop, begin_anew_job, (gpointer) &record->id, cancellable, error);

  own = is_own_build (shop, host, info->active_release, cancellable);
  if (!learn_live (shop, host, record->id, info->active_release, cancellable, error))
    return FALSE;
  if (own)
    return TRUE;

  g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_BASE_MOVED,
               _ ("Somebody else published release %s to %s since. Look at what would change now: publishing again "
                  "replaces it, and going back to it stays possible"),
               info->active_release, record->url);
  return FALSE;
}

/**
 * vt_publisher_plan:
 * @shop: a shop
 * @host: (nullable): the host, to fetch what is live when it is not known here; %NULL to stay offline
 * @record: its record
 * @cancellable: (nullable): stops it
 * @error: a #VtHostError or #VtDbError
 *
 * Returns: (transfer full) (nullable): what publishing would change
 */
VtPlan *
vt_publisher_plan (VtShop *shop, VtHost *host, const VtHostRecord *record, GCancellable *cancellable, GError **error)
{
  const char *path = vt_shop_get_path (shop);
  g_autofree char *live = vt_publisher_live_catalogue (path, record);
  g_autoptr (VtSnapshot) snapshot = NULL;

  if (live == NULL && record->release[0] != '\0' && host != NULL)
    {
      if (!learn_live (shop, host, record->id, record->release, cancellable, error))
        return NULL;
      live = live_path (path, record->snapshot, ".db");
    }

  snapshot = vt_snapshot_open_folder (path, error);
  return snapshot != NULL ? vt_plan_new (snapshot, live, cancellable, error) : NULL;
}

/* Stock ----------------------------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 host_id;
  GPtrArray *movements;
} Sent;

static gboolean
note_sent_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Sent *sent = data;

  return vt_host_record_note_sent (db, sent->host_id, sent->movements, error);
}

static JsonObject *
movement_to_json (const VtSentMovement *movement)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "uuid", movement->uuid);
  json_object_set_int_member (object, "variant", movement->variant_id);
  json_object_set_int_member (object, "delta", movement->delta);
  json_object_set_string_member (object, "reason", movement->reason);
  json_object_set_string_member (object, "reference", movement->reference);
  json_object_set_int_member (object, "at_us", movement->at_us);
  return object;
}

static gboolean
send_movements (VtShop *shop, VtHost *host, gint64 host_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (shop), error);
  g_autoptr (GPtrArray) unsent = NULL;

  if (snapshot == NULL)
    return FALSE;
  unsent = vt_host_record_list_unsent (vt_snapshot_get_db (snapshot), host_id, error);
  if (unsent == NULL)
    return FALSE;

  for (guint i = 0; i < unsent->len; i += MOVEMENTS_AT_ONCE)
    {
      g_autoptr (GPtrArray) some = g_ptr_array_new ();
      g_autoptr (JsonArray) array = json_array_new ();
      Sent sent = { host_id, some };

      for (guint j = i; j < MIN (i + MOVEMENTS_AT_ONCE, unsent->len); j++)
        {
          g_ptr_array_add (some, g_ptr_array_index (unsent, j));
          json_array_add_object_element (array, movement_to_json (g_ptr_array_index (unsent, j)));
        }
      if (!VT_HOST_GET_IFACE (host)->send_movements (host, array, cancellable, error) ||
          !vt_shop_record (shop, note_sent_job, &sent, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* Pulling --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 host_id;
  JsonArray *entries;
  const char *cursor;
  VtPullResult result;
} Pulled;

static gboolean
set_feed_error (GError **error)
{
  g_set_error_literal (error, VT_HOST_ERROR, VT_HOST_ERROR_PROTOCOL, _ ("The host's feed is not readable"));
  return FALSE;
}

static gboolean
take_movement (VtDb *db, gint64 host_id, JsonObject *movement, GError **error)
{
  g_autofree char *origin = g_strdup_printf ("host:%" G_GINT64_FORMAT, host_id);
  const char *uuid = NULL;
  const char *reason = NULL;
  const char *reference = NULL;
  gint64 variant_id = 0;
  gint64 delta = 0;
  gint64 at_us = 0;

  return vt_json_get_string (movement, "uuid", &uuid, error) &&
         vt_json_get_int (movement, "variant", &variant_id, error) &&
         vt_json_get_int (movement, "delta", &delta, error) &&
         vt_json_get_string (movement, "reason", &reason, error) &&
         vt_json_get_string (movement, "reference", &reference, error) &&
         vt_json_get_int (movement, "at_us", &at_us, error) &&
         vt_stock_take_over (db, uuid, variant_id, delta, reason, reference, origin, at_us, error) &&
         vt_host_record_note_known (db, host_id, uuid, error);
}

static gboolean
take_entry (VtDb *db, Pulled *pulled, JsonObject *entry, GError **error)
{
  const char *kind = "";
  JsonObject *content = NULL;
  gboolean is_new = FALSE;

  if (!vt_json_get_string (entry, "kind", &kind, error))
    return FALSE;

  /* Kinds that this version does not know are for a later one. */
  if (g_str_equal (kind, "order"))
    {
      if (!vt_json_get_object (entry, "order", &content, error) ||
          !vt_order_from_feed (db, content, pulled->host_id, &is_new, error))
        return FALSE;
      pulled->result.n_orders += is_new ? 1 : 0;
    }
  else if (g_str_equal (kind, "stock"))
    {
      if (!vt_json_get_object (entry, "movement", &content, error) ||
          !take_movement (db, pulled->host_id, content, error))
        return FALSE;
      pulled->result.n_movements += 1;
    }
  else if (g_str_equal (kind, "message"))
    {
      if (!vt_json_get_object (entry, "message", &content, error) ||
          !vt_letter_from_feed (db, VT_LETTER_MESSAGE, content, pulled->host_id, &is_new, error))
        return FALSE;
      pulled->result.n_messages += is_new ? 1 : 0;
    }
  else if (g_str_equal (kind, "stock-request"))
    {
      if (!vt_json_get_object (entry, "request", &content, error) ||
          !vt_letter_from_feed (db, VT_LETTER_STOCK_REQUEST, content, pulled->host_id, &is_new, error))
        return FALSE;
      pulled->result.n_stock_requests += is_new ? 1 : 0;
    }
  else if (g_str_equal (kind, "subscriber"))
    {
      if (!vt_json_get_object (entry, "subscriber", &content, error) ||
          !vt_subscriber_from_feed (db, content, pulled->host_id, &is_new, error))
        return FALSE;
      pulled->result.n_subscribers += is_new ? 1 : 0;
    }
  else if (g_str_equal (kind, "events"))
    {
      if (!vt_json_get_object (entry, "events", &content, error) ||
          !vt_shop_events_from_feed (db, content, pulled->host_id, &pulled->result.n_events, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_entries_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Pulled *pulled = data;

  for (guint i = 0; i < json_array_get_length (pulled->entries); i++)
    {
      JsonNode *node = json_array_get_element (pulled->entries, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return set_feed_error (error);
      if (!take_entry (db, pulled, json_node_get_object (node), error))
        return FALSE;
    }

  return vt_host_record_set_cursor (db, pulled->host_id, pulled->cursor, error);
}

/* Brings in what is new, page by page. Returns: whether nothing is left at the host. */
static gboolean
take_pages (VtShop *shop,
            VtHost *host,
            const VtHostRecord *record,
            VtPullResult *result,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *cursor = g_strdup (record->feed_cursor);

  while (TRUE)
    {
      g_autofree char *before = g_strdup (cursor);
      g_autoptr (JsonArray) entries = VT_HOST_GET_IFACE (host)->feed (host, &cursor, cancellable, error);
      Pulled pulled = { record->id, entries, cursor, { 0 } };

      if (entries == NULL)
        return FALSE;
      if (json_array_get_length (entries) == 0)
        return TRUE;
      if (g_str_equal (before, cursor))
        return set_feed_error (error);
      if (!vt_shop_record (shop, take_entries_job, &pulled, cancellable, error))
        return FALSE;
      result->n_orders += pulled.result.n_orders;
      result->n_movements += pulled.result.n_movements;
      result->n_messages += pulled.result.n_messages;
      result->n_stock_requests += pulled.result.n_stock_requests;
      result->n_subscribers += pulled.result.n_subscribers;
      result->n_events += pulled.result.n_events;
    }
}

/**
 * vt_publisher_pull:
 * @shop: a shop, open for writing
 * @host: the host
 * @record: its record
 * @result: (out caller-allocates): what came
 * @cancellable: (nullable): stops it between two pages of the feed; what came stays
 * @error: a #VtHostError or #VtDbError
 *
 * Brings in what happened on the host: orders, and the movements of stock that go with them. The cursor moves in the
 * same transaction, so that nothing is missed and nothing counts twice. What shoppers did after searches moves their
 * results from then on.
 *
 * Returns: whether the shop is up to date
 */
gboolean
vt_publisher_pull (VtShop *shop,
                   VtHost *host,
                   const VtHostRecord *record,
                   VtPullResult *result,
                   GCancellable *cancellable,
                   GError **error)
{
  *result = (VtPullResult){ 0 };
  if (!take_pages (shop, host, record, result, cancellable, error))
    return FALSE;

  return result->n_events == 0 || vt_search_signals_update (shop, g_get_real_time (), cancellable, error);
}

/* Publishing ------------------------------------------------------------------------------------------------------ */

static char *
digest_of (VtReleaseBuild *build)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < build->files->len; i++)
    {
      const VtReleaseFile *file = g_ptr_array_index (build->files, i);

      g_checksum_update (checksum, (const guchar *) file->path, (gssize) strlen (file->path) + 1);
      g_checksum_update (checksum, (const guchar *) file->sha256, (gssize) strlen (file->sha256));
    }

  return g_strdup (g_checksum_get_string (checksum));
}

static char *
digest_path (VtShop *shop, const VtHostRecord *record, const char *release)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT "-%s", record->id, release);

  return live_path (vt_shop_get_path (shop), name, ".digest");
}

static gboolean
is_live_already (VtShop *shop, const VtHostRecord *record, const char *base, const char *digest)
{
  g_autofree char *path = digest_path (shop, record, base);
  g_autoptr (GBytes) known = base[0] != '\0' ? vt_file_read (path, 128, NULL) : NULL;

  return known != NULL && g_bytes_get_size (known) == strlen (digest) &&
         memcmp (g_bytes_get_data (known, NULL), digest, strlen (digest)) == 0;
}

/* Catalogues of releases that are live nowhere any more: each is as large as the shop. */
static void
forget_other_live (VtShop *shop)
{
  const char *path = vt_shop_get_path (shop);
  g_autofree char *folder = g_build_filename (path, "cache", "live", NULL);
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (path, NULL);
  g_autoptr (GPtrArray) records = snapshot != NULL ? vt_host_record_list (vt_snapshot_get_db (snapshot), NULL) : NULL;
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = records != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const VtHostRecord *record = g_ptr_array_index (records, i);

      g_hash_table_add (used, live_path (path, record->snapshot, ".db"));
      g_hash_table_add (used, digest_path (shop, record, record->release));
    }

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (!g_hash_table_contains (used, file))
        g_unlink (file);
    }
}

static gboolean
note_live (VtShop *shop,
           const VtHostRecord *record,
           VtReleaseBuild *build,
           const char *release,
           const char *digest,
           GError **error)
{
  g_autofree char *blob = g_build_filename (build->folder, build->catalogue, NULL);
  g_autofree char *path = digest_path (shop, record, release);
  g_autoptr (GBytes) catalogue = vt_file_read (blob, G_MAXSSIZE, error);
  g_autoptr (GBytes) bytes = g_bytes_new (digest, strlen (digest));
  Live live = { record->id, release, build->catalogue, blob };

  if (catalogue == NULL || !keep_live_catalogue (vt_shop_get_path (shop), build->catalogue, catalogue, error) ||
      !vt_file_write_atomic (path, bytes, error) || !vt_shop_record (shop, set_live_job, &live, NULL, error))
    return FALSE;

  forget_other_live (shop);
  return TRUE;
}

/**
 * vt_publisher_publish:
 * @shop: a shop, open for writing
 * @site: the storefront's function
 * @host: where to
 * @record: its record
 * @label: what the release is called in the history
 * @progress: (nullable): told how far it has come, from several threads
 * @data: its data
 * @result: (out caller-allocates): what was done; free with vt_publish_result_clear()
 * @cancellable: (nullable): stops it; before the switch nothing is visible, and what was sent need not be sent again
 * @error: a #VtHostError, #VtDbError, or what cannot be built
 *
 * Brings in orders, tells movements of stock, builds the release, sends what the host lacks and makes it live.
 *
 * Returns: whether shoppers see it now
 */
gboolean
vt_publisher_publish (VtShop *shop,
                      VtSite *site,
                      VtHost *host,
                      const VtHostRecord *record,
                      const char *label,
                      VtProgress progress,
                      gpointer data,
                      VtPublishResult *result,
                      GCancellable *cancellable,
                      GError **error)
{
  const char *path = vt_shop_get_path (shop);
  g_autofree char *cache_dir = g_build_filename (path, "cache", NULL);
  g_autofree char *base = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (VtSnapshot) snapshot = NULL;
  g_autoptr (VtReleaseBuild) build = NULL;
  VtPullResult pulled;

  *result = (VtPublishResult){ 0 };
  if (progress != NULL)
    progress (_ ("Fetching orders and stock"), 0, 0, data);
  if (!agree_on_base (shop, host, record, &base, cancellable, error) ||
      !vt_publisher_pull (shop, host, record, &pulled, cancellable, error) ||
      !send_movements (shop, host, record->id, cancellable, error) ||
      !vt_shop_record (shop, vt_collection_rules_job, NULL, cancellable, error) ||
      !vt_photo_looks_update (shop, cancellable, error) || !vt_font_keeper_update (shop, cancellable, error))
    return FALSE;

  snapshot = vt_snapshot_open_folder (path, error);
  if (snapshot == NULL)
    return FALSE;
  build = vt_release_build_new (site, snapshot, cache_dir, record->url, label, progress, data, cancellable, error);
  if (build == NULL)
    return FALSE;

  result->url = g_strconcat (record->url, "/", NULL);
  result->n_pages = build->n_pages;
  result->n_files = build->files->len;
  digest = digest_of (build);
  result->unchanged = is_live_already (shop, record, base, digest);
  if (result->unchanged)
    {
      result->release = g_steal_pointer (&base);
      return TRUE;
    }

  result->release = VT_HOST_GET_IFACE (host)->push (host, build, base, progress, data, &result->n_sent,
                                                    &result->bytes_sent, cancellable, error);
  return result->release != NULL && note_live (shop, record, build, result->release, digest, error);
}

/**
 * vt_publisher_rollback:
 * @shop: a shop, open for writing
 * @host: the host
 * @record: its record
 * @release: id of an older release
 * @cancellable: (nullable): stops it before the switch
 * @error: a #VtHostError or #VtDbError
 *
 * Makes an older release live again. Orders, stock and what is being edited stay as they are.
 *
 * Returns: whether shoppers see it now
 */
gboolean
vt_publisher_rollback (VtShop *shop,
                       VtHost *host,
                       const VtHostRecord *record,
                       const char *release,
                       GCancellable *cancellable,
                       GError **error)
{
  return VT_HOST_GET_IFACE (host)->activate (host, release, cancellable, error) &&
         learn_live (shop, host, record->id, release, cancellable, error);
}
