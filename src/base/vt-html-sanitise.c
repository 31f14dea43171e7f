/* The sanitiser never passes markup through: it builds new markup from what the parser understood, in a stricter shape
 * than HTML asks for, so that every reader (this one included) understands the result in one way only:
 *
 *   flow     = the whole, li, blockquote, td, th      holds text, inline elements and every block
 *   phrasing = p, h2-h4, pre                          holds text and inline elements
 *   inline   = strong, a, ...                         opened late, closed before any block begins or ends
 *   table > thead|tbody > tr > td|th, ul|ol > li      missing levels are added
 *
 * Inline elements that are open in the source are listed in `inlines`; a prefix of that list is open in the output. */

#include <string.h>

#include "base/vt-html-private.h"
#include "base/vt-html-walk.h"
#include "base/vt-html.h"

#define MAX_BLOCKS  40
#define MAX_INLINES 16
#define MAX_SPAN    100

typedef struct
{
  GumboTag tag;
  guint id; /* 0: added by us, nothing in the source ends it */
} Block;

typedef struct
{
  GumboTag tag;
  char *start; /* (owned) start tag */
} Inline;

typedef enum
{
  FRAME_IGNORED,
  FRAME_INLINE,
  FRAME_PARAGRAPH,
  FRAME_BLOCK,
} FrameKind;

/* What leaving an element of the source undoes. */
typedef struct
{
  FrameKind kind;
  guint id;
  gboolean wants_paragraph;
} Frame;

typedef struct
{
  GString *out;
  GString *text;      /* not yet written, so that neighbours are composed together */
  GArray *blocks;     /* of Block, open in the output */
  GArray *inlines;    /* of Inline, open in the source */
  guint open_inlines; /* how many of them are open in the output */
  GArray *frames;     /* of Frame */
  guint last_id;
  gboolean wants_paragraph; /* text goes into a p of its own */
  gboolean after_block;     /* nothing inline has been written since a block began or ended */
} Sanitiser;

static void
clear_inline (gpointer data)
{
  Inline *item = data;

  g_free (item->start);
}

static GumboTag
top_tag (Sanitiser *self)
{
  return self->blocks->len > 0 ? g_array_index (self->blocks, Block, self->blocks->len - 1).tag : GUMBO_TAG_BODY;
}

static gboolean
is_phrasing (GumboTag tag)
{
  return tag == GUMBO_TAG_P || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 || tag == GUMBO_TAG_H4 ||
         tag == GUMBO_TAG_PRE;
}

static gboolean
is_flow (GumboTag tag)
{
  return tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_TD ||
         tag == GUMBO_TAG_TH;
}

static void
append_text (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '&')
        g_string_append (out, "&amp;");
      else if (*p == '<')
        g_string_append (out, "&lt;");
      else if (*p == '>')
        g_string_append (out, "&gt;");
      else
        g_string_append_c (out, *p);
    }
}

static void
flush_text (Sanitiser *self)
{
  g_autofree char *composed = NULL;

  if (self->text->len == 0)
    return;

  composed = g_utf8_normalize (self->text->str, (gssize) self->text->len, G_NORMALIZE_NFC);
  /* A reader drops the first line end of a pre. */
  if (composed[0] == '\n' && g_str_has_suffix (self->out->str, "<pre>"))
    g_string_append_c (self->out, '\n');
  append_text (self->out, composed);
  g_string_truncate (self->text, 0);
}

static void
close_inlines (Sanitiser *self, guint keep)
{
  while (self->open_inlines > keep)
    {
      const Inline *item = &g_array_index (self->inlines, Inline, --self->open_inlines);

      flush_text (self);
      g_string_append_printf (self->out, "</%s>", gumbo_normalized_tagname (item->tag));
    }
}

static void
open_block (Sanitiser *self, GumboTag tag, guint id, const char *attributes)
{
  Block block = { .tag = tag, .id = id };

  close_inlines (self, 0);
  flush_text (self);
  g_string_append_printf (self->out, "<%s%s>", gumbo_normalized_tagname (tag), attributes);
  g_array_append_val (self->blocks, block);
  self->after_block = TRUE;
}

static void
close_block (Sanitiser *self)
{
  GumboTag tag = top_tag (self);
  g_autofree char *start = g_strdup_printf ("<%s>", gumbo_normalized_tagname (tag));

  close_inlines (self, 0);
  flush_text (self);
  if (is_phrasing (tag) && g_str_has_suffix (self->out->str, start))
    g_string_truncate (self->out, self->out->len - strlen (start));
  else
    g_string_append_printf (self->out, "</%s>", gumbo_normalized_tagname (tag));
  g_array_set_size (self->blocks, self->blocks->len - 1);
  self->after_block = TRUE;
}

