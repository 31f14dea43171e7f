#define _GNU_SOURCE /* memrchr */
/* The input is lines: documents, and behind the last line break a query. They become an index that opens; the query
 * gets the same answer twice, the first document is found by what it says first, and pinned for all that it says. */
#include "fuzz.h"
#include "search/engine/vix-explain.h"
#include "search/engine/vix-verdict.h"
#include "search/engine/vix-words.h"
#include "search/vt-index-file.h"
#include "search/vt-index-words.h"

#include <string.h>

#define MAX_DOCUMENTS 64

static VtIndexFile *
build (const char *text, const char *end, VixLanguage language)
{
  g_autoptr (VtIndexWords) words = vt_index_words_new (language);
  VixBuilder *builder = vix_builder_new (vt_index_allocator (), language);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  VtIndexFile *file;
  uint8_t *data;
  size_t size;
  guint32 n = 0;

  vix_builder_add_field (builder, "title", 5, VIX_FIELD_TITLE, 64);
  vix_builder_add_field (builder, "colour", 6, VIX_FIELD_COLOUR, 32);
  while (text < end && n < MAX_DOCUMENTS)
    {
      const char *stop = memchr (text, '\n', (size_t) (end - text));
      size_t length = (size_t) ((stop != NULL ? stop : end) - text);

      g_assert_true (vix_builder_begin (builder, "id", 2, text, length));
      vix_builder_add_text (builder, 0, text, length);
      vix_builder_add_text (builder, 1, text, MIN (length, 8));
      vix_builder_add_verdict (builder, text, length, VIX_VERDICT_PIN, n, n);
      vix_builder_add_verdict (builder, text, length / 2, VIX_VERDICT_WEIGHT, n / 2, (guint32) length * 100);
      vix_builder_add_redirect (builder, text, length / 3, text, length);
      vix_builder_add_synonym (builder, text, length / 2, text + length / 2, length - length / 2);
      n++;
      text += length + 1;
    }
  g_assert_true (vix_builder_finish (builder, vt_index_words_stem, words, &data, &size));
  vix_builder_free (builder);
  bytes = g_bytes_new_take (data, size);
  file = vt_index_file_new_for_bytes (bytes, &error);
  g_assert_no_error (error);

  return file;
}

/* Marked words are in order and apart. */
static void
check_marks (const VixIndex *index, const VixResult *result, const char *text, size_t length)
{
  VixRange ranges[16];
  uint32_t n = vix_highlight (index, result, text, length, ranges, G_N_ELEMENTS (ranges));

  for (uint32_t i = 0; i < n; i++)
    {
      g_assert_cmpuint (ranges[i].start, <, ranges[i].end);
      g_assert_cmpuint (ranges[i].end, <=, length);
      g_assert_true (i == 0 || ranges[i].start >= ranges[i - 1].end);
    }
}

static uint32_t
search (const VixIndex *index, VixArena *arena, const char *text, size_t length, uint32_t *hash)
{
  VixQuery query = { text, length, TRUE, 0, VIX_HITS_MAX, NULL, 0, FALSE, FALSE, 0 };
  VixResult result;

  arena->used = 0;
  g_assert_true (vix_query_run (index, &query, arena, &result));
  g_assert_cmpuint (result.n_hits, <=, index->n_documents);
  check_marks (index, &result, text, length);
  *hash = 0;
  for (uint32_t i = 0; i < result.n_hits; i++)
    {
      VixExplanation explanation;

      vix_explain (index, &result, result.hits[i].document, &explanation);
      g_assert_cmpuint (result.hits[i].document, <, index->n_documents);
      *hash = *hash * 31 + result.hits[i].document * 7 + result.hits[i].score;
    }

  return result.n_hits;
}

/* Of a line without words nothing can be said. */
static void
check_pin (const VixIndex *index, VixArena *arena, const char *line, size_t length)
{
  VixQuery query = { .text = line, .length = length, .limit = 1 };
  VixResult result;

  arena->used = 0;
  if (vix_verdict_key (line, length) == VIX_NO_KEY)
    return;
  g_assert_true (vix_query_run (index, &query, arena, &result));
  g_assert_cmpuint (result.n_hits, ==, 1);
  g_assert_cmpuint (result.hits[0].document, ==, 0);
  g_assert_cmpuint (result.n_pinned, >, 0);
}

static void
note_word (const VixWord *word, void *user)
{
  GString *first = user;

  if (first->len == 0 && word->span == 1)
    g_string_append_len (first, word->text, (gssize) word->length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  const char *query = size == 0 ? text : (const char *) memrchr (data, '\n', size);
  g_autoptr (VtIndexFile) file = NULL;
  g_autoptr (VixArena) arena = NULL;
  g_autoptr (GString) first = g_string_new (NULL);
  uint32_t one;
  uint32_t two;

  query = query == NULL ? text + size : query;
  file = build (text, query, (VixLanguage) (size % (VIX_LANGUAGE_TH + 1)));
  arena = vt_index_arena_new (vt_index_file_get (file));
  search (vt_index_file_get (file), arena, query, (size_t) (text + size - query), &one);
  search (vt_index_file_get (file), arena, query, (size_t) (text + size - query), &two);
  g_assert_cmpuint (one, ==, two);

  if (query > text)
    {
      const char *stop = memchr (text, '\n', size);

      size_t length = stop != NULL ? (size_t) (stop - text) : size;

      vix_words_split (text, length, 0, note_word, first);
      check_pin (vt_index_file_get (file), arena, text, length);
    }
  if (first->len > 0)
    g_assert_cmpuint (search (vt_index_file_get (file), arena, first->str, first->len, &one), >, 0);

  return 0;
}
