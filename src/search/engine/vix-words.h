#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VIX_WORD_LETTERS 60  /* of the longest word; a longer one is cut */
#define VIX_WORD_MAX     180 /* its bytes */
#define VIX_PARTS_MAX    6   /* parts of a joined word: the rest starts another */

/* A word as it is compared. A word of one part stands at its position; a joined one ("tshirt" of t-shirt, "10cm" of
 * 10 cm) comes after its parts and covers span positions from the first of them. */
typedef struct
{
  const char *text;
  size_t length;
  uint32_t position;
  uint32_t span;
  uint32_t start; /* where it stands in the text, for marking */
  uint32_t end;
} VixWord;

typedef void (*VixWordFunc) (const VixWord *word, void *user);

uint32_t vix_words_split (const char *text, size_t length, uint32_t position, VixWordFunc func, void *user);
bool vix_word_is_unit (const char *text, size_t length);
bool vix_word_has_digit (const char *text, size_t length);
bool vix_word_is_thai (const char *text, size_t length);
