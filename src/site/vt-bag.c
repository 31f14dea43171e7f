/* The bag that a shopper's cookies hold. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-bag.h"

#include "orders/vt-address-form.h"
#include "orders/vt-cart.h"
#include "orders/vt-email.h"

#include <string.h>

/**
 * vt_bag_form_value:
 * @view: a view
 * @name: name of a field
 *
 * Returns: (transfer none): what the shopper's form has there; "" when nothing
 */
const char *
vt_bag_form_value (VtView *view, const char *name)
{
  const char *value = view->request->form != NULL ? g_hash_table_lookup (view->request->form, name) : NULL;

  return value != NULL ? value : "";
}

static gboolean
is_same_code (const char *a, const char *b)
{
  return g_ascii_strcasecmp (a, b) == 0;
}

/**
 * vt_bag_change_codes:
 * @codes: (nullable): the codes that the shopper has, commas between
 * @code: one of them, or a new one
 * @add: whether it joins them; %FALSE: it goes
 *
 * A code that there is no room for takes the place of the first.
 *
 * Returns: (transfer full): the codes that the shopper has now, commas between
 */
char *
vt_bag_change_codes (const char *codes, const char *code, gboolean add)
{
  g_auto (GStrv) old = g_strsplit (codes != NULL ? codes : "", ",", VT_QUOTE_MAX_CODES + 1);
  g_autofree char *own = g_strstrip (g_strdelimit (g_strdup (code), ",", ' '));
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (char **each = old; *each != NULL; each++)
    if (*g_strstrip (*each) != '\0' && !is_same_code (*each, own))
      g_ptr_array_add (kept, *each);
  if (add && *own != '\0')
    g_ptr_array_add (kept, own);
  while (kept->len > VT_QUOTE_MAX_CODES)
    g_ptr_array_remove_index (kept, 0);
  g_ptr_array_add (kept, NULL);

  return g_strjoinv (",", (char **) kept->pdata);
}

/**
 * vt_bag_ask:
 * @view: a view whose common model is filled
 * @country: (nullable): where it goes; %NULL: what the cookie says, or the shop's own
 * @postcode: (nullable): as the country writes it; %NULL: the cookie's, where it is of that country
 * @state: (nullable): "" and %NULL: by the postcode
 * @shipping_id: which delivery; 0: the cheapest
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): what the bag costs now
 */
VtQuote *
vt_bag_ask (VtView *view,
            const char *country,
            const char *postcode,
            const char *state,
            gint64 shipping_id,
            GError **error)
{
  g_autoptr (GArray) cart = vt_cart_parse (view->request->cart);
  g_autoptr (VtQuoteRequest) request =
      vt_quote_request_new ((const VtQuoteLineInput *) cart->data, cart->len, view->request->now_us);
  const char *codes = view->request->discount;
  const char *email = vt_bag_form_value (view, "email");

  if (codes != NULL && *codes != '\0' && g_utf8_strlen (codes, -1) <= VT_QUOTE_MAX_CODE_CHARS)
    request->discount_code = g_strdup (codes);
  if (*email != '\0' && strlen (email) <= VT_EMAIL_MAX_BYTES)
    request->email = g_strdup (email);
  request->country = g_strdup (country);
  request->postcode = g_strdup (postcode);
  request->state = state != NULL && vt_address_form_is_state_code (state) ? g_strdup (state) : NULL;
  request->shipping_id = shipping_id;

  return vt_quote_model_ask (view, request, error);
}

/**
 * vt_bag_fill:
 * @view: a view
 * @quote: what the bag costs
 *
 * Fills `cart` of the model. An empty bag has no amounts.
 */
void
vt_bag_fill (VtView *view, const VtQuote *quote)
{
  VtValue *cart = vt_value_new_object (view->arena);

  vt_value_set (view->model, "cart", cart);
  vt_quote_model_fill (view, cart, quote);
  if (quote->lines->len > 0)
    return;

  vt_value_set_string (cart, "subtotal", "");
  vt_value_set_string (cart, "total", "");
}
