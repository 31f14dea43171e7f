/* How Spanish is heard in most of the world: b is v, z and soft c are s, ll is y, and h is silent. */
#include "search/engine/vix-sound-private.h"

static bool
is_vowel_at (const VixSoundWord *word, size_t at)
{
  return vix_letter_is_vowel (vix_letter (word, at));
}

/* "hu" before a vowel begins as "gu" and "w" do: hueso, Guadalupe, web. */
static bool
is_glide (const VixSoundWord *word, size_t at)
{
  return vix_letter (word, at) == 'u' && is_vowel_at (word, at + 1) && vix_letter (word, at - 1) == 'h';
}

static void
put_vowel (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t letter = vix_letter (word, at);

  if (is_glide (word, at))
    vix_sound_put (key, 'W');
  else
    vix_sound_put (key, letter == VIX_LETTER_DIERESIS ? 'u' : (char) letter);
}

static size_t
put_g (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t next = vix_letter (word, at + 1);
  uint16_t after = vix_letter (word, at + 2);

  if (vix_letter_is_soft (next))
    vix_sound_put (key, 'J');
  else if ((next == 'u' && vix_letter_is_in (after, "ao")) || next == VIX_LETTER_DIERESIS)
    vix_sound_put (key, 'W');
  else
    vix_sound_put (key, 'G');

  return (next == 'u' && vix_letter_is_vowel (after)) || next == VIX_LETTER_DIERESIS ? at + 2 : at + 1;
}

static size_t
put_s (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t next = vix_letter (word, at + 1);

  vix_sound_put (key, next == 'h' ? 'X' : 'S');
  return next == 'h' || (next == 'c' && vix_letter_is_soft (vix_letter (word, at + 2))) ? at + 2 : at + 1;
}

static size_t
put_x (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  if (at > 1 && is_vowel_at (word, at + 1))
    vix_sound_put (key, 'K');
  vix_sound_put (key, 'S');

  return vix_letter (word, at + 1) == 'c' && vix_letter_is_soft (vix_letter (word, at + 2)) ? at + 2 : at + 1;
}

/* y is a consonant before a vowel and a vowel elsewhere: "yo", "rey". */
static size_t
put_y (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  vix_sound_put (key, is_vowel_at (word, at + 1) ? 'Y' : 'i');
  return at + 1;
}

static char
plain_sound (uint16_t letter)
{
  if (letter == 'v')
    return 'B';
  if (letter == 'z' || letter == VIX_LETTER_CEDILLA)
    return 'S';
  if (letter == VIX_LETTER_ENYE)
    return 'N';

  return letter <= 'z' ? (char) (letter - 0x20) : '\0';
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
  if (letter == 'g')
    return put_g (word, at, key);
  if (letter == 's')
    return put_s (word, at, key);
  if (letter == 'x')
    return put_x (word, at, key);
  if (letter == 'y')
    return put_y (word, at, key);
  if (letter == 'q')
    {
      vix_sound_put (key, 'K');
      return next == 'u' ? at + 2 : at + 1;
    }
  if (letter == 'l' && next == 'l')
    {
      vix_sound_put (key, 'Y');
      return at + 2;
    }
  if (letter == 'p' && next == 'h')
    {
      vix_sound_put (key, 'F');
      return at + 2;
    }
  /* Nobody hears which of n and m stands before b, v and p. */
  if (letter == 'm' && vix_letter_is_in (next, "bvp"))
    vix_sound_put (key, 'N');
  else if (plain_sound (letter) != '\0')
    vix_sound_put (key, plain_sound (letter));

  return at + 1;
}

/* Writes the key of a Spanish word. */
void
vix_sound_spanish (const VixSoundWord *word, VixSoundKey *key)
{
  size_t at = 1;

  while (at <= word->length)
    if (is_vowel_at (word, at))
      put_vowel (word, at++, key);
    else
      at = put_consonant (word, at, key);
}
