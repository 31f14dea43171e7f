#include "search/engine/vix-builder-private.h"

#define FIRST_SLOTS 1024u

void
vix_names_init (VixNames *self, const VixAllocator *allocator)
{
  vix_buffer_init (&self->text, allocator);
  vix_buffer_init (&self->spans, allocator);
  vix_buffer_init (&self->slots, allocator);
  self->n = 0;
}

void
vix_names_clear (VixNames *self)
{
  vix_buffer_clear (&self->text);
  vix_buffer_clear (&self->spans);
  vix_buffer_clear (&self->slots);
  self->n = 0;
}

const char *
vix_names_get (const VixNames *self, uint32_t number, size_t *length)
{
  const VixSpan *span = (const VixSpan *) (const void *) self->spans.data + number;

  *length = span->length;

  return (const char *) self->text.data + span->offset;
}

#define SHORT      7u /* bytes of a text that is its own key, with its length */
#define LONG_TEXTS 0xFFu

static uint64_t
key_of (const char *text, size_t length)
{
  uint64_t key = 0;

  if (length > SHORT)
    return (uint64_t) vix_hash (text, length) << 32 | (uint64_t) (length & 0xFFFF) << 8 | LONG_TEXTS;
  for (size_t i = 0; i < length; i++)
    key = key << 8 | (uint8_t) text[i];

  return key << 8 | length;
}

static size_t
first_place (uint64_t key)
{
  return (size_t) ((key * 0x9E3779B97F4A7C15u) >> 32);
}

/* The slot where the text is, or the free one where it goes. */
static VixSlot *
find_slot (const VixNames *self, const char *text, size_t length, uint64_t key)
{
  VixSlot *slots = (VixSlot *) (void *) self->slots.data;
  size_t mask = self->slots.size / sizeof *slots - 1;

  for (size_t i = first_place (key) & mask;; i = (i + 1) & mask)
    {
      const char *there;
      size_t n;

      if (slots[i].number == 0)
        return &slots[i];
      if (slots[i].key != key)
        continue;
      if (length <= SHORT)
        return &slots[i];
      there = vix_names_get (self, slots[i].number - 1, &n);
      if (n == length && vix_compare (there, n, text, length) == 0)
        return &slots[i];
    }
}

/* Never more than half full. */
static bool
make_slots (VixNames *self)
{
  VixSlot *slots = (VixSlot *) (void *) self->slots.data;
  size_t n = self->slots.size / sizeof *slots;
  size_t n_new = n == 0 ? FIRST_SLOTS : n * 2;
  VixBuffer buffer;
  VixSlot *larger;

  if (n > (size_t) self->n * 2)
    return true;

  vix_buffer_init (&buffer, self->slots.allocator);
  larger = (VixSlot *) (void *) vix_buffer_grow (&buffer, n_new * sizeof *larger);
  if (larger == NULL)
    {
      self->slots.failed = true;
      return false;
    }
  vix_zero (larger, n_new * sizeof *larger);
  for (size_t i = 0; i < n; i++)
    if (slots[i].number != 0)
      {
        size_t at = first_place (slots[i].key) & (n_new - 1);

        while (larger[at].number != 0)
          at = (at + 1) & (n_new - 1);
        larger[at] = slots[i];
      }
  vix_buffer_clear (&self->slots);
  self->slots = buffer;

  return true;
}

/**
 * vix_names_add:
 * @self: names
 * @text: UTF-8
 * @length: its bytes
 *
 * Returns: the number of the text, a new one for a new text; 0 when there is no memory: the buffers tell
 */
uint32_t
vix_names_add (VixNames *self, const char *text, size_t length)
{
  VixSpan span = { (uint32_t) self->text.size, (uint32_t) length };
  uint64_t key = key_of (text, length);
  VixSlot *slot;

  if (!make_slots (self))
    return 0;
  slot = find_slot (self, text, length, key);
  if (slot->number != 0)
    return slot->number - 1;

  vix_buffer_add (&self->text, text, length);
  vix_buffer_add (&self->spans, &span, sizeof span);
  if (self->text.failed || self->spans.failed)
    return 0;
  *slot = (VixSlot){ key, ++self->n };

  return self->n - 1;
}

