#include "search/engine/vix-dictionary.h"

#include "search/engine/vix-bytes.h"
#include "search/engine/vix-fold.h"

#define HEAD_WORD     1u
#define HEAD_CHILDREN 2u

/* A node while it is read. */
typedef struct
{
  const uint8_t *letters;
  uint32_t n_letters;
  bool is_word;
  const uint8_t *children; /* NULL: none */
  const uint8_t *next;     /* behind the node and all below it */
  uint32_t n_below;        /* words below it */
} Node;

/* Returns: whether there is a whole node at the place. */
static inline bool
read_node (const VixDictionary *self, const uint8_t *at, const uint8_t *end, Node *node)
{
  uint32_t head;
  size_t n_bytes;
  uint32_t size;

  if (at >= end)
    return false;
  head = *at++;
  node->n_letters = (head >> 2) + 1;
  n_bytes = node->n_letters * self->letter_size;
  if (n_bytes > (size_t) (end - at))
    return false;
  node->letters = at;
  node->is_word = (head & HEAD_WORD) != 0;
  node->next = at + n_bytes;
  node->children = NULL;
  node->n_below = 0;
  if ((head & HEAD_CHILDREN) == 0)
    return true;

  size = vix_take_varint (&node->next, end);
  node->n_below = vix_take_varint (&node->next, end);
  node->children = node->next;
  if (size > (size_t) (end - node->next))
    return false;
  node->next += size;

  return true;
}

static inline uint32_t
letter_at (const VixDictionary *self, const Node *node, uint32_t i)
{
  return self->letter_size == 1 ? node->letters[i] : vix_get_u16 (node->letters + (size_t) i * 2);
}

/**
 * vix_dictionary_prepare:
 * @self: a dictionary whose other members are set
 *
 * Notes where the words of each first letter begin.
 */
void
vix_dictionary_prepare (VixDictionary *self)
{
  const uint8_t *at = self->tree;
  const uint8_t *end = at + self->tree_size;
  uint32_t word = 0;
  Node node;

  for (uint32_t i = 0; i < VIX_ROOTS; i++)
    self->roots[i] = (VixRoot){ NULL, 0 };
  while (read_node (self, at, end, &node))
    {
      uint32_t letter = letter_at (self, &node, 0);

      if (letter < VIX_ROOTS && self->roots[letter].at == NULL)
        self->roots[letter] = (VixRoot){ at, word };
      word += node.n_below + node.is_word;
      at = node.next;
    }
}

static uint32_t
find_letter (const VixDictionary *self, uint32_t point)
{
  uint32_t low = 0;
  uint32_t high = self->n_letters;

  while (low < high)
    {
      uint32_t middle = (low + high) / 2;

      if (vix_get_u32 (self->alphabet + (size_t) middle * 4) < point)
        low = middle + 1;
      else
        high = middle;
    }

  return low < self->n_letters && vix_get_u32 (self->alphabet + (size_t) low * 4) == point ? low : VIX_NO_LETTER;
}

/**
 * vix_dictionary_spell:
 * @self: a dictionary
 * @text: UTF-8, as it is compared
 * @length: its bytes
 * @spelling: (out): the word in letters; a character that no word of the dictionary has is %VIX_NO_LETTER
 */
void
vix_dictionary_spell (const VixDictionary *self, const char *text, size_t length, VixSpelling *spelling)
{
  const char *at = text;
  const char *end = text + length;

  spelling->n = 0;
  while (at < end && spelling->n < VIX_LETTERS_MAX)
    spelling->letters[spelling->n++] = (uint16_t) find_letter (self, vix_utf8_take (&at, end));
}

/**
 * vix_dictionary_write:
 * @self: a dictionary
 * @spelling: a word in letters
 * @text: (out): the word in UTF-8, as much as there is room for
 * @size: room in @text
 *
 * Returns: its bytes; there is no zero behind them
 */
size_t
vix_dictionary_write (const VixDictionary *self, const VixSpelling *spelling, char *text, size_t size)
{
  size_t length = 0;

  for (uint32_t i = 0; i < spelling->n && length + VIX_UTF8_MAX <= size; i++)
    if (spelling->letters[i] < self->n_letters)
      length += vix_utf8_put (text + length, vix_get_u32 (self->alphabet + (size_t) spelling->letters[i] * 4));

  return length;
}

/* Goes down as far as the letters lead. Returns: whether all were found; then @node is where they end, perhaps in the
 * middle of its letters, and @word counts the words before it. */
