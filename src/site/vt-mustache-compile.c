/* From the source of a template to its program, in two passes. The first cuts the source into tokens (tags, and text
 * line by line) and pairs the tags. The second goes over the tokens one line at a time, because what a tag does to the
 * white space around it depends on whether it is alone on its line, and writes the nodes.
 *
 * A parent tag with all between it and its closing tag counts as one thing on its line: only its arguments matter, and
 * each of these is read like a small template of its own. */
#include "site/vt-mustache-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME_PARTS 64
#define MAX_DELIMITER  16

typedef enum
{
  TOKEN_TEXT,
  TOKEN_COMMENT, /* also a change of delimiters: leaves nothing but its effect on the line */
  TOKEN_VARIABLE,
  TOKEN_RAW,
  TOKEN_SECTION,
  TOKEN_INVERTED,
  TOKEN_PARTIAL,
  TOKEN_PARENT,
  TOKEN_BLOCK,
  TOKEN_CLOSE,
} TokenKind;

typedef struct
{
  guint8 kind;
  gboolean dynamic;
  guint32 line;
  guint32 begin;  /* of the text, or of the tag with its delimiters */
  guint32 end;    /* behind it */
  guint32 start;  /* of the name */
  guint32 length; /* of the name */
  guint32 match;  /* index of the opening or closing tag that belongs to this one */
  guint32 node;   /* of an opening tag: its node */
} Token;

typedef struct
{
  guint32 start;
  guint32 length;
} Span;

typedef struct
{
  VtTemplate *template;
  char *source;
  gsize length;
  guint32 line;
  char *open;      /* (owned) the delimiters now in force */
  char *close;     /* (owned) */
  char *close_raw; /* (owned) }}} */
  char *close_set; /* (owned) =}} */
  GArray *tokens;  /* (owned) of Token */
  GArray *pending; /* (owned) of guint32: tags opened and not yet closed */
  GArray *nodes;   /* (owned) of VtNode */
} Compiler;

static inline Token *
get_token (Compiler *self, guint index)
{
  return &g_array_index (self->tokens, Token, index);
}

static inline VtNode *
get_node (Compiler *self, guint index)
{
  return &g_array_index (self->nodes, VtNode, index);
}

static gboolean G_GNUC_PRINTF (5, 6)
    fail_at (Compiler *self, gsize offset, VtTemplateError code, GError **error, const char *format, ...)
{
  const char *line_start = self->source;
  const char *at = self->source + offset;
  g_autofree char *detail = NULL;
  guint line = 1;
  va_list args;

  for (const char *p = self->source; p < at; p++)
    if (*p == '\n')
      {
        line++;
        line_start = p + 1;
      }

  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);

  /* Translators: a template's name, then what is wrong there and how to mend it. */
  g_set_error (error, VT_TEMPLATE_ERROR, (gint) code, _ ("%s, line %u, column %u: %s"), self->template->name, line,
               (guint) g_utf8_pointer_to_offset (line_start, at) + 1, detail);
  return FALSE;
}

static void
set_delimiters (Compiler *self, const char *open, gsize open_length, const char *close, gsize close_length)
{
  g_free (self->open);
  g_free (self->close);
  g_free (self->close_raw);
  g_free (self->close_set);
  self->open = g_strndup (open, open_length);
  self->close = g_strndup (close, close_length);
  self->close_raw = g_strconcat ("}", self->close, NULL);
  self->close_set = g_strconcat ("=", self->close, NULL);
}

static void
add_text (Compiler *self, gsize begin, gsize end)
{
  while (begin < end)
    {
      const char *newline = memchr (self->source + begin, '\n', end - begin);
      gsize stop = newline != NULL ? (gsize) (newline - self->source) + 1 : end;
      Token token = { .kind = TOKEN_TEXT, .line = self->line, .begin = (guint32) begin, .end = (guint32) stop };

      g_array_append_val (self->tokens, token);
      if (newline != NULL)
        self->line++;
      begin = stop;
    }
}

