/* The quote as the host's REST interface answers it, and its sentences. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-quote-private.h"

#include "base/vt-money.h"

#include <glib/gi18n-lib.h>

/* Width that names a line's picture: the smallest rendition, which there is of every photograph. */
#define PICTURE_WIDTH 320

static const char *const line_problems[] = { "none", "unknown", "out-of-stock", "less" };

static char *
format (const VtQuote *self, gint64 minor, const char *locale)
{
  return vt_money_format (vt_money_new (minor, self->currency), locale);
}

static void
set_money (JsonObject *object, const char *name, const VtQuote *self, gint64 minor, const char *locale)
{
  g_autofree char *text = format (self, minor, locale);

  json_object_set_string_member (object, name, text);
}

static void
set_text_or_null (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/**
 * vt_quote_line_problem_to_string:
 * @problem: a line's problem
 *
 * Returns: (transfer none): its name in the host's answers: "out-of-stock"; "none" when there is none
 */
const char *
vt_quote_line_problem_to_string (VtQuoteLineProblem problem)
{
  return line_problems[problem];
}

/**
 * vt_quote_line_message:
 * @line: a line
 *
 * Returns: (transfer full) (nullable): a sentence about its problem; %NULL when it has none
 */
char *
vt_quote_line_message (const VtQuoteLine *line)
{
  switch (line->problem)
    {
    case VT_QUOTE_LINE_UNKNOWN:
      return g_strdup (_ ("This is not sold any more"));
    case VT_QUOTE_LINE_OUT_OF_STOCK:
      return g_strdup (_ ("This is sold out"));
    case VT_QUOTE_LINE_LESS:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Only %d is left", "Only %d are left", (gulong) line->quantity_available),
          (int) line->quantity_available);
    case VT_QUOTE_LINE_FINE:
    default:
      return NULL;
    }
}

/* How the discount is called: by the code that was asked for, else by its title. */
static const char *
name_of (const VtDiscountOutcome *outcome)
{
  const VtDiscount *discount = outcome->discount;

  if (discount != NULL && *discount->code != '\0')
    return discount->code;

  return outcome->code != NULL ? outcome->code : discount->title;
}

static char *
minimum_message (const VtQuote *self, const VtDiscountOutcome *outcome, const char *locale)
{
  g_autofree char *minimum = format (self, outcome->needed, locale);

  return g_strdup_printf (_ ("The discount %s is for orders from %s on"), name_of (outcome), minimum);
}

static char *
other_message (const VtDiscountOutcome *outcome)
{
  return g_strdup_printf (_ ("The discount %s does not go together with %s, which is applied"), name_of (outcome),
                          outcome->other != NULL ? outcome->other->title : "");
}

/**
 * vt_quote_discount_message:
 * @self: a quote
 * @outcome: one of its discounts
 * @locale: language that amounts are written in
 *
 * Returns: (transfer full) (nullable): a sentence that says why the discount does not apply, or what it still depends
 * on; %NULL when it does apply
 */
char *
vt_quote_discount_message (const VtQuote *self, const VtDiscountOutcome *outcome, const char *locale)
{
  const char *name = name_of (outcome);

  switch (outcome->problem)
    {
    case VT_DISCOUNT_UNKNOWN:
      return g_strdup_printf (_ ("There is no discount with the code “%s”"), name);
    case VT_DISCOUNT_NOT_STARTED:
      return g_strdup_printf (_ ("The discount %s has not started yet"), name);
    case VT_DISCOUNT_ENDED:
      return g_strdup_printf (_ ("The discount %s has ended"), name);
    case VT_DISCOUNT_MINIMUM:
      return minimum_message (self, outcome, locale);
    case VT_DISCOUNT_NOT_ELIGIBLE:
      return g_strdup_printf (_ ("The discount %s is not for what is in the cart"), name);
    case VT_DISCOUNT_USED_UP:
      return g_strdup_printf (_ ("The discount %s has been used as often as it could"), name);
    case VT_DISCOUNT_QUANTITY:
      return g_strdup_printf (_ ("The discount %s is for %d pieces or more"), name, (int) outcome->needed);
    case VT_DISCOUNT_AUDIENCE:
      return g_strdup_printf (_ ("The discount %s is not for this customer"), name);
    case VT_DISCOUNT_NEEDS_EMAIL:
      return g_strdup_printf (_ ("The discount %s is applied once your e-mail address is known"), name);
    case VT_DISCOUNT_COUNTRY:
      return g_strdup_printf (_ ("The discount %s is not for orders to this country"), name);
    case VT_DISCOUNT_CUSTOMER_USED:
      return g_strdup_printf (_ ("You have used the discount %s already"), name);
    case VT_DISCOUNT_OTHER:
      return other_message (outcome);
    case VT_DISCOUNT_APPLIES:
    default:
      return NULL;
    }
}

