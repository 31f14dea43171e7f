/* Where the words of a query stand in a text: for marking them. */
#include "search/engine/vix-query-private.h"

#include "search/engine/vix-colour-words.h"
#include "search/engine/vix-fold.h"

#define LEAST_WEIGHT 32u /* of 256: less likely readings are not marked */

typedef struct
{
  const VixIndex *index;
  const VixResult *result;
  const char *text;
  size_t length;
  VixRange *ranges;
  uint32_t n;
  uint32_t n_max;
  char before[VIX_WORD_MAX]; /* the word before, for expressions of two */
  size_t before_length;
  uint32_t before_start;
} Marking;

static bool
begins_with (const VixWord *word, VixText text)
{
  return text.length <= word->length && vix_compare (word->text, text.length, text.text, text.length) == 0;
}

static bool
is_alternative (const VixTerm *term, uint32_t number)
{
  for (uint32_t i = 0; i < term->n_alternatives; i++)
    if (term->alternatives[i].word == number && term->alternatives[i].weight >= LEAST_WEIGHT)
      return true;

  return false;
}

/* The text may have words that the index lacks: they are compared letter by letter. */
static bool
is_term (const VixTerm *term, const VixWord *word, uint32_t number, const VixColourWord *colour)
{
  if (term->optional)
    return false;
  if (vix_compare (word->text, word->length, term->text.text, term->text.length) == 0)
    return true;
  if (term->typing && begins_with (word, term->text))
    return true;
  if ((colour->colours & term->colours) != 0)
    return true;

  return is_alternative (term, number);
}

static uint32_t
number_of (const Marking *self, const char *text, size_t length)
{
  VixSpelling spelling;

  vix_dictionary_spell (&self->index->dictionary, text, length, &spelling);

  return vix_dictionary_find (&self->index->dictionary, &spelling);
}

static bool
is_meant (const Marking *self, const VixWord *word)
{
  VixColourWord colour;
  uint32_t number = number_of (self, word->text, word->length);

  if (!vix_colour_word (word->text, word->length, &colour))
    colour.colours = 0;
  for (uint32_t i = 0; i < self->result->n_terms; i++)
    if (is_term (&self->result->terms[i], word, number, &colour))
      return true;

  return false;
}

/* Accents written apart and tone marks go with their letter. */
static uint32_t
end_of (const Marking *self, uint32_t end)
{
  const char *at = self->text + end;
  const char *behind = at;

  while (behind < self->text + self->length)
    {
      if (vix_fold (vix_utf8_take (&behind, self->text + self->length)).class != VIX_CHAR_NOTHING)
        break;
      at = behind;
    }

  return (uint32_t) (at - self->text);
}

/* What it covers is part of it. */
static void
mark (Marking *self, const VixWord *word)
{
  VixRange range = { word->start, end_of (self, word->end) };

  /* A letter that is compared as two may be parted. */
  if (range.start == range.end)
    return;
  while (self->n > 0 && self->ranges[self->n - 1].end > range.start)
    {
      VixRange last = self->ranges[--self->n];

      range.start = last.start < range.start ? last.start : range.start;
      range.end = last.end > range.end ? last.end : range.end;
    }
  if (self->n < self->n_max)
    self->ranges[self->n++] = range;
}

/* With the word before it may be an expression of the synonyms. */
static void
mark_pair (Marking *self, const VixWord *word)
{
  char text[VIX_WORD_MAX];
  size_t n = self->before_length;

  if (n > 0 && n + 1 + word->length <= sizeof text)
    {
      VixWord pair = *word;
      uint32_t number;

      vix_copy (text, self->before, n);
      text[n] = ' ';
      vix_copy (text + n + 1, word->text, word->length);
      number = number_of (self, text, n + 1 + word->length);
      pair.start = self->before_start;
      for (uint32_t i = 0; i < self->result->n_terms; i++)
        if (is_alternative (&self->result->terms[i], number))
          mark (self, &pair);
    }
  vix_copy (self->before, word->text, word->length);
  self->before_length = word->length;
  self->before_start = word->start;
}

static void
take_word (const VixWord *word, void *user)
{
  Marking *self = user;
  VixWord parts[VIX_LETTERS_MAX];
  uint32_t n;

  if (!vix_word_is_thai (word->text, word->length))
    {
      if (is_meant (self, word))
        mark (self, word);
      if (word->span == 1 && self->index->n_synonyms > 0)
        mark_pair (self, word);
      return;
    }
  n = word->span > 1 ? 0 : vix_segment (self->index, word, self->text, parts, VIX_LETTERS_MAX);
  for (uint32_t i = 0; i < n; i++)
    if (is_meant (self, &parts[i]))
      mark (self, &parts[i]);
}

/**
 * vix_highlight:
 * @index: the index that was asked
 * @result: what it answered; its memory is still there
 * @text: any text, such as a title; what is not UTF-8 parts words
 * @length: its bytes
 * @ranges: (out caller-allocates) (array length=n_max): where words of the query stand, ascending, apart
 * @n_max: room in @ranges: what is behind is not marked
 *
 * Marked is what the query's words were taken for, too: their other forms, corrections, synonyms, the same colour.
 * Words that may be missing, like "the", are not.
 *
 * Returns: how many there are
 */
uint32_t
vix_highlight (const VixIndex *index,
               const VixResult *result,
               const char *text,
               size_t length,
               VixRange *ranges,
               uint32_t n_max)
{
  Marking self = { index, result, text, length, ranges, 0, n_max, { 0 }, 0, 0 };

  vix_words_split (text, length, 0, take_word, &self);

  return self.n;
}
