/* What comes out comes out the same again, is one element with all others inside it, and holds only what a reader that
 * shares nothing with the sanitiser knows: tags of a few forms, references to "#" alone. */
#include <string.h>

#include "base/vt-svg.h"
#include "fuzz.h"

static const char *const known[] = {
  "circle",      "clipPath", "defs",           "desc",    "ellipse",     "feBlend",  "feColorMatrix",
  "feComposite", "feFlood",  "feGaussianBlur", "feMerge", "feMergeNode", "feOffset", "filter",
  "g",           "line",     "linearGradient", "marker",  "mask",        "path",     "pattern",
  "polygon",     "polyline", "radialGradient", "rect",    "stop",        "style",    "svg",
  "symbol",      "text",     "textPath",       "title",   "tspan",       "use",      NULL,
};

static void
check_reference (const char *value)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);

  for (const char *p = strstr (lower, "url("); p != NULL; p = strstr (p + 1, "url("))
    g_assert_true (p[4 + strspn (p + 4, " \t\r\n'\"")] == '#');
}

static void
check_attribute (const char *name, const char *value)
{
  g_assert_false (g_ascii_strncasecmp (name, "on", 2) == 0);
  g_assert_true (strchr (name, ':') == NULL || g_str_equal (name, "xlink:href") || g_str_equal (name, "xml:space") ||
                 g_str_equal (name, "xmlns:xlink"));
  if (g_str_equal (name, "href") || g_str_equal (name, "xlink:href"))
    g_assert_true (*value == '#');
  else if (g_str_equal (name, "xmlns") || g_str_equal (name, "xmlns:xlink"))
    g_assert_true (g_str_has_prefix (value, "http://www.w3.org/"));
  else if (!g_str_has_prefix (name, "aria-") && !g_str_equal (name, "id") && !g_str_equal (name, "class"))
    check_reference (value);
}

typedef struct
{
  guint depth;
  guint n_roots;
} Reader;

static void
start_element (G_GNUC_UNUSED GMarkupParseContext *context,
               const char *name,
               const char **names,
               const char **values,
               gpointer data,
               G_GNUC_UNUSED GError **error)
{
  Reader *self = data;

  if (self->depth++ == 0)
    self->n_roots++;
  g_assert_true (g_strv_contains (known, name));
  for (guint i = 0; names[i] != NULL; i++)
    check_attribute (names[i], values[i]);
}

static void
end_element (G_GNUC_UNUSED GMarkupParseContext *context,
             G_GNUC_UNUSED const char *name,
             gpointer data,
             G_GNUC_UNUSED GError **error)
{
  ((Reader *) data)->depth--;
}

static void
add_text (GMarkupParseContext *context,
          const char *text,
          G_GNUC_UNUSED gsize length,
          G_GNUC_UNUSED gpointer data,
          G_GNUC_UNUSED GError **error)
{
  if (g_strcmp0 (g_markup_parse_context_get_element (context), "style") == 0)
    {
      g_assert_null (strchr (text, '@'));
      check_reference (text);
    }
}

static void
check_drawing (const char *svg)
{
  const GMarkupParser parser = { .start_element = start_element, .end_element = end_element, .text = add_text };
  Reader reader = { 0 };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);

  g_assert_true (g_markup_parse_context_parse (context, svg, -1, NULL));
  g_assert_true (g_markup_parse_context_end_parse (context, NULL));
  g_assert_cmpuint (reader.n_roots, ==, 1);
  for (const char *p = svg; *p != '\0'; p++)
    g_assert_true ((guchar) *p >= ' ' || *p == '\n' || *p == '\t');
}

static char *
paint (const char *colour, G_GNUC_UNUSED gpointer data)
{
  return *colour == '#' ? g_strdup ("#fff") : NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unpainted = NULL;
  g_autofree char *clean = vt_svg_sanitise ((const char *) data, (gssize) size, &error);
  g_autofree char *painted = vt_svg_repaint ((const char *) data, (gssize) size, paint, NULL, &unpainted);
  g_autofree char *again = NULL;

  g_assert_true ((clean != NULL) != (error != NULL));
  g_assert_true ((painted != NULL) == (clean != NULL));
  if (clean == NULL)
    return 0;

  again = vt_svg_sanitise (clean, -1, &error);
  g_assert_cmpstr (again, ==, clean);
  check_drawing (clean);
  check_drawing (painted);
  return 0;
}
