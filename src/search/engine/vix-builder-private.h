#pragma once

#include "search/engine/vix-builder.h"
#include "search/engine/vix-colour-words.h"
#include "search/engine/vix-words.h"

/* A text in a buffer. */
typedef struct
{
  uint32_t offset;
  uint32_t length;
} VixSpan;

/* Where a text is found. */
typedef struct
{
  uint64_t key;    /* a short text itself, else its hash */
  uint32_t number; /* + 1; 0: free */
} VixSlot;

/* Texts told apart: each has a number, the first 0. */
typedef struct
{
  VixBuffer text;
  VixBuffer spans; /* VixSpan */
  VixBuffer slots; /* VixSlot; a power of two of them */
  uint32_t n;
} VixNames;

/* A document as it was given. Its words are in VixBuilder.words, field after field. */
typedef struct
{
  uint32_t texts; /* offset of identifier and title */
  uint32_t words;
  uint32_t counts[VIX_FIELDS_MAX]; /* words of each field, joined ones too */
  uint32_t parts[VIX_FIELDS_MAX];  /* those that are not joined: the field's length */
  uint32_t colours;
} VixSource;

typedef struct
{
  uint32_t kind;
  uint32_t weight;
  VixSpan name;
} VixSourceField;

/* values: of text columns VixSourceValue, of number columns VixSourceNumber, ascending by document. */
typedef struct
{
  VixColumnKind kind;
  VixSpan name;
  VixNames names;
  VixBuffer values;
} VixSourceColumn;

typedef struct
{
  uint32_t document;
  uint32_t value;
} VixSourceValue;

typedef struct
{
  int64_t number;
  uint32_t document;
} VixSourceNumber;

typedef struct
{
  uint32_t document;
  uint8_t bytes[VIX_SHADES_SIZE];
} VixSourceShades;

typedef struct
{
  uint32_t word;
  uint32_t other;
} VixPair;

typedef struct
{
  uint64_t key;
  uint32_t kind;
  uint32_t first;
  uint32_t second;
} VixSourceVerdict;

struct _VixBuilder
{
  VixAllocator allocator;
  VixLanguage language;

  VixSourceField fields[VIX_FIELDS_MAX];
  uint32_t n_fields;
  VixSourceColumn columns[VIX_COLUMNS_MAX];
  uint32_t n_columns;

  VixNames names;      /* the words, in the order of their first appearance */
  VixBuffer documents; /* VixSource */
  uint32_t n_documents;
  VixBuffer words;    /* u32 number of a word << 1 | joined; per document one field after the other */
  VixBuffer texts;    /* the section */
  VixBuffer synonyms; /* VixPair of numbers */
  VixBuffer colours;  /* VixColourWord of each word, as far as they have been asked for */
  VixBuffer expressions;
  VixBuffer expression_words; /* u32 numbers */
  VixBuffer verdicts;         /* VixSourceVerdict */
  VixBuffer shades;           /* VixSourceShades, ascending by document */

  uint32_t field; /* being added to */
  bool failed;
};

/* The words in order. */
typedef struct
{
  VixBuffer order; /* u32 number of the word at each place */
  VixBuffer ranks; /* u32 place of each number */
} VixOrder;

uint32_t vix_builder_add_plain (VixBuilder *self, const char *text, size_t length);

void vix_names_init (VixNames *self, const VixAllocator *allocator);
void vix_names_clear (VixNames *self);
uint32_t vix_names_add (VixNames *self, const char *text, size_t length);
const char *vix_names_get (const VixNames *self, uint32_t number, size_t *length);

bool vix_order_words (const VixNames *names, VixOrder *order);
void vix_sort_pairs (VixPair *pairs, uint32_t n);

void vix_write_tree (const VixNames *names, const VixOrder *order, VixBuffer *alphabet, VixBuffer *tree);
void vix_write_postings (const VixBuilder *self, const VixOrder *order, VixBuffer *words, VixBuffer *postings);
void vix_write_groups (const VixBuilder *self,
                       const VixOrder *order,
                       VixStemFunc stem,
                       void *user,
                       VixBuffer *words,
                       VixBuffer *groups,
                       VixBuffer *group_words);
void vix_write_sounds (const VixBuilder *self, const VixOrder *order, VixBuffer *sounds);
void vix_write_documents (const VixBuilder *self, const VixOrder *order, VixBuffer *documents, VixBuffer *forward);
void vix_write_verdicts (VixBuilder *self, VixBuffer *verdicts);
void vix_place_expressions (VixBuilder *self);
void vix_write_synonyms (const VixBuilder *self, const VixOrder *order, VixBuffer *synonyms);
void vix_write_columns (const VixBuilder *self, VixBuffer *columns, VixBuffer *values, VixBuffer *texts);
