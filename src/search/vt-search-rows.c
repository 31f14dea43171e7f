/* Synonyms, rules and tests are read alike: all of a statement's rows, or the one of an id. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-search-rows.h"

#include "search/vt-search-error.h"

/**
 * vt_search_rows_list:
 * @stmt: (nullable): a statement with its values; %NULL when it could not be prepared, and @error is set
 * @make: makes a record of each row
 * @free_row: frees one
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the records
 */
GPtrArray *
vt_search_rows_list (VtStmt *stmt, VtSearchRow make, GDestroyNotify free_row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gpointer row = make (stmt);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * vt_search_rows_find:
 * @stmt: (nullable): as for vt_search_rows_list(); its one value is an id
 * @id: what is looked for
 * @make: makes a record of the row
 * @gone: what to say when there is none, translated
 * @error: %VT_SEARCH_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the record
 */
gpointer
vt_search_rows_find (VtStmt *stmt, gint64 id, VtSearchRow make, const char *gone, GError **error)
{
  gpointer row = NULL;
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW)
    row = make (stmt);
  if (step != VT_STEP_ERROR && row == NULL)
    g_set_error_literal (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_NOT_FOUND, gone);

  return row;
}
