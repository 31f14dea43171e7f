/* Most descriptions are paragraphs, headings and lists of plain text with some emphasis, well-formed and without
 * attributes. For those alone this gives what the sanitiser would, without building a tree; for all else it gives
 * nothing. A test holds the two against each other. */

#include "base/vt-html-private.h"

#include <string.h>

#define MAX_LENGTH  (64 * 1024)
#define MAX_INLINES 4

typedef enum
{
  TAG_NONE,
  TAG_PHRASING, /* p, h2-h4 */
  TAG_LIST,     /* ul, ol */
  TAG_ITEM,     /* li */
  TAG_INLINE,   /* strong … */
  TAG_BREAK     /* br */
} TagKind;

typedef struct
{
  const char *name;
  gsize length;
} Tag;

typedef struct
{
  GString *out;
  const char *at;
  Tag list;  /* open, or without a name */
  Tag block; /* p, a heading or li that is open, or without a name */
  Tag inlines[MAX_INLINES];
  guint n_inlines;
  gsize block_start;    /* of `out`, behind the start tag of the innermost that is open */
  gboolean has_content; /* something stands in the block */
} Simple;

static TagKind
kind_of (Tag tag)
{
  static const struct
  {
    const char *name;
    TagKind kind;
  } kinds[] = {
    { "p", TAG_PHRASING }, { "li", TAG_ITEM },     { "ul", TAG_LIST },     { "strong", TAG_INLINE },
    { "br", TAG_BREAK },   { "h2", TAG_PHRASING }, { "h3", TAG_PHRASING }, { "h4", TAG_PHRASING },
    { "ol", TAG_LIST },    { "em", TAG_INLINE },   { "b", TAG_INLINE },    { "i", TAG_INLINE },
    { "u", TAG_INLINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strlen (kinds[i].name) == tag.length && memcmp (kinds[i].name, tag.name, tag.length) == 0)
      return kinds[i].kind;

  return TAG_NONE;
}

static gboolean
is_same (Tag a, Tag b)
{
  return a.length == b.length && memcmp (a.name, b.name, a.length) == 0;
}

/* An entity that everybody writes, as the sanitiser writes it. */
static gboolean
take_entity (Simple *self)
{
  static const struct
  {
    const char *entity, *as;
  } known[] = {
    { "&amp;", "&amp;" }, { "&lt;", "&lt;" }, { "&gt;", "&gt;" }, { "&quot;", "\"" }, { "&nbsp;", "\xc2\xa0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (self->at, known[i].entity))
      {
        self->at += strlen (known[i].entity);
        g_string_append (self->out, known[i].as);
        return TRUE;
      }

  return FALSE;
}

/* How many bytes of one character stand here that neither composes with others nor means anything in HTML; 0: none. */
static gsize
plain_length (const char *text)
{
  const guchar *p = (const guchar *) text;

  if (*p < 0x80)
    return (*p >= 0x20 && *p < 0x7F && *p != '<' && *p != '>' && *p != '&') || *p == '\n' || *p == '\t';

  /* U+00A0 to U+02FF */
  return ((p[0] == 0xC2 && p[1] >= 0xA0) || (p[0] >= 0xC3 && p[0] <= 0xCB)) && (p[1] & 0xC0) == 0x80 ? 2 : 0;
}

/* The text up to the next tag. */
static gboolean
take_text (Simple *self)
{
  gboolean is_blank = TRUE;

  while (*self->at != '<' && *self->at != '\0')
    {
      const char *start = self->at;
      gsize length;

      while ((length = plain_length (self->at)) > 0)
        {
          is_blank = is_blank && (*self->at == ' ' || *self->at == '\n' || *self->at == '\t');
          self->at += length;
        }
      if (self->block.name != NULL)
        g_string_append_len (self->out, start, self->at - start);
      if (*self->at == '<' || *self->at == '\0')
        break;
      is_blank = FALSE;
      if (self->block.name == NULL || !take_entity (self))
        return FALSE;
    }
  if (self->block.name == NULL)
    return is_blank;

  if (is_blank && !self->has_content)
    return FALSE;
  self->has_content = TRUE;

  return TRUE;
}

static void
write_tag (Simple *self, Tag tag, gboolean ends)
{
  g_string_append (self->out, ends ? "</" : "<");
  g_string_append_len (self->out, tag.name, (gssize) tag.length);
  g_string_append_c (self->out, '>');
  self->block_start = self->out->len;
}

static gboolean
open_inline (Simple *self, Tag tag)
{
  for (guint i = 0; i < self->n_inlines; i++)
    if (is_same (self->inlines[i], tag))
      return FALSE;
  if (self->block.name == NULL || self->n_inlines == MAX_INLINES)
    return FALSE;

  self->inlines[self->n_inlines++] = tag;
  write_tag (self, tag, FALSE);

  return TRUE;
}

static gboolean
take_start (Simple *self, Tag tag)
{
  switch (kind_of (tag))
    {
    case TAG_PHRASING:
      if (self->block.name != NULL || self->list.name != NULL)
        return FALSE;
      self->block = tag;
      break;
    case TAG_LIST:
      if (self->block.name != NULL || self->list.name != NULL)
        return FALSE;
      self->list = tag;
      break;
    case TAG_ITEM:
      if (self->block.name != NULL || self->list.name == NULL)
        return FALSE;
      self->block = tag;
      break;
    case TAG_INLINE:
      return open_inline (self, tag);
    case TAG_BREAK:
      if (!self->has_content)
        return FALSE;
      write_tag (self, tag, FALSE);
      self->block_start = 0;
      return TRUE;
    case TAG_NONE:
    default:
      return FALSE;
    }
  self->has_content = FALSE;
  write_tag (self, tag, FALSE);

  return TRUE;
}

/* What is empty is left to the sanitiser. */
static gboolean
take_end (Simple *self, Tag tag)
{
  if (self->out->len == self->block_start && self->block.name != NULL)
    return FALSE;

  if (self->n_inlines > 0)
    {
      if (!is_same (self->inlines[self->n_inlines - 1], tag))
        return FALSE;
      self->n_inlines--;
      write_tag (self, tag, TRUE);
      self->block_start = 0;
      return TRUE;
    }
  if (self->block.name != NULL)
    {
      if (!is_same (self->block, tag) || !self->has_content)
        return FALSE;
      self->block = (Tag){ NULL, 0 };
    }
  else
    {
      if (self->list.name == NULL || !is_same (self->list, tag) || self->out->len == self->block_start)
        return FALSE;
      self->list = (Tag){ NULL, 0 };
    }
  write_tag (self, tag, TRUE);
  self->block_start = 0;

  return TRUE;
}

static gboolean
take_tag (Simple *self)
{
  gboolean ends = self->at[1] == '/';
  Tag tag = { self->at + (ends ? 2 : 1), 0 };

  tag.length = strspn (tag.name, "abcdefghijklmnopqrstuvwxyz1234");
  if (tag.name[tag.length] != '>')
    return FALSE;
  self->at = tag.name + tag.length + 1;

  return ends ? take_end (self, tag) : take_start (self, tag);
}

/**
 * vt_html_sanitise_simple:
 * @html: HTML from anywhere
 *
 * Returns: (transfer full) (nullable): what vt_html_sanitise_parsed() gives, or %NULL when that has to be asked
 */
char *
vt_html_sanitise_simple (const char *html)
{
  g_autoptr (GString) out = NULL;
  Simple self = { .at = html };

  if (*html != '<' || strlen (html) > MAX_LENGTH)
    return NULL;

  out = g_string_sized_new (strlen (html) + 1);
  self.out = out;
  while (*self.at != '\0')
    if (*self.at == '<' ? !take_tag (&self) : !take_text (&self))
      return NULL;
  if (self.block.name != NULL || self.list.name != NULL)
    return NULL;

  return g_string_free (g_steal_pointer (&out), FALSE);
}