/**
 * vt_quote_tells:
 * @outcome: one of a quote's discounts
 *
 * Returns: whether a shopper is told of it: it applies, was asked for, or is within reach
 */
gboolean
vt_quote_tells (const VtDiscountOutcome *outcome)
{
  return outcome->problem == VT_DISCOUNT_APPLIES || outcome->code != NULL || outcome->problem == VT_DISCOUNT_MINIMUM ||
         outcome->problem == VT_DISCOUNT_QUANTITY;
}

/**
 * vt_quote_free_delivery:
 * @self: a quote
 * @locale: language that amounts are written in
 * @percent: (out): how much of the way to free delivery is done, 0 to 100
 *
 * Returns: (transfer full) (nullable): a sentence that says how much more makes the chosen delivery free; %NULL when
 * nothing does or it is free already
 */
char *
vt_quote_free_delivery (const VtQuote *self, const char *locale, int *percent)
{
  const VtQuoteShipping *chosen = vt_quote_get_shipping (self);
  gint64 goods = self->subtotal_minor - self->discount_minor;
  g_autofree char *more = NULL;

  if (chosen == NULL || chosen->price_minor == 0 || chosen->free_over_minor <= goods)
    return NULL;

  /* Sums are below 2^53, so a hundred times one fits. */
  *percent = (int) (goods * 100 / chosen->free_over_minor);
  more = format (self, chosen->free_over_minor - goods, locale);
  /* Translators: an amount of money, and the name of a delivery such as “Standard” */
  return g_strdup_printf (_ ("%s more and “%s” delivery is free"), more, chosen->name);
}

static void
set_picture (JsonObject *object, const VtQuoteLine *line)
{
  g_autofree char *url = NULL;

  if (line->photo_sha256 != NULL && line->photo_width > 0)
    url = g_strdup_printf ("/media/%.16s-%d.jpg", line->photo_sha256, PICTURE_WIDTH);
  set_text_or_null (object, "picture", url);
  json_object_set_string_member (object, "alt", line->photo_alt);
}

static void
set_url (JsonObject *object, const VtQuoteLine *line)
{
  g_autofree char *escaped = g_uri_escape_string (line->product_handle, NULL, FALSE);
  g_autofree char *url = NULL;

  if (*escaped != '\0')
    url = g_strdup_printf ("/products/%s?variant=%" G_GINT64_FORMAT, escaped, line->variant_id);
  set_text_or_null (object, "url", url);
}

