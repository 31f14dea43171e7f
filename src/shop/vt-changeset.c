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

/* The table that a reader is in, with room for the values of a row. */
typedef struct
{
  VtChangesetRow row;
  gsize room;
} Table;

static void
table_clear (Table *table)
{
  g_free (table->row.before);
  g_free (table->row.after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

/* Of a sound changeset. */
static void
read_header (Reader *reader, Table *table)
{
  gsize n_columns = 0;

  read_varint (reader, &n_columns);
  table->row.n_columns = (guint) n_columns;
  table->row.ranks = reader->next;
  table->row.table = g_intern_string ((const char *) reader->next + n_columns);
  reader->next += n_columns + strlen (table->row.table) + 1;

  if (n_columns <= table->room)
    return;
  table->room = n_columns;
  table->row.before = g_renew (const guint8 *, table->row.before, n_columns);
  table->row.after = g_renew (const guint8 *, table->row.after, n_columns);
}

static void
read_record (Reader *reader, guint n_columns, const guint8 **values)
{
  for (guint i = 0; i < n_columns; i++)
    {
      values[i] = *reader->next != 0 ? reader->next : NULL;
      skip_value (reader);
    }
}

static void
read_change (Reader *reader, guint8 op, Table *table)
{
  VtChangesetRow *row = &table->row;

  reader->next++;
  row->op = op;
  memset (row->before, 0, row->n_columns * sizeof *row->before);
  memset (row->after, 0, row->n_columns * sizeof *row->after);
  if (op != SQLITE_INSERT)
    read_record (reader, row->n_columns, row->before);
  if (op != SQLITE_DELETE)
    read_record (reader, row->n_columns, row->after);
}

/**
 * vt_changeset_foreach:
 * @changeset: a sound changeset, or empty bytes
 * @func: (scope call): what to call for each row; it returns whether to go on
 * @data: for @func
 *
 * Returns: whether it went to the end
 */
gboolean
vt_changeset_foreach (GBytes *changeset, VtChangesetFunc func, gpointer data)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (changeset, &size);
  Reader reader = { bytes, bytes + size };
  g_auto (Table) table = { 0 };
  guint8 byte;

  while (read_byte (&reader, &byte))
    {
      if (byte == 'T')
        {
          read_header (&reader, &table);
          continue;
        }
      read_change (&reader, byte, &table);
      if (!func (&table.row, data))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_changeset_filter:
 * @changeset: a sound changeset, or empty bytes
 * @keep: (scope call): tells of each row whether it stays
 * @data: for @keep
 *
 * Returns: (transfer full): what @changeset does to the rows that stay; empty bytes when there are none
 */
GBytes *
vt_changeset_filter (GBytes *changeset, VtChangesetFunc keep, gpointer data)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (changeset, &size);
  Reader reader = { bytes, bytes + size };
  g_auto (Table) table = { 0 };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gboolean kept = FALSE;
  guint8 byte;

  while (read_byte (&reader, &byte))
    {
      const guint8 *start = reader.next - 1;

      if (byte == 'T')
        read_header (&reader, &table);
      else
        {
          read_change (&reader, byte, &table);
          if (!keep (&table.row, data))
            continue;
          kept = TRUE;
        }
      g_byte_array_append (out, start, (guint) (reader.next - start));
    }

  if (!kept)
    g_byte_array_set_size (out, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static gboolean
is_outside (const VtChangesetRow *row, gpointer data)
{
  GArray *ranges = data;
  gint64 key = 0;
  guint column = 0;

  while (column + 1 < row->n_columns && row->ranks[column] != 1)
    column++;
  if (!vt_changeset_value_get_int (row->op == SQLITE_INSERT ? row->after[column] : row->before[column], &key))
    return TRUE;

  for (guint i = 0; i < ranges->len; i++)
    {
      const VtAdded *range = &g_array_index (ranges, VtAdded, i);

      if (range->table == row->table && range->first <= key && key <= range->last)
        return FALSE;
    }

  return TRUE;
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
  return vt_changeset_filter (changeset, is_outside, ranges);
}

/**
 * vt_changeset_row_get:
 * @row: a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer none) (nullable): its value after the change, where that is not recorded the one before
 */
const guint8 *
vt_changeset_row_get (const VtChangesetRow *row, guint column)
{
  return row->after[column] != NULL ? row->after[column] : row->before[column];
}

static guint64
read_number (const guint8 *value)
{
  guint64 big;

  memcpy (&big, value + 1, sizeof big);
  return GUINT64_FROM_BE (big);
}

/**
 * vt_changeset_value_get_int:
 * @value: (nullable): a value of a row
 * @number: (out): what it holds
 *
 * Returns: whether it is an integer
 */
gboolean
vt_changeset_value_get_int (const guint8 *value, gint64 *number)
{
  if (value == NULL || *value != SQLITE_INTEGER)
    return FALSE;

  *number = (gint64) read_number (value);
  return TRUE;
}

static char *
dup_double (const guint8 *value)
{
  guint64 bits = read_number (value);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double number;

  memcpy (&number, &bits, sizeof number);
  return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, number));
}

/**
 * vt_changeset_value_dup_text:
 * @value: (nullable): a value of a row
 *
 * Returns: (transfer full) (nullable): what it holds as valid UTF-8; %NULL for NULL
 */
char *
vt_changeset_value_dup_text (const guint8 *value)
{
  Reader reader = { value != NULL ? value + 1 : NULL, (const guint8 *) G_MAXSIZE };
  gsize size = 0;

  switch (value != NULL ? *value : SQLITE_NULL)
    {
    case SQLITE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) read_number (value));
    case SQLITE_FLOAT:
      return dup_double (value);
    case SQLITE_TEXT:
      read_varint (&reader, &size);
      return g_utf8_make_valid ((const char *) reader.next, (gssize) size);
    default:
      return NULL;
    }
}
