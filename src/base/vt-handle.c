#include "base/vt-handle.h"

#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define MAX_TITLE_CHARS 400

static void
close_transliterator (gpointer transliterator)
{
  utrans_close (transliterator);
}

/* Compiling the rules takes milliseconds, and one transliterator may serve one thread only. */
static UTransliterator *
get_transliterator (void)
{
  static GPrivate cache = G_PRIVATE_INIT (close_transliterator);
  static const char id[] = "Any-Latin; Latin-ASCII; Lower";
  UTransliterator *transliterator = g_private_get (&cache);
  UChar wide[sizeof id] = { 0 };
  UErrorCode status = U_ZERO_ERROR;

  if (transliterator == NULL)
    {
      u_charsToUChars (id, wide, sizeof id);
      transliterator = utrans_openU (wide, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
      if (U_FAILURE (status))
        return NULL;
      g_private_set (&cache, transliterator);
    }
  return transliterator;
}

static char *
transliterate (const char *text)
{
  UTransliterator *transliterator = get_transliterator ();
  g_autofree char *title =
      g_utf8_strlen (text, -1) > MAX_TITLE_CHARS ? g_utf8_substring (text, 0, MAX_TITLE_CHARS) : g_strdup (text);
  int32_t capacity = (int32_t) strlen (title) * 16 + 64;
  g_autofree UChar *buffer = g_new (UChar, capacity);
  g_autofree char *latin = g_malloc ((gsize) capacity * 3 + 1);
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  int32_t limit = 0;

  u_strFromUTF8 (buffer, capacity, &length, title, -1, &status);
  limit = length;
  if (transliterator != NULL)
    utrans_transUChars (transliterator, buffer, &length, capacity, 0, &limit, &status);
  u_strToUTF8 (latin, capacity * 3, NULL, buffer, length, &status);

  return g_strdup (U_SUCCESS (status) ? latin : title);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02B9 || c == '`';
}

static void
cut_at_hyphen (GString *handle)
{
  const char *hyphen;

  if (handle->len <= VT_HANDLE_MAX_LENGTH)
    return;

  hyphen = g_strrstr_len (handle->str, VT_HANDLE_MAX_LENGTH + 1, "-");
  g_string_truncate (handle, hyphen != NULL ? (gsize) (hyphen - handle->str) : VT_HANDLE_MAX_LENGTH);
}

/**
 * vt_handle_new:
 * @title: (nullable): a title in any script, valid UTF-8
 *
 * Makes the part of a web address that stands for @title: written in Latin letters without accents, words joined by
 * hyphens, at most 80 characters, cut between words. "Crème brûlée" gives "creme-brulee".
 *
 * Returns: (transfer full) (nullable): the handle, or %NULL when no letter or digit remains
 */
char *
vt_handle_new (const char *title)
{
  g_autofree char *latin = NULL;
  g_autoptr (GString) handle = g_string_new (NULL);
  gboolean gap = FALSE;

  if (title == NULL || !g_utf8_validate (title, -1, NULL))
    return NULL;

  /* Of plain ASCII nothing but the case would change. */
  latin = g_str_is_ascii (title) ? g_ascii_strdown (title, MAX_TITLE_CHARS) : transliterate (title);
  for (const char *p = latin; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_ascii_isalnum (*p))
        {
          if (gap && handle->len > 0)
            g_string_append_c (handle, '-');
          g_string_append_c (handle, g_ascii_tolower (*p));
          gap = FALSE;
        }
      else if (!is_apostrophe (g_utf8_get_char (p)) && !g_unichar_ismark (g_utf8_get_char (p)))
        gap = TRUE;
    }
  cut_at_hyphen (handle);

  return handle->len > 0 ? g_string_free (g_steal_pointer (&handle), FALSE) : NULL;
}

/**
 * vt_handle_is_valid:
 * @handle: (nullable): text from outside
 *
 * Returns: whether @handle is 1 to 80 of a-z, 0-9 and single hyphens, with no hyphen at either end
 */
gboolean
vt_handle_is_valid (const char *handle)
{
  gsize length;

  if (handle == NULL)
    return FALSE;

  length = strspn (handle, "abcdefghijklmnopqrstuvwxyz0123456789-");
  return length > 0 && length <= VT_HANDLE_MAX_LENGTH && handle[length] == '\0' && handle[0] != '-' &&
         handle[length - 1] != '-' && strstr (handle, "--") == NULL;
}

/**
 * vt_handle_is_valid_in_script:
 * @handle: (nullable): text from outside, in any script
 *
 * The handle of a page in a language that is not written in Latin letters: "เก้าอี้-ไม้". Browsers show such addresses
 * as they are and send them percent-encoded (RFC 3987, 3.1).
 *
 * Returns: whether @handle is 1 to 80 small letters, digits, marks on letters and single hyphens, normalised (NFC),
 * with no hyphen at either end
 */
gboolean
vt_handle_is_valid_in_script (const char *handle)
{
  g_autofree char *normal = NULL;
  gunichar last = '-';

  if (handle == NULL || !g_utf8_validate (handle, -1, NULL) || g_utf8_strlen (handle, -1) > VT_HANDLE_MAX_LENGTH)
    return FALSE;

  normal = g_utf8_normalize (handle, -1, G_NORMALIZE_NFC);
  if (strcmp (normal, handle) != 0)
    return FALSE;

  for (const char *p = handle; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '-' ? last == '-' : !g_unichar_isalnum (c) && (!g_unichar_ismark (c) || last == '-'))
        return FALSE;
      if (g_unichar_tolower (c) != c)
        return FALSE;
      last = c;
    }

  return last != '-';
}
