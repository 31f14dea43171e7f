/* The fields of the checkout: which ones a country needs, what was typed, and what is wrong with it. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-checkout-form.h"

#include "orders/vt-cart.h"
#include "orders/vt-country.h"
#include "orders/vt-email.h"
#include "site/vt-bag.h"

#include <string.h>

#define MAX_FIELD 2000 /* bytes that a page repeats of what was typed */

/* In the order of the page. */
static const struct
{
  const char *name;
  const char *label;          /* key of the string */
  const char *label_required; /* (nullable) where it has to be filled in */
} fields[] = {
  { "postcode", "postcode", NULL },     { "city", "city", NULL },
  { "state", "state", NULL },           { "address", "address", NULL },
  { "complement", "complement", NULL }, { "name", "name", NULL },
  { "email", "email", NULL },           { "phone", "phone", "phone_required" },
  { "document", "document", NULL },     { "note", "note", NULL },
};

static VtAddressNeed
need_of (const VtCheckoutForm *self, const char *name)
{
  if (strcmp (name, "postcode") == 0)
    return self->address->postcode;
  if (strcmp (name, "state") == 0)
    return self->address->state;
  if (strcmp (name, "phone") == 0)
    return self->address->phone;
  if (strcmp (name, "document") == 0)
    return self->asks_document ? self->address->document : VT_ADDRESS_NEVER;

  return strcmp (name, "complement") == 0 || strcmp (name, "note") == 0 ? VT_ADDRESS_OPTIONAL : VT_ADDRESS_REQUIRED;
}

static gint64
form_id (VtView *view, const char *name)
{
  gint64 id = 0;

  if (!g_ascii_string_to_signed (vt_bag_form_value (view, name), 10, 1, G_MAXINT64, &id, NULL))
    return 0;

  return id;
}

/* @country when the shop sends there, else where the shopper's page would send. */
static const char *
known_country (VtView *view, const char *country)
{
  VtValue *delivery = vt_value_get (view->model, "delivery");
  VtValue *countries = vt_value_get (delivery, "countries");

  for (guint i = 0; i < vt_value_get_length (countries); i++)
    if (strcmp (vt_value_get_string (vt_value_get_at (countries, i), "code"), country) == 0)
      return country;

  return vt_value_get_string (delivery, "country");
}

/**
 * vt_checkout_form_read:
 * @view: a view whose common model is filled
 * @self: (out caller-allocates): what the form came to; its strings live as long as the request
 *
 * Reads what was sent, or for the first look what the cookies know.
 */
void
vt_checkout_form_read (VtView *view, VtCheckoutForm *self)
{
  const char *typed = view->request->form != NULL ? vt_bag_form_value (view, "postcode") : view->request->postcode;

  *self = (VtCheckoutForm){ 0 };
  self->errors = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->country = known_country (view, vt_bag_form_value (view, "country"));
  self->address = vt_address_form_find (self->country);
  self->postcode = vt_address_form_postcode (self->address, typed);
  self->postcode_is_wrong = self->postcode == NULL;
  if (self->postcode == NULL)
    self->postcode = g_strdup (strlen (typed) <= MAX_FIELD ? typed : "");
  self->shipping_id = form_id (view, "shipping");
  self->payment_id = form_id (view, "payment");
  self->asks_document = g_strcmp0 (view->country, self->country) == 0;
}

/**
 * vt_checkout_form_clear:
 * @self: a form
 */
void
vt_checkout_form_clear (VtCheckoutForm *self)
{
  g_clear_pointer (&self->errors, g_hash_table_unref);
  g_clear_pointer (&self->postcode, g_free);
  g_clear_pointer (&self->notice, g_free);
}

/**
 * vt_checkout_form_add_error:
 * @view: a view
 * @self: a form
 * @field: name of a field; it has to outlive @self
 * @key: of the sentence among the theme's strings
 */
void
vt_checkout_form_add_error (VtView *view, VtCheckoutForm *self, const char *field, const char *key)
{
  g_hash_table_insert (self->errors, (gpointer) field, g_strdup (vt_model_string (view, key)));
}