/* Why something comes off the line. */
static JsonArray *
reasons_to_json (const VtQuote *self, guint index)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->discounts->n_applied; i++)
    {
      const VtDiscountOutcome *outcome = vt_discount_result_get (self->discounts, i);
      JsonObject *object;

      if (outcome->line_minor[index] == 0)
        continue;
      object = json_object_new ();
      json_object_set_int_member (object, "id", outcome->discount->id);
      json_object_set_string_member (object, "title", outcome->discount->title);
      json_object_set_int_member (object, "amount", outcome->line_minor[index]);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
line_to_json (const VtQuote *self, guint index, const char *locale)
{
  const VtQuoteLine *line = g_ptr_array_index (self->lines, index);
  JsonObject *object = json_object_new ();
  JsonObject *display = json_object_new ();
  g_autofree char *message = vt_quote_line_message (line);

  json_object_set_int_member (object, "variant", line->variant_id);
  json_object_set_string_member (object, "product", line->product_handle);
  json_object_set_string_member (object, "title", line->product_title);
  json_object_set_string_member (object, "options", line->variant_title);
  json_object_set_string_member (object, "sku", line->sku);
  set_url (object, line);
  set_picture (object, line);
  json_object_set_int_member (object, "quantity", line->quantity);
  json_object_set_int_member (object, "available", line->quantity_available);
  json_object_set_int_member (object, "backordered", vt_quote_line_get_backordered (line));
  json_object_set_int_member (object, "price", line->price_minor);
  json_object_set_int_member (object, "subtotal", line->subtotal_minor);
  json_object_set_int_member (object, "discount", line->discount_minor);
  json_object_set_array_member (object, "discounts", reasons_to_json (self, index));
  json_object_set_int_member (object, "total", line->total_minor);
  set_money (display, "price", self, line->price_minor, locale);
  set_money (display, "subtotal", self, line->subtotal_minor, locale);
  set_money (display, "total", self, line->total_minor, locale);
  json_object_set_object_member (object, "display", display);
  set_text_or_null (object, "problem",
                    line->problem != VT_QUOTE_LINE_FINE ? vt_quote_line_problem_to_string (line->problem) : NULL);
  set_text_or_null (object, "message", message);

  return object;
}

static JsonObject *
discount_to_json (const VtQuote *self, const VtDiscountOutcome *outcome, const char *locale)
{
  JsonObject *object = json_object_new ();
  const VtDiscount *discount = outcome->discount;
  gboolean applies = outcome->problem == VT_DISCOUNT_APPLIES;
  g_autofree char *message = vt_quote_discount_message (self, outcome, locale);
  g_autofree char *worth = discount != NULL ? vt_discount_describe (discount, self->currency, locale) : NULL;

  json_object_set_int_member (object, "id", applies ? discount->id : 0);
  set_text_or_null (object, "code", outcome->code != NULL ? name_of (outcome) : NULL);
  json_object_set_string_member (object, "title", applies || outcome->code == NULL ? discount->title : "");
  set_text_or_null (object, "worth", applies || outcome->code == NULL ? worth : NULL);
  json_object_set_int_member (object, "amount", outcome->amount_minor);
  set_money (object, "display", self, -outcome->amount_minor, locale);
  json_object_set_boolean_member (object, "free_shipping", outcome->free_shipping);
  json_object_set_boolean_member (object, "depends_on_email", applies && outcome->conditional);
  json_object_set_int_member (object, "missing", applies ? 0 : outcome->missing);
  set_text_or_null (object, "problem", applies ? NULL : vt_discount_problem_to_string (outcome->problem));
  set_text_or_null (object, "message", message);

  return object;
}

/* `discount` is the first code that was asked for; `discounts` are all that a shopper is told of. */
static void
set_discounts (JsonObject *object, const VtQuote *self, const char *locale)
{
  JsonArray *discounts = json_array_new ();

  if (self->asked != NULL)
    json_object_set_object_member (object, "discount", discount_to_json (self, self->asked, locale));
  else
    json_object_set_null_member (object, "discount");

  for (guint i = 0; i < self->discounts->outcomes->len; i++)
    {
      const VtDiscountOutcome *outcome = vt_discount_result_get (self->discounts, i);

      if (vt_quote_tells (outcome))
        json_array_add_object_element (discounts, discount_to_json (self, outcome, locale));
    }
  json_object_set_array_member (object, "discounts", discounts);
}

static void
set_day (JsonObject *object, const char *name, const GDate *day)
{
  char text[16];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  json_object_set_string_member (object, name, text);
}

/* When it arrives, as days and in words, and until when an order keeps that promise. */
static void
set_dates (JsonObject *object, const VtQuote *self, const VtQuoteShipping *option, const char *locale)
{
  JsonObject *dates;
  g_autofree char *text = NULL;
  g_autofree char *left = NULL;

  if (!option->has_dates)
    {
      json_object_set_null_member (object, "dates");
      return;
    }

  dates = json_object_new ();
  text = vt_delivery_dates_format (&option->dates, locale);
  left = vt_delivery_dates_format_left (&option->dates, self->now_us, locale);
  set_day (dates, "from", &option->dates.from);
  set_day (dates, "to", &option->dates.to);
  json_object_set_string_member (dates, "display", text);
  if (left != NULL)
    {
      json_object_set_int_member (dates, "until_us", option->dates.until_us);
      json_object_set_string_member (dates, "left", left);
    }
  json_object_set_object_member (object, "dates", dates);
}

static JsonArray *
shipping_to_json (const VtQuote *self, const char *locale)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->shipping->len; i++)
    {
      const VtQuoteShipping *option = g_ptr_array_index (self->shipping, i);
      JsonObject *object = json_object_new ();
      JsonArray *days = json_array_new ();

      json_array_add_int_element (days, option->days_min);
      json_array_add_int_element (days, option->days_max);
      json_object_set_int_member (object, "id", option->id);
      json_object_set_string_member (object, "name", option->name);
      json_object_set_string_member (object, "kind", vt_shipping_kind_to_string (option->kind));
      json_object_set_string_member (object, "carrier", option->carrier);
      json_object_set_string_member (object, "note", option->note);
      json_object_set_string_member (object, "address", option->address);
      json_object_set_int_member (object, "price", option->price_minor);
      json_object_set_array_member (object, "days", days);
      set_dates (object, self, option, locale);
      json_object_set_boolean_member (object, "chosen", (int) i == self->chosen_shipping);
      set_money (object, "display", self, option->price_minor, locale);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
taxes_to_json (const VtQuote *self, const char *locale)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->taxes->len; i++)
    {
      const VtQuoteTax *tax = g_ptr_array_index (self->taxes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", tax->name);
      json_object_set_int_member (object, "rate", tax->rate_bp);
      json_object_set_int_member (object, "amount", tax->amount_minor);
      json_object_set_boolean_member (object, "included", self->tax_included);
      set_money (object, "display", self, tax->amount_minor, locale);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
display_to_json (const VtQuote *self, const char *locale)
{
  JsonObject *display = json_object_new ();

  set_money (display, "subtotal", self, self->subtotal_minor, locale);
  set_money (display, "discount", self, -self->discount_minor, locale);
  set_money (display, "shipping", self, self->shipping_minor, locale);
  set_money (display, "tax", self, self->tax_minor, locale);
  set_money (display, "total", self, self->total_minor, locale);

  return display;
}

static void
set_free_delivery (JsonObject *object, const VtQuote *self, const char *locale)
{
  int percent = 0;
  g_autofree char *text = vt_quote_free_delivery (self, locale, &percent);
  JsonObject *free_delivery;

  if (text == NULL)
    return;

  free_delivery = json_object_new ();
  json_object_set_string_member (free_delivery, "text", text);
  json_object_set_int_member (free_delivery, "percent", percent);
  json_object_set_object_member (object, "free_delivery", free_delivery);
}

/**
 * vt_quote_to_json:
 * @self: a quote
 * @locale: language that amounts are written in
 *
 * The answer to `POST /api/v1/quote`: amounts are whole numbers of minor units; `display` has them as they are read.
 *
 * Returns: (transfer full): the quote as a JSON object
 */
JsonNode *
vt_quote_to_json (const VtQuote *self, const char *locale)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < self->lines->len; i++)
    json_array_add_object_element (lines, line_to_json (self, i, locale));

  json_object_set_string_member (object, "currency", self->currency);
  json_object_set_string_member (object, "country", self->country);
  json_object_set_array_member (object, "lines", lines);
  json_object_set_int_member (object, "subtotal", self->subtotal_minor);
  set_discounts (object, self, locale);
  json_object_set_array_member (object, "shipping", shipping_to_json (self, locale));
  json_object_set_boolean_member (object, "shipping_may_vary", self->shipping_may_vary);
  json_object_set_array_member (object, "tax", taxes_to_json (self, locale));
  json_object_set_int_member (object, "total", self->total_minor);
  json_object_set_boolean_member (object, "orderable", vt_quote_is_orderable (self));
  json_object_set_object_member (object, "display", display_to_json (self, locale));
  set_free_delivery (object, self, locale);
  json_node_take_object (node, object);

  return node;
}
