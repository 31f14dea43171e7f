#include "search/engine/vix-fold.h"

/* The letter under the accents of U+00C0 to U+017F; a space where it is not one letter of a to z. */
static const char latin_base[] = "aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y"
                                 "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkklllllll"
                                 "lllnnnnnnnnnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* The same for U+1E00 to U+1EFF. */
static const char latin_additional[] = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
                                       "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
                                       "wwwwwwwwwwxxxxyyzzzzzzhtwyas    aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
                                       "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy      ";

_Static_assert(sizeof latin_base - 1 == 0x180 - 0xC0, "a letter for each of U+00C0 to U+017F");
_Static_assert(sizeof latin_additional - 1 == 0x100, "a letter for each of U+1E00 to U+1EFF");

/**
 * vix_utf8_take:
 * @at: (inout): where to read; moved behind the character, or by one byte when there is none
 * @end: end of the text, after @at
 *
 * Returns: the code point, or %VIX_NO_POINT where the bytes are not UTF-8 (too long forms and surrogates included)
 */
uint32_t
vix_utf8_take (const char **at, const char *end)
{
  const uint8_t *p = (const uint8_t *) *at;
  size_t left = (size_t) (end - *at);
  uint32_t n = p[0] < 0x80 ? 0 : p[0] < 0xC2 ? 4 : p[0] < 0xE0 ? 1 : p[0] < 0xF0 ? 2 : p[0] < 0xF5 ? 3 : 4;
  uint32_t point = n == 0 ? p[0] : n == 1 ? p[0] & 0x1Fu : n == 2 ? p[0] & 0x0Fu : p[0] & 0x07u;

  (*at)++;
  if (n == 4 || n >= left)
    return n == 0 ? point : VIX_NO_POINT;
  for (uint32_t i = 1; i <= n; i++)
    {
      if ((p[i] & 0xC0) != 0x80)
        return VIX_NO_POINT;
      point = point << 6 | (p[i] & 0x3Fu);
    }
  if ((n == 2 && (point < 0x800 || (point >= 0xD800 && point < 0xE000))) ||
      (n == 3 && (point < 0x10000 || point > 0x10FFFF)))
    return VIX_NO_POINT;
  *at += n;

  return point;
}

/**
 * vix_utf8_put:
 * @at: room for %VIX_UTF8_MAX bytes
 * @point: a code point
 *
 * Returns: the bytes written
 */
size_t
vix_utf8_put (char *at, uint32_t point)
{
  uint8_t *p = (uint8_t *) at;

  if (point < 0x80)
    {
      p[0] = (uint8_t) point;
      return 1;
    }
  if (point < 0x800)
    {
      p[0] = (uint8_t) (0xC0 | point >> 6);
      p[1] = (uint8_t) (0x80 | (point & 0x3F));
      return 2;
    }
  if (point < 0x10000)
    {
      p[0] = (uint8_t) (0xE0 | point >> 12);
      p[1] = (uint8_t) (0x80 | (point >> 6 & 0x3F));
      p[2] = (uint8_t) (0x80 | (point & 0x3F));
      return 3;
    }
  p[0] = (uint8_t) (0xF0 | point >> 18);
  p[1] = (uint8_t) (0x80 | (point >> 12 & 0x3F));
  p[2] = (uint8_t) (0x80 | (point >> 6 & 0x3F));
  p[3] = (uint8_t) (0x80 | (point & 0x3F));

  return 4;
}

static VixFolded
one (VixCharClass class, uint32_t point)
{
  return (VixFolded){ class, 1, { point, 0 } };
}

static VixFolded
none (VixCharClass class)
{
  return (VixFolded){ class, 0, { 0, 0 } };
}

static VixFolded
fold_ascii (uint32_t point)
{
  if (point >= 'a' && point <= 'z')
    return one (VIX_CHAR_LETTER, point);
  if (point >= 'A' && point <= 'Z')
    return one (VIX_CHAR_LETTER, point + 32);
  if (point >= '0' && point <= '9')
    return one (VIX_CHAR_DIGIT, point);
  if (point == '-' || point == '/' || point == '_' || point == '\'')
    return none (VIX_CHAR_JOINER);
  if (point == '.' || point == ',')
    return none (VIX_CHAR_POINT);

  return none (VIX_CHAR_BREAK);
}

static VixFolded
two (uint32_t first, uint32_t second)
{
  return (VixFolded){ VIX_CHAR_LETTER, 2, { first, second } };
}

