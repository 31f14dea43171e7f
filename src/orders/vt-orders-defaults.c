#include "orders/vt-orders-defaults.h"

#include "orders/vt-payment-method.h"
#include "orders/vt-shipping.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>

/* Where a shop most likely is that counts in a currency of several countries and speaks this language. */
static const struct
{
  const char *language;
  const char *country;
} euro_countries[] = {
  { "pt", "PT" }, { "es", "ES" }, { "fr", "FR" }, { "de", "DE" }, { "it", "IT" }, { "nl", "NL" }, { "en", "IE" },
};

/* The country of the merchant's own locale when its money is the shop's; else the country that the currency is named
   after (ISO 4217: its first two letters); else what the language suggests. */
static char *
guess_country (const char *currency, const char *language)
{
  const char *locale = g_get_language_names ()[0];
  char region[4] = { 0 };
  UChar money[4] = { 0 };
  char code[4] = { 0 };
  UErrorCode status = U_ZERO_ERROR;

  if (ucurr_forLocale (locale, money, G_N_ELEMENTS (money), &status) == 3 && U_SUCCESS (status) &&
      uloc_getCountry (locale, region, sizeof region, &status) == 2 && U_SUCCESS (status))
    {
      for (int i = 0; i < 3; i++)
        code[i] = (char) money[i];
      if (strcmp (code, currency) == 0)
        return g_strdup (region);
    }

  if (strcmp (currency, "EUR") != 0)
    return currency[0] != 'X' ? g_strndup (currency, 2) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (euro_countries); i++)
    if (g_str_has_prefix (language, euro_countries[i].language))
      return g_strdup (euro_countries[i].country);

  return NULL;
}

static gboolean
add_country (VtDb *db, GError **error)
{
  g_autofree char *there = vt_setting_get (db, "shop.country", error);
  g_autofree char *currency = there != NULL ? vt_setting_get (db, "shop.currency", error) : NULL;
  g_autofree char *language = currency != NULL ? vt_setting_get (db, "shop.language", error) : NULL;
  g_autofree char *country = NULL;

  if (language == NULL)
    return FALSE;
  if (there[0] != '\0')
    return TRUE;

  country = guess_country (currency, language);
  return country == NULL || vt_setting_set (db, "shop.country", country, error);
}

static gboolean
add_shipping (VtDb *db, GError **error)
{
  g_autoptr (VtShippingZone) zone = vt_shipping_zone_new (_ ("Everywhere"), VT_SHIPPING_EVERYWHERE);
  g_autoptr (VtShippingMethod) method = vt_shipping_method_new (0, _ ("Standard"));
  g_autoptr (VtShippingRate) rate = vt_shipping_rate_new (0);

  if (!vt_shipping_zone_save (db, zone, error))
    return FALSE;
  method->zone_id = zone->id;
  if (!vt_shipping_method_save (db, method, error))
    return FALSE;
  rate->method_id = method->id;

  return vt_shipping_rate_save (db, rate, error);
}

/**
 * vt_orders_add_defaults:
 * @db: the connection of a #VtShopJob
 * @error: a #VtOrdersError or #VtDbError
 *
 * Gives a shop what it cannot sell without, where it has none: a country, free delivery to everywhere, and payment by
 * bank transfer. For new shops; what is there stays as it is.
 *
 * Returns: whether the shop can sell now
 */
gboolean
vt_orders_add_defaults (VtDb *db, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (db, error);
  g_autoptr (GPtrArray) methods = zones != NULL ? vt_payment_method_list (db, error) : NULL;
  g_autoptr (VtPaymentMethod) transfer = NULL;

  if (methods == NULL || !add_country (db, error) || (zones->len == 0 && !add_shipping (db, error)))
    return FALSE;

  if (methods->len > 0)
    return TRUE;

  transfer = vt_payment_method_new (VT_PAYMENT_TRANSFER, _ ("Bank transfer"));
  g_free (transfer->instructions);
  transfer->instructions = g_strdup (_ ("We send you our bank details by e-mail."));
  return vt_payment_method_save (db, transfer, error);
}
