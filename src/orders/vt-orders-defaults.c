#include "orders/vt-orders-defaults.h"

#include "orders/vt-payment-method.h"
#include "orders/vt-shipping.h"

#include <glib/gi18n-lib.h>

static gboolean
add_shipping (VtDb *db, GError **error)
{
  const char *const everywhere[] = { "*", NULL };
  const VtShippingRateInput rate = { _ ("Standard"), 0, -1, 0, 0 };
  gint64 zone_id = 0;

  return vt_shipping_zone_create (db, _ ("Everywhere"), everywhere, &zone_id, error) &&
         vt_shipping_rate_create (db, zone_id, &rate, NULL, error);
}

/**
 * vt_orders_add_defaults:
 * @db: the connection of a #VtShopJob
 * @error: a #VtOrdersError or #VtDbError
 *
 * Gives a shop what it cannot sell without, where it has none: free delivery to everywhere, and payment by bank
 * transfer. For new shops; what is there stays as it is.
 *
 * Returns: whether the shop can sell now
 */
gboolean
vt_orders_add_defaults (VtDb *db, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (db, error);
  g_autoptr (GPtrArray) methods = zones != NULL ? vt_payment_method_list (db, error) : NULL;

  if (methods == NULL || (zones->len == 0 && !add_shipping (db, error)))
    return FALSE;

  return methods->len > 0 || vt_payment_method_create (db, VT_PAYMENT_TRANSFER, _ ("Bank transfer"),
                                                       _ ("We send you our bank details by e-mail."), NULL, error);
}
