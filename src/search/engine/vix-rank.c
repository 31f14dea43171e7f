/* The order of the best documents: besides what each word says, how the words stand in what the product is called. */
#include "search/engine/vix-query-private.h"

#include "search/engine/vix-words.h"

/* Of 256, added to the score. */
#define SIDE_BY_SIDE 88u  /* for two words of the query that follow each other there too, shared by all pairs */
#define WHOLE_TITLE  105u /* when the title is nothing but the query */
#define AT_START     16u  /* the title begins with a word of the query */
#define AT_END       40u  /* it ends with the last one: what the product is stands last, in English */
#define FOR_WEIGHT   160u /* of 256, times the score: the words come behind "for", they are what it is used with */

#define BUCKETS 256u
#define MEANT   1u /* a word of the bucket may stand for a term */
#define LINKS   2u /* one may be a link */

/* Which term a word of the index stands for: nearly all words of a title stand for none. */
typedef struct
{
  uint32_t word;
  uint32_t term;
} Meaning;

typedef struct
{
  uint8_t used[BUCKETS]; /* MEANT, LINKS */
  Meaning meanings[VIX_TERMS_MAX * VIX_ALTERNATIVES_MAX];
  uint32_t n;
  uint32_t n_terms;
} Meanings;

static bool
is_link (const VixIndex *index, uint32_t word)
{
  for (uint32_t i = 0; i < index->n_links; i++)
    if (index->links[i] == word)
      return true;

  return false;
}

static void
collect_meanings (const VixRun *run, Meanings *meanings)
{
  vix_zero (meanings->used, sizeof meanings->used);
  meanings->n = 0;
  meanings->n_terms = run->n_terms;
  for (uint32_t i = 0; i < run->index->n_links; i++)
    meanings->used[run->index->links[i] % BUCKETS] = LINKS;
  for (uint32_t t = 0; t < run->n_terms; t++)
    for (uint32_t a = 0; a < run->terms[t].n_alternatives; a++)
      {
        const VixAlternative *alternative = &run->terms[t].alternatives[a];

        if (alternative->weight < 32)
          continue;
        meanings->used[alternative->word % BUCKETS] |= MEANT;
        meanings->meanings[meanings->n++] = (Meaning){ alternative->word, t };
      }
}

/* Bits of the terms. */
static uint32_t
meaning_of (const Meanings *meanings, uint32_t word)
{
  uint32_t terms = 0;

  for (uint32_t i = 0; i < meanings->n; i++)
    if (meanings->meanings[i].word == word)
      terms |= 1u << meanings->meanings[i].term;

  return terms;
}

typedef struct
{
  uint32_t pairs;   /* bit t: term t is followed by the next one */
  uint32_t terms;   /* that stand there */
  uint32_t n_words; /* of the field */
  bool at_start;
  bool at_end;
  uint32_t before_for; /* the terms that stand in front of the first "for" */
} Standing;

static Standing
look_at_field (const VixIndex *index,
               const Meanings *meanings,
               const uint8_t **at,
               const uint8_t *end,
               uint32_t *n_read)
{
  Standing standing = { 0, 0, 0, false, false, 0 };
  uint32_t n = vix_take_varint (at, end);
  uint32_t before = 0;
  bool behind_for = false;

  for (uint32_t i = 0; i < n && *at < end && *n_read < VIX_POSTINGS_MAX; i++)
    {
      uint32_t entry = vix_take_varint (at, end);
      uint32_t used = meanings->used[(entry >> 1) % BUCKETS];
      uint32_t terms = (used & MEANT) != 0 ? meaning_of (meanings, entry >> 1) : 0;

      (*n_read)++;
      standing.terms |= terms;
      behind_for = behind_for || ((used & LINKS) != 0 && is_link (index, entry >> 1));
      standing.before_for |= behind_for ? 0 : terms;
      if ((entry & 1) != 0)
        continue;
      standing.pairs |= before & terms >> 1;
      standing.at_start = standing.at_start || (standing.n_words == 0 && terms != 0);
      standing.n_words++;
      before = terms;
    }
  standing.at_end = (before >> (meanings->n_terms - 1) & 1) != 0;

  return standing;
}

static uint32_t
count_bits (uint32_t bits)
{
  uint32_t n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;

  return n;
}

