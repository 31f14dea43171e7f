/* What shoppers send to be read: messages, and requests to be told when something is there again. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-letter-desk.h"

#include "site/vt-quote-model.h"

#include <string.h>

#define CREATED       201
#define NOT_FOUND     404
#define UNPROCESSABLE 422
#define FAILED        500

/* A field that people do not see and machines fill in. What they send is answered as if it had arrived. */
#define TRAP "website"

/* Takes the trap's field out of @object. */
static gboolean
is_trapped (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, TRAP);
  gboolean filled = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
                    *json_node_get_string (node) != '\0';

  if (node != NULL)
    json_object_remove_member (object, TRAP);
  return filled;
}

static gboolean
is_sold (VtView *view, gint64 variant_id)
{
  VtQuoteLineInput line = { variant_id, 1 };
  g_autoptr (VtQuoteRequest) request = vt_quote_request_new (&line, 1, view->request->now_us);
  g_autoptr (VtQuote) quote = vt_quote_model_ask (view, request, NULL);

  return quote != NULL && quote->lines->len == 1 &&
         ((const VtQuoteLine *) g_ptr_array_index (quote->lines, 0))->problem != VT_QUOTE_LINE_UNKNOWN;
}

/* In the page's language, where it is about a field that a form has. */
static char *
explain (VtView *view, JsonObject *object, const char *field, const GError *reason)
{
  const char *typed = field != NULL && json_object_has_member (object, field) &&
                              json_node_get_value_type (json_object_get_member (object, field)) == G_TYPE_STRING
                          ? json_object_get_string_member (object, field)
                          : NULL;

  if (typed != NULL && *typed == '\0')
    return g_strdup (vt_model_string (view, "error_required"));
  if (g_strcmp0 (field, "email") == 0)
    return g_strdup (vt_model_string (view, "error_email"));
  if (g_strcmp0 (field, "phone") == 0)
    return g_strdup (vt_model_string (view, "error_phone"));
  if (typed != NULL)
    return g_strdup (vt_model_string (view, "error_too_long"));

  return g_strdup (reason->message);
}

/**
 * vt_letter_desk_take:
 * @view: a view with `delivery` in its model
 * @kind: what is sent
 * @object: its fields, as vt_letter_from_request() reads them, and perhaps "website", which people leave empty
 * @id: (out) (transfer full): its UUID, when it was taken
 * @field: (out): name of the field that cannot be; %NULL when it is none
 * @sentence: (out) (transfer full): why it was not taken, for the shopper
 *
 * Returns: an HTTP status: 201 when it was taken, else 404, 422 or 500
 */
guint
vt_letter_desk_take (VtView *view,
                     VtLetterKind kind,
                     JsonObject *object,
                     char **id,
                     const char **field,
                     char **sentence)
{
  gboolean trapped = is_trapped (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtLetter) letter = vt_letter_from_request (kind, object, view->request->now_us, field, &error);
  const VtSiteBackend *backend = view->backend;

  *id = *sentence = NULL;
  if (letter == NULL)
    {
      *sentence = explain (view, object, *field, error);
      return UNPROCESSABLE;
    }
  if (kind == VT_LETTER_STOCK_REQUEST && !is_sold (view, letter->variant_id))
    {
      *field = "variant";
      *sentence = g_strdup (vt_model_string (view, "unknown_piece"));
      return NOT_FOUND;
    }
  if (!trapped && backend != NULL && backend->take_letter != NULL &&
      !backend->take_letter (letter, backend->data, &error))
    {
      g_warning ("A letter was not kept: %s", error->message);
      *sentence = g_strdup (vt_model_string (view, "letter_failed"));
      return FAILED;
    }

  *id = g_strdup (letter->uuid);
  return CREATED;
}
