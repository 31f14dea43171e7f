#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a character is to search. */
typedef enum
{
  VIX_CHAR_BREAK,   /* parts words: spaces, signs, bytes that are no UTF-8 */
  VIX_CHAR_NOTHING, /* not there for search: accents written apart, tone marks, soft hyphens */
  VIX_CHAR_JOINER,  /* may stand inside a word: - / _ ' */
  VIX_CHAR_POINT,   /* . and , */
  VIX_CHAR_DIGIT,
  VIX_CHAR_LETTER,
  VIX_CHAR_THAI,
  VIX_CHAR_IDEOGRAM, /* a word of its own */
} VixCharClass;

#define VIX_FOLD_MAX 2 /* the most characters that one becomes */

/* One character as it is compared: lower case, without accents, Thai without tones. */
typedef struct
{
  VixCharClass class;
  uint32_t n_points;
  uint32_t points[VIX_FOLD_MAX];
} VixFolded;

uint32_t vix_utf8_take (const char **at, const char *end);
size_t vix_utf8_put (char *at, uint32_t point);
VixFolded vix_fold (uint32_t point);

#define VIX_UTF8_MAX 4
#define VIX_NO_POINT 0xFFFFFFFFu