static Span
trim (Compiler *self, gsize begin, gsize end)
{
  while (begin < end && g_ascii_isspace (self->source[begin]))
    begin++;
  while (end > begin && g_ascii_isspace (self->source[end - 1]))
    end--;
  return (Span){ (guint32) begin, (guint32) (end - begin) };
}

static gsize
word_length (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && !g_ascii_isspace (text[n]))
    n++;
  return n;
}

static gboolean
read_delimiters (Compiler *self, gsize tag, gsize begin, gsize end, GError **error)
{
  Span span = trim (self, begin, end);
  const char *text = self->source + span.start;
  gsize open_length = word_length (text, span.length);
  gsize gap = open_length;

  while (gap < span.length && g_ascii_isspace (text[gap]))
    gap++;

  if (open_length == 0 || gap == span.length || word_length (text + gap, span.length - gap) != span.length - gap ||
      memchr (text, '=', span.length) != NULL)
    return fail_at (self, tag, VT_TEMPLATE_ERROR_SYNTAX, error,
                    _ ("Delimiters are changed with two words without “=”, as in {{=<%% %%>=}}. Write it so."));

  if (open_length > MAX_DELIMITER || span.length - gap > MAX_DELIMITER)
    return fail_at (self, tag, VT_TEMPLATE_ERROR_LIMIT, error, _ ("A delimiter is longer than %d bytes. Shorten it."),
                    MAX_DELIMITER);

  set_delimiters (self, text, open_length, text + gap, span.length - gap);
  return TRUE;
}

static gboolean
names_a_path (const Token *token)
{
  return token->dynamic || token->kind == TOKEN_VARIABLE || token->kind == TOKEN_RAW || token->kind == TOKEN_SECTION ||
         token->kind == TOKEN_INVERTED;
}

static gboolean
check_path (Compiler *self, const Token *token, GError **error)
{
  const char *name = self->source + token->start;
  guint n_dots = 0;
  gboolean gap = name[0] == '.' || name[token->length - 1] == '.';

  if (token->length == 1 && name[0] == '.')
    return TRUE;

  for (gsize i = 0; i < token->length; i++)
    if (name[i] == '.')
      {
        n_dots++;
        gap = gap || name[i + 1] == '.';
      }

  if (gap)
    return fail_at (self, token->begin, VT_TEMPLATE_ERROR_SYNTAX, error,
                    _ ("The name “%.*s” has a dot with nothing before or after it. Write names as in “product.title”."),
                    (int) token->length, name);
  if (n_dots >= MAX_NAME_PARTS)
    return fail_at (self, token->begin, VT_TEMPLATE_ERROR_LIMIT, error,
                    _ ("A name has more than %d parts. Shorten it."), MAX_NAME_PARTS);
  return TRUE;
}

static gboolean
check_name (Compiler *self, const Token *token, GError **error)
{
  const char *name = self->source + token->start;

  if (token->length == 0)
    return fail_at (self, token->begin, VT_TEMPLATE_ERROR_SYNTAX, error,
                    _ ("A tag has no name. Put a name between %s and %s, or remove the tag."), self->open, self->close);
  if (word_length (name, token->length) != token->length)
    return fail_at (self, token->begin, VT_TEMPLATE_ERROR_SYNTAX, error,
                    _ ("The name “%.*s” contains a space. A tag holds one name; is a “%s” missing?"),
                    (int) MIN (word_length (name, token->length), 60), name, self->close);
  return !names_a_path (token) || check_path (self, token, error);
}

static gboolean
closes (Compiler *self, const Token *opening, const Token *closing)
{
  Span name = { closing->start, closing->length };

  if (opening->dynamic)
    {
      if (name.length == 0 || self->source[name.start] != '*')
        return FALSE;
      name = trim (self, name.start + 1, name.start + name.length);
    }
  return name.length == opening->length &&
         memcmp (self->source + name.start, self->source + opening->start, name.length) == 0;
}

