/* Words and expressions that are found for one another. An expression of several words is a word of the index too, with
 * spaces in it: documents that say it have it behind its last word. */
#include "search/engine/vix-builder-private.h"

typedef struct
{
  uint32_t name;  /* its number as a word */
  uint32_t words; /* where the numbers of its words start */
  uint32_t n;
  uint32_t next; /* + 1: the one before that ends with the same word; 0: none */
} Expression;

/* What one side of a pair says. */
typedef struct
{
  char apart[VIX_WORD_MAX]; /* its words with spaces between */
  size_t apart_length;
  char joined[VIX_WORD_MAX]; /* the same without */
  size_t joined_length;
  uint32_t words[VIX_PARTS_MAX];
  uint32_t n;
  bool too_long;
  VixBuilder *builder;
} Saying;

static void
take_part (const VixWord *word, void *user)
{
  Saying *self = user;

  if (word->span > 1)
    return;
  if (self->n == VIX_PARTS_MAX || self->apart_length + 1 + word->length > VIX_WORD_MAX)
    {
      self->too_long = true;
      return;
    }
  if (self->n > 0)
    self->apart[self->apart_length++] = ' ';
  vix_copy (self->apart + self->apart_length, word->text, word->length);
  vix_copy (self->joined + self->joined_length, word->text, word->length);
  self->apart_length += word->length;
  self->joined_length += word->length;
  self->words[self->n++] = vix_names_add (&self->builder->names, word->text, word->length);
}

static uint32_t
count_letters (const char *text, size_t length)
{
  uint32_t n = 0;

  for (size_t i = 0; i < length; i++)
    n += ((uint8_t) text[i] & 0xC0) != 0x80;

  return n;
}

/* Returns: the number of the expression as a word. */
static uint32_t
add_expression (VixBuilder *self, const Saying *saying)
{
  uint32_t n_before = self->names.n;
  uint32_t name = vix_names_add (&self->names, saying->apart, saying->apart_length);
  Expression expression = { name, (uint32_t) (self->expression_words.size / 4), saying->n, 0 };

  if (name < n_before)
    return name;
  vix_buffer_add (&self->expressions, &expression, sizeof expression);
  vix_buffer_add (&self->expression_words, saying->words, (size_t) saying->n * 4);

  return name;
}

static void
add_pair (VixBuilder *self, uint32_t word, uint32_t other)
{
  VixPair pair = { word, other };

  if (word != other)
    vix_buffer_add (&self->synonyms, &pair, sizeof pair);
}

/* The words that a saying is: t-shirt is "t shirt" and "tshirt", and each finds the other. Returns: how many. */
static uint32_t
read_saying (VixBuilder *self, const char *text, size_t length, uint32_t *names)
{
  Saying saying;

  vix_zero (&saying, sizeof saying);
  saying.builder = self;
  vix_words_split (text, length, 0, take_part, &saying);
  if (saying.n == 0 || saying.too_long || count_letters (saying.apart, saying.apart_length) > VIX_WORD_LETTERS)
    return 0;
  names[0] = saying.n == 1 ? saying.words[0] : add_expression (self, &saying);
  /* Words of a script without spaces are parted by the words there are: one that nobody writes would hide its parts. */
  if (saying.n == 1 || vix_word_is_thai (saying.joined, saying.joined_length))
    return 1;
  names[1] = vix_names_add (&self->names, saying.joined, saying.joined_length);
  add_pair (self, names[0], names[1]);
  add_pair (self, names[1], names[0]);

  return 2;
}

/**
 * vix_builder_add_synonym:
 * @self: a builder
 * @word: what is asked for
 * @length: its bytes
 * @other: what is found too
 * @other_length: its bytes
 *
 * Both are a word or an expression of up to %VIX_PARTS_MAX; runs of a script without spaces have U+200B between their
 * words. For both ways, add it both ways.
 */
void
vix_builder_add_synonym (VixBuilder *self, const char *word, size_t length, const char *other, size_t other_length)
{
  uint32_t from[2];
  uint32_t to[2];
  uint32_t n_from = read_saying (self, word, length, from);
  uint32_t n_to = read_saying (self, other, other_length, to);

  for (uint32_t i = 0; i < n_from; i++)
    for (uint32_t j = 0; j < n_to; j++)
      add_pair (self, from[i], to[j]);
}

/* The words of a text are being gone through. */
typedef struct
{
  const VixBuilder *builder;
  const uint32_t *lasts; /* for each word the expression that ends with it, + 1 */
  uint32_t words[VIX_PARTS_MAX];
  uint32_t n;
} Window;

