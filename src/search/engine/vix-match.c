/* Which documents have the words of a query, and how much these say about them. */
#include "search/engine/vix-query-private.h"

#include "search/engine/vix-colour-words.h"

/* The streams of one pass, the required ones first, the shortest of these before all. */
typedef struct
{
  VixRun *run;
  VixStream streams[VIX_TERMS_MAX];
  uint32_t n;
  uint32_t n_required;
  uint32_t information; /* of all terms */
} Pass;

static bool
open_stream (VixRun *run, const VixTerm *term, VixStream *stream)
{
  stream->term = term;
  stream->n = term->n_alternatives;
  stream->map = NULL;
  stream->size = 0;
  stream->cursors = vix_arena_take (run->arena, stream->n * sizeof (VixCursor));
  if (stream->cursors == NULL && stream->n > 0)
    return false;
  for (uint32_t i = 0; i < stream->n; i++)
    stream->size += term->alternatives[i].n_documents;

  return true;
}

static void
find_nearest (VixStream *stream)
{
  uint32_t nearest = VIX_NO_DOCUMENT;

  for (uint32_t i = 0; i < stream->n; i++)
    if (stream->cursors[i].document < nearest)
      nearest = stream->cursors[i].document;
  stream->document = nearest;
}

static void
rewind_stream (VixRun *run, VixStream *stream)
{
  for (uint32_t i = 0; i < stream->n; i++)
    vix_index_word_cursor (run->index, stream->term->alternatives[i].word, &stream->cursors[i]);
  find_nearest (stream);
}

static inline void
seek_stream (VixRun *run, VixStream *stream, uint32_t document)
{
  if (stream->document >= document)
    return;
  for (uint32_t i = 0; i < stream->n; i++)
    vix_cursor_seek (&stream->cursors[i], document);
  run->n_postings += stream->n;
  find_nearest (stream);
}

/* What the best alternative at the document says. */
static uint32_t
score_stream (const Pass *pass, const VixStream *stream, uint32_t document, uint32_t *fields)
{
  const VixIndex *index = pass->run->index;
  uint32_t best = 0;

  for (uint32_t i = 0; i < stream->n; i++)
    {
      const VixCursor *cursor = &stream->cursors[i];
      const VixAlternative *alternative = &stream->term->alternatives[i];
      uint32_t score;

      if (cursor->document != document)
        continue;
      score = vix_score (index, alternative, cursor);
      *fields |= cursor->fields;
      best = score > best ? score : best;
    }
  if (best == 0 && stream->map != NULL)
    best = stream->map[document] * VIX_RANGE_WEIGHT;

  return (uint32_t) ((uint64_t) best * stream->term->information >> 8);
}

bool
vix_has_filters (const VixRun *run, uint32_t document)
{
  const VixQuery *query = run->query;
  uint32_t seen = 0;
  uint32_t fits = 0;

  for (uint32_t i = 0; i < query->n_filters && i < VIX_FILTERS_MAX; i++)
    {
      const VixFilter *filter = &query->filters[i];
      const uint8_t *values;
      uint32_t n;
      int64_t number;

      if (filter->column >= run->index->n_columns)
        return false;
      seen |= 1u << filter->column;
      n = vix_index_values_of (run->index, filter->column, document, &values);
      for (uint32_t j = 0; j < n; j++)
        if (vix_get_u32 (values + (size_t) j * 4) == filter->value)
          fits |= 1u << filter->column;
      number = vix_index_number (run->index, filter->column, document);
      if (number != VIX_NO_NUMBER && number >= filter->low && number <= filter->high)
        fits |= 1u << filter->column;
    }

  return fits == seen;
}

/* All streams at the document, that has at least the required ones. */
static VixFit
fit_document (Pass *pass, uint32_t document)
{
  VixFit fit = { 0, 0, true };
  uint32_t titles = pass->run->index->title_fields | pass->run->index->colour_fields;

  for (uint32_t i = 0; i < pass->n; i++)
    {
      VixStream *stream = &pass->streams[i];
      uint32_t fields = 0;
      bool there;

      seek_stream (pass->run, stream, document);
      there = stream->document == document || (stream->map != NULL && stream->map[document] != 0);
      if (there)
        {
          fit.score += score_stream (pass, stream, document, &fields);
          fit.covered += stream->term->information;
        }
      if ((fields & titles) == 0 && !stream->term->optional)
        fit.in_title = false;
    }

  return fit;
}

