/* A style sheet that a merchant wrote: whether it is whole, and whether it stays within the shop. The tokens are those
 * of CSS Syntax Module Level 3; what they mean is left to the browser. */

#include "brand/vt-brand-css.h"

#include "brand/vt-brand.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 32
#define MAX_NAME  64

typedef struct
{
  const char *at;
  guint line;   /* from 1 */
  guint column; /* from 1, in characters */
} Place;

/* What has been opened. The outermost, which nothing opened, is the sheet itself. */
typedef struct
{
  Place opened;
  char closer;      /* '}', ')', ']'; '\0' of the sheet */
  gboolean address; /* strings in it are addresses */
  Place statement;  /* where it begins; at is NULL before it does */
  gboolean at_rule;
  gboolean custom; /* a property of the author's own, which may hold anything */
  guint colons;
  Place word; /* the last name at this depth */
} Frame;

typedef struct
{
  Place here;
  const char *start;
  const char *end;
  Frame frames[MAX_DEPTH];
  guint n_frames;
  Place fault;
  GError **error;
} Scanner;

static gboolean fail (Scanner *self, const Place *place, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (Scanner *self, const Place *place, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->fault = *place;
  /* TRANSLATORS: a place in a text, and what is wrong there */
  g_set_error (self->error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, _ ("Line %u, column %u: %s"), place->line,
               place->column, reason);
  return FALSE;
}

static gboolean
is_over (Scanner *self)
{
  return self->here.at >= self->end;
}

static char
peek (Scanner *self, gsize ahead)
{
  return (gsize) (self->end - self->here.at) > ahead ? self->here.at[ahead] : '\0';
}

static void
advance (Scanner *self)
{
  gboolean breaks = *self->here.at == '\n';

  self->here.at = g_utf8_next_char (self->here.at);
  self->here.line += breaks ? 1 : 0;
  self->here.column = breaks ? 1 : self->here.column + 1;
}

static Frame *
top (Scanner *self)
{
  return &self->frames[self->n_frames - 1];
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '\\' || (guchar) c >= 0x80;
}

/* An escape is what it stands for, so that "\75rl(" is seen to be "url(". The backslash is here. */
static gunichar
read_escape (Scanner *self)
{
  gunichar c = 0;
  guint n_digits = 0;

  advance (self);
  if (is_over (self))
    return 0xfffd;
  if (!g_ascii_isxdigit (peek (self, 0)))
    {
      c = g_utf8_get_char (self->here.at);
      advance (self);
      return c;
    }

  for (; n_digits < 6 && g_ascii_isxdigit (peek (self, 0)); n_digits++)
    {
      c = c * 16 + (gunichar) g_ascii_xdigit_value (peek (self, 0));
      advance (self);
    }
  if (g_ascii_isspace (peek (self, 0)))
    advance (self);

  return c != 0 && g_unichar_validate (c) ? c : 0xfffd;
}

/* The next character of a name or a text. */
static gunichar
read_character (Scanner *self)
{
  gunichar c;

  if (peek (self, 0) == '\\')
    return read_escape (self);

  c = g_utf8_get_char (self->here.at);
  advance (self);
  return c;
}

static void
read_name (Scanner *self, GString *name)
{
  g_string_truncate (name, 0);
  while (!is_over (self) && is_name_char (peek (self, 0)))
    {
      gunichar c = read_character (self);

      if (name->len < MAX_NAME)
        g_string_append_unichar (name, g_unichar_tolower (c));
    }
}

/* Addresses -------------------------------------------------------------------------------------------------------- */

/* Browsers leave line breaks and tabs out of an address: "/", tab, "/elsewhere" would be elsewhere. */
static gboolean
is_path (const char *address)
{
  if (address[0] != '/' || address[1] == '/')
    return FALSE;
  for (const char *p = address; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || *p == '\\')
      return FALSE;

  return TRUE;
}

/* Within the shop, or written out in the sheet itself. */
static gboolean
check_address (Scanner *self, const Place *place, const char *address)
{
  if (g_ascii_strncasecmp (address, "data:image/", strlen ("data:image/")) == 0)
    return TRUE;
  if (address[0] == '#' || is_path (address))
    return TRUE;

  return fail (self, place, _ ("an address has to be of this shop and begin with one “/”, or be a “data:image/”"));
}

/* The bracket and the white space behind it have been read. */
static gboolean
read_bare_address (Scanner *self, const Place *opened)
{
  g_autoptr (GString) address = g_string_new (NULL);
  Place place = self->here;

  while (!is_over (self) && peek (self, 0) != ')')
    {
      if (strchr ("\"'(", peek (self, 0)) != NULL)
        return fail (self, &self->here,
                     _ ("an address with quotation marks or brackets in it has to stand in quotation "
                        "marks"));
      g_string_append_unichar (address, read_character (self));
    }
  if (is_over (self))
    return fail (self, opened, _ ("this “(” is never closed"));

  advance (self);
  return check_address (self, &place, g_strstrip (address->str));
}

static gboolean
is_address_function (const char *name)
{
  static const char *const functions[] = { "url", "src", "image", "image-set", "-webkit-image-set", NULL };

  return g_strv_contains (functions, name);
}

/* Brackets --------------------------------------------------------------------------------------------------------- */

static gboolean
push (Scanner *self, const Place *opened, char closer, gboolean address)
{
  Frame frame = { 0 };

  if (self->n_frames == MAX_DEPTH)
    return fail (self, opened, _ ("too much is nested here"));

  frame.opened = *opened;
  frame.closer = closer;
  frame.address = address || (closer != '}' && top (self)->address);
  self->frames[self->n_frames++] = frame;
  return TRUE;
}

static void
begin_statement (Frame *frame)
{
  frame->statement.at = NULL;
  frame->at_rule = frame->custom = FALSE;
  frame->colons = 0;
}

/* What ends in ";" or with its block has to be a declaration, or a rule such as "@layer a;". */
static gboolean
end_statement (Scanner *self)
{
  Frame *frame = top (self);
  gboolean declared = frame->closer == '}' && frame->colons > 0;

  if (frame->statement.at == NULL || frame->at_rule)
    return TRUE;
  if (frame->closer == '\0')
    return fail (self, &frame->statement, _ ("this stands outside of every rule; a rule has “{” and “}”"));
  if (!declared)
    return fail (self, &frame->statement, _ ("a property needs a “:” and a value"));
  if (frame->colons > 1 && !frame->custom)
    return fail (self, &frame->word, _ ("a “;” is missing before this"));

  return TRUE;
}

static gboolean
close_bracket (Scanner *self, char closer)
{
  Frame *frame = top (self);

  if (frame->closer == '\0')
    return fail (self, &self->here, _ ("this “%c” closes nothing"), closer);
  if (frame->closer != closer)
    return fail (self, &self->here, _ ("“%c” is expected before this “%c”: line %u is still open"), frame->closer,
                 closer, frame->opened.line);
  if (closer == '}' && !end_statement (self))
    return FALSE;

  self->n_frames--;
  if (closer == '}')
    begin_statement (top (self));
  advance (self);
  return TRUE;
}

/* Tokens ----------------------------------------------------------------------------------------------------------- */

static void
note_statement (Scanner *self)
{
  if (top (self)->statement.at == NULL)
    top (self)->statement = self->here;
}

static gboolean
read_comment (Scanner *self)
{
  Place opened = self->here;

  while (!is_over (self) && !(peek (self, 0) == '*' && peek (self, 1) == '/' && self->here.at > opened.at + 1))
    advance (self);
  if (is_over (self))
    return fail (self, &opened, _ ("this comment is never closed"));

  advance (self);
  advance (self);
  return TRUE;
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r' || c == '\f';
}

static gboolean
read_text (Scanner *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Place opened = self->here;
  char mark = peek (self, 0);

  advance (self);
  while (!is_over (self) && peek (self, 0) != mark && !is_line_end (peek (self, 0)))
    if (peek (self, 0) == '\\' && is_line_end (peek (self, 1)))
      {
        advance (self);
        advance (self);
      }
    else
      g_string_append_unichar (text, read_character (self));
  if (peek (self, 0) != mark)
    return fail (self, &opened, _ ("this quotation mark is never closed"));

  advance (self);
  return !top (self)->address || check_address (self, &opened, text->str);
}

static gboolean
read_at_rule (Scanner *self)
{
  static const char *const allowed[] = { "media",          "supports",          "container", "layer", "scope",
                                         "keyframes",      "property",          "font-face", "page",  "counter-style",
                                         "starting-style", "-webkit-keyframes", NULL };
  g_autoptr (GString) name = g_string_new (NULL);
  Place place = self->here;

  note_statement (self);
  advance (self);
  read_name (self, name);
  if (!g_strv_contains (allowed, name->str))
    return fail (self, &place, _ ("“@%s” cannot be used here"), name->str);

  top (self)->at_rule = TRUE;
  return TRUE;
}

static gboolean
read_word (Scanner *self)
{
  g_autoptr (GString) name = g_string_new (NULL);
  Frame *frame = top (self);
  gboolean first = frame->statement.at == NULL;
  Place place = self->here;
  Place opened;

  note_statement (self);
  read_name (self, name);
  if (first)
    frame->custom = g_str_has_prefix (name->str, "--");
  if (frame->colons <= 1)
    frame->word = place;
  if (peek (self, 0) != '(')
    return TRUE;

  opened = self->here;
  advance (self);
  if (frame->address && (strcmp (name->str, "var") == 0 || strcmp (name->str, "env") == 0))
    return fail (self, &place, _ ("an address has to be written out"));
  if (strcmp (name->str, "url") == 0)
    {
      while (!is_over (self) && g_ascii_isspace (peek (self, 0)))
        advance (self);
      if (peek (self, 0) != '"' && peek (self, 0) != '\'')
        return read_bare_address (self, &opened);
    }

  return push (self, &opened, ')', is_address_function (name->str));
}

static gboolean
read_bracket (Scanner *self, char closer)
{
  Place opened = self->here;

  note_statement (self);
  advance (self);
  return push (self, &opened, closer, FALSE);
}

static gboolean
read_sign (Scanner *self)
{
  char c = peek (self, 0);

  if (c == ';')
    {
      if (!end_statement (self))
        return FALSE;
      if (top (self)->closer == '}' || top (self)->closer == '\0')
        begin_statement (top (self));
    }
  else
    {
      note_statement (self);
      if (c == ':' && !(peek (self, 1) == ':' || (self->here.at > self->start && self->here.at[-1] == ':')))
        top (self)->colons++;
    }

  advance (self);
  return TRUE;
}

static gboolean
read_token (Scanner *self)
{
  char c = peek (self, 0);

  if (c == '/' && peek (self, 1) == '*')
    return read_comment (self);
  if (c == '<' && (peek (self, 1) == '/' || peek (self, 1) == '!'))
    return fail (self, &self->here, _ ("HTML has no place in a style sheet"));
  if (g_ascii_isspace (c))
    {
      advance (self);
      return TRUE;
    }
  if (g_ascii_iscntrl (c))
    return fail (self, &self->here, _ ("this character cannot be used"));

  switch (c)
    {
    case '"':
    case '\'':
      note_statement (self);
      return read_text (self);
    case '{':
      return read_bracket (self, '}');
    case '(':
      return read_bracket (self, ')');
    case '[':
      return read_bracket (self, ']');
    case '}':
    case ')':
    case ']':
      return close_bracket (self, c);
    case '@':
      return read_at_rule (self);
    default:
      return is_name_char (c) ? read_word (self) : read_sign (self);
    }
}

static gboolean
scan (Scanner *self)
{
  while (!is_over (self))
    if (!read_token (self))
      return FALSE;

  if (top (self)->closer != '\0')
    return fail (self, &top (self)->opened, _ ("what begins here is never closed: a “%c” is missing"),
                 top (self)->closer);

  return end_statement (self);
}

/**
 * vt_brand_css_check:
 * @css: what a merchant typed
 * @length: its length in bytes, or -1
 * @line: (out) (optional): where the fault is, from 1; 0 when it is of the whole
 * @column: (out) (optional): in that line, in characters from 1
 * @error: a #VtBrandError that names the place and says what is wrong
 *
 * Whether a style sheet is whole (brackets, quotation marks and comments closed, declarations with a value) and stays
 * within the shop: no `@import`, no address of another place, no HTML, at most %VT_BRAND_CSS_MAX_BYTES.
 *
 * Returns: whether it can be used
 */
gboolean
vt_brand_css_check (const char *css, gssize length, guint *line, guint *column, GError **error)
{
  gsize size = length < 0 ? strlen (css) : (gsize) length;
  Scanner self = { { css, 1, 1 }, css,  css + size, { { { 0 }, '\0', FALSE, { 0 }, FALSE, FALSE, 0, { 0 } } }, 1,
                   { 0 },         error };
  gboolean whole = FALSE;

  if (size > VT_BRAND_CSS_MAX_BYTES)
    g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                 _ ("The style sheet is larger than %d KB; make it shorter"), VT_BRAND_CSS_MAX_BYTES / 1024);
  else if (memchr (css, '\0', size) != NULL || !g_utf8_validate (css, (gssize) size, NULL))
    g_set_error_literal (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, _ ("The style sheet is not UTF-8 text"));
  else
    whole = scan (&self);

  if (line != NULL)
    *line = self.fault.line;
  if (column != NULL)
    *column = self.fault.column;

  return whole;
}
