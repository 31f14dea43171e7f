#define G_LOG_DOMAIN "vt-site"

#include "base/vt-id.h"
#include "content/vt-page.h"
#include "orders/vt-cart.h"
#include "orders/vt-country.h"
#include "orders/vt-order-request.h"
#include "orders/vt-payment-method.h"
#include "site/vt-bag.h"
#include "site/vt-seo.h"

#include <string.h>

#define MAX_FIELD 2000 /* bytes that a page repeats of what was typed */
#define MAX_KEY   64

static const char *const fields[] = { "email", "name", "phone", "address", "city", "postcode", "note" };
static const char *const required[] = { "email", "name", "address", "city" };

/* What the shopper's form came to. */
typedef struct
{
  const char *country;  /* (unowned) (nullable) */
  const char *postcode; /* (unowned) */
  gint64 shipping_id;
  gint64 payment_id;
  GHashTable *errors; /* (owned) field → sentence */
  char *notice;       /* (owned) (nullable) */
} Checkout;

static void
clear_checkout (Checkout *self)
{
  g_clear_pointer (&self->errors, g_hash_table_unref);
  g_free (self->notice);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Checkout, clear_checkout)

static gint64
form_id (VtView *view, const char *name)
{
  gint64 id = 0;

  if (!g_ascii_string_to_signed (vt_bag_form_value (view, name), 10, 1, G_MAXINT64, &id, NULL))
    return 0;

  return id;
}

static void
read_form (VtView *view, Checkout *self)
{
  const char *country = vt_bag_form_value (view, "country");

  self->errors = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->country = vt_country_is_valid (country) ? country : NULL;
  self->postcode = view->request->form != NULL ? vt_bag_form_value (view, "postcode") : view->request->postcode;
  self->shipping_id = form_id (view, "shipping");
  self->payment_id = form_id (view, "payment");
}

static void
add_error (VtView *view, Checkout *self, const char *field, const char *key)
{
  g_hash_table_insert (self->errors, (gpointer) field, g_strdup (vt_model_string (view, key)));
}

/* All that is missing is told at once. */
static gboolean
check_form (VtView *view, Checkout *self, const VtQuote *quote)
{
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (vt_bag_form_value (view, required[i])));

      if (*text == '\0')
        add_error (view, self, required[i], "error_required");
    }
  if (quote->chosen_shipping < 0)
    add_error (view, self, "shipping", "error_shipping");
  if (self->payment_id == 0)
    add_error (view, self, "payment", "error_payment");

  return g_hash_table_size (self->errors) == 0;
}

static void
set_text_unless_empty (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

static JsonArray *
order_lines (VtView *view)
{
  g_autoptr (GArray) cart = vt_cart_parse (view->request->cart);
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < cart->len; i++)
    {
      const VtQuoteLineInput *input = &g_array_index (cart, VtQuoteLineInput, i);
      JsonObject *line = json_object_new ();

      json_object_set_int_member (line, "variant", input->variant_id);
      json_object_set_int_member (line, "quantity", input->quantity);
      json_array_add_object_element (lines, line);
    }

  return lines;
}

