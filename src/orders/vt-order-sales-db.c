#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-order-sales.h"

#include "base/vt-money.h"
#include "orders/vt-orders-private.h"

#define USUAL_BAG 50 /* of the currency, where nothing has a price yet */

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

/* How many orders stand behind such a list. */
static gboolean
count_orders (VtDb *db, gint64 product_id, gint64 *orders, GError **error)
{
  return vt_db_get (db, error, orders,
                    "SELECT count (DISTINCT o.id) + (SELECT coalesce (sum (orders), 0) FROM sale_count "
                    "WHERE product_id = ?1 AND other_id = 0) FROM orders AS o JOIN order_line AS l "
                    "ON l.order_id = o.id LEFT JOIN variant AS v ON v.id = l.variant_id "
                    "WHERE o.status NOT IN ('cancelled', 'refunded') AND (?1 = 0 OR v.product_id = ?1)",
                    "i", product_id) == VT_STEP_ROW;
}

/**
 * vt_order_sales_list:
 * @db: a shop's database or a public catalogue
 * @product_id: a product, for what was ordered together with it; 0 for what was ordered at all
 * @limit: how many at most
 * @orders: (out): how many orders were counted: those with the product, or all. Cancelled and refunded ones are not
 * @error: a #VtDbError
 *
 * A product is counted once for an order, however many pieces of it there are. What was ordered once is left out: that
 * is chance, and would tell of a single shopper.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids of products, the most ordered first
 */
GArray *
vt_order_sales_list (VtDb *db, gint64 product_id, int limit, gint64 *orders, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VtStmt) stmt = NULL;
  VtStep step = VT_STEP_ERROR;

  if (!count_orders (db, product_id, orders, error))
    return NULL;

  stmt =
      product_id == 0
          ? vt_db_prepare (db,
                           "SELECT id, sum (n) AS times FROM (SELECT v.product_id AS id, count (DISTINCT o.id) AS n "
                           "FROM order_line AS l JOIN orders AS o ON o.id = l.order_id "
                           "JOIN variant AS v ON v.id = l.variant_id "
                           "WHERE o.status NOT IN ('cancelled', 'refunded') GROUP BY v.product_id "
                           "UNION ALL SELECT other_id, orders FROM sale_count WHERE product_id = 0 AND other_id > 0) "
                           "WHERE ?1 = 0 GROUP BY id HAVING times > 1 ORDER BY times DESC, id LIMIT ?2",
                           error)
          : vt_db_prepare (db,
                           "SELECT id, sum (n) AS times FROM (SELECT v.product_id AS id, count (DISTINCT o.id) AS n "
                           "FROM orders AS o JOIN order_line AS l ON l.order_id = o.id "
                           "JOIN variant AS v ON v.id = l.variant_id "
                           "WHERE o.status NOT IN ('cancelled', 'refunded') AND v.product_id <> ?1 AND o.id IN "
                           "(SELECT order_id FROM order_line WHERE variant_id IN "
                           "(SELECT id FROM variant WHERE product_id = ?1)) GROUP BY v.product_id "
                           "UNION ALL SELECT other_id, orders FROM sale_count WHERE product_id = ?1 AND other_id > 0) "
                           "GROUP BY id HAVING times > 1 ORDER BY times DESC, id LIMIT ?2",
                           error);
  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", product_id, (gint64) MAX (limit, 0)))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/**
 * vt_order_sales_bag:
 * @db: a shop's database
 * @currency: ISO 4217 code of the shop's prices
 * @minor: (out): what the goods of an order are worth about, in minor units of @currency; above 0
 * @error: a #VtDbError
 *
 * The median of the newest 500 orders that were neither cancelled nor refunded; while there is none, that of the
 * prices.
 *
 * Returns: whether it could be read
 */
gboolean
vt_order_sales_bag (VtDb *db, const char *currency, gint64 *minor, GError **error)
{
  VtStep step = vt_db_get (db, error, minor,
                           "WITH recent AS (SELECT subtotal_minor AS minor FROM orders WHERE currency = ?1 "
                           "AND status NOT IN ('cancelled', 'refunded') AND subtotal_minor BETWEEN 1 AND ?2 "
                           "ORDER BY placed_us DESC LIMIT 500) "
                           "SELECT minor FROM recent ORDER BY minor LIMIT 1 OFFSET (SELECT count (*) / 2 FROM recent)",
                           "si", currency, VT_ORDERS_MAX_MINOR);

  if (step == VT_STEP_DONE)
    step = vt_db_get (db, error, minor,
                      "WITH asked AS (SELECT v.price_minor AS minor FROM variant AS v "
                      "JOIN product AS p ON p.id = v.product_id WHERE p.status <> 'archived' "
                      "AND v.price_minor BETWEEN 1 AND ?1) "
                      "SELECT minor FROM asked ORDER BY minor LIMIT 1 OFFSET (SELECT count (*) / 2 FROM asked)",
                      "i", VT_ORDERS_MAX_MINOR);
  if (step == VT_STEP_DONE)
    {
      *minor = USUAL_BAG;
      for (int i = vt_currency_exponent (currency); i > 0; i--)
        *minor *= 10;
    }

  return step != VT_STEP_ERROR;
}
