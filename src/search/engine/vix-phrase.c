/* Words in quotation marks: they stand next to each other, in this order, in one field of the document. */
#include "search/engine/vix-query-private.h"

/* Forms and synonyms are not what was written; what a word is corrected to is, when the index lacks it. */
static bool
is_said (const VixTerm *term, const VixAlternative *alternative)
{
  switch (alternative->reason)
    {
    case VIX_REASON_EXACT:
      return true;
    case VIX_REASON_COMPLETION:
      return term->typing;
    case VIX_REASON_CORRECTION:
    case VIX_REASON_SOUND:
      return !term->known;
    case VIX_REASON_STEM:
    case VIX_REASON_JOINED:
    case VIX_REASON_SYNONYM:
    case VIX_REASON_COLOUR:
    case VIX_REASON_SEEN:
      return false;
    }

  return false;
}

static void
add_term (VixPhrases *self, const VixTerm *term, uint32_t bit)
{
  for (uint32_t i = 0; i < term->n_alternatives; i++)
    if (is_said (term, &term->alternatives[i]))
      self->words[self->n++] = (VixPhraseWord){ term->alternatives[i].word, bit };
}

/**
 * vix_phrases_find:
 * @run: a query
 * @self: (out): its phrases of two words or more
 */
void
vix_phrases_find (const VixRun *run, VixPhrases *self)
{
  self->starts = self->ends = self->n = 0;
  for (uint32_t i = 0; i < run->n_terms; i++)
    {
      uint32_t phrase = run->terms[i].phrase;
      bool goes_on = i > 0 && run->terms[i - 1].phrase == phrase;
      bool is_followed = i + 1 < run->n_terms && run->terms[i + 1].phrase == phrase;

      if (phrase == 0 || (!goes_on && !is_followed))
        continue;
      add_term (self, &run->terms[i], 1u << i);
      self->starts |= goes_on ? 0 : 1u << i;
      self->ends |= is_followed ? 0 : 1u << i;
    }
}

static uint32_t
terms_of (const VixPhrases *self, uint32_t word)
{
  uint32_t terms = 0;

  for (uint32_t i = 0; i < self->n; i++)
    terms |= self->words[i].word == word ? self->words[i].term : 0;

  return terms;
}

/**
 * vix_phrases_are_in:
 * @self: phrases
 * @index: the index that was asked
 * @document: a document
 * @n_read: (inout): words read so far; at VIX_POSTINGS_MAX no more are
 *
 * All phrases are followed at once, a bit for each of their words (Baeza-Yates and Gonnet 1992: shift-and).
 *
 * Returns: whether the document has all of them; it has when there are none
 */
bool
vix_phrases_are_in (const VixPhrases *self, const VixIndex *index, uint32_t document, uint32_t *n_read)
{
  const uint8_t *end;
  const uint8_t *at;
  uint32_t reached = 0;

  if (self->ends == 0)
    return true;

  at = vix_index_forward (index, document, &end);
  for (uint32_t f = 0; f < index->n_fields && reached != self->ends; f++)
    {
      uint32_t state = 0;

      for (uint32_t n = vix_take_varint (&at, end); n > 0 && at < end && *n_read < VIX_POSTINGS_MAX; n--)
        {
          uint32_t entry = vix_take_varint (&at, end);

          (*n_read)++;
          if ((entry & 1) != 0)
            continue;
          state = (state << 1 | self->starts) & terms_of (self, entry >> 1);
          reached |= state & self->ends;
        }
    }

  return reached == self->ends;
}
