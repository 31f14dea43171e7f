#include "cli/vt-list.h"

#include "content/vt-channel.h"
#include "content/vt-hours.h"
#include "content/vt-legal.h"
#include "orders/vt-payment-method.h"
#include "orders/vt-shipping.h"
#include "orders/vt-tax.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>

static void
set_list (JsonObject *row, const char *name, char *const *items)
{
  g_autofree char *text = g_strjoinv (" ", (char **) items);

  json_object_set_string_member (row, name, text);
}

static void
set_optional_money (JsonObject *row, const char *name, gint64 minor, const char *currency)
{
  if (minor >= 0)
    vt_cli_set_money (row, name, minor, currency);
  else
    json_object_set_null_member (row, name);
}

gboolean
vt_list_zones (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (self->db, error);

  for (guint i = 0; zones != NULL && i < zones->len; i++)
    {
      const VtShippingZone *zone = g_ptr_array_index (zones, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_int_member (row, "id", zone->id);
      json_object_set_string_member (row, "name", zone->name);
      set_list (row, "countries", zone->countries);
      set_list (row, "states", zone->states);
      set_list (row, "postcodes", zone->postcodes);
    }

  return zones != NULL;
}

static JsonArray *
rates_of (const VtListing *self, const VtShippingMethod *method)
{
  JsonArray *rates = json_array_new ();

  for (guint i = 0; i < method->rates->len; i++)
    {
      const VtShippingRate *rate = g_ptr_array_index (method->rates, i);
      g_autofree char *words = vt_shipping_rate_describe (rate, self->currency, NULL);
      JsonObject *row = json_object_new ();

      json_object_set_int_member (row, "id", rate->id);
      json_object_set_string_member (row, "basis", vt_shipping_basis_to_string (rate->basis));
      json_object_set_string_member (row, "class", rate->shipping_class);
      json_object_set_int_member (row, "from", rate->from_value);
      if (rate->below_value >= 0)
        json_object_set_int_member (row, "below", rate->below_value);
      else
        json_object_set_null_member (row, "below");
      vt_cli_set_money (row, "base", rate->base_minor, self->currency);
      vt_cli_set_money (row, "per_item", rate->per_item_minor, self->currency);
      vt_cli_set_money (row, "per_step", rate->per_step_minor, self->currency);
      json_object_set_int_member (row, "step_g", rate->step_g);
      json_object_set_int_member (row, "percent_bp", rate->percent_bp);
      json_object_set_boolean_member (row, "stop", rate->stop);
      json_object_set_string_member (row, "words", words);
      json_array_add_object_element (rates, row);
    }

  return rates;
}

static void
add_method (VtListing *self, const VtShippingZone *zone, const VtShippingMethod *method)
{
  JsonObject *row = vt_listing_add (self);
  g_autofree char *days = g_strdup_printf ("%d-%d", method->days_min, method->days_max);

  json_object_set_int_member (row, "id", method->id);
  json_object_set_string_member (row, "zone", zone->name);
  json_object_set_string_member (row, "name", method->name);
  json_object_set_string_member (row, "kind", vt_shipping_kind_to_string (method->kind));
  json_object_set_string_member (row, "carrier", method->carrier);
  json_object_set_string_member (row, "days", days);
  set_optional_money (row, "free_over", method->free_over_minor, self->currency);
  json_object_set_array_member (row, "rates", rates_of (self, method));
}

gboolean
vt_list_methods (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (self->db, error);

  for (guint i = 0; zones != NULL && i < zones->len; i++)
    {
      const VtShippingZone *zone = g_ptr_array_index (zones, i);
      g_autoptr (GPtrArray) methods = vt_shipping_method_list (self->db, zone->id, error);

      if (methods == NULL)
        return FALSE;
      for (guint j = 0; j < methods->len; j++)
        add_method (self, zone, g_ptr_array_index (methods, j));
    }

  return zones != NULL;
}

gboolean
vt_list_rates (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (self->db, error);

  for (guint i = 0; zones != NULL && i < zones->len; i++)
    {
      const VtShippingZone *zone = g_ptr_array_index (zones, i);
      g_autoptr (GPtrArray) methods = vt_shipping_method_list (self->db, zone->id, error);

      if (methods == NULL)
        return FALSE;
      for (guint j = 0; j < methods->len; j++)
        {
          const VtShippingMethod *method = g_ptr_array_index (methods, j);

          for (guint k = 0; k < method->rates->len; k++)
            {
              const VtShippingRate *rate = g_ptr_array_index (method->rates, k);
              g_autofree char *name = g_strconcat (zone->name, "/", method->name, NULL);
              g_autofree char *words = vt_shipping_rate_describe (rate, self->currency, NULL);
              JsonObject *row = vt_listing_add (self);

              json_object_set_int_member (row, "id", rate->id);
              json_object_set_string_member (row, "method", name);
              json_object_set_string_member (row, "words", words);
            }
        }
    }

  return zones != NULL;
}

gboolean
vt_list_taxes (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) rates = vt_tax_rate_list (self->db, error);

  for (guint i = 0; rates != NULL && i < rates->len; i++)
    {
      const VtTaxRate *rate = g_ptr_array_index (rates, i);
      g_autofree char *percent = g_strdup_printf ("%d.%02d", rate->rate_bp / 100, rate->rate_bp % 100);
      JsonObject *row = vt_listing_add (self);

      json_object_set_int_member (row, "id", rate->id);
      json_object_set_string_member (row, "class", rate->tax_class);
      json_object_set_string_member (row, "country", rate->country);
      json_object_set_string_member (row, "state", rate->state);
      json_object_set_string_member (row, "name", rate->name);
      json_object_set_string_member (row, "percent", percent);
    }

  return rates != NULL;
}