/* "marta@exemplo" lacks little: the sentence shows what. */
static char *
email_problem (VtView *view, const char *typed)
{
  const char *at = strchr (typed, '@');
  g_autofree char *whole = g_strconcat (typed, ".com", NULL);

  return at != NULL && strchr (at, '.') == NULL && vt_email_is_valid (whole)
             ? vt_model_fill (view, "error_email_ending", "example", whole)
             : g_strdup (vt_model_string (view, "error_email"));
}

/* Returns: (nullable): what is wrong with @text in the field @name */
static char *
problem_of (VtView *view, const VtCheckoutForm *self, const char *name, const char *text)
{
  if (*text == '\0')
    return need_of (self, name) == VT_ADDRESS_REQUIRED ? g_strdup (vt_model_string (view, "error_required")) : NULL;
  if (strcmp (name, "postcode") == 0 && self->postcode_is_wrong)
    return vt_model_fill (view, "error_postcode", "example", self->address->example);
  if (strcmp (name, "email") == 0 && !vt_email_is_valid (text))
    return email_problem (view, text);
  if (strcmp (name, "phone") == 0 && !vt_phone_is_valid (text))
    return g_strdup (vt_model_string (view, "error_phone"));
  if (strcmp (name, "document") == 0)
    {
      g_autofree char *written = vt_address_form_document (self->address, text);

      return written == NULL ? g_strdup (vt_model_string (view, "error_document")) : NULL;
    }

  return NULL;
}

static char *
dup_value (VtView *view, const VtCheckoutForm *self, const char *name)
{
  return strcmp (name, "postcode") == 0 ? g_strdup (self->postcode)
                                        : g_strstrip (g_strdup (vt_bag_form_value (view, name)));
}

/**
 * vt_checkout_form_check:
 * @view: a view
 * @self: a form
 * @quote: its price
 *
 * Looks at every field, so that all that is wrong is told at once.
 *
 * Returns: whether the order can be placed
 */
gboolean
vt_checkout_form_check (VtView *view, VtCheckoutForm *self, const VtQuote *quote)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = dup_value (view, self, fields[i].name);
      char *problem =
          need_of (self, fields[i].name) != VT_ADDRESS_NEVER ? problem_of (view, self, fields[i].name, text) : NULL;

      if (problem != NULL)
        g_hash_table_insert (self->errors, (gpointer) fields[i].name, problem);
    }
  if (quote->chosen_shipping < 0)
    vt_checkout_form_add_error (view, self, "shipping", quote->shipping->len > 0 ? "error_shipping" : "no_delivery");
  if (self->payment_id == 0)
    vt_checkout_form_add_error (view, self, "payment", "error_payment");

  return g_hash_table_size (self->errors) == 0;
}

/**
 * vt_checkout_form_explain:
 * @view: a view
 * @self: a form
 * @field: name of the field that was refused
 * @detail: why, in the merchant's language
 *
 * The place that takes orders says what is wrong in the merchant's language; the page says it in its own where it can.
 */
void
vt_checkout_form_explain (VtView *view, VtCheckoutForm *self, const char *field, const char *detail)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, field) == 0)
      {
        g_autofree char *text = dup_value (view, self, field);
        char *problem = problem_of (view, self, field, text);

        g_hash_table_insert (self->errors, (gpointer) fields[i].name, problem != NULL ? problem : g_strdup (detail));
      }
  if (strcmp (field, "payment") == 0)
    vt_checkout_form_add_error (view, self, "payment", "error_payment");
}

