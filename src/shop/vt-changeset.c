/* Checks the bytes of a changeset before SQLite reads them. Its reader trusts them, and a shop folder may come from
 * anywhere. The format (SQLite's sqlite3session.c, "CHANGESET FORMAT"): tables, each a header and its changes.
 *
 *   table    'T'  varint number of columns   a byte for each column: part of the key?   name, ended by 0
 *   change   a byte: SQLITE_INSERT, _DELETE or _UPDATE   a byte: made by a trigger?   a record, for an update two
 *   record   a value for each column
 *   value    a byte 0 to 5; then 8 bytes (1 integer, 2 float), or a varint length and bytes (3 text, 4 blob) */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-changeset.h"

#include "shop/vt-added.h"

#include <sqlite3.h>
#include <string.h>

#define MAX_COLUMNS 2000

typedef struct
{
  const guint8 *next;
  const guint8 *end;
} Reader;

static gboolean
skip (Reader *reader, gsize size)
{
  if (size > (gsize) (reader->end - reader->next))
    return FALSE;

  reader->next += size;
  return TRUE;
}

static gboolean
read_byte (Reader *reader, guint8 *byte)
{
  if (reader->next == reader->end)
    return FALSE;

  *byte = *reader->next++;
  return TRUE;
}

/* Seven bits a byte, the highest first; SQLite reads at most 32 bits here. */
static gboolean
read_varint (Reader *reader, gsize *value)
{
  guint8 byte = 0x80;

  *value = 0;
  for (int i = 0; i < 5 && (byte & 0x80) != 0; i++)
    {
      if (!read_byte (reader, &byte))
        return FALSE;
      *value = *value << 7 | (byte & 0x7f);
    }

  return (byte & 0x80) == 0 && *value <= G_MAXINT32;
}

static gboolean
skip_value (Reader *reader)
{
  guint8 type;
  gsize size;

  if (!read_byte (reader, &type))
    return FALSE;

  switch (type)
    {
    case 0:
    case SQLITE_NULL:
      return TRUE;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
      return skip (reader, 8);
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      return read_varint (reader, &size) && skip (reader, size);
    default:
      return FALSE;
    }
}

static gboolean
skip_change (Reader *reader, guint8 op, gsize n_columns)
{
  gsize n_values = op == SQLITE_UPDATE ? 2 * n_columns : n_columns;

  if (op != SQLITE_INSERT && op != SQLITE_UPDATE && op != SQLITE_DELETE)
    return FALSE;
  if (n_columns == 0 || !skip (reader, 1))
    return FALSE;

  for (gsize i = 0; i < n_values; i++)
    if (!skip_value (reader))
      return FALSE;

  return TRUE;
}

static gboolean
skip_header (Reader *reader, gsize *n_columns)
{
  const guint8 *keys;
  const guint8 *name_end;
  gboolean has_key = FALSE;

  if (!read_varint (reader, n_columns) || *n_columns == 0 || *n_columns > MAX_COLUMNS)
    return FALSE;

  keys = reader->next;
  if (!skip (reader, *n_columns))
    return FALSE;
  for (gsize i = 0; i < *n_columns; i++)
    has_key = has_key || keys[i] != 0;

  name_end = memchr (reader->next, 0, (gsize) (reader->end - reader->next));
  if (!has_key || name_end == NULL)
    return FALSE;

  reader->next = name_end + 1;
  return TRUE;
}

/**
 * vt_changeset_is_sound:
 * @data: (array length=size): what claims to be a changeset
 * @size: its size
 *
 * Returns: whether it is one of at least one change, complete, so that SQLite can read it
 */
gboolean
vt_changeset_is_sound (gconstpointer data, gsize size)
{
  Reader reader = { data, (const guint8 *) data + size };
  gsize n_columns = 0;
  guint8 byte;

  if (size == 0 || size > G_MAXINT32)
    return FALSE;

  while (read_byte (&reader, &byte))
    if (!(byte == 'T' ? skip_header (&reader, &n_columns) : skip_change (&reader, byte, n_columns)))
      return FALSE;

  return n_columns > 0;
}

/* The table that a copy goes through. */
typedef struct
{
  const char *name; /* interned */
  const guint8 *keys;
  gsize n_columns;
} Header;

static void
read_header (Reader *reader, Header *header)
{
  gboolean sound = read_varint (reader, &header->n_columns);

  g_assert (sound);
  header->keys = reader->next;
  header->name = g_intern_string ((const char *) reader->next + header->n_columns);
  reader->next += header->n_columns + strlen (header->name) + 1;
}

/* The first key column of a change whose operation was read, if that is an integer. The key of an update is among its
 * old values, which come first. */
static gboolean
read_key (Reader reader, const Header *header, gint64 *key)
{
  guint64 big;

  reader.next++;
  for (gsize i = 0; i < header->n_columns; i++)
    {
      if (header->keys[i] == 1)
        {
          if (*reader.next != SQLITE_INTEGER)
            return FALSE;
          memcpy (&big, reader.next + 1, sizeof big);
          *key = (gint64) GUINT64_FROM_BE (big);
          return TRUE;
        }
      if (!skip_value (&reader))
        return FALSE;
    }

  return FALSE;
}

static gboolean
is_in (GArray *ranges, const char *table, gint64 key)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      const VtAdded *range = &g_array_index (ranges, VtAdded, i);

      if (range->table == table && range->first <= key && key <= range->last)
        return TRUE;
    }

  return FALSE;
}

/**
 * vt_changeset_without:
 * @changeset: a sound changeset, or empty bytes
 * @ranges: (element-type VtAdded): rows
 *
 * Returns: (transfer full): what @changeset does to other rows than those; empty bytes when that is nothing
 */
GBytes *
vt_changeset_without (GBytes *changeset, GArray *ranges)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (changeset, &size);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  Reader reader = { data, data + size };
  Header header = { 0 };
  gboolean kept = FALSE;
  guint8 byte;

  while (read_byte (&reader, &byte))
    {
      const guint8 *start = reader.next - 1;
      gint64 key = 0;
      gboolean leave_out = FALSE;

      if (byte == 'T')
        read_header (&reader, &header);
      else
        {
          leave_out = read_key (reader, &header, &key) && is_in (ranges, header.name, key);
          skip_change (&reader, byte, header.n_columns);
          kept = kept || !leave_out;
        }
      if (!leave_out)
        g_byte_array_append (out, start, (guint) (reader.next - start));
    }

  if (!kept)
    g_byte_array_set_size (out, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
