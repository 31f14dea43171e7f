/* What a product costs at the shopper's door, before it is in the bag. */
#define G_LOG_DOMAIN "vt-site"

#include "orders/vt-country.h"
#include "site/vt-product-page.h"
#include "site/vt-quote-model.h"

#include <string.h>

static const char *
asked (VtView *view, const char *name)
{
  const char *value = view->request->query != NULL ? g_hash_table_lookup (view->request->query, name) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
is_offered (JsonArray *countries, const char *code)
{
  for (guint i = 0; i < json_array_get_length (countries); i++)
    if (strcmp (json_object_get_string_member (json_array_get_object_element (countries, i), "code"), code) == 0)
      return TRUE;

  return FALSE;
}

static void
select_country (VtView *view, JsonObject *delivery, const char *code)
{
  JsonArray *countries = json_object_get_array_member (delivery, "countries");

  for (guint i = 0; i < json_array_get_length (countries); i++)
    {
      JsonObject *country = json_array_get_object_element (countries, i);

      json_object_set_boolean_member (country, "selected",
                                      strcmp (json_object_get_string_member (country, "code"), code) == 0);
    }
  json_object_set_string_member (delivery, "country", code);
  vt_model_take_text (delivery, "country_name", vt_country_name (code, view->language));
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
  JsonObject *delivery = json_object_get_object_member (view->model, "delivery");
  const char *country = asked (view, "country");
  const char *postcode = asked (view, "postcode");

  if (country != NULL && is_offered (json_object_get_array_member (delivery, "countries"), country))
    select_country (view, delivery, country);
  if (postcode != NULL && g_utf8_strlen (postcode, -1) <= 16)
    json_object_set_string_member (delivery, "postcode", postcode);
}

/**
 * vt_product_page_set_delivery:
 * @view: a view
 * @object: `product` of the model
 * @chosen: the variant that is shown
 * @error: a #VtDbError
 *
 * Fills `shipped` and `estimate`.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_product_page_set_delivery (VtView *view, JsonObject *object, const VtVariant *chosen, GError **error)
{
  const char *postcode =
      json_object_get_string_member (json_object_get_object_member (view->model, "delivery"), "postcode");
  VtQuoteLineInput line = { chosen->id, 1 };
  g_autoptr (VtQuoteRequest) request = vt_quote_request_new (&line, 1, view->request->now_us);
  g_autoptr (VtQuote) quote = NULL;
  JsonObject *estimate;

  if (*postcode != '\0')
    request->postcode = g_strdup (postcode);
  quote = vt_quote_model_ask (view, request, error);
  if (quote == NULL)
    return FALSE;

  json_object_set_boolean_member (object, "shipped", chosen->shipped);
  json_object_set_null_member (object, "estimate");
  if (quote->chosen_shipping < 0)
    return TRUE;

  estimate = json_object_new ();
  json_object_set_array_member (estimate, "options", vt_quote_model_shipping (view, quote));
  vt_model_take_text (estimate, "total", vt_model_money (view, quote->total_minor));
  vt_quote_model_set_free_delivery (view, estimate, quote);
  json_object_set_object_member (object, "estimate", estimate);

  return TRUE;
}
