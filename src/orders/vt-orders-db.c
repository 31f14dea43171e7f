/* What of this folder's tables goes into the public catalogue. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-orders-error.h"

G_DEFINE_QUARK (vt - orders - error - quark, vt_orders_error)

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
  NULL
};
