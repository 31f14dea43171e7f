/* How Portuguese is heard: five ways to write s, three to write x, silent h and u, and vowels that close when
 * unstressed. */
#include "search/engine/vix-sound-private.h"

static bool
ends_syllable (const VixSoundWord *word, size_t at)
{
  uint16_t next = vix_letter (word, at + 1);

  return next == 0 || !(vix_letter_is_vowel (next) || next == 'h' || next == VIX_LETTER_NASAL);
}

/* Unstressed e and i, o and u are one sound each; the u of "alto" is written l, so both are left to the vowel before.
 */
static void
put_vowel (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t letter = vix_letter (word, at);
  bool glide = at > 1 && vix_letter_is_vowel (vix_letter (word, at - 1)) && vix_letter_is_in (letter, "iuoy");

  if (glide)
    return;

  vix_sound_put (key, letter == 'a' ? 'a' : vix_letter_is_in (letter, "eiy") ? 'i' : 'u');
}

/* After q and g the u is silent before e and i, and a consonant before a and o. */
static size_t
put_with_u (const VixSoundWord *word, size_t at, char sound, VixSoundKey *key)
{
  uint16_t second = vix_letter (word, at + 1);

  vix_sound_put (key, sound);
  if (second != 'u' || !vix_letter_is_vowel (vix_letter (word, at + 2)))
    return at + 1;
  if (!vix_letter_is_soft (vix_letter (word, at + 2)))
    vix_sound_put (key, 'V');

  return at + 2;
}

static size_t
put_s (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t next = vix_letter (word, at + 1);

  if (next == 'h')
    {
      vix_sound_put (key, 'X');
      return at + 2;
    }

  vix_sound_put (key, 'S');
  if (next == 's' || next == VIX_LETTER_CEDILLA)
    return at + 2;
  return (next == 'c' || next == 'x') && vix_letter_is_soft (vix_letter (word, at + 2)) ? at + 2 : at + 1;
}

static size_t
put_x (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t next = vix_letter (word, at + 1);
  bool after_e = vix_letter (word, at - 1) == 'e' && at == 2;

  if (next == 'c' && vix_letter_is_soft (vix_letter (word, at + 2)))
    {
      vix_sound_put (key, 'S');
      return at + 2;
    }

  /* "exame", "extra": an s; "xícara", "caixa", "enxada": the sound of ch. */
  vix_sound_put (key, after_e || (next != 0 && !vix_letter_is_vowel (next)) ? 'S' : 'X');
  return at + 1;
}

static size_t
put_with_h (const VixSoundWord *word, size_t at, char sound, VixSoundKey *key)
{
  vix_sound_put (key, sound);
  return vix_letter (word, at + 1) == 'h' ? at + 2 : at + 1;
}

static size_t
put_consonant (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t letter = vix_letter (word, at);
  uint16_t next = vix_letter (word, at + 1);

  if (letter == 'h')
    return at + 1;
  if (letter == 'c')
    return vix_sound_put_c (word, at, key);
  if (letter == 's')
    return put_s (word, at, key);
  if (letter == 'x')
    return put_x (word, at, key);
  if (letter == 'q')
    return put_with_u (word, at, 'K', key);
  if (letter == 'g')
    return put_with_u (word, at, vix_letter_is_soft (next) ? 'J' : 'G', key);
  if (letter == 't' && next == 'c' && vix_letter (word, at + 2) == 'h')
    return at + 1;
  if (letter == 'l' && next != 'h' && ends_syllable (word, at))
    return at + 1;
  if (letter == 'm' || letter == VIX_LETTER_NASAL)
    {
      vix_sound_put (key, ends_syllable (word, at) || letter == VIX_LETTER_NASAL ? 'N' : 'M');
      return at + 1;
    }
  if (letter == 'n' || letter == VIX_LETTER_ENYE || letter == 'l')
    return put_with_h (word, at, letter == 'l' ? 'L' : 'N', key);
  if (letter == 'p' && next == 'h')
    return put_with_h (word, at, 'F', key);

  if (letter == 'z' || letter == VIX_LETTER_CEDILLA)
    vix_sound_put (key, 'S');
  else if (letter == 'w')
    vix_sound_put (key, 'V');
  else if (letter <= 'z')
    vix_sound_put (key, (char) (letter - 0x20));

  return at + 1;
}

/* Writes the key of a Portuguese word. */
void
vix_sound_portuguese (const VixSoundWord *word, VixSoundKey *key)
{
  size_t at = 1;

  while (at <= word->length)
    {
      uint16_t letter = vix_letter (word, at);

      if (vix_letter_is_vowel (letter) || letter == 'y')
        put_vowel (word, at++, key);
      else
        at = put_consonant (word, at, key);
    }
}
