/* What an index knows of its documents: which words they have and how much each says, their values. */
#include "search/engine/vix-builder-private.h"

#include "search/engine/vix-postings.h"

/* BM25F (Robertson, Zaragoza, Taylor 2004): how fast a word said again says less, and how much a long field dilutes. */
#define SATURATION     1.2
#define LENGTH_PENALTY 0.6

/* What a word says of the document that is being looked at. */
typedef struct
{
  uint32_t word;
  float sum; /* before it is put between 0 and 255 */
  uint32_t fields;
} Saying;

/* The same of a document that has been looked at. */
typedef struct
{
  uint32_t word;
  uint8_t impact;
  uint8_t fields;
} Posting;

/* As it is written. */
typedef struct
{
  uint32_t document;
  uint8_t impact;
  uint8_t fields;
} Entry;

/* All postings, document after document. */
typedef struct
{
  VixBuffer postings; /* Posting */
  VixBuffer counts;   /* u32 for each document: how many */
  VixBuffer sayings;  /* Saying: of one document */
  VixBuffer places;   /* u32 for each word: where its saying is, + 1, or what one of a document before left there */
} Collection;

static void
mean_lengths (const VixBuilder *self, double *means)
{
  const VixSource *sources = (const VixSource *) (const void *) self->documents.data;

  for (uint32_t f = 0; f < VIX_FIELDS_MAX; f++)
    {
      uint64_t sum = 0;
      uint32_t n = 0;

      for (uint32_t i = 0; i < self->n_documents; i++)
        {
          sum += sources[i].parts[f];
          n += sources[i].parts[f] != 0;
        }
      means[f] = n == 0 ? 1.0 : (double) sum / n;
    }
}

/* What one word of the field adds. */
static double
contribution (const VixBuilder *self, const VixSource *source, const double *means, uint32_t field)
{
  double length = source->parts[field] / means[field];
  double weight = self->fields[field].weight / 16.0;

  return weight / (1.0 - LENGTH_PENALTY + LENGTH_PENALTY * length);
}

/* What the word says so far: another document's place is no place of this one. */
static Saying *
saying_of (Collection *self, uint32_t word)
{
  uint32_t *places = (uint32_t *) (void *) self->places.data;
  uint32_t n = (uint32_t) (self->sayings.size / sizeof (Saying));
  Saying *sayings = (Saying *) (void *) self->sayings.data;

  if (places[word] != 0 && places[word] <= n && sayings[places[word] - 1].word == word)
    return &sayings[places[word] - 1];
  sayings = (Saying *) (void *) vix_buffer_grow (&self->sayings, sizeof *sayings);
  if (sayings == NULL)
    return NULL;
  *sayings = (Saying){ word, 0.0f, 0 };
  places[word] = n + 1;

  return sayings;
}

static uint8_t
impact_of (const Saying *saying)
{
  double sum = (double) saying->sum;
  double impact = sum / (sum + SATURATION) * 255.0 + 0.5;

  return impact < 1.0 ? 1 : (uint8_t) impact;
}

static void
keep_sayings (Collection *self)
{
  const Saying *sayings = (const Saying *) (const void *) self->sayings.data;
  uint32_t n = (uint32_t) (self->sayings.size / sizeof *sayings);
  Posting *postings = (Posting *) (void *) vix_buffer_grow (&self->postings, (size_t) n * sizeof *postings);

  vix_buffer_add_u32 (&self->counts, n);
  for (uint32_t i = 0; postings != NULL && i < n; i++)
    postings[i] = (Posting){ sayings[i].word, impact_of (&sayings[i]), (uint8_t) sayings[i].fields };
}

/* The different words of a document, with what each says. */
static void
collect_document (const VixBuilder *self,
                  uint32_t document,
                  const uint32_t *ranks,
                  const double *means,
                  Collection *all)
{
  const VixSource *source = (const VixSource *) (const void *) self->documents.data + document;
  const uint32_t *words = (const uint32_t *) (const void *) self->words.data + source->words;

  all->sayings.size = 0;
  for (uint32_t f = 0; f < self->n_fields; f++)
    {
      float adds = source->counts[f] == 0 ? 0.0f : (float) contribution (self, source, means, f);

      for (uint32_t i = 0; i < source->counts[f]; i++)
        {
          Saying *saying = saying_of (all, ranks[words[i] >> 1]);

          if (saying == NULL)
            return;
          saying->sum += adds;
          saying->fields |= 1u << f;
        }
      words += source->counts[f];
    }
  keep_sayings (all);
}

