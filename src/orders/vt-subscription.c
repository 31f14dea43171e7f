#include "orders/vt-subscription.h"

#include "base/vt-id.h"
#include "base/vt-json.h"
#include "base/vt-text.h"
#include "orders/vt-email.h"

#include <glib/gi18n-lib.h>

#define TEXT_MAX_BYTES (16 * 1024)

typedef struct
{
  const char *name;
  gsize offset;
  glong max_chars;
  const char *empty; /* (nullable) sentence when it is missing */
} Field;

static const Field fields[] = {
  { "email", G_STRUCT_OFFSET (VtSubscription, email), VT_EMAIL_MAX_BYTES, N_ ("Enter your e-mail address") },
  { "consent", G_STRUCT_OFFSET (VtSubscription, consent), 2000, N_ ("Say what the shopper agreed to, word for word") },
  { "source", G_STRUCT_OFFSET (VtSubscription, source), 60, NULL },
  { "page", G_STRUCT_OFFSET (VtSubscription, page), 500, NULL },
  { "language", G_STRUCT_OFFSET (VtSubscription, language), 35, NULL },
};

static VtSubscription *
subscription_new (void)
{
  VtSubscription *self = g_new0 (VtSubscription, 1);

  self->uuid = g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    G_STRUCT_MEMBER (char *, self, fields[i].offset) = g_strdup ("");

  return self;
}

/**
 * vt_subscription_free:
 * @self: (nullable): a subscription
 */
void
vt_subscription_free (VtSubscription *self)
{
  if (self == NULL)
    return;

  g_free (self->uuid);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_free (G_STRUCT_MEMBER (char *, self, fields[i].offset));
  g_free (self);
}

static gboolean
invalid (const char **field, const char *name, GError **error, const char *message)
{
  *field = name;
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
take_text (VtSubscription *self, const Field *field, JsonObject *object, const char **wrong, GError **error)
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
  *value = vt_text_single_line (normal);
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
take_texts (VtSubscription *self, JsonObject *object, const char **field, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!take_text (self, &fields[i], object, field, error))
      return FALSE;

  return vt_email_is_valid (self->email) ||
         invalid (field, "email", error, _ ("This is not an e-mail address; it looks like name@example.com"));
}

/**
 * vt_subscription_from_request:
 * @object: "email", "consent", "source", "page", "language"
 * @now_us: UTC microseconds since 1970
 * @field: (out): name of the field that cannot be; %NULL when the fault is in none alone
 * @error: %VT_ORDERS_ERROR_INVALID with a sentence for the shopper, or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): what was asked for, with a UUID of its own
 */
VtSubscription *
vt_subscription_from_request (JsonObject *object, gint64 now_us, const char **field, GError **error)
{
  static const char *const allowed[] = { "email", "consent", "source", "page", "language", NULL };
  g_autoptr (VtSubscription) self = subscription_new ();

  *field = NULL;
  if (!vt_json_only_fields (object, allowed, error) || !take_texts (self, object, field, error))
    return NULL;

  g_free (self->uuid);
  self->uuid = vt_uuid_new ();
  self->asked_us = now_us;
  return g_steal_pointer (&self);
}

/**
 * vt_subscription_from_json:
 * @object: an entry of the host's feed
 * @error: %VT_ORDERS_ERROR_INVALID or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): the subscription
 */
VtSubscription *
vt_subscription_from_json (JsonObject *object, GError **error)
{
  g_autoptr (VtSubscription) self = subscription_new ();
  const char *field = NULL;
  const char *uuid = NULL;

  if (!vt_json_get_string (object, "id", &uuid, error) ||
      !vt_json_get_int (object, "asked_us", &self->asked_us, error) ||
      !vt_json_get_int (object, "confirmed_us", &self->confirmed_us, error) ||
      !vt_json_get_int (object, "withdrawn_us", &self->withdrawn_us, error) ||
      !take_texts (self, object, &field, error))
    return NULL;
  if (!g_uuid_string_is_valid (uuid) || self->asked_us < 0 || self->confirmed_us <= 0 || self->withdrawn_us < 0)
    {
      g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
                           _ ("The host sent a subscriber who has not said yes"));
      return NULL;
    }

  g_free (self->uuid);
  self->uuid = g_strdup (uuid);
  return g_steal_pointer (&self);
}

/**
 * vt_subscription_to_json:
 * @self: a subscription
 *
 * Returns: (transfer full): as the host's feed has it
 */
JsonObject *
vt_subscription_to_json (const VtSubscription *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", self->uuid);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    json_object_set_string_member (object, fields[i].name, G_STRUCT_MEMBER (char *, self, fields[i].offset));
  json_object_set_int_member (object, "asked_us", self->asked_us);
  json_object_set_int_member (object, "confirmed_us", self->confirmed_us);
  json_object_set_int_member (object, "withdrawn_us", self->withdrawn_us);

  return object;
}
