#include "base/vt-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ubrk.h>

#define ELLIPSIS "…"

static void
trim (GString *text)
{
  const char *start = text->str;
  const char *end = text->str + text->len;

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  g_string_truncate (text, (gsize) (end - text->str));
  g_string_erase (text, 0, start - text->str);
}

/* What most cells of a file are: ASCII, with nothing to compose and at most blanks to trim. */
static gboolean
is_plain_ascii (const char *text)
{
  const guchar *p = (const guchar *) text;

  while ((*p >= 0x20 && *p < 0x7F) || *p == '\n' || *p == '\t')
    p++;
  return *p == '\0';
}

/**
 * vt_text_normalise:
 * @utf8: (nullable): text from outside, which may be damaged
 *
 * What every text goes through on entry: bytes that are not UTF-8 become U+FFFD, characters are composed (NFC), line
 * ends become "\n", control characters other than "\n" and "\t" go, and so does white space at both ends.
 *
 * Returns: (transfer full): the text, empty for %NULL
 */
char *
vt_text_normalise (const char *utf8)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) text = NULL;
  g_autofree char *composed = NULL;

  if (utf8 == NULL || is_plain_ascii (utf8))
    return g_strstrip (g_strdup (utf8 != NULL ? utf8 : ""));

  valid = g_utf8_make_valid (utf8, -1);
  text = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] != '\n')
        g_string_append_c (text, '\n');
      else if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_len (text, p, g_utf8_next_char (p) - p);
    }
  composed = g_utf8_normalize (text->str, -1, G_NORMALIZE_NFC);
  g_string_assign (text, composed);
  trim (text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * vt_text_check:
 * @s: bytes from outside
 * @length: their number, or -1 when a zero byte ends them
 * @error: %G_IO_ERROR_INVALID_DATA
 *
 * Returns: whether @s is valid UTF-8 without zero bytes and control characters (tab and line ends are allowed)
 */
gboolean
vt_text_check (const char *s, gssize length, GError **error)
{
  const char *end = NULL;
  gsize size = length < 0 ? strlen (s) : (gsize) length;

  if (!g_utf8_validate_len (s, size, &end))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("The text is not UTF-8 (at byte %zu); save it as UTF-8 and try again"), (gsize) (end - s) + 1);
      return FALSE;
    }
  for (gsize i = 0; i < size; i++)
    {
      if ((guchar) s[i] < 0x20 && strchr ("\t\n\r", s[i]) == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("The text has a control character at byte %zu; remove it and try again"), i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

/* Embeddings, overrides and isolates (UAX #9): left open in a line, they turn what stands after it. The marks U+200E
 * and U+200F stay, which turn nothing but themselves. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * vt_text_single_line:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): @text with each run of white space, line ends included, made one space, none at the ends,
 * and without characters that turn the direction of what follows
 */
char *
vt_text_single_line (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isspace (g_utf8_get_char (p)))
        {
          gap = line->len > 0;
          continue;
        }
      if (turns_direction (g_utf8_get_char (p)))
        continue;
      if (gap)
        g_string_append_c (line, ' ');
      g_string_append_len (line, p, g_utf8_next_char (p) - p);
      gap = FALSE;
    }
  return g_string_free (line, FALSE);
}

/* Accents of the European scripts only: in Thai or Hindi the marks are vowels and tones, without which words differ. */
static gboolean
is_accent (gunichar c)
{
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF);
}

/* Letters that look accented yet have no decomposition in Unicode. */
static const char *
get_plain_letter (gunichar c)
{
  switch (c)
    {
    case 0x00E6:
      return "ae";
    case 0x00F0:
      return "d";
    case 0x00F8:
      return "o";
    case 0x00FE:
      return "th";
    case 0x0111:
      return "d";
    case 0x0131:
      return "i";
    case 0x0142:
      return "l";
    case 0x0153:
      return "oe";
    default:
      return NULL;
    }
}

