#define G_LOG_DOMAIN "vt-site"

#include "site/vt-shop-api.h"

#include "base/vt-json.h"
#include "catalogue/vt-collection.h"
#include "orders/vt-quote.h"
#include "orders/vt-shop-event.h"
#include "site/vt-letter-desk.h"
#include "site/vt-newsletter-desk.h"
#include "site/vt-popup-model.h"
#include "site/vt-quote-model.h"
#include "site/vt-suggestion.h"

#include <string.h>

#define MAX_BODY  (64 * 1024)
#define MAX_DEPTH 8

#define THUMB_WIDTH 320

static VtSiteResponse *
respond_json (guint status, const char *content_type, JsonNode *node)
{
  return vt_site_response_new_text (status, content_type, vt_json_to_string (node, FALSE), VT_CACHE_PRIVATE);
}

static const char *
phrase (guint status)
{
  switch (status)
    {
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    default:
      return status < 500 ? "Bad Request" : "Internal Server Error";
    }
}

static VtSiteResponse *
problem (guint status, const char *detail, const char *field)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", "about:blank");
  json_object_set_string_member (object, "title", phrase (status));
  json_object_set_int_member (object, "status", status);
  json_object_set_string_member (object, "detail", detail);
  if (field != NULL)
    json_object_set_string_member (object, "field", field);
  json_node_take_object (node, object);

  return respond_json (status, "application/problem+json", node);
}

/**
 * vt_shop_api_problem:
 * @status: an HTTP status from 400
 * @detail: a sentence that a person can act on
 *
 * Returns: (transfer full): an error as RFC 9457 has it
 */
VtSiteResponse *
vt_shop_api_problem (guint status, const char *detail)
{
  return problem (status, detail, NULL);
}

static void
translate_line (VtView *view, VtValue *object, const VtQuoteLine *line)
{
  vt_value_take_string (object, "message", vt_quote_model_line_problem (view, line));
  if (*line->product_handle == '\0' || !vt_view_is_translated (view))
    return;

  vt_value_set_string (object, "title", vt_view_text (view, "product", line->product_id, "title", line->product_title));
  vt_value_take_string (object, "options",
                        vt_view_text_list (view, "variant", line->variant_id, "option_values", line->variant_title));
  vt_value_take_string (object, "url", vt_view_link (view, vt_value_get_string (object, "url")));
  vt_value_set_string (object, "alt", vt_view_text (view, "photo", line->photo_id, "alt", line->photo_alt));
}

static void
translate_discount (VtView *view, VtValue *object, const VtDiscountOutcome *outcome)
{
  const VtDiscount *discount = outcome->discount;

  vt_value_take_string (object, "message", vt_quote_model_discount_problem (view, outcome));
  if (outcome->free_shipping)
    vt_value_set_string (object, "display", vt_model_string (view, "free"));
  if (*vt_value_get_string (object, "title") != '\0')
    vt_value_set_string (object, "title", vt_view_text (view, "discount", discount->id, "title", discount->title));
}

static void
translate_discounts (VtView *view, VtValue *answer, const VtQuote *quote)
{
  VtValue *discounts = vt_value_get (answer, "discounts");

  if (quote->asked != NULL)
    translate_discount (view, vt_value_get (answer, "discount"), quote->asked);
  for (guint i = 0, n = 0; i < quote->discounts->outcomes->len; i++)
    {
      const VtDiscountOutcome *outcome = vt_discount_result_get (quote->discounts, i);

      if (vt_quote_tells (outcome))
        translate_discount (view, vt_value_get_at (discounts, n++), outcome);
    }
}

/* The quote's own sentences are in the merchant's language, and what is sold is in the shop's first; shoppers get all
 * of it in theirs. */
static void
translate (VtView *view, VtValue *answer, const VtQuote *quote)
{
  VtValue *lines = vt_value_get (answer, "lines");
  VtValue *shipping = vt_value_get (answer, "shipping");

  for (guint i = 0; i < quote->lines->len; i++)
    translate_line (view, vt_value_get_at (lines, i), g_ptr_array_index (quote->lines, i));
  for (guint i = 0; i < quote->shipping->len; i++)
    vt_value_set_string (vt_value_get_at (shipping, i), "name",
                         vt_quote_model_shipping_name (view, g_ptr_array_index (quote->shipping, i)));
  translate_discounts (view, answer, quote);

  vt_quote_model_set_free_delivery (view, answer, quote);
}

static gboolean
set_suggestion (VtView *view, VtValue *answer, const VtQuote *quote, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (VtSuggestion) suggestion = vt_suggestion_find (view, quote, &failure);
  const VtProductRow *row;
  VtValue *object;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (suggestion == NULL)
    return TRUE;

  row = suggestion->row;
  object = vt_value_new_object (view->arena);
  vt_value_set_string (object, "why", suggestion->title);
  vt_value_set_int (object, "product", row->id);
  vt_value_set_int (object, "variant", row->first_variant_id);
  vt_value_set_string (object, "title", vt_view_text (view, "product", row->id, "title", row->title));
  vt_value_take_string (object, "url", vt_model_product_path (view, row->id, row->handle));
  vt_value_take_string (object, "price", vt_model_money (view, row->price_min_minor));
  vt_value_take_string (
      object, "picture",
      row->photo_sha256 != NULL ? vt_model_picture_url (row->photo_sha256, row->photo_width, THUMB_WIDTH) : NULL);
  vt_value_set (answer, "suggestion", object);

  return TRUE;
}

