#include "orders/vt-letter.h"

#include "base/vt-id.h"
#include "base/vt-json.h"
#include "base/vt-text.h"
#include "orders/vt-email.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_MAX_BYTES (32 * 1024)

/* The member of the request, of the feed and of the record have the same name but for the message's text. */
typedef struct
{
  const char *name;
  gsize offset;
  glong max_chars;
  gboolean lines;    /* may have more than one */
  const char *empty; /* (nullable) sentence when it is missing */
} Field;

static const Field message_fields[] = {
  { "name", G_STRUCT_OFFSET (VtLetter, name), 100, FALSE, NULL },
  { "email", G_STRUCT_OFFSET (VtLetter, email), VT_EMAIL_MAX_BYTES, FALSE, N_ ("Enter your e-mail address") },
  { "phone", G_STRUCT_OFFSET (VtLetter, phone), 40, FALSE, NULL },
  { "order", G_STRUCT_OFFSET (VtLetter, about), 40, FALSE, NULL },
  { "message", G_STRUCT_OFFSET (VtLetter, body), 4000, TRUE, N_ ("Write your message") },
  { "language", G_STRUCT_OFFSET (VtLetter, language), 35, FALSE, NULL },
};

static const Field request_fields[] = {
  { "email", G_STRUCT_OFFSET (VtLetter, email), VT_EMAIL_MAX_BYTES, FALSE, N_ ("Enter your e-mail address") },
  { "language", G_STRUCT_OFFSET (VtLetter, language), 35, FALSE, NULL },
};

static const Field *
fields_of (VtLetterKind kind, guint *n)
{
  *n = kind == VT_LETTER_MESSAGE ? G_N_ELEMENTS (message_fields) : G_N_ELEMENTS (request_fields);
  return kind == VT_LETTER_MESSAGE ? message_fields : request_fields;
}

static VtLetter *
letter_new (VtLetterKind kind)
{
  VtLetter *self = g_new0 (VtLetter, 1);
  char **texts[] = { &self->uuid,  &self->email, &self->language, &self->name,
                     &self->phone, &self->body,  &self->about,    &self->product };

  self->kind = kind;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup ("");

  return self;
}

/**
 * vt_letter_free:
 * @self: (nullable): a letter
 */
void
vt_letter_free (VtLetter *self)
{
  if (self == NULL)
    return;

  g_free (self->uuid);
  g_free (self->email);
  g_free (self->language);
  g_free (self->name);
  g_free (self->phone);
  g_free (self->body);
  g_free (self->about);
  g_free (self->product);
  g_free (self);
}

/**
 * vt_letter_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in the host's feed: "message" or "stock-request"
 */
const char *
vt_letter_kind_to_string (VtLetterKind kind)
{
  return kind == VT_LETTER_MESSAGE ? "message" : "stock-request";
}

static gboolean
invalid (const char **field, const char *name, GError **error, const char *message)
{
  *field = name;
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
take_text (VtLetter *self, const Field *field, JsonObject *object, const char **wrong, GError **error)
{
  char **value = &G_STRUCT_MEMBER (char *, self, field->offset);
  const char *text = "";
  g_autofree char *cut = NULL;
  g_autofree char *normal = NULL;

  *wrong = field->name;
  if (json_object_has_member (object, field->name) && !json_object_get_null_member (object, field->name) &&
      !vt_json_get_string (object, field->name, &text, error))
    return FALSE;

  /* Still too long after the cut, so that it is found. */
  cut = g_strndup (text, TEXT_MAX_BYTES);
  normal = vt_text_normalise (cut);
  g_free (*value);
  *value = field->lines ? g_strstrip (g_steal_pointer (&normal)) : vt_text_single_line (normal);
  if (**value == '\0' && field->empty != NULL)
    return invalid (wrong, field->name, error, _ (field->empty));
  if (g_utf8_strlen (*value, -1) > field->max_chars)
    {
      g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
                   _ ("This is longer than %ld characters; shorten it"), field->max_chars);
      return FALSE;
    }

  *wrong = NULL;
  return TRUE;
}

