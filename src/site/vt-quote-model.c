/* What a bag costs, as pages write it. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-quote-model.h"

#include "orders/vt-address-form.h"
#include "promo/vt-offer-code.h"
#include "site/vt-locale.h"

#include <string.h>

#define MOST 99
#define LOW  5

/* What the shopper typed once, where it can be of that country. */
static char *
known_postcode (const char *country, const char *typed)
{
  g_autofree char *postcode = vt_address_form_postcode (vt_address_form_find (country), typed);

  return postcode != NULL && *postcode != '\0' ? g_steal_pointer (&postcode) : NULL;
}

/* When it arrives, by days where the calendar is known: "Wed 25 – Thu 26 Nov", else "2–4 days". */
static char *
shipping_time (VtView *view, const VtQuoteShipping *shipping)
{
  return shipping->has_dates ? vt_delivery_dates_format (&shipping->dates, view->language)
                             : vt_model_days (view, shipping->days_min, shipping->days_max);
}

/**
 * vt_quote_model_ask:
 * @view: a view whose common model is filled
 * @request: what is asked; without a country it goes where the shopper is
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the price
 */
VtQuote *
vt_quote_model_ask (VtView *view, VtQuoteRequest *request, GError **error)
{
  const VtSiteBackend *backend = view->backend;
  VtValue *delivery = vt_value_get (view->model, "delivery");
  VtQuoteSource source = { NULL, NULL, NULL, NULL, view->request->drafts, FALSE };

  if (backend != NULL)
    {
      source.available = backend->available;
      source.uses = backend->uses;
      source.customer = backend->customer;
      source.data = backend->data;
    }
  if (!vt_offer_admit (view->db, backend != NULL ? backend->offer_key : NULL, request->now_us, &request->discount_code,
                       NULL, error))
    return NULL;
  if (request->country == NULL && *vt_value_get_string (delivery, "country") != '\0')
    request->country = g_strdup (vt_value_get_string (delivery, "country"));
  if (request->postcode == NULL && g_strcmp0 (request->country, vt_value_get_string (delivery, "country")) == 0)
    request->postcode = known_postcode (request->country, vt_value_get_string (delivery, "postcode"));

  return vt_quote_new (view->db, request, &source, error);
}

/**
 * vt_quote_model_in_stock:
 * @view: a view
 * @variant: a variant
 *
 * Returns: how many are there; -1 when they are not counted
 */
gint64
vt_quote_model_in_stock (VtView *view, const VtVariant *variant)
{
  if (!variant->track_stock)
    return -1;
  if (view->backend != NULL && view->backend->available != NULL)
    return view->backend->available (variant->id, view->backend->data);

  return MAX (variant->on_hand, 0);
}

/**
 * vt_quote_model_available:
 * @view: a view
 * @variant: a variant
 *
 * Returns: how many can be bought; -1 for as many as wanted: they are not counted, or sold on backorder
 */
gint64
vt_quote_model_available (VtView *view, const VtVariant *variant)
{
  return variant->backorder ? -1 : vt_quote_model_in_stock (view, variant);
}

/**
 * vt_quote_model_stock_level:
 * @in_stock: pieces, or -1
 * @backorder: whether more than these can be bought
 *
 * Returns: (transfer none): "in", "low" (5 or fewer), "out", "backorder" or "untracked"
 */
const char *
vt_quote_model_stock_level (gint64 in_stock, gboolean backorder)
{
  if (in_stock < 0)
    return "untracked";
  if (in_stock == 0)
    return backorder ? "backorder" : "out";

  return in_stock <= LOW && !backorder ? "low" : "in";
}

static char *
shipping_price (VtView *view, gint64 minor)
{
  return minor == 0 ? g_strdup (vt_model_string (view, "free")) : vt_model_money (view, minor);
}

/**
 * vt_quote_model_shipping_name:
 * @view: a view
 * @shipping: a way to send a parcel
 *
 * Returns: (transfer none): what it is called in the page's language
 */
const char *
vt_quote_model_shipping_name (VtView *view, const VtQuoteShipping *shipping)
{
  return vt_view_text (view, "shipping_method", shipping->id, "name", shipping->name);
}