/* A word while it is sorted: its first bytes decide most comparisons. */
typedef struct
{
  uint64_t head;
  uint32_t number;
} Key;

static uint64_t
head_of (const char *text, size_t length)
{
  uint64_t head = 0;

  for (size_t i = 0; i < 8; i++)
    head = head << 8 | (i < length ? (uint8_t) text[i] : 0);

  return head;
}

static bool
is_before (const VixNames *names, const Key *a, const Key *b)
{
  size_t n_a;
  size_t n_b;
  const char *text_a;
  const char *text_b;

  if (a->head != b->head)
    return a->head < b->head;
  text_a = vix_names_get (names, a->number, &n_a);
  text_b = vix_names_get (names, b->number, &n_b);

  return vix_compare (text_a, n_a, text_b, n_b) < 0;
}

/* Merges neighbouring runs of doubling length. Returns: which of the two holds the result. */
static Key *
merge_sort (const VixNames *names, Key *from, Key *to, uint32_t n)
{
  for (uint32_t width = 1; width < n; width *= 2)
    {
      Key *swap = from;

      for (uint32_t start = 0; start < n; start += 2 * width)
        {
          uint32_t middle = n - start < width ? n : start + width;
          uint32_t end = n - start < 2 * width ? n : start + 2 * width;
          uint32_t a = start;
          uint32_t b = middle;

          for (uint32_t i = start; i < end; i++)
            to[i] = a < middle && (b >= end || !is_before (names, &from[b], &from[a])) ? from[a++] : from[b++];
        }
      from = to;
      to = swap;
    }

  return from;
}

/**
 * vix_order_words:
 * @names: words, all different
 * @order: (inout): initialised; the words in order of their bytes, which is that of their characters
 *
 * Returns: whether there was memory
 */
bool
vix_order_words (const VixNames *names, VixOrder *order)
{
  VixBuffer keys;
  Key *from;
  Key *sorted;
  uint32_t *ranks;

  vix_buffer_init (&keys, names->text.allocator);
  from = (Key *) (void *) vix_buffer_grow (&keys, (size_t) names->n * 2 * sizeof (Key));
  ranks = (uint32_t *) (void *) vix_buffer_grow (&order->ranks, (size_t) names->n * 4);
  if (from == NULL || ranks == NULL)
    {
      vix_buffer_clear (&keys);
      return names->n == 0;
    }

  for (uint32_t i = 0; i < names->n; i++)
    {
      size_t length;
      const char *text = vix_names_get (names, i, &length);

      from[i] = (Key){ head_of (text, length), i };
    }
  sorted = merge_sort (names, from, from + names->n, names->n);
  for (uint32_t i = 0; i < names->n; i++)
    {
      ranks[sorted[i].number] = i;
      vix_buffer_add (&order->order, &sorted[i].number, 4);
    }
  vix_buffer_clear (&keys);

  return !order->order.failed;
}

static void
sift_down (VixPair *pairs, uint32_t at, uint32_t n)
{
  for (;;)
    {
      uint32_t child = at * 2 + 1;
      VixPair pair = pairs[at];

      if (child >= n)
        return;
      if (child + 1 < n && (pairs[child].word < pairs[child + 1].word || (pairs[child].word == pairs[child + 1].word &&
                                                                          pairs[child].other < pairs[child + 1].other)))
        child++;
      if (pair.word > pairs[child].word || (pair.word == pairs[child].word && pair.other >= pairs[child].other))
        return;
      pairs[at] = pairs[child];
      pairs[child] = pair;
      at = child;
    }
}

/* By word, then by the other. */
void
vix_sort_pairs (VixPair *pairs, uint32_t n)
{
  for (uint32_t i = n / 2; i-- > 0;)
    sift_down (pairs, i, n);
  for (uint32_t i = n; i-- > 1;)
    {
      VixPair last = pairs[i];

      pairs[i] = pairs[0];
      pairs[0] = last;
      sift_down (pairs, 0, i);
    }
}
