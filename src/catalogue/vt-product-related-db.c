/* Owns the table related_product. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-related.h"

#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vt_product_list_related:
 * @db: a shop's database or a public catalogue
 * @product_id: a product
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type gint64): ids of the products that go well with it, in their order
 */
GArray *
vt_product_list_related (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT related_id FROM related_product WHERE product_id = ?1 ORDER BY position, related_id /* of ?1 */",
      error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, product_id, error))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
check_product (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;

  return vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM product WHERE id = ?1", "i", id),
                             _ ("The product is not in the shop any more"), error);
}

static gboolean
contains (const gint64 *ids, guint n, gint64 id)
{
  for (guint i = 0; i < n; i++)
    if (ids[i] == id)
      return TRUE;

  return FALSE;
}

static gboolean
remove_others (VtDb *db, gint64 product_id, const gint64 *related_ids, guint n, GError **error)
{
  g_autofree char *list = vt_catalogue_ids_to_json (related_ids, n);

  return vt_db_run (db, error,
                    "DELETE FROM related_product WHERE product_id = ?1 "
                    "AND related_id NOT IN (SELECT value FROM json_each (?2))",
                    "is", product_id, list);
}

/**
 * vt_product_set_related:
 * @db: the connection of a #VtShopJob
 * @product_id: a product
 * @related_ids: (array length=n): up to 20 others in order; one that is there twice counts once
 * @n: how many
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether these and no others go well with it now
 */
gboolean
vt_product_set_related (VtDb *db, gint64 product_id, const gint64 *related_ids, guint n, GError **error)
{
  sqlite3_int64 before = sqlite3_total_changes64 (vt_db_get_handle (db));

  if (n > VT_RELATED_MAX)
    return vt_catalogue_invalid (error, _ ("A product can have up to %d related ones; take some out"), VT_RELATED_MAX);
  if (contains (related_ids, n, product_id))
    return vt_catalogue_invalid (error, _ ("A product cannot be related to itself"));
  if (!check_product (db, product_id, error) || !remove_others (db, product_id, related_ids, n, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!contains (related_ids, i, related_ids[i]) &&
        (!check_product (db, related_ids[i], error) ||
         !vt_db_run (db, error,
                     "INSERT INTO related_product (product_id, related_id, position) VALUES (?1, ?2, ?3) "
                     "ON CONFLICT (product_id, related_id) DO UPDATE SET position = excluded.position "
                     "WHERE position <> excluded.position",
                     "iii", product_id, related_ids[i], (gint64) i)))
      return FALSE;

  return sqlite3_total_changes64 (vt_db_get_handle (db)) == before || vt_product_touch (db, product_id, error);
}

/**
 * vt_product_add_related:
 * @db: the connection of a #VtShopJob
 * @product_id: a product
 * @related_id: one that goes well with it
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is among the related ones now, at the end when it was not before
 */
gboolean
vt_product_add_related (VtDb *db, gint64 product_id, gint64 related_id, GError **error)
{
  g_autoptr (GArray) ids = vt_product_list_related (db, product_id, error);

  if (ids == NULL)
    return FALSE;

  g_array_append_val (ids, related_id);
  return vt_product_set_related (db, product_id, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

/**
 * vt_product_remove_related:
 * @db: the connection of a #VtShopJob
 * @product_id: a product
 * @related_id: one that does not go well with it
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is not among the related ones now
 */
gboolean
vt_product_remove_related (VtDb *db, gint64 product_id, gint64 related_id, GError **error)
{
  return check_product (db, product_id, error) &&
         vt_db_run (db, error, "DELETE FROM related_product WHERE product_id = ?1 AND related_id = ?2", "ii",
                    product_id, related_id) &&
         (vt_db_changes (db) == 0 || vt_product_touch (db, product_id, error));
}
