/* The encodings that spreadsheets and shop systems write: UTF-8, UTF-16, Windows-1252 and Windows-874 (Thai). Tables
 * and names are those of the WHATWG Encoding Standard. */

#include "base/vt-encoding.h"

#include <string.h>

static const char *const names[] = { "auto", "utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-874" };

static const struct
{
  const char *name;
  VtEncoding encoding;
} aliases[] = {
  { "utf8", VT_ENCODING_UTF_8 },
  { "utf-8-sig", VT_ENCODING_UTF_8 },
  { "ascii", VT_ENCODING_UTF_8 },
  { "us-ascii", VT_ENCODING_UTF_8 },
  { "utf-16", VT_ENCODING_UTF_16LE },
  { "utf16", VT_ENCODING_UTF_16LE },
  { "utf16le", VT_ENCODING_UTF_16LE },
  { "utf16be", VT_ENCODING_UTF_16BE },
  { "unicode", VT_ENCODING_UTF_16LE },
  { "cp1252", VT_ENCODING_WINDOWS_1252 },
  { "latin1", VT_ENCODING_WINDOWS_1252 },
  { "latin-1", VT_ENCODING_WINDOWS_1252 },
  { "iso-8859-1", VT_ENCODING_WINDOWS_1252 },
  { "iso8859-1", VT_ENCODING_WINDOWS_1252 },
  { "cp874", VT_ENCODING_WINDOWS_874 },
  { "tis-620", VT_ENCODING_WINDOWS_874 },
  { "tis620", VT_ENCODING_WINDOWS_874 },
  { "iso-8859-11", VT_ENCODING_WINDOWS_874 },
};

/* 0x80 to 0x9F; 0: not assigned. */
static const guint16 windows_1252[32] = {
  0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/**
 * vt_encoding_to_string:
 * @self: an encoding
 *
 * Returns: (transfer none): its name, as vt_encoding_from_string() reads it; "auto" for the unknown one
 */
const char *
vt_encoding_to_string (VtEncoding self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (names), "auto");

  return names[self];
}

/**
 * vt_encoding_from_string:
 * @name: a name or one of its usual aliases, in any case; "auto" is %VT_ENCODING_UNKNOWN
 * @out: (out): the encoding
 *
 * Returns: whether @name is known; if not, @out is left as it was
 */
gboolean
vt_encoding_from_string (const char *name, VtEncoding *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      {
        *out = (VtEncoding) i;
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_ascii_strcasecmp (name, aliases[i].name) == 0)
      {
        *out = aliases[i].encoding;
        return TRUE;
      }
  return FALSE;
}

/**
 * vt_encoding_find_mark:
 * @bytes: the beginning of a file
 * @size: how many, 3 or more unless the file is shorter
 * @mark_bytes: (out): the length of the byte order mark, 0 when there is none
 *
 * Returns: the encoding that the mark tells, or %VT_ENCODING_UNKNOWN
 */
