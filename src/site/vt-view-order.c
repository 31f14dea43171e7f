#define G_LOG_DOMAIN "vt-site"

#include "base/vt-qr.h"
#include "content/vt-menu.h"
#include "orders/vt-country.h"
#include "orders/vt-order.h"
#include "orders/vt-payment-method.h"
#include "orders/vt-tax.h"
#include "site/vt-quote-model.h"
#include "site/vt-seo.h"
#include "site/vt-text-model.h"

#include <string.h>

#define MAX_TOKEN 128

static const char *const steps[] = { "placed", "paid", "packed", "shipped" };

static gboolean
is_token (const char *token)
{
  gsize length = strlen (token);

  return length > 0 && length <= MAX_TOKEN &&
         strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == length;
}

static int
find_step (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (strcmp (steps[i], status) == 0)
      return (int) i;

  return -1;
}

static VtValue *
list_steps (VtView *view, const char *status)
{
  VtValue *list = vt_value_new_array (view->arena);
  int current = find_step (status);

  for (int i = 0; current >= 0 && i < (int) G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *key = g_strconcat ("step_", steps[i], NULL);
      VtValue *step = vt_value_new_object (view->arena);

      vt_value_set_string (step, "title", vt_model_string (view, key));
      vt_value_set_boolean (step, "done", i <= current);
      vt_value_set_boolean (step, "current", i == current);
      vt_value_add (list, step);
    }

  return list;
}

/* What was bought may be gone or look different now; the order keeps its words, and borrows today's pictures. */
static VtQuote *
ask_today (VtView *view, const VtOrder *order, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (VtQuoteLineInput));
  g_autoptr (VtQuoteRequest) request = NULL;

  for (guint i = 0; i < order->lines->len && i < VT_QUOTE_MAX_LINES; i++)
    {
      const VtOrderLine *line = g_ptr_array_index (order->lines, i);
      VtQuoteLineInput input = { line->variant_id, 1 };

      g_array_append_val (lines, input);
    }
  request = vt_quote_request_new ((const VtQuoteLineInput *) lines->data, lines->len, view->request->now_us);

  return vt_quote_model_ask (view, request, error);
}

static const VtQuoteLine *
find_today (const VtQuote *quote, gint64 variant_id)
{
  for (guint i = 0; i < quote->lines->len; i++)
    if (((const VtQuoteLine *) g_ptr_array_index (quote->lines, i))->variant_id == variant_id)
      return g_ptr_array_index (quote->lines, i);

  return NULL;
}

static VtValue *
new_line (VtView *view, const VtOrderLine *line, const VtQuoteLine *today)
{
  VtValue *object = vt_value_new_object (view->arena);
  gboolean known = today != NULL && *today->product_handle != '\0';
  VtModelPhoto photo = { NULL, 0, 0, NULL, 0 };

  if (known)
    photo = (VtModelPhoto){ today->photo_sha256, today->photo_width, today->photo_height,
                            vt_view_text (view, "photo", today->photo_id, "alt", today->photo_alt), 0 };
  vt_value_set_int (object, "variant", line->variant_id);
  vt_value_set_string (object, "title", line->title);
  vt_value_set_string (object, "options", "");
  vt_value_take_string (object, "url",
                        known ? vt_model_product_path (view, today->product_id, today->product_handle)
                              : vt_view_path (view, "/collections/all"));
  vt_value_set (object, "picture", vt_model_picture (view->arena, &photo));
  vt_value_set_int (object, "quantity", line->quantity);
  vt_value_take_string (object, "price", vt_model_money (view, line->price_minor));
  vt_value_take_string (object, "total", vt_model_money (view, line->total_minor));
  vt_value_take_string (object, "was_total",
                        line->discount_minor > 0 ? vt_model_money (view, line->total_minor + line->discount_minor)
                                                 : NULL);
  vt_value_set_int (object, "most", line->quantity);
  vt_value_set_null (object, "problem");

  return object;
}

static gboolean
set_lines (VtView *view, VtValue *object, const VtOrder *order, GError **error)
{
  g_autoptr (VtQuote) today = ask_today (view, order, error);
  VtValue *lines;

  if (today == NULL)
    return FALSE;

  lines = vt_value_new_array (view->arena);
  for (guint i = 0; i < order->lines->len; i++)
    {
      const VtOrderLine *line = g_ptr_array_index (order->lines, i);

      vt_value_add (lines, new_line (view, line, find_today (today, line->variant_id)));
    }
  vt_value_set (object, "lines", lines);

  return TRUE;
}