static bool
descend (const VixDictionary *self, const VixSpelling *spelling, Node *node, uint32_t *word, uint32_t *n_used)
{
  const uint8_t *at = self->tree;
  const uint8_t *end = at + self->tree_size;
  uint32_t done = 0;

  *word = 0;
  if (spelling->letters[0] < VIX_ROOTS)
    {
      at = self->roots[spelling->letters[0]].at;
      *word = self->roots[spelling->letters[0]].word;
      if (at == NULL)
        return false;
    }
  while (read_node (self, at, end, node))
    {
      uint32_t first = letter_at (self, node, 0);
      uint32_t n = 1;

      if (first > spelling->letters[done])
        return false;
      if (first < spelling->letters[done])
        {
          *word += node->n_below + node->is_word;
          at = node->next;
          continue;
        }

      while (n < node->n_letters && done + n < spelling->n && letter_at (self, node, n) == spelling->letters[done + n])
        n++;
      done += n;
      if (done == spelling->n)
        {
          *n_used = n;
          return true;
        }
      if (n < node->n_letters || node->children == NULL)
        return false;
      *word += node->is_word;
      at = node->children;
      end = node->next;
    }

  return false;
}

/**
 * vix_dictionary_find:
 * @self: a dictionary
 * @spelling: a word in letters
 *
 * Returns: the word's number, or %VIX_NO_WORD
 */
uint32_t
vix_dictionary_find (const VixDictionary *self, const VixSpelling *spelling)
{
  Node node;
  uint32_t word;
  uint32_t n_used;

  if (spelling->n == 0 || !descend (self, spelling, &node, &word, &n_used) || n_used < node.n_letters ||
      !node.is_word || word >= self->n_words)
    return VIX_NO_WORD;

  return word;
}

/**
 * vix_dictionary_range:
 * @self: a dictionary
 * @prefix: the beginning of words, in letters
 * @first: (out): the first word that begins so
 * @last: (out): the word behind the last one
 *
 * Returns: whether there are any
 */
bool
vix_dictionary_range (const VixDictionary *self, const VixSpelling *prefix, uint32_t *first, uint32_t *last)
{
  Node node;
  uint32_t n_used;

  if (prefix->n == 0 || !descend (self, prefix, &node, first, &n_used))
    return false;
  *last = *first + node.n_below + node.is_word;

  return *first < *last && *last <= self->n_words;
}

/**
 * vix_dictionary_word:
 * @self: a dictionary
 * @word: the number of one of its words
 * @spelling: (out): the word in letters; none when the index is damaged
 */
void
vix_dictionary_word (const VixDictionary *self, uint32_t word, VixSpelling *spelling)
{
  const uint8_t *at = self->tree;
  const uint8_t *end = at + self->tree_size;
  uint32_t before = 0;
  Node node;

  spelling->n = 0;
  while (read_node (self, at, end, &node))
    {
      uint32_t behind = before + node.n_below + node.is_word;

      if (word >= behind)
        {
          before = behind;
          at = node.next;
          continue;
        }
      for (uint32_t i = 0; i < node.n_letters && spelling->n < VIX_LETTERS_MAX; i++)
        spelling->letters[spelling->n++] = (uint16_t) letter_at (self, &node, i);
      if (node.is_word && word == before)
        return;
      if (node.children == NULL)
        break;
      before += node.is_word;
      at = node.children;
      end = node.next;
    }
  spelling->n = 0;
}

/* How far the letters read so far agree with the word looked for: bit j of row k says that they are its first j letters
 * with at most k edits. All lengths are followed at once by shifting (Wu and Manber, 1992), exchanged neighbours with
 * the row from before the last letter. */
typedef struct
{
  uint64_t rows[VIX_EDITS_MAX + 1];
  uint64_t before[VIX_EDITS_MAX + 1];
  uint64_t last_mask; /* where the last letter read stands in the word */
} Agreement;

/* A level of the walk: what is left to read there, and how far the way to it agrees. */
typedef struct
{
  const uint8_t *at;
  const uint8_t *end;
  Agreement agreement;
  uint64_t needed; /* a letter leads on only where it stands at one of these places of the word; 0: any does */
  uint32_t n_letters;
} Level;

typedef struct
{
  const VixDictionary *dictionary;
  uint32_t edits;
  uint32_t n;              /* letters of the word looked for */
  uint64_t low_masks[256]; /* where a letter stands in the word; letters from 256 on are looked up */
  const VixSpelling *looked_for;
  uint32_t visited;
  uint32_t budget;
  VixNearFunc func;
  void *user;
} Walk;

static inline uint64_t
mask_of (const Walk *walk, uint32_t letter)
{
  uint64_t mask = 0;

  if (letter < 256)
    return walk->low_masks[letter];
  for (uint32_t i = 0; i < walk->n; i++)
    mask |= (uint64_t) (walk->looked_for->letters[i] == letter) << i;

  return mask;
}