gboolean
vt_list_payments (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) methods = vt_payment_method_list (self->db, error);

  for (guint i = 0; methods != NULL && i < methods->len; i++)
    {
      const VtPaymentMethod *method = g_ptr_array_index (methods, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_int_member (row, "id", method->id);
      json_object_set_string_member (row, "kind", vt_payment_kind_to_string (method->kind));
      json_object_set_string_member (row, "name", method->name);
      json_object_set_string_member (row, "account", method->account);
      json_object_set_string_member (row, "holder", method->holder);
      json_object_set_string_member (row, "city", method->city);
      json_object_set_string_member (row, "instructions", method->instructions);
      set_list (row, "countries", method->countries);
      set_optional_money (row, "minimum", method->minimum_minor, self->currency);
      set_optional_money (row, "maximum", method->maximum_minor, self->currency);
    }

  return methods != NULL;
}

gboolean
vt_list_channels (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) channels = vt_channel_list (self->db, error);

  for (guint i = 0; channels != NULL && i < channels->len; i++)
    {
      const VtChannel *channel = g_ptr_array_index (channels, i);
      g_autofree char *url = vt_channel_url (channel, NULL);
      JsonObject *row = vt_listing_add (self);

      json_object_set_int_member (row, "id", channel->id);
      json_object_set_string_member (row, "kind", vt_channel_kind_to_string (channel->kind));
      json_object_set_string_member (row, "value", channel->value);
      json_object_set_string_member (row, "label", channel->label);
      json_object_set_string_member (row, "url", url);
    }

  return channels != NULL;
}

gboolean
vt_list_hours (VtListing *self, GError **error)
{
  g_autoptr (VtHours) hours = vt_hours_load (self->db, error);
  g_autofree char *week = NULL;
  JsonObject *row;

  if (hours == NULL)
    return FALSE;

  week = vt_hours_to_text (hours);
  row = vt_listing_add (self);
  json_object_set_string_member (row, "when", "week");
  json_object_set_string_member (row, "hours", week);
  for (guint i = 0; i < hours->closed->len; i++)
    {
      const VtClosedDay *closed = g_ptr_array_index (hours->closed, i);
      char day[16];

      g_date_strftime (day, sizeof day, "%Y-%m-%d", &closed->day);
      row = vt_listing_add (self);
      json_object_set_string_member (row, "when", day);
      json_object_set_string_member (row, "hours", closed->name);
    }

  return TRUE;
}

gboolean
vt_list_legal (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) values = vt_legal_list (self->db, error);

  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const VtLegalValue *value = g_ptr_array_index (values, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_string_member (row, "key", value->fact->key);
      json_object_set_string_member (row, "label", _ (value->fact->label));
      json_object_set_string_member (row, "value", value->value);
      json_object_set_boolean_member (row, "required", value->fact->required);
      vt_cli_set_text (row, "problem", value->problem);
    }

  return values != NULL;
}

/* Whether merchants set it; the others are what the program keeps for itself. */
static gboolean
is_merchants (const char *key)
{
  static const char *const own[] = { "shop.id", "history.limit", "import.mappings", "products.views", NULL };

  return !g_strv_contains (own, key);
}

gboolean
vt_list_settings (VtListing *self, GError **error)
{
  g_autofree const char **keys = vt_setting_keys ();

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *value = NULL;
      JsonObject *row;

      if (!is_merchants (keys[i]))
        continue;
      value = vt_setting_get (self->db, keys[i], error);
      if (value == NULL)
        return FALSE;
      row = vt_listing_add (self);
      json_object_set_string_member (row, "key", keys[i]);
      json_object_set_string_member (row, "value", value);
    }

  return TRUE;
}
