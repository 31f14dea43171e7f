#include "search/engine/vix-query-private.h"

#include "search/engine/vix-fold.h"
#include "search/engine/vix-number.h"
#include "search/engine/vix-words.h"

#define DEPTH            2u /* times as many as are shown are looked at more closely */
#define DEPTH_LEAST      64u
#define AGREEMENT        256 /* of 256: how much it counts that a word is found with the others */
#define SHARPNESS        192 /* of 256: how fast what is less likely counts less */
#define SHARPNESS_TYPING 128
#define WEIGHT_LEAST     8u   /* of 256: below, an alternative is left out */
#define SURE             128u /* of 256: a correction that is as likely to be meant as not */
#define RARE_DOCUMENTS   2u   /* a word of so few documents may be a slip itself */

/**
 * vix_query_arena_size:
 * @index: an index
 *
 * Returns: how much memory a query of it takes at most
 */
size_t
vix_query_arena_size (const VixIndex *index)
{
  return VIX_PINS_MAX * sizeof (VixHit) + (size_t) index->n_documents * (2 * sizeof (VixHit) + VIX_TERMS_MAX / 8 + 1) +
         index->n_documents + 2 * VIX_TERMS_MAX * VIX_ALTERNATIVES_MAX * sizeof (VixCursor) +
         VIX_TERMS_MAX * VIX_WORD_MAX * 2 + sizeof (VixRun) + 8192;
}

static bool
is_corrected (const VixTerm *term)
{
  for (uint32_t i = 0; i < term->n_alternatives; i++)
    if (term->alternatives[i].reason == VIX_REASON_CORRECTION || term->alternatives[i].reason == VIX_REASON_SOUND)
      return true;

  return false;
}

static bool
is_uncertain (const VixTerm *term)
{
  for (uint32_t i = 0; i < term->n_alternatives; i++)
    if (term->alternatives[i].reason == VIX_REASON_COMPLETION)
      return true;

  return is_corrected (term);
}

static bool
any_uncertain (const VixRun *run)
{
  for (uint32_t i = 0; i < run->n_terms; i++)
    if (is_uncertain (&run->terms[i]))
      return true;

  return false;
}

static bool
is_guess (const VixAlternative *alternative)
{
  return alternative->reason == VIX_REASON_CORRECTION || alternative->reason == VIX_REASON_SOUND ||
         alternative->reason == VIX_REASON_COMPLETION || alternative->reason == VIX_REASON_EXACT;
}

/* "gren" is a colour, too. */
static void
add_colours (VixRun *run, VixTerm *term, VixAlternative *guess)
{
  const VixDictionary *dictionary = &run->index->dictionary;
  uint32_t weight = guess->weight;
  VixSpelling spelling;
  VixColourWord colour;
  char text[VIX_WORD_MAX];
  size_t length;

  vix_dictionary_word (dictionary, guess->word, &spelling);
  length = vix_dictionary_write (dictionary, &spelling, text, sizeof text);
  if (weight < SURE || !vix_colour_word (text, length, &colour) || !colour.plain)
    return;
  guess->outside = weight * VIX_OUTSIDE_COLOUR / 256;
  vix_add_colours (run, term, &colour, true, weight);
}

/* The other forms and the synonyms of what a word is corrected to. */
static void
add_forms (VixRun *run, VixTerm *term)
{
  uint32_t n_guesses = term->n_alternatives;

  for (uint32_t i = 0; i < n_guesses; i++)
    {
      const VixAlternative guess = term->alternatives[i];
      const uint8_t *words;
      const uint8_t *pairs;
      uint32_t n;
      uint32_t n_pairs;

      if (guess.reason != VIX_REASON_CORRECTION && guess.reason != VIX_REASON_SOUND)
        continue;
      n = vix_index_group (run->index, guess.word, &words);
      for (uint32_t j = 0; j < n && j < VIX_FORMS_MAX; j++)
        vix_term_add (run, term, vix_get_u32 (words + (size_t) j * 4), guess.weight * VIX_STEM_WEIGHT / 256,
                      VIX_REASON_STEM, guess.likely - VIX_BIT);
      n_pairs = vix_index_synonyms (run->index, guess.word, &pairs);
      for (uint32_t j = 0; j < n_pairs && j < VIX_SYNONYMS_MAX; j++)
        vix_term_add (run, term, vix_get_u32 (pairs + (size_t) j * 8 + 4), guess.weight * VIX_SYNONYM_WEIGHT / 256,
                      VIX_REASON_SYNONYM, guess.likely - VIX_BIT);
      add_colours (run, term, &term->alternatives[i]);
    }
}

