/* How English is heard: the letters that are silent, those that sound alike, and vowels in six classes. */
#include "search/engine/vix-sound-private.h"

static bool
is_vowel (uint16_t letter)
{
  return vix_letter_is_vowel (letter) || letter == 'y';
}

/* "microuave": a u between vowels is a w. */
static bool
is_glide (const VixSoundWord *word, size_t at)
{
  return vix_letter (word, at) == 'u' && is_vowel (vix_letter (word, at - 1)) &&
         vix_letter_is_in (vix_letter (word, at + 1), "aeio");
}

/* "-sion" and "-tion", also as they are misheard: "-seon". */
static bool
is_ion (const VixSoundWord *word, size_t at)
{
  uint16_t next = vix_letter (word, at + 1);

  return vix_letter (word, at) == 'i' ? vix_letter_is_in (next, "ao")
                                      : vix_letter (word, at) == 'e' && next == 'o' && vix_letter (word, at + 2) == 'n';
}

/* A run of vowel letters with what is silent among them: "ee", "igh", "ow". */
static size_t
vowels_end (const VixSoundWord *word, size_t at)
{
  while (true)
    {
      uint16_t letter = vix_letter (word, at);
      uint16_t next = vix_letter (word, at + 1);

      if (is_vowel (letter) && !is_glide (word, at))
        at++;
      else if (letter == 'w' && !is_vowel (next))
        at++;
      else if (letter == 'h' && !is_vowel (next))
        at++;
      else if (letter == 'g' && next == 'h')
        at += 2;
      else
        return at;
    }
}

static char
vowel_class (const VixSoundWord *word, size_t at, size_t end)
{
  uint16_t first = vix_letter (word, at);
  uint16_t second = at + 1 < end ? vix_letter (word, at + 1) : 0;

  if (vix_letter (word, end) == 'r' && !is_vowel (vix_letter (word, end + 1)))
    return 'e';
  if (first == 'o')
    return second == 'o' ? 'u' : 'o';
  if (first == 'a')
    return second == 'u' || second == 'w' ? 'o' : 'a';
  if (first == 'e' && second == 'w')
    return 'u';
  if (first == 'u' || first == VIX_LETTER_DIERESIS)
    return 'u';

  return first == 'e' && second == 0 ? 'e' : 'i';
}

/* The end of a word is swallowed: "-e" is silent, "-a" and "-er" are one sound, and so are "-le" and "-el". */
static bool
put_ending (const VixSoundWord *word, size_t at, size_t end, VixSoundKey *key)
{
  uint16_t letter = vix_letter (word, at);

  if (at == 1)
    return false;
  if (end > word->length && end - at == 1 && letter == 'e')
    return true;
  if (end > word->length && end - at == 1 && letter == 'a')
    vix_sound_put (key, 'e');
  else if (end == word->length && vix_letter (word, end) == 'r')
    vix_sound_put (key, 'e');
  else if (end == word->length && end - at == 1 && vix_letter (word, end) == 'l')
    vix_sound_put (key, 'e');
  else
    return false;

  return true;
}

static size_t
put_vowels (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  size_t end = vowels_end (word, at);

  if (!put_ending (word, at, end, key))
    vix_sound_put (key, vowel_class (word, at, end));

  return end;
}

static size_t
put_c (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t next = vix_letter (word, at + 1);

  if (next == 'h')
    {
      bool hard = vix_letter_is_in (vix_letter (word, at + 2), "rlm") || vix_letter (word, at - 1) == 's';

      vix_sound_put (key, hard ? 'K' : 'X');
      return at + 2;
    }
  if (next == 'i' && vix_letter_is_in (vix_letter (word, at + 2), "aou"))
    {
      vix_sound_put (key, 'X');
      return at + 2;
    }
  if (next == 'c' && vix_letter_is_soft (vix_letter (word, at + 2)))
    {
      vix_sound_put (key, 'K');
      return at + 1;
    }
  if (vix_letter_is_soft (next))
    {
      vix_sound_put (key, 'S');
      return at + 1;
    }

  vix_sound_put (key, 'K');
  return next == 'k' || next == 'q' ? at + 2 : at + 1;
}