static gboolean
take_texts (VtLetter *self, JsonObject *object, const char **field, GError **error)
{
  guint n;
  const Field *fields = fields_of (self->kind, &n);

  for (guint i = 0; i < n; i++)
    if (!take_text (self, &fields[i], object, field, error))
      return FALSE;

  if (!vt_email_is_valid (self->email))
    return invalid (field, "email", error, _ ("This is not an e-mail address; it looks like name@example.com"));
  if (*self->phone != '\0' && !vt_phone_is_valid (self->phone))
    return invalid (field, "phone", error, _ ("This is not a telephone number"));

  return TRUE;
}

static gboolean
take_variant (VtLetter *self, JsonObject *object, const char **field, GError **error)
{
  if (self->kind != VT_LETTER_STOCK_REQUEST)
    return TRUE;
  if (vt_json_get_int (object, "variant", &self->variant_id, error))
    return self->variant_id > 0 || invalid (field, "variant", error, _ ("Name a variant by its number"));

  *field = "variant";
  return FALSE;
}

/**
 * vt_letter_from_request:
 * @kind: what is sent
 * @object: a message: "name", "email", "phone", "order", "message", "language"; a request: "variant", "email",
 *   "language"
 * @now_us: UTC microseconds since 1970
 * @field: (out): name of the field that cannot be; %NULL when the fault is in none alone
 * @error: %VT_ORDERS_ERROR_INVALID with a sentence for the shopper, or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): the letter, with a UUID of its own
 */
VtLetter *
vt_letter_from_request (VtLetterKind kind, JsonObject *object, gint64 now_us, const char **field, GError **error)
{
  static const char *const in_message[] = { "name", "email", "phone", "order", "message", "language", NULL };
  static const char *const in_request[] = { "variant", "email", "language", NULL };
  g_autoptr (VtLetter) self = letter_new (kind);

  *field = NULL;
  if (!vt_json_only_fields (object, kind == VT_LETTER_MESSAGE ? in_message : in_request, error) ||
      !take_variant (self, object, field, error) || !take_texts (self, object, field, error))
    return NULL;

  g_free (self->uuid);
  self->uuid = vt_uuid_new ();
  self->sent_us = now_us;
  return g_steal_pointer (&self);
}

/**
 * vt_letter_from_json:
 * @kind: what it is
 * @object: an entry of the host's feed
 * @error: %VT_ORDERS_ERROR_INVALID or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): the letter
 */
VtLetter *
vt_letter_from_json (VtLetterKind kind, JsonObject *object, GError **error)
{
  g_autoptr (VtLetter) self = letter_new (kind);
  const char *field = NULL;
  const char *uuid = NULL;

  if (!vt_json_get_string (object, "id", &uuid, error) || !vt_json_get_int (object, "sent_us", &self->sent_us, error) ||
      !take_variant (self, object, &field, error) || !take_texts (self, object, &field, error))
    return NULL;
  if (!g_uuid_string_is_valid (uuid) || self->sent_us < 0)
    {
      g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
                           _ ("The host sent a message without a name"));
      return NULL;
    }

  g_free (self->uuid);
  self->uuid = g_strdup (uuid);
  return g_steal_pointer (&self);
}

/**
 * vt_letter_to_json:
 * @self: a letter
 *
 * Returns: (transfer full): as the host's feed has it
 */
JsonObject *
vt_letter_to_json (const VtLetter *self)
{
  JsonObject *object = json_object_new ();
  guint n;
  const Field *fields = fields_of (self->kind, &n);

  json_object_set_string_member (object, "id", self->uuid);
  json_object_set_int_member (object, "sent_us", self->sent_us);
  if (self->kind == VT_LETTER_STOCK_REQUEST)
    json_object_set_int_member (object, "variant", self->variant_id);
  for (guint i = 0; i < n; i++)
    json_object_set_string_member (object, fields[i].name, G_STRUCT_MEMBER (char *, self, fields[i].offset));

  return object;
}
