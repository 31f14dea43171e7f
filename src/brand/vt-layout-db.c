/* Owner of the table brand_asset: what the shop changed of the layouts. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-layout-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vt_layout_load:
 * @db: a connection of this thread
 * @id: of an asset
 * @problem: (out) (optional) (nullable) (transfer full): what is wrong with the shop's own layout, translated
 * @error: when there is no such asset, or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the layout as the shop has it
 */
VtLayout *
vt_layout_load (VtDb *db, const char *id, char **problem, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT layout FROM brand_asset WHERE id = ?1", error);
  g_autoptr (GError) reason = NULL;
  VtLayout *own = NULL;
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, id, error))
    return NULL;
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ERROR)
    return NULL;

  if (step == VT_STEP_ROW)
    own = vt_layout_parse (id, vt_stmt_get_text (stmt, 0), -1, &reason);
  if (own != NULL)
    {
      own->is_own = TRUE;
      return own;
    }
  if (reason != NULL && problem != NULL)
    *problem = g_strdup_printf (_ ("The changed layout of “%s” cannot be read: %s. It is drawn as it was at first"), id,
                                reason->message);

  return vt_layout_load_built_in (id, error);
}

/**
 * vt_layout_list:
 * @db: a connection of this thread
 * @problems: (nullable) (element-type utf8): takes sentences about damaged layouts
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtLayout): all assets of the shop
 */
GPtrArray *
vt_layout_list (VtDb *db, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_layout_unref);

  for (guint i = 0; i < vt_layout_n_built_in (); i++)
    {
      g_autofree char *problem = NULL;
      VtLayout *layout = vt_layout_load (db, vt_layout_built_in_id (i), &problem, error);

      if (layout == NULL)
        return NULL;
      g_ptr_array_add (layouts, layout);
      if (problem != NULL && problems != NULL)
        g_ptr_array_add (problems, g_steal_pointer (&problem));
    }

  return g_steal_pointer (&layouts);
}

/**
 * vt_layout_set:
 * @db: the connection of a #VtShopJob
 * @id: of an asset
 * @json: (nullable): its layout; %NULL for the built-in one
 * @error: what is wrong with it, or a #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_layout_set (VtDb *db, const char *id, const char *json, GError **error)
{
  g_autoptr (VtLayout) layout = NULL;
  g_autofree char *written = NULL;

  if (json == NULL)
    return vt_db_run (db, error, "DELETE FROM brand_asset WHERE id = ?1", "s", id);

  layout = vt_layout_parse (id, json, -1, error);
  if (layout == NULL)
    return FALSE;

  written = vt_layout_to_json (layout);
  return vt_db_run (db, error,
                    "INSERT INTO brand_asset (id, layout) VALUES (?1, ?2) "
                    "ON CONFLICT (id) DO UPDATE SET layout = excluded.layout WHERE layout <> excluded.layout",
                    "ss", id, written);
}