static gboolean
pair_closing (Compiler *self, Token *token, GError **error)
{
  const char *name = self->source + token->start;
  guint index = self->tokens->len;
  guint opening_index;
  Token *opening;

  if (self->pending->len == 0)
    return fail_at (self, token->begin, VT_TEMPLATE_ERROR_SYNTAX, error,
                    _ ("“%.*s” is closed here but not open. Remove this tag, or open it before."), (int) token->length,
                    name);

  opening_index = g_array_index (self->pending, guint32, self->pending->len - 1);
  opening = get_token (self, opening_index);
  if (!closes (self, opening, token))
    return fail_at (self, token->begin, VT_TEMPLATE_ERROR_SYNTAX, error,
                    _ ("“%.*s” is closed here, but “%.*s” from line %u is still open. Close that one first."),
                    (int) token->length, name, (int) opening->length, self->source + opening->start, opening->line);

  opening->match = index;
  token->match = opening_index;
  g_array_set_size (self->pending, self->pending->len - 1);
  return TRUE;
}

static gboolean
add_tag (Compiler *self, Token *token, GError **error)
{
  guint32 index = self->tokens->len;

  if ((token->kind == TOKEN_PARTIAL || token->kind == TOKEN_PARENT) && token->length > 0 &&
      self->source[token->start] == '*')
    {
      Span name = trim (self, token->start + 1, token->start + token->length);

      token->dynamic = TRUE;
      token->start = name.start;
      token->length = name.length;
    }

  if (token->kind == TOKEN_CLOSE)
    {
      if (!pair_closing (self, token, error))
        return FALSE;
    }
  else if (token->kind != TOKEN_COMMENT)
    {
      if (!check_name (self, token, error))
        return FALSE;
    }

  if (token->kind == TOKEN_SECTION || token->kind == TOKEN_INVERTED || token->kind == TOKEN_PARENT ||
      token->kind == TOKEN_BLOCK)
    {
      if (self->pending->len >= VT_TEMPLATE_MAX_NESTING)
        return fail_at (self, token->begin, VT_TEMPLATE_ERROR_LIMIT, error,
                        _ ("More than %d sections are open inside each other. Move some into a partial."),
                        VT_TEMPLATE_MAX_NESTING);
      g_array_append_val (self->pending, index);
    }

  g_array_append_val (self->tokens, *token);
  return TRUE;
}

static TokenKind
kind_for_sigil (char sigil)
{
  switch (sigil)
    {
    case '#':
      return TOKEN_SECTION;
    case '^':
      return TOKEN_INVERTED;
    case '/':
      return TOKEN_CLOSE;
    case '>':
      return TOKEN_PARTIAL;
    case '<':
      return TOKEN_PARENT;
    case '$':
      return TOKEN_BLOCK;
    case '{':
    case '&':
      return TOKEN_RAW;
    case '!':
    case '=':
      return TOKEN_COMMENT;
    default:
      return TOKEN_VARIABLE;
    }
}

/* Looks only as far as it must: there may be as many searches as tags. Delimiters are short. */
static const char *
find (Compiler *self, gsize position, const char *delimiter)
{
  return g_strstr_len (self->source + position, (gssize) (self->length - position), delimiter);
}

/* Reads the tag whose opening delimiter is at @begin; @end is set behind it. */
static gboolean
read_tag (Compiler *self, gsize begin, gsize *end, GError **error)
{
  gsize content = begin + strlen (self->open);
  char sigil = self->source[content];
  Token token = { .kind = (guint8) kind_for_sigil (sigil), .line = self->line, .begin = (guint32) begin };
  const char *closing = sigil == '{' ? self->close_raw : sigil == '=' ? self->close_set : self->close;
  gsize closing_length = strlen (closing);
  const char *found;
  gsize stop;
  Span name;

  if (token.kind != TOKEN_VARIABLE)
    content++;

  found = find (self, content, closing);
  if (found == NULL)
    return fail_at (self, begin, VT_TEMPLATE_ERROR_SYNTAX, error,
                    _ ("This tag is never closed. Add “%s” where it should end."), closing);

  stop = (gsize) (found - self->source);
  *end = stop + closing_length;
  name = trim (self, content, stop);
  token.end = (guint32) *end;
  token.start = name.start;
  token.length = name.length;
  for (gsize i = begin; i < *end; i++)
    self->line += self->source[i] == '\n';

  if (sigil == '=' && !read_delimiters (self, begin, content, stop, error))
    return FALSE;
  return add_tag (self, &token, error);
}

