/* Leaves of an SVG drawing what draws: no script, no animation, no link, nothing that is fetched from elsewhere. What
 * is not known is left out, as what is known to be harmful is never all of it. The names are those of SVG 1.1. */
#include "base/vt-svg-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH    200
#define MAX_ELEMENTS 100000

/* Sorted, for bsearch(). */
static const char *const elements[] = {
  "circle",      "clipPath", "defs",           "desc",    "ellipse",     "feBlend",  "feColorMatrix",
  "feComposite", "feFlood",  "feGaussianBlur", "feMerge", "feMergeNode", "feOffset", "filter",
  "g",           "line",     "linearGradient", "marker",  "mask",        "path",     "pattern",
  "polygon",     "polyline", "radialGradient", "rect",    "stop",        "style",    "svg",
  "symbol",      "text",     "textPath",       "title",   "tspan",       "use",
};

/* What leaves a mark by itself. Sorted. */
static const char *const shapes[] = {
  "circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "text", "use",
};

typedef struct
{
  GString *out;        /* (owned) */
  GString *style;      /* (owned) what the style sheet holds so far */
  VtSvgWeight *weight; /* (owned) */
  VtSvgPaint paint;    /* (nullable) */
  gpointer data;       /* (unowned) of paint */
  guint n_shapes;
  guint n_pictures; /* left out */
  guint depth;      /* of elements that are written */
  guint skipped;    /* of elements inside one that is left out, with it */
  guint n_elements;
  gboolean in_style;
  gboolean unclosed; /* the last start tag is not ended yet, as it may have no content */
} Cleaner;

static int
compare_names (gconstpointer key, gconstpointer element)
{
  return strcmp (key, *(const char *const *) element);
}

static const char *
without_prefix (const char *name)
{
  return g_str_has_prefix (name, "svg:") ? name + strlen ("svg:") : name;
}

/* The name to write; a link is a group that leads nowhere. */
static const char *
find_element (const char *name)
{
  const char *plain = without_prefix (name);
  const char *const *found;

  if (g_str_equal (plain, "a") || g_str_equal (plain, "switch"))
    return "g";

  found = bsearch (plain, elements, G_N_ELEMENTS (elements), sizeof *elements, compare_names);
  return found != NULL ? *found : NULL;
}