/* The few letters of a word alone may become anything. */
static int32_t
sharpness_of (const VixRun *run, const VixTerm *term, const VixAlternative *alternative)
{
  bool is_beginning = alternative->reason == VIX_REASON_COMPLETION && run->n_terms == 1 && !term->known;

  return is_beginning ? SHARPNESS_TYPING : SHARPNESS;
}

/* Weighs what a term may be meant for: by how likely each is, and by how often it stands with the other words. */
static void
weigh_term (VixRun *run, VixTerm *term, bool agreed)
{
  int32_t best = INT32_MIN;
  uint32_t kept = 0;

  for (uint32_t i = 0; i < term->n_alternatives; i++)
    {
      VixAlternative *alternative = &term->alternatives[i];

      if (agreed)
        alternative->likely +=
            alternative->seen == 0 ? -8 * VIX_BIT : vix_log2 (1 + alternative->seen) * AGREEMENT / 256;
      if (is_guess (alternative) && alternative->likely > best)
        best = alternative->likely;
    }
  for (uint32_t i = 0; i < term->n_alternatives; i++)
    {
      VixAlternative *alternative = &term->alternatives[i];

      if (is_guess (alternative))
        alternative->weight = alternative->outside =
            vix_halved ((best - alternative->likely) * sharpness_of (run, term, alternative) / 256);
      if (alternative->weight >= WEIGHT_LEAST || alternative->reason == VIX_REASON_EXACT)
        term->alternatives[kept++] = *alternative;
    }
  term->n_alternatives = kept;
  for (uint32_t i = 0; i < kept; i++)
    term->alternatives[i].seen = 0;
  add_forms (run, term);
  vix_term_settle (run, term);
}

static void
weigh (VixRun *run, bool agreed)
{
  for (uint32_t i = 0; i < run->n_terms; i++)
    if (is_uncertain (&run->terms[i]))
      weigh_term (run, &run->terms[i], agreed);
}

/* No document has all words: they may be slips that happen to be words, or farther from what is meant. */
static void
widen (VixRun *run)
{
  for (uint32_t i = 0; i < run->n_terms; i++)
    {
      VixTerm *term = &run->terms[i];
      bool rare = !term->known || vix_index_word_documents (run->index, term->alternatives[0].word) <= RARE_DOCUMENTS ||
                  run->n_terms > 1;

      if (!rare || term->optional || (!term->known && term->colours != 0) ||
          vix_word_has_digit (term->text.text, term->text.length))
        continue;
      for (uint32_t a = 0; a < term->n_alternatives; a++)
        if (term->alternatives[a].reason == VIX_REASON_EXACT)
          term->alternatives[a].likely = vix_log2 (1 + term->alternatives[a].n_documents) * 192 / 256;
      vix_correct (run, term, term->known ? 1 : 2);
      vix_join_corrected (run, i);
      vix_term_settle (run, term);
    }
}

/* What is pinned answers all of the query, whatever became of its words. */
static void
keep_terms (VixRun *run)
{
  for (uint32_t t = 0; t < run->n_terms; t++)
    run->terms[t].dropped = false;
}

/* Which terms no document has with the others. */
static void
note_dropped (VixRun *run, const VixHit *hits, uint32_t n)
{
  for (uint32_t t = 0; t < run->n_terms; t++)
    {
      VixTerm *term = &run->terms[t];

      bool kept = !term->dropped && n > 0;

      term->dropped = !term->optional;
      for (uint32_t a = 0; kept && a < term->n_alternatives && term->dropped; a++)
        {
          VixCursor cursor;

          vix_index_word_cursor (run->index, term->alternatives[a].word, &cursor);
          vix_cursor_seek (&cursor, hits[0].document);
          term->dropped = cursor.document != hits[0].document;
        }
    }
}

static uint32_t
find_all (VixRun *run, VixHit *found)
{
  bool uncertain = any_uncertain (run);
  uint32_t n;

  if (uncertain && run->n_terms == 1)
    weigh (run, false);
  n = vix_match_all (run, found, uncertain && run->n_terms > 1);
  if (n == 0 && run->n_terms > 0 && !run->has_words)
    {
      widen (run);
      uncertain = any_uncertain (run);
      n = uncertain ? vix_match_all (run, found, true) : 0;
      if (uncertain && run->n_terms == 1)
        {
          weigh (run, false);
          return vix_match_all (run, found, false);
        }
    }
  if (uncertain && run->n_terms > 1)
    {
      weigh (run, n > 0);
      n = vix_match_all (run, found, false);
    }

  return n;
}

