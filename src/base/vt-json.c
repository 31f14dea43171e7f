#include "base/vt-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/vt-text.h"

#define MAX_NUMBER_DIGITS 18 /* before the point; always fits in 64 bits */
#define MAX_NUMBER_LENGTH 40

/**
 * vt_json_to_string:
 * @node: a value
 * @pretty: whether to break and indent lines, for people
 *
 * Returns: (transfer full): JSON text, members in the order in which they were added
 */
char *
vt_json_to_string (JsonNode *node, gboolean pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, pretty);
  return json_generator_to_data (generator, NULL);
}

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("This is not valid JSON: %s"), reason);
  return FALSE;
}

/* @p stands after a backslash. Returns the unit that \uXXXX names, 0 when it is not such an escape. */
static guint
read_unit (const char *p, const char *end)
{
  guint unit = 0;

  if (end - p < 5 || *p != 'u')
    return 0;
  for (int i = 1; i < 5; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return 0;
      unit = unit * 16 + (guint) g_ascii_xdigit_value (p[i]);
    }
  return unit;
}

/* @p stands after a backslash. Returns the escape's last character, or NULL: halves of a character have to stand in
 * pairs, or json-glib would make text of them that is not UTF-8, and a zero would cut the text. */
static const char *
skip_escape (const char *p, const char *end)
{
  guint unit = read_unit (p, end);

  if (p >= end)
    return NULL;
  if (*p != 'u')
    return strchr ("\"\\/bfnrt", *p) != NULL ? p : NULL;
  if (unit == 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
    return NULL;
  if (unit < 0xD800 || unit > 0xDFFF)
    return p + 4;
  if (end - p < 7 || p[5] != '\\')
    return NULL;
  unit = read_unit (p + 6, end);
  return unit >= 0xDC00 && unit <= 0xDFFF ? p + 10 : NULL;
}

/* @p stands after the opening quote. Returns where the closing one is, or NULL. */
static const char *
skip_string (const char *p, const char *end)
{
  for (; p < end && *p != '"'; p++)
    {
      if ((guchar) *p < 0x20)
        return NULL;
      if (*p == '\\')
        p = skip_escape (p + 1, end);
      if (p == NULL)
        return NULL;
    }
  return p < end ? p : NULL;
}

static gboolean
take_digits (const char **p)
{
  const char *start = *p;

  *p += strspn (*p, "0123456789");
  return *p > start;
}

/* The grammar of RFC 8259, section 6: json-glib would read octal and hexadecimal numbers too. */
static gboolean
is_number (const char *number)
{
  const char *p = number + (*number == '-');
  const char *whole = p;

  if (!take_digits (&p) || p - whole > MAX_NUMBER_DIGITS || (*whole == '0' && p - whole > 1))
    return FALSE;
  if (*p == '.' && (p++, !take_digits (&p)))
    return FALSE;
  if (*p == 'e' || *p == 'E')
    {
      p++;
      p += *p == '+' || *p == '-';
      if (!take_digits (&p))
        return FALSE;
    }
  return *p == '\0' && isfinite (g_ascii_strtod (number, NULL));
}

/* Returns the last character of the number at @p, or NULL when it is none or does not fit. */
static const char *
skip_number (const char *p, const char *end)
{
  char number[MAX_NUMBER_LENGTH + 1] = { 0 };
  gsize length = 0;

  while (p + length < end && (g_ascii_isalnum (p[length]) || strchr ("+-.", p[length]) != NULL))
    {
      if (length == MAX_NUMBER_LENGTH)
        return NULL;
      number[length] = p[length];
      length++;
    }
  return is_number (number) ? p + length - 1 : NULL;
}

/* json-glib reads more than JSON (comments, other quotes) and calls itself for each level; this lets neither reach it.
 */
static gboolean
check_shape (const char *text, gsize length, guint max_depth, GError **error)
{
  const char *end = text + length;
  guint depth = 0;
  gboolean closed = FALSE;

  for (const char *p = text; p < end; p++)
    {
      if (closed && strchr (" \t\r\n", *p) == NULL)
        return fail (error, _ ("something follows its end"));
      if (*p == '"')
        {
          p = skip_string (p + 1, end);
          if (p == NULL)
            return fail (error, _ ("a text is not closed, or holds a control character or a wrong escape"));
        }
      else if (*p == '{' || *p == '[')
        {
          if (++depth > max_depth)
            return fail (error, _ ("it is nested too deeply"));
        }
      else if (*p == '}' || *p == ']')
        {
          depth -= depth > 0;
          closed = depth == 0;
        }
      else if (*p == '-' || g_ascii_isdigit (*p))
        {
          p = skip_number (p, end);
          if (p == NULL)
            return fail (error, _ ("a number is wrong, too large, or has too many digits"));
        }
      else if (!g_ascii_islower (*p) && strchr (" \t\r\n:,", *p) == NULL)
        return fail (error, _ ("it holds a character that may stand only inside a text"));
    }
  return TRUE;
}

/**
 * vt_json_parse:
 * @text: JSON from outside
 * @length: its length in bytes, or -1 when a zero byte ends it
 * @max_bytes: the most bytes to accept
 * @max_depth: how deep objects and arrays may be nested
 * @error: %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full): the value, or %NULL when @text is not JSON (RFC 8259) within the limits
 */
JsonNode *
vt_json_parse (const char *text, gssize length, gsize max_bytes, guint max_depth, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) problem = NULL;
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  JsonNode *root = NULL;

  if (size > max_bytes)
    {
      fail (error, _ ("it is too large"));
      return NULL;
    }
  if (!vt_text_check (text, (gssize) size, error) || !check_shape (text, size, max_depth, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) size, &problem))
    {
      fail (error, problem->message);
      return NULL;
    }
  root = json_parser_steal_root (parser);
  if (root == NULL)
    fail (error, _ ("it is empty"));
  return root;
}

