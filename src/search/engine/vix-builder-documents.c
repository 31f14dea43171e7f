/* What an index knows of its documents: which words they have and how much each says, their values. */
#include "search/engine/vix-builder-private.h"

#include "search/engine/vix-postings.h"

/* BM25F (Robertson, Zaragoza, Taylor 2004): how fast a word said again says less, and how much a long field dilutes. */
#define SATURATION     1.2
#define LENGTH_PENALTY 0.6

typedef struct
{
  uint32_t document;
  uint32_t word;
  double sum; /* what the word says, before it is put between 0 and 255 */
  uint32_t fields;
} Posting;

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

/* The different words of a document, with what each says. */
static void
collect_document (const VixBuilder *self,
                  uint32_t document,
                  const uint32_t *ranks,
                  const double *means,
                  uint32_t *places, /* for each word: where it was put last, + 1 */
                  VixBuffer *postings)
{
  const VixSource *source = (const VixSource *) (const void *) self->documents.data + document;
  const uint32_t *words = (const uint32_t *) (const void *) self->words.data + source->words;
  size_t first = postings->size / sizeof (Posting);

  for (uint32_t f = 0; f < self->n_fields; f++)
    {
      double adds = source->counts[f] == 0 ? 0.0 : contribution (self, source, means, f);

      for (uint32_t i = 0; i < source->counts[f]; i++)
        {
          uint32_t word = ranks[words[i] >> 1];
          Posting posting = { document, word, 0.0, 0 };
          Posting *at;

          if (places[word] <= first)
            {
              vix_buffer_add (postings, &posting, sizeof posting);
              if (postings->failed)
                return;
              places[word] = (uint32_t) (postings->size / sizeof (Posting));
            }
          at = (Posting *) (void *) postings->data + places[word] - 1;
          at->sum += adds;
          at->fields |= 1u << f;
        }
      words += source->counts[f];
    }
}

static uint32_t
impact_of (const Posting *posting)
{
  double impact = posting->sum / (posting->sum + SATURATION) * 255.0 + 0.5;

  return impact < 1.0 ? 1 : (uint32_t) impact;
}

/* One word's postings, with the table of blocks before them. */
static void
write_word (const Posting *all, const uint32_t *places, uint32_t n, VixBuffer *postings)
{
  uint32_t n_skips = vix_postings_n_skips (n);
  size_t table = postings->size;
  size_t start = table + (size_t) n_skips * 8;
  uint32_t before = 0;

  if (vix_buffer_grow (postings, (size_t) n_skips * 8) == NULL && n_skips > 0)
    return;
  for (uint32_t i = 0; i < n; i++)
    {
      const Posting *posting = &all[places[i]];

      if (i > 0 && i % VIX_BLOCK == 0 && !postings->failed)
        {
          uint8_t *skip = postings->data + table + (size_t) (i / VIX_BLOCK - 1) * 8;

          vix_put_u32 (skip, before);
          vix_put_u32 (skip + 4, (uint32_t) (postings->size - start));
        }
      vix_buffer_add_varint (postings, posting->document - before);
      vix_buffer_add_u8 (postings, impact_of (posting));
      vix_buffer_add_u8 (postings, posting->fields);
      before = posting->document;
    }
}

/* The postings are in order of documents; counted, each word gets its own, still in that order. */
static void
write_words (const VixBuilder *self,
             const VixBuffer *collected,
             VixBuffer *counts,
             VixBuffer *words,
             VixBuffer *postings)
{
  const Posting *all = (const Posting *) (const void *) collected->data;
  uint32_t n_all = (uint32_t) (collected->size / sizeof (Posting));
  uint32_t *starts = (uint32_t *) (void *) counts->data;
  VixBuffer sorted;
  uint32_t *places;
  uint32_t sum = 0;

  vix_buffer_init (&sorted, &self->allocator);
  places = (uint32_t *) (void *) vix_buffer_grow (&sorted, (size_t) n_all * 4);
  if (places == NULL && n_all > 0)
    {
      postings->failed = true;
      return;
    }

  vix_zero (starts, counts->size);
  for (uint32_t i = 0; i < n_all; i++)
    starts[all[i].word]++;
  for (uint32_t i = 0; i < self->names.n; i++)
    {
      uint32_t n = starts[i];

      starts[i] = sum;
      sum += n;
    }
  for (uint32_t i = 0; i < n_all; i++)
    places[starts[all[i].word]++] = i;
  for (uint32_t i = 0, first = 0; i < self->names.n; i++)
    {
      vix_buffer_add_u32 (words, (uint32_t) postings->size);
      vix_buffer_add_u32 (words, starts[i] - first);
      vix_buffer_add_u32 (words, 0);
      write_word (all, places + first, starts[i] - first, postings);
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
  VixBuffer collected;
  VixBuffer places;

  vix_buffer_init (&collected, &self->allocator);
  vix_buffer_init (&places, &self->allocator);
  mean_lengths (self, means);
  if (vix_buffer_grow (&places, (size_t) self->names.n * 4) != NULL)
    {
      vix_zero (places.data, places.size);
      for (uint32_t i = 0; i < self->n_documents && !collected.failed; i++)
        collect_document (self, i, ranks, means, (uint32_t *) (void *) places.data, &collected);
      if (!collected.failed)
        write_words (self, &collected, &places, words, postings);
    }
  postings->failed = postings->failed || places.failed || collected.failed;
  vix_buffer_clear (&collected);
  vix_buffer_clear (&places);
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
