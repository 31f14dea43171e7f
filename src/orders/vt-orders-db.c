/* What of this folder's tables goes into the public catalogue. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-orders-error.h"

G_DEFINE_QUARK (vt - orders - error - quark, vt_orders_error)

#define COUNTS "o.status NOT IN ('cancelled', 'refunded')"

/* Counted only where a window shows it: else each order would be something new to publish. */
#define SALES_OF(rows, window)                                                                                         \
  "INSERT INTO catalogue.sale_count (product_id, other_id, orders) SELECT * FROM (" rows                               \
  ") WHERE EXISTS (SELECT 1 FROM main.section WHERE kind = 'window' AND settings LIKE '%\"" window "\"%')"

const char *const vt_orders_public_copies[] = {
  "INSERT INTO catalogue.shipping_zone (id, name, position, countries, states, postcodes) "
  "SELECT id, name, position, countries, states, postcodes FROM main.shipping_zone ORDER BY id",
  "INSERT INTO catalogue.shipping_method (id, zone_id, position, name, kind, carrier, note, address, days_min, "
  "days_max, cutoff_min, weekdays, free_over_minor, handling_minor, max_weight_g, tax_class) "
  "SELECT id, zone_id, position, name, kind, carrier, note, address, days_min, days_max, cutoff_min, weekdays, "
  "free_over_minor, handling_minor, max_weight_g, tax_class FROM main.shipping_method ORDER BY id",
  "INSERT INTO catalogue.shipping_rate SELECT * FROM main.shipping_rate ORDER BY id",
  "INSERT INTO catalogue.tax_rate (id, class, country, state, name, rate_bp) "
  "SELECT id, class, country, state, name, rate_bp FROM main.tax_rate ORDER BY id",
  "INSERT INTO catalogue.payment_method (id, position, kind, name, instructions, account, holder, city, countries, "
  "minimum_minor, maximum_minor) SELECT id, position, kind, name, instructions, account, holder, city, countries, "
  "minimum_minor, maximum_minor FROM main.payment_method ORDER BY id",
  SALES_OF ("SELECT 0, 0, count (*) FROM main.orders AS o WHERE " COUNTS " HAVING count (*) > 0", "most-bought"),
  SALES_OF ("SELECT 0, v.product_id, count (DISTINCT o.id) FROM main.orders AS o JOIN main.order_line AS l "
            "ON l.order_id = o.id JOIN main.variant AS v ON v.id = l.variant_id WHERE " COUNTS
            " GROUP BY v.product_id HAVING count (DISTINCT o.id) > 1 ORDER BY v.product_id",
            "most-bought"),
  SALES_OF ("SELECT v.product_id, 0, count (DISTINCT o.id) FROM main.orders AS o JOIN main.order_line AS l "
            "ON l.order_id = o.id JOIN main.variant AS v ON v.id = l.variant_id WHERE " COUNTS
            " GROUP BY v.product_id ORDER BY v.product_id",
            "bought-together"),
  SALES_OF ("SELECT a.product_id, b.product_id, count (DISTINCT o.id) FROM main.orders AS o "
            "JOIN main.order_line AS l ON l.order_id = o.id JOIN main.variant AS a ON a.id = l.variant_id "
            "JOIN main.order_line AS k ON k.order_id = o.id JOIN main.variant AS b ON b.id = k.variant_id WHERE " COUNTS
            " AND a.product_id <> b.product_id GROUP BY a.product_id, b.product_id "
            "HAVING count (DISTINCT o.id) > 1 ORDER BY a.product_id, b.product_id",
            "bought-together"),
  NULL
};
