/* Owns the tables release and active_release. */
#include "host/vt-host-release-db.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define NOT_FOUND 404
#define CONFLICT  409

/**
 * vt_host_release_free:
 * @self: (nullable): a release
 */
void
vt_host_release_free (VtHostRelease *self)
{
  if (self == NULL)
    return;

  g_free (self->label);
  g_free (self->manifest);
  g_free (self);
}

static gboolean
read_active (VtDb *db, gint64 *id, GError **error)
{
  *id = 0;
  return vt_db_get (db, error, id, "SELECT release_id FROM active_release", "") != VT_STEP_ERROR;
}

/**
 * vt_host_release_get_active:
 * @store: a store
 * @id: (out): the release that shoppers get; 0 before the first
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_host_release_get_active (VtHostStore *store, gint64 *id, GError **error)
{
  VtDb *db = vt_host_store_lease_reader (store, error);
  gboolean read = db != NULL && read_active (db, id, error);

  if (db != NULL)
    vt_host_store_return_reader (store, db);

  return read;
}

static gboolean
check_base (VtDb *db, gint64 base, GError **error)
{
  gint64 active = 0;

  if (!read_active (db, &active, error))
    return FALSE;
  if (active == base)
    return TRUE;

  g_set_error (error, VT_HOST_PROBLEM, CONFLICT,
               _ ("Release %" PRId64 " is live by now, and this one was made from %" PRId64
                  ". Fetch what changed, merge, and publish again"),
               active, base);
  return FALSE;
}

/* The same files on the same base, begun before and never live: its upload goes on. */
static gboolean
find_pending (VtDb *db, gint64 base, const char *digest, gint64 *id, GError **error)
{
  return vt_db_get (db, error, id,
                    "SELECT id FROM release WHERE digest = ?1 AND ifnull (base, 0) = ?2 AND activated_us IS NULL "
                    "ORDER BY id DESC LIMIT 1",
                    "si", digest, base) != VT_STEP_ERROR;
}

static gboolean
insert (VtDb *db, gint64 base, const char *label, VtManifest *manifest, gint64 now_us, gint64 *id, GError **error)
{
  g_autofree char *text = vt_manifest_to_text (manifest);
  g_autofree char *digest = vt_sha256_data (text, strlen (text));

  *id = 0;
  if (!check_base (db, base, error) || !find_pending (db, base, digest, id, error))
    return FALSE;
  if (*id != 0)
    return vt_db_run (db, error, "UPDATE release SET label = ?2 WHERE id = ?1", "is", *id, label);

  if (!vt_db_run (db, error,
                  "INSERT INTO release (base, label, created_us, file_count, size, digest, manifest) "
                  "VALUES (nullif (?1, 0), ?2, ?3, ?4, ?5, ?6, ?7)",
                  "isiiiss", base, label, now_us, (gint64) manifest->files->len, manifest->size, digest, text))
    return FALSE;

  *id = sqlite3_last_insert_rowid (vt_db_get_handle (db));
  return TRUE;
}

/**
 * vt_host_release_add:
 * @store: a store
 * @base: the release that it was made from; 0: none
 * @label: what its maker calls it
 * @manifest: its files
 * @id: (out): its number; that of the pending release with the same files when there is one
 * @error: a #VT_HOST_PROBLEM of status 409 when @base is not the active release, or a #VtDbError
 *
 * Returns: whether the release is noted
 */
gboolean
vt_host_release_add (VtHostStore *store,
                     gint64 base,
                     const char *label,
                     VtManifest *manifest,
                     gint64 *id,
                     GError **error)
{
  VtDb *db = vt_host_store_begin_write (store, error);

  if (db == NULL)
    return FALSE;

  return vt_host_store_end_write (store, insert (db, base, label, manifest, vt_host_store_now_us (store), id, error),
                                  error);
}

