/* Between the HTML of a description and the text that is edited: paragraphs, headings, lists, links, bold and italic.
 * What has more in it is not taken apart, so that nothing of it is lost. */
#include "base/vt-rich-text.h"

#include "base/vt-html-walk.h"
#include "base/vt-html.h"

#include <string.h>

/* Characters times marked runs: more than that is no description that people write. */
#define MAX_WORK (20 * 1000 * 1000)

static void
span_clear (gpointer data)
{
  g_free (((VtRichSpan *) data)->url);
}

/**
 * vt_rich_text_new:
 * @text: text as it is edited
 *
 * Returns: (transfer full): the text with nothing marked in it
 */
VtRichText *
vt_rich_text_new (const char *text)
{
  VtRichText *self = g_new0 (VtRichText, 1);

  self->text = g_strdup (text);
  self->spans = g_array_new (FALSE, FALSE, sizeof (VtRichSpan));
  g_array_set_clear_func (self->spans, span_clear);

  return self;
}

/**
 * vt_rich_text_free:
 * @self: (nullable): a text
 */
void
vt_rich_text_free (VtRichText *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->spans);
  g_free (self->text);
  g_free (self);
}

/**
 * vt_rich_text_add:
 * @self: a text
 * @kind: how the run looks
 * @start: its first character, from 0; not before that of the run that was added last
 * @end: behind its last one
 * @url: (nullable): where a link leads
 */
void
vt_rich_text_add (VtRichText *self, VtRichKind kind, guint start, guint end, const char *url)
{
  VtRichSpan span = { kind, start, end, g_strdup (url) };

  if (start < end)
    g_array_append_val (self->spans, span);
  else
    span_clear (&span);
}

/**
 * vt_rich_text_item_length:
 * @line: a line of the text
 * @numbered: (out): whether its list is numbered
 *
 * Returns: bytes of what makes the line an item of a list: "• " or "12. "; 0 when nothing does
 */
gsize
vt_rich_text_item_length (const char *line, gboolean *numbered)
{
  gsize digits = strspn (line, "0123456789");

  *numbered = digits > 0 && digits <= 3 && line[digits] == '.' && line[digits + 1] == ' ';
  if (*numbered)
    return digits + 2;

  return g_str_has_prefix (line, VT_RICH_BULLET) ? strlen (VT_RICH_BULLET) : 0;
}

/* To HTML ---------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const VtRichText *text;
  GString *out;
  guint open[3]; /* indexes of the spans whose elements are open, the outermost first */
  guint n_open;
  const char *list; /* (nullable) the element of the list that is open */
  gboolean in_paragraph;
} Writer;

static const char *const elements[] = {
  [VT_RICH_HEADING_2] = "h2", [VT_RICH_HEADING_3] = "h3", [VT_RICH_LINK] = "a",
  [VT_RICH_BOLD] = "strong",  [VT_RICH_ITALIC] = "em",
};

static const VtRichSpan *
get_span (Writer *self, guint index)
{
  return &g_array_index (self->text->spans, VtRichSpan, index);
}

static gboolean
covers (const VtRichSpan *span, guint at)
{
  return span->start <= at && at < span->end;
}

static void
close_element (Writer *self)
{
  g_string_append_printf (self->out, "</%s>", elements[get_span (self, self->open[--self->n_open])->kind]);
}

static gboolean
is_open (Writer *self, VtRichKind kind)
{
  for (guint i = 0; i < self->n_open; i++)
    if (get_span (self, self->open[i])->kind == kind)
      return TRUE;

  return FALSE;
}

static void
open_element (Writer *self, guint index)
{
  const VtRichSpan *span = get_span (self, index);

  self->open[self->n_open++] = index;
  g_string_append_printf (self->out, "<%s", elements[span->kind]);
  if (span->kind == VT_RICH_LINK)
    {
      g_string_append (self->out, " href=\"");
      vt_html_escape_append (self->out, span->url != NULL ? span->url : "");
      g_string_append_c (self->out, '"');
    }
  g_string_append_c (self->out, '>');
}

/* An element that goes on stays open, so that elements that were nested are nested again. */
static void
set_elements (Writer *self, guint at)
{
  guint keep = 0;

  while (keep < self->n_open && covers (get_span (self, self->open[keep]), at))
    keep++;
  while (self->n_open > keep)
    close_element (self);

  for (int kind = VT_RICH_LINK; kind <= VT_RICH_ITALIC; kind++)
    for (guint i = 0; i < self->text->spans->len && !is_open (self, (VtRichKind) kind); i++)
      if (get_span (self, i)->kind == (VtRichKind) kind && covers (get_span (self, i), at))
        open_element (self, i);
}

