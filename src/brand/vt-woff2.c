/* WOFF 2.0 (W3C Recommendation, 2022): the tables of an OpenType file, one after the other, as one Brotli stream.
 * Glyphs are not transformed: for files cut to one script that saves few bytes more. */
#include "brand/vt-woff2.h"

#include "base/vt-compress.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEADER_BYTES    48
#define SFNT_HEAD_BYTES 12
#define SFNT_ROW_BYTES  16
#define MAX_TABLES      64
#define MAX_SFNT_BYTES  (64 * 1024 * 1024)
#define BROTLI_QUALITY  11

#define ANY_TAG        63
#define NULL_TRANSFORM (3 << 6) /* of glyf and loca; 0 is that of all others */

#define HEAD_FLAGS    16
#define HEAD_BYTES    54
#define HEAD_LOSSLESS 0x08 /* bit 11: the file came out of a conversion that changed no outline */

typedef struct
{
  char tag[5];
  const guint8 *data; /* (unowned) */
  guint32 size;
} Table;

/* Section 5.3 of the specification. */
static const char known[ANY_TAG][5] = {
  "cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post", "cvt ", "fpgm", "glyf", "loca", "prep",
  "CFF ", "VORG", "EBDT", "EBLC", "gasp", "hdmx", "kern", "LTSH", "PCLT", "VDMX", "vhea", "vmtx", "BASE",
  "GDEF", "GPOS", "GSUB", "EBSC", "JSTF", "MATH", "CBDT", "CBLC", "COLR", "CPAL", "SVG ", "sbix", "acnt",
  "avar", "bdat", "bloc", "bsln", "cvar", "fdsc", "feat", "fmtx", "fvar", "gvar", "hsty", "just", "lcar",
  "mort", "morx", "opbd", "prop", "trak", "Zapf", "Silf", "Glat", "Gloc", "Feat", "Sill",
};

static guint32
read_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static void
add_u16 (GByteArray *out, guint value)
{
  const guint8 bytes[] = { (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
add_u32 (GByteArray *out, guint32 value)
{
  add_u16 (out, value >> 16);
  add_u16 (out, value & 0xffff);
}

/* Seven bits a byte, the highest first; all but the last have their top bit set. */
static void
add_base128 (GByteArray *out, guint32 value)
{
  for (int shift = 28; shift >= 0; shift -= 7)
    if (shift == 0 || value >> shift != 0)
      {
        guint8 byte = (guint8) ((value >> shift & 0x7f) | (shift != 0 ? 0x80 : 0));

        g_byte_array_append (out, &byte, 1);
      }
}

static guint32
round4 (guint32 size)
{
  return (size + 3) & ~(guint32) 3;
}

/* loca comes behind glyf, as decoders want it; the others stay in their order. */
static int
compare_tables (gconstpointer a, gconstpointer b)
{
  const Table *first = a;
  const Table *second = b;
  const char *x = strcmp (first->tag, "loca") == 0 ? "glyf+" : first->tag;
  const char *y = strcmp (second->tag, "loca") == 0 ? "glyf+" : second->tag;

  return strcmp (x, y);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("A typeface cannot be packed for the web: its file is damaged"));
  return FALSE;
}

static gboolean
read_tables (GBytes *sfnt, GArray *tables, GError **error)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (sfnt, &size);
  guint n = size >= SFNT_HEAD_BYTES ? (guint) data[4] << 8 | data[5] : 0;

  if (n == 0 || n > MAX_TABLES || size > MAX_SFNT_BYTES || size < SFNT_HEAD_BYTES + n * (gsize) SFNT_ROW_BYTES)
    return fail (error);

  for (guint i = 0; i < n; i++)
    {
      const guint8 *row = data + SFNT_HEAD_BYTES + i * (gsize) SFNT_ROW_BYTES;
      guint32 offset = read_u32 (row + 8);
      Table table = { { 0 }, NULL, read_u32 (row + 12) };

      if (offset > size || table.size > size - offset)
        return fail (error);
      memcpy (table.tag, row, 4);
      table.data = data + offset;
      g_array_append_val (tables, table);
    }

  g_array_sort (tables, compare_tables);
  return TRUE;
}

static guint8
tag_number (const char *tag)
{
  for (guint8 i = 0; i < ANY_TAG; i++)
    if (strcmp (known[i], tag) == 0)
      return i;

  return ANY_TAG;
}

static void
add_row (GByteArray *out, const Table *table)
{
  guint8 number = tag_number (table->tag);
  gboolean is_outline = strcmp (table->tag, "glyf") == 0 || strcmp (table->tag, "loca") == 0;
  guint8 flags = (guint8) (number | (is_outline ? NULL_TRANSFORM : 0));

  g_byte_array_append (out, &flags, 1);
  if (number == ANY_TAG)
    g_byte_array_append (out, (const guint8 *) table->tag, 4);
  add_base128 (out, table->size);
}

static void
add_table (GByteArray *stream, const Table *table)
{
  guint at = stream->len;

  g_byte_array_append (stream, table->data, table->size);
  if (strcmp (table->tag, "head") == 0 && table->size >= HEAD_BYTES)
    stream->data[at + HEAD_FLAGS] |= HEAD_LOSSLESS;
}

static void
add_header (GByteArray *out, guint32 flavour, GArray *tables, gsize rows, gsize compressed)
{
  guint32 whole = SFNT_HEAD_BYTES + SFNT_ROW_BYTES * tables->len;

  for (guint i = 0; i < tables->len; i++)
    whole += round4 (g_array_index (tables, Table, i).size);

  add_u32 (out, 0x774f4632); /* "wOF2" */
  add_u32 (out, flavour);
  add_u32 (out, round4 ((guint32) (HEADER_BYTES + rows + compressed)));
  add_u16 (out, tables->len);
  add_u16 (out, 0);
  add_u32 (out, whole);
  add_u32 (out, (guint32) compressed);
  for (guint i = 0; i < 6; i++) /* its version, and no metadata: offset, two lengths; no private data */
    add_u32 (out, 0);
}

static GBytes *
put_together (guint32 flavour, GArray *tables, GByteArray *rows, GBytes *compressed)
{
  GByteArray *out = g_byte_array_new ();
  static const guint8 zeros[4] = { 0 };

  add_header (out, flavour, tables, rows->len, g_bytes_get_size (compressed));
  g_byte_array_append (out, rows->data, rows->len);
  g_byte_array_append (out, g_bytes_get_data (compressed, NULL), (guint) g_bytes_get_size (compressed));
  g_byte_array_append (out, zeros, round4 (out->len) - out->len);
  return g_byte_array_free_to_bytes (out);
}

/**
 * vt_woff2_encode:
 * @sfnt: a typeface as OpenType
 * @error: a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the typeface as WOFF 2.0; the same bytes for the same typeface
 */
GBytes *
vt_woff2_encode (GBytes *sfnt, GError **error)
{
  g_autoptr (GArray) tables = g_array_new (FALSE, FALSE, sizeof (Table));
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) compressed = NULL;

  if (!read_tables (sfnt, tables, error))
    return NULL;

  for (guint i = 0; i < tables->len; i++)
    {
      add_row (rows, &g_array_index (tables, Table, i));
      add_table (stream, &g_array_index (tables, Table, i));
    }
  plain = g_byte_array_free_to_bytes (g_steal_pointer (&stream));
  compressed = vt_brotli (plain, BROTLI_QUALITY, error);

  return compressed != NULL ? put_together (read_u32 (g_bytes_get_data (sfnt, NULL)), tables, rows, compressed) : NULL;
}