static gboolean
tokenize (Compiler *self, GError **error)
{
  gsize position = 0;
  const char *found;

  while ((found = find (self, position, self->open)) != NULL)
    {
      gsize tag = (gsize) (found - self->source);

      add_text (self, position, tag);
      if (!read_tag (self, tag, &position, error))
        return FALSE;
    }
  add_text (self, position, self->length);

  if (self->pending->len > 0)
    {
      const Token *token = get_token (self, g_array_index (self->pending, guint32, self->pending->len - 1));

      return fail_at (self, token->begin, VT_TEMPLATE_ERROR_SYNTAX, error,
                      _ ("“%.*s” is opened here and never closed. Add {{/%.*s}} where it should end."),
                      (int) token->length, self->source + token->start, (int) token->length,
                      self->source + token->start);
    }
  return TRUE;
}

static gboolean
ends_line (Compiler *self, const Token *token)
{
  return token->kind == TOKEN_TEXT && self->source[token->end - 1] == '\n';
}

static gboolean
is_blank (Compiler *self, const Token *token)
{
  return token->kind == TOKEN_TEXT && trim (self, token->begin, token->end).length == 0;
}

static gsize
blank_length (Compiler *self, gsize begin, gsize end)
{
  gsize n = 0;

  while (begin + n < end && (self->source[begin + n] == ' ' || self->source[begin + n] == '\t'))
    n++;
  return n;
}

/* Takes @dedent off the start of the line at @begin, or as much of it as the line has. */
static Span
strip_dedent (Compiler *self, gsize begin, gsize end, Span dedent)
{
  gsize n = 0;

  while (n < dedent.length && begin + n < end && self->source[begin + n] == self->source[dedent.start + n])
    n++;
  return (Span){ (guint32) (begin + n), (guint32) (end - begin - n) };
}

/* The white space before the first line with something on it, where the content of a block begins on a line of its own.
 */
static gboolean
find_content_indent (Compiler *self, const Token *opening, Span *indent)
{
  gsize end = get_token (self, opening->match)->begin;
  gsize position = opening->end;
  gboolean first = TRUE;

  while (position < end)
    {
      gsize blank = blank_length (self, position, end);
      gsize rest = position + blank;

      if (rest < end && self->source[rest] == '\r')
        rest++;
      if (rest >= end)
        return FALSE;
      if (self->source[rest] != '\n')
        {
          *indent = (Span){ (guint32) position, (guint32) blank };
          return !first;
        }
      position = rest + 1;
      first = FALSE;
    }
  return FALSE;
}

