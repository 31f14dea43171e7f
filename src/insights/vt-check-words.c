/* Words: titles and descriptions as result pages show them, and what stands in a text. */
#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-check-private.h"

#include "base/vt-handle.h"
#include "base/vt-html.h"
#include "base/vt-text.h"
#include "site/vt-snippet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A title or text that is shorter leaves most of its room free. */
#define TITLE_SHORT_PX 180
#define TEXT_SHORT_PX  340

/* A description of fewer characters says less than its title and price. */
#define THIN_CHARS 120

/* Letters in all, digits in a row, that a random or numbered address has. */
#define HANDLE_MIN_LETTERS 3

/* Remembers that @text is on the page of @thing. Returns: (nullable): what has had it before */
static const char *
see (GHashTable *seen, const char *text, const VtCheckThing *thing)
{
  g_autofree char *folded = vt_text_fold (text);
  const char *before = g_hash_table_lookup (seen, folded);

  if (before == NULL)
    g_hash_table_insert (seen, g_steal_pointer (&folded), g_strdup (thing->title));
  return before;
}

static void
check_title (VtCheck *self, const VtCheckPage *page)
{
  g_autofree char *title = vt_snippet_make_title (page->seo_title, page->thing.title, page->extra, self->shop);
  int width = vt_snippet_title_width_px (title);
  gboolean own = page->seo_title != NULL && *page->seo_title != '\0';
  const char *other = see (self->titles, title, &page->thing);

  if (other != NULL)
    vt_check_addf (self, VT_CHECK_TITLE_DUPLICATE, &page->thing, page->title_field,
                   /* TRANSLATORS: title of another page */
                   _ ("Its title for engines is that of “%s” too; give each its own"), other);
  if (width > VT_SNIPPET_TITLE_PX)
    vt_check_addf (self, VT_CHECK_TITLE_LONG, &page->thing, page->title_field,
                   own ? _ ("The title for engines is %d pixels wide, %d are shown; shorten it")
                       : _ ("With the shop's name the title is %d pixels wide, %d are shown; write one for engines"),
                   width, VT_SNIPPET_TITLE_PX);
  else if (width < TITLE_SHORT_PX)
    vt_check_addf (self, VT_CHECK_TITLE_SHORT, &page->thing, page->title_field,
                   _ ("The title for engines has %d of %d pixels; say more of what it is"), width, VT_SNIPPET_TITLE_PX);
}

static void
check_text (VtCheck *self, const VtCheckPage *page)
{
  gboolean own = page->seo_description != NULL && *page->seo_description != '\0';
  g_autofree char *text = own ? vt_text_single_line (page->seo_description) : NULL;
  const char *other;
  int width;

  /* What is made from the description fits, and is as good as that. */
  if (!own)
    return;

  width = vt_snippet_text_width_px (text);
  other = see (self->texts, text, &page->thing);
  if (other != NULL)
    vt_check_addf (self, VT_CHECK_TEXT_DUPLICATE, &page->thing, page->text_field,
                   _ ("Its description for engines is that of “%s” too; write another"), other);
  if (width > VT_SNIPPET_TEXT_PX)
    vt_check_addf (self, VT_CHECK_TEXT_LONG, &page->thing, page->text_field,
                   _ ("The description for engines is %d pixels wide, %d are shown; shorten it"), width,
                   VT_SNIPPET_TEXT_PX);
  else if (width < TEXT_SHORT_PX)
    vt_check_addf (self, VT_CHECK_TEXT_SHORT, &page->thing, page->text_field,
                   _ ("The description for engines has %d of %d pixels; say more"), width, VT_SNIPPET_TEXT_PX);
}

static gboolean
is_readable (const char *handle)
{
  guint letters = 0;
  guint digits = 0;
  gboolean random = strlen (handle) >= 16 && strchr (handle, '-') == NULL;

  for (const char *p = handle; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      letters += g_unichar_isalpha (c) ? 1 : 0;
      digits += g_unichar_isdigit (c) ? 1 : 0;
    }

  return letters >= HANDLE_MIN_LETTERS && digits <= letters && !(random && digits > 0);
}

static void
check_handle (VtCheck *self, const VtCheckThing *thing)
{
  if (*thing->name != '\0' && !is_readable (thing->name))
    vt_check_addf (self, VT_CHECK_HANDLE, thing, "handle",
                   _ ("Its address ends in “%s”; write what it is. The old one leads there too"), thing->name);
}

