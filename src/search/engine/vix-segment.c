/* Words of a script without spaces: found by the words that the index has. */
#include "search/engine/vix-query-private.h"

#include "search/engine/vix-fold.h"

#define UNKNOWN 8u  /* a letter in no word costs as much as so many words */
#define LONGEST 24u /* letters of a word */

/* Where in the text it was split from the word has so many letters behind it. */
static uint32_t
source_of (const VixWord *word, const char *source, uint32_t n_letters)
{
  const char *at = source + word->start;
  const char *behind = at;

  for (uint32_t n = 0; n <= n_letters && behind < source + word->end;)
    {
      at = behind;
      n += vix_fold (vix_utf8_take (&behind, source + word->end)).n_points;
    }

  return (uint32_t) (at - source);
}

/* The bytes of the first letters. */
static size_t
bytes_of (const VixWord *word, uint32_t n_letters)
{
  size_t at = 0;

  for (uint32_t i = 0; at < word->length; at++)
    if (((uint8_t) word->text[at] & 0xC0) != 0x80 && i++ == n_letters)
      break;

  return at;
}

static bool
is_word (const VixDictionary *dictionary, const VixSpelling *all, uint32_t from, uint32_t to)
{
  VixSpelling part;

  part.n = to - from;
  for (uint32_t i = from; i < to; i++)
    part.letters[i - from] = all->letters[i];

  return vix_dictionary_find (dictionary, &part) != VIX_NO_WORD;
}

/* For each place the cheapest way to it: where its last part begins. known: whether that part is a word. */
static void
find_ways (const VixDictionary *dictionary, const VixSpelling *all, uint8_t *starts, bool *known)
{
  uint32_t costs[VIX_LETTERS_MAX + 1] = { 0 };

  for (uint32_t to = 1; to <= all->n; to++)
    {
      costs[to] = costs[to - 1] + UNKNOWN;
      starts[to] = (uint8_t) (to - 1);
      known[to] = false;
      for (uint32_t from = to > LONGEST ? to - LONGEST : 0; from < to; from++)
        if (costs[from] + 1 < costs[to] && is_word (dictionary, all, from, to))
          {
            costs[to] = costs[from] + 1;
            starts[to] = (uint8_t) from;
            known[to] = true;
          }
    }
}

/**
 * vix_segment:
 * @index: an index
 * @word: a run of letters, as it is compared
 * @source: the text that it was split from
 * @parts: (out): its words; what lies between them is a word too
 * @n_max: room in @parts
 *
 * Returns: how many words there are
 */
uint32_t
vix_segment (const VixIndex *index, const VixWord *word, const char *source, VixWord *parts, uint32_t n_max)
{
  VixSpelling all;
  uint8_t starts[VIX_LETTERS_MAX + 1];
  bool known[VIX_LETTERS_MAX + 1];
  bool cuts[VIX_LETTERS_MAX + 1] = { false };
  uint32_t n = 0;
  uint32_t from = 0;

  vix_dictionary_spell (&index->dictionary, word->text, word->length, &all);
  find_ways (&index->dictionary, &all, starts, known);
  for (uint32_t to = all.n; to > 0; to = starts[to])
    {
      cuts[to] = cuts[to] || known[to];
      cuts[starts[to]] = cuts[starts[to]] || known[to];
    }

  cuts[all.n] = true;
  for (uint32_t to = 1; to <= all.n && n < n_max; to++)
    {
      size_t start = bytes_of (word, from);

      if (!cuts[to])
        continue;
      parts[n] = *word;
      parts[n].text = word->text + start;
      parts[n].length = bytes_of (word, to) - start;
      parts[n].start = source_of (word, source, from);
      parts[n].end = to == all.n ? word->end : source_of (word, source, to);
      n++;
      from = to;
    }

  return n;
}
