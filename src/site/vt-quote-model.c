/* What a bag costs, as pages write it. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-quote-model.h"

#include "orders/vt-address-form.h"
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
  JsonObject *delivery = json_object_get_object_member (view->model, "delivery");
  VtQuoteSource source = { NULL, NULL, NULL, view->request->drafts };

  if (backend != NULL)
    {
      source.available = backend->available;
      source.times_used = backend->times_used;
      source.data = backend->data;
    }
  if (request->country == NULL && *json_object_get_string_member (delivery, "country") != '\0')
    request->country = g_strdup (json_object_get_string_member (delivery, "country"));
  if (request->postcode == NULL &&
      g_strcmp0 (request->country, json_object_get_string_member (delivery, "country")) == 0)
    request->postcode = known_postcode (request->country, json_object_get_string_member (delivery, "postcode"));

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
 * Returns: (transfer full): its SHIPPING options
 */
JsonArray *
vt_quote_model_shipping (VtView *view, const VtQuote *quote)
{
  JsonArray *options = json_array_new ();

  for (guint i = 0; i < quote->shipping->len; i++)
    {
      const VtQuoteShipping *shipping = g_ptr_array_index (quote->shipping, i);
      JsonObject *option = json_object_new ();

      json_object_set_int_member (option, "id", shipping->id);
      json_object_set_string_member (option, "name", vt_quote_model_shipping_name (view, shipping));
      vt_model_take_text (option, "price", shipping_price (view, shipping->price_minor));
      vt_model_take_text (option, "days", shipping_time (view, shipping));
      json_object_set_string_member (option, "note",
                                     vt_view_text (view, "shipping_method", shipping->id, "note", shipping->note));
      json_object_set_boolean_member (option, "chosen", (int) i == quote->chosen_shipping);
      json_array_add_object_element (options, option);
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
 * @quote: a price
 *
 * Returns: (transfer full) (nullable): why the code does not apply, in the shop's language
 */
char *
vt_quote_model_discount_problem (VtView *view, const VtQuote *quote)
{
  static const char *const keys[] = {
    [VT_DISCOUNT_UNKNOWN] = "discount_unknown",
    [VT_DISCOUNT_NOT_STARTED] = "discount_not_started",
    [VT_DISCOUNT_ENDED] = "discount_ended",
    [VT_DISCOUNT_MINIMUM] = "discount_minimum",
    [VT_DISCOUNT_NOT_ELIGIBLE] = "discount_not_eligible",
    [VT_DISCOUNT_USED_UP] = "discount_used_up",
  };
  g_autofree char *minimum = vt_model_money (view, quote->discount_minimum_minor);

  if (quote->discount_code == NULL || quote->discount_problem == VT_DISCOUNT_APPLIES)
    return NULL;

  return vt_model_fill (view, keys[quote->discount_problem], "amount", minimum);
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

static JsonObject *
new_line (VtView *view, const VtQuoteLine *line)
{
  JsonObject *object = json_object_new ();
  VtModelPhoto photo = { line->photo_sha256, line->photo_width, line->photo_height,
                         vt_view_text (view, "photo", line->photo_id, "alt", line->photo_alt) };
  g_autofree char *path = vt_model_product_path (view, line->product_id, line->product_handle);
  gboolean known = *line->product_handle != '\0';

  json_object_set_int_member (object, "variant", line->variant_id);
  json_object_set_string_member (object, "title",
                                 known ? vt_view_text (view, "product", line->product_id, "title", line->product_title)
                                       : vt_model_string (view, "unknown_piece"));
  vt_model_take_text (object, "options", options_of (view, line));
  vt_model_take_text (object, "url",
                      known ? g_strdup_printf ("%s?variant=%" G_GINT64_FORMAT, path, line->variant_id)
                            : vt_view_path (view, "/collections/all"));
  vt_model_take_node (object, "picture", vt_model_picture (&photo));
  json_object_set_int_member (object, "quantity", line->quantity);
  vt_model_take_text (object, "price", vt_model_money (view, line->price_minor));
  vt_model_take_text (object, "total", vt_model_money (view, line->total_minor));
  vt_model_take_text (object, "was_total",
                      line->discount_minor > 0 ? vt_model_money (view, line->subtotal_minor) : NULL);
  json_object_set_int_member (object, "most",
                              line->quantity_available < 0 ? MOST : MIN (line->quantity_available, MOST));
  vt_model_take_text (object, "problem", vt_quote_model_line_problem (view, line));

  return object;
}

static void
set_lines (VtView *view, JsonObject *cart, const VtQuote *quote)
{
  JsonArray *lines = json_array_new ();
  gint64 count = 0;

  for (guint i = 0; i < quote->lines->len; i++)
    {
      const VtQuoteLine *line = g_ptr_array_index (quote->lines, i);

      count += line->quantity;
      json_array_add_object_element (lines, new_line (view, line));
    }

  json_object_set_boolean_member (cart, "empty", quote->lines->len == 0);
  json_object_set_int_member (cart, "count", count);
  vt_model_take_text (cart, "count_text", vt_model_count (view, "pieces", count));
  json_object_set_array_member (cart, "lines", lines);
}

static void
set_discount (VtView *view, JsonObject *cart, const VtQuote *quote)
{
  JsonObject *discount;
  g_autofree char *problem = vt_quote_model_discount_problem (view, quote);

  if (quote->discount_code == NULL)
    {
      json_object_set_null_member (cart, "discount");
      return;
    }

  discount = json_object_new ();
  json_object_set_string_member (discount, "code", quote->discount_code);
  json_object_set_string_member (discount, "title",
                                 vt_view_text (view, "discount", quote->discount_id, "title", quote->discount_title));
  vt_model_take_text (discount, "amount",
                      problem == NULL ? vt_model_money (view, -quote->discount_minor) : g_strdup (""));
  vt_model_set_text (discount, "problem", problem);
  json_object_set_object_member (cart, "discount", discount);
}

static void
set_shipping (VtView *view, JsonObject *cart, const VtQuote *quote)
{
  const VtQuoteShipping *chosen = vt_quote_get_shipping (quote);
  JsonObject *shipping;

  if (chosen == NULL)
    {
      json_object_set_null_member (cart, "shipping");
      return;
    }

  shipping = json_object_new ();
  json_object_set_array_member (shipping, "options", vt_quote_model_shipping (view, quote));
  vt_model_take_text (shipping, "price", shipping_price (view, chosen->price_minor));
  json_object_set_string_member (shipping, "name", vt_quote_model_shipping_name (view, chosen));
  vt_model_take_text (shipping, "days", shipping_time (view, chosen));
  json_object_set_object_member (cart, "shipping", shipping);
}

/* "VAT 23%", with as many digits as the rate has. */
static char *
tax_name (VtView *view, const VtQuoteTax *tax)
{
  g_autofree char *rate = vt_locale_percent (view->language, tax->rate_bp);

  return g_strdup_printf ("%s %s", tax->name, rate);
}

static void
set_taxes (VtView *view, JsonObject *cart, const VtQuote *quote)
{
  JsonArray *taxes = json_array_new ();

  for (guint i = 0; i < quote->taxes->len; i++)
    {
      const VtQuoteTax *tax = g_ptr_array_index (quote->taxes, i);
      JsonObject *object = json_object_new ();

      vt_model_take_text (object, "name", tax_name (view, tax));
      vt_model_take_text (object, "amount", vt_model_money (view, tax->amount_minor));
      json_object_set_boolean_member (object, "included", quote->tax_included);
      json_array_add_object_element (taxes, object);
    }

  json_object_set_array_member (cart, "taxes", taxes);
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
vt_quote_model_set_free_delivery (VtView *view, JsonObject *cart, const VtQuote *quote)
{
  const VtQuoteShipping *chosen = vt_quote_get_shipping (quote);
  gint64 goods = quote->subtotal_minor - quote->discount_minor;
  JsonObject *object;
  g_autofree char *more = NULL;

  json_object_set_null_member (cart, "free_delivery");
  if (chosen == NULL || chosen->free_over_minor <= 0 || chosen->price_minor == 0 || chosen->free_over_minor <= goods)
    return;

  object = json_object_new ();
  more = vt_model_money (view, chosen->free_over_minor - goods);
  vt_model_take_text (object, "text", vt_model_fill (view, "free_delivery_more", "amount", more));
  json_object_set_int_member (object, "percent", goods * 100 / chosen->free_over_minor);
  json_object_set_object_member (cart, "free_delivery", object);
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
vt_quote_model_fill (VtView *view, JsonObject *cart, const VtQuote *quote)
{
  set_lines (view, cart, quote);
  vt_model_take_text (cart, "subtotal", vt_model_money (view, quote->subtotal_minor));
  set_discount (view, cart, quote);
  set_shipping (view, cart, quote);
  set_taxes (view, cart, quote);
  vt_model_take_text (cart, "total", vt_model_money (view, quote->total_minor));
  json_object_set_int_member (cart, "total_minor", quote->total_minor);
  vt_quote_model_set_free_delivery (view, cart, quote);
}