static void
write_line (Writer *self, const char *line, gsize length, guint at)
{
  for (const char *p = line; p < line + length; p = g_utf8_next_char (p), at++)
    {
      char letter[8] = { 0 };

      memcpy (letter, p, (gsize) (g_utf8_next_char (p) - p));
      set_elements (self, at);
      vt_html_escape_append (self->out, letter);
    }
  while (self->n_open > 0)
    close_element (self);
}

static void
close_paragraph (Writer *self)
{
  g_string_append (self->out, self->in_paragraph ? "</p>" : "");
  self->in_paragraph = FALSE;
}

static void
set_list (Writer *self, const char *list)
{
  if (g_strcmp0 (self->list, list) == 0)
    return;

  if (self->list != NULL)
    g_string_append_printf (self->out, "</%s>", self->list);
  if (list != NULL)
    g_string_append_printf (self->out, "<%s>", list);
  self->list = list;
}

static const char *
find_heading (Writer *self, guint at)
{
  for (guint i = 0; i < self->text->spans->len; i++)
    if (get_span (self, i)->kind <= VT_RICH_HEADING_3 && covers (get_span (self, i), at))
      return elements[get_span (self, i)->kind];

  return NULL;
}

static void
write_block (Writer *self, const char *line, gsize length, guint at)
{
  const char *heading = find_heading (self, at);
  gboolean numbered = FALSE;
  gsize item = heading == NULL ? vt_rich_text_item_length (line, &numbered) : 0;

  if (length == 0 || item > length)
    {
      close_paragraph (self);
      set_list (self, NULL);
    }
  else if (heading != NULL || item > 0)
    {
      const char *element = heading != NULL ? heading : "li";

      close_paragraph (self);
      set_list (self, heading != NULL ? NULL : numbered ? "ol" : "ul");
      g_string_append_printf (self->out, "<%s>", element);
      write_line (self, line + item, length - item, at + (guint) g_utf8_strlen (line, (gssize) item));
      g_string_append_printf (self->out, "</%s>", element);
    }
  else
    {
      set_list (self, NULL);
      g_string_append (self->out, self->in_paragraph ? "<br>" : "<p>");
      self->in_paragraph = TRUE;
      write_line (self, line, length, at);
    }
}

/**
 * vt_rich_text_to_html:
 * @self: a text
 *
 * Returns: (transfer full): its HTML, to be sanitised like any other
 */
char *
vt_rich_text_to_html (const VtRichText *self)
{
  Writer writer = { .text = self, .out = g_string_new (NULL) };
  guint at = 0;

  for (const char *line = self->text; line != NULL;)
    {
      gsize length = strcspn (line, "\n");

      write_block (&writer, line, length, at);
      at += (guint) g_utf8_strlen (line, (gssize) length) + 1;
      line = line[length] == '\n' ? line + length + 1 : NULL;
    }
  close_paragraph (&writer);
  set_list (&writer, NULL);

  return g_string_free (writer.out, FALSE);
}

/* From HTML -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  VtRichText *rich;
  GString *text;
  guint n_chars;
  guint n_line_ends; /* owed before the next text */
  gboolean gap;      /* a space is owed before the next text */
  GArray *lists;     /* (element-type guint) number of the last item; G_MAXUINT: bullets */
  GArray *starts;    /* (element-type guint) where each open element begins */
} Reader;

static void
add_text (Reader *self, const char *text)
{
  g_string_append (self->text, text);
  self->n_chars += (guint) g_utf8_strlen (text, -1);
}

static void
pay (Reader *self)
{
  if (self->n_chars > 0 && self->n_line_ends > 0)
    {
      add_text (self, self->n_line_ends > 1 ? "\n\n" : "\n");
      self->gap = FALSE;
    }
  self->n_line_ends = 0;
  if (self->gap && self->n_chars > 0 && !g_str_has_suffix (self->text->str, "\n") &&
      !g_str_has_suffix (self->text->str, " "))
    add_text (self, " ");
  self->gap = FALSE;
}

static void
read_text (const char *text, gpointer data)
{
  Reader *self = data;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      char letter[8] = { 0 };

      if (strchr (" \t\n\r\f", *p) != NULL)
        {
          self->gap = TRUE;
          continue;
        }
      pay (self);
      memcpy (letter, p, (gsize) (g_utf8_next_char (p) - p));
      add_text (self, letter);
    }
}

static void
begin_item (Reader *self)
{
  guint *number = self->lists->len > 0 ? &g_array_index (self->lists, guint, self->lists->len - 1) : NULL;
  g_autofree char *prefix = NULL;

  if (number != NULL && *number != G_MAXUINT)
    prefix = g_strdup_printf ("%u. ", ++*number);
  self->n_line_ends = MAX (self->n_line_ends, 1);
  pay (self);
  add_text (self, prefix != NULL ? prefix : VT_RICH_BULLET);
}

