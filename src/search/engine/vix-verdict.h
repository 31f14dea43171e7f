#pragma once

#include "search/engine/vix-reader.h"

/* What is said about a query from outside: by the merchant's rules, and by what shoppers did after it. */
typedef struct
{
  bool pinned;
  uint32_t place; /* of a pin, from 0 */
  bool hidden;
  uint32_t weight;  /* of 256, for this query */
  uint32_t popular; /* of 256, for every query */
} VixVerdict;

/* Verdicts of one kind, VIX_VERDICT_SIZE bytes each. */
typedef struct
{
  const uint8_t *entries;
  uint32_t n;
} VixVerdictRange;

/* What holds for one query. */
typedef struct
{
  VixVerdictRange pins;
  VixVerdictRange hidden;
  VixVerdictRange weights;
  VixVerdictRange popular;
  VixText redirect; /* no length: none */
} VixVerdicts;

uint64_t vix_verdict_key (const char *query, size_t length);
uint64_t vix_verdict_key_add (uint64_t key, const char *word, size_t length);
bool vix_verdicts_are_sound (const VixIndex *index);
void vix_verdicts_find (const VixIndex *index, const char *query, size_t length, VixVerdicts *verdicts);
uint32_t vix_verdict_weigh (const VixVerdict *verdict, uint32_t score);
void vix_verdicts_find_key (const VixIndex *index, uint64_t key, VixVerdicts *verdicts);
bool vix_verdicts_are_empty (const VixVerdicts *verdicts);
void vix_verdict_of (const VixVerdicts *verdicts, uint32_t document, VixVerdict *verdict);

static inline uint32_t
vix_verdict_document (const VixVerdictRange *range, uint32_t i)
{
  return vix_get_u32 (range->entries + (size_t) i * VIX_VERDICT_SIZE +
                      (range->entries[8] == VIX_VERDICT_PIN ? 16 : 12));
}