static inline bool
step (const Walk *walk, Agreement *a, uint32_t letter)
{
  uint64_t mask = mask_of (walk, letter);
  uint64_t swapped = mask & a->last_mask >> 1;
  uint64_t old = a->rows[0];
  uint64_t row = (old & mask) << 1;
  uint64_t alive;
  uint64_t before = a->before[0];

  a->before[0] = old;
  a->rows[0] = alive = row;
  for (uint32_t k = 1; k <= walk->edits; k++)
    {
      uint64_t own = a->rows[k];
      uint64_t exchanged = (before & swapped) << 2;

      row = (own & mask) << 1 | old | old << 1 | row << 1 | exchanged;
      before = a->before[k];
      a->before[k] = own;
      a->rows[k] = row;
      alive |= row;
      old = own;
    }
  a->last_mask = mask;

  return (alive & (((uint64_t) 1 << (walk->n + 1)) - 1)) != 0;
}

/* With all edits spent, only a letter that fits leads on. */
static uint64_t
needed_places (const Walk *walk, const Agreement *a)
{
  uint64_t spare = 0;

  for (uint32_t k = 0; k < walk->edits; k++)
    spare |= a->rows[k];
  if ((spare & (((uint64_t) 1 << (walk->n + 1)) - 1)) != 0)
    return 0;

  return a->rows[walk->edits] | (walk->edits > 0 ? a->before[walk->edits - 1] & a->last_mask >> 1 : 0);
}

static void
report (const Walk *walk, const Agreement *a, uint32_t word, const VixSpelling *spelling)
{
  for (uint32_t k = 0; k <= walk->edits; k++)
    if ((a->rows[k] >> walk->n & 1) != 0)
      {
        walk->func (word, k, spelling, walk->user);
        return;
      }
}

/* Reads the node's letters as long as they agree. Returns: whether what is below it may be near. */
static bool
follow (Walk *walk, const Node *node, Agreement *a, VixSpelling *spelling)
{
  for (uint32_t i = 0; i < node->n_letters; i++)
    {
      uint32_t letter = letter_at (walk->dictionary, node, i);

      walk->visited++;
      if (spelling->n >= VIX_LETTERS_MAX || !step (walk, a, letter))
        return false;
      spelling->letters[spelling->n++] = (uint16_t) letter;
    }

  return true;
}

static void
walk_tree (Walk *walk)
{
  const VixDictionary *dictionary = walk->dictionary;
  Level levels[VIX_LETTERS_MAX + 1];
  VixSpelling spelling = { 0 };
  uint32_t depth = 1;
  uint32_t word = 0;

  levels[0] = (Level){ dictionary->tree, dictionary->tree + dictionary->tree_size, { { 0 }, { 0 }, 0 }, 0, 0 };
  for (uint32_t k = 0; k <= walk->edits; k++)
    levels[0].agreement.rows[k] = ((uint64_t) 1 << (k + 1)) - 1;

  while (depth > 0 && walk->visited < walk->budget)
    {
      Level *level = &levels[depth - 1];
      Agreement agreement;
      Node node;

      if (!read_node (dictionary, level->at, level->end, &node))
        {
          depth--;
          continue;
        }
      level->at = node.next;
      walk->visited++;
      if (level->needed != 0 && (mask_of (walk, letter_at (dictionary, &node, 0)) & level->needed) == 0)
        {
          word += node.n_below + node.is_word;
          continue;
        }
      spelling.n = level->n_letters;
      agreement = level->agreement;
      if (!follow (walk, &node, &agreement, &spelling))
        {
          word += node.n_below + node.is_word;
          continue;
        }
      if (node.is_word)
        {
          if (word < dictionary->n_words)
            report (walk, &agreement, word, &spelling);
          word++;
        }
      if (node.children != NULL && depth <= VIX_LETTERS_MAX)
        levels[depth++] = (Level){ node.children, node.next, agreement, needed_places (walk, &agreement), spelling.n };
      else
        word += node.n_below;
    }
}

/**
 * vix_dictionary_near:
 * @self: a dictionary
 * @spelling: a word in letters; one of more than 60 has nothing near it
 * @edits: how many letters may be put in, left out, replaced or exchanged with their neighbour, at most %VIX_EDITS_MAX
 * @budget: the most letters of the dictionary to look at
 * @func: called with each word that near, in order; the spelling is valid during the call only
 * @user: passed to @func
 *
 * Returns: the letters looked at
 */
uint32_t
vix_dictionary_near (const VixDictionary *self,
                     const VixSpelling *spelling,
                     uint32_t edits,
                     uint32_t budget,
                     VixNearFunc func,
                     void *user)
{
  Walk walk;

  if (spelling->n == 0 || spelling->n > 60)
    return 0;

  walk.dictionary = self;
  walk.edits = edits < VIX_EDITS_MAX ? edits : VIX_EDITS_MAX;
  walk.n = spelling->n;
  walk.looked_for = spelling;
  walk.visited = 0;
  walk.budget = budget;
  walk.func = func;
  walk.user = user;
  for (uint32_t i = 0; i < 256; i++)
    walk.low_masks[i] = 0;
  for (uint32_t i = 0; i < spelling->n; i++)
    if (spelling->letters[i] < 256)
      walk.low_masks[spelling->letters[i]] |= (uint64_t) 1 << i;
  walk_tree (&walk);

  return walk.visited;
}
