#include "orders/vt-order-request.h"

#include "base/vt-json.h"
#include "base/vt-text.h"
#include "orders/vt-address-form.h"
#include "orders/vt-country.h"
#include "orders/vt-email.h"
#include "orders/vt-quote-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_MAX_BYTES  64
#define TEXT_MAX_BYTES 8192

typedef struct
{
  const char *name;
  gsize offset; /* of the text in VtOrderRequest */
  glong max_chars;
  gboolean required;
  gboolean lines;    /* may have more than one */
  const char *empty; /* sentence when a required one is missing */
} Field;

static const Field fields[] = {
  { "email", G_STRUCT_OFFSET (VtOrderRequest, email), VT_EMAIL_MAX_BYTES, TRUE, FALSE,
    N_ ("Enter your e-mail address") },
  { "name", G_STRUCT_OFFSET (VtOrderRequest, name), 100, TRUE, FALSE, N_ ("Enter your name") },
  { "phone", G_STRUCT_OFFSET (VtOrderRequest, phone), 40, FALSE, FALSE, NULL },
  { "address", G_STRUCT_OFFSET (VtOrderRequest, address), 200, TRUE, FALSE, N_ ("Enter your street and number") },
  { "complement", G_STRUCT_OFFSET (VtOrderRequest, complement), 100, FALSE, FALSE, NULL },
  { "state", G_STRUCT_OFFSET (VtOrderRequest, state), 60, FALSE, FALSE, NULL },
  { "document", G_STRUCT_OFFSET (VtOrderRequest, document), 30, FALSE, FALSE, NULL },
  { "city", G_STRUCT_OFFSET (VtOrderRequest, city), 100, TRUE, FALSE, N_ ("Enter your town") },
  { "note", G_STRUCT_OFFSET (VtOrderRequest, note), 1000, FALSE, TRUE, NULL },
  { "language", G_STRUCT_OFFSET (VtOrderRequest, language), 35, FALSE, FALSE, NULL },
  { "key", G_STRUCT_OFFSET (VtOrderRequest, key), KEY_MAX_BYTES, FALSE, FALSE, NULL },
};

static gboolean
invalid (const char **field, const char *name, GError **error, const char *message)
{
  if (field != NULL)
    *field = name;
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, message);

  return FALSE;
}

/**
 * vt_order_request_new:
 * @quote: (transfer full): what is bought, and where it goes
 *
 * Returns: (transfer full): a request that the shopper has not filled in yet
 */
VtOrderRequest *
vt_order_request_new (VtQuoteRequest *quote)
{
  VtOrderRequest *self = g_new0 (VtOrderRequest, 1);

  self->quote = quote;
  self->expect_minor = -1;

  return self;
}

/**
 * vt_order_request_free:
 * @self: (nullable): a request
 *
 * Frees the record.
 */
void
vt_order_request_free (VtOrderRequest *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_free (G_STRUCT_MEMBER (char *, self, fields[i].offset));
  vt_quote_request_free (self->quote);
  g_free (self);
}

/**
 * vt_order_request_set:
 * @self: a request
 * @name: name of a field: email, name, phone, address, complement, city, state, document, note, language or key
 * @text: (nullable): what the shopper typed; it is normalised, and on one line but for the note
 *
 * Returns: whether there is such a field
 */
gboolean
vt_order_request_set (VtOrderRequest *self, const char *name, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char **value = &G_STRUCT_MEMBER (char *, self, fields[i].offset);
      g_autofree char *cut = NULL;
      g_autofree char *normal = NULL;

      if (strcmp (fields[i].name, name) != 0)
        continue;

      /* Still too long for any field after the cut, so that checking finds it. */
      cut = text != NULL ? g_strndup (text, TEXT_MAX_BYTES) : NULL;
      normal = vt_text_normalise (cut);
      g_free (*value);
      *value = fields[i].lines ? g_steal_pointer (&normal) : vt_text_single_line (normal);
      return TRUE;
    }

  return FALSE;
}

/* A label takes a state as people write it; zones and taxes know only its code: "SP", not "São Paulo". */
static gboolean
has_state_code (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "state");
  const char *state = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return state != NULL && vt_address_form_is_state_code (state);
}

/* The members of @object that a quote has too; anything else stays behind. */
static JsonObject *
quote_part (JsonObject *object)
{
  static const char *const names[] = { "lines", "discount", "country", "postcode", "shipping" };
  JsonObject *part = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (object, names[i]))
      json_object_set_member (part, names[i], json_object_dup_member (object, names[i]));
  if (has_state_code (object))
    json_object_set_member (part, "state", json_object_dup_member (object, "state"));

  return part;
}

static gboolean
take_texts (VtOrderRequest *self, JsonObject *object, const char **field, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = NULL;

      if (!json_object_has_member (object, fields[i].name) || json_object_get_null_member (object, fields[i].name))
        continue;
      if (!vt_json_get_string (object, fields[i].name, &text, error))
        {
          *field = fields[i].name;
          return FALSE;
        }
      vt_order_request_set (self, fields[i].name, text);
    }

  return TRUE;
}

static gboolean
take_int (JsonObject *object, const char *name, gint64 *out, const char **field, GError **error)
{
  if (!json_object_has_member (object, name) || json_object_get_null_member (object, name))
    return TRUE;
  if (vt_json_get_int (object, name, out, error))
    return TRUE;

  *field = name;
  return FALSE;
}