static void
set_discounts (VtView *view, VtValue *object, const VtOrder *order)
{
  VtValue *discounts = vt_value_new_array (view->arena);

  for (guint i = 0; i < order->discounts->len; i++)
    {
      const VtOrderDiscount *discount = g_ptr_array_index (order->discounts, i);
      VtValue *row = vt_value_new_object (view->arena);

      vt_value_set_string (row, "code", *discount->code != '\0' ? discount->code : NULL);
      vt_value_set_string (row, "title",
                           vt_view_text (view, "discount", discount->discount_id, "title", discount->title));
      vt_value_take_string (row, "amount",
                            discount->amount_minor > 0 ? vt_model_money (view, -discount->amount_minor)
                                                       : g_strdup (vt_model_string (view, "free")));
      vt_value_add (discounts, row);
    }

  vt_value_set (object, "discounts", discounts);
}

static void
set_shipping (VtView *view, VtValue *object, const VtOrder *order)
{
  VtValue *shipping;

  vt_value_set_null (object, "shipping");
  if (*order->shipping_name == '\0')
    return;

  shipping = vt_value_new_object (view->arena);
  vt_value_set_string (shipping, "name", order->shipping_name);
  vt_value_take_string (shipping, "price",
                        order->shipping_minor == 0 ? g_strdup (vt_model_string (view, "free"))
                                                   : vt_model_money (view, order->shipping_minor));
  vt_value_set_string (shipping, "days", "");
  vt_value_set (object, "shipping", shipping);
}

static void
set_taxes (VtView *view, VtValue *object, const VtOrder *order)
{
  VtValue *taxes = vt_value_new_array (view->arena);
  g_autoptr (VtTaxRate) rate = vt_tax_rate_find (view->db, "standard", order->country, NULL);
  gint64 without = order->subtotal_minor - order->discount_minor + order->shipping_minor;

  vt_value_set (object, "taxes", taxes);
  if (order->tax_minor > 0 && rate != NULL)
    {
      VtValue *tax = vt_value_new_object (view->arena);

      vt_value_set_string (tax, "name", rate->name);
      vt_value_take_string (tax, "amount", vt_model_money (view, order->tax_minor));
      vt_value_set_boolean (tax, "included", order->total_minor == without);
      vt_value_add (taxes, tax);
    }
}

static void
add_line (VtValue *lines, const char *text)
{
  if (*text != '\0')
    vt_value_add_string (lines, text);
}

static VtValue *
list_address (VtView *view, const VtOrder *order)
{
  VtValue *lines = vt_value_new_array (view->arena);
  g_autofree char *town = g_strdup_printf ("%s %s", order->postcode, order->city);
  g_autofree char *country = *order->country != '\0' ? vt_country_name (order->country, view->language) : g_strdup ("");

  add_line (lines, order->name);
  add_line (lines, order->address);
  add_line (lines, g_strstrip (town));
  add_line (lines, order->state);
  add_line (lines, country);

  return lines;
}

static char *
find_instructions (VtView *view, const VtOrder *order, VtValue *source)
{
  VtValue *payment = vt_value_get (source, "payment");
  g_autoptr (GPtrArray) methods = NULL;

  if (vt_value_is_object (payment))
    return g_strdup (vt_value_get_string (payment, "instructions"));

  methods = vt_payment_method_list (view->db, NULL);
  for (guint i = 0; methods != NULL && i < methods->len; i++)
    {
      const VtPaymentMethod *method = g_ptr_array_index (methods, i);

      if (strcmp (method->name, order->payment_name) == 0)
        return g_strdup (vt_view_text (view, "payment_method", method->id, "instructions", method->instructions));
    }

  return g_strdup ("");
}

/* What the order's payment says under @name; "" when nothing. */
static const char *
payment_text (VtValue *source, const char *name)
{
  return vt_value_get_string (vt_value_get (source, "payment"), name);
}

static gboolean
has_qr (VtValue *source)
{
  VtPaymentKind kind;

  return vt_payment_kind_from_string (payment_text (source, "kind"), &kind) && vt_payment_kind_has_qr (kind) &&
         *payment_text (source, "code") != '\0';
}

