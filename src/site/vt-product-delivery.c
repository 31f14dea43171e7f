/* What a product costs at the shopper's door, before it is in the bag. */
#define G_LOG_DOMAIN "vt-site"

#include "content/vt-hours.h"
#include "orders/vt-country.h"
#include "orders/vt-shipping.h"
#include "site/vt-locale.h"
#include "site/vt-product-page.h"
#include "site/vt-quote-model.h"

#include <string.h>

#define MAX_CLOSED_DAYS 30
#define MINUTE_US       (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static const char *
asked (VtView *view, const char *name)
{
  const char *value = view->request->query != NULL ? g_hash_table_lookup (view->request->query, name) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
is_offered (VtValue *countries, const char *code)
{
  for (guint i = 0; i < vt_value_get_length (countries); i++)
    if (strcmp (vt_value_get_string (vt_value_get_at (countries, i), "code"), code) == 0)
      return TRUE;

  return FALSE;
}

/**
 * vt_product_page_set_place:
 * @view: a view whose common model is filled
 *
 * Takes the place that the page's address asks for, as its form without a script does: `?country=ES&postcode=28001`.
 */
void
vt_product_page_set_place (VtView *view)
{
  VtValue *delivery = vt_value_get (view->model, "delivery");
  const char *country = asked (view, "country");
  const char *postcode = asked (view, "postcode");

  if (country != NULL && is_offered (vt_value_get (delivery, "countries"), country))
    vt_view_select_country (view, country);
  if (postcode != NULL && g_utf8_strlen (postcode, -1) <= 16)
    vt_value_set_string (delivery, "postcode", postcode);
}

/* The shop's closed days to come, "2026-12-25 2027-01-01". */
static char *
closed_days (VtView *view, const VtHours *hours)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (view->request->now_us / G_USEC_PER_SEC);
  GString *text = g_string_new (NULL);
  GDate today;
  guint n = 0;

  if (hours->closed->len > 0)
    vt_view_note_day (view, NULL);
  g_date_clear (&today, 1);
  if (now != NULL)
    g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                    (GDateYear) g_date_time_get_year (now));
  for (guint i = 0; i < hours->closed->len && n < MAX_CLOSED_DAYS; i++)
    {
      const GDate *day = &((const VtClosedDay *) g_ptr_array_index (hours->closed, i))->day;

      if (now != NULL && g_date_days_between (&today, day) < -1)
        continue;
      g_string_append_printf (text, "%s%04d-%02d-%02d", n++ > 0 ? " " : "", g_date_get_year (day),
                              g_date_get_month (day), g_date_get_day (day));
    }

  return g_string_free (text, FALSE);
}

/* Until when an order leaves on the same day. Pages are kept for days, so they tell the rule; a script tells the time
 * that is left. */
static gboolean
set_promise (VtView *view, VtValue *object, const VtQuote *quote, GError **error)
{
  const VtQuoteShipping *chosen = vt_quote_get_shipping (quote);
  g_autoptr (VtShippingMethod) method = NULL;
  g_autoptr (VtHours) hours = NULL;
  g_autoptr (GString) days = g_string_new (NULL);
  g_autofree char *time = NULL;
  VtValue *promise;

  if (chosen == NULL || chosen->kind != VT_SHIPPING_DELIVERY)
    return TRUE;
  method = vt_shipping_method_load (view->db, chosen->id, error);
  hours = method != NULL ? vt_hours_load (view->db, error) : NULL;
  if (hours == NULL)
    return FALSE;
  if (method->cutoff_min < 0 || method->weekdays == 0)
    return TRUE;

  for (int i = 0; i < 7; i++)
    if ((method->weekdays & (1u << i)) != 0)
      g_string_append_printf (days, "%d", i + 1);
  time = vt_locale_date (view->language, "UTC", "HHmm", method->cutoff_min * MINUTE_US);
  promise = vt_value_new_object (view->arena);
  vt_value_take_string (promise, "text", vt_model_fill (view, "promise_days", "time", time));
  vt_value_set_int (promise, "cutoff", method->cutoff_min);
  vt_value_set_string (promise, "days", days->str);
  vt_value_take_string (promise, "closed", closed_days (view, hours));
  vt_value_set_string (promise, "zone", *view->time_zone != '\0' ? view->time_zone : "UTC");
  vt_value_set (object, "promise", promise);

  return TRUE;
}

/* For engines, which compare shops by it. */
static void
note_shipping (VtView *view, const VtVariant *variant, const VtQuoteShipping *shipping)
{
  const char *country = vt_value_get_string (vt_value_get (view->model, "delivery"), "country");

  if (shipping == NULL || shipping->kind != VT_SHIPPING_DELIVERY || country == NULL || *country == '\0')
    return;

  view->shipping = (VtViewShipping){ variant, country, shipping->price_minor, shipping->days_min, shipping->days_max };
}

/* The days that are told are others after midnight where the shop is, and after the cut-off. */
static void
note_dates (VtView *view, const VtQuote *quote)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (*view->time_zone != '\0' ? view->time_zone : "UTC");

  for (guint i = 0; i < quote->shipping->len; i++)
    {
      const VtQuoteShipping *shipping = g_ptr_array_index (quote->shipping, i);

      if (!shipping->has_dates)
        continue;
      vt_view_note_day (view, zone);
      if (shipping->dates.until_us > 0)
        vt_db_is_past (view->db, shipping->dates.until_us, view->request->now_us);
    }
}

/**
 * vt_product_page_set_delivery:
 * @view: a view
 * @object: `product` of the model
 * @chosen: the variant that is shown
 * @error: a #VtDbError
 *
 * Fills `shipped`, `estimate` and `promise`.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_product_page_set_delivery (VtView *view, VtValue *object, const VtVariant *chosen, GError **error)
{
  const char *postcode = vt_value_get_string (vt_value_get (view->model, "delivery"), "postcode");
  VtQuoteLineInput line = { chosen->id, 1 };
  g_autoptr (VtQuoteRequest) request = vt_quote_request_new (&line, 1, view->request->now_us);
  g_autoptr (VtQuote) quote = NULL;
  VtValue *estimate;

  if (*postcode != '\0')
    request->postcode = g_strdup (postcode);
  quote = vt_quote_model_ask (view, request, error);
  if (quote == NULL)
    return FALSE;

  vt_value_set_boolean (object, "shipped", chosen->shipped);
  vt_value_set_null (object, "estimate");
  vt_value_set_null (object, "promise");
  if (quote->chosen_shipping < 0)
    return TRUE;

  note_shipping (view, chosen, vt_quote_get_shipping (quote));
  note_dates (view, quote);
  estimate = vt_value_new_object (view->arena);
  vt_value_set (estimate, "options", vt_quote_model_shipping (view, quote));
  vt_value_take_string (estimate, "total", vt_model_money (view, quote->total_minor));
  vt_quote_model_set_free_delivery (view, estimate, quote);
  vt_value_set (object, "estimate", estimate);

  return set_promise (view, object, quote, error);
}