/**
 * vt_text_fold:
 * @text: (nullable): valid UTF-8
 *
 * Makes the form in which two texts are compared when letter case and accents should not matter: "CRÈME" and "creme"
 * fold to the same. Not for showing.
 *
 * Returns: (transfer full): the folded text
 */
char *
vt_text_fold (const char *text)
{
  g_autofree char *cased = NULL;
  g_autofree char *decomposed = NULL;
  g_autoptr (GString) folded = NULL;

  /* Most texts of most shops, and for them this is the same. */
  if (text == NULL || g_str_is_ascii (text))
    return g_ascii_strdown (text != NULL ? text : "", -1);

  cased = g_utf8_casefold (text, -1);
  decomposed = g_utf8_normalize (cased, -1, G_NORMALIZE_NFKD);
  folded = g_string_new (NULL);
  for (const char *p = decomposed != NULL ? decomposed : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));
      const char *plain = get_plain_letter (c);

      if (plain != NULL)
        g_string_append (folded, plain);
      else if (!is_accent (c))
        g_string_append_unichar (folded, c);
    }
  return g_utf8_normalize (folded->str, -1, G_NORMALIZE_NFC);
}

static void
close_iterator (gpointer iterator)
{
  ubrk_close (iterator);
}

/* Finds words in any script, Thai included, where a dictionary tells them apart. */
static UBreakIterator *
get_word_iterator (void)
{
  static GPrivate cache = G_PRIVATE_INIT (close_iterator);
  UBreakIterator *iterator = g_private_get (&cache);
  UErrorCode status = U_ZERO_ERROR;

  if (iterator == NULL)
    {
      iterator = ubrk_open (UBRK_WORD, "", NULL, 0, &status);
      if (U_FAILURE (status))
        return NULL;
      g_private_set (&cache, iterator);
    }
  return iterator;
}

static gsize
find_word_end (const char *text, gsize limit)
{
  static const UChar nothing[1] = { 0 };
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = get_word_iterator ();
  UText *utext = utext_openUTF8 (NULL, text, -1, &status);
  gsize end = 0;

  if (iterator != NULL && U_SUCCESS (status))
    {
      ubrk_setUText (iterator, utext, &status);
      if (ubrk_isBoundary (iterator, (int32_t) limit))
        end = limit;
      else
        end = (gsize) MAX (ubrk_preceding (iterator, (int32_t) limit), 0);
      ubrk_setText (iterator, nothing, 0, &status);
    }
  utext_close (utext);
  return end;
}

static gsize
skip_back_marks (const char *text, gsize end)
{
  const char *p = text + end;

  while (p > text && g_unichar_ismark (g_utf8_get_char (p)))
    p = g_utf8_prev_char (p);
  return (gsize) (p - text);
}

/* What looks wrong just before an ellipsis. */
static gboolean
is_loose_end (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == ',' || c == ';' ||
         c == ':' || c == '.';
}

static gsize
trim_end (const char *text, gsize end)
{
  const char *p = text + end;

  while (p > text && is_loose_end (g_utf8_get_char (g_utf8_prev_char (p))))
    p = g_utf8_prev_char (p);
  return (gsize) (p - text);
}

/**
 * vt_text_ellipsise:
 * @text: (nullable): valid UTF-8
 * @max_chars: the most characters to return, the ellipsis counted
 *
 * Shortens @text at the end of a word. A single word that is too long is cut within.
 *
 * Returns: (transfer full): @text itself when it is short enough, or its beginning and "…"
 */
char *
vt_text_ellipsise (const char *text, guint max_chars)
{
  gsize limit;
  gsize end;

  if (text == NULL || max_chars == 0)
    return g_strdup ("");
  if (g_utf8_strlen (text, -1) <= (glong) max_chars)
    return g_strdup (text);

  limit = (gsize) (g_utf8_offset_to_pointer (text, (glong) max_chars - 1) - text);
  end = trim_end (text, find_word_end (text, limit));
  if (end == 0)
    end = skip_back_marks (text, limit);

  return g_strdup_printf ("%.*s" ELLIPSIS, (int) end, text);
}