/* Whether all that a value or a style sheet refers to is inside the drawing. A backslash could hide a word of CSS. */
static gboolean
stays_inside (const char *css)
{
  g_autofree char *lower = g_ascii_strdown (css, -1);

  if (strpbrk (lower, "\\@") != NULL || strstr (lower, "image(") != NULL || strstr (lower, "image-set(") != NULL ||
      strstr (lower, "src(") != NULL)
    return FALSE;

  for (const char *at = strstr (lower, "url("); at != NULL; at = strstr (at, "url("))
    {
      at += strlen ("url(");
      at += strspn (at, " \t\r\n'\"");
      if (*at != '#')
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_plain_name (const char *name)
{
  gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

  return g_ascii_isalpha (name[0]) && name[length] == '\0';
}

static gboolean
keeps_attribute (const char *name, const char *value)
{
  if (g_str_equal (name, "href") || g_str_equal (name, "xlink:href"))
    return value[0] == '#';
  if (g_str_equal (name, "xml:space"))
    return TRUE;
  if (!is_plain_name (name) || g_ascii_strncasecmp (name, "on", 2) == 0 || g_str_equal (name, "xmlns"))
    return FALSE;
  /* Words of a label are words. */
  if (g_str_has_prefix (name, "aria-") || g_str_equal (name, "id") || g_str_equal (name, "class"))
    return TRUE;

  return stays_inside (value);
}

static void
close_tag (Cleaner *self)
{
  if (self->unclosed)
    g_string_append_c (self->out, '>');
  self->unclosed = FALSE;
}

/* On one line; a character that XML cannot hold becomes a space. */
static char *
plain_text (const char *text, gssize length, gboolean one_line)
{
  char *plain = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);

  for (char *p = plain; *p != '\0'; p++)
    if (*p == '\r' && !one_line)
      *p = '\n';
    else if ((guchar) *p < ' ' && (one_line || (*p != '\n' && *p != '\t')))
      *p = ' ';
    else if (memcmp (p, "\xef\xbf", 2) == 0 && ((guchar) p[2] == 0xbe || (guchar) p[2] == 0xbf))
      memset (p, ' ', 3);

  return plain;
}

static void
write_attribute (Cleaner *self, const char *name, const char *value)
{
  g_autofree char *line = plain_text (value, -1, TRUE);
  g_autofree char *painted = self->paint != NULL ? vt_svg_paint_attribute (name, line, self->paint, self->data) : NULL;
  g_autofree char *escaped = g_markup_escape_text (painted != NULL ? painted : line, -1);

  vt_svg_weight_attribute (self->weight, name, line);
  g_string_append_printf (self->out, " %s=\"%s\"", name, escaped);
}

/* What a drawing does not say is black. */
static void
write_black (Cleaner *self, const char **names)
{
  static const char *const paints[] = { "color", "fill" };

  for (guint i = 0; self->paint != NULL && i < G_N_ELEMENTS (paints); i++)
    if (!g_strv_contains (names, paints[i]))
      write_attribute (self, paints[i], "#000000");
}

static void
write_start (Cleaner *self, const char *name, const char **names, const char **values)
{
  close_tag (self);
  vt_svg_weight_open (self->weight, name);
  g_string_append_printf (self->out, "<%s", name);
  if (self->depth == 0)
    g_string_append (self->out, " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
  for (guint i = 0; names[i] != NULL; i++)
    if (keeps_attribute (names[i], values[i]))
      write_attribute (self, names[i], values[i]);
  if (self->depth == 0)
    write_black (self, names);
  self->unclosed = TRUE;
}

static void
start_element (G_GNUC_UNUSED GMarkupParseContext *context,
               const char *name,
               const char **names,
               const char **values,
               gpointer data,
               GError **error)
{
  Cleaner *self = data;
  const char *written = find_element (name);

  if (++self->n_elements > MAX_ELEMENTS || self->depth + self->skipped >= MAX_DEPTH)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, _ ("it has too many parts"));
  else if (self->depth == 0 && g_strcmp0 (written, "svg") != 0)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, _ ("it is no SVG drawing"));
  else if (self->depth == 0 && self->out->len > 0)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, _ ("it is more than one drawing"));
  else if (self->skipped > 0 || self->in_style || written == NULL)
    {
      self->n_pictures += g_str_equal (without_prefix (name), "image");
      self->skipped++;
    }
  else
    {
      write_start (self, written, names, values);
      self->n_shapes += bsearch (written, shapes, G_N_ELEMENTS (shapes), sizeof *shapes, compare_names) != NULL;
      self->depth++;
      self->in_style = g_str_equal (written, "style");
      g_string_truncate (self->style, 0);
    }
}

static void
write_style (Cleaner *self)
{
  g_autofree char *painted =
      self->paint != NULL ? vt_svg_paint_sheet (self->style->str, self->paint, self->data) : NULL;
  g_autofree char *escaped = g_markup_escape_text (painted != NULL ? painted : self->style->str, -1);

  if (self->style->len == 0)
    return;

  vt_svg_weight_style (self->weight, self->style->str);
  close_tag (self);
  g_string_append (self->out, escaped);
}

static void
end_element (G_GNUC_UNUSED GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Cleaner *self = data;
  const char *written = find_element (name);

  if (self->skipped > 0)
    {
      self->skipped--;
      return;
    }
  if (self->in_style && !stays_inside (self->style->str))
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                           _ ("its style sheet refers to what is not in it"));
      return;
    }

  if (self->in_style)
    write_style (self);
  vt_svg_weight_close (self->weight);
  if (self->unclosed)
    g_string_append (self->out, "/>");
  else
    g_string_append_printf (self->out, "</%s>", written);
  self->in_style = FALSE;
  self->unclosed = FALSE;
  self->depth--;
}

