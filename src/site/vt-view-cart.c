#define G_LOG_DOMAIN "vt-site"

#include "orders/vt-cart.h"
#include "orders/vt-country.h"
#include "promo/vt-discount-code.h"
#include "site/vt-bag.h"
#include "site/vt-seo.h"

#include <string.h>

#define MAX_CODE     40
#define MAX_POSTCODE 16

typedef gboolean (*Action) (VtView *view, VtSiteResponse *response);

static gint64
form_int (VtView *view, const char *name)
{
  const char *text = vt_bag_form_value (view, name);
  gint64 value = -1;

  if (*text == '\0' || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &value, NULL))
    return -1;

  return value;
}

static void
set_cart (VtSiteResponse *response, GArray *cart)
{
  g_autofree char *value = vt_cart_serialise ((const VtQuoteLineInput *) cart->data, cart->len);

  vt_site_response_add_cookie (response, "cart", value, cart->len > 0 ? VT_BAG_COOKIE_AGE_S : 0);
}

static gboolean
add (VtView *view, VtSiteResponse *response)
{
  g_autoptr (GArray) cart = vt_cart_parse (view->request->cart);
  gint64 quantity = *vt_bag_form_value (view, "quantity") != '\0' ? form_int (view, "quantity") : 1;

  if (form_int (view, "variant") <= 0 || quantity < 1 || quantity > VT_QUOTE_MAX_QUANTITY)
    return FALSE;

  /* A full bag stays as it is, and the page shows it. */
  vt_cart_add (cart, form_int (view, "variant"), quantity);
  set_cart (response, cart);
  return TRUE;
}

static gboolean
set (VtView *view, VtSiteResponse *response)
{
  g_autoptr (GArray) cart = vt_cart_parse (view->request->cart);
  gint64 quantity = form_int (view, "quantity");

  if (form_int (view, "variant") <= 0 || quantity < 0 || quantity > VT_QUOTE_MAX_QUANTITY)
    return FALSE;

  vt_cart_set (cart, form_int (view, "variant"), quantity);
  set_cart (response, cart);
  return TRUE;
}

static gboolean
take_out (VtView *view, VtSiteResponse *response)
{
  g_autoptr (GArray) cart = vt_cart_parse (view->request->cart);

  if (form_int (view, "variant") <= 0)
    return FALSE;

  vt_cart_set (cart, form_int (view, "variant"), 0);
  set_cart (response, cart);
  return TRUE;
}

static gboolean
discount (VtView *view, VtSiteResponse *response)
{
  const char *code = vt_bag_form_value (view, "code");
  g_autofree char *codes = NULL;

  if (strlen (code) > MAX_CODE)
    return FALSE;

  codes = vt_bag_change_codes (view->request->discount, code, TRUE);
  vt_site_response_add_cookie (response, "discount", codes, *codes != '\0' ? VT_BAG_COOKIE_AGE_S : 0);
  return TRUE;
}

static gboolean
undiscount (VtView *view, VtSiteResponse *response)
{
  const char *code = strchr (vt_bag_form_value (view, "action"), ':');
  g_autofree char *codes =
      code != NULL ? vt_bag_change_codes (view->request->discount, code + 1, FALSE) : g_strdup ("");

  vt_site_response_add_cookie (response, "discount", codes, *codes != '\0' ? VT_BAG_COOKIE_AGE_S : 0);
  return TRUE;
}

static gboolean
deliver (VtView *view, VtSiteResponse *response)
{
  const char *country = vt_bag_form_value (view, "country");
  const char *postcode = vt_bag_form_value (view, "postcode");

  if (!vt_country_is_valid (country) || g_utf8_strlen (postcode, -1) > MAX_POSTCODE)
    return FALSE;

  vt_site_response_add_cookie (response, "country", country, VT_BAG_COOKIE_AGE_S);
  vt_site_response_add_cookie (response, "postcode", postcode, *postcode != '\0' ? VT_BAG_COOKIE_AGE_S : 0);
  return TRUE;
}

static const struct
{
  const char *name;
  Action action;
} actions[] = {
  { "add", add },
  { "set", set },
  { "remove", take_out },
  { "discount", discount },
  { "undiscount", undiscount },
  { "deliver", deliver },
};

/* Whatever was sent, the bag is shown: a form that makes no sense changes nothing. */
static VtSiteResponse *
change (VtView *view)
{
  g_autofree char *path = vt_view_path (view, "/cart");
  VtSiteResponse *response = vt_site_response_redirect (303, path);
  const char *action = vt_bag_form_value (view, "action");
  g_autofree char *name = g_strndup (action, strcspn (action, ":"));

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (strcmp (actions[i].name, name) == 0 && !actions[i].action (view, response))
      g_debug ("A form of the bag was not understood: %s", name);

  return response;
}

/**
 * vt_view_cart:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Shows the bag that the cookie holds, priced now; or changes it, where scripts do not.
 *
 * Returns: (transfer full) (nullable): the page, or the way back to it
 */
VtSiteResponse *
vt_view_cart (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autofree char *path = vt_view_path (self, "/cart");
  VtSeo seo = {
    "cart", vt_model_string (self, "your_bag"), NULL, NULL, NULL, path, "website", { NULL, 0, 0, NULL, 0 }, FALSE, -1,
    TRUE
  };
  g_autoptr (VtQuote) quote = NULL;
  VtValue *suggestions;

  if (strcmp (self->request->method, "POST") == 0)
    return change (self);

  quote = vt_bag_ask (self, NULL, NULL, NULL, 0, error);
  suggestions = quote != NULL ? vt_model_suggestions (self, error) : NULL;
  if (suggestions == NULL)
    return NULL;

  vt_value_set (self->model, "suggestions", suggestions);
  vt_bag_fill (self, quote);
  vt_seo_fill (self, &seo, NULL);
  return vt_view_render (self, "cart", 200, error);
}

/**
 * vt_view_discount_link:
 * @self: a view
 * @argument: a code, which stands on a card or in a letter
 * @error: not set
 *
 * Puts a code into the bag by its address, and goes on to the shop: where a QR code leads. What can be no code changes
 * nothing; whether it is one is told by the bag.
 *
 * Returns: (transfer full): the way to the shop
 */
VtSiteResponse *
vt_view_discount_link (VtView *self, const char *argument, G_GNUC_UNUSED GError **error)
{
  g_autofree char *path = vt_view_path (self, "/");
  VtSiteResponse *response = vt_site_response_redirect (303, path);
  g_autofree char *normal = strlen (argument) <= MAX_CODE ? vt_discount_code_normalise (argument) : NULL;
  g_autofree char *codes = NULL;

  if (normal == NULL)
    return response;

  codes = vt_bag_change_codes (self->request->discount, argument, TRUE);
  vt_site_response_add_cookie (response, "discount", codes, VT_BAG_COOKIE_AGE_S);
  return response;
}
