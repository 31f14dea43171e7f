/* CSV as RFC 4180 has it, in UTF-8 with commas, but with "\n" at the line ends: what every shop system reads. */

#include "base/vt-csv-writer.h"

#include "base/vt-csv-cell.h"

#include <string.h>

#define BUFFER_SIZE (128 * 1024)

struct _VtCsvWriter
{
  GOutputStream *stream; /* (owned) */
  GString *buffer;       /* (owned) not yet written */
  gboolean in_row;       /* a cell stands before the next one */
};

/**
 * vt_csv_writer_new:
 * @stream: where to; it is not closed
 * @byte_order_mark: whether to begin with the mark by which Excel knows UTF-8
 *
 * Returns: (transfer full): a writer before the first cell
 */
VtCsvWriter *
vt_csv_writer_new (GOutputStream *stream, gboolean byte_order_mark)
{
  VtCsvWriter *self = g_new0 (VtCsvWriter, 1);

  self->stream = g_object_ref (stream);
  self->buffer = g_string_sized_new (BUFFER_SIZE + BUFFER_SIZE / 4);
  if (byte_order_mark)
    g_string_append (self->buffer, "\xef\xbb\xbf");

  return self;
}

/**
 * vt_csv_writer_free:
 * @self: a writer
 *
 * What vt_csv_writer_finish() has not written is lost.
 */
void
vt_csv_writer_free (VtCsvWriter *self)
{
  g_object_unref (self->stream);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

static void
begin_cell (VtCsvWriter *self)
{
  if (self->in_row)
    g_string_append_c (self->buffer, ',');
  self->in_row = TRUE;
}

/* Semicolons and tabs need no quotes, but a reader that looks for the separator may count them. */
static gboolean
needs_quotes (const char *text, gsize length)
{
  static const guint8 special[256] = {
    ['"'] = 1, [','] = 1, [';'] = 1, ['\t'] = 1, ['\n'] = 1, ['\r'] = 1,
  };

  if (length > 0 && (text[0] == ' ' || text[length - 1] == ' '))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (special[(guint8) text[i]] != 0)
      return TRUE;

  return FALSE;
}

static void
append_quoted (GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *quote = memchr (text, '"', (gsize) (end - text));
      const char *until = quote != NULL ? quote + 1 : end;

      g_string_append_len (out, text, until - text);
      if (quote != NULL)
        g_string_append_c (out, '"');
      text = until;
    }
}

static void
add_cell (VtCsvWriter *self, const char *prefix, const char *text)
{
  gsize length = strlen (text);
  gboolean quote = needs_quotes (text, length);

  begin_cell (self);
  if (quote)
    g_string_append_c (self->buffer, '"');
  g_string_append (self->buffer, prefix);
  if (quote)
    append_quoted (self->buffer, text, length);
  else
    g_string_append_len (self->buffer, text, (gssize) length);
  if (quote)
    g_string_append_c (self->buffer, '"');
}

/**
 * vt_csv_writer_add:
 * @self: a writer
 * @text: valid UTF-8; somebody's words or codes
 *
 * Adds a cell that no spreadsheet runs as a formula; see vt_csv_defuse().
 */
void
vt_csv_writer_add (VtCsvWriter *self, const char *text)
{
  add_cell (self, vt_csv_needs_defusing (text) ? "'" : "", text);
}

/**
 * vt_csv_writer_add_plain:
 * @self: a writer
 * @text: what the program itself says: a caption, a number, a time
 *
 * Adds a cell as it is.
 */
void
vt_csv_writer_add_plain (VtCsvWriter *self, const char *text)
{
  add_cell (self, "", text);
}

/**
 * vt_csv_writer_add_int:
 * @self: a writer
 * @value: a number
 *
 * Adds a cell with @value.
 */
void
vt_csv_writer_add_int (VtCsvWriter *self, gint64 value)
{
  vt_csv_writer_add_decimal (self, value, 0);
}

/**
 * vt_csv_writer_add_decimal:
 * @self: a writer
 * @value: a number without its decimal point
 * @decimals: how many of its digits stand behind the point, 0 to 6
 *
 * Adds a cell such as "12.50", always with all decimals.
 */
void
vt_csv_writer_add_decimal (VtCsvWriter *self, gint64 value, int decimals)
{
  char digits[32];
  char *at = digits + sizeof digits;
  guint64 left = value < 0 ? -(guint64) value : (guint64) value;

  g_return_if_fail (decimals >= 0 && decimals <= 6);

  for (int i = 0; i <= decimals || left > 0; i++)
    {
      if (i == decimals && decimals > 0)
        *--at = '.';
      *--at = (char) ('0' + left % 10);
      left /= 10;
    }
  if (value < 0)
    *--at = '-';
  begin_cell (self);
  g_string_append_len (self->buffer, at, digits + sizeof digits - at);
}

/**
 * vt_csv_writer_add_empty:
 * @self: a writer
 * @n: how many
 *
 * Adds empty cells.
 */
void
vt_csv_writer_add_empty (VtCsvWriter *self, guint n)
{
  for (guint i = 0; i < n; i++)
    begin_cell (self);
}

static gboolean
flush (VtCsvWriter *self, GCancellable *cancellable, GError **error)
{
  gboolean written =
      !g_cancellable_set_error_if_cancelled (cancellable, error) &&
      g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, cancellable, error);

  g_string_truncate (self->buffer, 0);

  return written;
}

/**
 * vt_csv_writer_end_row:
 * @self: a writer
 * @cancellable: (nullable): stops the writing
 * @error: what the stream says
 *
 * Ends the row; now and then this writes what has gathered.
 *
 * Returns: whether to go on
 */
gboolean
vt_csv_writer_end_row (VtCsvWriter *self, GCancellable *cancellable, GError **error)
{
  g_string_append_c (self->buffer, '\n');
  self->in_row = FALSE;

  return self->buffer->len < BUFFER_SIZE || flush (self, cancellable, error);
}

/**
 * vt_csv_writer_finish:
 * @self: a writer after its last row
 * @cancellable: (nullable): stops the writing
 * @error: what the stream says
 *
 * Returns: whether everything was handed to the stream
 */
gboolean
vt_csv_writer_finish (VtCsvWriter *self, GCancellable *cancellable, GError **error)
{
  return flush (self, cancellable, error);
}