/**
 * vt_quote_model_shipping:
 * @view: a view
 * @quote: a price
 *
 * Returns: (transfer none): its SHIPPING options
 */
VtValue *
vt_quote_model_shipping (VtView *view, const VtQuote *quote)
{
  VtValue *options = vt_value_new_array (view->arena);

  for (guint i = 0; i < quote->shipping->len; i++)
    {
      const VtQuoteShipping *shipping = g_ptr_array_index (quote->shipping, i);
      VtValue *option = vt_value_new_object (view->arena);

      vt_value_set_int (option, "id", shipping->id);
      vt_value_set_string (option, "name", vt_quote_model_shipping_name (view, shipping));
      vt_value_take_string (option, "price", shipping_price (view, shipping->price_minor));
      vt_value_take_string (option, "days", shipping_time (view, shipping));
      vt_value_set_string (option, "note",
                           vt_view_text (view, "shipping_method", shipping->id, "note", shipping->note));
      vt_value_set_boolean (option, "chosen", (int) i == quote->chosen_shipping);
      vt_value_add (options, option);
    }

  return options;
}

/**
 * vt_quote_model_line_problem:
 * @view: a view
 * @line: a line of a quote
 *
 * Returns: (transfer full) (nullable): what is wrong with it, in the shop's language
 */
char *
vt_quote_model_line_problem (VtView *view, const VtQuoteLine *line)
{
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, line->quantity_available);

  switch (line->problem)
    {
    case VT_QUOTE_LINE_UNKNOWN:
      return g_strdup (vt_model_string (view, "unknown_piece"));
    case VT_QUOTE_LINE_OUT_OF_STOCK:
      return g_strdup (vt_model_string (view, "gone"));
    case VT_QUOTE_LINE_LESS:
      return vt_model_fill (view, "less", "count", count);
    case VT_QUOTE_LINE_FINE:
    default:
      return NULL;
    }
}

/**
 * vt_quote_model_discount_problem:
 * @view: a view
 * @outcome: one of a quote's discounts
 *
 * Returns: (transfer full) (nullable): why it does not apply, in the shop's language
 */
char *
vt_quote_model_discount_problem (VtView *view, const VtDiscountOutcome *outcome)
{
  static const char *const keys[VT_DISCOUNT_N_PROBLEMS] = {
    [VT_DISCOUNT_UNKNOWN] = "discount_unknown",
    [VT_DISCOUNT_NOT_STARTED] = "discount_not_started",
    [VT_DISCOUNT_ENDED] = "discount_ended",
    [VT_DISCOUNT_MINIMUM] = "discount_minimum",
    [VT_DISCOUNT_NOT_ELIGIBLE] = "discount_not_eligible",
    [VT_DISCOUNT_USED_UP] = "discount_used_up",
    [VT_DISCOUNT_QUANTITY] = "discount_quantity",
    [VT_DISCOUNT_AUDIENCE] = "discount_audience",
    [VT_DISCOUNT_NEEDS_EMAIL] = "discount_needs_email",
    [VT_DISCOUNT_COUNTRY] = "discount_country",
    [VT_DISCOUNT_CUSTOMER_USED] = "discount_customer_used",
    [VT_DISCOUNT_OTHER] = "discount_other",
  };
  g_autofree char *amount = NULL;

  if (outcome->problem == VT_DISCOUNT_APPLIES)
    return NULL;

  if (outcome->problem == VT_DISCOUNT_OTHER && outcome->other != NULL)
    return vt_model_fill (view, keys[outcome->problem], "title",
                          vt_view_text (view, "discount", outcome->other->id, "title", outcome->other->title));
  if (outcome->problem == VT_DISCOUNT_QUANTITY)
    amount = g_strdup_printf ("%" G_GINT64_FORMAT, outcome->needed);
  else
    amount = vt_model_money (view, outcome->needed);

  return vt_model_fill (view, keys[outcome->problem], "amount", amount);
}

/* Its choice, and whether some of it comes later. */
static char *
options_of (VtView *view, const VtQuoteLine *line)
{
  g_autofree char *title = vt_view_text_list (view, "variant", line->variant_id, "option_values", line->variant_title);

  if (vt_quote_line_get_backordered (line) == 0)
    return g_steal_pointer (&title);

  return g_strdup_printf ("%s%s%s", title, *title != '\0' ? ", " : "", vt_model_string (view, "on_backorder"));
}

