/*
 * How Thai is heard. Several letters write each consonant, most of them one sound at the beginning of a syllable and
 * one of six at its end; tones and the length of vowels are not heard by who misspells, so they are left out.
 */
#include "search/engine/vix-sound-private.h"

#define FIRST_LETTER     0x0E01
#define SARA_A           0x0E30
#define SARA_AM          0x0E33
#define SARA_UU          0x0E39
#define SARA_E           0x0E40
#define SARA_AI_MAIMALAI 0x0E44
#define THANTHAKHAT      0x0E4C
#define HO_HIP           0x0E2B
#define O_ANG            0x0E2D
#define RO_RUA           0x0E23
#define WO_WAEN          0x0E27
#define YO_YAK           0x0E22
#define THO_THAHAN       0x0E17
#define SO_SUEA          0x0E2A
#define CHO_CHAN         0x0E08

/* From ko kai U+0E01 to ho nokhuk U+0E2E: at the beginning of a syllable, after the Royal Institute's romanisation. */
static const char initials[] = "GKKKKKQCXXSXYDTTTTNDTTTTNBPPFPFPMYLLLLVSSSHLAH";

/* The same at its end, where only six stops and nasals and two glides are left. */
static const char finals[] = "KKKKKKQTTTTTNTTTTTNTTTTTNPPPPPPPMYNNNNVTTTANAA";

static bool
is_consonant (uint16_t letter)
{
  return letter >= FIRST_LETTER && letter <= 0x0E2E;
}

static bool
is_vowel_after (uint16_t letter)
{
  return (letter >= SARA_A && letter <= SARA_UU) || letter == 0x0E45;
}

static bool
is_vowel_before (uint16_t letter)
{
  return letter >= SARA_E && letter <= SARA_AI_MAIMALAI;
}

static char
vowel_sound (uint16_t letter)
{
  /* From sara a U+0E30 to sara uu U+0E39, and from sara e U+0E40 to sara ai maimalai U+0E44. */
  if (is_vowel_after (letter))
    return letter == 0x0E45 ? 'a' : "aaaaiiuuuu"[letter - SARA_A];

  return "eeoaa"[letter - SARA_E];
}

/* A consonant with the mark of silence above it, or with one above the vowel sign it carries, is not heard. */
static bool
is_silenced (const VixSoundWord *word, size_t at)
{
  uint16_t next = vix_letter (word, at + 1);

  if (is_vowel_after (next))
    next = vix_letter (word, at + 2);
  return next == THANTHAKHAT;
}

static bool
is_tone (uint16_t letter)
{
  return letter >= 0x0E47 && letter <= 0x0E4E;
}

static uint16_t
letter_after_tones (const VixSoundWord *word, size_t at)
{
  while (is_tone (vix_letter (word, at + 1)))
    at++;
  return vix_letter (word, at + 1);
}

/* A consonant ends its syllable where a vowel came before it and none follows, or where it is the last of its word. */
static bool
is_final (const VixSoundWord *word, size_t at, bool open)
{
  uint16_t next = letter_after_tones (word, at);

  if (next == 0 && is_consonant (vix_letter (word, at - 1)))
    return true;

  return open && !is_vowel_after (next) && next != O_ANG;
}

/* Between two consonants wo waen is the vowel of "หมวก". */
static bool
is_wo_vowel (const VixSoundWord *word, size_t at, bool open)
{
  uint16_t next = letter_after_tones (word, at);

  return !open && vix_letter (word, at) == WO_WAEN && is_consonant (next) && next != O_ANG &&
         !is_vowel_after (vix_letter (word, at + 2)) && is_consonant (vix_letter (word, at - 1));
}

/* Leading ho hip, as in "หมา", only gives the tone. */
static bool
is_leading (const VixSoundWord *word, size_t at)
{
  uint16_t next = vix_letter (word, at + 1);

  return vix_letter (word, at) == HO_HIP && (next == RO_RUA || next == WO_WAEN || next == YO_YAK || next == 0x0E21 ||
                                             next == 0x0E19 || next == 0x0E25 || next == 0x0E07);
}

/* "ทร" begins "ทราย" as an s; the r of "สร" and "จร" is silent. */
static size_t
put_cluster (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t letter = vix_letter (word, at);

  if (vix_letter (word, at + 1) != RO_RUA || vix_letter (word, at + 2) == RO_RUA)
    return at;
  if (letter == THO_THAHAN || letter == SO_SUEA)
    vix_sound_put (key, 'S');
  else if (letter == CHO_CHAN)
    vix_sound_put (key, 'C');
  else
    return at;

  return at + 2;
}

static size_t
put_consonant (const VixSoundWord *word, size_t at, bool *open, VixSoundKey *key)
{
  uint16_t letter = vix_letter (word, at);
  size_t cluster;

  if (is_silenced (word, at))
    return at + 1;
  /* "รร" is the a of "พรรค". */
  if (letter == RO_RUA && vix_letter (word, at + 1) == RO_RUA)
    {
      vix_sound_put (key, 'a');
      *open = true;
      return at + 2;
    }
  if (is_wo_vowel (word, at, *open))
    {
      vix_sound_put (key, 'u');
      *open = true;
      return at + 1;
    }
  if (is_final (word, at, *open))
    {
      char sound = finals[letter - FIRST_LETTER];

      vix_sound_put (key, sound == 'A' ? 'o' : sound);
      *open = false;
      return at + 1;
    }

  *open = is_vowel_before (vix_letter (word, at - 1));
  cluster = put_cluster (word, at, key);
  if (cluster > at)
    return cluster;
  if (!is_leading (word, at) && letter != O_ANG)
    vix_sound_put (key, initials[letter - FIRST_LETTER]);
  if (letter == O_ANG && *open == false && !is_vowel_after (letter_after_tones (word, at)))
    {
      vix_sound_put (key, 'o');
      *open = true;
    }

  return at + 1;
}

/* Writes the key of a Thai word, or of a run of Thai words. */
void
vix_sound_thai (const VixSoundWord *word, VixSoundKey *key)
{
  bool open = false;
  size_t at = 1;

  while (at <= word->length)
    {
      uint16_t letter = vix_letter (word, at);

      if (is_consonant (letter))
        {
          at = put_consonant (word, at, &open, key);
          continue;
        }
      if (is_vowel_after (letter) || is_vowel_before (letter))
        {
          bool silent = vix_letter (word, at + 1) == THANTHAKHAT;

          if (!silent)
            vix_sound_put (key, vowel_sound (letter));
          if (letter == SARA_AM)
            vix_sound_put (key, 'M');
          open = is_vowel_after (letter) && letter != SARA_AM && !silent;
        }
      at++;
    }
}
