/* What a word may become while it is being typed: the words that begin so, the most frequent ones first. */
#include "search/engine/vix-query-private.h"

#include "search/engine/vix-number.h"

/* In bits (1/256): how unlikely. */
#define BITS(n)            ((int32_t) ((n) *VIX_BIT))
#define COST_TYPING        BITS (1.5) /* more letters to come */
#define COST_TYPING_MORE   BITS (5.6) /* the same where it is a word already */
#define COST_LETTER        BITS (0.3)
#define FREQUENCY_TYPING   102 /* of 256: how much a word's frequency counts; short beginnings may become anything */
#define COMPLETIONS        12u
#define JOINED_COMPLETIONS 4u    /* of the word and the one before it */
#define RANGE_MAX          4096u /* words looked at for the most frequent completions */
#define SMALL              1000u /* documents: fewer lack most of what people may search for */
#define SHORTEST           2u    /* letters that a beginning has in a small catalogue */

/* Nobody writes the same word twice in a query. */
static bool
is_said_already (const VixRun *run, const VixTerm *term, uint32_t word)
{
  for (uint32_t i = 0; i < run->n_terms; i++)
    if (&run->terms[i] != term && run->terms[i].known && run->terms[i].alternatives[0].word == word)
      return true;

  return false;
}

static bool
has_alternative (const VixTerm *term, uint32_t word)
{
  for (uint32_t i = 0; i < term->n_alternatives; i++)
    if (term->alternatives[i].word == word)
      return true;

  return false;
}

static int32_t
typing_likelihood (const VixRun *run, uint32_t word, int32_t cost)
{
  return vix_log2 (1 + vix_index_word_documents (run->index, word)) * FREQUENCY_TYPING / 256 - cost;
}

/* The most frequent words of a range, those that the term does not stand for yet. Returns: how many. */
static uint32_t
most_frequent (const VixRun *run, const VixTerm *term, uint32_t first, uint32_t last, uint32_t *best, uint32_t n_max)
{
  uint32_t n = 0;

  for (uint32_t word = first; word < last && word < first + RANGE_MAX; word++)
    {
      uint32_t frequency = vix_index_word_documents (run->index, word);
      uint32_t at = n;

      if ((n == n_max && frequency <= vix_index_word_documents (run->index, best[n - 1])) ||
          is_said_already (run, term, word) || has_alternative (term, word))
        continue;
      if (n < n_max)
        n++;
      else
        at--;
      for (; at > 0 && vix_index_word_documents (run->index, best[at - 1]) < frequency; at--)
        best[at] = best[at - 1];
      best[at] = word;
    }

  return n;
}

/* "smart wat" is smartwatch, too, where the catalogue writes it so. */
static void
complete_joined (VixRun *run, VixTerm *term)
{
  VixTerm *before = term == run->terms ? NULL : term - 1;
  VixSpelling spelling;
  char text[VIX_WORD_MAX];
  size_t length = before == NULL ? 0 : before->text.length + term->text.length;
  uint32_t best[JOINED_COMPLETIONS];
  uint32_t first;
  uint32_t last;
  uint32_t n;

  if (before == NULL || term->text.length < 2 || length > sizeof text)
    return;
  vix_copy (text, before->text.text, before->text.length);
  vix_copy (text + before->text.length, term->text.text, term->text.length);
  vix_dictionary_spell (&run->index->dictionary, text, length, &spelling);
  if (!vix_dictionary_range (&run->index->dictionary, &spelling, &first, &last))
    return;

  n = most_frequent (run, term, first, last, best, JOINED_COMPLETIONS);
  for (uint32_t i = 0; i < n; i++)
    {
      vix_term_add (run, before, best[i], VIX_JOINED_WEIGHT, VIX_REASON_JOINED, -VIX_BIT);
      vix_term_add (run, term, best[i], VIX_JOINED_WEIGHT, VIX_REASON_JOINED, -VIX_BIT);
    }
}

/**
 * vix_complete:
 * @run: a query
 * @term: its last word, perhaps not whole
 *
 * Adds the most frequent words that begin so, and notes where all of them are.
 */
void
vix_complete (VixRun *run, VixTerm *term)
{
  const VixIndex *index = run->index;
  VixSpelling spelling;
  uint32_t best[COMPLETIONS];
  uint32_t n;

  complete_joined (run, term);
  vix_dictionary_spell (&index->dictionary, term->text.text, term->text.length, &spelling);
  if (!vix_dictionary_range (&index->dictionary, &spelling, &term->first, &term->last))
    {
      term->first = term->last = 0;
      return;
    }

  n = most_frequent (run, term, term->first, term->last, best, COMPLETIONS);
  if (term->known)
    for (uint32_t i = 0; i < term->n_alternatives; i++)
      if (term->alternatives[i].reason == VIX_REASON_EXACT)
        term->alternatives[i].likely = typing_likelihood (run, term->alternatives[i].word, 0);
  for (uint32_t i = 0; i < n; i++)
    {
      VixSpelling whole;
      int32_t cost = term->known ? COST_TYPING_MORE : COST_TYPING;

      vix_dictionary_word (&index->dictionary, best[i], &whole);
      if (whole.n >= spelling.n)
        cost += COST_LETTER * (int32_t) (whole.n - spelling.n);
      vix_term_add (run, term, best[i], 256, VIX_REASON_COMPLETION, typing_likelihood (run, best[i], cost));
    }
}

static uint32_t
count_letters (VixText text)
{
  uint32_t n = 0;

  for (size_t i = 0; i < text.length; i++)
    n += ((uint8_t) text.text[i] & 0xC0) != 0x80;

  return n;
}

/* A large catalogue has nearly everything: a word that it lacks is a slip, and any beginning is better than nothing. A
 * small one would answer noise with the product that happens to share a letter. */
static uint32_t
shortest_beginning (const VixRun *run, uint32_t n_letters)
{
  if (run->index->n_documents >= SMALL)
    return 1;

  return n_letters / 2 > SHORTEST ? n_letters / 2 : SHORTEST;
}

/**
 * vix_shorten:
 * @run: a query that nothing was found for
 * @term: a word of it
 *
 * The last resort: what begins as the word does, as far as anything begins so; in a small catalogue by half of the word
 * at least.
 */
void
vix_shorten (VixRun *run, VixTerm *term)
{
  VixText whole = term->text;
  uint32_t n = count_letters (whole);
  uint32_t least = shortest_beginning (run, n);

  for (; term->first >= term->last && n > least; n--)
    {
      do
        term->text.length--;
      while (((uint8_t) term->text.text[term->text.length] & 0xC0) == 0x80);
      term->dropped = true;
      vix_complete (run, term);
    }
  term->typing = true;
  term->text = whole;
  vix_term_settle (run, term);
}