static VtValue *
new_field (VtView *view, const VtCheckoutForm *self, guint i, VtAddressNeed need)
{
  VtValue *field = vt_value_new_object (view->arena);
  g_autofree char *value = dup_value (view, self, fields[i].name);
  gboolean required = need == VT_ADDRESS_REQUIRED;
  const char *label = required && fields[i].label_required != NULL ? fields[i].label_required : fields[i].label;
  gboolean is_postcode = strcmp (fields[i].name, "postcode") == 0;
  const char *shape = is_postcode ? self->address->postcodes : "";
  g_autofree char *wrong =
      *shape != '\0' ? vt_model_fill (view, "error_postcode", "example", self->address->example) : NULL;

  vt_value_set_string (field, "value", strlen (value) <= MAX_FIELD ? value : "");
  vt_value_set_string (field, "label", vt_model_string (view, label));
  vt_value_set_boolean (field, "required", required);
  vt_value_set_string (field, "shape", shape);
  vt_value_set_boolean (field, "digits", *shape != '\0' && strpbrk (shape, "AX") == NULL);
  vt_value_set_string (field, "wrong", wrong);
  vt_value_set_string (field, "error", g_hash_table_lookup (self->errors, fields[i].name));
  return field;
}

/**
 * vt_checkout_form_fields:
 * @view: a view
 * @self: a form
 *
 * Returns: (transfer none): `checkout.fields` of the model; %NULL stands for a field that is not asked
 */
VtValue *
vt_checkout_form_fields (VtView *view, const VtCheckoutForm *self)
{
  VtValue *object = vt_value_new_object (view->arena);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      VtAddressNeed need = need_of (self, fields[i].name);

      if (need == VT_ADDRESS_NEVER)
        vt_value_set_null (object, fields[i].name);
      else
        vt_value_set (object, fields[i].name, new_field (view, self, i, need));
    }

  return object;
}

static void
add_problem (VtValue *list, const char *field, const char *label, const char *text)
{
  VtValue *problem = vt_value_new_object (vt_value_get_arena (list));

  vt_value_set_string (problem, "field", field);
  vt_value_set_string (problem, "label", label);
  vt_value_set_string (problem, "text", text);
  vt_value_add (list, problem);
}

/**
 * vt_checkout_form_problems:
 * @view: a view
 * @self: a form
 *
 * Returns: (transfer none): `checkout.problems` of the model: what is wrong, in the order of the page
 */
VtValue *
vt_checkout_form_problems (VtView *view, const VtCheckoutForm *self)
{
  static const struct
  {
    const char *field;
    const char *label;
  } choices[] = { { "shipping", "how_it_goes" }, { "payment", "how_to_pay" } };
  VtValue *list = vt_value_new_array (view->arena);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = g_hash_table_lookup (self->errors, fields[i].name);

      if (text != NULL)
        add_problem (list, fields[i].name, vt_model_string (view, fields[i].label), text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      const char *text = g_hash_table_lookup (self->errors, choices[i].field);

      if (text != NULL)
        add_problem (list, choices[i].field, vt_model_string (view, choices[i].label), text);
    }

  return list;
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

static void
set_unless_empty (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

/**
 * vt_checkout_form_to_order:
 * @view: a view
 * @self: a form
 * @quote: its price
 *
 * Returns: (transfer full): the body of `POST /api/v1/orders`
 */
JsonObject *
vt_checkout_form_to_order (VtView *view, const VtCheckoutForm *self, const VtQuote *quote)
{
  JsonObject *order = json_object_new ();
  const VtQuoteShipping *shipping = vt_quote_get_shipping (quote);
  gint64 expect = -1;

  json_object_set_array_member (order, "lines", order_lines (view));
  set_unless_empty (order, "discount", view->request->discount);
  set_unless_empty (order, "country", quote->country);
  set_unless_empty (order, "key", vt_bag_form_value (view, "key"));
  json_object_set_string_member (order, "language", view->language);
  json_object_set_int_member (order, "shipping", shipping != NULL ? shipping->id : 0);
  json_object_set_int_member (order, "payment", self->payment_id);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = dup_value (view, self, fields[i].name);

      if (need_of (self, fields[i].name) != VT_ADDRESS_NEVER)
        set_unless_empty (order, fields[i].name, text);
    }
  if (g_ascii_string_to_signed (vt_bag_form_value (view, "expect"), 10, 0, G_MAXINT64, &expect, NULL))
    json_object_set_int_member (order, "expect", expect);

  return order;
}
