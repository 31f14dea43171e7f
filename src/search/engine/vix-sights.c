/* What photographs say to a query's colours: a document whose texts name the colour needs no photograph for it; of the
 * others, and of "dark green" where a text only says green, those come first that show most of it. */
#include "search/engine/vix-query-private.h"

/* Factors, in 256ths, from no trace of the colour up to a thing that is all of it. */
#define NAMED_PART 160u /* texts name the colour, not that part of it */
#define NOT_NAMED  72u
#define NOT_SEEN   230u  /* there is no photograph to ask */
#define DOUBTFUL   200u  /* the word may mean something else: photographs say little */
#define SCORE_HALF 0.15f /* a thing of a score like that is half as good as one that is all of the colour */

#define WORDS_MAX 3u /* of a colour: "very dark green", "azul marinho escuro" */

/* The words from first to last with spaces between. Returns: their length; 0 when they are too long. */
static size_t
join (const VixRun *run, uint32_t first, uint32_t last, char *text, size_t size)
{
  size_t length = 0;

  for (uint32_t i = first; i <= last; i++)
    {
      VixText word = run->terms[i].text;

      if (length + word.length + 1 > size)
        return 0;
      if (length > 0)
        text[length++] = ' ';
      vix_copy (text + length, word.text, word.length);
      length += word.length;
    }

  return length;
}

/* The longest run of words from there on that names one colour. Returns: how many words; 0 for none. */
static uint32_t
find_sight (const VixRun *run, uint32_t first, VixSight *sight)
{
  uint32_t last = first + WORDS_MAX < run->n_terms ? first + WORDS_MAX : run->n_terms;

  for (; last > first; last--)
    {
      char text[VIX_WORD_MAX * WORDS_MAX];
      size_t length = join (run, first, last - 1, text, sizeof text);

      if (length == 0 || !vix_colour_find (text, length, &sight->region))
        continue;

      sight->colours = 0;
      sight->doubtful = true;
      for (uint32_t i = first; i < last; i++)
        {
          VixColourWord word;

          sight->colours |= run->terms[i].colours;
          if (vix_colour_word (run->terms[i].text.text, run->terms[i].text.length, &word))
            sight->doubtful = sight->doubtful && !word.plain && run->terms[i].known;
        }
      return last - first;
    }

  return 0;
}

/**
 * vix_sights_find:
 * @run: a query that is planned
 * @self: (out): the colours it asks for; none when the index has no photographs
 */
void
vix_sights_find (const VixRun *run, VixSights *self)
{
  self->n = 0;
  if (run->colours == 0 || run->index->shades == NULL)
    return;

  for (uint32_t i = 0; i < run->n_terms && self->n < VIX_SIGHTS_MAX;)
    {
      uint32_t n = find_sight (run, i, &self->sights[self->n]);

      self->n += n > 0;
      i += n > 0 ? n : 1;
    }
}

static uint32_t
fit_sight (const VixSight *sight, uint32_t named, const VixShades *shades)
{
  bool is_named = (named & sight->colours) != 0;
  uint32_t least = is_named ? NAMED_PART : NOT_NAMED;
  float score;

  if (is_named && sight->region.name >= 0)
    return 256;
  if (shades->n == 0)
    return NOT_SEEN;

  score = vix_shades_score (shades, &sight->region);
  score = score * (1 + SCORE_HALF) / (score + SCORE_HALF);
  if (sight->doubtful)
    least = DOUBTFUL;

  return least + (uint32_t) ((float) (256 - least) * score + 0.5f);
}

/**
 * vix_sights_fit:
 * @self: the colours that a query asks for
 * @index: its index
 * @document: a document
 *
 * Returns: how well the colours fit, in 256ths; 256 where none is asked for
 */
uint32_t
vix_sights_fit (const VixSights *self, const VixIndex *index, uint32_t document)
{
  uint32_t factor = 256;
  VixShades shades;

  if (self->n == 0)
    return 256;

  vix_index_seen (index, document, &shades);
  for (uint32_t i = 0; i < self->n; i++)
    factor = factor * fit_sight (&self->sights[i], vix_index_colours (index, document), &shades) >> 8;

  return factor;
}