static void
leave_phrasing (Sanitiser *self)
{
  if (is_phrasing (top_tag (self)))
    close_block (self);
}

/* Adds what is missing between a list or a table and its content. */
static void
ensure_flow (Sanitiser *self)
{
  for (;;)
    {
      switch (top_tag (self))
        {
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
          open_block (self, GUMBO_TAG_LI, 0, "");
          break;
        case GUMBO_TAG_TABLE:
          open_block (self, GUMBO_TAG_TBODY, 0, "");
          break;
        case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TBODY:
          open_block (self, GUMBO_TAG_TR, 0, "");
          break;
        case GUMBO_TAG_TR:
          open_block (self, GUMBO_TAG_TD, 0, "");
          break;
        default:
          return;
        }
    }
}

/* Opens all that has to be open around a text or a picture. */
static void
begin_inline_content (Sanitiser *self)
{
  ensure_flow (self);
  if (self->wants_paragraph && is_flow (top_tag (self)))
    {
      /* Text that stood here before ends where the paragraph begins. */
      open_block (self, GUMBO_TAG_P, 0, "");
    }
  while (self->open_inlines < self->inlines->len)
    {
      flush_text (self);
      g_string_append (self->out, g_array_index (self->inlines, Inline, self->open_inlines++).start);
    }
  self->after_block = FALSE;
}

/* Control characters have no meaning in HTML. U+0338 composes with ">" (into U+226F), so whoever normalises the result
 * later would eat a tag's end. */
