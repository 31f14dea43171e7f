#include "search/engine/vix-sound-private.h"

/* What U+00C0 to U+00FF are without their accents, small; a dot is no letter. */
static const char unaccented[] = "aaaaaaaceeeeiiii"
                                 "dnooooo.ouuuuyts"
                                 "aaaaaaaceeeeiiii"
                                 "dnooooo.ouuuuyty";

static void
put_letter (VixSoundWord *word, uint32_t letter)
{
  if (word->length < VIX_SOUND_LETTERS)
    word->letters[1 + word->length++] = (uint16_t) letter;
}

static void
put_accented (VixSoundWord *word, uint32_t letter)
{
  uint32_t small = letter | 0x20;
  char base = unaccented[letter - 0xC0];

  if (small == VIX_LETTER_CEDILLA || small == VIX_LETTER_ENYE || small == VIX_LETTER_DIERESIS)
    put_letter (word, small);
  else if (base != '.')
    put_letter (word, (uint32_t) base);
  if (small == 0xE3 || small == 0xF5)
    put_letter (word, VIX_LETTER_NASAL);
}

static void
put_character (VixSoundWord *word, uint32_t letter)
{
  if (letter >= 'A' && letter <= 'Z')
    put_letter (word, letter | 0x20);
  else if ((letter >= 'a' && letter <= 'z') || (letter >= 0xE01 && letter <= 0xE4E))
    put_letter (word, letter);
  else if (letter >= 0xC0 && letter <= 0xFF)
    put_accented (word, letter);
}

/* Reads one character of UTF-8; bytes that are none are passed over one at a time. */
static size_t
read_character (const char *text, size_t length, uint32_t *letter)
{
  const unsigned char *bytes = (const unsigned char *) text;
  size_t count = bytes[0] < 0x80 ? 1 : bytes[0] < 0xC2 ? 0 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 0;

  *letter = 0;
  if (count == 0 || count > length)
    return 1;

  *letter = count == 1 ? bytes[0] : bytes[0] & (0xFFu >> (count + 1));
  for (size_t i = 1; i < count; i++)
    {
      if ((bytes[i] & 0xC0) != 0x80)
        return 1;
      *letter = *letter << 6 | (bytes[i] & 0x3Fu);
    }

  return count;
}

static void
read_spelling (const char *text, size_t length, VixSoundWord *word)
{
  size_t at = 0;

  while (at < length)
    {
      uint32_t letter;

      at += read_character (text + at, length - at, &letter);
      put_character (word, letter);
    }
}

/* The letter at a place, 0 before the first and after the last. Places are counted from 1. */
uint16_t
vix_letter (const VixSoundWord *word, size_t at)
{
  return at <= word->length ? word->letters[at] : 0;
}

/* Whether these letters of a to z stand at a place. */
bool
vix_letters_are (const VixSoundWord *word, size_t at, const char *letters)
{
  for (size_t i = 0; letters[i] != '\0'; i++)
    if (vix_letter (word, at + i) != (uint16_t) letters[i])
      return false;

  return true;
}

bool
vix_letter_is_in (uint16_t letter, const char *letters)
{
  for (size_t i = 0; letters[i] != '\0'; i++)
    if (letter == (uint16_t) letters[i])
      return true;

  return false;
}

bool
vix_letter_is_vowel (uint16_t letter)
{
  return vix_letter_is_in (letter, "aeiou") || letter == VIX_LETTER_DIERESIS;
}

/* Whether a c or g before the letter is soft. */
bool
vix_letter_is_soft (uint16_t next)
{
  return vix_letter_is_in (next, "eiy");
}

char
vix_sound_last (const VixSoundKey *key)
{
  return key->length > 0 ? key->text[key->length - 1] : '\0';
}

void
vix_sound_put (VixSoundKey *key, char sound)
{
  if (vix_sound_last (key) != sound && key->length < key->size)
    key->text[key->length++] = sound;
}

/* The c of Spanish and Portuguese. Returns: the place behind it. */
size_t
vix_sound_put_c (const VixSoundWord *word, size_t at, VixSoundKey *key)
{
  uint16_t next = vix_letter (word, at + 1);

  if (next == 'h')
    {
      vix_sound_put (key, 'X');
      return at + 2;
    }

  vix_sound_put (key, vix_letter_is_soft (next) ? 'S' : 'K');
  return next == 'k' ? at + 2 : at + 1;
}

/**
 * vix_sound_key:
 * @language: whose rules of spelling hold
 * @word: one word in lower-case UTF-8, best with its accents: they are heard
 * @length: its bytes
 * @key: where the key is written, without a zero behind it
 * @size: room in @key; %VIX_SOUND_SIZE is enough for every key
 *
 * Writes how a word sounds, so that words that are spelt differently and sound the same have the same key. Capitals
 * are consonants and small letters vowels; vix_sound_skeleton() leaves the vowels out, which are what one hears least.
 * The rules are ours, after the ideas of Metaphone (L. Philips, 1990) for the Latin languages and of the Thai soundex
 * LK82 (W. Lorchirachoonkul, 1982) for Thai. A word with letters of another script has no key.
 *
 * Returns: the bytes written, 0 for a word that has no sound
 */
size_t
vix_sound_key (VixLanguage language, const char *word, size_t length, char *key, size_t size)
{
  VixSoundWord spelling = { { 0 }, 0 };
  VixSoundKey writer = { key, 0, size < VIX_SOUND_SIZE ? size : VIX_SOUND_SIZE };
  bool thai;

  read_spelling (word, length, &spelling);
  thai = vix_letter (&spelling, 1) >= 0xE01;

  if (thai)
    vix_sound_thai (&spelling, &writer);
  else if (language == VIX_LANGUAGE_PT)
    vix_sound_portuguese (&spelling, &writer);
  else if (language == VIX_LANGUAGE_ES)
    vix_sound_spanish (&spelling, &writer);
  else if (language != VIX_LANGUAGE_NONE)
    vix_sound_english (&spelling, &writer);

  return writer.length;
}

/**
 * vix_sound_skeleton:
 * @key: what vix_sound_key() wrote
 * @length: its bytes
 * @skeleton: where the skeleton is written; it may be @key
 * @size: room in @skeleton
 *
 * Leaves of a key its consonants, and of a vowel that begins the word that there is one.
 *
 * Returns: the bytes written
 */
size_t
vix_sound_skeleton (const char *key, size_t length, char *skeleton, size_t size)
{
  size_t written = 0;

  for (size_t i = 0; i < length && written < size; i++)
    {
      bool vowel = key[i] >= 'a' && key[i] <= 'z';

      if (!vowel)
        skeleton[written++] = key[i];
      else if (i == 0)
        skeleton[written++] = 'a';
    }

  return written;
}
