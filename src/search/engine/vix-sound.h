#pragma once

#include <stddef.h>
#include <stdint.h>

/* The longest key; what a word has beyond it does not sound. */
#define VIX_SOUND_SIZE 24

typedef enum
{
  VIX_LANGUAGE_NONE,
  VIX_LANGUAGE_EN,
  VIX_LANGUAGE_PT,
  VIX_LANGUAGE_ES,
  VIX_LANGUAGE_TH,
} VixLanguage;

size_t vix_sound_key (VixLanguage language, const char *word, size_t length, char *key, size_t size);
size_t vix_sound_skeleton (const char *key, size_t length, char *skeleton, size_t size);
