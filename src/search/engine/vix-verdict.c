/* What is said about single queries, beside what words say: pins, what is hidden, what counts more, where a query
 * leads. A query is known by the words it is made of, as they are compared: capitals, accents, signs and spaces make no
 * other query. */
#include "search/engine/vix-verdict.h"

#include "search/engine/vix-words.h"

#define MOST_SCORE (UINT32_MAX / 4)

/**
 * vix_verdict_key_add:
 * @key: that of the words before; %VIX_NO_KEY for none
 * @word: the next one, as it is compared
 * @length: its bytes
 *
 * Returns: the key of all of them
 */
uint64_t
vix_verdict_key_add (uint64_t key, const char *word, size_t length)
{
  uint64_t hash = key == VIX_NO_KEY ? 14695981039346656037u : (key ^ ' ') * 1099511628211u;

  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (uint8_t) word[i]) * 1099511628211u;

  return hash == VIX_NO_KEY ? 1 : hash;
}

static void
take_key_word (const VixWord *word, void *user)
{
  uint64_t *key = user;

  if (word->span == 1)
    *key = vix_verdict_key_add (*key, word->text, word->length);
}

/**
 * vix_verdict_key:
 * @query: what is asked, UTF-8
 * @length: its bytes
 *
 * Returns: what the query is told apart by; %VIX_NO_KEY when it has no words
 */
uint64_t
vix_verdict_key (const char *query, size_t length)
{
  uint64_t key = VIX_NO_KEY;

  vix_words_split (query, length, 0, take_key_word, &key);

  return key;
}

static uint64_t
key_of (const uint8_t *entry)
{
  return vix_get_u64 (entry);
}

static int
compare (const uint8_t *a, const uint8_t *b)
{
  uint32_t first = vix_get_u32 (a + 8);
  uint32_t second = vix_get_u32 (b + 8);

  if (key_of (a) != key_of (b))
    return key_of (a) < key_of (b) ? -1 : 1;
  if (first != second)
    return first < second ? -1 : 1;
  first = vix_get_u32 (a + 12);
  second = vix_get_u32 (b + 12);

  return first < second ? -1 : first > second;
}

static bool
is_sound (const VixIndex *index, const uint8_t *entry)
{
  uint32_t value = vix_get_u32 (entry + 16);

  switch (vix_get_u32 (entry + 8))
    {
    case VIX_VERDICT_PIN:
      return value < index->n_documents && key_of (entry) != VIX_NO_KEY;
    case VIX_VERDICT_HIDE:
      return vix_get_u32 (entry + 12) < index->n_documents && key_of (entry) != VIX_NO_KEY;
    case VIX_VERDICT_WEIGHT:
      return vix_get_u32 (entry + 12) < index->n_documents && value <= VIX_WEIGHT_MAX;
    case VIX_VERDICT_REDIRECT:
      return value < index->texts_size && key_of (entry) != VIX_NO_KEY;
    default:
      return false;
    }
}

/* Returns: whether all verdicts are in order, of kinds that there are, and about documents that there are. */
bool
vix_verdicts_are_sound (const VixIndex *index)
{
  for (uint32_t i = 0; i < index->n_verdicts; i++)
    {
      const uint8_t *entry = index->verdicts + (size_t) i * VIX_VERDICT_SIZE;

      if (!is_sound (index, entry) || (i > 0 && compare (entry - VIX_VERDICT_SIZE, entry) >= 0))
        return false;
    }

  return true;
}