/* What each alternative is worth given the other words. */
static void
count_alternatives (Pass *pass, uint32_t document)
{
  for (uint32_t i = 0; i < pass->n; i++)
    {
      VixStream *stream = &pass->streams[i];
      VixTerm *term = pass->run->terms + (stream->term - pass->run->terms);

      seek_stream (pass->run, stream, document);
      if (stream->document == document)
        for (uint32_t j = 0; j < stream->n; j++)
          term->alternatives[j].seen += stream->cursors[j].document == document;
    }
}

static bool
open_pass (VixRun *run, Pass *pass)
{
  pass->run = run;
  pass->n = pass->n_required = 0;
  pass->information = 0;
  for (uint32_t i = 0; i < run->n_terms; i++)
    {
      VixStream stream;
      uint32_t at = pass->n;

      if (!open_stream (run, &run->terms[i], &stream))
        return false;
      rewind_stream (run, &stream);
      pass->information += run->terms[i].information;
      if (!run->terms[i].optional)
        for (at = pass->n_required++; at > 0 && pass->streams[at - 1].size > stream.size; at--)
          ;
      for (uint32_t j = pass->n++; j > at; j--)
        pass->streams[j] = pass->streams[j - 1];
      pass->streams[at] = stream;
    }

  return true;
}

/* Goes on from the first stream's document to one that all required streams have. */
static uint32_t
next_common (Pass *pass)
{
  VixStream *first = &pass->streams[0];
  uint32_t i = 1;

  while (first->document != VIX_NO_DOCUMENT && i < pass->n_required)
    {
      VixStream *stream = &pass->streams[i];

      seek_stream (pass->run, stream, first->document);
      if (stream->document == first->document)
        {
          i++;
          continue;
        }
      seek_stream (pass->run, first, stream->document);
      i = 1;
      if (stream->document == VIX_NO_DOCUMENT || pass->run->n_postings >= VIX_POSTINGS_MAX)
        return VIX_NO_DOCUMENT;
    }

  return pass->run->n_postings < VIX_POSTINGS_MAX ? first->document : VIX_NO_DOCUMENT;
}

/**
 * vix_match_all:
 * @run: a query
 * @found: (out): room for all documents
 * @count_agreement: whether to count for each alternative the documents where the other words agree, instead of scores
 *
 * Returns: how many documents have all required words, and the phrases
 */
uint32_t
vix_match_all (VixRun *run, VixHit *found, bool count_agreement)
{
  size_t used = run->arena->used;
  VixPhrases phrases;
  Pass pass;
  uint32_t n = 0;
  uint32_t document;

  if (run->n_terms == 0 || !open_pass (run, &pass) || pass.n_required == 0)
    return 0;

  vix_phrases_find (run, &phrases);
  run->has_phrases = phrases.ends != 0;
  while ((document = next_common (&pass)) != VIX_NO_DOCUMENT)
    {
      bool fits = vix_has_filters (run, document);

      run->has_words = run->has_words || fits;
      if (fits && vix_phrases_are_in (&phrases, run->index, document, &run->n_postings))
        {
          VixFit fit = { 0, 0, false };

          if (count_agreement)
            count_alternatives (&pass, document);
          else
            fit = fit_document (&pass, document);
          found[n++] = (VixHit){ document, fit.in_title ? fit.score / 256 * VIX_TITLE_BONUS : fit.score };
        }
      seek_stream (run, &pass.streams[0], document + 1);
    }
  run->arena->used = used;

  return n;
}

/* Of words that begin like the last one: how much they say about each document. */
static void
map_range (VixRun *run, VixStream *stream)
{
  const VixIndex *index = run->index;

  if (!stream->term->typing || stream->term->first >= stream->term->last)
    return;
  stream->map = vix_arena_take (run->arena, index->n_documents);
  if (stream->map == NULL)
    return;
  vix_zero (stream->map, index->n_documents);
  for (uint32_t word = stream->term->first; word < stream->term->last; word++)
    {
      VixCursor cursor;
      uint32_t n = vix_index_word_documents (index, word);

      if (run->n_postings >= VIX_POSTINGS_MAX || n > VIX_POSTINGS_MAX - run->n_postings)
        break;
      run->n_postings += n;
      vix_index_word_cursor (index, word, &cursor);
      for (; cursor.document != VIX_NO_DOCUMENT; vix_cursor_next (&cursor))
        if (stream->map[cursor.document] < cursor.impact)
          stream->map[cursor.document] = cursor.impact;
    }
}