static bool
ends_with (const Window *self, const Expression *expression)
{
  const uint32_t *words = (const uint32_t *) (const void *) self->builder->expression_words.data + expression->words;

  if (expression->n > self->n)
    return false;
  for (uint32_t i = 0; i < expression->n; i++)
    if (self->words[self->n - expression->n + i] != words[i])
      return false;

  return true;
}

static void
move_window (Window *self, uint32_t word)
{
  if (self->n == VIX_PARTS_MAX)
    {
      for (uint32_t i = 1; i < VIX_PARTS_MAX; i++)
        self->words[i - 1] = self->words[i];
      self->n--;
    }
  self->words[self->n++] = word;
}

/* Copies a field's words and puts each expression behind its last word. Returns: how many more there are. */
static uint32_t
copy_field (const VixBuilder *self, const uint32_t *lasts, const uint32_t *words, uint32_t n, VixBuffer *copied)
{
  const Expression *expressions = (const Expression *) (const void *) self->expressions.data;
  Window window = { self, lasts, { 0 }, 0 };
  uint32_t n_more = 0;

  for (uint32_t i = 0; i < n; i++)
    {
      vix_buffer_add (copied, &words[i], 4);
      if ((words[i] & 1) != 0)
        continue;
      move_window (&window, words[i] >> 1);
      for (uint32_t at = lasts[words[i] >> 1]; at != 0; at = expressions[at - 1].next)
        if (ends_with (&window, &expressions[at - 1]))
          {
            uint32_t entry = expressions[at - 1].name << 1 | 1;

            vix_buffer_add (copied, &entry, 4);
            n_more++;
          }
    }

  return n_more;
}

static void
copy_documents (VixBuilder *self, const uint32_t *lasts, VixBuffer *copied)
{
  VixSource *sources = (VixSource *) (void *) self->documents.data;

  for (uint32_t i = 0; i < self->n_documents; i++)
    {
      const uint32_t *words = (const uint32_t *) (const void *) self->words.data + sources[i].words;

      sources[i].words = (uint32_t) (copied->size / 4);
      for (uint32_t f = 0; f < self->n_fields; f++)
        {
          uint32_t n = sources[i].counts[f];

          sources[i].counts[f] += copy_field (self, lasts, words, n, copied);
          words += n;
        }
    }
}

/* Puts the expressions of the synonyms where documents say them. */
void
vix_place_expressions (VixBuilder *self)
{
  Expression *expressions = (Expression *) (void *) self->expressions.data;
  const uint32_t *words = (const uint32_t *) (const void *) self->expression_words.data;
  uint32_t n = (uint32_t) (self->expressions.size / sizeof *expressions);
  VixBuffer buffer;
  VixBuffer copied;
  uint32_t *lasts;

  if (n == 0)
    return;
  vix_buffer_init (&buffer, &self->allocator);
  vix_buffer_init (&copied, &self->allocator);
  lasts = (uint32_t *) (void *) vix_buffer_grow (&buffer, (size_t) self->names.n * 4);
  if (lasts != NULL)
    {
      vix_zero (lasts, (size_t) self->names.n * 4);
      for (uint32_t i = 0; i < n; i++)
        {
          uint32_t last = words[expressions[i].words + expressions[i].n - 1];

          expressions[i].next = lasts[last];
          lasts[last] = i + 1;
        }
      vix_buffer_grow (&copied, 0);
      copy_documents (self, lasts, &copied);
    }
  self->failed = self->failed || lasts == NULL || copied.failed;
  vix_buffer_clear (&buffer);
  vix_buffer_clear (&self->words);
  self->words = copied;
}

/**
 * vix_write_synonyms:
 * @self: a builder
 * @order: order of its words
 * @synonyms: (inout): the section
 */
void
vix_write_synonyms (const VixBuilder *self, const VixOrder *order, VixBuffer *synonyms)
{
  const uint32_t *ranks = (const uint32_t *) (const void *) order->ranks.data;
  VixPair *pairs;
  size_t n = self->synonyms.size / sizeof (VixPair);

  vix_buffer_add (synonyms, self->synonyms.data, self->synonyms.size);
  if (synonyms->failed)
    return;
  pairs = (VixPair *) (void *) synonyms->data;
  for (size_t i = 0; i < n; i++)
    pairs[i] = (VixPair){ ranks[pairs[i].word], ranks[pairs[i].other] };
  vix_sort_pairs (pairs, (uint32_t) n);
  for (size_t i = 0; i < n; i++)
    {
      VixPair pair = pairs[i];

      vix_put_u32 (synonyms->data + i * 8, pair.word);
      vix_put_u32 (synonyms->data + i * 8 + 4, pair.other);
    }
}