static VixTitleFit
fit_of (const VixRun *run, const Standing *standing)
{
  VixTitleFit fit = { 0 };

  if (run->n_terms > 1)
    fit.side_by_side = SIDE_BY_SIDE * count_bits (standing->pairs) / (run->n_terms - 1);
  if (standing->n_words > 0)
    fit.whole = WHOLE_TITLE * count_bits (standing->terms) /
                (standing->n_words > run->n_terms ? standing->n_words : run->n_terms);
  fit.at_start = standing->at_start ? AT_START : 0;
  fit.at_end = standing->at_end ? AT_END : 0;
  fit.behind_for = standing->terms != 0 && standing->before_for == 0;
  fit.factor = 256 + fit.side_by_side + fit.whole + fit.at_start + fit.at_end;
  if (fit.behind_for)
    fit.factor = fit.factor * FOR_WEIGHT / 256;

  return fit;
}

static VixTitleFit
fit_title (const VixRun *run, const Meanings *meanings, uint32_t document, uint32_t *n_read)
{
  const uint8_t *end;
  const uint8_t *at = vix_index_forward (run->index, document, &end);
  VixTitleFit best = { .factor = 0 };

  for (uint32_t f = 0; f < run->index->n_fields && run->index->title_fields >> f != 0; f++)
    {
      Standing standing = look_at_field (run->index, meanings, &at, end, n_read);
      VixTitleFit fit = { .factor = 0 };

      if ((run->index->title_fields >> f & 1) != 0)
        fit = fit_of (run, &standing);
      best = fit.factor > best.factor ? fit : best;
    }
  best.factor = best.factor == 0 ? 256 : best.factor;

  return best;
}

/* How the words stand in what one document is called. */
VixTitleFit
vix_fit_title (const VixRun *run, uint32_t document)
{
  Meanings meanings;
  uint32_t n_read = 0;

  collect_meanings (run, &meanings);

  return fit_title (run, &meanings, document, &n_read);
}

/* Whether a comes before b: the better one, of equal ones that of the lower number. */
static inline bool
is_better (const VixHit *a, const VixHit *b)
{
  return a->score != b->score ? a->score > b->score : a->document < b->document;
}

static void
sift_down (VixHit *hits, uint32_t at, uint32_t n)
{
  VixHit hit = hits[at];

  for (;;)
    {
      uint32_t child = at * 2 + 1;

      if (child >= n)
        break;
      if (child + 1 < n && is_better (&hits[child], &hits[child + 1]))
        child++;
      if (!is_better (&hit, &hits[child]))
        break;
      hits[at] = hits[child];
      at = child;
    }
  hits[at] = hit;
}

/**
 * vix_select:
 * @hits: (inout): hits in any order
 * @n: how many
 * @wanted: how many of the best are wanted
 *
 * Puts the best to the front, in order; the others follow in none.
 *
 * Returns: how many are in order
 */
uint32_t
vix_select (VixHit *hits, uint32_t n, uint32_t wanted)
{
  uint32_t kept = n < wanted ? n : wanted;

  /* The worst of those kept is on top. */
  for (uint32_t i = kept / 2; i-- > 0;)
    sift_down (hits, i, kept);
  for (uint32_t i = kept; i < n; i++)
    if (kept > 0 && is_better (&hits[i], &hits[0]))
      {
        VixHit hit = hits[i];

        hits[i] = hits[0];
        hits[0] = hit;
        sift_down (hits, 0, kept);
      }
  for (uint32_t i = kept; i-- > 1;)
    {
      VixHit hit = hits[i];

      hits[i] = hits[0];
      hits[0] = hit;
      sift_down (hits, 0, i);
    }

  return kept;
}

/**
 * vix_rank:
 * @run: a query
 * @hits: (inout): the best so far
 * @n: how many
 *
 * Orders them by how the words stand in the title, and by what photographs show, too.
 */
void
vix_rank (VixRun *run, VixHit *hits, uint32_t n)
{
  Meanings meanings;
  VixSights sights;

  collect_meanings (run, &meanings);
  vix_sights_find (run, &sights);
  for (uint32_t i = 0; i < n; i++)
    {
      uint32_t title = fit_title (run, &meanings, hits[i].document, &run->n_postings).factor;
      uint32_t seen = vix_sights_fit (&sights, run->index, hits[i].document);

      hits[i].score = (uint32_t) ((uint64_t) hits[i].score * title >> 8);
      hits[i].score = (uint32_t) ((uint64_t) hits[i].score * seen >> 8);
    }
  vix_select (hits, n, n);
}
