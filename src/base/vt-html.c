#include "base/vt-html.h"

#include <string.h>

#include "base/vt-html-private.h"
#include "base/vt-html-walk.h"
#include "base/vt-text.h"

#define BLANK " \t\n\r\f"

/**
 * vt_html_escape_append:
 * @out: where to write
 * @text: (nullable): valid UTF-8
 *
 * Appends @text so that it stands for itself in HTML and XML, in content and in quoted attributes.
 */
void
vt_html_escape_append (GString *out, const char *text)
{
  const char *p = text != NULL ? text : "";

  for (;;)
    {
      gsize plain = strcspn (p, "&<>\"'");

      g_string_append_len (out, p, (gssize) plain);
      p += plain;
      switch (*p++)
        {
        case '\0':
          return;
        case '&':
          g_string_append (out, "&amp;");
          break;
        case '<':
          g_string_append (out, "&lt;");
          break;
        case '>':
          g_string_append (out, "&gt;");
          break;
        case '"':
          g_string_append (out, "&quot;");
          break;
        default:
          g_string_append (out, "&#39;");
        }
    }
}

/**
 * vt_html_escape:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): @text as HTML, see vt_html_escape_append()
 */
char *
vt_html_escape (const char *text)
{
  GString *out = g_string_new (NULL);

  vt_html_escape_append (out, text);
  return g_string_free (out, FALSE);
}

static gboolean
is_blank_line (const char *line)
{
  return line[strspn (line, " \t")] == '\0';
}

/**
 * vt_html_from_plain_text:
 * @text: (nullable): text whose paragraphs are parted by empty lines
 *
 * Returns: (transfer full): a p for each paragraph, its line ends as br; empty for a text without letters
 */
char *
vt_html_from_plain_text (const char *text)
{
  g_autofree char *normal = vt_text_normalise (text);
  g_auto (GStrv) lines = g_strsplit (normal, "\n", -1);
  GString *html = g_string_new (NULL);
  gboolean open = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (is_blank_line (lines[i]))
        {
          g_string_append (html, open ? "</p>" : "");
          open = FALSE;
          continue;
        }
      g_string_append (html, open ? "<br>" : "<p>");
      open = TRUE;
      vt_html_escape_append (html, g_strstrip (lines[i]));
    }
  g_string_append (html, open ? "</p>" : "");
  return g_string_free (html, FALSE);
}

/**
 * vt_html_is_plain:
 * @html: (nullable): sanitised HTML
 *
 * Returns: whether @html is made of text, p and br alone, so that plain text can stand for it
 */
gboolean
vt_html_is_plain (const char *html)
{
  static const char *const tags[] = { "<p>", "</p>", "<br>", "<br/>", "<br />" };

  for (const char *p = html != NULL ? strchr (html, '<') : NULL; p != NULL; p = strchr (p + 1, '<'))
    {
      gboolean known = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (tags) && !known; i++)
        known = g_str_has_prefix (p, tags[i]);
      if (!known)
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  GString *out;
  guint line_ends; /* owed before the next text */
  gboolean gap;    /* a space is owed before the next text */
  guint preformatted;
} PlainText;

static void
pay_line_ends (PlainText *self)
{
  for (; self->line_ends > 0; self->line_ends--)
    {
      if (self->out->len > 0)
        g_string_append_c (self->out, '\n');
    }
}

static void
add_plain_text (const char *text, gpointer data)
{
  PlainText *self = data;

  for (const char *p = text; *p != '\0';)
    {
      gsize blank = self->preformatted ? 0 : strspn (p, BLANK);
      gsize length;

      if (blank > 0)
        {
          self->gap = TRUE;
          p += blank;
          continue;
        }
      if (self->line_ends > 0)
        self->gap = FALSE;
      pay_line_ends (self);
      if (self->gap && self->out->len > 0 && !g_str_has_suffix (self->out->str, "\t") &&
          !g_str_has_suffix (self->out->str, "- "))
        g_string_append_c (self->out, ' ');
      self->gap = FALSE;
      length = self->preformatted ? strlen (p) : strcspn (p, BLANK);
      g_string_append_len (self->out, p, (gssize) length);
      p += length;
    }
}

