/* Owns the tables host and host_movement. */
#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-host-record.h"

#include "base/vt-hash.h"
#include "base/vt-id.h"
#include "publish/vt-host-record-private.h"

#include "catalogue/vt-stock.h"
#include "publish/vt-host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMNS "id, name, kind, url, fingerprint, release_id, snapshot, feed_cursor, is_default"

/**
 * vt_host_record_free:
 * @self: (nullable): a record
 */
void
vt_host_record_free (VtHostRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->kind);
  g_free (self->url);
  g_free (self->fingerprint);
  g_free (self->release);
  g_free (self->snapshot);
  g_free (self->feed_cursor);
  g_free (self);
}

static VtHostRecord *
record_from_row (VtStmt *stmt)
{
  VtHostRecord *self = g_new0 (VtHostRecord, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->name = vt_stmt_dup_text (stmt, 1);
  self->kind = vt_stmt_dup_text (stmt, 2);
  self->url = vt_stmt_dup_text (stmt, 3);
  self->fingerprint = vt_stmt_dup_text (stmt, 4);
  self->release = vt_stmt_dup_text (stmt, 5);
  self->snapshot = vt_stmt_dup_text (stmt, 6);
  self->feed_cursor = vt_stmt_dup_text (stmt, 7);
  self->is_default = vt_stmt_get_int (stmt, 8) != 0;
  return self;
}

/**
 * vt_host_record_list:
 * @db: a shop's connection
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtHostRecord) (nullable): the shop's hosts by name
 */
GPtrArray *
vt_host_record_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT " COLUMNS " FROM host ORDER BY name", error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_host_record_free);
  VtStep step = VT_STEP_ROW;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (list, record_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

/**
 * vt_host_record_find:
 * @db: a shop's connection
 * @name: (nullable): which one; %NULL for the default one
 * @error: %G_IO_ERROR_NOT_FOUND when the shop has none of that name
 *
 * Returns: (transfer full) (nullable): the host
 */
VtHostRecord *
vt_host_record_find (VtDb *db, const char *name, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT " COLUMNS " FROM host WHERE ?1 IS NULL AND is_default OR name = ?1 ORDER BY id LIMIT 1", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "s", name))
    return NULL;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW)
    return record_from_row (stmt);

  if (step == VT_STEP_DONE && name != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The shop has no host called “%s”"), name);
  else if (step == VT_STEP_DONE)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("The shop has no host to publish to yet; add one with its address and token"));
  return NULL;
}

static gboolean
check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean loopback =
      host != NULL && (g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1") || g_str_equal (host, "localhost"));

  if (host != NULL && *host != '\0' && (g_str_equal (scheme, "https") || (loopback && g_str_equal (scheme, "http"))))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” is no address of a host: it begins with https://, as in https://shop.example"), url);
  return FALSE;
}

static char *
clean_url (const char *url)
{
  char *clean = g_strdup (url);

  for (gsize length = strlen (clean); length > 0 && clean[length - 1] == '/'; length--)
    clean[length - 1] = '\0';
  return clean;
}

/**
 * vt_host_record_add:
 * @db: the connection of a job
 * @name: what the shop calls it; unique
 * @kind: "vitrine"
 * @url: its address; https, or http on loopback
 * @fingerprint: SHA-256 of a certificate to trust, lower-case hex; "" for those that authorities have signed
 * @id: (out) (optional): the new record
 * @error: what is wrong with the input
 *
 * Adds a host; the first one is the default.
 *
 * Returns: whether it was added
 */
gboolean
vt_host_record_add (VtDb *db,
                    const char *name,
                    const char *kind,
                    const char *url,
                    const char *fingerprint,
                    gint64 *id,
                    GError **error)
{
  gint64 new_id = vt_id_new ();
  g_autofree char *clean = clean_url (url);

  if (!check_url (url, error))
    return FALSE;
  if (!g_str_equal (kind, "vitrine"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _ ("Hosts of the kind “%s” cannot be published to; the kind is “vitrine”"), kind);
      return FALSE;
    }
  if (id != NULL)
    *id = new_id;

  return vt_db_run (db, error,
                    "INSERT INTO host (id, name, kind, url, fingerprint, is_default) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, NOT EXISTS (SELECT 1 FROM host))",
                    "issss", new_id, name, kind, clean, fingerprint);
}

/**
 * vt_host_record_move:
 * @db: the connection of a job
 * @id: a host
 * @url: its new address
 * @fingerprint: its new certificate's, as for vt_host_record_add()
 * @error: what is wrong with the input
 *
 * Notes that a host answers somewhere else; what is live there stays known.
 *
 * Returns: whether it was noted
 */
gboolean
vt_host_record_move (VtDb *db, gint64 id, const char *url, const char *fingerprint, GError **error)
{
  g_autofree char *clean = clean_url (url);

  return check_url (url, error) && vt_db_run (db, error, "UPDATE host SET url = ?2, fingerprint = ?3 WHERE id = ?1",
                                              "iss", id, clean, fingerprint);
}

/**
 * vt_host_record_set_default:
 * @db: the connection of a job
 * @id: a host
 * @error: a #VtDbError
 *
 * Notes which host the shop goes to when none is named. One that the shop does not know changes nothing.
 *
 * Returns: whether it was noted
 */
gboolean
vt_host_record_set_default (VtDb *db, gint64 id, GError **error)
{
  return vt_db_run (db, error, "UPDATE host SET is_default = (id = ?1) WHERE EXISTS (SELECT 1 FROM host WHERE id = ?1)",
                    "i", id);
}

/**
 * vt_host_record_remove:
 * @db: the connection of a job
 * @id: a host
 * @error: a #VtDbError
 *
 * Forgets a host and what it was told; orders that came from it stay.
 *
 * Returns: whether it was forgotten
 */
gboolean
vt_host_record_remove (VtDb *db, gint64 id, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM host_movement WHERE host_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM host WHERE id = ?1", "i", id);
}

/* What only this folder does to the records ----------------------------------------------------------------------- */

gboolean
vt_host_record_set_live (VtDb *db, gint64 id, const char *release, const char *snapshot, GError **error)
{
  return vt_db_run (db, error, "UPDATE host SET release_id = ?2, snapshot = ?3 WHERE id = ?1", "iss", id, release,
                    snapshot);
}

gboolean
vt_host_record_set_cursor (VtDb *db, gint64 id, const char *cursor, GError **error)
{
  return vt_db_run (db, error, "UPDATE host SET feed_cursor = ?2 WHERE id = ?1", "is", id, cursor);
}

/* The same step has the same name however often it is tried, so that a host that was told and did not live to be noted
 * counts it once. The first step of a movement is the movement itself. */
static char *
name_step (const char *origin, gint64 n_told)
{
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;

  if (n_told == 0)
    return g_strdup (origin);

  text = g_strdup_printf ("%s %" G_GINT64_FORMAT, origin, n_told);
  hash = vt_sha256_data (text, strlen (text));
  return g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15, hash + 18);
}