/* The stream's next document, the mapped ones among them. */
static uint32_t
next_of (VixRun *run, VixStream *stream, uint32_t from)
{
  uint32_t document = from;

  seek_stream (run, stream, from);
  if (stream->map == NULL)
    return stream->document;
  while (document < run->index->n_documents && stream->map[document] == 0)
    document++;
  document = document < run->index->n_documents ? document : VIX_NO_DOCUMENT;

  return document < stream->document ? document : stream->document;
}

static int32_t
tells_more (const VixStream *a, const VixStream *b)
{
  return (int32_t) b->term->information - (int32_t) a->term->information;
}

static void
order_by_information (Pass *pass)
{
  for (uint32_t i = 1; i < pass->n; i++)
    {
      VixStream stream = pass->streams[i];
      uint32_t at = i;

      for (; at > 0 && tells_more (&pass->streams[at - 1], &stream) > 0; at--)
        pass->streams[at] = pass->streams[at - 1];
      pass->streams[at] = stream;
    }
}

/* Of 256. A product that is not of the colour asked for: better one of a near colour, or at least of one that is known.
 */
uint32_t
vix_colour_bonus (const VixRun *run, uint32_t document, uint32_t near)
{
  uint32_t colours = run->colours == 0 ? 0 : vix_index_colours (run->index, document);

  if ((colours & run->colours) != 0)
    return 256;
  if ((vix_index_seen (run->index, document, NULL) & run->colours) != 0)
    return 228;

  return (colours & near) != 0 ? 200 : colours != 0 ? 150 : 128;
}

/* Adds the documents of one term that are not there yet. Returns: how many there are now. */
static uint32_t
drive (Pass *pass, uint32_t driver, uint8_t *seen, VixHit *more, uint32_t n, uint32_t *n_covering, uint32_t bound)
{
  VixRun *run = pass->run;
  uint32_t near = vix_colours_near (run->colours);

  for (uint32_t i = 0; i < pass->n; i++)
    rewind_stream (run, &pass->streams[i]);
  for (uint32_t document = next_of (run, &pass->streams[driver], 0);
       document != VIX_NO_DOCUMENT && run->n_postings < VIX_POSTINGS_MAX;
       document = next_of (run, &pass->streams[driver], document + 1))
    {
      VixFit fit;

      if ((seen[document / 8] >> document % 8 & 1) != 0)
        continue;
      seen[document / 8] |= (uint8_t) (1u << document % 8);
      if (!vix_has_filters (run, document))
        continue;
      fit = fit_document (pass, document);
      *n_covering += fit.covered >= bound;
      more[n++] =
          (VixHit){ document, vix_score_some (fit.score, vix_share (fit.covered, pass->information),
                                              run->colours == 0 ? 256 : vix_colour_bonus (run, document, near)) };
    }

  return n;
}

/**
 * vix_match_some:
 * @run: a query that too few documents have all words of
 * @found: those documents
 * @n_found: how many they are
 * @needed: how many are wanted besides
 * @more: (out): room for all documents
 *
 * Finds documents that have some of the words: those with what tells most, and what begins like the last word. It goes
 * on as long as documents not yet seen may have more of them than those found.
 *
 * Returns: how many there are in @more
 */
uint32_t
vix_match_some (VixRun *run, VixHit *found, uint32_t n_found, uint32_t needed, VixHit *more)
{
  size_t used = run->arena->used;
  size_t n_bytes = run->index->n_documents / 8 + 1;
  uint8_t *seen = vix_arena_take (run->arena, n_bytes);
  uint32_t n = 0;
  uint32_t n_covering = 0;
  uint32_t rest = 0;
  Pass pass;

  if (seen == NULL || !open_pass (run, &pass))
    return 0;
  vix_zero (seen, n_bytes);
  for (uint32_t i = 0; i < n_found; i++)
    seen[found[i].document / 8] |= (uint8_t) (1u << found[i].document % 8);
  order_by_information (&pass);
  for (uint32_t i = 0; i < pass.n; i++)
    {
      map_range (run, &pass.streams[i]);
      rest += pass.streams[i].term->information;
    }

  for (uint32_t i = 0; i < pass.n; i++)
    {
      /* What comes later has at most what the later terms tell. */
      rest -= pass.streams[i].term->information;
      n = drive (&pass, i, seen, more, n, &n_covering, rest);
      if (n_covering >= needed || run->n_postings >= VIX_POSTINGS_MAX)
        break;
    }
  run->arena->used = used;

  return n;
}