static VtValue *
new_line (VtView *view, const VtQuoteLine *line)
{
  VtValue *object = vt_value_new_object (view->arena);
  VtModelPhoto photo = { line->photo_sha256, line->photo_width, line->photo_height,
                         vt_view_text (view, "photo", line->photo_id, "alt", line->photo_alt), 0 };
  g_autofree char *path = vt_model_product_path (view, line->product_id, line->product_handle);
  gboolean known = *line->product_handle != '\0';

  vt_value_set_int (object, "variant", line->variant_id);
  vt_value_set_string (object, "title",
                       known ? vt_view_text (view, "product", line->product_id, "title", line->product_title)
                             : vt_model_string (view, "unknown_piece"));
  vt_value_take_string (object, "options", options_of (view, line));
  vt_value_take_string (object, "url",
                        known ? g_strdup_printf ("%s?variant=%" G_GINT64_FORMAT, path, line->variant_id)
                              : vt_view_path (view, "/collections/all"));
  vt_value_set (object, "picture", vt_model_picture (view->arena, &photo));
  vt_value_set_int (object, "quantity", line->quantity);
  vt_value_take_string (object, "price", vt_model_money (view, line->price_minor));
  vt_value_take_string (object, "total", vt_model_money (view, line->total_minor));
  vt_value_take_string (object, "was_total",
                        line->discount_minor > 0 ? vt_model_money (view, line->subtotal_minor) : NULL);
  vt_value_set_int (object, "most", line->quantity_available < 0 ? MOST : MIN (line->quantity_available, MOST));
  vt_value_take_string (object, "problem", vt_quote_model_line_problem (view, line));

  return object;
}

static void
set_lines (VtView *view, VtValue *cart, const VtQuote *quote)
{
  VtValue *lines = vt_value_new_array (view->arena);
  gint64 count = 0;

  for (guint i = 0; i < quote->lines->len; i++)
    {
      const VtQuoteLine *line = g_ptr_array_index (quote->lines, i);

      count += line->quantity;
      vt_value_add (lines, new_line (view, line));
    }

  vt_value_set_boolean (cart, "empty", quote->lines->len == 0);
  vt_value_set_int (cart, "count", count);
  vt_value_take_string (cart, "count_text", vt_model_count (view, "pieces", count));
  vt_value_set (cart, "lines", lines);
}

/* "−€5.00", or that the delivery is free. */
static char *
discount_amount (VtView *view, const VtDiscountOutcome *outcome)
{
  return outcome->free_shipping ? g_strdup (vt_model_string (view, "free"))
                                : vt_model_money (view, -outcome->amount_minor);
}

static VtValue *
new_discount (VtView *view, const VtDiscountOutcome *outcome)
{
  VtValue *object = vt_value_new_object (view->arena);
  const VtDiscount *discount = outcome->discount;
  gboolean applies = outcome->problem == VT_DISCOUNT_APPLIES;
  const char *code = discount != NULL && *discount->code != '\0' ? discount->code : outcome->code;

  vt_value_set_string (object, "code", outcome->code != NULL ? code : NULL);
  vt_value_set_string (object, "title",
                       applies ? vt_view_text (view, "discount", discount->id, "title", discount->title) : "");
  vt_value_take_string (object, "amount", applies ? discount_amount (view, outcome) : g_strdup (""));
  vt_value_take_string (object, "problem", vt_quote_model_discount_problem (view, outcome));
  vt_value_set_string (object, "note",
                       applies && outcome->conditional ? vt_model_string (view, "discount_depends") : NULL);

  return object;
}