static guint
add_node (Compiler *self, VtNodeKind kind, const Token *token)
{
  VtNode node = { .kind = (guint8) kind, .line = token->line, .start = token->start, .length = token->length };

  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

/* Ends the name where it stands, with its dots as ends of parts too. The byte behind a name is its tag's. */
static void
set_name (Compiler *self, VtNode *node, const Token *token)
{
  char *name = self->source + token->start;

  node->n_parts = 1;
  if (token->dynamic)
    node->flags |= VT_NODE_DYNAMIC;
  name[token->length] = '\0';

  if (!names_a_path (token))
    return;

  if (token->length == 1 && name[0] == '.')
    {
      node->n_parts = 0;
      return;
    }
  for (gsize i = 0; i < token->length; i++)
    if (name[i] == '.')
      {
        name[i] = '\0';
        node->n_parts++;
      }
}

static void
emit_text (Compiler *self, const Token *token, Span span, gboolean line_start)
{
  VtNode *last = self->nodes->len > 0 ? get_node (self, self->nodes->len - 1) : NULL;
  VtNode *node;

  if (span.length == 0)
    return;

  if (last != NULL && last->kind == VT_NODE_TEXT && last->start + last->length == span.start)
    {
      last->length += span.length;
      return;
    }

  node = get_node (self, add_node (self, VT_NODE_TEXT, token));
  node->start = span.start;
  node->length = span.length;
  if (line_start)
    node->flags |= VT_NODE_LINE_START;
}

static void
emit_close (Compiler *self, const Token *token, gboolean standalone, VtNodeFlags line_end)
{
  VtNode *node = get_node (self, get_token (self, token->match)->node);

  node->end = self->nodes->len;
  if (standalone && node->kind == VT_NODE_BLOCK)
    node->flags |= (guint8) line_end;
}

static void emit_region (Compiler *self, guint first, guint end, Span dedent);

static void
emit_argument (Compiler *self, const Token *token, guint index, Span dedent)
{
  guint node = add_node (self, VT_NODE_ARGUMENT, token);
  guint first = index + 1;
  guint end = token->match;
  Span indent;

  set_name (self, get_node (self, node), token);

  if (first < end && is_blank (self, get_token (self, first)) && ends_line (self, get_token (self, first)))
    {
      if (find_content_indent (self, token, &indent))
        dedent = indent;
      first++;
    }
  if (first < end && is_blank (self, get_token (self, end - 1)) && !ends_line (self, get_token (self, end - 1)) &&
      ends_line (self, get_token (self, end - 2)))
    end--;

  emit_region (self, first, end, dedent);
  get_node (self, node)->end = self->nodes->len;
}

static void
emit_parent (Compiler *self, const Token *token, guint index, gboolean standalone, Span indent, Span dedent)
{
  guint node = add_node (self, VT_NODE_PARENT, token);

  set_name (self, get_node (self, node), token);
  if (standalone)
    get_node (self, node)->flags |= VT_NODE_STANDALONE;
  get_node (self, node)->indent = indent.start;
  get_node (self, node)->indent_length = indent.length;

  for (guint i = index + 1; i < token->match; i++)
    {
      const Token *inner = get_token (self, i);

      if (inner->kind == TOKEN_BLOCK)
        emit_argument (self, inner, i, dedent);
      if (inner->match > i)
        i = inner->match;
    }
  get_node (self, node)->end = self->nodes->len;
}

static void
emit_tag (Compiler *self, Token *token, VtNodeKind kind, gboolean standalone, Span indent, Span dedent)
{
  VtNode *node;
  Span content;

  token->node = add_node (self, kind, token);
  node = get_node (self, token->node);

  if (kind == VT_NODE_BLOCK && standalone && find_content_indent (self, token, &content))
    indent = strip_dedent (self, content.start, content.start + content.length, dedent);
  if (standalone)
    node->flags |= VT_NODE_STANDALONE;
  node->indent = indent.start;
  node->indent_length = indent.length;
  node->end = self->nodes->len;
  set_name (self, node, token);
}

static void
emit_token (Compiler *self, guint index, gboolean standalone, Span indent, Span dedent, VtNodeFlags line_end)
{
  static const VtNodeKind kinds[] = {
    [TOKEN_VARIABLE] = VT_NODE_VARIABLE, [TOKEN_RAW] = VT_NODE_RAW,         [TOKEN_SECTION] = VT_NODE_SECTION,
    [TOKEN_INVERTED] = VT_NODE_INVERTED, [TOKEN_PARTIAL] = VT_NODE_PARTIAL, [TOKEN_BLOCK] = VT_NODE_BLOCK,
  };
  Token *token = get_token (self, index);

  switch ((TokenKind) token->kind)
    {
    case TOKEN_TEXT:
      emit_text (self, token, (Span){ token->begin, token->end - token->begin }, FALSE);
      break;
    case TOKEN_COMMENT:
      break;
    case TOKEN_CLOSE:
      emit_close (self, token, standalone, line_end);
      break;
    case TOKEN_PARENT:
      emit_parent (self, token, index, standalone, indent, dedent);
      break;
    case TOKEN_VARIABLE:
    case TOKEN_RAW:
    case TOKEN_SECTION:
    case TOKEN_INVERTED:
    case TOKEN_PARTIAL:
    case TOKEN_BLOCK:
    default:
      emit_tag (self, token, kinds[token->kind], standalone, indent, dedent);
      break;
    }
}

static gboolean
is_block_tag (Compiler *self, const Token *token)
{
  return token->kind == TOKEN_BLOCK ||
         (token->kind == TOKEN_CLOSE && get_token (self, token->match)->kind == TOKEN_BLOCK);
}

/* Finds where the line at @first ends, and whether it is a tag's alone: one tag that leaves nothing in place, or any
 * number of block tags, since {{$a}}{{/a}} is one thing too. */
static guint
measure_line (Compiler *self, guint first, guint end, gboolean *standalone)
{
  guint n_tags = 0, n_block_tags = 0;
  gboolean visible = FALSE;
  guint i = first;

  while (i < end)
    {
      const Token *token = get_token (self, i);

      i = token->kind == TOKEN_PARENT ? token->match + 1 : i + 1;
      if (token->kind == TOKEN_TEXT)
        {
          visible = visible || !is_blank (self, token);
          if (ends_line (self, token))
            break;
          continue;
        }
      n_tags++;
      n_block_tags += is_block_tag (self, token) ? 1 : 0;
      visible = visible || token->kind == TOKEN_VARIABLE || token->kind == TOKEN_RAW;
    }

  *standalone = !visible && n_tags > 0 && (n_tags == 1 || n_tags == n_block_tags);
  return i;
}

static VtNodeFlags
get_line_end (Compiler *self, const Token *last)
{
  if (!ends_line (self, last))
    return 0;
  return last->end - last->begin > 1 && self->source[last->end - 2] == '\r' ? VT_NODE_ENDS_CRLF : VT_NODE_ENDS_LF;
}

/* Writes the white space a line begins with, or the mark that the line begins with a tag. */
static void
emit_line_start (Compiler *self, const Token *token, Span text)
{
  if (token->kind == TOKEN_TEXT && text.length > 0)
    emit_text (self, token, text, TRUE);
  else
    add_node (self, VT_NODE_INDENT, token);
}

static guint
emit_line (Compiler *self, guint first, guint end, Span dedent)
{
  gboolean standalone;
  guint next = measure_line (self, first, end, &standalone);
  const Token *token = get_token (self, first);
  VtNodeFlags line_end = get_line_end (self, get_token (self, next - 1));
  Span text = { token->begin, 0 };
  guint i = first;

  if (token->kind == TOKEN_TEXT)
    {
      text = strip_dedent (self, token->begin, token->end, dedent);
      i++;
    }
  if (!standalone)
    emit_line_start (self, token, text);

  while (i < next)
    {
      token = get_token (self, i);
      if (!standalone || token->kind != TOKEN_TEXT)
        emit_token (self, i, standalone, text, dedent, line_end);
      i = token->kind == TOKEN_PARENT ? token->match + 1 : i + 1;
    }
  return next;
}

static void
emit_region (Compiler *self, guint first, guint end, Span dedent)
{
  while (first < end)
    first = emit_line (self, first, end, dedent);
}

/*< private >
 * vt_mustache_compile:
 * @self: with its name and source; the source is written into
 * @length: bytes of the source, which is UTF-8 without a NUL in it and has one behind it
 * @error: %VT_TEMPLATE_ERROR_SYNTAX or %VT_TEMPLATE_ERROR_LIMIT, with line and column
 *
 * Fills in the nodes. White space follows the specification (standalone tags, indentation of partials and blocks).
 */
gboolean
vt_mustache_compile (VtTemplate *self, gsize length, GError **error)
{
  Compiler compiler = {
    .template = self,
    .source = self->source,
    .length = length,
    .line = 1,
    .tokens = g_array_new (FALSE, FALSE, sizeof (Token)),
    .pending = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .nodes = g_array_new (FALSE, FALSE, sizeof (VtNode)),
  };
  gboolean ok;

  set_delimiters (&compiler, "{{", 2, "}}", 2);
  ok = tokenize (&compiler, error);
  if (ok)
    emit_region (&compiler, 0, compiler.tokens->len, (Span){ 0, 0 });

  self->n_nodes = compiler.nodes->len;
  self->nodes = (VtNode *) (gpointer) g_array_free (compiler.nodes, FALSE);
  g_array_free (compiler.tokens, TRUE);
  g_array_free (compiler.pending, TRUE);
  g_free (compiler.open);
  g_free (compiler.close);
  g_free (compiler.close_raw);
  g_free (compiler.close_set);
  return ok;
}