static void
enter (const GumboElement *element, gpointer data)
{
  Reader *self = data;
  guint start;
  guint list = element->tag == GUMBO_TAG_OL ? 0 : G_MAXUINT;

  switch (element->tag)
    {
    case GUMBO_TAG_P:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
      self->n_line_ends = 2;
      pay (self);
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      self->n_line_ends = 2;
      g_array_append_val (self->lists, list);
      break;
    case GUMBO_TAG_LI:
      begin_item (self);
      break;
    case GUMBO_TAG_BR:
      pay (self);
      self->n_line_ends = 1;
      break;
    default:
      pay (self);
      break;
    }
  start = self->n_chars;
  g_array_append_val (self->starts, start);
}

static gboolean
get_kind (GumboTag tag, VtRichKind *kind)
{
  static const struct
  {
    GumboTag tag;
    VtRichKind kind;
  } kinds[] = {
    { GUMBO_TAG_H2, VT_RICH_HEADING_2 }, { GUMBO_TAG_H3, VT_RICH_HEADING_3 }, { GUMBO_TAG_A, VT_RICH_LINK },
    { GUMBO_TAG_STRONG, VT_RICH_BOLD },  { GUMBO_TAG_B, VT_RICH_BOLD },       { GUMBO_TAG_EM, VT_RICH_ITALIC },
    { GUMBO_TAG_I, VT_RICH_ITALIC },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].tag == tag)
      {
        *kind = kinds[i].kind;
        return TRUE;
      }

  return FALSE;
}

static void
leave (const GumboElement *element, gpointer data)
{
  Reader *self = data;
  guint start = g_array_index (self->starts, guint, self->starts->len - 1);
  VtRichKind kind;

  g_array_set_size (self->starts, self->starts->len - 1);
  if (get_kind (element->tag, &kind))
    {
      const GumboAttribute *href = gumbo_get_attribute (&element->attributes, "href");

      vt_rich_text_add (self->rich, kind, start, self->n_chars, href != NULL ? href->value : NULL);
    }
  if (element->tag == GUMBO_TAG_P || element->tag == GUMBO_TAG_H2 || element->tag == GUMBO_TAG_H3)
    self->n_line_ends = 2;
  if (element->tag == GUMBO_TAG_LI)
    self->n_line_ends = 1;
  if ((element->tag == GUMBO_TAG_UL || element->tag == GUMBO_TAG_OL) && self->lists->len > 0)
    {
      self->n_line_ends = 2;
      g_array_set_size (self->lists, self->lists->len - 1);
    }
}

/* Outer elements come before those in them. */
static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const VtRichSpan *first = a;
  const VtRichSpan *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  if (first->end != second->end)
    return first->end > second->end ? -1 : 1;

  return (int) first->kind - (int) second->kind;
}

static char *
replace_all (char *text, const char *pattern, const char *by)
{
  g_autofree char *old = text;
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);

  return g_regex_replace (regex, old, -1, 0, by, 0, NULL);
}

/* One way of writing what means the same. */
static char *
canonical (const char *html)
{
  char *text = vt_html_sanitise (html);

  text = replace_all (text, "\\s+", " ");
  text = replace_all (text, " ?(</?(?:p|h2|h3|ul|ol|li)>|<br ?/?>) ?", "\\1");
  text = replace_all (text, "<(/?)b>", "<\\1strong>");

  return replace_all (text, "<(/?)i>", "<\\1em>");
}

static VtRichText *
read_html (const char *html)
{
  static const VtHtmlVisitor visitor = { .enter = enter, .leave = leave, .text = read_text };
  Reader self = { .text = g_string_new (NULL) };

  self.rich = vt_rich_text_new ("");
  self.lists = g_array_new (FALSE, FALSE, sizeof (guint));
  self.starts = g_array_new (FALSE, FALSE, sizeof (guint));
  vt_html_walk (html, FALSE, &visitor, &self);
  g_array_unref (self.lists);
  g_array_unref (self.starts);
  g_free (self.rich->text);
  self.rich->text = g_string_free (self.text, FALSE);
  g_array_sort (self.rich->spans, compare_spans);

  return self.rich;
}

/**
 * vt_rich_text_from_html:
 * @html: a sanitised description
 *
 * Returns: (transfer full) (nullable): the text to be edited; %NULL when it would not become the same HTML again, and
 * the HTML itself has to be edited
 */
VtRichText *
vt_rich_text_from_html (const char *html)
{
  g_autoptr (VtRichText) rich = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (vt_html_is_plain (html))
    {
      plain = vt_html_to_plain_text (html);
      return vt_rich_text_new (plain);
    }
  if (vt_html_is_too_complex (html))
    return NULL;

  rich = read_html (html);
  if ((guint64) strlen (rich->text) * rich->spans->len > MAX_WORK)
    return NULL;
  again = vt_rich_text_to_html (rich);
  before = canonical (html);
  after = canonical (again);

  return g_str_equal (before, after) ? g_steal_pointer (&rich) : NULL;
}