#define ENTRY_MAX (VIX_VARINT_MAX + 2) /* bytes of one */

/* One word's postings, with the table of blocks before them. */
static void
write_word (const Entry *entries, uint32_t n, VixBuffer *postings)
{
  size_t n_skips = vix_postings_n_skips (n);
  uint8_t *table = vix_buffer_grow (postings, n_skips * 8 + (size_t) n * ENTRY_MAX);
  uint8_t *start;
  uint8_t *at;
  uint32_t before = 0;

  if (table == NULL)
    return;
  start = at = table + n_skips * 8;
  for (uint32_t i = 0; i < n; i++)
    {
      if (i > 0 && i % VIX_BLOCK == 0)
        {
          uint8_t *skip = table + (size_t) (i / VIX_BLOCK - 1) * 8;

          vix_put_u32 (skip, before);
          vix_put_u32 (skip + 4, (uint32_t) (at - start));
        }
      at += vix_put_varint (at, entries[i].document - before);
      *at++ = entries[i].impact;
      *at++ = entries[i].fields;
      before = entries[i].document;
    }
  postings->size = (size_t) (at - postings->data);
}

/* Where the entries of each word start. */
static void
count_words (const Collection *all, uint32_t *starts, uint32_t n_words)
{
  const Posting *postings = (const Posting *) (const void *) all->postings.data;
  size_t n = all->postings.size / sizeof *postings;
  uint32_t sum = 0;

  vix_zero (starts, (size_t) n_words * 4);
  for (size_t i = 0; i < n; i++)
    starts[postings[i].word]++;
  for (uint32_t i = 0; i < n_words; i++)
    {
      uint32_t n_here = starts[i];

      starts[i] = sum;
      sum += n_here;
    }
}

/* The postings are in order of documents; counted, each word gets its own, still in that order. */
static void
write_words (const VixBuilder *self, Collection *all, VixBuffer *words, VixBuffer *postings)
{
  const Posting *next = (const Posting *) (const void *) all->postings.data;
  uint32_t *starts = (uint32_t *) (void *) all->places.data;
  VixBuffer sorted;
  Entry *entries;

  vix_buffer_init (&sorted, &self->allocator);
  entries = (Entry *) (void *) vix_buffer_grow (&sorted, all->postings.size / sizeof *next * sizeof *entries);
  if (entries == NULL)
    {
      postings->failed = true;
      return;
    }

  count_words (all, starts, self->names.n);
  for (uint32_t i = 0; i < self->n_documents; i++)
    for (uint32_t n = vix_get_u32 (all->counts.data + (size_t) i * 4); n > 0; n--, next++)
      entries[starts[next->word]++] = (Entry){ i, next->impact, next->fields };
  for (uint32_t i = 0, first = 0; i < self->names.n; i++)
    {
      vix_buffer_add_u32 (words, (uint32_t) postings->size);
      vix_buffer_add_u32 (words, starts[i] - first);
      vix_buffer_add_u32 (words, 0);
      write_word (entries + first, starts[i] - first, postings);
      first = starts[i];
    }
  vix_buffer_clear (&sorted);
}

/**
 * vix_write_postings:
 * @self: a builder
 * @order: order of its words
 * @words: (inout): the section
 * @postings: (inout): the section
 */
void
vix_write_postings (const VixBuilder *self, const VixOrder *order, VixBuffer *words, VixBuffer *postings)
{
  const uint32_t *ranks = (const uint32_t *) (const void *) order->ranks.data;
  double means[VIX_FIELDS_MAX];
  Collection all;

  vix_buffer_init (&all.postings, &self->allocator);
  vix_buffer_init (&all.counts, &self->allocator);
  vix_buffer_init (&all.sayings, &self->allocator);
  vix_buffer_init (&all.places, &self->allocator);
  mean_lengths (self, means);
  vix_buffer_grow (&all.postings, 0);
  vix_buffer_grow (&all.sayings, 0);
  if (vix_buffer_grow (&all.places, (size_t) self->names.n * 4) != NULL)
    {
      vix_zero (all.places.data, all.places.size);
      for (uint32_t i = 0; i < self->n_documents && !all.sayings.failed; i++)
        collect_document (self, i, ranks, means, &all);
      if (!all.sayings.failed && !all.postings.failed && !all.counts.failed)
        write_words (self, &all, words, postings);
    }
  postings->failed =
      postings->failed || all.places.failed || all.sayings.failed || all.postings.failed || all.counts.failed;
  vix_buffer_clear (&all.postings);
  vix_buffer_clear (&all.counts);
  vix_buffer_clear (&all.sayings);
  vix_buffer_clear (&all.places);
}

