/* Owner of the table brand_asset: what the shop changed of the layouts. */
#define G_LOG_DOMAIN "vt-brand"

#include "base/vt-handle.h"
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
  if (reason != NULL && g_str_has_prefix (id, VT_LAYOUT_ADDED))
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&reason), _ ("The asset “%s” cannot be read: "), id);
      return NULL;
    }
  if (reason != NULL && problem != NULL)
    *problem = g_strdup_printf (_ ("The changed layout of “%s” cannot be read: %s. It is drawn as it was at first"), id,
                                reason->message);

  return vt_layout_load_built_in (id, error);
}

/* Those that the shop made, after those that the program comes with. A damaged one is told and left out. */
static gboolean
list_added (VtDb *db, GPtrArray *layouts, GPtrArray *problems, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id, layout FROM brand_asset WHERE id >= 'own-' AND id < 'own.' ORDER BY id", error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL)
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      const char *id = vt_stmt_get_text (stmt, 0);
      g_autoptr (GError) reason = NULL;
      VtLayout *layout = vt_layout_parse (id, vt_stmt_get_text (stmt, 1), -1, &reason);

      if (layout != NULL)
        g_ptr_array_add (layouts, layout);
      else if (problems != NULL)
        g_ptr_array_add (
            problems, g_strdup_printf (_ ("The asset “%s” cannot be read: %s. It is left out"), id, reason->message));
    }

  return step != VT_STEP_ERROR;
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

  return list_added (db, layouts, problems, error) ? g_steal_pointer (&layouts) : NULL;
}

/**
 * vt_layout_set:
 * @db: the connection of a #VtShopJob
 * @id: of an asset
 * @json: (nullable): its layout; %NULL for the built-in one, or for none where the shop made it
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

static gboolean
is_taken (VtDb *db, const char *id)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT 1 FROM brand_asset WHERE id = ?1", NULL);

  return stmt == NULL || !vt_stmt_bind_text (stmt, 1, id, NULL) || vt_stmt_step (stmt, NULL) == VT_STEP_ROW;
}

/* (transfer full) (nullable) An id from a name, that no other asset has. */
static char *
new_id (VtDb *db, const char *name)
{
  g_autofree char *handle = vt_handle_new (name);

  if (handle != NULL && strlen (handle) > VT_LAYOUT_NAME_LENGTH)
    handle[VT_LAYOUT_NAME_LENGTH] = '\0';
  while (handle != NULL && g_str_has_suffix (handle, "-"))
    handle[strlen (handle) - 1] = '\0';
  for (guint i = 1; i <= VT_LAYOUT_MAX_ADDED; i++)
    {
      const char *stem = handle != NULL && vt_handle_is_valid (handle) ? handle : "asset";
      g_autofree char *id =
          i == 1 ? g_strconcat (VT_LAYOUT_ADDED, stem, NULL) : g_strdup_printf (VT_LAYOUT_ADDED "%s-%u", stem, i);

      if (!is_taken (db, id))
        return g_steal_pointer (&id);
    }

  return NULL;
}

/**
 * vt_layout_add:
 * @db: the connection of a #VtShopJob
 * @from: what it looks like: another asset's layout, or a blank one
 * @name: what people call it
 * @error: the name is empty or too long, there are too many, or a #VtDbError
 *
 * Makes an asset of the shop's own.
 *
 * Returns: (transfer full) (nullable): its id
 */
char *
vt_layout_add (VtDb *db, const VtLayout *from, const char *name, GError **error)
{
  g_autofree char *id = new_id (db, name);
  g_autofree char *json = vt_layout_to_named_json (from, name);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_layout_unref);

  if (!list_added (db, added, NULL, error))
    return NULL;
  if (id == NULL || added->len >= VT_LAYOUT_MAX_ADDED)
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                   _ ("A shop has no more than %d assets of its own; remove one first"), VT_LAYOUT_MAX_ADDED);
      return NULL;
    }

  return vt_layout_set (db, id, json, error) ? g_steal_pointer (&id) : NULL;
}
