#pragma once

#include "search/engine/vix-dictionary.h"
#include "search/engine/vix-format.h"
#include "search/engine/vix-postings.h"
#include "search/engine/vix-shades.h"
#include "search/engine/vix-sound.h"

#define VIX_LINKS_MAX 8u

typedef enum
{
  VIX_OPEN_DONE,
  VIX_OPEN_NO_INDEX,     /* something else, or too short to tell */
  VIX_OPEN_NEWER,        /* of a version this reader does not know */
  VIX_OPEN_DAMAGED,      /* the checksum does not fit */
  VIX_OPEN_INCONSISTENT, /* an offset leads out of the index */
} VixOpen;

typedef struct
{
  const char *text;
  size_t length;
} VixText;

typedef struct
{
  uint32_t kind;
  uint32_t weight;
  VixText name;
} VixField;

typedef struct
{
  VixColumnKind kind;
  VixText name;
  uint32_t n_values;
  const uint8_t *values;    /* u32 places of their names; NULL for numbers */
  const uint8_t *documents; /* u32 starts and one behind, or i64 */
  const uint8_t *entries;   /* u32 values */
} VixColumn;

/* An index open for reading. It points into the bytes it was opened from, holds nothing else and never changes: any
 * number of queries may read it at once. */
typedef struct
{
  const uint8_t *data;
  size_t size;
  VixLanguage language;
  VixDictionary dictionary;
  uint32_t n_documents;
  uint32_t n_words;
  uint32_t n_groups;
  uint32_t n_sounds;
  uint32_t n_synonyms;
  const uint8_t *words;
  const uint8_t *postings;
  size_t postings_size;
  const uint8_t *groups;
  const uint8_t *group_words;
  const uint8_t *sounds;
  const uint8_t *documents;
  const uint8_t *texts;
  size_t texts_size;
  const uint8_t *forward;
  size_t forward_size;
  const uint8_t *synonyms;
  const uint8_t *verdicts;
  uint32_t n_verdicts;
  const uint8_t *shades; /* NULL when there are no photographs */
  VixField fields[VIX_FIELDS_MAX];
  uint32_t n_fields;
  uint32_t title_fields;  /* bits */
  uint32_t colour_fields; /* bits */
  VixColumn columns[VIX_COLUMNS_MAX];
  uint32_t n_columns;
  uint32_t links[VIX_LINKS_MAX]; /* its words for "for" and "with": behind them stands what a product goes with */
  uint32_t n_links;
} VixIndex;

VixOpen vix_index_open (VixIndex *self, const uint8_t *data, size_t size, bool check);

uint32_t vix_index_word_documents (const VixIndex *self, uint32_t word);
void vix_index_word_cursor (const VixIndex *self, uint32_t word, VixCursor *cursor);
uint32_t vix_index_group (const VixIndex *self, uint32_t word, const uint8_t **words);
uint32_t
vix_index_sounding (const VixIndex *self, const char *key, size_t length, uint32_t salt, const uint8_t **entries);
uint32_t vix_index_synonyms (const VixIndex *self, uint32_t word, const uint8_t **entries);

VixText vix_index_text (const VixIndex *self, uint32_t offset);
VixText vix_index_id (const VixIndex *self, uint32_t document);
VixText vix_index_title (const VixIndex *self, uint32_t document);
uint32_t vix_index_colours (const VixIndex *self, uint32_t document);
uint32_t vix_index_seen (const VixIndex *self, uint32_t document, VixShades *shades);
const uint8_t *vix_index_forward (const VixIndex *self, uint32_t document, const uint8_t **end);

bool vix_index_find_column (const VixIndex *self, const char *name, size_t length, uint32_t *column);
bool vix_index_find_value (const VixIndex *self, uint32_t column, const char *name, size_t length, uint32_t *value);
VixText vix_index_value (const VixIndex *self, uint32_t column, uint32_t value);
uint32_t vix_index_values_of (const VixIndex *self, uint32_t column, uint32_t document, const uint8_t **values);
int64_t vix_index_number (const VixIndex *self, uint32_t column, uint32_t document);
