/* What an index knows of its words by themselves: the tree they stand in, their stems, how they sound. */
#include "search/engine/vix-builder-private.h"

#include "search/engine/vix-colour-words.h"
#include "search/engine/vix-dictionary.h"
#include "search/engine/vix-fold.h"

/* What a node takes, found before it is written: the sizes stand before the children. */
typedef struct
{
  uint32_t size; /* bytes of the children */
  uint32_t words;
} Measure;

typedef struct
{
  const VixNames *names;
  const uint32_t *order;
  const VixBuffer *alphabet;
  uint32_t letter_size;
  VixBuffer measures; /* Measure, in the order of the nodes */
  uint32_t n_read;    /* of them, while writing */
  VixBuffer *tree;
} Tree;

#define SEEN_BYTES (0x110000 / 8)

/* All characters of all words, once each. */
static void
write_alphabet (const VixNames *names, VixBuffer *alphabet)
{
  VixBuffer seen;
  const char *at = (const char *) names->text.data;
  const char *end = names->n == 0 ? at : at + names->text.size;

  vix_buffer_init (&seen, names->text.allocator);
  if (names->n == 0)
    return;
  if (vix_buffer_grow (&seen, SEEN_BYTES) == NULL)
    {
      alphabet->failed = true;
      return;
    }
  vix_zero (seen.data, SEEN_BYTES);
  while (at < end)
    {
      uint32_t point = vix_utf8_take (&at, end);

      if (point != VIX_NO_POINT)
        seen.data[point / 8] |= (uint8_t) (1 << point % 8);
    }
  for (uint32_t i = 0; i < SEEN_BYTES; i++)
    for (uint32_t bit = 0; seen.data[i] >> bit != 0; bit++)
      if ((seen.data[i] >> bit & 1) != 0)
        vix_buffer_add_u32 (alphabet, i * 8 + bit);
  vix_buffer_clear (&seen);
}

/* The bytes that the words from first to last have in common from depth on, in whole characters. */
static size_t
shared_length (const Tree *self, uint32_t first, uint32_t last, size_t depth)
{
  size_t n_a;
  size_t n_b;
  const char *a = vix_names_get (self->names, self->order[first], &n_a);
  const char *b = vix_names_get (self->names, self->order[last - 1], &n_b);
  size_t n = depth;

  while (n < n_a && n < n_b && a[n] == b[n])
    n++;
  while (n > depth && n < n_a && ((uint8_t) a[n] & 0xC0) == 0x80)
    n--;
  while (n > depth && n < n_b && ((uint8_t) b[n] & 0xC0) == 0x80)
    n--;

  return n - depth;
}

/* The word behind the last one that goes on with the same character as the first. */
static uint32_t
branch_end (const Tree *self, uint32_t first, uint32_t last, size_t depth)
{
  size_t length;
  const char *text = vix_names_get (self->names, self->order[first], &length);
  const char *at = text + depth;
  size_t n;
  uint32_t i = first + 1;

  vix_utf8_take (&at, text + length);
  n = (size_t) (at - text) - depth;
  for (; i < last; i++)
    {
      size_t other_length;
      const char *other = vix_names_get (self->names, self->order[i], &other_length);

      if (other_length < depth + n || vix_compare (other + depth, n, text + depth, n) != 0)
        break;
    }

  return i;
}

static uint32_t
count_letters (const char *text, size_t n)
{
  uint32_t count = 0;

  for (size_t i = 0; i < n; i++)
    count += ((uint8_t) text[i] & 0xC0) != 0x80;

  return count;
}

static uint32_t measure_branches (Tree *self, uint32_t first, uint32_t last, size_t depth);