/**
 * vix_write_documents:
 * @self: a builder
 * @order: order of its words
 * @documents: (inout): the section
 * @forward: (inout): the section
 */
void
vix_write_documents (const VixBuilder *self, const VixOrder *order, VixBuffer *documents, VixBuffer *forward)
{
  const uint32_t *ranks = (const uint32_t *) (const void *) order->ranks.data;
  const VixSource *sources = (const VixSource *) (const void *) self->documents.data;

  for (uint32_t i = 0; i < self->n_documents; i++)
    {
      const uint32_t *words = (const uint32_t *) (const void *) self->words.data + sources[i].words;

      vix_buffer_add_u32 (documents, sources[i].texts);
      vix_buffer_add_u32 (documents, (uint32_t) forward->size);
      vix_buffer_add_u32 (documents, sources[i].colours);
      for (uint32_t f = 0; f < self->n_fields; f++)
        {
          vix_buffer_add_varint (forward, sources[i].counts[f]);
          for (uint32_t j = 0; j < sources[i].counts[f]; j++, words++)
            vix_buffer_add_varint (forward, ranks[*words >> 1] << 1 | (*words & 1));
        }
    }
}

/* u32 of each value its name in the texts; then for each document, and one behind, where its values start; then those.
 */
static void
write_text_column (const VixBuilder *self, const VixSourceColumn *column, VixBuffer *values, VixBuffer *texts)
{
  const VixSourceValue *entries = (const VixSourceValue *) (const void *) column->values.data;
  uint32_t n = (uint32_t) (column->values.size / sizeof *entries);

  for (uint32_t i = 0; i < column->names.n; i++)
    {
      size_t length;
      const char *name = vix_names_get (&column->names, i, &length);

      vix_buffer_add_u32 (values, (uint32_t) texts->size);
      vix_buffer_add_varint (texts, (uint32_t) length);
      vix_buffer_add (texts, name, length);
    }
  for (uint32_t i = 0, at = 0; i <= self->n_documents; i++)
    {
      vix_buffer_add_u32 (values, at);
      while (at < n && entries[at].document == i)
        at++;
    }
  for (uint32_t i = 0; i < n; i++)
    vix_buffer_add_u32 (values, entries[i].value);
}

static void
write_number_column (const VixBuilder *self, const VixSourceColumn *column, VixBuffer *values)
{
  const VixSourceNumber *entries = (const VixSourceNumber *) (const void *) column->values.data;
  uint32_t n = (uint32_t) (column->values.size / sizeof *entries);

  for (uint32_t i = 0, at = 0; i < self->n_documents; i++)
    {
      vix_buffer_add_u64 (values,
                          (uint64_t) (at < n && entries[at].document == i ? entries[at].number : VIX_NO_NUMBER));
      while (at < n && entries[at].document == i)
        at++;
    }
}

/**
 * vix_write_columns:
 * @self: a builder
 * @columns: (inout): the section
 * @values: (inout): the section
 * @texts: (inout): the section, where the names of values are added
 */
void
vix_write_columns (const VixBuilder *self, VixBuffer *columns, VixBuffer *values, VixBuffer *texts)
{
  for (uint32_t i = 0; i < self->n_columns; i++)
    {
      const VixSourceColumn *column = &self->columns[i];
      uint32_t start = (uint32_t) values->size;

      vix_buffer_add_u32 (columns, column->kind);
      vix_buffer_add_u32 (columns, column->name.offset);
      vix_buffer_add_u32 (columns, column->names.n);
      vix_buffer_add_u32 (columns, start);
      vix_buffer_add_u32 (columns, start + column->names.n * 4);
      if (column->kind == VIX_COLUMN_TEXT)
        write_text_column (self, column, values, texts);
      else
        write_number_column (self, column, values);
    }
}
