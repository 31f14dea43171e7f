#pragma once

#include "search/engine/vix-arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VIX_NO_WORD     0xFFFFFFFFu
#define VIX_LETTERS_MAX 63 /* of a word */
#define VIX_NO_LETTER   0xFFFFu
#define VIX_EDITS_MAX   2

#define VIX_ROOTS 64u /* first letters that are found at once */

/* Where the words with one first letter begin; NULL: there are none. */
typedef struct
{
  const uint8_t *at;
  uint32_t word;
} VixRoot;

/* The words of an index in order, as a tree of shared beginnings laid out depth first: a word's number is how many come
 * before it, what begins alike stands together, and a branch that leads nowhere is stepped over by its length.
 *
 *   node    = head letters [size words children]
 *   head    = byte: 1 a word ends here | 2 there are children | number of letters - 1 << 2
 *   letters = numbers in the alphabet, of one byte or, with more than 256 different ones, of two
 *   size    = varint: bytes of the children;  words = varint: words below the node
 */
typedef struct
{
  const uint8_t *alphabet; /* u32 code points, ascending */
  uint32_t n_letters;
  uint32_t letter_size;
  const uint8_t *tree;
  size_t tree_size;
  uint32_t n_words;
  VixRoot roots[VIX_ROOTS]; /* by letter */
} VixDictionary;

/* A word in letters of the alphabet. */
typedef struct
{
  uint32_t n;
  uint16_t letters[VIX_LETTERS_MAX];
} VixSpelling;

/* Called with each word near enough. letters: how it is spelt, in the alphabet. */
typedef void (*VixNearFunc) (uint32_t word, uint32_t edits, const VixSpelling *spelling, void *user);

void vix_dictionary_prepare (VixDictionary *self);
void vix_dictionary_spell (const VixDictionary *self, const char *text, size_t length, VixSpelling *spelling);
size_t vix_dictionary_write (const VixDictionary *self, const VixSpelling *spelling, char *text, size_t size);
uint32_t vix_dictionary_find (const VixDictionary *self, const VixSpelling *spelling);
bool vix_dictionary_range (const VixDictionary *self, const VixSpelling *prefix, uint32_t *first, uint32_t *last);
void vix_dictionary_word (const VixDictionary *self, uint32_t word, VixSpelling *spelling);
uint32_t vix_dictionary_near (const VixDictionary *self,
                              const VixSpelling *spelling,
                              uint32_t edits,
                              uint32_t budget,
                              VixNearFunc func,
                              void *user);