/* U+0080 to U+024F. */
static VixFolded
fold_latin (uint32_t point)
{
  switch (point)
    {
    case 0xAA:
      return one (VIX_CHAR_LETTER, 'a');
    case 0xBA:
      return one (VIX_CHAR_LETTER, 'o');
    case 0xB5:
      return one (VIX_CHAR_LETTER, 0x3BC);
    case 0xB2:
    case 0xB3:
      return one (VIX_CHAR_DIGIT, '0' + (point & 0x0F));
    case 0xB9:
      return one (VIX_CHAR_DIGIT, '1');
    case 0xAD:
      return none (VIX_CHAR_NOTHING);
    case 0xC6:
    case 0xE6:
      return two ('a', 'e');
    case 0xDF:
      return two ('s', 's');
    case 0xDE:
    case 0xFE:
      return two ('t', 'h');
    case 0x132:
    case 0x133:
      return two ('i', 'j');
    case 0x152:
    case 0x153:
      return two ('o', 'e');
    default:
      if (point < 0xC0 || point == 0xD7 || point == 0xF7)
        return none (VIX_CHAR_BREAK);
      return one (VIX_CHAR_LETTER, point < 0x180 ? (uint32_t) latin_base[point - 0xC0] : point);
    }
}

/* Tone marks and the sign that silences a letter are often left out; vowels are not. */
static VixFolded
fold_thai (uint32_t point)
{
  if (point >= 0xE50 && point <= 0xE59)
    return one (VIX_CHAR_DIGIT, '0' + (point - 0xE50));
  if (point == 0xE33)
    return (VixFolded){ VIX_CHAR_THAI, 2, { 0xE4D, 0xE32 } };
  if (point == 0xE46 || (point >= 0xE47 && point <= 0xE4C) || point == 0xE4E)
    return none (VIX_CHAR_NOTHING);
  if (point == 0xE2F || point == 0xE3F || point >= 0xE4F)
    return none (VIX_CHAR_BREAK);

  return one (VIX_CHAR_THAI, point);
}

static VixFolded
fold_greek_or_cyrillic (uint32_t point)
{
  if ((point >= 0x391 && point <= 0x3A9 && point != 0x3A2) || (point >= 0x410 && point <= 0x42F))
    return one (VIX_CHAR_LETTER, point + 32);
  if (point >= 0x400 && point <= 0x40F)
    return one (VIX_CHAR_LETTER, point + 80);
  if (point == 0x3C2)
    return one (VIX_CHAR_LETTER, 0x3C3);

  return one (VIX_CHAR_LETTER, point);
}

/* Signs, spaces and pictures; the hyphens among them join, the marks of width vanish. */
static VixFolded
fold_symbol (uint32_t point)
{
  if (point >= 0x2010 && point <= 0x2012)
    return none (VIX_CHAR_JOINER);
  if (point == 0x2019)
    return none (VIX_CHAR_JOINER);
  if ((point >= 0x200C && point <= 0x200F) || point == 0x2060)
    return none (VIX_CHAR_NOTHING);

  return none (VIX_CHAR_BREAK);
}

/**
 * vix_fold:
 * @point: a code point, or %VIX_NO_POINT
 *
 * Returns: what the character is to search, and what it is compared as
 */
VixFolded
vix_fold (uint32_t point)
{
  if (point < 0x80)
    return fold_ascii (point);
  if (point < 0x250)
    return fold_latin (point);
  if (point >= 0x300 && point < 0x370)
    return none (VIX_CHAR_NOTHING);
  if (point < 0x530)
    return fold_greek_or_cyrillic (point);
  if (point >= 0x660 && point <= 0x669)
    return one (VIX_CHAR_DIGIT, '0' + (point - 0x660));
  if (point >= 0xE00 && point < 0xE80)
    return fold_thai (point);
  if (point >= 0x1E00 && point < 0x1F00)
    return latin_additional[point - 0x1E00] == ' ' ? one (VIX_CHAR_LETTER, point)
                                                   : one (VIX_CHAR_LETTER, (uint32_t) latin_additional[point - 0x1E00]);
  if (point >= 0x2000 && point < 0x2E80)
    return fold_symbol (point);
  if (point >= 0xFF01 && point <= 0xFF5E)
    return fold_ascii (point - 0xFEE0);
  if ((point >= 0x3040 && point < 0xA000) || (point >= 0x20000 && point < 0x32000))
    return one (VIX_CHAR_IDEOGRAM, point);
  if (point < 0x3040 && point >= 0x2E80)
    return none (VIX_CHAR_BREAK);
  if ((point >= 0xD800 && point < 0xF900) || point >= 0xFE00)
    return none (point >= 0xFE00 && point < 0xFE10 ? VIX_CHAR_NOTHING : VIX_CHAR_BREAK);

  return one (VIX_CHAR_LETTER, point);
}
