/* Tells an SVG drawing by its root element, and its size where that says so in pixels or by a view box. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-media-probe.h"

#include <math.h>
#include <string.h>

/* The root element comes after a declaration, a document type and comments at most. */
#define HEAD_MAX_BYTES (64 * 1024)

static char *
find_attribute (const char *element, const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("\\s%s\\s*=\\s*[\"']([^\"']*)[\"']", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, element, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static int
to_pixels (double value)
{
  return isfinite (value) && value >= 0.5 && value <= 100000 ? (int) lround (value) : 0;
}

static int
read_length (const char *element, const char *name)
{
  g_autofree char *text = find_attribute (element, name);
  char *end = NULL;
  double value;

  if (text == NULL)
    return 0;

  value = g_ascii_strtod (g_strstrip (text), &end);
  return *end == '\0' || g_str_equal (end, "px") ? to_pixels (value) : 0;
}

static void
read_view_box (const char *element, VtMediaProbe *probe)
{
  g_autofree char *text = find_attribute (element, "viewBox");
  const char *next = text;
  double values[4] = { 0 };

  for (guint i = 0; next != NULL && i < G_N_ELEMENTS (values); i++)
    {
      char *end = NULL;

      next += strspn (next, " \t\r\n,");
      values[i] = g_ascii_strtod (next, &end);
      next = end > next ? end : NULL;
    }
  if (next == NULL)
    return;

  probe->width = to_pixels (values[2]);
  probe->height = to_pixels (values[3]);
}

/* Nothing in the expression is tried twice: hostile input costs no more than its length. */
static char *
find_root (const char *head)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("^\\s*+(?>(?><\\?.*?\\?>|<!--.*?-->|<!DOCTYPE[^>\\[]*+(?:\\[[^\\]]*+\\])?\\s*+>)\\s*+)*+"
                   "(<(?:svg:)?svg(?:\\s[^>]*+)?>)",
                   G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, head, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* Whether it is an SVG drawing; fills @probe when it is. */
gboolean
vt_svg_probe (const guint8 *data, gsize size, VtMediaProbe *probe)
{
  g_autofree char *head = NULL;
  g_autofree char *root = NULL;
  const char *text;

  if (size == 0 || !g_utf8_validate ((const char *) data, (gssize) size, NULL))
    return FALSE;

  /* The cut may fall inside a character of a drawing that goes on. */
  head = g_strndup ((const char *) data, MIN (size, HEAD_MAX_BYTES));
  text = g_str_has_prefix (head, "\xef\xbb\xbf") ? head + 3 : head;
  if (!g_utf8_validate (text, -1, NULL))
    {
      const char *end;

      g_utf8_validate (text, -1, &end);
      head[end - head] = '\0';
    }
  root = find_root (text);
  if (root == NULL)
    return FALSE;

  *probe = (VtMediaProbe){ .type = "image/svg+xml", .extension = "svg" };
  probe->width = read_length (root, "width");
  probe->height = read_length (root, "height");
  if (probe->width == 0 || probe->height == 0)
    {
      probe->width = probe->height = 0;
      read_view_box (root, probe);
    }
  if (probe->width == 0 || probe->height == 0)
    probe->width = probe->height = 0;
  return TRUE;
}