/**
 * vt_order_request_from_json:
 * @object: a quote's fields and "email", "name", "phone", "address", "complement", "city", "state", "document",
 * "payment", "note", "key", "expect", "language"
 * @now_us: UTC microseconds since 1970
 * @field: (out): name of the field that cannot be; %NULL when the fault is in none alone
 * @error: %VT_ORDERS_ERROR_INVALID or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): the request, which vt_order_validate() has passed
 */
VtOrderRequest *
vt_order_request_from_json (JsonObject *object, gint64 now_us, const char **field, GError **error)
{
  static const char *const names[] = { "lines",    "discount", "country",    "postcode", "shipping", "email", "name",
                                       "phone",    "address",  "city",       "payment",  "note",     "key",   "expect",
                                       "language", "state",    "complement", "document", NULL };
  g_autoptr (JsonObject) part = quote_part (object);
  g_autoptr (VtOrderRequest) self = NULL;
  VtQuoteRequest *quote;

  *field = NULL;
  if (!vt_json_only_fields (object, names, error))
    return NULL;
  quote = vt_quote_request_read_json (part, now_us, error);
  if (quote == NULL)
    return NULL;

  self = vt_order_request_new (quote);
  if (!take_texts (self, object, field, error) || !take_int (object, "payment", &self->payment_id, field, error) ||
      !take_int (object, "expect", &self->expect_minor, field, error) || !vt_order_validate (self, field, error))
    return NULL;

  g_free (quote->email);
  quote->email = g_strdup (self->email);
  return g_steal_pointer (&self);
}

static gboolean
is_key (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;

  return TRUE;
}

static gboolean
check_field (const VtOrderRequest *self, const Field *field, const char **name, GError **error)
{
  const char *text = G_STRUCT_MEMBER (char *, self, field->offset);

  if (text == NULL || *text == '\0')
    return !field->required || invalid (name, field->name, error, _ (field->empty));
  if (g_utf8_strlen (text, -1) <= field->max_chars)
    return TRUE;

  if (name != NULL)
    *name = field->name;
  g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, _ ("This is longer than %ld characters; shorten it"),
               field->max_chars);
  return FALSE;
}

/* A postcode as the country has them, written its way from then on; and what its couriers ask for. */
static gboolean
check_address (const VtOrderRequest *self, const char **field, GError **error)
{
  const VtAddressForm *form = vt_address_form_find (self->quote->country);
  g_autofree char *postcode = vt_address_form_postcode (form, self->quote->postcode);

  if (postcode == NULL || (*postcode == '\0' && form->postcode == VT_ADDRESS_REQUIRED))
    {
      if (field != NULL)
        *field = "postcode";
      g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, _ ("A postcode of this country is like %s"),
                   *form->example != '\0' ? form->example : "12345");
      return FALSE;
    }
  if (form->phone == VT_ADDRESS_REQUIRED && (self->phone == NULL || *self->phone == '\0'))
    return invalid (field, "phone", error, _ ("Enter a telephone number; couriers of this country ask for one"));
  if (form->state == VT_ADDRESS_REQUIRED && (self->state == NULL || *self->state == '\0'))
    return invalid (field, "state", error, _ ("Enter the state or province"));

  g_free (self->quote->postcode);
  self->quote->postcode = *postcode != '\0' ? g_steal_pointer (&postcode) : NULL;
  return TRUE;
}

/* The buyer's tax number, written the country's way from then on. */
static gboolean
check_document (VtOrderRequest *self, const char **field, GError **error)
{
  char *document = vt_address_form_document (vt_address_form_find (self->quote->country), self->document);

  if (document == NULL)
    return invalid (field, "document", error,
                    _ ("The digits of this CPF or CNPJ do not fit together; compare it with the document"));

  g_free (self->document);
  self->document = document;
  return TRUE;
}

/**
 * vt_order_validate:
 * @self: a request
 * @field: (out) (optional): name of the field that cannot be, as in the REST interface; %NULL when all can
 * @error: %VT_ORDERS_ERROR_INVALID with a sentence for the shopper
 *
 * Looks at what the shopper filled in, and writes postcode and tax number as the country does. Country, delivery and
 * payment must be real; whether this shop has them is known by its quote.
 *
 * Returns: whether it can be ordered
 */
gboolean
vt_order_validate (VtOrderRequest *self, const char **field, GError **error)
{
  if (field != NULL)
    *field = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!check_field (self, &fields[i], field, error))
      return FALSE;

  if (!vt_email_is_valid (self->email))
    return invalid (field, "email", error, _ ("This is not an e-mail address; it looks like name@example.com"));
  if (self->phone != NULL && *self->phone != '\0' && !vt_phone_is_valid (self->phone))
    return invalid (field, "phone", error, _ ("This is not a telephone number"));
  if (self->key != NULL && !is_key (self->key))
    return invalid (field, "key", error, _ ("The order's key has characters that it cannot have"));
  if (self->quote->country == NULL)
    return invalid (field, "country", error, _ ("Choose your country"));
  if (!vt_country_is_valid (self->quote->country))
    return vt_quote_request_check (self->quote, field, error);
  if (!check_address (self, field, error) || !check_document (self, field, error))
    return FALSE;
  if (self->quote->n_lines == 0)
    return invalid (field, "lines", error, _ ("The cart is empty"));
  if (self->payment_id <= 0)
    return invalid (field, "payment", error, _ ("Choose how to pay"));

  return vt_quote_request_check (self->quote, field, error);
}
