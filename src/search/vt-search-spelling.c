/* How words of the index are written: the index knows them without capitals, accents and tone marks, and nobody wants
 * to read them so. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-search-spelling.h"

#include "search/engine/vix-fold.h"

#include <string.h>

#define TITLES_MAX 100

static gboolean
is_letter (VixCharClass class)
{
  return class == VIX_CHAR_LETTER || class == VIX_CHAR_DIGIT;
}

/* Returns: (nullable): behind the word, with the marks on its last letter, when the text at this place is the word */
static const char *
match_word (const char *at, const char *end, const char *word, gsize length)
{
  const char *stop = word + length;
  const char *behind = NULL;

  while (at < end)
    {
      const char *next = at;
      VixFolded folded = vix_fold (vix_utf8_take (&next, end));

      if (word == stop && folded.class != VIX_CHAR_NOTHING)
        return is_letter (folded.class) ? NULL : behind;
      for (guint i = 0; i < folded.n_points; i++)
        if (word == stop || vix_utf8_take (&word, stop) != folded.points[i])
          return NULL;
      if (folded.n_points == 0 && (folded.class == VIX_CHAR_BREAK || behind == NULL))
        return NULL;
      at = behind = next;
    }

  return word == stop ? behind : NULL;
}

static char *
find_in_title (VixText title, const char *word, gsize length)
{
  const char *end = title.text + title.length;
  gboolean in_word = FALSE;

  for (const char *at = title.text; at < end;)
    {
      const char *next = at;
      VixFolded folded = vix_fold (vix_utf8_take (&next, end));
      const char *behind = in_word && is_letter (folded.class) ? NULL : match_word (at, end, word, length);

      if (behind != NULL && g_utf8_validate (at, behind - at, NULL))
        return g_utf8_strdown (at, behind - at);
      in_word = is_letter (folded.class) || (in_word && folded.class == VIX_CHAR_NOTHING);
      at = next;
    }

  return NULL;
}

/**
 * vt_search_spelling:
 * @index: an index
 * @result: an answer of it
 * @word: (array length=length): a word as the index has it
 * @length: its bytes
 *
 * Returns: (transfer full): the word in small letters as the first title of the answer that has it writes it; as the
 * index has it when none does
 */
char *
vt_search_spelling (const VixIndex *index, const VixResult *result, const char *word, gsize length)
{
  for (guint i = 0; i < result->n_hits && i < TITLES_MAX; i++)
    {
      char *written = find_in_title (vix_index_title (index, result->hits[i].document), word, length);

      if (written != NULL)
        return written;
    }

  return g_strndup (word, length);
}

/* The likeliest of what a word that is not known was taken for. */
static char *
dup_correction (const VixIndex *index, const VixResult *result, const VixTerm *term)
{
  const VixAlternative *best = NULL;
  VixSpelling spelling;
  char word[VIX_LETTERS_MAX * 4];

  for (guint i = 0; i < term->n_alternatives; i++)
    {
      const VixAlternative *alternative = &term->alternatives[i];
      gboolean is_correction = alternative->reason == VIX_REASON_CORRECTION || alternative->reason == VIX_REASON_SOUND;

      if (is_correction && (best == NULL || alternative->weight > best->weight))
        best = alternative;
    }
  if (best == NULL || term->known || term->dropped)
    return NULL;

  vix_dictionary_word (&index->dictionary, best->word, &spelling);
  return vt_search_spelling (index, result, word,
                             vix_dictionary_write (&index->dictionary, &spelling, word, sizeof word));
}

/* A word that was taken for two stands twice where it stood once. */
static gboolean
is_same_place (const VixTerm *one, const VixTerm *other)
{
  return one->start == other->start && one->end == other->end;
}

static void
append_typed (GString *text, const VixResult *result, guint i, const char *query)
{
  const VixTerm *term = &result->terms[i];

  if ((i > 0 && is_same_place (term, term - 1)) || (i + 1 < result->n_terms && is_same_place (term, term + 1)))
    g_string_append_len (text, term->text.text, (gssize) term->text.length);
  else
    g_string_append_len (text, query + term->start, (gssize) (term->end - term->start));
}

/* What parts two words of a query stays between them: nothing, a hyphen; anything longer becomes a space. */
static void
append_gap (GString *text, const char *query, const VixTerm *before, const VixTerm *term)
{
  gsize gap = term->start > before->end ? term->start - before->end : 0;

  if (text->len == 0)
    return;
  if (gap == 1 && !g_ascii_isspace (query[before->end]) && (guchar) query[before->end] < 0x80)
    g_string_append_len (text, query + before->end, 1);
  else if (gap > 0 || is_same_place (before, term))
    g_string_append_c (text, ' ');
}

/**
 * vt_search_corrected_text:
 * @index: an index
 * @result: an answer of it
 * @query: what was asked, valid UTF-8
 *
 * Returns: (transfer full) (nullable): what was searched instead: words that were not known as a product writes what
 * they were taken for, the others as they were typed; %NULL when no word was taken for another
 */
char *
vt_search_corrected_text (const VixIndex *index, const VixResult *result, const char *query)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_other = FALSE;

  for (guint i = 0; i < result->n_terms; i++)
    {
      const VixTerm *term = &result->terms[i];
      g_autofree char *correction = dup_correction (index, result, term);

      if (term->dropped)
        continue;
      if (i > 0)
        append_gap (text, query, &result->terms[i - 1], term);
      if (correction != NULL)
        g_string_append (text, correction);
      else
        append_typed (text, result, i, query);
      is_other = is_other || correction != NULL;
    }

  return is_other ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * vt_search_dropped_text:
 * @result: an answer
 * @query: what was asked
 *
 * Returns: (transfer full) (nullable): the words, as they were typed, that no product has together with the others
 */
char *
vt_search_dropped_text (const VixResult *result, const char *query)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < result->n_terms; i++)
    {
      if (!result->terms[i].dropped)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      append_typed (text, result, i, query);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
