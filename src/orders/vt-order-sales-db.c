#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-order-sales.h"

typedef struct
{
  gint64 product_id;
  guint place;
  guint sold; /* how often that doubled */
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *first = a, *second = b;

  if (first->sold != second->sold)
    return first->sold > second->sold ? -1 : 1;
  return first->place < second->place ? -1 : first->place > second->place;
}

static void
take_row (VtStmt *stmt, GHashTable *sold)
{
  gint64 *id = g_new (gint64, 1);

  *id = vt_stmt_get_int (stmt, 0);
  g_hash_table_insert (sold, id,
                       GUINT_TO_POINTER (g_bit_storage ((gulong) CLAMP (vt_stmt_get_int (stmt, 1), 0, G_MAXINT))));
}

static GHashTable *
read_sold (VtDb *db, GError **error)
{
  g_autoptr (GHashTable) sold = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT v.product_id, sum (l.quantity) FROM order_line AS l JOIN variant AS v ON v.id = l.variant_id "
      "GROUP BY v.product_id ORDER BY v.product_id",
      error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    take_row (stmt, sold);

  return step == VT_STEP_DONE ? g_steal_pointer (&sold) : NULL;
}

/**
 * vt_order_sales_sort:
 * @db: a shop's database; in a public catalogue nothing was sold
 * @product_ids: (element-type gint64): products
 * @error: a #VtDbError
 *
 * Puts those first that were sold most; those that were sold about as often, within a factor of two, stay in their
 * order, so that a single order moves little.
 *
 * Returns: whether it could be read
 */
gboolean
vt_order_sales_sort (VtDb *db, GArray *product_ids, GError **error)
{
  g_autoptr (GHashTable) sold = read_sold (db, error);
  g_autoptr (GArray) ranked = g_array_sized_new (FALSE, FALSE, sizeof (Ranked), product_ids->len);

  if (sold == NULL)
    return FALSE;

  for (guint i = 0; i < product_ids->len; i++)
    {
      gint64 id = g_array_index (product_ids, gint64, i);
      Ranked each = { id, i, GPOINTER_TO_UINT (g_hash_table_lookup (sold, &id)) };

      g_array_append_val (ranked, each);
    }
  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < product_ids->len; i++)
    g_array_index (product_ids, gint64, i) = g_array_index (ranked, Ranked, i).product_id;

  return TRUE;
}
