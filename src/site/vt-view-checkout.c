#define G_LOG_DOMAIN "vt-site"

#include "base/vt-id.h"
#include "content/vt-page.h"
#include "orders/vt-country.h"
#include "orders/vt-payment-method.h"
#include "site/vt-bag.h"
#include "site/vt-checkout-form.h"
#include "site/vt-seo.h"

#include <string.h>

#define MAX_KEY  64
#define MAX_CODE 40

/* What a shop calls the pages that are asked for at this place. */
static const char *const terms_handles[] = { "terms", "terms-of-service", "terms-and-conditions", NULL };
static const char *const returns_handles[] = { "returns", "shipping-returns", "refund-policy", "withdrawal", NULL };

static void
explain (VtView *view, VtCheckoutForm *self, guint status, JsonObject *answer, const VtQuote *quote)
{
  g_autofree char *total = vt_model_money (view, quote->total_minor);

  if (status == 409)
    {
      self->notice = vt_model_fill (view, "price_changed", "total", total);
      return;
    }

  vt_checkout_form_explain (view, self, json_object_get_string_member_with_default (answer, "field", ""),
                            json_object_get_string_member_with_default (answer, "detail", ""));
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
place (VtView *view, VtCheckoutForm *self, const VtQuote *quote, guint *status)
{
  g_autoptr (JsonObject) order = NULL;
  g_autoptr (JsonNode) answer = NULL;

  *status = 422;
  if (!vt_checkout_form_check (view, self, quote))
    {
      self->notice = g_strdup (vt_model_string (view, "error_fields"));
      return NULL;
    }
  if (view->backend == NULL || view->backend->place_order == NULL)
    return NULL;

  order = vt_checkout_form_to_order (view, self, quote);
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

/* A name of the kind's own, in the page's language, for those who do not know the word. */
static char *
payment_note (VtView *view, const VtPaymentMethod *method)
{
  g_autofree char *key =
      g_strdelimit (g_strconcat ("pay_note_", vt_payment_kind_to_string (method->kind), NULL), "-", '_');

  return g_strdup (vt_model_string (view, key));
}

static VtValue *
list_payments (VtView *view, const VtCheckoutForm *self, const VtQuote *quote, GError **error)
{
  g_autoptr (GPtrArray) methods = vt_payment_method_list_for (view->db, quote->country, quote->total_minor, error);
  VtValue *list;
  gboolean found = FALSE;

  if (methods == NULL)
    return NULL;

  list = vt_value_new_array (view->arena);
  for (guint i = 0; i < methods->len; i++)
    found = found || ((const VtPaymentMethod *) g_ptr_array_index (methods, i))->id == self->payment_id;
  for (guint i = 0; i < methods->len; i++)
    {
      const VtPaymentMethod *method = g_ptr_array_index (methods, i);
      VtValue *object = vt_value_new_object (view->arena);

      vt_value_set_int (object, "id", method->id);
      vt_value_set_string (object, "name", vt_view_text (view, "payment_method", method->id, "name", method->name));
      vt_value_take_string (object, "note", payment_note (view, method));
      vt_value_set_boolean (object, "chosen", found ? method->id == self->payment_id : i == 0);
      vt_value_add (list, object);
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
page_url (VtView *view, const char *const *handles)
{
  for (guint i = 0; handles[i] != NULL; i++)
    {
      g_autoptr (VtPage) page = vt_page_find_by_handle (view->db, handles[i], NULL);

      if (page != NULL && page->active)
        return vt_model_page_path (view, page->id, page->handle);
    }

  return NULL;
}

/* "Standard: €9.90, 2–4 days", below the postcode once it is known. */
static char *
delivery_note (VtView *view, const VtCheckoutForm *self)
{
  VtValue *cart = vt_value_get (view->model, "cart");
  VtValue *shipping = vt_value_get (cart, "shipping");
  g_autofree char *text = NULL;
  const char *days;

  if (*self->postcode == '\0' || self->postcode_is_wrong || !vt_value_is_object (shipping))
    return NULL;

  days = vt_value_get_string (shipping, "days");
  text = g_strdup_printf ("%s%s%s", vt_value_get_string (shipping, "price"), *days != '\0' ? ", " : "", days);
  return g_strdup_printf ("%s: %s", vt_value_get_string (shipping, "name"), text);
}

static gboolean
fill (VtView *view, const VtCheckoutForm *self, const VtQuote *quote, GError **error)
{
  VtValue *payments = list_payments (view, self, quote, error);
  VtValue *checkout;

  if (payments == NULL)
    return FALSE;

  checkout = vt_value_new_object (view->arena);
  vt_value_set (view->model, "checkout", checkout);
  vt_value_take_string (checkout, "key", order_key (view));
  vt_value_set_int (checkout, "expect", quote->total_minor);
  vt_value_set_string (checkout, "notice", self->notice);
  vt_value_set (checkout, "problems", vt_checkout_form_problems (view, self));
  vt_value_take_string (checkout, "delivery_note", delivery_note (view, self));
  vt_value_set (checkout, "fields", vt_checkout_form_fields (view, self));
  vt_value_set_string (checkout, "shipping_error", g_hash_table_lookup (self->errors, "shipping"));
  vt_value_set_string (checkout, "payment_error", g_hash_table_lookup (self->errors, "payment"));
  vt_value_set (checkout, "payments", payments);
  vt_value_take_string (checkout, "terms_url", page_url (view, terms_handles));
  vt_value_take_string (checkout, "returns_url", page_url (view, returns_handles));

  return TRUE;
}

static VtSiteResponse *
show (VtView *self, const VtCheckoutForm *form, const VtQuote *quote, guint status, GError **error)
{
  g_autofree char *path = vt_view_path (self, "/checkout");
  VtSeo seo = { "checkout", vt_model_string (self, "check_out"),
                NULL,       NULL,
                NULL,       path,
                "website",  { NULL, 0, 0, NULL, 0 },
                FALSE,      -1,
                TRUE };

  vt_view_select_country (self, quote->country);
  vt_bag_fill (self, quote);
  vt_seo_fill (self, &seo, NULL);
  return fill (self, form, quote, error) ? vt_view_render (self, "checkout", status, error) : NULL;
}

/* What the codes' own buttons did: the codes that the shopper has now; NULL: nothing. */
static char *
changed_codes (VtView *view)
{
  const char *action = vt_bag_form_value (view, "action");
  const char *code = vt_bag_form_value (view, "code");
  const char *codes = view->request->discount;

  if (strcmp (action, "undiscount") == 0)
    return g_strdup ("");
  if (g_str_has_prefix (action, "undiscount:"))
    return vt_bag_change_codes (codes, strchr (action, ':') + 1, FALSE);

  return strcmp (action, "discount") == 0 && strlen (code) <= MAX_CODE ? vt_bag_change_codes (codes, code, TRUE) : NULL;
}

/* So that the next page knows it too. */
static VtSiteResponse *
keep (VtSiteResponse *response, const VtCheckoutForm *form, const char *codes)
{
  if (response == NULL)
    return NULL;

  vt_site_response_add_cookie (response, "country", form->country, VT_BAG_COOKIE_AGE_S);
  if (!form->postcode_is_wrong)
    vt_site_response_add_cookie (response, "postcode", form->postcode,
                                 *form->postcode != '\0' ? VT_BAG_COOKIE_AGE_S : 0);
  if (codes != NULL)
    vt_site_response_add_cookie (response, "discount", codes, *codes != '\0' ? VT_BAG_COOKIE_AGE_S : 0);
  return response;
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
  gboolean posts = strcmp (self->request->method, "POST") == 0;
  g_autofree char *codes = posts ? changed_codes (self) : NULL;
  g_auto (VtCheckoutForm) form = { 0 };
  g_autoptr (VtQuote) quote = NULL;
  VtSiteResponse *response = NULL;
  guint status = 200;

  if (codes != NULL)
    {
      self->changed = *self->request;
      self->changed.discount = codes;
      self->request = &self->changed;
    }
  vt_checkout_form_read (self, &form);
  quote = vt_bag_ask (self, form.country, form.postcode_is_wrong ? NULL : form.postcode,
                      vt_bag_form_value (self, "state"), form.shipping_id, error);
  if (quote == NULL)
    return NULL;
  if (quote->lines->len == 0)
    {
      g_autofree char *bag = vt_view_path (self, "/cart");

      return vt_site_response_redirect (303, bag);
    }

  if (posts && strcmp (vt_bag_form_value (self, "action"), "order") == 0)
    response = place (self, &form, quote, &status);
  if (response == NULL)
    response = show (self, &form, quote, status, error);

  return posts && status == 200 ? keep (response, &form, codes) : response;
}
