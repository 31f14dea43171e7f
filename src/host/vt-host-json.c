#include "host/vt-host-json.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/vt-json.h"

#define BAD_REQUEST   400
#define UNPROCESSABLE 422

#define MAX_DEPTH 16

/**
 * vt_host_json_parse:
 * @bytes: a body from outside
 * @error: a #VT_HOST_PROBLEM of status 400
 *
 * Returns: (transfer full) (nullable): the document, whose root is an object
 */
JsonNode *
vt_host_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);

  root = vt_json_parse (size > 0 ? text : "", (gssize) size, size, MAX_DEPTH, &reason);
  if (root == NULL)
    g_set_error (error, VT_HOST_PROBLEM, BAD_REQUEST, _ ("The body cannot be read: %s"), reason->message);
  else if (!JSON_NODE_HOLDS_OBJECT (root))
    g_set_error_literal (error, VT_HOST_PROBLEM, BAD_REQUEST, _ ("The body has to be a JSON object"));
  else
    return g_steal_pointer (&root);

  return NULL;
}

/**
 * vt_host_json_to_text:
 * @object: (transfer none): an object
 *
 * Returns: (transfer full): it as JSON without spaces
 */
char *
vt_host_json_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return vt_json_to_string (node, FALSE);
}

/**
 * vt_host_json_check_fields:
 * @object: what came
 * @known: (array zero-terminated=1): the names it may have
 * @error: a #VT_HOST_PROBLEM of status 400
 *
 * A name that is not known is refused: it would be a misspelt or a newer wish that we would silently ignore.
 *
 * Returns: whether @object has only names of @known
 */
gboolean
vt_host_json_check_fields (JsonObject *object, const char *const *known, GError **error)
{
  JsonObjectIter iter;
  const char *name = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        g_autofree char *names = g_strjoinv (", ", (char **) known);

        g_set_error (error, VT_HOST_PROBLEM, BAD_REQUEST, _ ("The field “%.64s” is not known here; known are: %s"),
                     name, names);
        return FALSE;
      }

  return TRUE;
}

static JsonNode *
get_value (JsonObject *object, const char *name, GType type, gboolean required, gboolean *failed, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *failed = FALSE;
  if ((node == NULL || JSON_NODE_HOLDS_NULL (node)) && !required)
    return NULL;
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type)
    return node;

  *failed = TRUE;
  g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE,
               type == G_TYPE_STRING ? _ ("“%s” has to be given, as text")
                                     : _ ("“%s” has to be given, as a whole number"),
               name);
  return NULL;
}

static gboolean
is_printable (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != '\n' && c != '\t' && g_unichar_iscntrl (c))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_host_json_get_text:
 * @object: what came
 * @name: a field
 * @max_bytes: longest text that is accepted
 * @required: whether it must be there and not be empty
 * @out: (out) (transfer none): its text; "" when it is not there
 * @error: a #VT_HOST_PROBLEM of status 422
 *
 * Returns: whether the field is as it should be
 */
gboolean
vt_host_json_get_text (JsonObject *object,
                       const char *name,
                       gsize max_bytes,
                       gboolean required,
                       const char **out,
                       GError **error)
{
  gboolean failed = FALSE;
  JsonNode *node = get_value (object, name, G_TYPE_STRING, required, &failed, error);
  const char *text = node != NULL ? json_node_get_string (node) : "";

  if (failed)
    return FALSE;
  if (strlen (text) > max_bytes || !is_printable (text) || (required && *text == '\0'))
    {
      g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE,
                   _ ("“%s” has to be text of at most %zu bytes without control characters"), name, max_bytes);
      return FALSE;
    }

  *out = text;
  return TRUE;
}

/**
 * vt_host_json_get_int:
 * @object: what came
 * @name: a field
 * @min: smallest value that is accepted
 * @max: largest value that is accepted
 * @required: whether it must be there
 * @out: (out): its value; left as it was when it is not there
 * @error: a #VT_HOST_PROBLEM of status 422
 *
 * Returns: whether the field is as it should be
 */
gboolean
vt_host_json_get_int (JsonObject *object,
                      const char *name,
                      gint64 min,
                      gint64 max,
                      gboolean required,
                      gint64 *out,
                      GError **error)
{
  gboolean failed = FALSE;
  JsonNode *node = get_value (object, name, G_TYPE_INT64, required, &failed, error);
  gint64 value = node != NULL ? json_node_get_int (node) : 0;

  if (failed)
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (value < min || value > max)
    {
      g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("“%s” has to be from %" PRId64 " to %" PRId64), name, min,
                   max);
      return FALSE;
    }

  *out = value;
  return TRUE;
}

/**
 * vt_host_json_get_array:
 * @object: what came
 * @name: a field, which must be there
 * @max_length: most elements that are accepted
 * @error: a #VT_HOST_PROBLEM of status 422
 *
 * Returns: (transfer none) (nullable): the array
 */
JsonArray *
vt_host_json_get_array (JsonObject *object, const char *name, guint max_length, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) <= max_length)
    return json_node_get_array (node);

  g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("“%s” has to be a list of at most %u elements"), name,
               max_length);
  return NULL;
}

/**
 * vt_host_json_array_object:
 * @array: a list
 * @index: an index below its length
 * @name: what to call the list in the error
 * @error: a #VT_HOST_PROBLEM of status 422
 *
 * Returns: (transfer none) (nullable): the element, which is an object
 */
JsonObject *
vt_host_json_array_object (JsonArray *array, guint index, const char *name, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("Element %u of “%s” has to be an object"), index, name);
  return NULL;
}
