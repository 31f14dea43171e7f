/* Owns the table old_handle. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-old-handle.h"

/**
 * vt_old_handle_public_copies:
 *
 * Statements for vt_snapshot_write_catalogue(), ended by %NULL: addresses of what was copied before.
 */
const char *const vt_old_handle_public_copies[] = {
  "INSERT INTO catalogue.old_handle (kind, language, handle, target_id) "
  "SELECT kind, language, handle, target_id FROM main.old_handle "
  "WHERE (kind = 'product' AND target_id IN (SELECT id FROM catalogue.product)) "
  "OR (kind = 'collection' AND target_id IN (SELECT id FROM catalogue.collection)) "
  "OR (kind = 'page' AND target_id IN (SELECT id FROM catalogue.page)) "
  "OR (kind = 'post' AND target_id IN (SELECT id FROM catalogue.post)) "
  "OR (kind = 'live_event' AND target_id IN (SELECT id FROM catalogue.live_event)) "
  "ORDER BY kind, language, handle",
  NULL,
};

/**
 * vt_old_handle_keep_in:
 * @db: the connection of a #VtShopJob
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @language: one of the shop's other languages; "" is its first
 * @handle: the address that is given up
 * @target_id: what had it
 * @error: a #VtDbError
 *
 * Returns: whether visitors of @handle are sent on to the target
 */
gboolean
vt_old_handle_keep_in (VtDb *db,
                       const char *kind,
                       const char *language,
                       const char *handle,
                       gint64 target_id,
                       GError **error)
{
  return vt_db_run (db, error,
                    "INSERT INTO old_handle (kind, language, handle, target_id) VALUES (?1, ?2, ?3, ?4) "
                    "ON CONFLICT (kind, language, handle) DO UPDATE SET target_id = excluded.target_id",
                    "sssi", kind, language, handle, target_id);
}

/**
 * vt_old_handle_take_over_in:
 * @db: the connection of a #VtShopJob
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @language: one of the shop's other languages; "" is its first
 * @handle: an address that something has from now on
 * @error: a #VtDbError
 *
 * Returns: whether @handle leads to no other one now
 */
gboolean
vt_old_handle_take_over_in (VtDb *db, const char *kind, const char *language, const char *handle, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM old_handle WHERE kind = ?1 AND language = ?2 AND handle = ?3", "sss", kind,
                    language, handle);
}

/**
 * vt_old_handle_keep:
 * @db: the connection of a #VtShopJob
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @handle: the address in the shop's first language that is given up
 * @target_id: what had it
 * @error: a #VtDbError
 *
 * Returns: whether visitors of @handle are sent on to the target
 */
gboolean
vt_old_handle_keep (VtDb *db, const char *kind, const char *handle, gint64 target_id, GError **error)
{
  return vt_old_handle_keep_in (db, kind, "", handle, target_id, error);
}

/**
 * vt_old_handle_take_over:
 * @db: the connection of a #VtShopJob
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @handle: an address in the shop's first language that something has from now on
 * @error: a #VtDbError
 *
 * Returns: whether @handle leads to no other one now
 */
gboolean
vt_old_handle_take_over (VtDb *db, const char *kind, const char *handle, GError **error)
{
  return vt_old_handle_take_over_in (db, kind, "", handle, error);
}

/**
 * vt_old_handle_remove_target:
 * @db: the connection of a #VtShopJob
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @target_id: what is deleted
 * @error: a #VtDbError
 *
 * Returns: whether no old address leads to it now
 */
gboolean
vt_old_handle_remove_target (VtDb *db, const char *kind, gint64 target_id, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM old_handle WHERE kind = ?1 AND target_id = ?2", "si", kind, target_id);
}

/**
 * vt_old_handle_list:
 * @db: a shop's database or a public catalogue
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @target_id: a product or collection
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the addresses that it had, in alphabetical order
 */
char **
vt_old_handle_list (VtDb *db, const char *kind, gint64 target_id, GError **error)
{
  g_autoptr (GStrvBuilder) handles = g_strv_builder_new ();
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT handle FROM old_handle WHERE kind = ?1 AND language = '' AND target_id = ?2 ORDER BY handle", error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "si", kind, target_id))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_strv_builder_add (handles, vt_stmt_get_text (stmt, 0));

  return step == VT_STEP_DONE ? g_strv_builder_end (handles) : NULL;
}

/**
 * vt_old_handle_free:
 * @self: (nullable): an old address
 */
void
vt_old_handle_free (VtOldHandle *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->language);
  g_free (self->handle);
  g_free (self->target);
  g_free (self);
}

/**
 * vt_old_handle_list_all:
 * @db: a shop's database or a public catalogue
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtOldHandle): every old address that leads somewhere
 */
GPtrArray *
vt_old_handle_list_all (VtDb *db, GError **error)
{
  g_autoptr (GPtrArray) handles = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_old_handle_free);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT o.kind, o.language, o.handle, o.target_id, "
                     "coalesce (p.handle, c.handle, g.handle, t.handle, l.handle) AS target FROM old_handle AS o "
                     "LEFT JOIN product AS p ON o.kind = 'product' AND p.id = o.target_id "
                     "LEFT JOIN collection AS c ON o.kind = 'collection' AND c.id = o.target_id "
                     "LEFT JOIN page AS g ON o.kind = 'page' AND g.id = o.target_id "
                     "LEFT JOIN post AS t ON o.kind = 'post' AND t.id = o.target_id "
                     "LEFT JOIN live_event AS l ON o.kind = 'live_event' AND l.id = o.target_id "
                     "WHERE target IS NOT NULL ORDER BY o.kind, o.language, o.handle",
                     error);
  VtStep step = stmt != NULL ? VT_STEP_ROW : VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtOldHandle *handle = g_new0 (VtOldHandle, 1);

      handle->kind = vt_stmt_dup_text (stmt, 0);
      handle->language = vt_stmt_dup_text (stmt, 1);
      handle->handle = vt_stmt_dup_text (stmt, 2);
      handle->target_id = vt_stmt_get_int (stmt, 3);
      handle->target = vt_stmt_dup_text (stmt, 4);
      g_ptr_array_add (handles, handle);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&handles) : NULL;
}