/* Whether the shopper still has something to do. */
static gboolean
is_waiting (const VtOrder *order, VtValue *source)
{
  const char *kind = payment_text (source, "kind");

  return strcmp (order->status, "placed") == 0 && *kind != '\0' && strcmp (kind, "on-delivery") != 0;
}

static char *
payment_help (VtView *view, VtValue *source)
{
  const char *holder = payment_text (source, "holder");
  gboolean is_pix = strcmp (payment_text (source, "kind"), "pix") == 0;

  return vt_model_fill (view, is_pix ? "pix_help" : "promptpay_help", "holder", *holder != '\0' ? holder : view->name);
}

static void
set_payment (VtView *view, VtValue *object, const VtOrder *order, VtValue *source, const char *token)
{
  g_autofree char *amount = vt_model_money (view, order->total_minor);
  gboolean waiting = is_waiting (order, source);
  const char *kind = payment_text (source, "kind");
  const char *code = payment_text (source, "code");
  gboolean is_link = strcmp (kind, "link") == 0 && g_str_has_prefix (code, "https://");
  g_autofree char *instructions = NULL;
  g_autoptr (VtMarkdown) text = NULL;
  VtValue *payment;

  vt_value_set_null (object, "payment");
  if (*order->payment_name == '\0')
    return;

  payment = vt_value_new_object (view->arena);
  instructions = find_instructions (view, order, source);
  text = vt_text_model_read (view, instructions, FALSE);
  vt_value_set_string (payment, "name", order->payment_name);
  vt_value_set_string (payment, "instructions_trusted", text->html);
  vt_value_set_boolean (payment, "waiting", waiting);
  vt_value_take_string (payment, "title", vt_model_fill (view, "pay_with", "name", order->payment_name));
  vt_value_set_string (payment, "amount", amount);
  vt_value_take_string (payment, "pay_now", vt_model_fill (view, "pay_now", "amount", amount));
  vt_value_set_string (payment, "account",
                       waiting && strcmp (kind, "transfer") == 0 ? payment_text (source, "account") : NULL);
  vt_value_set_string (payment, "holder", payment_text (source, "holder"));
  vt_value_set_string (payment, "link", waiting && is_link ? code : NULL);
  vt_value_set_null (payment, "qr");
  if (waiting && has_qr (source))
    {
      VtValue *qr = vt_value_new_object (view->arena);
      g_autofree char *path = g_strconcat ("/orders/", token, "/payment.svg", NULL);

      vt_value_take_string (qr, "src", vt_view_path (view, path));
      vt_value_take_string (qr, "alt", vt_model_fill (view, "qr_of", "amount", amount));
      vt_value_set_string (qr, "code", code);
      vt_value_set_boolean (qr, "is_pix", strcmp (kind, "pix") == 0);
      vt_value_take_string (qr, "help", payment_help (view, source));
      vt_value_set (payment, "qr", qr);
    }
  vt_value_set (object, "payment", payment);
}

/* The first thing that is read: what there is to do, else thanks. */
static char *
heading (VtView *view, const VtOrder *order, VtValue *source)
{
  g_auto (GStrv) names = g_strsplit (order->name, " ", 2);
  const char *first = names[0] != NULL && *names[0] != '\0' ? names[0] : order->name;

  if (strcmp (order->status, "cancelled") == 0 || strcmp (order->status, "refunded") == 0)
    return NULL;
  if (is_waiting (order, source) && has_qr (source))
    return vt_model_fill (view, "pay_with", "name", order->payment_name);
  if (strcmp (order->status, "paid") == 0)
    return vt_model_fill (view, "paid_thanks", "name", first);

  return strcmp (order->status, "placed") == 0 ? vt_model_fill (view, "thanks_name", "name", first) : NULL;
}

static void
set_tracking (VtValue *object, VtValue *source)
{
  VtValue *from = vt_value_get (source, "tracking");
  VtValue *tracking;
  const char *url;

  vt_value_set_null (object, "tracking");
  if (!vt_value_is_object (from))
    return;

  url = vt_value_get_string (from, "url");
  tracking = vt_value_new_object (vt_value_get_arena (object));
  vt_value_set_string (tracking, "carrier", vt_value_get_string (from, "carrier"));
  vt_value_set_string (tracking, "number", vt_value_get_string (from, "number"));
  vt_value_set_string (tracking, "url", *url != '\0' && vt_link_is_safe (url) ? url : NULL);
  vt_value_set (object, "tracking", tracking);
}