static char *
clean_text (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  GString *clean = g_string_new (NULL);

  for (const char *p = composed != NULL ? composed : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\t' || (!g_unichar_iscntrl (c) && c != 0x0338 && c != 0xFEFF))
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

static void
add_text (const char *text, gpointer data)
{
  Sanitiser *self = data;
  g_autofree char *clean = clean_text (text);
  gboolean blank = clean[strspn (clean, " \t\n")] == '\0';

  if (*clean == '\0')
    return;
  if (blank && top_tag (self) != GUMBO_TAG_PRE &&
      (self->after_block || !(is_flow (top_tag (self)) || is_phrasing (top_tag (self)))))
    return;

  begin_inline_content (self);
  g_string_append (self->text, clean);
}

static const char *
get_attribute (const GumboElement *element, const char *name)
{
  GumboAttribute *attribute = gumbo_get_attribute (&element->attributes, name);

  return attribute != NULL ? attribute->value : NULL;
}

/* Reads an address as browsers do: blanks around it and line ends within do not count. */
static char *
clean_address (const char *address)
{
  g_autofree char *clean = clean_text (address != NULL ? address : "");
  GString *out = g_string_new (NULL);

  for (const char *p = g_strstrip (clean); *p != '\0'; p++)
    {
      if (*p != '\n' && *p != '\t')
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

static gboolean
has_scheme (const char *address, const char *scheme)
{
  return g_ascii_strncasecmp (address, scheme, strlen (scheme)) == 0 && address[strlen (scheme)] != '\0';
}

static gboolean
is_on_site (const char *address)
{
  return address[0] == '/' && address[1] != '/' && address[1] != '\\';
}

static gboolean
is_off_site (const char *address)
{
  return has_scheme (address, "https://") || has_scheme (address, "http://");
}

static void
append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  vt_html_escape_append (out, value);
  g_string_append_c (out, '"');
}

static char *
make_link_start (const GumboElement *element)
{
  g_autofree char *address = clean_address (get_attribute (element, "href"));
  GString *start;

  if (!is_on_site (address) && !is_off_site (address) && !has_scheme (address, "mailto:") &&
      !has_scheme (address, "tel:"))
    return NULL;

  start = g_string_new ("<a");
  append_attribute (start, "href", address);
  if (is_off_site (address))
    append_attribute (start, "rel", "nofollow noopener");
  g_string_append_c (start, '>');
  return g_string_free (start, FALSE);
}

static void
add_picture (Sanitiser *self, const GumboElement *element)
{
  g_autofree char *address = clean_address (get_attribute (element, "src"));
  const char *alt = get_attribute (element, "alt");
  g_autofree char *clean_alt = clean_text (alt != NULL ? alt : "");

  if (!is_on_site (address) && !has_scheme (address, "https://"))
    return;

  begin_inline_content (self);
  flush_text (self);
  g_string_append (self->out, "<img");
  append_attribute (self->out, "src", address);
  append_attribute (self->out, "alt", clean_alt);
  g_string_append_c (self->out, '>');
}

static char *
make_cell_attributes (const GumboElement *element)
{
  static const char *const names[] = { "colspan", "rowspan" };
  GString *attributes = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = get_attribute (element, names[i]);
      guint64 span = 0;

      if (value != NULL && g_ascii_string_to_unsigned (value, 10, 2, MAX_SPAN, &span, NULL))
        g_string_append_printf (attributes, " %s=\"%u\"", names[i], (guint) span);
    }
  return g_string_free (attributes, FALSE);
}

/* What an element of the source becomes: itself, its nearest relative on the list, GUMBO_TAG_P for whatever begins a
 * new line, or GUMBO_TAG_UNKNOWN when only its content stays. */
static GumboTag
map_tag (GumboTag tag)
{
  switch (tag)
    {
    case GUMBO_TAG_H1:
      return GUMBO_TAG_H2;
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      return GUMBO_TAG_H4;
    case GUMBO_TAG_TFOOT:
      return GUMBO_TAG_TBODY;
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_STRIKE:
      return GUMBO_TAG_S;
    case GUMBO_TAG_TT:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SAMP:
      return GUMBO_TAG_CODE;
    case GUMBO_TAG_LISTING:
      return GUMBO_TAG_PRE;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_CAPTION:
      return GUMBO_TAG_P;
    default:
      return tag;
    }
}

static gboolean
is_inline (GumboTag tag)
{
  switch (tag)
    {
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_B:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_I:
    case GUMBO_TAG_U:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_A:
      return TRUE;
    default:
      return FALSE;
    }
}

static FrameKind
enter_inline (Sanitiser *self, GumboTag tag, const GumboElement *element)
{
  Inline item = { .tag = tag, .start = NULL };

  for (guint i = 0; i < self->inlines->len; i++)
    {
      if (g_array_index (self->inlines, Inline, i).tag == tag)
        return FRAME_IGNORED;
    }
  if (self->inlines->len >= MAX_INLINES)
    return FRAME_IGNORED;

  item.start =
      tag == GUMBO_TAG_A ? make_link_start (element) : g_strdup_printf ("<%s>", gumbo_normalized_tagname (tag));
  if (item.start == NULL)
    return FRAME_IGNORED;
  g_array_append_val (self->inlines, item);
  return FRAME_INLINE;
}

static FrameKind
enter_paragraph (Sanitiser *self)
{
  GumboTag top = top_tag (self);

  if (is_phrasing (top) && top != GUMBO_TAG_P)
    return FRAME_IGNORED;

  leave_phrasing (self);
  close_inlines (self, 0);
  self->wants_paragraph = TRUE;
  return FRAME_PARAGRAPH;
}

static FrameKind
enter_block (Sanitiser *self, GumboTag tag, const char *attributes)
{
  open_block (self, tag, ++self->last_id, attributes);
  self->wants_paragraph = FALSE;
  return FRAME_BLOCK;
}

static FrameKind
enter_free_block (Sanitiser *self, GumboTag tag)
{
  if (!is_phrasing (tag) && self->blocks->len >= MAX_BLOCKS)
    return enter_paragraph (self);

  leave_phrasing (self);
  ensure_flow (self);
  return enter_block (self, tag, "");
}

/* li, and the parts of a table: they stand only where they belong. */
static FrameKind
enter_part (Sanitiser *self, GumboTag tag, const GumboElement *element)
{
  gboolean is_cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
  gboolean is_row = tag == GUMBO_TAG_TR;
  gboolean is_item = tag == GUMBO_TAG_LI;
  g_autofree char *attributes = is_cell ? make_cell_attributes (element) : g_strdup ("");
  GumboTag top;

  while (self->blocks->len > 0 && g_array_index (self->blocks, Block, self->blocks->len - 1).id == 0)
    close_block (self);

  top = top_tag (self);
  if (is_item && top != GUMBO_TAG_UL && top != GUMBO_TAG_OL)
    return enter_paragraph (self);
  if (!is_item && top != GUMBO_TAG_TABLE &&
      (!(is_row || is_cell) || (top != GUMBO_TAG_THEAD && top != GUMBO_TAG_TBODY)) && (!is_cell || top != GUMBO_TAG_TR))
    return enter_paragraph (self);

  if ((is_row || is_cell) && top == GUMBO_TAG_TABLE)
    open_block (self, GUMBO_TAG_TBODY, 0, "");
  if (is_cell && top_tag (self) != GUMBO_TAG_TR)
    open_block (self, GUMBO_TAG_TR, 0, "");
  return enter_block (self, tag, attributes);
}

static FrameKind
enter_empty (Sanitiser *self, GumboTag tag, const GumboElement *element)
{
  if (tag == GUMBO_TAG_IMG)
    {
      add_picture (self, element);
      return FRAME_IGNORED;
    }
  if (tag == GUMBO_TAG_BR)
    {
      begin_inline_content (self);
      flush_text (self);
      g_string_append (self->out, "<br>");
      return FRAME_IGNORED;
    }
  leave_phrasing (self);
  ensure_flow (self);
  close_inlines (self, 0);
  flush_text (self);
  g_string_append (self->out, "<hr>");
  self->after_block = TRUE;
  return FRAME_IGNORED;
}

static FrameKind
enter_tag (Sanitiser *self, GumboTag tag, const GumboElement *element)
{
  if (is_inline (tag))
    return enter_inline (self, tag, element);

  switch (tag)
    {
    case GUMBO_TAG_P:
      return enter_paragraph (self);
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_TABLE:
      return enter_free_block (self, tag);
    case GUMBO_TAG_LI:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return enter_part (self, tag, element);
    case GUMBO_TAG_BR:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_IMG:
      return enter_empty (self, tag, element);
    default:
      return FRAME_IGNORED;
    }
}

static void
enter_element (const GumboElement *element, gpointer data)
{
  Sanitiser *self = data;
  Frame frame = { .kind = FRAME_IGNORED, .id = 0, .wants_paragraph = self->wants_paragraph };

  frame.kind = enter_tag (self, map_tag (element->tag), element);
  frame.id = self->last_id;
  g_array_append_val (self->frames, frame);
}

/* The block may be gone already, closed by another that could not stand inside it. */
static void
close_block_with_id (Sanitiser *self, guint id)
{
  guint i = self->blocks->len;

  while (i > 0 && g_array_index (self->blocks, Block, i - 1).id != id)
    i--;
  while (i > 0 && self->blocks->len >= i)
    close_block (self);
}

static void
leave_element (G_GNUC_UNUSED const GumboElement *element, gpointer data)
{
  Sanitiser *self = data;
  Frame frame = g_array_index (self->frames, Frame, self->frames->len - 1);

  g_array_set_size (self->frames, self->frames->len - 1);
  switch (frame.kind)
    {
    case FRAME_INLINE:
      close_inlines (self, self->inlines->len - 1);
      g_array_set_size (self->inlines, self->inlines->len - 1);
      break;
    case FRAME_PARAGRAPH:
      if (top_tag (self) == GUMBO_TAG_P)
        close_block (self);
      self->wants_paragraph = frame.wants_paragraph;
      break;
    case FRAME_BLOCK:
      close_block_with_id (self, frame.id);
      self->wants_paragraph = frame.wants_paragraph;
      break;
    case FRAME_IGNORED:
    default:
      break;
    }
}

static char *
sanitise (const char *html, gboolean as_text)
{
  static const VtHtmlVisitor visitor = { .enter = enter_element, .leave = leave_element, .text = add_text };
  Sanitiser self = { .out = g_string_new (NULL),
                     .text = g_string_new (NULL),
                     .blocks = g_array_new (FALSE, FALSE, sizeof (Block)),
                     .inlines = g_array_new (FALSE, FALSE, sizeof (Inline)),
                     .open_inlines = 0,
                     .frames = g_array_new (FALSE, FALSE, sizeof (Frame)),
                     .last_id = 0,
                     .wants_paragraph = FALSE,
                     .after_block = TRUE };

  g_array_set_clear_func (self.inlines, clear_inline);
  vt_html_walk (html, as_text, &visitor, &self);
  while (self.blocks->len > 0)
    close_block (&self);
  flush_text (&self);

  g_array_unref (self.blocks);
  g_array_unref (self.inlines);
  g_array_unref (self.frames);
  g_string_free (self.text, TRUE);
  return g_string_free (self.out, FALSE);
}

/**
 * vt_html_sanitise_parsed:
 * @html: HTML from anywhere
 *
 * Returns: (transfer full): what vt_html_sanitise() gives, found by parsing
 */
char *
vt_html_sanitise_parsed (const char *html)
{
  g_autofree char *clean = sanitise (html, FALSE);

  return vt_html_is_too_complex (clean) ? sanitise (html, TRUE) : g_steal_pointer (&clean);
}

/**
 * vt_html_sanitise:
 * @html: (nullable): HTML from anywhere
 *
 * Keeps paragraphs, headings, lists, tables, quotations, emphasis, links (http, https, mailto, tel and pages of the
 * shop) and pictures (https, or the shop's), without any other attribute; everything else goes, scripts and styles with
 * their content. The result is well-formed, and sanitising it again changes nothing. Links that leave the shop get
 * rel="nofollow noopener". Input far beyond what people write comes back as plain text.
 *
 * Returns: (transfer full): HTML that may stand in a page
 */
char *
vt_html_sanitise (const char *html)
{
  char *clean = html != NULL ? vt_html_sanitise_simple (html) : NULL;

  return clean != NULL ? clean : vt_html_sanitise_parsed (html != NULL ? html : "");
}
