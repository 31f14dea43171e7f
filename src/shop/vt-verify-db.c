/* Reads the whole shop and tells what does not fit together; it owns no table and writes nothing. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-verify.h"

#include "base/vt-hash.h"
#include "shop/vt-added.h"
#include "shop/vt-changeset.h"
#include "shop/vt-media.h"
#include "shop/vt-snapshot.h"
#include "shop/vt-verify-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

typedef struct
{
  VtDb *db;                  /* (unowned) */
  const char *folder;        /* (unowned) */
  GPtrArray *findings;       /* (unowned) */
  GCancellable *cancellable; /* (unowned) (nullable) */
  GHashTable *named;         /* (owned) the hashes of table `media` */
} Verification;

static void G_GNUC_PRINTF (2, 3) find (Verification *self, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_ptr_array_add (self->findings, g_strdup_vprintf (format, list));
  va_end (list);
}

typedef gboolean (*RowFunc) (Verification *self, VtStmt *stmt, GError **error);

static gboolean
for_each_row (Verification *self, const char *sql, RowFunc func, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (self->db, sql, error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
         (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      step = VT_STEP_ERROR;
      if (!func (self, stmt, error))
        return FALSE;
    }

  return step == VT_STEP_DONE;
}

static gboolean
tell_integrity (Verification *self, VtStmt *stmt, GError **error G_GNUC_UNUSED)
{
  const char *text = vt_stmt_get_text (stmt, 0);

  if (!g_str_equal (text, "ok"))
    find (self, _ ("The database is damaged: %s. Restore it from a backup"), text);
  return TRUE;
}

static gboolean
tell_reference (Verification *self, VtStmt *stmt, GError **error G_GNUC_UNUSED)
{
  find (self, _ ("Row %" PRId64 " of “%s” refers to a row of “%s” that is not there"), vt_stmt_get_int (stmt, 1),
        vt_stmt_get_text (stmt, 0), vt_stmt_get_text (stmt, 2));
  return TRUE;
}

static gboolean
check_entry (Verification *self, VtStmt *stmt, GError **error G_GNUC_UNUSED)
{
  gsize size;
  gconstpointer data = vt_stmt_get_blob (stmt, 2, &size);
  g_autoptr (GArray) added = vt_added_parse (vt_stmt_get_text (stmt, 3));
  gboolean sound = added != NULL && (vt_changeset_is_sound (data, size) || (size == 0 && added->len > 0));

  if (!sound)
    find (self, _ ("Step %" PRId64 " of the history, “%s”, is damaged and cannot be undone"), vt_stmt_get_int (stmt, 0),
          vt_stmt_get_text (stmt, 1));
  return TRUE;
}

static gboolean
tell_level (Verification *self, VtStmt *stmt, GError **error G_GNUC_UNUSED)
{
  find (self, _ ("The stock of variant %" PRId64 " is kept as %" PRId64 ", but its movements add up to %" PRId64),
        vt_stmt_get_int (stmt, 0), vt_stmt_get_int (stmt, 1), vt_stmt_get_int (stmt, 2));
  return TRUE;
}

static gboolean
check_media (Verification *self, VtStmt *stmt, GError **error)
{
  const char *sha256 = vt_stmt_get_text (stmt, 0);
  const char *name = vt_stmt_get_text (stmt, 1);
  g_autofree char *path = vt_media_path (self->folder, sha256);
  g_autofree char *present = NULL;
  g_autoptr (GError) local_error = NULL;

  g_hash_table_add (self->named, g_strdup (sha256));
  if (path == NULL)
    {
      find (self, _ ("The picture “%s” (%s) is missing from the media folder. Add it again"), name, sha256);
      return TRUE;
    }

  present = vt_sha256_file (path, self->cancellable, &local_error);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (present == NULL)
    find (self, _ ("The picture “%s” cannot be read: %s"), name, local_error->message);
  else if (!g_str_equal (present, sha256))
    find (self, _ ("The picture “%s” (%s) is damaged: its content is not what it was. Add it again"), name, sha256);
  return TRUE;
}

static void
check_leftovers_in (Verification *self, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *sha256 = g_strndup (name, strcspn (name, "."));

      if (!g_hash_table_contains (self->named, sha256))
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autofree char *shown = g_filename_display_name (path);

          find (self, _ ("Information: no picture of the shop is “%s”; it may be deleted"), shown);
        }
    }
}

static void
check_leftovers (Verification *self)
{
  g_autofree char *media = g_build_filename (self->folder, "media", NULL);
  g_autoptr (GDir) dir = g_dir_open (media, 0, NULL);
  const char *name;

  if (dir == NULL)
    find (self, _ ("The media folder is missing; the shop's pictures are lost unless a backup has them"));

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (media, name, NULL);

      check_leftovers_in (self, folder);
    }
}

/* Adds a sentence to @findings for each thing that is broken in the database's file. */
gboolean
vt_verify_integrity (VtDb *db, GPtrArray *findings, GCancellable *cancellable, GError **error)
{
  Verification self = { .db = db, .findings = findings, .cancellable = cancellable };

  return for_each_row (&self, "PRAGMA integrity_check", tell_integrity, error);
}

static gboolean
verify (Verification *self, GError **error)
{
  guint before = self->findings->len;

  if (!vt_verify_integrity (self->db, self->findings, self->cancellable, error))
    return FALSE;
  /* What a damaged file answers to further questions is worth nothing. */
  if (self->findings->len > before)
    return TRUE;

  if (!for_each_row (self, "PRAGMA foreign_key_check", tell_reference, error) ||
      !for_each_row (self, "SELECT id, label, changeset, added FROM journal ORDER BY id", check_entry, error) ||
      !for_each_row (self,
                     "SELECT variant_id, sum(kept), sum(moved) FROM ("
                     "SELECT variant_id, place_id, on_hand AS kept, 0 AS moved FROM stock_level "
                     "UNION ALL SELECT variant_id, place_id, 0, delta FROM stock_movement) "
                     "GROUP BY variant_id, place_id HAVING sum(kept) <> sum(moved)",
                     tell_level, error) ||
      !for_each_row (self, "SELECT sha256, name FROM media ORDER BY sha256", check_media, error))
    return FALSE;

  check_leftovers (self);
  return TRUE;
}

/**
 * vt_shop_verify:
 * @path: (type filename): a shop's folder
 * @findings: (element-type utf8): where to add sentences, one for each thing that is wrong; those that begin with
 *   "Information:" harm nothing. It must free its elements with g_free()
 * @cancellable: (nullable): stops the work
 * @error: a #VtShopError or #VtDbError when the shop cannot be opened or read
 *
 * Checks the database, the references between its rows, the history, the stock and every picture. It changes nothing,
 * and works beside a program that has the shop open.
 *
 * Returns: whether everything could be looked at
 */
gboolean
vt_shop_verify (const char *path, GPtrArray *findings, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (path, error);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Verification self = { .folder = path, .findings = findings, .cancellable = cancellable, .named = named };

  if (snapshot == NULL)
    return FALSE;

  self.db = vt_snapshot_get_db (snapshot);
  return verify (&self, error);
}