/* The first entry not before the key and the kind. */
static uint32_t
find_first (const VixIndex *index, uint64_t key, uint32_t kind)
{
  uint32_t low = 0;
  uint32_t high = index->n_verdicts;

  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2;
      const uint8_t *entry = index->verdicts + (size_t) middle * VIX_VERDICT_SIZE;

      if (key_of (entry) < key || (key_of (entry) == key && vix_get_u32 (entry + 8) < kind))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static VixVerdictRange
find_range (const VixIndex *index, uint64_t key, VixVerdictKind kind)
{
  uint32_t first = find_first (index, key, kind);
  uint32_t end = find_first (index, key, (uint32_t) kind + 1);

  return (VixVerdictRange){ index->verdicts + (size_t) first * VIX_VERDICT_SIZE, end - first };
}

/**
 * vix_verdicts_find:
 * @index: an open index
 * @query: what is asked, UTF-8
 * @length: its bytes
 * @verdicts: (out): what is said about it
 */
void
vix_verdicts_find (const VixIndex *index, const char *query, size_t length, VixVerdicts *verdicts)
{
  vix_verdicts_find_key (index, index->n_verdicts == 0 ? VIX_NO_KEY : vix_verdict_key (query, length), verdicts);
}

/* As vix_verdicts_find(), of a query whose key is known. */
void
vix_verdicts_find_key (const VixIndex *index, uint64_t key, VixVerdicts *verdicts)
{
  VixVerdictRange redirects;

  vix_zero (verdicts, sizeof *verdicts);
  if (index->n_verdicts == 0)
    return;
  verdicts->popular = find_range (index, VIX_NO_KEY, VIX_VERDICT_WEIGHT);
  if (key == VIX_NO_KEY)
    return;

  verdicts->pins = find_range (index, key, VIX_VERDICT_PIN);
  if (verdicts->pins.n > VIX_PINS_MAX)
    verdicts->pins.n = VIX_PINS_MAX;
  verdicts->hidden = find_range (index, key, VIX_VERDICT_HIDE);
  verdicts->weights = find_range (index, key, VIX_VERDICT_WEIGHT);
  redirects = find_range (index, key, VIX_VERDICT_REDIRECT);
  if (redirects.n > 0)
    verdicts->redirect = vix_index_text (index, vix_get_u32 (redirects.entries + 16));
}

/* Returns: whether nothing is said about this query */
bool
vix_verdicts_are_empty (const VixVerdicts *verdicts)
{
  return verdicts->pins.n == 0 && verdicts->hidden.n == 0 && verdicts->weights.n == 0 && verdicts->redirect.length == 0;
}

/* Returns: (nullable): the entry about the document, of a range that is in the order of documents. */
static const uint8_t *
find_document (const VixVerdictRange *range, uint32_t document)
{
  uint32_t low = 0;
  uint32_t high = range->n;

  while (low < high)
    {
      uint32_t middle = (low + high) / 2;
      uint32_t other = vix_verdict_document (range, middle);

      if (other == document)
        return range->entries + (size_t) middle * VIX_VERDICT_SIZE;
      if (other < document)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

static uint32_t
weight_in (const VixVerdictRange *range, uint32_t document)
{
  const uint8_t *entry = find_document (range, document);

  return entry == NULL ? 256 : vix_get_u32 (entry + 16);
}

/**
 * vix_verdict_of:
 * @verdicts: what is said about a query
 * @document: a document
 * @verdict: (out): what is said about this one
 */
void
vix_verdict_of (const VixVerdicts *verdicts, uint32_t document, VixVerdict *verdict)
{
  *verdict = (VixVerdict){ false, 0, false, 256, 256 };
  for (uint32_t i = 0; i < verdicts->pins.n && !verdict->pinned; i++)
    {
      verdict->pinned = vix_verdict_document (&verdicts->pins, i) == document;
      verdict->place = i;
    }
  verdict->hidden = find_document (&verdicts->hidden, document) != NULL;
  verdict->weight = weight_in (&verdicts->weights, document);
  verdict->popular = weight_in (&verdicts->popular, document);
}

/* Returns: the score as it counts; there is room for what the title adds. */
uint32_t
vix_verdict_weigh (const VixVerdict *verdict, uint32_t score)
{
  uint64_t weighed = ((uint64_t) score * verdict->weight >> 8) * verdict->popular >> 8;

  return weighed < MOST_SCORE ? (uint32_t) weighed : MOST_SCORE;
}
