/* Which texts of this folder can be translated, and what a translation must be: the same as the text itself. */
#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-orders-translation.h"

#include "orders/vt-orders-private.h"
#include "orders/vt-payment-method.h"
#include "orders/vt-shipping.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *kind;
  const char *field;
  const char *label; /* marked for translation */
  guint max_chars;
  gboolean lines;
} texts[] = {
  { "shipping_method", "name", N_ ("name"), 100, FALSE },
  { "shipping_method", "note", N_ ("note"), 200, FALSE },
  { "payment_method", "name", N_ ("name"), 100, FALSE },
  { "payment_method", "instructions", N_ ("text for the shopper"), 2000, TRUE },
};

static int
find_text (const char *kind, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].kind, kind) == 0 && strcmp (texts[i].field, field) == 0)
      return (int) i;

  return -1;
}

static gboolean
check_exists (VtDb *db, const char *kind, gint64 id, GError **error)
{
  g_autoptr (VtShippingMethod) shipping = NULL;
  g_autoptr (VtPaymentMethod) payment = NULL;

  if (strcmp (kind, "shipping_method") == 0)
    shipping = vt_shipping_method_load (db, id, error);
  else
    payment = vt_payment_method_load (db, id, error);

  return shipping != NULL || payment != NULL;
}

/**
 * vt_orders_translate:
 * @db: the connection of a #VtShopJob
 * @kind: "shipping_method" or "payment_method"
 * @row_id: its id
 * @field: "name", "note" of a delivery, "instructions" of a way to pay
 * @language: one of the shop's other languages; see vt_language_list()
 * @text: what the text is in that language, as long as the text itself may be; "" to have none
 * @error: a #VtOrdersError, #VtShopError or #VtDbError
 *
 * Returns: whether that is the translation now
 */
gboolean
vt_orders_translate (VtDb *db,
                     const char *kind,
                     gint64 row_id,
                     const char *field,
                     const char *language,
                     const char *text,
                     GError **error)
{
  int known = find_text (kind, field);
  g_autofree char *value = g_strdup (text);

  if (known < 0)
    {
      g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, _ ("“%s” cannot be translated"), field);
      return FALSE;
    }

  return check_exists (db, kind, row_id, error) &&
         (texts[known].lines
              ? vt_orders_take_lines (&value, _ (texts[known].label), texts[known].max_chars, error)
              : vt_orders_take_line (&value, _ (texts[known].label), texts[known].max_chars, FALSE, error)) &&
         vt_translation_set (db, kind, row_id, field, language, value, error);
}
