/* The bag that a shopper's cookies hold. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-bag.h"

#include "orders/vt-address-form.h"
#include "orders/vt-cart.h"

#define MAX_CODE 40

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
  const char *code = view->request->discount;

  if (code != NULL && *code != '\0' && g_utf8_strlen (code, -1) <= MAX_CODE)
    request->discount_code = g_strdup (code);
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