/* Characters that are read, of HTML that was sanitised. */
static glong
count_chars (const char *html)
{
  glong n = 0;
  gboolean in_tag = FALSE;
  gboolean in_entity = FALSE;

  for (const char *p = html; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (in_entity && !g_ascii_isalnum (*p) && *p != '#')
        in_entity = FALSE;
      if (*p == '<')
        in_tag = TRUE;
      if (!in_tag && !in_entity && !g_ascii_isspace (*p))
        n++;
      if (*p == '>')
        in_tag = FALSE;
      if (*p == '&' && !in_tag)
        in_entity = TRUE;
    }

  return n;
}

/* Looks at what engines make of a page. */
void
vt_check_page (VtCheck *self, const VtCheckPage *page)
{
  glong n_chars = page->html != NULL ? count_chars (page->html) : 0;

  check_title (self, page);
  check_text (self, page);
  check_handle (self, &page->thing);
  if (n_chars > 0 && n_chars < THIN_CHARS && page->body_field != NULL)
    vt_check_addf (self, VT_CHECK_THIN, &page->thing, page->body_field,
                   ngettext ("The description has %ld character; shoppers have more questions",
                             "The description has %ld characters; shoppers have more questions", (gulong) n_chars),
                   n_chars);
  if (page->html != NULL)
    vt_check_html (self, &page->thing, page->body_field, page->html);
}

/* The value of the attribute that begins at @at ("href="), as a browser reads it. */
static char *
read_value (const char *at, gsize name_length)
{
  const char *start = at + name_length;
  const char *end = *start == '"' || *start == '\'' ? strchr (start + 1, *start) : NULL;
  g_autofree char *value = end != NULL ? g_strndup (start + 1, (gsize) (end - start - 1)) : NULL;
  g_autoptr (GString) plain = g_string_new (value != NULL ? value : "");

  g_string_replace (plain, "&amp;", "&", 0);
  return g_strdup (plain->str);
}

static void
check_attribute (VtCheck *self, const VtCheckThing *thing, const char *field, const char *tag, const char *name)
{
  for (const char *p = strstr (tag, name); p != NULL; p = strstr (p + 1, name))
    {
      g_autofree char *value = g_ascii_isspace (p[-1]) ? read_value (p, strlen (name)) : NULL;

      if (value != NULL && *value != '\0')
        vt_check_link (self, thing, field, value);
    }
}

/* Behind the tag that begins at @start: quotes may hold what would end it. */
static const char *
find_tag_end (const char *start)
{
  char quote = '\0';
  const char *p = start;

  for (; *p != '\0' && (quote != '\0' || *p != '>'); p++)
    if (quote != '\0' ? *p == quote : *p == '"' || *p == '\'')
      quote = quote != '\0' ? '\0' : *p;

  return p;
}

/* Words that look like a link are words. */
static void
check_tags (VtCheck *self, const VtCheckThing *thing, const char *field, const char *html)
{
  for (const char *p = strchr (html, '<'); p != NULL; p = strchr (p, '<'))
    {
      const char *end = g_ascii_isalpha (p[1]) ? find_tag_end (p) : p + 1;
      g_autofree char *tag = g_strndup (p, (gsize) (end - p));

      check_attribute (self, thing, field, tag, "href=");
      check_attribute (self, thing, field, tag, "src=");
      p = end;
    }
}

/* A page has its title as the first level; what follows goes down one by one. */
static void
check_headings (VtCheck *self, const VtCheckThing *thing, const char *field, const char *html)
{
  int last = 1;

  for (const char *p = strstr (html, "<h"); p != NULL; p = strstr (p + 1, "<h"))
    {
      int level = p[2] - '0';

      if (level < 1 || level > 6 || g_ascii_isalnum (p[3]))
        continue;
      if (level == 1 || level > last + 1)
        {
          vt_check_addf (self, VT_CHECK_HEADING, thing, field,
                         level == 1 ? _ ("A heading in its text has level %d, which is the page's title; take the next")
                                    : _ ("A heading in its text has level %d with none of the level above before it"),
                         level);
          return;
        }
      last = level;
    }
}

/* Looks at links, pictures and headings in HTML that is shown. */
void
vt_check_html (VtCheck *self, const VtCheckThing *thing, const char *field, const char *html)
{
  if (strchr (html, '<') == NULL)
    return;

  check_tags (self, thing, field, html);
  check_headings (self, thing, field, html);
}