static void
add_distinct (VtValue *ids, GHashTable *seen, gint64 id)
{
  if (id != 0 && g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
    vt_value_add_int (ids, id);
}

/* What popups ask of a bag: which products it holds, and of which collections. */
static gboolean
set_contents (VtView *view, VtValue *answer, const VtQuote *quote, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  VtValue *contents = vt_value_new_object (view->arena);
  VtValue *products = vt_value_new_array (view->arena);
  VtValue *collections = vt_value_new_array (view->arena);

  for (guint i = 0; i < quote->lines->len; i++)
    add_distinct (products, seen, ((const VtQuoteLine *) g_ptr_array_index (quote->lines, i))->product_id);
  g_hash_table_remove_all (seen);
  for (guint i = 0; i < quote->lines->len; i++)
    {
      const VtQuoteLine *line = g_ptr_array_index (quote->lines, i);
      g_autoptr (GPtrArray) of_product = vt_collection_list_of_product (view->db, line->product_id, error);

      if (of_product == NULL)
        return FALSE;
      for (guint j = 0; j < of_product->len; j++)
        add_distinct (collections, seen, ((const VtCollection *) g_ptr_array_index (of_product, j))->id);
    }
  vt_value_set (contents, "products", products);
  vt_value_set (contents, "collections", collections);
  vt_value_set (answer, "contents", contents);
  return TRUE;
}

static VtSiteResponse *
answer_quote (VtView *view, JsonObject *body, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean suggest = view->request->query != NULL && g_hash_table_contains (view->request->query, "suggest");
  g_autoptr (VtQuoteRequest) request = vt_quote_request_from_json (body, view->request->now_us, &reason);
  g_autoptr (VtQuote) quote = NULL;
  g_autoptr (JsonNode) node = NULL;
  VtValue *answer;

  if (request == NULL)
    return problem (422, reason->message, NULL);

  quote = vt_quote_model_ask (view, request, error);
  if (quote == NULL)
    return NULL;

  node = vt_quote_to_json (quote, view->language);
  answer = vt_value_from_json (view->arena, node);
  translate (view, answer, quote);
  if (suggest && !set_suggestion (view, answer, quote, error))
    return NULL;
  if (view->request->query != NULL && g_hash_table_contains (view->request->query, "contents") &&
      !set_contents (view, answer, quote, error))
    return NULL;

  return vt_site_response_new_text (200, "application/json", vt_value_to_json (answer), VT_CACHE_PRIVATE);
}

static VtSiteResponse *
answer_order (VtView *view, JsonObject *body, G_GNUC_UNUSED GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *link = NULL;
  const char *url;
  guint status;

  if (view->backend == NULL || view->backend->place_order == NULL)
    return problem (404, "Nothing is sold here.", NULL);

  status = view->backend->place_order (view->snapshot, body, view->request->now_us, &answer, view->backend->data);
  if (answer == NULL)
    return NULL;

  url = json_object_get_string_member_with_default (json_node_get_object (answer), "url", "");
  link = *url == '/' ? vt_view_link (view, url) : NULL;
  if (link != NULL)
    json_object_set_string_member (json_node_get_object (answer), "url", link);
  return respond_json (status, status < 400 ? "application/json" : "application/problem+json", answer);
}

/* Of the page that asks; NULL: the shop's first. */
static const char *
asked_language (JsonNode *body)
{
  JsonNode *node = json_object_get_member (json_node_get_object (body), "language");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static VtSiteResponse *
answer_letter (VtView *view, VtLetterKind kind, JsonObject *body)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *id = NULL;
  g_autofree char *sentence = NULL;
  const char *field = NULL;
  guint status = vt_letter_desk_take (view, kind, body, &id, &field, &sentence);
  JsonObject *answer;

  if (id == NULL)
    return problem (status, sentence, field);

  answer = json_object_new ();
  json_object_set_string_member (answer, "id", id);
  json_node_take_object (node, answer);
  return respond_json (status, "application/json", node);
}

static VtSiteResponse *
answer_message (VtView *view, JsonObject *body, G_GNUC_UNUSED GError **error)
{
  return answer_letter (view, VT_LETTER_MESSAGE, body);
}

static VtSiteResponse *
answer_stock_request (VtView *view, JsonObject *body, G_GNUC_UNUSED GError **error)
{
  return answer_letter (view, VT_LETTER_STOCK_REQUEST, body);
}

static VtSiteResponse *
answer_subscription (VtView *view, JsonObject *body, G_GNUC_UNUSED GError **error)
{
  g_autofree char *sentence = NULL;
  const char *field = NULL;
  guint status = vt_newsletter_desk_take (view, body, &field, &sentence);
  g_autoptr (JsonNode) node = NULL;

  if (sentence != NULL)
    return problem (status, sentence, field);

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, json_object_new ());
  json_object_set_string_member (json_node_get_object (node), "message", vt_model_string (view, "newsletter_ask_text"));
  return respond_json (status, "application/json", node);
}

