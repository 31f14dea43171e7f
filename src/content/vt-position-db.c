#include "content/vt-position.h"

/**
 * vt_position_move:
 * @db: the connection of a #VtShopJob
 * @list_sql: a literal that selects the ids of the list that has ?1, in order
 * @set_sql: a literal that gives the row ?1 the position ?2
 * @id: a row that is there
 * @position: from 0; beyond the end is the end
 * @error: a #VtDbError
 *
 * Puts a row somewhere else in its list; the others keep their order.
 *
 * Returns: whether it stands there now
 */
gboolean
vt_position_move (VtDb *db, const char *list_sql, const char *set_sql, gint64 id, int position, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, list_sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 other = vt_stmt_get_int (stmt, 0);

      if (other != id)
        g_array_append_val (ids, other);
    }
  if (step != VT_STEP_DONE)
    return FALSE;

  g_array_insert_val (ids, (guint) CLAMP (position, 0, (int) ids->len), id);
  for (guint i = 0; i < ids->len; i++)
    if (!vt_db_run (db, error, set_sql, "ii", g_array_index (ids, gint64, i), (gint64) i))
      return FALSE;

  return TRUE;
}
