#define G_LOG_DOMAIN "vt-catalogue"

/* Owner of collection_product, as far as products are put in by hand: a collection's products have rising positions. */

#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>

static gboolean
is_member (VtDb *db, gint64 id, gint64 product_id, gboolean *member, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found,
                           "SELECT product_id FROM collection_product WHERE collection_id = ?1 AND product_id = ?2",
                           "ii", id, product_id);

  *member = step == VT_STEP_ROW;
  return step != VT_STEP_ERROR;
}

/* Where conditions choose, hands cannot. */
static gboolean
check_by_hand (VtDb *db, gint64 id, GError **error)
{
  gint64 by_hand = 0;
  VtStep step = vt_db_get (db, error, &by_hand, "SELECT rule_match = '' FROM collection WHERE id = ?1", "i", id);
  g_autoptr (VtCollection) collection = NULL;

  if (step == VT_STEP_ROW && by_hand != 0)
    return TRUE;

  /* Loading counts the members, which is too much for each product that is put in. */
  collection = step != VT_STEP_ERROR ? vt_collection_load (db, id, error) : NULL;
  if (collection == NULL)
    return FALSE;

  return vt_catalogue_invalid (
      error, _ ("The products of “%s” are chosen by its conditions; change these, or the product"), collection->title);
}

/**
 * vt_collection_add_product:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @product_id: a product
 * @error: %VT_CATALOGUE_ERROR_INVALID when its conditions leave the product out, or another #VtCatalogueError or
 *   #VtDbError
 *
 * Adds the product at the end; one that is in already stays where it is.
 *
 * Returns: whether it is in the collection now
 */
gboolean
vt_collection_add_product (VtDb *db, gint64 id, gint64 product_id, GError **error)
{
  gboolean member = FALSE;
  gint64 found = 0;

  if (!is_member (db, id, product_id, &member, error))
    return FALSE;
  if (member)
    return TRUE;

  return check_by_hand (db, id, error) &&
         vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM product WHERE id = ?1", "i", product_id),
                             _ ("The product is not in the shop any more"), error) &&
         vt_db_run (db, error,
                    "INSERT INTO collection_product (collection_id, product_id, position) VALUES (?1, ?2, "
                    "(SELECT coalesce (max (position) + 1, 0) FROM collection_product WHERE collection_id = ?1))",
                    "ii", id, product_id);
}

/**
 * vt_collection_remove_product:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @product_id: a product
 * @error: %VT_CATALOGUE_ERROR_INVALID when its conditions choose the product, or another #VtCatalogueError or
 * #VtDbError
 *
 * Returns: whether the product is not in the collection now
 */
gboolean
vt_collection_remove_product (VtDb *db, gint64 id, gint64 product_id, GError **error)
{
  gboolean member = FALSE;

  if (!is_member (db, id, product_id, &member, error))
    return FALSE;

  return check_by_hand (db, id, error) &&
         (!member ||
          vt_db_run (db, error, "DELETE FROM collection_product WHERE collection_id = ?1 AND product_id = ?2", "ii", id,
                     product_id));
}

/**
 * vt_collection_list_product_ids:
 * @db: a shop's database or a public catalogue
 * @id: a collection
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type gint64): its products in their order, drafts too
 */
GArray *
vt_collection_list_product_ids (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT product_id FROM collection_product WHERE collection_id = ?1 ORDER BY position, product_id", error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 product_id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, product_id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
write_order (VtDb *db, gint64 id, const GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!vt_db_run (db, error,
                    "UPDATE collection_product SET position = ?3 "
                    "WHERE collection_id = ?1 AND product_id = ?2 AND position <> ?3",
                    "iii", id, g_array_index (ids, gint64, i), (gint64) i))
      return FALSE;

  return TRUE;
}

/**
 * vt_collection_move_product:
 * @db: the connection of a #VtShopJob
 * @id: a collection, by hand or by rule
 * @product_id: one of its products
 * @position: where it shall be, from 0; -1 or more than there are is the end
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_collection_move_product (VtDb *db, gint64 id, gint64 product_id, int position, GError **error)
{
  g_autoptr (GArray) ids = vt_collection_list_product_ids (db, id, error);
  guint at = 0;

  if (ids == NULL)
    return FALSE;

  while (at < ids->len && g_array_index (ids, gint64, at) != product_id)
    at++;
  if (at == ids->len)
    return vt_catalogue_invalid (error, _ ("The product is not in the collection"));

  g_array_remove_index (ids, at);
  g_array_insert_val (ids, position < 0 || (guint) position > ids->len ? ids->len : (guint) position, product_id);

  return write_order (db, id, ids, error);
}