/* Nobody waits for the answer, and nobody is told who sent it. */
static VtSiteResponse *
answer_events (VtView *view, JsonObject *body, GError **error)
{
  g_autoptr (GError) reason = NULL;
  const char *field = NULL;
  g_autoptr (JsonObject) batch = vt_shop_events_from_request (body, view->request->now_us, &field, &reason);

  if (batch == NULL)
    return problem (422, reason->message, field);
  if (view->backend != NULL && view->backend->take_events != NULL &&
      !view->backend->take_events (batch, view->backend->data, error))
    return NULL;

  return vt_site_response_new_text (204, "text/plain; charset=utf-8", g_strdup (""), VT_CACHE_PRIVATE);
}

static VtSiteResponse *
answer_post (VtView *view,
             GBytes *body,
             VtSiteResponse *(*answer) (VtView *view, JsonObject *body, GError **error),
             GError **error)
{
  g_autoptr (GError) reason = NULL;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) node = NULL;

  if (strcmp (view->request->method, "POST") != 0)
    return problem (405, "Send this with POST.", NULL);

  node = vt_json_parse (text != NULL ? text : "", (gssize) length, MAX_BODY, MAX_DEPTH, &reason);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return problem (400, reason != NULL ? reason->message : "Send a JSON object.", NULL);

  vt_view_set_language (view, asked_language (node));
  return vt_view_fill_delivery (view, error) ? answer (view, json_node_get_object (node), error) : NULL;
}

static VtSiteResponse *
answer_stock (VtView *view, GError **error)
{
  const char *text = view->request->query != NULL ? g_hash_table_lookup (view->request->query, "variant") : NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (VtQuote) quote = NULL;
  VtQuoteLineInput line = { 0, 1 };
  g_autoptr (VtQuoteRequest) request = NULL;
  const VtQuoteLine *priced;
  JsonObject *answer;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &line.variant_id, NULL))
    return problem (422, "Name a variant by its number.", "variant");

  if (!vt_view_fill_delivery (view, error))
    return NULL;
  request = vt_quote_request_new (&line, 1, view->request->now_us);
  quote = vt_quote_model_ask (view, request, error);
  if (quote == NULL)
    return NULL;

  priced = g_ptr_array_index (quote->lines, 0);
  if (priced->problem == VT_QUOTE_LINE_UNKNOWN)
    return problem (404, "No product on sale has this variant.", "variant");

  answer = json_object_new ();
  json_object_set_int_member (answer, "variant", line.variant_id);
  json_object_set_string_member (
      answer, "level", vt_quote_model_stock_level (priced->quantity_in_stock, priced->quantity_available < 0));
  json_object_set_int_member (answer, "available", priced->quantity_available);
  json_node_take_object (node, answer);
  return respond_json (200, "application/json", node);
}

static VtSiteResponse *
dispatch (VtView *view, GBytes *body, GError **error)
{
  const char *name = view->request->path + strlen (VT_SHOP_API_PREFIX);

  if (strcmp (name, "quote") == 0)
    return answer_post (view, body, answer_quote, error);
  if (strcmp (name, "orders") == 0)
    return answer_post (view, body, answer_order, error);
  if (strcmp (name, "messages") == 0)
    return answer_post (view, body, answer_message, error);
  if (strcmp (name, "stock-requests") == 0)
    return answer_post (view, body, answer_stock_request, error);
  if (strcmp (name, "subscriptions") == 0)
    return answer_post (view, body, answer_subscription, error);
  if (strcmp (name, "events") == 0)
    return answer_post (view, body, answer_events, error);
  if (strcmp (name, "offers") == 0)
    return answer_post (view, body, vt_popup_offer_answer, error);
  if (strcmp (name, "stock") == 0)
    return answer_stock (view, error);

  return problem (404, "There is no such call.", NULL);
}

/**
 * vt_shop_api_respond:
 * @site: the storefront
 * @snapshot: the shop, of this thread
 * @request: what is asked for; its path begins with %VT_SHOP_API_PREFIX
 * @body: what was sent
 * @backend: (nullable): stock and orders
 *
 * Returns: (transfer full): JSON, or an error as RFC 9457 has it
 */
VtSiteResponse *
vt_shop_api_respond (VtSite *site,
                     VtSnapshot *snapshot,
                     const VtSiteRequest *request,
                     GBytes *body,
                     const VtSiteBackend *backend)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtView) view = vt_view_new (site, snapshot, request, backend, &error);
  VtSiteResponse *response = NULL;

  if (view != NULL)
    {
      view->personal = TRUE;
      response = dispatch (view, body, &error);
    }
  if (response != NULL)
    return response;

  g_warning ("“%s” failed: %s", request->path, error != NULL ? error->message : "no answer");
  return problem (500, "Something went wrong. Try again in a moment.", NULL);
}