static void
add_text (G_GNUC_UNUSED GMarkupParseContext *context,
          const char *text,
          gsize length,
          gpointer data,
          G_GNUC_UNUSED GError **error)
{
  Cleaner *self = data;
  g_autofree char *plain = NULL;
  g_autofree char *escaped = NULL;

  if (self->skipped > 0 || self->depth == 0 || length == 0)
    return;

  if (self->in_style)
    {
      plain = plain_text (text, (gssize) length, FALSE);
      g_string_append (self->style, plain);
      return;
    }

  close_tag (self);
  plain = plain_text (text, (gssize) length, FALSE);
  escaped = g_markup_escape_text (plain, -1);
  g_string_append (self->out, escaped);
}

/* A drawing around a photograph would come out empty; bare text is taken by the parser. */
static gboolean
check_shapes (const Cleaner *self, GError **error)
{
  if (self->out->len > 0 && (self->n_shapes > 0 || self->n_pictures == 0))
    return TRUE;
  if (self->out->len == 0)
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, _ ("it is no SVG drawing"));
      return FALSE;
    }

  g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
                       _ ("all that it shows is a photograph inside it"));
  return FALSE;
}

static gboolean
clean (Cleaner *self, const char *svg, gsize size, GError **error)
{
  const GMarkupParser parser = { .start_element = start_element, .end_element = end_element, .text = add_text };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT | G_MARKUP_PREFIX_ERROR_POSITION, self, NULL);

  return g_markup_parse_context_parse (context, svg, (gssize) size, error) &&
         g_markup_parse_context_end_parse (context, error) && check_shapes (self, error) &&
         vt_svg_weight_check (self->weight, error);
}

/**
 * vt_svg_repaint:
 * @svg: a whole drawing, UTF-8, from anywhere
 * @length: its bytes; -1 when it ends with a zero byte
 * @paint: (nullable): is asked for each colour in it
 * @data: for @paint
 * @error: as for vt_svg_sanitise()
 *
 * Sanitises a drawing and changes its colours on the way; what it leaves black by saying nothing is asked for too.
 *
 * Returns: (transfer full) (nullable): the drawing
 */
char *
vt_svg_repaint (const char *svg, gssize length, VtSvgPaint paint, gpointer data, GError **error)
{
  gsize size = length < 0 ? strlen (svg) : (gsize) length;
  Cleaner self = { .paint = paint, .data = data };
  gboolean cleaned;

  if (size > VT_SVG_MAX_BYTES)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                           _ ("it is larger than a drawing should be"));
      return NULL;
    }
  /* The parser does not look at all of it, and what is behind a zero byte is read by some and not by others. */
  if (!g_utf8_validate_len (svg, size, NULL))
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_BAD_UTF8, _ ("it is no text in UTF-8"));
      return NULL;
    }
  if (size >= 3 && memcmp (svg, "\xef\xbb\xbf", 3) == 0)
    {
      svg += 3;
      size -= 3;
    }

  self.out = g_string_sized_new (size);
  self.style = g_string_new (NULL);
  self.weight = vt_svg_weight_new ();
  cleaned = clean (&self, svg, size, error);
  vt_svg_weight_free (self.weight);
  g_string_free (self.style, TRUE);

  return g_string_free (self.out, !cleaned);
}

/**
 * vt_svg_sanitise:
 * @svg: a whole drawing, UTF-8, from anywhere
 * @length: its bytes; -1 when it ends with a zero byte
 * @error: a #GMarkupError or %G_IO_ERROR_MESSAGE_TOO_LARGE, with the end of a sentence
 *
 * Writes a drawing anew with what is known to draw alone. What comes out comes out the same when it is put in again.
 * One that could not look right without what is left out (entities, style sheets from elsewhere, a photograph), or
 * that would take long to draw because its parts refer to each other, is refused.
 *
 * Returns: (transfer full) (nullable): the drawing, for browsers to show as a picture or by itself
 */
char *
vt_svg_sanitise (const char *svg, gssize length, GError **error)
{
  return vt_svg_repaint (svg, length, NULL, NULL, error);
}
