/* Owner of the table live_product: a live sale's products have the positions 0, 1, 2… without gaps. */
#define G_LOG_DOMAIN "vt-content"

#include "content/vt-content-private.h"
#include "content/vt-live.h"

#include <glib/gi18n-lib.h>

/**
 * vt_live_list_products:
 * @db: a shop's database or a public catalogue
 * @id: a live sale's id
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids of its products, in order
 */
GArray *
vt_live_list_products (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT product_id FROM live_product WHERE live_id = ?1 ORDER BY position, product_id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VtStep step;

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
find (const gint64 *ids, guint n, gint64 id, guint *index)
{
  for (guint i = 0; i < n; i++)
    if (ids[i] == id)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
take_out_others (VtDb *db, gint64 id, const gint64 *product_ids, guint n, GError **error)
{
  g_autoptr (GArray) before = vt_live_list_products (db, id, error);
  guint index = 0;

  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    if (!find (product_ids, n, g_array_index (before, gint64, i), &index) &&
        !vt_db_run (db, error, "DELETE FROM live_product WHERE live_id = ?1 AND product_id = ?2", "ii", id,
                    g_array_index (before, gint64, i)))
      return FALSE;

  return TRUE;
}

static gboolean
put_in (VtDb *db, gint64 id, gint64 product_id, gint64 position, GError **error)
{
  gint64 known = 0;

  return vt_content_found (vt_db_get (db, error, &known, "SELECT id FROM product WHERE id = ?1", "i", product_id),
                           _ ("The product is not in the shop any more"), error) &&
         vt_db_run (db, error,
                    "INSERT INTO live_product (live_id, product_id, position) VALUES (?1, ?2, ?3) "
                    "ON CONFLICT (live_id, product_id) DO UPDATE SET position = excluded.position "
                    "WHERE position <> excluded.position",
                    "iii", id, product_id, position);
}

/**
 * vt_live_set_products:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @product_ids: (array length=n) (nullable): its products from now on, in order; one that comes again does not count
 * @n: at most %VT_LIVE_PRODUCTS_MAX
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it has these products now
 */
gboolean
vt_live_set_products (VtDb *db, gint64 id, const gint64 *product_ids, guint n, GError **error)
{
  gint64 known = 0;
  gint64 position = 0;
  guint index = 0;

  if (n > VT_LIVE_PRODUCTS_MAX)
    return vt_content_invalid (error, _ ("A live sale shows at most %d products; take some out"), VT_LIVE_PRODUCTS_MAX);
  if (!vt_content_found (vt_db_get (db, error, &known, "SELECT id FROM live_event WHERE id = ?1", "i", id),
                         _ ("The live sale is not in the shop any more"), error) ||
      !take_out_others (db, id, product_ids, n, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!find (product_ids, i, product_ids[i], &index) && !put_in (db, id, product_ids[i], position++, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_list (VtDb *db, gint64 id, const GArray *ids, GError **error)
{
  return vt_live_set_products (db, id, (const gint64 *) (gconstpointer) ids->data, ids->len, error);
}

/**
 * vt_live_add_product:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @product_id: a product
 * @error: a #VtContentError or #VtDbError
 *
 * Puts the product at the end, unless it is there already.
 *
 * Returns: whether it is one of them now
 */
gboolean
vt_live_add_product (VtDb *db, gint64 id, gint64 product_id, GError **error)
{
  g_autoptr (GArray) ids = vt_live_list_products (db, id, error);

  if (ids == NULL)
    return FALSE;

  g_array_append_val (ids, product_id);
  return write_list (db, id, ids, error);
}

/**
 * vt_live_move_product:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @product_id: one of its products
 * @position: where it shall be, from 0; -1 or more than there are is the end
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_live_move_product (VtDb *db, gint64 id, gint64 product_id, int position, GError **error)
{
  g_autoptr (GArray) ids = vt_live_list_products (db, id, error);
  guint index = 0;

  if (ids == NULL)
    return FALSE;
  if (!find ((const gint64 *) (gconstpointer) ids->data, ids->len, product_id, &index))
    return vt_content_found (VT_STEP_DONE, _ ("The product is not one of the live sale's any more"), error);

  g_array_remove_index (ids, index);
  g_array_insert_val (ids, position < 0 || (guint) position > ids->len ? ids->len : (guint) position, product_id);
  return write_list (db, id, ids, error);
}

/**
 * vt_live_remove_product:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @product_id: one of its products
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is none of them now
 */
gboolean
vt_live_remove_product (VtDb *db, gint64 id, gint64 product_id, GError **error)
{
  g_autoptr (GArray) ids = vt_live_list_products (db, id, error);
  guint index = 0;

  if (ids == NULL)
    return FALSE;
  if (find ((const gint64 *) (gconstpointer) ids->data, ids->len, product_id, &index))
    g_array_remove_index (ids, index);

  return write_list (db, id, ids, error);
}