static uint32_t
find_beginnings (VixRun *run, VixHit *hits, uint32_t wanted)
{
  for (uint32_t i = 0; i < run->n_terms; i++)
    vix_shorten (run, &run->terms[i]);

  return vix_match_some (run, hits, 0, wanted, hits);
}

static void
sort_by_number (const VixIndex *index, const VixQuery *query, VixHit *hits, uint32_t n)
{
  /* Few distinct comparisons are needed for a page: a heap would have to carry the numbers. */
  for (uint32_t width = n / 2; width > 0; width /= 2)
    for (uint32_t i = width; i < n; i++)
      {
        VixHit hit = hits[i];
        int64_t number = vix_index_number (index, query->sort_column, hit.document);
        uint32_t j = i;

        for (; j >= width; j -= width)
          {
            int64_t other = vix_index_number (index, query->sort_column, hits[j - width].document);
            bool before = number != other
                              ? (query->descending ? number > other : number < other && number != VIX_NO_NUMBER) ||
                                    (!query->descending && other == VIX_NO_NUMBER)
                              : hit.document < hits[j - width].document;

            if (!before)
              break;
            hits[j] = hits[j - width];
          }
        hits[j] = hit;
      }
}

/* The best of those with all words first, then of the others. Returns: how many of the first wanted are in order. */
static uint32_t
order (VixRun *run, VixHit *hits, uint32_t n, uint32_t wanted)
{
  uint32_t depth = wanted * DEPTH > DEPTH_LEAST ? wanted * DEPTH : DEPTH_LEAST;
  uint32_t kept;

  if (run->query->sorted)
    {
      sort_by_number (run->index, run->query, hits, n);
      return n < wanted ? n : wanted;
    }
  kept = vix_select (hits, n, depth);
  vix_rank (run, hits, kept);

  return kept < wanted ? kept : wanted;
}

/* What the word is taken for, when that is a correction. Returns: (nullable): NULL when nothing is */
static const VixAlternative *
correction_of (const VixTerm *term)
{
  const VixAlternative *best = NULL;

  for (uint32_t i = 0; i < term->n_alternatives; i++)
    {
      const VixAlternative *alternative = &term->alternatives[i];
      bool fits = alternative->reason == VIX_REASON_CORRECTION || alternative->reason == VIX_REASON_SOUND;

      if (fits && (best == NULL || alternative->weight > best->weight))
        best = alternative;
    }

  return best;
}

/* A misspelt query about which nothing is said is answered as the one that is meant. */
static void
find_meant (VixRun *run)
{
  uint64_t key = VIX_NO_KEY;
  bool corrected = false;

  if (run->index->n_verdicts == 0 || !vix_verdicts_are_empty (&run->verdicts))
    return;
  for (uint32_t i = 0; i < run->n_terms; i++)
    {
      const VixTerm *term = &run->terms[i];
      const VixAlternative *meant = term->known ? NULL : correction_of (term);
      VixSpelling spelling;
      char text[VIX_LETTERS_MAX * VIX_UTF8_MAX];

      if (!term->known && meant == NULL)
        return;
      if (meant == NULL)
        {
          key = vix_verdict_key_add (key, term->text.text, term->text.length);
          continue;
        }
      vix_dictionary_word (&run->index->dictionary, meant->word, &spelling);
      key =
          vix_verdict_key_add (key, text, vix_dictionary_write (&run->index->dictionary, &spelling, text, sizeof text));
      corrected = true;
    }
  if (corrected)
    vix_verdicts_find_key (run->index, key, &run->verdicts);
}

/* The pinned documents that pass the filters, in their order. Returns: how many. */
static uint32_t
take_pins (const VixRun *run, VixHit *hits)
{
  const VixVerdictRange *pins = &run->verdicts.pins;
  uint32_t n = 0;

  for (uint32_t i = 0; i < pins->n; i++)
    {
      uint32_t document = vix_verdict_document (pins, i);
      bool twice = false;

      for (uint32_t j = 0; j < n; j++)
        twice = twice || hits[j].document == document;
      if (!twice && vix_has_filters (run, document))
        hits[n++] = (VixHit){ document, UINT32_MAX };
    }

  return n;
}

