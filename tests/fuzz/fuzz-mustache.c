/* The input is a template, a NUL, and its data as JSON. The template is its own partial and parent too, under any name.
 */
#include "fuzz.h"
#include "site/vt-mustache.h"

#include <string.h>

#define MAX_JSON_NESTING 64

static VtTemplate *
load_self (const char *name G_GNUC_UNUSED, gpointer user_data)
{
  return user_data;
}

/* The JSON reader is not what is tested, and takes a level of the stack for each bracket. */
static JsonNode *
read_json (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = NULL;
  gint nesting = 0;

  for (gsize i = 0; i < length; i++)
    {
      nesting += (text[i] == '[') + (text[i] == '{');
      if (nesting > MAX_JSON_NESTING)
        return NULL;
    }

  parser = json_parser_new_immutable ();
  if (!g_utf8_validate_len (text, length, NULL) || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return NULL;
  return json_parser_get_root (parser) != NULL ? json_node_ref (json_parser_get_root (parser)) : NULL;
}

static gboolean
render (VtTemplate *template, const VtValue *context, GString *out)
{
  const VtTemplateLimits limits = { .depth = 40, .output_bytes = 100000, .steps = 20000 };
  g_autoptr (GError) error = NULL;
  gboolean ok = vt_template_render_within (template, &limits, context, load_self, template, out, &error);

  g_assert_true (ok == (error == NULL));
  g_assert_true (ok || out->len == 0);
  g_assert_true (out->len <= limits.output_bytes);
  g_assert_true (g_utf8_validate_len (out->str, out->len, NULL));
  return ok;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  const char *nul = size > 0 ? memchr (text, '\0', size) : NULL;
  gsize length = nul != NULL ? (gsize) (nul - text) : size;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtTemplate) template = vt_template_new ("fuzz", size > 0 ? text : "", (gssize) length, &error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (VtArena) arena = vt_arena_new (4096);
  const VtValue *context;
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);

  g_assert_true ((template != NULL) != (error != NULL));
  if (template == NULL)
    return 0;

  if (nul != NULL)
    node = read_json (nul + 1, size - length - 1);
  context = vt_value_from_json (arena, node);
  g_assert_true (render (template, context, first) == render (template, context, second));
  g_assert_true (g_string_equal (first, second));
  return 0;
}