/* `discounts` have come off; `refused` are codes that have not. */
static void
set_discounts (VtView *view, VtValue *cart, const VtQuote *quote)
{
  VtValue *applied = vt_value_new_array (view->arena);
  VtValue *refused = vt_value_new_array (view->arena);
  guint n_codes = 0;

  for (guint i = 0; i < quote->discounts->outcomes->len; i++)
    {
      const VtDiscountOutcome *outcome = vt_discount_result_get (quote->discounts, i);

      n_codes += outcome->code != NULL ? 1 : 0;
      if (outcome->problem == VT_DISCOUNT_APPLIES)
        vt_value_add (applied, new_discount (view, outcome));
      else if (outcome->code != NULL)
        vt_value_add (refused, new_discount (view, outcome));
    }

  vt_value_set (cart, "discounts", applied);
  vt_value_set (cart, "refused", refused);
  vt_value_set_boolean (cart, "takes_code", n_codes < VT_QUOTE_MAX_CODES);
}

static void
set_shipping (VtView *view, VtValue *cart, const VtQuote *quote)
{
  const VtQuoteShipping *chosen = vt_quote_get_shipping (quote);
  VtValue *shipping;

  if (chosen == NULL)
    {
      vt_value_set_null (cart, "shipping");
      return;
    }

  shipping = vt_value_new_object (view->arena);
  vt_value_set (shipping, "options", vt_quote_model_shipping (view, quote));
  vt_value_take_string (shipping, "price", shipping_price (view, chosen->price_minor));
  vt_value_set_string (shipping, "name", vt_quote_model_shipping_name (view, chosen));
  vt_value_take_string (shipping, "days", shipping_time (view, chosen));
  vt_value_set (cart, "shipping", shipping);
}

/* "VAT 23%", with as many digits as the rate has. */
static char *
tax_name (VtView *view, const VtQuoteTax *tax)
{
  g_autofree char *rate = vt_locale_percent (view->language, tax->rate_bp);

  return g_strdup_printf ("%s %s", tax->name, rate);
}

static void
set_taxes (VtView *view, VtValue *cart, const VtQuote *quote)
{
  VtValue *taxes = vt_value_new_array (view->arena);

  for (guint i = 0; i < quote->taxes->len; i++)
    {
      const VtQuoteTax *tax = g_ptr_array_index (quote->taxes, i);
      VtValue *object = vt_value_new_object (view->arena);

      vt_value_take_string (object, "name", tax_name (view, tax));
      vt_value_take_string (object, "amount", vt_model_money (view, tax->amount_minor));
      vt_value_set_boolean (object, "included", quote->tax_included);
      vt_value_add (taxes, object);
    }

  vt_value_set (cart, "taxes", taxes);
}

/**
 * vt_quote_model_set_free_delivery:
 * @view: a view
 * @cart: `cart` of the model, or the answer to a quote
 * @quote: its price
 *
 * Says how much more makes the delivery free; null when nothing does or it is.
 */
void
vt_quote_model_set_free_delivery (VtView *view, VtValue *cart, const VtQuote *quote)
{
  const VtQuoteShipping *chosen = vt_quote_get_shipping (quote);
  gint64 goods = quote->subtotal_minor - quote->discount_minor;
  VtValue *object;
  g_autofree char *more = NULL;

  vt_value_set_null (cart, "free_delivery");
  if (chosen == NULL || chosen->free_over_minor <= 0 || chosen->price_minor == 0 || chosen->free_over_minor <= goods)
    return;

  object = vt_value_new_object (view->arena);
  more = vt_model_money (view, chosen->free_over_minor - goods);
  vt_value_take_string (object, "text", vt_model_fill (view, "free_delivery_more", "amount", more));
  vt_value_set_int (object, "percent", goods * 100 / chosen->free_over_minor);
  vt_value_set (cart, "free_delivery", object);
}

/**
 * vt_quote_model_fill:
 * @view: a view
 * @cart: `cart` of the model
 * @quote: its price
 *
 * Fills the cart's part of the model.
 */
void
vt_quote_model_fill (VtView *view, VtValue *cart, const VtQuote *quote)
{
  set_lines (view, cart, quote);
  vt_value_take_string (cart, "subtotal", vt_model_money (view, quote->subtotal_minor));
  set_discounts (view, cart, quote);
  set_shipping (view, cart, quote);
  set_taxes (view, cart, quote);
  vt_value_take_string (cart, "total", vt_model_money (view, quote->total_minor));
  vt_value_set_int (cart, "total_minor", quote->total_minor);
  vt_quote_model_set_free_delivery (view, cart, quote);
}