/* How many line ends part an element from its neighbours. */
static guint
get_distance (GumboTag tag)
{
  switch (tag)
    {
    case GUMBO_TAG_P:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
      return 2;
    case GUMBO_TAG_LI:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
      return 1;
    default:
      return 0;
    }
}

static void
enter_tag (PlainText *self, GumboTag tag)
{
  self->line_ends = MAX (self->line_ends, get_distance (tag));
  self->preformatted += tag == GUMBO_TAG_PRE;
  if (tag == GUMBO_TAG_BR)
    self->line_ends++;
  if (tag == GUMBO_TAG_LI)
    {
      pay_line_ends (self);
      g_string_append (self->out, "- ");
    }
  if ((tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) && self->line_ends == 0)
    g_string_append_c (self->out, '\t');
}

static void
leave_tag (PlainText *self, GumboTag tag)
{
  self->line_ends = MAX (self->line_ends, get_distance (tag));
  self->preformatted -= tag == GUMBO_TAG_PRE;
}

static void
enter_plain (const GumboElement *element, gpointer data)
{
  enter_tag (data, element->tag);
}

static void
leave_plain (const GumboElement *element, gpointer data)
{
  leave_tag (data, element->tag);
}

/* The text up to the next tag, of HTML that vt_html_sanitise_simple() takes. */
static const char *
read_simple_text (PlainText *self, const char *p)
{
  static const struct
  {
    const char *entity, *text;
  } known[] = {
    { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&nbsp;", "\xc2\xa0" },
  };
  g_autofree char *text = g_strndup (p, strcspn (p, "<"));
  char *at = text;

  p += strlen (text);
  for (char *entity = strchr (at, '&'); entity != NULL; entity = strchr (at, '&'))
    {
      *entity = '\0';
      add_plain_text (at, self);
      *entity = '&';
      at = entity + 1;
      for (guint i = 0; i < G_N_ELEMENTS (known); i++)
        if (g_str_has_prefix (entity, known[i].entity))
          {
            add_plain_text (known[i].text, self);
            at = entity + strlen (known[i].entity);
          }
    }
  add_plain_text (at, self);

  return p;
}

/* What the parser would tell of HTML that is simple enough to be read without it. */
static gboolean
read_simple (PlainText *self, const char *html)
{
  g_autofree char *simple = NULL;

  if (strpbrk (html, "<&") == NULL)
    {
      add_plain_text (html, self);
      return TRUE;
    }
  simple = vt_html_sanitise_simple (html);
  if (simple == NULL)
    return FALSE;

  while (*html != '\0')
    if (*html == '<')
      {
        gboolean ends = html[1] == '/';
        const char *name = html + 1 + ends;
        GumboTag tag = gumbo_tagn_enum (name, (unsigned int) strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789"));

        if (!ends)
          enter_tag (self, tag);
        if (ends || tag == GUMBO_TAG_BR)
          leave_tag (self, tag);
        html = strchr (html, '>') + 1;
      }
    else
      html = read_simple_text (self, html);

  return TRUE;
}

/**
 * vt_html_to_plain_text:
 * @html: (nullable): HTML from anywhere
 *
 * Paragraphs are parted by an empty line, list items begin with "- ", cells of a table are parted by tabs.
 *
 * Returns: (transfer full): the text a reader sees
 */
char *
vt_html_to_plain_text (const char *html)
{
  static const VtHtmlVisitor visitor = { .enter = enter_plain, .leave = leave_plain, .text = add_plain_text };
  PlainText self = { .out = g_string_new (NULL), .line_ends = 0, .gap = FALSE, .preformatted = 0 };
  char *text;

  if (html != NULL && !read_simple (&self, html))
    vt_html_walk (html, FALSE, &visitor, &self);
  text = vt_text_normalise (self.out->str);
  g_string_free (self.out, TRUE);
  return text;
}
