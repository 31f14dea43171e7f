#pragma once

#include <stdbool.h>

#include "search/engine/vix-sound.h"

#define VIX_SOUND_LETTERS 48

/* Letters that keep their accent, because it is heard. */
#define VIX_LETTER_CEDILLA  0xE7
#define VIX_LETTER_ENYE     0xF1
#define VIX_LETTER_DIERESIS 0xFC
#define VIX_LETTER_NASAL    0x303

/* A word as the rules of a language read it: lower-case letters with a zero before and after them. */
typedef struct
{
  uint16_t letters[VIX_SOUND_LETTERS + 4];
  size_t length;
} VixSoundWord;

/* The key being written. Capitals are consonants, small letters are vowels; the same twice in a row is written once. */
typedef struct
{
  char *text;
  size_t length;
  size_t size;
} VixSoundKey;

uint16_t vix_letter (const VixSoundWord *word, size_t at);
bool vix_letters_are (const VixSoundWord *word, size_t at, const char *letters);
bool vix_letter_is_in (uint16_t letter, const char *letters);
bool vix_letter_is_vowel (uint16_t letter);
bool vix_letter_is_soft (uint16_t next);
void vix_sound_put (VixSoundKey *key, char sound);
size_t vix_sound_put_c (const VixSoundWord *word, size_t at, VixSoundKey *key);
char vix_sound_last (const VixSoundKey *key);

void vix_sound_english (const VixSoundWord *word, VixSoundKey *key);
void vix_sound_portuguese (const VixSoundWord *word, VixSoundKey *key);
void vix_sound_spanish (const VixSoundWord *word, VixSoundKey *key);
void vix_sound_thai (const VixSoundWord *word, VixSoundKey *key);