/* A release that was live may become so again at any time; a new one only on top of what it was made from. */
static gboolean
check_turn (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT ifnull (base, 0), activated_us FROM release WHERE id = ?1", error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", id) || vt_stmt_step (stmt, error) != VT_STEP_ROW)
    return FALSE;

  return !vt_stmt_is_null (stmt, 1) || check_base (db, vt_stmt_get_int (stmt, 0), error);
}

/**
 * vt_host_release_activate:
 * @store: a store
 * @id: a release that exists and is complete
 * @error: a #VT_HOST_PROBLEM of status 409 when another release was activated since it was made, or a #VtDbError
 *
 * Returns: whether it is the active release, on the disk as well
 */
gboolean
vt_host_release_activate (VtHostStore *store, gint64 id, GError **error)
{
  VtDb *db = vt_host_store_begin_write (store, error);
  gboolean switched;

  if (db == NULL)
    return FALSE;

  switched = check_turn (db, id, error) &&
             vt_db_run (db, error, "UPDATE active_release SET release_id = ?1", "i", id) &&
             vt_db_run (db, error, "UPDATE release SET activated_us = ?2 WHERE id = ?1", "ii", id,
                        vt_host_store_now_us (store));

  return vt_host_store_end_write (store, switched, error);
}

static VtHostRelease *
new_from_row (VtStmt *stmt)
{
  VtHostRelease *self = g_new0 (VtHostRelease, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->base = vt_stmt_get_int (stmt, 1);
  self->created_us = vt_stmt_get_int (stmt, 2);
  self->activated_us = vt_stmt_get_int (stmt, 3);
  self->file_count = vt_stmt_get_int (stmt, 4);
  self->size = vt_stmt_get_int (stmt, 5);
  self->active = vt_stmt_get_int (stmt, 6) != 0;
  self->label = vt_stmt_dup_text (stmt, 7);
  self->manifest = vt_stmt_dup_text (stmt, 8);

  return self;
}

/**
 * vt_host_release_load:
 * @store: a store
 * @id: a number from outside
 * @error: a #VT_HOST_PROBLEM of status 404, or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the release with its manifest
 */
VtHostRelease *
vt_host_release_load (VtHostStore *store, gint64 id, GError **error)
{
  VtDb *db = vt_host_store_lease_reader (store, error);
  VtHostRelease *release = NULL;
  VtStep step = VT_STEP_ERROR;
  VtStmt *stmt;

  if (db == NULL)
    return NULL;

  stmt = vt_db_prepare (db,
                        "SELECT id, base, created_us, activated_us, file_count, size, "
                        "id IS (SELECT release_id FROM active_release), label, manifest FROM release WHERE id = ?1",
                        error);
  if (stmt != NULL && vt_stmt_bind (stmt, error, "i", id))
    step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW)
    release = new_from_row (stmt);
  else if (step == VT_STEP_DONE)
    g_set_error (error, VT_HOST_PROBLEM, NOT_FOUND, _ ("There is no release %" PRId64), id);
  vt_stmt_free (stmt);
  vt_host_store_return_reader (store, db);

  return release;
}

/**
 * vt_host_release_list:
 * @store: a store
 * @limit: the most to list
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtHostRelease): the newest releases, newest first
 */
GPtrArray *
vt_host_release_list (VtHostStore *store, gint64 limit, GError **error)
{
  g_autoptr (GPtrArray) releases = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_host_release_free);
  VtDb *db = vt_host_store_lease_reader (store, error);
  VtStep step = VT_STEP_ERROR;
  VtStmt *stmt;

  if (db == NULL)
    return NULL;

  stmt = vt_db_prepare (db,
                        "SELECT id, base, created_us, activated_us, file_count, size, "
                        "id IS (SELECT release_id FROM active_release), label, NULL FROM release "
                        "ORDER BY id DESC LIMIT ?1",
                        error);
  if (stmt != NULL && vt_stmt_bind (stmt, error, "i", limit))
    while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
      g_ptr_array_add (releases, new_from_row (stmt));
  vt_stmt_free (stmt);
  vt_host_store_return_reader (store, db);

  return step == VT_STEP_DONE ? g_steal_pointer (&releases) : NULL;
}