VtEncoding
vt_encoding_find_mark (const guint8 *bytes, gsize size, gsize *mark_bytes)
{
  *mark_bytes = 0;
  if (size >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      *mark_bytes = 3;
      return VT_ENCODING_UTF_8;
    }
  if (size >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    {
      *mark_bytes = 2;
      return bytes[0] == 0xFF ? VT_ENCODING_UTF_16LE : VT_ENCODING_UTF_16BE;
    }
  return VT_ENCODING_UNKNOWN;
}

/* How many of the units are ASCII text, in percent; -1 when they cannot be the text of a table in this order. */
static int
weigh_utf16 (const guint8 *bytes, gsize size, guint low)
{
  gsize n = size / 2;
  gsize n_ascii = 0;
  gsize n_between = 0;

  for (gsize i = 0; i < n; i++)
    {
      guint high_byte = bytes[2 * i + 1 - low];
      guint low_byte = bytes[2 * i + low];

      if (high_byte == 0 && low_byte == 0)
        return -1;
      n_ascii += high_byte == 0 && low_byte < 0x7F && (low_byte >= 0x20 || strchr ("\t\r\n", (int) low_byte) != NULL);
      n_between += high_byte == 0 && strchr (",;\t|\r\n", (int) low_byte) != NULL;
    }
  return n_between > 0 ? (int) (100 * n_ascii / n) : -1;
}

/* In UTF-16 the separators and line ends of any script have a zero byte on one side. */
static VtEncoding
detect_utf16 (const guint8 *bytes, gsize size)
{
  int little = weigh_utf16 (bytes, size, 0);
  int big = weigh_utf16 (bytes, size, 1);

  if (little >= 5 && little > 4 * big)
    return VT_ENCODING_UTF_16LE;
  if (big >= 5 && big > 4 * little)
    return VT_ENCODING_UTF_16BE;
  return VT_ENCODING_UNKNOWN;
}

/* A character cut off at the end is no fault. */
static gboolean
is_utf8 (const guint8 *bytes, gsize size)
{
  const char *end = NULL;
  gsize left;

  if (g_utf8_validate_len ((const char *) bytes, size, &end))
    return TRUE;
  left = size - (gsize) (end - (const char *) bytes);
  return left < 4 && g_utf8_get_char_validated (end, (gssize) left) == (gunichar) -2;
}

static gboolean
is_thai_byte (guint8 c)
{
  return (c >= 0xA1 && c <= 0xDA) || (c >= 0xDF && c <= 0xFB);
}

static gboolean
is_thai_consonant (guint8 c)
{
  return c >= 0xA1 && c <= 0xCE;
}

static gboolean
is_thai_mark (guint8 c)
{
  return c == 0xD1 || (c >= 0xD4 && c <= 0xDA) || (c >= 0xE7 && c <= 0xEE);
}

static gboolean
is_thai_leading_vowel (guint8 c)
{
  return c >= 0xE0 && c <= 0xE4;
}

/* Whether a byte stands where Thai has it: marks above and below sit on a consonant or another mark, a leading vowel
 * has its consonant after it. */
static gboolean
is_well_placed (guint8 before, guint8 c, guint8 after)
{
  if (is_thai_mark (c))
    return is_thai_consonant (before) || is_thai_mark (before);
  if (is_thai_leading_vowel (c))
    return is_thai_consonant (after);
  return is_thai_byte (before) || is_thai_byte (after);
}

/* Thai words are runs of high bytes in an order of their own; in western text a high byte stands among ASCII letters.
 */
static VtEncoding
detect_single_byte (const guint8 *bytes, gsize size)
{
  gsize n_high = 0;
  gsize n_well = 0;

  for (gsize i = 0; i < size; i++)
    {
      guint8 c = bytes[i];

      if (c < 0xA0)
        continue;
      n_high++;
      n_well += is_thai_byte (c) && is_well_placed (i > 0 ? bytes[i - 1] : 0, c, i + 1 < size ? bytes[i + 1] : 0);
    }
  return n_high > 0 && n_well >= n_high - n_high / 5 ? VT_ENCODING_WINDOWS_874 : VT_ENCODING_WINDOWS_1252;
}

/**
 * vt_encoding_detect:
 * @bytes: text without a byte order mark, some hundred bytes or more
 * @size: how many
 *
 * UTF-16 is known by the zero bytes of its separators, UTF-8 by being valid, Thai in Windows-874 by the order of its
 * letters; what is left is Windows-1252.
 *
 * Returns: the likeliest encoding, or %VT_ENCODING_UNKNOWN when all of it is ASCII
 */
VtEncoding
vt_encoding_detect (const guint8 *bytes, gsize size)
{
  gsize n_ascii = 0;

  while (n_ascii < size && bytes[n_ascii] < 0x80 && bytes[n_ascii] != 0)
    n_ascii++;
  if (n_ascii == size)
    return VT_ENCODING_UNKNOWN;

  if (memchr (bytes, 0, size) != NULL)
    {
      VtEncoding wide = detect_utf16 (bytes, size);
      gsize after = 0;

      if (wide != VT_ENCODING_UNKNOWN)
        return wide;
      /* A stray zero byte says nothing of the rest. */
      while (after < size && bytes[after] < 0x80)
        after++;
      if (after == size)
        return VT_ENCODING_UNKNOWN;
      n_ascii = after;
      while (after < size && bytes[after] != 0)
        after++;
      size = after;
    }
  return is_utf8 (bytes + n_ascii, size - n_ascii) ? VT_ENCODING_UTF_8 : detect_single_byte (bytes, size);
}

static gsize
decode_utf8 (const guint8 *bytes, gsize size, gboolean last, char *out, gsize *written)
{
  const char *in = (const char *) bytes;
  const char *end = in + size;
  char *to = out;

  while (in < end)
    {
      const char *bad = NULL;
      gsize left;

      g_utf8_validate_len (in, (gsize) (end - in), &bad);
      memcpy (to, in, (gsize) (bad - in));
      to += bad - in;
      in = bad;
      left = (gsize) (end - in);
      if (left == 0 || (!last && left < 4 && g_utf8_get_char_validated (in, (gssize) left) == (gunichar) -2))
        break;
      *to++ = *in == '\0' ? '\0' : VT_ENCODING_DAMAGE;
      in++;
    }
  *written = (gsize) (to - out);
  return (gsize) (in - (const char *) bytes);
}

static gunichar
read_unit (const guint8 *bytes, guint low)
{
  return (gunichar) (bytes[low] | bytes[1 - low] << 8);
}

static gsize
decode_utf16 (const guint8 *bytes, gsize size, guint low, gboolean last, char *out, gsize *written)
{
  gsize i = 0;
  char *to = out;

  while (i + 2 <= size)
    {
      gunichar c = read_unit (bytes + i, low);

      if (c >= 0xD800 && c < 0xDC00 && i + 4 > size && !last)
        break;
      i += 2;
      if (c >= 0xD800 && c < 0xDC00 && i + 2 <= size && (read_unit (bytes + i, low) & 0xFC00) == 0xDC00)
        {
          c = 0x10000 + ((c & 0x3FF) << 10 | (read_unit (bytes + i, low) & 0x3FF));
          i += 2;
        }
      if (c < 0x80)
        *to++ = (char) c;
      else if ((c & 0xFFFFF800) == 0xD800)
        *to++ = VT_ENCODING_DAMAGE;
      else
        to += g_unichar_to_utf8 (c, to);
    }
  if (last && i < size)
    {
      *to++ = VT_ENCODING_DAMAGE;
      i = size;
    }
  *written = (gsize) (to - out);
  return i;
}

static gunichar
map_1252 (guint8 c)
{
  return c >= 0xA0 ? c : windows_1252[c - 0x80];
}

static gunichar
map_874 (guint8 c)
{
  if (c == 0xA0)
    return 0xA0;
  if (is_thai_byte (c))
    return (gunichar) (c - 0xA0 + 0x0E00);
  return c == 0x80 || c == 0x85 || (c >= 0x91 && c <= 0x97) ? windows_1252[c - 0x80] : 0;
}

static gsize
decode_single_byte (const guint8 *bytes, gsize size, gunichar (*map) (guint8 c), char *out, gsize *written)
{
  char *to = out;

  for (gsize i = 0; i < size; i++)
    {
      gunichar c = bytes[i] < 0x80 ? bytes[i] : map (bytes[i]);

      if (bytes[i] < 0x80)
        *to++ = (char) bytes[i];
      else if (c == 0)
        *to++ = VT_ENCODING_DAMAGE;
      else
        to += g_unichar_to_utf8 (c, to);
    }
  *written = (gsize) (to - out);
  return size;
}

/**
 * vt_encoding_decode:
 * @self: the encoding of @bytes; an unknown one is read as UTF-8
 * @bytes: (array length=size): part of a text, from the beginning of a character on
 * @size: how many
 * @last: whether nothing follows
 * @out: room for 3 × @size + 4 bytes
 * @written: (out): how many bytes of @out were filled with UTF-8
 *
 * What cannot be a character becomes the byte %VT_ENCODING_DAMAGE; zero bytes stay.
 *
 * Returns: how many of @bytes were read; a character that is cut off waits for the rest
 */
gsize
vt_encoding_decode (VtEncoding self, const guint8 *bytes, gsize size, gboolean last, char *out, gsize *written)
{
  switch (self)
    {
    case VT_ENCODING_UTF_16LE:
      return decode_utf16 (bytes, size, 0, last, out, written);
    case VT_ENCODING_UTF_16BE:
      return decode_utf16 (bytes, size, 1, last, out, written);
    case VT_ENCODING_WINDOWS_1252:
      return decode_single_byte (bytes, size, map_1252, out, written);
    case VT_ENCODING_WINDOWS_874:
      return decode_single_byte (bytes, size, map_874, out, written);
    case VT_ENCODING_UNKNOWN:
    case VT_ENCODING_UTF_8:
    default:
      return decode_utf8 (bytes, size, last, out, written);
    }
}