static JsonObject *
new_order (VtView *view, const Checkout *self, const VtQuote *quote)
{
  static const char *const texts[] = { "email", "name", "phone", "address", "city", "note", "key" };
  JsonObject *order = json_object_new ();
  const VtQuoteShipping *shipping = vt_quote_get_shipping (quote);
  gint64 expect = -1;

  json_object_set_array_member (order, "lines", order_lines (view));
  set_text_unless_empty (order, "discount", quote->discount_code);
  set_text_unless_empty (order, "country", quote->country);
  json_object_set_string_member (order, "language", view->language);
  set_text_unless_empty (order, "postcode", self->postcode);
  json_object_set_int_member (order, "shipping", shipping != NULL ? shipping->id : 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    set_text_unless_empty (order, texts[i], vt_bag_form_value (view, texts[i]));
  json_object_set_int_member (order, "payment", self->payment_id);
  if (g_ascii_string_to_signed (vt_bag_form_value (view, "expect"), 10, 0, G_MAXINT64, &expect, NULL))
    json_object_set_int_member (order, "expect", expect);

  return order;
}

/* The place that takes orders says what is wrong in the merchant's language; the page says it in the shop's. */
static void
explain (VtView *view, Checkout *self, guint status, JsonObject *answer, const VtQuote *quote)
{
  const char *field = json_object_get_string_member_with_default (answer, "field", "");
  g_autofree char *total = vt_model_money (view, quote->total_minor);

  if (status == 409)
    {
      self->notice = vt_model_fill (view, "price_changed", "total", total);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i], field) == 0)
      {
        const char *typed = vt_bag_form_value (view, field);
        const char *key = *typed == '\0' ? "error_required" : strcmp (field, "email") == 0 ? "error_email" : NULL;

        if (key != NULL)
          add_error (view, self, fields[i], key);
        else
          g_hash_table_insert (self->errors, (gpointer) fields[i],
                               g_strdup (json_object_get_string_member_with_default (answer, "detail", "")));
      }
  if (strcmp (field, "payment") == 0)
    add_error (view, self, "payment", "error_payment");
  self->notice = g_strdup (vt_model_string (view, "error_fields"));
}

static VtSiteResponse *
confirm (VtView *view, JsonObject *answer)
{
  g_autofree char *url = vt_view_link (view, json_object_get_string_member_with_default (answer, "url", "/"));
  VtSiteResponse *response = vt_site_response_redirect (303, url);

  vt_site_response_add_cookie (response, "cart", "", 0);
  vt_site_response_add_cookie (response, "discount", "", 0);
  return response;
}

/* Returns the way to the confirmation, or NULL with the @status of the page that tells what is wrong. */
static VtSiteResponse *
place (VtView *view, Checkout *self, const VtQuote *quote, guint *status)
{
  g_autoptr (JsonObject) order = NULL;
  g_autoptr (JsonNode) answer = NULL;

  *status = 422;
  if (!check_form (view, self, quote))
    {
      self->notice = g_strdup (vt_model_string (view, "error_fields"));
      return NULL;
    }
  if (view->backend == NULL || view->backend->place_order == NULL)
    return NULL;

  order = new_order (view, self, quote);
  *status = view->backend->place_order (view->snapshot, order, view->request->now_us, &answer, view->backend->data);
  if (answer == NULL || !JSON_NODE_HOLDS_OBJECT (answer))
    *status = 500;
  else if (*status < 300)
    return confirm (view, json_node_get_object (answer));
  else
    explain (view, self, *status, json_node_get_object (answer), quote);

  if (*status >= 500)
    self->notice = g_strdup (vt_model_string (view, "went_wrong_help"));
  return NULL;
}

static JsonObject *
new_fields (VtView *view, const Checkout *self)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonObject *field = json_object_new ();
      const char *value = strcmp (fields[i], "postcode") == 0 ? self->postcode : vt_bag_form_value (view, fields[i]);

      json_object_set_string_member (field, "value", value != NULL && strlen (value) <= MAX_FIELD ? value : "");
      vt_model_set_text (field, "error", g_hash_table_lookup (self->errors, fields[i]));
      json_object_set_object_member (object, fields[i], field);
    }

  return object;
}

static JsonArray *
list_payments (VtView *view, const Checkout *self, GError **error)
{
  g_autoptr (GPtrArray) methods = vt_payment_method_list (view->db, error);
  JsonArray *list;

  if (methods == NULL)
    return NULL;

  list = json_array_new ();
  for (guint i = 0; i < methods->len; i++)
    {
      const VtPaymentMethod *method = g_ptr_array_index (methods, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "id", method->id);
      json_object_set_string_member (object, "name",
                                     vt_view_text (view, "payment_method", method->id, "name", method->name));
      json_object_set_string_member (object, "note", "");
      json_object_set_boolean_member (object, "chosen",
                                      self->payment_id != 0 ? method->id == self->payment_id : i == 0);
      json_array_add_object_element (list, object);
    }

  return list;
}

