#pragma once

#include "search/engine/vix-bytes.h"

/* A search index (.vix): one run of bytes, little-endian, read where it lies.
 *
 *   header     VIX_HEADER_SIZE bytes, see VixHeaderAt; the checksum covers everything but itself
 *   sections   for each: u32 offset, u32 size
 *   …          the sections, each at a multiple of four
 */

#define VIX_MAGIC       0x31584956u /* "VIX1" */
#define VIX_VERSION     2u
#define VIX_HEADER_SIZE 64u

/* Where the numbers of the header stand. */
typedef enum
{
  VIX_AT_MAGIC = 0,
  VIX_AT_VERSION = 4,
  VIX_AT_SIZE = 8,
  VIX_AT_CHECKSUM = 16, /* u64 */
  VIX_AT_LANGUAGE = 24,
  VIX_AT_DOCUMENTS = 28,
  VIX_AT_WORDS = 32,
  VIX_AT_LETTERS = 36,
  VIX_AT_LETTER_SIZE = 40,
  VIX_AT_FIELDS = 44,
  VIX_AT_COLUMNS = 48,
  VIX_AT_GROUPS = 52,
  VIX_AT_SYNONYMS = 56,
} VixHeaderAt;

typedef enum
{
  VIX_SECTION_ALPHABET,    /* u32 code points, ascending */
  VIX_SECTION_TREE,        /* the words: vix-dictionary.h */
  VIX_SECTION_WORDS,       /* for each word: u32 offset of its postings, u32 documents, u32 group + 1 or 0 */
  VIX_SECTION_POSTINGS,    /* vix-postings.h */
  VIX_SECTION_GROUPS,      /* u32 for each group of words with one stem, and one behind: where its words start */
  VIX_SECTION_GROUP_WORDS, /* u32 words */
  VIX_SECTION_SOUNDS,      /* u32 hash of the sound, u32 word; ascending */
  VIX_SECTION_DOCUMENTS,   /* for each: u32 offset of its texts, u32 of its words, u32 its colours */
  VIX_SECTION_TEXTS,       /* varint length and UTF-8: identifier, title; names and values of columns */
  VIX_SECTION_FORWARD,     /* the words of each document: for each field a varint count, then word << 1 | joined */
  VIX_SECTION_FIELDS,      /* for each: u32 kind, u32 weight, u32 offset of its name in the texts */
  VIX_SECTION_COLUMNS,     /* for each: u32 kind, name, values, u32 offset of its values, u32 offset of its documents */
  VIX_SECTION_VALUES,      /* what the columns point at */
  VIX_SECTION_SYNONYMS,    /* u32 word, u32 word that is found too; ascending */
  VIX_SECTION_VERDICTS,    /* for each: u64 key of its query, u32 kind, two u32 as VixVerdictKind says; ascending */
  VIX_SECTION_SHADES,      /* nothing, or for each document what its photographs show: u32 colours, then its shades */
  VIX_N_SECTIONS,
} VixSection;

/* Shorter ones say too little. Skeletons, keys without vowels, are in the same table, told apart by their hash. */
#define VIX_SOUND_LEAST    2u
#define VIX_SKELETON_LEAST 3u
#define VIX_SKELETON_SALT  0x5CE1E704u

#define VIX_TABLE_SIZE    (VIX_N_SECTIONS * 8u)
#define VIX_WORD_SIZE     12u
#define VIX_DOCUMENT_SIZE 12u
#define VIX_FIELD_SIZE    12u
#define VIX_COLUMN_SIZE   20u
#define VIX_SHADES_SIZE   36u

#define VIX_VERDICT_SIZE 20u

#define VIX_FIELDS_MAX    8u /* a posting has one bit for each */
#define VIX_COLUMNS_MAX   32u
#define VIX_DOCUMENTS_MAX 16000000u

/* What is special about a field. */
typedef enum
{
  VIX_FIELD_TEXT = 0,
  VIX_FIELD_TITLE = 1 << 0,  /* what the product is called: order and nearness of words count */
  VIX_FIELD_COLOUR = 1 << 1, /* its words are colours of the product */
} VixFieldKind;

typedef enum
{
  VIX_COLUMN_TEXT,   /* any number of values a document */
  VIX_COLUMN_NUMBER, /* one, signed, 64 bits */
} VixColumnKind;

#define VIX_NO_NUMBER INT64_MIN

/* What is said about a query. A document is said only one of the first two, a query leads to one place. */
typedef enum
{
  VIX_VERDICT_PIN,      /* place, document: it stands there, found or not */
  VIX_VERDICT_HIDE,     /* document, 0 */
  VIX_VERDICT_WEIGHT,   /* document, what its score is multiplied by, of 256 */
  VIX_VERDICT_REDIRECT, /* 0, place in the texts: where the query leads */
} VixVerdictKind;

#define VIX_NO_KEY     0u     /* the key of all queries: of weights alone */
#define VIX_PINS_MAX   64u    /* for one query; more are not read */
#define VIX_WEIGHT_MAX 16384u /* 64 times as much */

/* FNV-1a over numbers of eight bytes: each step can be undone, so that no single change goes unseen. */
static inline uint64_t
vix_checksum (const uint8_t *data, size_t size)
{
  uint64_t hash = 14695981039346656037u ^ size;
  size_t i = 0;

  for (; i + 8 <= size; i += 8)
    {
      if (i == VIX_AT_CHECKSUM)
        continue;
      hash = (hash ^ vix_get_u64 (data + i)) * 1099511628211u;
      hash ^= hash >> 32;
    }
  for (; i < size; i++)
    hash = (hash ^ data[i]) * 1099511628211u;

  return hash;
}