void
vt_sent_movement_free (VtSentMovement *self)
{
  g_free (self->uuid);
  g_free (self->origin);
  g_free (self->reason);
  g_free (self->reference);
  g_free (self);
}

/* For each movement of the ledger, what the host should count for it less what it counts: an undone movement is taken
 * back by one of the opposite sign, and a redone one is sent again. What another host sold counts here too. */
GPtrArray *
vt_host_record_list_unsent (VtDb *db, gint64 id, GError **error)
{
  static const char sql[] =
      "SELECT origin, variant_id, sum(want) - sum(have), max(reason), max(reference), max(at_us), sum(told) FROM ("
      "  SELECT " VT_STOCK_MOVEMENT_UUID
      " AS origin, variant_id, delta AS want, 0 AS have, reason, reference, at_us, 0 AS told "
      "    FROM stock_movement "
      "  UNION ALL "
      "  SELECT origin, variant_id, 0, delta, 'counted', '', 0, 1 FROM host_movement WHERE host_id = ?1) "
      "GROUP BY origin, variant_id HAVING sum(want) <> sum(have) ORDER BY max(at_us), origin";
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_sent_movement_free);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", id))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtSentMovement *movement = g_new0 (VtSentMovement, 1);

      movement->origin = vt_stmt_dup_text (stmt, 0);
      movement->variant_id = vt_stmt_get_int (stmt, 1);
      movement->delta = vt_stmt_get_int (stmt, 2);
      movement->reason = vt_stmt_dup_text (stmt, 3);
      movement->reference = vt_stmt_dup_text (stmt, 4);
      movement->at_us = vt_stmt_get_int (stmt, 5);
      movement->uuid = name_step (movement->origin, vt_stmt_get_int (stmt, 6));
      g_ptr_array_add (list, movement);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

gboolean
vt_host_record_note_sent (VtDb *db, gint64 id, GPtrArray *movements, GError **error)
{
  for (guint i = 0; i < movements->len; i++)
    {
      const VtSentMovement *movement = g_ptr_array_index (movements, i);

      if (!vt_db_run (db, error,
                      "INSERT OR IGNORE INTO host_movement (uuid, host_id, origin, variant_id, delta) "
                      "VALUES (?1, ?2, ?3, ?4, ?5)",
                      "sisii", movement->uuid, id, movement->origin, movement->variant_id, movement->delta))
        return FALSE;
    }

  return TRUE;
}

/* The movement @uuid came from the host: it needs not be told. One that the ledger did not take is left out. */
gboolean
vt_host_record_note_known (VtDb *db, gint64 id, const char *uuid, GError **error)
{
  return vt_db_run (db, error,
                    "INSERT OR IGNORE INTO host_movement (uuid, host_id, origin, variant_id, delta) "
                    "SELECT uuid, ?1, uuid, variant_id, delta FROM stock_movement WHERE uuid = ?2",
                    "is", id, uuid);
}

/* The host begins anew, with nothing of what it was told and a feed that starts at its beginning. */
gboolean
vt_host_record_begin_anew (VtDb *db, gint64 id, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM host_movement WHERE host_id = ?1", "i", id) &&
         vt_db_run (db, error, "UPDATE host SET release_id = '', snapshot = '', feed_cursor = '' WHERE id = ?1", "i",
                    id);
}