static gboolean
refuse_field (GError **error, const char *name, const char *wanted)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The field “%s” has to be %s"), name, wanted);
  return FALSE;
}

static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

/**
 * vt_json_get_string:
 * @object: an object
 * @name: a member that has to be there
 * @out: (out) (transfer none): its text, which lives as long as @object
 * @error: %G_IO_ERROR_INVALID_DATA, naming the member
 *
 * Returns: whether the member is there and a text
 */
gboolean
vt_json_get_string (JsonObject *object, const char *name, const char **out, GError **error)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);

  if (node == NULL)
    return refuse_field (error, name, _ ("a text"));
  *out = json_node_get_string (node);
  return TRUE;
}

/**
 * vt_json_get_int:
 * @object: an object
 * @name: a member that has to be there
 * @out: (out): its number
 * @error: %G_IO_ERROR_INVALID_DATA, naming the member
 *
 * Returns: whether the member is there and a whole number
 */
gboolean
vt_json_get_int (JsonObject *object, const char *name, gint64 *out, GError **error)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);

  if (node == NULL)
    return refuse_field (error, name, _ ("a whole number"));
  *out = json_node_get_int (node);
  return TRUE;
}

/**
 * vt_json_get_bool:
 * @object: an object
 * @name: a member that has to be there
 * @out: (out): its value
 * @error: %G_IO_ERROR_INVALID_DATA, naming the member
 *
 * Returns: whether the member is there and true or false
 */
gboolean
vt_json_get_bool (JsonObject *object, const char *name, gboolean *out, GError **error)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  if (node == NULL)
    return refuse_field (error, name, _ ("true or false"));
  *out = json_node_get_boolean (node);
  return TRUE;
}

/**
 * vt_json_get_object:
 * @object: an object
 * @name: a member that has to be there
 * @out: (out) (transfer none): its object, which lives as long as @object
 * @error: %G_IO_ERROR_INVALID_DATA, naming the member
 *
 * Returns: whether the member is there and an object
 */
gboolean
vt_json_get_object (JsonObject *object, const char *name, JsonObject **out, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return refuse_field (error, name, _ ("an object"));
  *out = json_node_get_object (node);
  return TRUE;
}

/**
 * vt_json_get_array:
 * @object: an object
 * @name: a member that has to be there
 * @out: (out) (transfer none): its array, which lives as long as @object
 * @error: %G_IO_ERROR_INVALID_DATA, naming the member
 *
 * Returns: whether the member is there and an array
 */
gboolean
vt_json_get_array (JsonObject *object, const char *name, JsonArray **out, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return refuse_field (error, name, _ ("an array"));
  *out = json_node_get_array (node);
  return TRUE;
}

/**
 * vt_json_only_fields:
 * @object: an object from outside
 * @allowed: (array zero-terminated=1): the members it may have
 * @error: %G_IO_ERROR_INVALID_DATA, naming the member that is unknown
 *
 * Returns: whether @object has no other members
 */
gboolean
vt_json_only_fields (JsonObject *object, const char *const *allowed, GError **error)
{
  JsonObjectIter iter;
  const char *name = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      if (!g_strv_contains (allowed, name))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The field “%s” is unknown; remove it"), name);
          return FALSE;
        }
    }
  return TRUE;
}