/* The node for the words from first to last, that all go on with the same character. Returns: its bytes. */
static uint32_t
measure_node (Tree *self, uint32_t first, uint32_t last, size_t depth)
{
  size_t n = shared_length (self, first, last, depth);
  size_t length;
  const char *text = vix_names_get (self->names, self->order[first], &length);
  uint32_t own = 1 + count_letters (text + depth, n) * self->letter_size;
  bool is_word = length == depth + n;
  size_t place = self->measures.size;
  Measure measure = { 0, last - first - is_word };

  vix_buffer_add (&self->measures, &measure, sizeof measure);
  if (measure.words == 0 || self->measures.failed)
    return own;

  measure.size = measure_branches (self, first + is_word, last, depth + n);
  if (!self->measures.failed)
    vix_copy (self->measures.data + place, &measure, sizeof measure);

  return own + (uint32_t) (vix_varint_size (measure.size) + vix_varint_size (measure.words)) + measure.size;
}

static uint32_t
measure_branches (Tree *self, uint32_t first, uint32_t last, size_t depth)
{
  uint32_t size = 0;

  while (first < last)
    {
      uint32_t end = branch_end (self, first, last, depth);

      size += measure_node (self, first, end, depth);
      first = end;
    }

  return size;
}

static uint32_t
letter_of (const Tree *self, uint32_t point)
{
  uint32_t low = 0;
  uint32_t high = (uint32_t) (self->alphabet->size / 4);

  while (low + 1 < high)
    {
      uint32_t middle = (low + high) / 2;

      if (vix_get_u32 (self->alphabet->data + (size_t) middle * 4) <= point)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static void
write_letters (Tree *self, const char *at, const char *end)
{
  while (at < end)
    {
      uint32_t letter = letter_of (self, vix_utf8_take (&at, end));

      vix_buffer_add_u8 (self->tree, letter & 0xFF);
      if (self->letter_size == 2)
        vix_buffer_add_u8 (self->tree, letter >> 8);
    }
}

static void write_branches (Tree *self, uint32_t first, uint32_t last, size_t depth);

static void
write_node (Tree *self, uint32_t first, uint32_t last, size_t depth)
{
  const Measure *measure = (const Measure *) (const void *) self->measures.data + self->n_read++;
  size_t n = shared_length (self, first, last, depth);
  size_t length;
  const char *text = vix_names_get (self->names, self->order[first], &length);
  bool is_word = length == depth + n;

  vix_buffer_add_u8 (self->tree,
                     (uint32_t) is_word | (measure->words != 0 ? 2u : 0u) | (count_letters (text + depth, n) - 1) << 2);
  write_letters (self, text + depth, text + depth + n);
  if (measure->words == 0)
    return;
  vix_buffer_add_varint (self->tree, measure->size);
  vix_buffer_add_varint (self->tree, measure->words);
  write_branches (self, first + is_word, last, depth + n);
}

static void
write_branches (Tree *self, uint32_t first, uint32_t last, size_t depth)
{
  while (first < last)
    {
      uint32_t end = branch_end (self, first, last, depth);

      write_node (self, first, end, depth);
      first = end;
    }
}

/**
 * vix_write_tree:
 * @names: the words; none is empty
 * @order: their order
 * @alphabet: (inout): the section
 * @tree: (inout): the section
 */
void
vix_write_tree (const VixNames *names, const VixOrder *order, VixBuffer *alphabet, VixBuffer *tree)
{
  Tree self = { names, (const uint32_t *) (const void *) order->order.data, alphabet, 1, { 0 }, 0, tree };

  write_alphabet (names, alphabet);
  self.letter_size = alphabet->size / 4 > 256 ? 2 : 1;
  vix_buffer_init (&self.measures, names->text.allocator);
  if (!alphabet->failed)
    measure_branches (&self, 0, names->n, 0);
  if (!self.measures.failed && !alphabet->failed)
    write_branches (&self, 0, names->n, 0);
  tree->failed = tree->failed || self.measures.failed;
  vix_buffer_clear (&self.measures);
}

/* Words of one stem stand in one group; a group has two words or more. */
void
vix_write_groups (const VixBuilder *self,
                  const VixOrder *order,
                  VixStemFunc stem,
                  void *user,
                  VixBuffer *words,
                  VixBuffer *groups,
                  VixBuffer *group_words)
{
  const uint32_t *ranks = (const uint32_t *) (const void *) order->ranks.data;
  VixNames stems;
  VixBuffer buffer;
  VixPair *pairs;
  uint32_t n_groups = 0;
  uint32_t n = self->names.n;

  vix_names_init (&stems, &self->allocator);
  vix_buffer_init (&buffer, &self->allocator);
  pairs = (VixPair *) (void *) vix_buffer_grow (&buffer, (size_t) n * sizeof (VixPair));
  for (uint32_t i = 0; pairs != NULL && i < n; i++)
    {
      char text[VIX_WORD_MAX];
      size_t length;
      const char *word = vix_names_get (&self->names, i, &length);
      size_t stem_length = vix_word_has_digit (word, length) ? 0 : stem (word, length, text, user);

      pairs[i].word =
          stem_length == 0 ? vix_names_add (&stems, word, length) : vix_names_add (&stems, text, stem_length);
      pairs[i].other = ranks[i];
    }
  if (pairs != NULL)
    vix_sort_pairs (pairs, n);

  for (uint32_t first = 0, last; pairs != NULL && !words->failed && first < n; first = last)
    {
      for (last = first + 1; last < n && pairs[last].word == pairs[first].word; last++)
        ;
      if (last - first < 2)
        continue;
      vix_buffer_add_u32 (groups, (uint32_t) (group_words->size / 4));
      n_groups++;
      for (uint32_t i = first; i < last; i++)
        {
          vix_buffer_add_u32 (group_words, pairs[i].other);
          vix_put_u32 (words->data + (size_t) pairs[i].other * VIX_WORD_SIZE + 8, n_groups);
        }
    }
  vix_buffer_add_u32 (groups, (uint32_t) (group_words->size / 4));
  groups->failed =
      groups->failed || (pairs == NULL && n > 0) || stems.text.failed || stems.spans.failed || stems.slots.failed;
  vix_names_clear (&stems);
  vix_buffer_clear (&buffer);
}

static void
add_sound (VixBuffer *sounds, const char *key, size_t length, uint32_t salt, uint32_t word)
{
  VixPair pair = { vix_hash (key, length) ^ salt, word };

  vix_buffer_add (sounds, &pair, sizeof pair);
}

/* Each word by its sound and by its consonants alone. Numbers and codes are not spoken. */
void
vix_write_sounds (const VixBuilder *self, const VixOrder *order, VixBuffer *sounds)
{
  const uint32_t *ranks = (const uint32_t *) (const void *) order->ranks.data;
  VixPair *pairs;
  uint32_t n;

  for (uint32_t i = 0; i < self->names.n; i++)
    {
      char key[VIX_SOUND_SIZE];
      size_t length;
      const char *word = vix_names_get (&self->names, i, &length);
      size_t n_key = vix_word_has_digit (word, length) || length < 3
                         ? 0
                         : vix_sound_key (self->language, word, length, key, sizeof key);

      if (n_key < VIX_SOUND_LEAST)
        continue;
      add_sound (sounds, key, n_key, 0, ranks[i]);
      n_key = vix_sound_skeleton (key, n_key, key, sizeof key);
      if (n_key >= VIX_SKELETON_LEAST)
        add_sound (sounds, key, n_key, VIX_SKELETON_SALT, ranks[i]);
    }
  if (sounds->failed || sounds->size == 0)
    return;

  n = (uint32_t) (sounds->size / sizeof (VixPair));
  pairs = (VixPair *) (void *) sounds->data;
  vix_sort_pairs (pairs, n);
  for (uint32_t i = 0; i < n; i++)
    {
      VixPair pair = pairs[i];

      vix_put_u32 (sounds->data + (size_t) i * 8, pair.word);
      vix_put_u32 (sounds->data + (size_t) i * 8 + 4, pair.other);
    }
}