/* Made once for each form that is shown: the same form sent twice is one order. */
static char *
order_key (VtView *view)
{
  const char *key = vt_bag_form_value (view, "key");

  return *key != '\0' && strlen (key) <= MAX_KEY && g_str_is_ascii (key) ? g_strdup (key) : vt_uuid_new ();
}

static char *
terms_url (VtView *view)
{
  static const char *const handles[] = { "terms", "terms-of-service", "terms-and-conditions" };

  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      g_autoptr (VtPage) page = vt_page_find_by_handle (view->db, handles[i], NULL);

      if (page != NULL && page->active)
        return vt_model_page_path (view, page->id, page->handle);
    }

  return NULL;
}

static gboolean
fill (VtView *view, const Checkout *self, const VtQuote *quote, GError **error)
{
  JsonArray *payments = list_payments (view, self, error);
  JsonObject *checkout;

  if (payments == NULL)
    return FALSE;

  checkout = json_object_new ();
  json_object_set_object_member (view->model, "checkout", checkout);
  vt_model_take_text (checkout, "key", order_key (view));
  json_object_set_int_member (checkout, "expect", quote->total_minor);
  vt_model_set_text (checkout, "notice", self->notice);
  json_object_set_null_member (checkout, "payment_note");
  json_object_set_object_member (checkout, "fields", new_fields (view, self));
  vt_model_set_text (checkout, "country_error", g_hash_table_lookup (self->errors, "country"));
  vt_model_set_text (checkout, "shipping_error", g_hash_table_lookup (self->errors, "shipping"));
  vt_model_set_text (checkout, "payment_error", g_hash_table_lookup (self->errors, "payment"));
  json_object_set_array_member (checkout, "payments", payments);
  vt_model_take_text (checkout, "terms_url", terms_url (view));

  return TRUE;
}

/* The form shows the country that was asked for, not the cookie's. */
static void
select_country (VtView *view, const char *code)
{
  JsonObject *delivery = json_object_get_object_member (view->model, "delivery");
  JsonArray *countries = json_object_get_array_member (delivery, "countries");

  json_object_set_string_member (delivery, "country", code);
  vt_model_take_text (delivery, "country_name", vt_country_name (code, view->language));
  for (guint i = 0; i < json_array_get_length (countries); i++)
    {
      JsonObject *country = json_array_get_object_element (countries, i);

      json_object_set_boolean_member (country, "selected",
                                      strcmp (json_object_get_string_member (country, "code"), code) == 0);
    }
}

/**
 * vt_view_checkout:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Shows the form that orders what the bag holds, or places the order.
 *
 * Returns: (transfer full) (nullable): the page, or the way to the confirmation
 */
VtSiteResponse *
vt_view_checkout (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autofree char *path = vt_view_path (self, "/checkout");
  g_autofree char *bag = vt_view_path (self, "/cart");
  VtSeo seo = {
    "checkout", vt_model_string (self, "check_out"), NULL, NULL, NULL, path, "website", { NULL, 0, 0, NULL }, FALSE, -1,
    TRUE
  };
  g_auto (Checkout) checkout = { 0 };
  g_autoptr (VtQuote) quote = NULL;
  VtSiteResponse *response = NULL;
  guint status = 200;

  read_form (self, &checkout);
  quote = vt_bag_ask (self, checkout.country, checkout.shipping_id, error);
  if (quote == NULL)
    return NULL;
  if (quote->lines->len == 0)
    return vt_site_response_redirect (303, bag);

  if (strcmp (self->request->method, "POST") == 0 && strcmp (vt_bag_form_value (self, "action"), "update") != 0)
    response = place (self, &checkout, quote, &status);
  if (response != NULL)
    return response;

  select_country (self, quote->country);
  vt_bag_fill (self, quote);
  vt_seo_fill (self, &seo, NULL);
  return fill (self, &checkout, quote, error) ? vt_view_render (self, "checkout", status, error) : NULL;
}
