/* Title and description of a page as result pages show them: made from what there is where the merchant wrote none,
 * and measured in the type that they are shown in. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-snippet.h"

#include "base/vt-html.h"
#include "base/vt-text.h"

#include <string.h>

#define TITLE_EM_PX 20
#define TEXT_EM_PX  14

/* Of Arial, in thousandths of an em, from the space to the tilde. */
static const guint16 widths[] = {
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584,
};

G_STATIC_ASSERT (G_N_ELEMENTS (widths) == '~' - ' ' + 1);

static int
char_width (gunichar c)
{
  gunichar base, mark;

  if (c >= ' ' && c <= '~')
    return widths[c - ' '];
  if (g_unichar_iszerowidth (c) || g_unichar_ismark (c))
    return 0;
  if (g_unichar_iswide (c))
    return 1000;
  if (g_unichar_decompose (c, &base, &mark) && base != c)
    return char_width (base);

  return c == 0x2014 ? 1000 : 556;
}

static int
measure (const char *text, int em_px)
{
  gint64 width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += char_width (g_utf8_get_char (p));

  return (int) MIN (width * em_px / 1000, G_MAXINT);
}

/**
 * vt_snippet_title_width_px:
 * @title: title of a page
 *
 * Returns: about how wide result pages write it, pixels
 */
int
vt_snippet_title_width_px (const char *title)
{
  return measure (title, TITLE_EM_PX);
}

/**
 * vt_snippet_text_width_px:
 * @text: description of a page
 *
 * Returns: about how wide result pages would write it on one line, pixels
 */
int
vt_snippet_text_width_px (const char *text)
{
  return measure (text, TEXT_EM_PX);
}

static gboolean
holds (const char *text, const char *part)
{
  g_autofree char *folded = vt_text_fold (text);
  g_autofree char *wanted = vt_text_fold (part);

  return strstr (folded, wanted) != NULL;
}

/**
 * vt_snippet_make_title:
 * @own: (nullable): as the merchant wrote it; used as it is unless ""
 * @title: (nullable): of the thing that the page is about
 * @extra: (nullable): a word more about it, such as its type or vendor
 * @shop: the shop's name
 *
 * Makes the title of a page: what it is about, a word more, the shop; as much of that as result pages show.
 *
 * Returns: (transfer full): the title, on one line
 */
char *
vt_snippet_make_title (const char *own, const char *title, const char *extra, const char *shop)
{
  g_autofree char *line = vt_text_single_line (own != NULL && *own != '\0' ? own : title != NULL ? title : "");
  g_autofree char *plain = NULL;

  if (*line == '\0')
    return g_strdup (shop);
  if (own != NULL && *own != '\0')
    return g_steal_pointer (&line);

  if (extra != NULL && *extra != '\0' && !holds (line, extra) && !holds (shop, extra))
    {
      g_autofree char *full = g_strconcat (line, " — ", extra, " — ", shop, NULL);

      if (vt_snippet_title_width_px (full) <= VT_SNIPPET_TITLE_PX)
        return g_steal_pointer (&full);
    }
  if (holds (line, shop))
    return g_steal_pointer (&line);
  plain = g_strconcat (line, " — ", shop, NULL);

  return g_steal_pointer (&plain);
}

/**
 * vt_snippet_make_description:
 * @own: (nullable): as the merchant wrote it; used as it is unless ""
 * @html: (nullable): HTML or plain text that it is made from otherwise
 *
 * Returns: (transfer full): the description on one line, cut behind a word where it was made; may be ""
 */
char *
vt_snippet_make_description (const char *own, const char *html)
{
  g_autofree char *plain = NULL;
  g_autofree char *line = NULL;

  if (own != NULL && *own != '\0')
    return vt_text_single_line (own);
  if (html == NULL)
    return g_strdup ("");

  plain = vt_html_to_plain_text (html);
  line = vt_text_single_line (plain);
  return vt_text_ellipsise (line, VT_SNIPPET_TEXT_CHARS);
}
