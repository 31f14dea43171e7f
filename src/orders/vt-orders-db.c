/* What of this folder's tables goes into the public catalogue. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-orders-error.h"

G_DEFINE_QUARK (vt - orders - error - quark, vt_orders_error)

const char *const vt_orders_public_copies[] = {
  "INSERT INTO catalogue.shipping_zone (id, name, position, countries) "
  "SELECT id, name, position, countries FROM main.shipping_zone ORDER BY id",
  "INSERT INTO catalogue.shipping_rate (id, zone_id, position, name, price_minor, free_over_minor, days_min, days_max) "
  "SELECT id, zone_id, position, name, price_minor, free_over_minor, days_min, days_max FROM main.shipping_rate "
  "ORDER BY id",
  "INSERT INTO catalogue.tax_rate (id, class, country, name, rate_bp) "
  "SELECT id, class, country, name, rate_bp FROM main.tax_rate ORDER BY id",
  "INSERT INTO catalogue.payment_method (id, position, kind, name, instructions) "
  "SELECT id, position, kind, name, instructions FROM main.payment_method ORDER BY id",
  NULL
};
