/* Why a document is where it is: the score of the match and of the rank, taken apart again. */
#include "search/engine/vix-query-private.h"

#include "search/engine/vix-colour-words.h"

static void
fit_alternatives (const VixIndex *index, const VixTerm *term, uint32_t document, VixTermFit *fit, uint32_t *fields)
{
  for (uint32_t i = 0; i < term->n_alternatives; i++)
    {
      const VixAlternative *alternative = &term->alternatives[i];
      VixCursor cursor;
      uint32_t score;

      vix_index_word_cursor (index, alternative->word, &cursor);
      vix_cursor_seek (&cursor, document);
      if (cursor.document != document)
        continue;
      score = vix_score (index, alternative, &cursor);
      *fields |= cursor.fields;
      if (!fit->matched || score > fit->score)
        *fit = (VixTermFit){ true, alternative->reason, alternative->word, cursor.fields, score };
    }
}

/* The word of the document that begins as the last one of the query does and says most. */
static void
fit_beginning (const VixIndex *index, const VixTerm *term, uint32_t document, uint32_t *n_read, VixTermFit *fit)
{
  const uint8_t *end;
  const uint8_t *at = vix_index_forward (index, document, &end);

  for (uint32_t f = 0; f < index->n_fields; f++)
    for (uint32_t n = vix_take_varint (&at, end); n > 0 && at < end && *n_read < VIX_POSTINGS_MAX; n--)
      {
        uint32_t word = vix_take_varint (&at, end) >> 1;
        VixCursor cursor;

        (*n_read)++;
        if (word < term->first || word >= term->last)
          continue;
        vix_index_word_cursor (index, word, &cursor);
        vix_cursor_seek (&cursor, document);
        if (cursor.document == document && (!fit->matched || cursor.impact * VIX_RANGE_WEIGHT > fit->score))
          *fit = (VixTermFit){ true, VIX_REASON_COMPLETION, word, cursor.fields, cursor.impact * VIX_RANGE_WEIGHT };
      }
}

static void
set_score (const VixRun *run, uint32_t document, uint32_t covered, uint32_t information, VixExplanation *explanation)
{
  uint32_t score;

  explanation->share = explanation->complete ? 256 : vix_share (covered, information);
  if (!explanation->complete && run->colours != 0)
    explanation->near_colour = vix_colour_bonus (run, document, vix_colours_near (run->colours));
  if (explanation->complete)
    score = explanation->in_title == 256 ? explanation->sum : explanation->sum / 256 * explanation->in_title;
  else
    score = vix_score_some (explanation->sum, explanation->share, explanation->near_colour);
  score = vix_verdict_weigh (&explanation->verdict, score);
  explanation->score = (uint32_t) ((uint64_t) score * explanation->title.factor >> 8);
  explanation->score = (uint32_t) ((uint64_t) explanation->score * explanation->seen >> 8);
}

/**
 * vix_explain:
 * @index: the index that was asked
 * @result: what it answered; its memory is still there
 * @document: any document of the index, found or not
 * @explanation: (out): what the document's score is made of
 *
 * Costs as much as looking at the words of one document.
 */
void
vix_explain (const VixIndex *index, const VixResult *result, uint32_t document, VixExplanation *explanation)
{
  uint32_t strong = index->title_fields | index->colour_fields;
  VixPhrases phrases;
  VixSights sights;
  uint32_t n_read = 0;
  uint32_t covered = 0;
  uint32_t information = 0;
  bool in_title = true;

  vix_zero (explanation, sizeof *explanation);
  explanation->n_terms = result->n_terms;
  vix_phrases_find (result->run, &phrases);
  explanation->complete = vix_phrases_are_in (&phrases, index, document, &n_read);
  explanation->near_colour = 256;
  vix_verdict_of (&result->run->verdicts, document, &explanation->verdict);
  explanation->title = vix_fit_title (result->run, document);
  vix_sights_find (result->run, &sights);
  explanation->seen = vix_sights_fit (&sights, index, document);
  for (uint32_t i = 0; i < result->n_terms; i++)
    {
      const VixTerm *term = &result->terms[i];
      VixTermFit *fit = &explanation->terms[i];
      uint32_t fields = 0;

      fit_alternatives (index, term, document, fit, &fields);
      explanation->complete = explanation->complete && (fit->matched || term->optional);
      if (fit->score == 0 && term->typing)
        fit_beginning (index, term, document, &n_read, fit);
      fit->score = (uint32_t) ((uint64_t) fit->score * term->information >> 8);
      explanation->sum += fit->score;
      covered += fit->matched ? term->information : 0;
      information += term->information;
      in_title = in_title && ((fields & strong) != 0 || term->optional);
    }
  explanation->in_title = explanation->complete && in_title ? VIX_TITLE_BONUS : 256;
  set_score (result->run, document, covered, information, explanation);
}

/**
 * vix_count_values:
 * @index: the index that was asked
 * @result: what it answered; its memory is still there
 * @column: number of a column of texts
 * @counts: (out) (array): for each of the column's values how many of the documents found have it
 */
void
vix_count_values (const VixIndex *index, const VixResult *result, uint32_t column, uint32_t *counts)
{
  for (uint32_t i = 0; i < index->columns[column].n_values; i++)
    counts[i] = 0;
  for (uint32_t i = 0; i < result->n_found; i++)
    {
      const uint8_t *values;
      uint32_t n = vix_index_values_of (index, column, result->found[i].document, &values);

      for (uint32_t j = 0; j < n; j++)
        counts[vix_get_u32 (values + (size_t) j * 4)]++;
    }
}