static size_t
put_g (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t next = vix_letter (word, at + 1);

  if (next == 'h')
    {
      vix_sound_put (key, 'G');
      return at + 2;
    }
  /* Silent in "gnat" and in "sign". */
  if (next == 'n' && (at == 1 || at + 1 == word->length))
    return at + 1;
  if (next == 'g')
    {
      vix_sound_put (key, 'G');
      return at + 2;
    }

  vix_sound_put (key, vix_letter_is_soft (next) ? 'J' : 'G');
  return at + 1;
}

static size_t
put_s (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  size_t last = vix_letter (word, at + 1) == 's' ? at + 1 : at;
  uint16_t next = vix_letter (word, last + 1);
  uint16_t after = vix_letter (word, last + 2);

  if (next == 'h' || is_ion (word, last + 1))
    {
      vix_sound_put (key, 'X');
      return last + 2;
    }

  vix_sound_put (key, 'S');
  return next == 'c' && vix_letter_is_soft (after) ? last + 2 : last + 1;
}

static size_t
put_t (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t next = vix_letter (word, at + 1);

  if (is_ion (word, at + 1))
    {
      vix_sound_put (key, 'X');
      return at + 2;
    }
  if (next == 'c' && vix_letter (word, at + 2) == 'h')
    return at + 1;

  vix_sound_put (key, next == 'h' ? '0' : 'T');
  return next == 'h' ? at + 2 : at + 1;
}

/* Two letters at the beginning of which only the second is heard. */
static size_t
silent_beginning (const VixSoundWord *word)
{
  static const char *const pairs[] = { "kn", "gn", "pn", "wr", "ps", "pt" };

  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    if (vix_letters_are (word, 1, pairs[i]))
      return 1;

  return 0;
}

static size_t
put_plain (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t letter = vix_letter (word, at);
  uint16_t next = vix_letter (word, at + 1);
  bool first = vix_letter (word, at - 1) == 0;

  if (letter == 'r' && at == word->length && !first)
    return at + 1;
  if (letter == 'h')
    {
      if (is_vowel (next) && (first || is_vowel (vix_letter (word, at - 1))))
        vix_sound_put (key, 'H');
      return at + 1;
    }
  if (letter == 'x')
    {
      if (!first)
        vix_sound_put (key, 'K');
      vix_sound_put (key, 'S');
      return next == 's' || (next == 'c' && vix_letter_is_soft (vix_letter (word, at + 2))) ? at + 2 : at + 1;
    }
  if (letter == 'q')
    {
      vix_sound_put (key, 'K');
      if (next == 'u')
        vix_sound_put (key, 'V');
      return next == 'u' ? at + 2 : at + 1;
    }
  if (letter == 'p' && next == 'h')
    {
      vix_sound_put (key, 'F');
      return at + 2;
    }
  /* "dge" is one sound; the b of "lamb" and the n of "autumn" are none. */
  if (letter == 'd' && next == 'g' && vix_letter_is_soft (vix_letter (word, at + 2)))
    return at + 1;
  if (vix_letter (word, at - 1) == 'm' && at == word->length && (letter == 'b' || letter == 'n'))
    return at + 1;

  vix_sound_put (key, letter == 'w' ? 'V' : letter == 'z' ? 'S' : (char) (letter - 0x20));
  return letter == 'w' && next == 'h' ? at + 2 : at + 1;
}

static size_t
put_consonant (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t letter = vix_letter (word, at);

  if (letter == VIX_LETTER_CEDILLA)
    vix_sound_put (key, 'S');
  if (letter == VIX_LETTER_ENYE)
    vix_sound_put (key, 'N');
  if (letter > 'z')
    return at + 1;
  if (letter == 'c')
    return put_c (word, at, key);
  if (letter == 'g')
    return put_g (word, at, key);
  if (letter == 's')
    return put_s (word, at, key);
  if (letter == 't')
    return put_t (word, at, key);

  return put_plain (word, at, key);
}

/* Writes the key of an English word. */
void
vix_sound_english (const VixSoundWord *word, VixSoundKey *key)
{
  size_t at = 1 + silent_beginning (word);

  while (at <= word->length)
    {
      uint16_t letter = vix_letter (word, at);
      bool glide = letter == 'y' && at == 1 && vix_letter_is_vowel (vix_letter (word, 2));

      if (glide || is_glide (word, at))
        vix_sound_put (key, glide ? 'Y' : 'V');
      if (glide || is_glide (word, at))
        at++;
      else if (is_vowel (letter))
        at = put_vowels (word, at, key);
      else
        at = put_consonant (word, at, key);
    }
}
