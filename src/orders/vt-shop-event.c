#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-shop-event.h"

#include "base/vt-id.h"
#include "base/vt-json.h"
#include "base/vt-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VISIT_MAX   32
#define QUERY_CHARS 200
#define PATH_CHARS  300
#define MAX_AGO_MS  (60 * 60 * 1000)
#define MAX_VALUE   G_GINT64_CONSTANT (1000000000000)

/* What is counted; the names of the REST description. */
static const char *const kinds[] = { "view",        "search",         "click",        "cart", "purchase",
                                     "popup-shown", "popup-accepted", "popup-closed", NULL };

static gboolean
invalid (const char **field, const char *name, GError **error, const char *message)
{
  *field = name;
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_visit (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= VISIT_MAX && strspn (text, "0123456789abcdef") == length;
}

/* Copies a text, cut where it is longer than anybody would write. */
static gboolean
copy_text (JsonObject *from, JsonObject *to, const char *name, glong max_chars, GError **error)
{
  const char *text = "";
  g_autofree char *line = NULL;
  g_autofree char *cut = NULL;

  if (json_object_has_member (from, name) && !vt_json_get_string (from, name, &text, error))
    return FALSE;

  line = vt_text_single_line (text);
  cut = g_utf8_substring (line, 0, MIN (max_chars, g_utf8_strlen (line, -1)));
  json_object_set_string_member (to, name, cut);
  return TRUE;
}

static gboolean
copy_number (JsonObject *from, JsonObject *to, const char *name, gint64 max, const char **field, GError **error)
{
  gint64 number = 0;

  if (json_object_has_member (from, name) && !vt_json_get_int (from, name, &number, error))
    return FALSE;
  if (number < 0 || number > max)
    return invalid (field, name, error, _ ("This number cannot be"));

  json_object_set_int_member (to, name, number);
  return TRUE;
}

static JsonObject *
event_from_request (JsonObject *object, gint64 now_us, const char **field, GError **error)
{
  static const char *const allowed[] = { "kind", "ago",   "product", "variant",       "query",
                                         "path", "value", "popup",   "popup_variant", NULL };
  g_autoptr (JsonObject) event = json_object_new ();
  g_autofree char *uuid = vt_uuid_new ();
  const char *kind = "";
  gint64 ago_ms = 0;

  if (!vt_json_only_fields (object, allowed, error) || !vt_json_get_string (object, "kind", &kind, error) ||
      (json_object_has_member (object, "ago") && !vt_json_get_int (object, "ago", &ago_ms, error)))
    return NULL;
  if (!g_strv_contains (kinds, kind))
    {
      invalid (field, "kind", error, _ ("This kind of event is not known"));
      return NULL;
    }

  /* A browser's clock may be wrong by years; how long ago something was it knows. */
  json_object_set_string_member (event, "uuid", uuid);
  json_object_set_int_member (event, "at", now_us - CLAMP (ago_ms, 0, MAX_AGO_MS) * 1000);
  json_object_set_string_member (event, "kind", kind);
  if (!copy_number (object, event, "product", G_MAXINT64, field, error) ||
      !copy_number (object, event, "variant", G_MAXINT64, field, error) ||
      !copy_number (object, event, "value", MAX_VALUE, field, error) ||
      !copy_number (object, event, "popup", G_MAXINT64, field, error) ||
      !copy_number (object, event, "popup_variant", G_MAXINT64, field, error) ||
      !copy_text (object, event, "query", QUERY_CHARS, error) || !copy_text (object, event, "path", PATH_CHARS, error))
    return NULL;

  return g_steal_pointer (&event);
}

/**
 * vt_shop_events_from_request:
 * @object: the body of POST /api/v1/events: {"visit": hexadecimal, "events": [{"kind", "ago" (milliseconds), "product",
 *   "variant", "query", "path", "value" (minor units), "popup", "popup_variant"}]}
 * @now_us: UTC microseconds since 1970
 * @field: (out): name of the field that cannot be; %NULL when the fault is in none alone
 * @error: %VT_ORDERS_ERROR_INVALID or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): the batch as the feed has it, each event with a UUID and its time
 */
JsonObject *
vt_shop_events_from_request (JsonObject *object, gint64 now_us, const char **field, GError **error)
{
  static const char *const allowed[] = { "visit", "events", "language", NULL };
  g_autoptr (JsonObject) batch = json_object_new ();
  const char *visit = "";
  JsonArray *given = NULL;
  JsonArray *events = json_array_new ();

  *field = NULL;
  json_object_set_array_member (batch, "events", events);
  if (!vt_json_only_fields (object, allowed, error) || !vt_json_get_string (object, "visit", &visit, error) ||
      !vt_json_get_array (object, "events", &given, error))
    return NULL;
  if (!is_visit (visit))
    {
      invalid (field, "visit", error, _ ("A visit is a hexadecimal number of at most 32 digits"));
      return NULL;
    }
  if (json_array_get_length (given) > VT_SHOP_EVENTS_MAX)
    {
      invalid (field, "events", error, _ ("Send fewer events at a time"));
      return NULL;
    }

  json_object_set_string_member (batch, "visit", visit);
  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      JsonNode *node = json_array_get_element (given, i);
      JsonObject *event =
          JSON_NODE_HOLDS_OBJECT (node) ? event_from_request (json_node_get_object (node), now_us, field, error) : NULL;

      if (event == NULL)
        {
          if (error != NULL && *error == NULL)
            invalid (field, "events", error, _ ("An event is a JSON object"));
          return NULL;
        }
      json_array_add_object_element (events, event);
    }

  return g_steal_pointer (&batch);
}
