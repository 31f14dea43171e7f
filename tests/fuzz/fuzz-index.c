/* The input is an index whose checksum is not asked: whatever it holds, reading and searching it stays inside. */
#include "fuzz.h"
#include "search/engine/vix-explain.h"

#include <glib.h>
#include <string.h>

#define MAX_ARENA (1 << 22)

static void
try_query (const VixIndex *index, const char *text, VixArena *arena)
{
  const VixFilter filters[] = { { 0, 0, 0, 100 }, { 1, 1, -5, 5 } };
  VixQuery query = { text, strlen (text), TRUE, 0, 10, filters, index->n_columns > 1 ? 2 : 0, FALSE, TRUE, 1 };
  VixResult result;
  VixRange ranges[4];

  arena->used = 0;
  if (!vix_query_run (index, &query, arena, &result))
    return;
  g_assert_cmpuint (result.n_postings, <=, VIX_POSTINGS_MAX + VIX_POSTINGS_SLACK);
  vix_highlight (index, &result, text, strlen (text), ranges, G_N_ELEMENTS (ranges));
  for (uint32_t i = 0; i < result.n_hits; i++)
    {
      uint32_t document = result.hits[i].document;
      VixExplanation explanation;

      vix_explain (index, &result, document, &explanation);

      g_assert_cmpuint (document, <, index->n_documents);
      vix_index_title (index, document);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const queries[] = { "red mug", "mu", "cofee", "t shirt", "azul mugs", "10cm", "mugs of the day" };
  VixIndex index;
  VixArena arena = { NULL, 0, 0 };
  g_autofree uint8_t *base = NULL;

  if (vix_index_open (&index, data, size, FALSE) != VIX_OPEN_DONE || vix_query_arena_size (&index) > MAX_ARENA)
    return 0;
  arena.size = vix_query_arena_size (&index);
  arena.base = base = g_malloc (arena.size);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    try_query (&index, queries[i], &arena);

  return 0;
}
