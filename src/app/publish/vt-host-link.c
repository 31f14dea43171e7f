#define G_LOG_DOMAIN "vitrine"

#include "app/publish/vt-host-link.h"

#include "publish/vt-embedded-host.h"
#include "publish/vt-publisher.h"
#include "publish/vt-vitrine-host.h"

#include <glib/gi18n.h>

struct _VtHostLink
{
  VtShop *shop; /* (owned) */

  GMutex starting;          /* held while the embedded host starts */
  GMutex mutex;             /* guards what follows */
  VtEmbeddedHost *embedded; /* (owned) (nullable) */
  gboolean closed;
  GHashTable *tokens; /* (owned) by address: those that were typed since the program began */
};

/* Records --------------------------------------------------------------------------------------------------------- */

/**
 * vt_host_link_is_this_computer:
 * @record: one of a shop's hosts
 *
 * Returns: whether it is the one on this computer, which the program starts itself
 */
gboolean
vt_host_link_is_this_computer (const VtHostRecord *record)
{
  return g_str_equal (record->name, vt_embedded_host_get_name ());
}

/**
 * vt_host_link_find:
 * @db: a connection of this thread
 * @id: a host; 0 for this computer
 * @error: when the shop does not know it
 *
 * Returns: (transfer full) (nullable): its record; %NULL without an error for this computer before its first start
 */
VtHostRecord *
vt_host_link_find (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) list = vt_host_record_list (db, error);

  if (list == NULL)
    return NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const VtHostRecord *record = g_ptr_array_index (list, i);

      if (id != 0 ? record->id == id : vt_host_link_is_this_computer (record))
        return g_ptr_array_steal_index (list, i);
    }

  if (id != 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The shop does not know this host any more"));
  return NULL;
}

/**
 * vt_host_link_read:
 * @self: a link
 * @id: a host; 0 for this computer
 * @record: (out) (nullable): as vt_host_link_find() gives it
 * @error: when the shop does not know it
 *
 * The same on any thread.
 *
 * Returns: whether it could be read
 */
gboolean
vt_host_link_read (VtHostLink *self, gint64 id, VtHostRecord **record, GError **error)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (self->shop), error);
  GError *failed = NULL;

  if (snapshot == NULL)
    return FALSE;

  *record = vt_host_link_find (vt_snapshot_get_db (snapshot), id, &failed);
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, failed);
  return FALSE;
}

/* Connecting, on a worker thread ---------------------------------------------------------------------------------- */

static VtEmbeddedHost *
dup_embedded (VtHostLink *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return self->embedded != NULL ? g_object_ref (self->embedded) : NULL;
}

/* The one that was started may come too late: then the shop is closed, and it stops again. */
static gboolean
keep_embedded (VtHostLink *self, VtEmbeddedHost *embedded, GError **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  if (!self->closed)
    {
      g_set_object (&self->embedded, embedded);
      return TRUE;
    }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the shop is closed");
  return FALSE;
}

static VtHost *
start_embedded (VtHostLink *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->starting);
  g_autoptr (VtEmbeddedHost) embedded = dup_embedded (self);

  if (embedded == NULL)
    {
      embedded = vt_embedded_host_start (self->shop, cancellable, error);
      if (embedded == NULL || !keep_embedded (self, embedded, error))
        return NULL;
    }

  return g_object_ref (vt_embedded_host_get_host (embedded));
}

static VtHost *
connect_remote (VtHostLink *self, const VtHostRecord *record, GError **error)
{
  g_autofree char *token = NULL;

  g_mutex_lock (&self->mutex);
  token = g_strdup (g_hash_table_lookup (self->tokens, record->url));
  g_mutex_unlock (&self->mutex);

  if (token != NULL)
    return vt_vitrine_host_new (record->url, token, record->fingerprint);

  return vt_publisher_connect (vt_shop_get_id (self->shop), record, error);
}

/**
 * vt_host_link_connect:
 * @self: a link
 * @id: a host; 0 for this computer
 * @record: (out): its record as it is after connecting: this computer may answer at another port than before
 * @cancellable: (nullable): stops waiting for the host on this computer
 * @error: a #VtHostError
 *
 * Connects on a worker thread. The host on this computer is started when it does not run.
 *
 * Returns: (transfer full) (nullable): the host
 */
VtHost *
vt_host_link_connect (VtHostLink *self, gint64 id, VtHostRecord **record, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtHost) host = NULL;

  if (!vt_host_link_read (self, id, record, error))
    return NULL;
  if (*record != NULL && !vt_host_link_is_this_computer (*record))
    return connect_remote (self, *record, error);

  /* It may answer at another port than before. */
  host = start_embedded (self, cancellable, error);
  g_clear_pointer (record, vt_host_record_free);
  if (host == NULL || !vt_host_link_read (self, 0, record, error))
    return NULL;

  return g_steal_pointer (&host);
}

/**
 * vt_host_link_forget_dead:
 * @self: a link
 * @record: (nullable): the host that failed
 * @error: how
 *
 * Lets the next connection start the host on this computer again when it died.
 */
void
vt_host_link_forget_dead (VtHostLink *self, const VtHostRecord *record, const GError *error)
{
  g_autoptr (VtEmbeddedHost) dead = NULL;

  if (record == NULL || !vt_host_link_is_this_computer (record) ||
      !g_error_matches (error, VT_HOST_ERROR, VT_HOST_ERROR_UNREACHABLE))
    return;

  g_mutex_lock (&self->mutex);
  dead = g_steal_pointer (&self->embedded);
  g_mutex_unlock (&self->mutex);
}

/**
 * vt_host_link_new:
 * @shop: an open shop
 *
 * Returns: (transfer full): what connects to its hosts
 */
VtHostLink *
vt_host_link_new (VtShop *shop)
{
  VtHostLink *self = g_new0 (VtHostLink, 1);

  self->shop = g_object_ref (shop);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->starting);
  return self;
}

/**
 * vt_host_link_free:
 * @self: (nullable): a link that no thread uses any more
 */
void
vt_host_link_free (VtHostLink *self)
{
  if (self == NULL)
    return;

  vt_host_link_close (self);
  g_object_unref (self->shop);
  g_hash_table_unref (self->tokens);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->starting);
  g_free (self);
}

static gpointer
stop_thread (gpointer embedded)
{
  vt_embedded_host_stop (embedded);
  g_object_unref (embedded);
  return NULL;
}

/**
 * vt_host_link_close:
 * @self: a link
 *
 * Stops the host on this computer without waiting for its end; none is started any more.
 */
void
vt_host_link_close (VtHostLink *self)
{
  VtEmbeddedHost *embedded;

  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  embedded = g_steal_pointer (&self->embedded);
  g_mutex_unlock (&self->mutex);

  if (embedded != NULL)
    g_thread_unref (g_thread_new ("stop-host", stop_thread, embedded));
}

/**
 * vt_host_link_add_token:
 * @self: a link
 * @url: address of a host, no slash at the end
 * @token: its token, until the program ends
 */
void
vt_host_link_add_token (VtHostLink *self, const char *url, const char *token)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  g_hash_table_insert (self->tokens, g_strdup (url), g_strdup (token));
}