static VtSiteResponse *
show (VtView *view, const VtOrder *order, VtValue *source, const char *token, GError **error)
{
  VtValue *object = vt_value_new_object (view->arena);
  g_autofree char *status_key = g_strconcat ("order_", order->status, NULL);
  g_autofree char *title = vt_model_fill (view, "order_title", "number", order->number);
  g_autofree char *path = vt_view_path (view, "/");
  VtSeo seo = { "order", title, NULL, NULL, NULL, path, "website", { NULL, 0, 0, NULL, 0 }, FALSE, -1, TRUE };

  vt_value_set (view->model, "order", object);
  vt_value_set_string (object, "number", order->number);
  vt_value_set_string (object, "status", order->status);
  vt_value_set_string (object, "status_text", vt_model_string (view, status_key));
  vt_value_take_string (object, "placed", vt_model_date_time (view, order->placed_us));
  vt_value_set_string (object, "email", order->email);
  vt_value_set_boolean (object, "sample", view->request->drafts);
  vt_value_take_string (object, "subtotal", vt_model_money (view, order->subtotal_minor));
  set_discounts (view, object, order);
  set_shipping (view, object, order);
  set_taxes (view, object, order);
  vt_value_take_string (object, "total", vt_model_money (view, order->total_minor));
  vt_value_set_int (object, "total_minor", order->total_minor);
  vt_value_set (object, "address", list_address (view, order));
  set_payment (view, object, order, source, token);
  vt_value_take_string (object, "heading", heading (view, order, source));
  vt_value_set_boolean (object, "paid", find_step (order->status) > 0);
  vt_value_set_boolean (object, "open", find_step (order->status) >= 0 && strcmp (order->status, "shipped") != 0);
  set_tracking (object, source);
  vt_value_set (object, "steps", list_steps (view, order->status));
  vt_seo_fill (view, &seo, NULL);

  return set_lines (view, object, order, error) ? vt_view_render (view, "confirmation", 200, error) : NULL;
}

/* What a page that stands open asks now and then. */
static VtSiteResponse *
tell_status (const VtOrder *order, VtValue *source)
{
  VtValue *object = vt_value_new_object (vt_value_get_arena (source));

  vt_value_set_string (object, "status", order->status);
  vt_value_set_boolean (object, "tracking", vt_value_get (source, "tracking") != NULL);
  return vt_site_response_new_text (200, "application/json", vt_value_to_json (object), VT_CACHE_PRIVATE);
}

static VtSiteResponse *
draw_code (VtView *view, const VtOrder *order, VtValue *source, GError **error)
{
  g_autofree char *amount = vt_model_money (view, order->total_minor);
  g_autofree char *title = vt_model_fill (view, "qr_of", "amount", amount);
  char *svg;

  if (!has_qr (source))
    return NULL;

  svg = vt_qr_svg (payment_text (source, "code"), title, error);
  return svg != NULL ? vt_site_response_new_text (200, "image/svg+xml", svg, VT_CACHE_PRIVATE) : NULL;
}

/**
 * vt_view_order:
 * @self: a view
 * @argument: the order's unguessable name, alone or with "/payment.svg" or "/status" behind it
 * @error: a #VtDbError, #VtOrdersError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): how the order stands, its payment's QR code, or its status in JSON; %NULL
 * without
 * @error when there is none of this name
 */
VtSiteResponse *
vt_view_order (VtView *self, const char *argument, GError **error)
{
  g_autofree char *token = g_strndup (argument, strcspn (argument, "/"));
  const char *part = argument + strlen (token);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (VtOrder) order = NULL;
  VtValue *source;

  if (self->backend == NULL || self->backend->find_order == NULL || !is_token (token))
    return NULL;

  node = self->backend->find_order (token, self->backend->data);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  source = vt_value_from_json (self->arena, node);
  order = vt_order_from_json (json_node_get_object (node), error);
  if (order == NULL)
    return NULL;
  if (strcmp (part, "/payment.svg") == 0)
    return draw_code (self, order, source, error);
  if (strcmp (part, "/status") == 0)
    return tell_status (order, source);

  return *part == '\0' ? show (self, order, source, token, error) : NULL;
}
