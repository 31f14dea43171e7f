#include "orders/vt-quote-private.h"

#include "base/vt-json.h"
#include "orders/vt-country.h"
#include "orders/vt-email.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STATE_MAX_CHARS             100
#define POSTVT_QUOTE_MAX_CODE_CHARS 16

static gboolean
invalid (const char **field, const char *name, GError **error, const char *message)
{
  if (field != NULL)
    *field = name;
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, message);

  return FALSE;
}

/**
 * vt_quote_request_new:
 * @lines: (array length=n_lines): what is in the cart; copied
 * @n_lines: how many
 * @now_us: UTC microseconds since 1970: what discounts are valid by
 *
 * Returns: (transfer full): the request, without discount and for the shop's own country
 */
VtQuoteRequest *
vt_quote_request_new (const VtQuoteLineInput *lines, guint n_lines, gint64 now_us)
{
  VtQuoteRequest *self = g_new0 (VtQuoteRequest, 1);

  self->lines = g_new0 (VtQuoteLineInput, MAX (n_lines, 1));
  if (n_lines > 0)
    memcpy (self->lines, lines, n_lines * sizeof *lines);
  self->n_lines = n_lines;
  self->now_us = now_us;

  return self;
}

/**
 * vt_quote_request_free:
 * @self: (nullable): a request
 *
 * Frees the record.
 */
void
vt_quote_request_free (VtQuoteRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->lines);
  g_free (self->discount_code);
  g_free (self->email);
  g_free (self->country);
  g_free (self->state);
  g_free (self->postcode);
  g_free (self);
}

static gboolean
take_line (JsonNode *node, VtQuoteLineInput *line, GError **error)
{
  static const char *const fields[] = { "variant", "quantity", NULL };
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return invalid (NULL, NULL, error, _ ("“lines” must be a list of objects with “variant” and “quantity”"));
  object = json_node_get_object (node);

  return vt_json_only_fields (object, fields, error) && vt_json_get_int (object, "variant", &line->variant_id, error) &&
         vt_json_get_int (object, "quantity", &line->quantity, error);
}

static gboolean
take_lines (VtQuoteRequest *self, JsonArray *array, GError **error)
{
  guint n = json_array_get_length (array);

  if (n > VT_QUOTE_MAX_LINES)
    return invalid (NULL, NULL, error, _ ("A cart has at most 50 lines"));

  g_free (self->lines);
  self->lines = g_new0 (VtQuoteLineInput, MAX (n, 1));
  self->n_lines = n;
  for (guint i = 0; i < n; i++)
    if (!take_line (json_array_get_element (array, i), &self->lines[i], error))
      return FALSE;

  return TRUE;
}

/* A text that may be left out, be null, or be empty: all the same. */
static gboolean
take_text (JsonObject *object, const char *name, char **out, GError **error)
{
  const char *text = NULL;

  if (!json_object_has_member (object, name) || json_object_get_null_member (object, name))
    return TRUE;
  if (!vt_json_get_string (object, name, &text, error))
    return FALSE;
  if (*text != '\0')
    *out = g_strdup (text);

  return TRUE;
}

/* As vt_quote_request_from_json(), but what it says may still be out of bounds. */
VtQuoteRequest *
vt_quote_request_read_json (JsonObject *object, gint64 now_us, GError **error)
{
  static const char *const fields[] = { "lines",    "discount", "country", "state", "postcode",
                                        "shipping", "language", "email",   NULL };
  g_autoptr (VtQuoteRequest) self = vt_quote_request_new (NULL, 0, now_us);
  JsonArray *lines = NULL;

  if (!vt_json_only_fields (object, fields, error) || !vt_json_get_array (object, "lines", &lines, error) ||
      !take_lines (self, lines, error) || !take_text (object, "discount", &self->discount_code, error) ||
      !take_text (object, "country", &self->country, error) || !take_text (object, "state", &self->state, error) ||
      !take_text (object, "postcode", &self->postcode, error) || !take_text (object, "email", &self->email, error))
    return NULL;
  if (json_object_has_member (object, "shipping") && !json_object_get_null_member (object, "shipping") &&
      !vt_json_get_int (object, "shipping", &self->shipping_id, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_quote_request_from_json:
 * @object: `{"lines": [{"variant", "quantity"}], "discount", "email", "country", "state", "postcode",
 * "shipping"}`, all but lines may be left out
 * @now_us: UTC microseconds since 1970
 * @error: %VT_ORDERS_ERROR_INVALID or %G_IO_ERROR_INVALID_DATA, naming the field
 *
 * Returns: (transfer full) (nullable): the request, which vt_quote_request_check() has passed
 */
VtQuoteRequest *
vt_quote_request_from_json (JsonObject *object, gint64 now_us, GError **error)
{
  g_autoptr (VtQuoteRequest) self = vt_quote_request_read_json (object, now_us, error);

  return self != NULL && vt_quote_request_check (self, NULL, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
check_lines (const VtQuoteRequest *self, const char **field, GError **error)
{
  if (self->n_lines > VT_QUOTE_MAX_LINES)
    return invalid (field, "lines", error, _ ("A cart has at most 50 lines"));
  for (guint i = 0; i < self->n_lines; i++)
    {
      gint64 sum = 0;

      if (self->lines[i].quantity < 1 || self->lines[i].quantity > VT_QUOTE_MAX_QUANTITY)
        return invalid (field, "quantity", error, _ ("A quantity is 1 to 9999"));
      for (guint j = 0; j <= i; j++)
        if (self->lines[j].variant_id == self->lines[i].variant_id)
          sum += self->lines[j].quantity;
      if (sum > VT_QUOTE_MAX_QUANTITY)
        return invalid (field, "quantity", error, _ ("A quantity is 1 to 9999"));
    }

  return TRUE;
}

static gboolean
check_text (const char *text, const char *name, glong max_chars, const char **field, GError **error)
{
  if (text == NULL || (g_utf8_validate (text, -1, NULL) && g_utf8_strlen (text, -1) <= max_chars))
    return TRUE;

  if (field != NULL)
    *field = name;
  g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, _ ("“%s” is longer than %ld characters"), name,
               max_chars);
  return FALSE;
}

/**
 * vt_quote_request_check:
 * @self: a request
 * @field: (out) (optional): name of the field that cannot be; not set when all can
 * @error: %VT_ORDERS_ERROR_INVALID
 *
 * Looks at what a shopper sent without knowing the shop: at most 50 lines, 1 to 9999 of a variant over all lines, a
 * real country, texts of a sane length.
 *
 * Returns: whether it can be priced
 */
gboolean
vt_quote_request_check (const VtQuoteRequest *self, const char **field, GError **error)
{
  if (!check_lines (self, field, error) ||
      !check_text (self->discount_code, "discount", VT_QUOTE_MAX_CODE_CHARS, field, error) ||
      !check_text (self->email, "email", VT_EMAIL_MAX_BYTES, field, error) ||
      !check_text (self->state, "state", STATE_MAX_CHARS, field, error) ||
      !check_text (self->postcode, "postcode", POSTVT_QUOTE_MAX_CODE_CHARS, field, error))
    return FALSE;
  if (self->country != NULL && !vt_country_is_valid (self->country))
    return invalid (field, "country", error, _ ("The country is not known; choose one from the list"));
  if (self->shipping_id < 0)
    return invalid (field, "shipping", error, _ ("There is no such way to send the parcel; choose another one"));

  return TRUE;
}
