#include "search/vt-index-words.h"

#include "search/engine/vix-words.h"

#include <libstemmer.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct _VtIndexWords
{
  struct sb_stemmer *stemmer; /* (owned) (nullable) the language has none */
  UBreakIterator *breaks;     /* (owned) (nullable) made when the first text needs it */
};

#define WORD_BREAK "\xe2\x80\x8b" /* U+200B */

static const char *
stemmer_name (VixLanguage language)
{
  switch (language)
    {
    case VIX_LANGUAGE_EN:
      return "english";
    case VIX_LANGUAGE_PT:
      return "portuguese";
    case VIX_LANGUAGE_ES:
      return "spanish";
    case VIX_LANGUAGE_TH:
    case VIX_LANGUAGE_NONE:
    default:
      return NULL;
    }
}

/**
 * vt_index_language:
 * @tag: (nullable): a BCP 47 tag
 *
 * Returns: the language whose sounds and stems the engine knows, or %VIX_LANGUAGE_NONE
 */
VixLanguage
vt_index_language (const char *tag)
{
  static const char *const tags[] = {
    [VIX_LANGUAGE_EN] = "en", [VIX_LANGUAGE_PT] = "pt", [VIX_LANGUAGE_ES] = "es", [VIX_LANGUAGE_TH] = "th"
  };

  for (guint i = VIX_LANGUAGE_EN; tag != NULL && i < G_N_ELEMENTS (tags); i++)
    if (g_ascii_strncasecmp (tag, tags[i], 2) == 0 && !g_ascii_isalpha (tag[2]))
      return (VixLanguage) i;

  return VIX_LANGUAGE_NONE;
}

static void *
resize (void *block, G_GNUC_UNUSED size_t old, size_t size, G_GNUC_UNUSED void *user)
{
  if (size == 0)
    {
      g_free (block);
      return NULL;
    }

  return g_try_realloc (block, size);
}

/* Memory of GLib for the engine: what it gives back is freed by g_free(). */
const VixAllocator *
vt_index_allocator (void)
{
  static const VixAllocator allocator = { resize, NULL };

  return &allocator;
}

/**
 * vt_index_words_new:
 * @language: of the texts
 *
 * Returns: (transfer full): the words of that language
 */
VtIndexWords *
vt_index_words_new (VixLanguage language)
{
  VtIndexWords *self = g_new0 (VtIndexWords, 1);
  const char *name = stemmer_name (language);

  self->stemmer = name == NULL ? NULL : sb_stemmer_new (name, "UTF_8");

  return self;
}

void
vt_index_words_free (VtIndexWords *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->stemmer, sb_stemmer_delete);
  g_clear_pointer (&self->breaks, ubrk_close);
  g_free (self);
}

/**
 * vt_index_words_stem:
 * @word: a word as the engine compares it
 * @length: its bytes
 * @stem: (out): room for its stem, %VIX_WORD_MAX bytes
 * @words: a #VtIndexWords
 *
 * To be given to vix_builder_finish().
 *
 * Returns: bytes of the stem; 0 when the word is its own
 */
size_t
vt_index_words_stem (const char *word, size_t length, char *stem, void *words)
{
  VtIndexWords *self = words;
  const sb_symbol *found;
  int n;

  if (self->stemmer == NULL || length < 3 || (guchar) word[0] >= 0xE0)
    return 0;
  found = sb_stemmer_stem (self->stemmer, (const sb_symbol *) word, (int) length);
  n = found == NULL ? 0 : sb_stemmer_length (self->stemmer);
  if (n <= 0 || n > VIX_WORD_MAX)
    return 0;
  memcpy (stem, found, (size_t) n);

  return (size_t) n;
}

/* Thai is written without spaces: what lies from U+0E00 to U+0E7F. */
static gboolean
has_thai (const char *text, gsize length)
{
  for (const char *at = memchr (text, 0xE0, length); at != NULL && (gsize) (at - text) + 2 < length;
       at = memchr (at + 1, 0xE0, length - (gsize) (at + 1 - text)))
    if ((guchar) at[1] == 0xB8 || (guchar) at[1] == 0xB9)
      return TRUE;

  return FALSE;
}

static gboolean
set_text (VtIndexWords *self, UText *text)
{
  UErrorCode status = U_ZERO_ERROR;

  if (self->breaks == NULL)
    self->breaks = ubrk_open (UBRK_WORD, "th", NULL, 0, &status);
  if (U_SUCCESS (status))
    ubrk_setUText (self->breaks, text, &status);

  return U_SUCCESS (status);
}

/**
 * vt_index_words_part:
 * @self: words
 * @text: UTF-8
 * @length: its bytes, or -1
 *
 * Returns: (transfer full) (nullable): the text with U+200B between words that no space parts; NULL when it has none
 */
char *
vt_index_words_part (VtIndexWords *self, const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  g_autoptr (GString) parted = NULL;

  if (!has_thai (text, n))
    return NULL;
  utext_openUTF8 (&utext, text, (int64_t) n, &status);
  if (U_FAILURE (status))
    return NULL;

  if (set_text (self, &utext))
    {
      int32_t before = ubrk_first (self->breaks);

      parted = g_string_sized_new (n + n / 4);
      for (int32_t at = ubrk_next (self->breaks); at != UBRK_DONE; at = ubrk_next (self->breaks))
        {
          if (before > 0 && (guchar) text[before] == 0xE0)
            g_string_append (parted, WORD_BREAK);
          g_string_append_len (parted, text + before, at - before);
          before = at;
        }
    }
  utext_close (&utext);

  return parted == NULL ? NULL : g_string_free (g_steal_pointer (&parted), FALSE);
}