/* Weighs what was found by what is said about it for this query. Returns: how many stay; pins have their place. */
static uint32_t
apply_verdicts (const VixRun *run, VixHit *hits, uint32_t n)
{
  uint32_t kept = 0;

  if (run->index->n_verdicts == 0)
    return n;
  for (uint32_t i = 0; i < n; i++)
    {
      VixVerdict verdict;

      vix_verdict_of (&run->verdicts, hits[i].document, &verdict);
      if (verdict.hidden || verdict.pinned)
        continue;
      hits[kept++] = (VixHit){ hits[i].document, vix_verdict_weigh (&verdict, hits[i].score) };
    }

  return kept;
}

static void
fill_result (VixRun *run, VixResult *result)
{
  result->run = run;
  result->terms = run->terms;
  result->n_terms = run->n_terms;
  result->n_nodes = run->n_nodes;
  result->n_postings = run->n_postings;
  for (uint32_t i = 0; i < run->n_terms; i++)
    result->corrected = result->corrected || (!run->terms[i].known && is_corrected (&run->terms[i]));
}

/**
 * vix_query_run:
 * @index: an open index
 * @query: what is asked
 * @arena: (inout): memory, at least vix_query_arena_size() bytes of it not used; the result lives there
 * @result: (out): the answer
 *
 * Documents with all words come first, then those with what tells most of them. Words in quotation marks have to stand
 * side by side; where they do nowhere, the answer is relaxed and no word is dropped.
 *
 * Returns: whether there was memory; an empty query is answered with nothing
 */
bool
vix_query_run (const VixIndex *index, const VixQuery *query, VixArena *arena, VixResult *result)
{
  VixRun *run = vix_arena_take (arena, sizeof *run);
  VixHit *all = vix_arena_take (arena, ((size_t) index->n_documents + VIX_PINS_MAX) * sizeof (VixHit) + 8);
  uint32_t limit = query->limit < VIX_HITS_MAX ? query->limit : VIX_HITS_MAX;
  uint32_t offset = query->offset < VIX_HITS_MAX ? query->offset : VIX_HITS_MAX;
  uint32_t wanted = limit + offset < VIX_HITS_MAX ? limit + offset : VIX_HITS_MAX;
  VixHit *hits;
  uint32_t n_pinned;
  uint32_t n;
  uint32_t n_more = 0;
  uint32_t n_ordered;

  vix_zero (result, sizeof *result);
  if (run == NULL || all == NULL)
    return false;
  run->index = index;
  run->query = query;
  run->arena = arena;
  run->n_terms = run->colours = run->n_nodes = run->n_postings = 0;
  run->has_words = run->has_phrases = false;

  vix_verdicts_find (index, query->text, query->length, &run->verdicts);
  vix_plan (run);
  hits = all + VIX_PINS_MAX;
  n = find_all (run, hits);
  find_meant (run);
  n_pinned = take_pins (run, all);
  for (uint32_t i = n_pinned; i-- > 0;)
    all[VIX_PINS_MAX - n_pinned + i] = all[i];
  all = hits - n_pinned;
  wanted -= n_pinned < wanted ? n_pinned : wanted;
  n = apply_verdicts (run, hits, n);
  n_ordered = order (run, hits, n, wanted);
  if (n < wanted && run->n_terms > 0 && (n == 0 || !run->has_phrases))
    {
      n_more = apply_verdicts (run, hits + n, vix_match_some (run, hits, n, wanted - n, hits + n));
      if (n + n_more == 0)
        n_more = apply_verdicts (run, hits, find_beginnings (run, hits, wanted));
      n_ordered += order (run, hits + n, n_more, wanted - n);
    }
  result->relaxed = n + n_pinned == 0;
  if (result->relaxed)
    note_dropped (run, hits, n_more);
  else
    keep_terms (run);
  n_ordered += n_pinned;
  if (query->sorted && n_pinned > 0)
    sort_by_number (index, query, all, n_pinned + n);
  result->hits = all + (offset < n_ordered ? offset : n_ordered);
  result->n_hits = offset < n_ordered ? n_ordered - offset : 0;
  result->n_hits = result->n_hits < limit ? result->n_hits : limit;
  result->found = all;
  result->n_found = n_pinned + (n == 0 ? n_more : n);
  result->n_pinned = n_pinned;
  result->redirect = run->verdicts.redirect;
  fill_result (run, result);

  return true;
}
