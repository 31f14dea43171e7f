#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-changeset-writer.h"

#include <string.h>

static void
write_varint (GByteArray *out, gsize value)
{
  for (int shift = 28; shift > 0; shift -= 7)
    if (value >> shift != 0)
      {
        guint8 byte = (guint8) (0x80 | (value >> shift & 0x7f));

        g_byte_array_append (out, &byte, 1);
      }

  g_byte_array_append (out, &(guint8){ value & 0x7f }, 1);
}

static void
write_number (GByteArray *out, guint8 type, guint64 bits)
{
  guint8 bytes[9] = { type };
  guint64 big = GUINT64_TO_BE (bits);

  memcpy (bytes + 1, &big, sizeof big);
  g_byte_array_append (out, bytes, sizeof bytes);
}

/* Begins the changes of @table. */
void
vt_changeset_write_header (GByteArray *out, const VtTable *table)
{
  g_byte_array_append (out, (const guint8 *) "T", 1);
  write_varint (out, table->n_columns);
  g_byte_array_append (out, table->ranks, table->n_columns);
  g_byte_array_append (out, (const guint8 *) table->name, (guint) strlen (table->name) + 1);
}

/* Begins the change of a row; its values follow. */
void
vt_changeset_write_op (GByteArray *out, int op, gboolean by_trigger)
{
  const guint8 bytes[] = { (guint8) op, (guint8) by_trigger };

  g_byte_array_append (out, bytes, sizeof bytes);
}

/* A value; NULL for one that is not part of the change. */
void
vt_changeset_write_value (GByteArray *out, sqlite3_value *value)
{
  guint8 type = value != NULL ? (guint8) sqlite3_value_type (value) : 0;
  gconstpointer data;
  double number;
  guint64 bits;
  int size;

  switch (type)
    {
    case SQLITE_INTEGER:
      write_number (out, type, (guint64) sqlite3_value_int64 (value));
      break;
    case SQLITE_FLOAT:
      number = sqlite3_value_double (value);
      memcpy (&bits, &number, sizeof bits);
      write_number (out, type, bits);
      break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      data = type == SQLITE_TEXT ? sqlite3_value_text (value) : sqlite3_value_blob (value);
      size = sqlite3_value_bytes (value);
      g_byte_array_append (out, &type, 1);
      write_varint (out, (gsize) size);
      if (size > 0)
        g_byte_array_append (out, data, (guint) size);
      break;
    default:
      g_byte_array_append (out, &type, 1);
    }
}
