/* CSV as RFC 4180 has it, and as spreadsheets write it: any of four separators, any line ends, any of the encodings of
 * vt-encoding, a byte order mark, Excel's "sep=;" line. The file goes through a buffer that holds little more than one
 * row. A row is first measured, without touching the text, then its cells are ended and unquoted in place; so a row
 * that turns out to be damaged can be left and the reading goes on behind the line where the damage began. */

#include "base/vt-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK_BYTES  (128 * 1024)
#define DETECT_BYTES (256 * 1024)

typedef struct
{
  gsize start; /* in `text` */
  gsize end;
  gboolean escapes; /* has doubled quotes */
} Span;

typedef enum
{
  SCAN_ROW,
  SCAN_MORE, /* the row goes on beyond the buffer */
  SCAN_BAD
} Scan;

struct _VtCsvReader
{
  GInputStream *stream; /* (owned) */
  VtCsvDialect wanted;
  VtEncoding encoding; /* unknown while all was ASCII */
  char separator;      /* 0 before the first row */

  guint8 *raw; /* (owned) read and not yet decoded */
  gsize n_raw;
  gsize raw_capacity;
  guint64 position; /* bytes read from the stream */
  gboolean at_end;  /* of the stream */
  gboolean begun;

  char *text; /* (owned) decoded; one byte more than its capacity */
  gsize capacity;
  gsize at; /* the row to be read */
  gsize end;
  gboolean damaged; /* somewhere a byte meant nothing */

  GArray *spans; /* (element-type Span) of the row being measured */
  GArray *cells; /* (element-type VtCsvCell) of the row read last */
  guint line;    /* of `at`, from 1 */
  guint row_line;
  guint n_columns; /* of the first row */
  gboolean recovering;

  const char *fault; /* what is wrong with the row */
  guint fault_line;
  gsize fault_at; /* where the cell begins that is wrong */
};

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
  return FALSE;
}

static gboolean
has_magic (VtCsvReader *self, const char *magic, gsize length)
{
  return self->n_raw >= length && memcmp (self->raw, magic, length) == 0;
}

static gboolean
is_wide (VtCsvReader *self)
{
  gsize mark = 0;
  VtEncoding encoding = vt_encoding_find_mark (self->raw, self->n_raw, &mark);

  if (self->wanted.encoding != VT_ENCODING_UNKNOWN)
    encoding = self->wanted.encoding;
  else if (encoding == VT_ENCODING_UNKNOWN)
    encoding = vt_encoding_detect (self->raw, self->n_raw);
  return encoding == VT_ENCODING_UTF_16LE || encoding == VT_ENCODING_UTF_16BE;
}

/* Control characters are no part of a text, but for those of its lines. In UTF-16 such bytes are halves of letters. */
static gboolean
has_control_characters (VtCsvReader *self)
{
  guint n = 0;

  for (gsize i = 0; i < self->n_raw && i < 1024; i++)
    n += (self->raw[i] > 0 && self->raw[i] < 0x20 && strchr ("\t\n\r\f\v\b\x0e\x1a", self->raw[i]) == NULL) ||
         self->raw[i] == 0x7F;
  return n * 50 > MIN (self->n_raw, 1024);
}

/* Files that are often taken for CSV files. */
static gboolean
check_is_text (VtCsvReader *self, GError **error)
{
  if (has_magic (self, "PK\003\004", 4))
    return fail (error,
                 _ ("This is a spreadsheet or a ZIP file, not a CSV file. Open it in the spreadsheet and save it as "
                    "CSV (UTF-8)"));
  if (has_magic (self, "\xd0\xcf\x11\xe0", 4))
    return fail (error,
                 _ ("This is an Excel file, not a CSV file. Open it in the spreadsheet and save it as CSV (UTF-8)"));
  if (has_magic (self, "%PDF", 4) || has_magic (self, "\x89PNG", 4) || has_magic (self, "\xff\xd8\xff", 3) ||
      has_magic (self, "\x1f\x8b", 2) || has_magic (self, "SQLite format 3", 15) ||
      has_magic (self,
                 "\x7f"
                 "ELF",
                 4) ||
      (!is_wide (self) && has_control_characters (self)))
    return fail (error, _ ("This is not a CSV file; export the products as CSV and choose that file"));
  return TRUE;
}

/* Reads until there are @wanted bytes that are not decoded, or all. */
static gboolean
read_raw (VtCsvReader *self, gsize wanted, GError **error)
{
  if (wanted > self->raw_capacity)
    {
      self->raw = g_realloc (self->raw, wanted);
      self->raw_capacity = wanted;
    }
  while (self->n_raw < wanted && !self->at_end)
    {
      gssize n = g_input_stream_read (self->stream, self->raw + self->n_raw, wanted - self->n_raw, NULL, error);

      if (n < 0)
        return FALSE;
      self->at_end = n == 0;
      self->n_raw += (gsize) n;
      self->position += (guint64) n;
    }
  return TRUE;
}

static void
drop_raw (VtCsvReader *self, gsize n)
{
  self->n_raw -= n;
  memmove (self->raw, self->raw + n, self->n_raw);
}

/* At the beginning: the mark, and what is no text at all. */
static gboolean
begin (VtCsvReader *self, GError **error)
{
  VtEncoding marked;
  gsize mark = 0;

  if (!read_raw (self, CHUNK_BYTES, error) || !check_is_text (self, error))
    return FALSE;

  marked = vt_encoding_find_mark (self->raw, self->n_raw, &mark);
  if (self->wanted.encoding == VT_ENCODING_UNKNOWN)
    self->encoding = marked;
  if (self->encoding == marked && mark > 0)
    drop_raw (self, mark);
  self->begun = TRUE;
  return TRUE;
}

/* While all was ASCII nothing had to be known of the encoding; the first byte beyond decides. */
static gboolean
settle_encoding (VtCsvReader *self, GError **error)
{
  if (self->encoding != VT_ENCODING_UNKNOWN || vt_encoding_detect (self->raw, self->n_raw) == VT_ENCODING_UNKNOWN)
    return TRUE;
  if (!read_raw (self, DETECT_BYTES, error))
    return FALSE;
  self->encoding = vt_encoding_detect (self->raw, self->n_raw);
  return TRUE;
}

static void
make_room (VtCsvReader *self, gsize room)
{
  self->end -= self->at;
  memmove (self->text, self->text + self->at, self->end);
  self->at = 0;
  if (self->capacity - self->end >= room)
    return;
  self->capacity = MAX (self->end + room, self->capacity * 2);
  self->text = g_realloc (self->text, self->capacity + 1);
}

/* Gets more text behind what is left, as much again when a long row asks for it. FALSE without an error: there is no
 * more. */
static gboolean
fill (VtCsvReader *self, GError **error)
{
  gsize before = self->end - self->at;
  gsize wanted = CLAMP (before, CHUNK_BYTES, VT_CSV_MAX_ROW_BYTES);
  gsize written = 0;
  gsize taken;

  if (!self->begun && !begin (self, error))
    return FALSE;
  if (!read_raw (self, wanted, error) || !settle_encoding (self, error))
    return FALSE;
  if (self->n_raw == 0)
    return FALSE;

  make_room (self, 3 * self->n_raw + 4);
  taken = vt_encoding_decode (self->encoding, self->raw, self->n_raw, self->at_end, self->text + self->end, &written);
  self->damaged = self->damaged || memchr (self->text + self->end, 0, written) != NULL ||
                  memchr (self->text + self->end, (guchar) VT_ENCODING_DAMAGE, written) != NULL;
  self->end += written;
  drop_raw (self, taken);
  return TRUE;
}

static gboolean
is_complete (VtCsvReader *self)
{
  return self->at_end && self->n_raw == 0;
}

/* Excel's own way to say which separator a file has. */
static void
take_separator_line (VtCsvReader *self)
{
  const char *line = self->text + self->at;

  if (self->end - self->at < 6 || g_ascii_strncasecmp (line, "sep=", 4) != 0 ||
      strchr (VT_CSV_SEPARATORS, line[4]) == NULL || (line[5] != '\r' && line[5] != '\n'))
    return;
  if (self->separator == 0)
    self->separator = line[4];
  self->at += 5;
}

static gboolean
settle_separator (VtCsvReader *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (self->end == self->at && !fill (self, &local) && local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  take_separator_line (self);
  if (self->separator == 0)
    self->separator = vt_csv_detect_separator (self->text + self->at, self->end - self->at);
  return TRUE;
}

static VtCsvReader *
reader_new (GInputStream *stream, const VtCsvDialect *dialect)
{
  VtCsvReader *self = g_new0 (VtCsvReader, 1);

  self->stream = g_object_ref (stream);
  if (dialect != NULL)
    self->wanted = *dialect;
  self->encoding = self->wanted.encoding;
  self->separator = self->wanted.separator;
  self->capacity = CHUNK_BYTES;
  self->text = g_malloc (self->capacity + 1);
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->cells = g_array_new (FALSE, FALSE, sizeof (VtCsvCell));
  self->line = 1;
  self->row_line = 1;
  return self;
}

/**
 * vt_csv_reader_new_for_stream:
 * @stream: where a CSV file is read from, in pieces
 * @dialect: (nullable): what is known of it; the rest is found out
 * @error: what cannot be read, or %G_IO_ERROR_INVALID_DATA when it is plainly no text
 *
 * Returns: (transfer full): a reader standing before the first row, or %NULL
 */
VtCsvReader *
vt_csv_reader_new_for_stream (GInputStream *stream, const VtCsvDialect *dialect, GError **error)
{
  g_autoptr (VtCsvReader) self = NULL;

  g_return_val_if_fail (dialect == NULL || dialect->separator == 0 || strchr (VT_CSV_SEPARATORS, dialect->separator),
                        NULL);

  self = reader_new (stream, dialect);
  return settle_separator (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * vt_csv_reader_open:
 * @path: (type filename): a CSV file of any size
 * @dialect: (nullable): what is known of it; the rest is found out
 * @error: what cannot be read, or %G_IO_ERROR_INVALID_DATA when it is plainly no text
 *
 * Returns: (transfer full): a reader standing before the first row, or %NULL
 */
VtCsvReader *
vt_csv_reader_open (const char *path, const VtCsvDialect *dialect, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);

  return stream != NULL ? vt_csv_reader_new_for_stream (G_INPUT_STREAM (stream), dialect, error) : NULL;
}

/**
 * vt_csv_reader_new:
 * @bytes: a whole CSV file
 * @separator: one of %VT_CSV_SEPARATORS, or 0 to have it found out
 * @error: %G_IO_ERROR_INVALID_DATA when this is plainly no text
 *
 * Returns: (transfer full): a reader standing before the first row, or %NULL
 */
VtCsvReader *
vt_csv_reader_new (GBytes *bytes, char separator, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  VtCsvDialect dialect = { .separator = separator };

  return vt_csv_reader_new_for_stream (stream, &dialect, error);
}

void
vt_csv_reader_free (VtCsvReader *self)
{
  g_object_unref (self->stream);
  g_free (self->raw);
  g_free (self->text);
  g_array_unref (self->spans);
  g_array_unref (self->cells);
  g_free (self);
}

/**
 * vt_csv_reader_rewind:
 * @self: a reader of a file or of bytes
 * @error: %G_IO_ERROR_NOT_SUPPORTED when the stream cannot go back
 *
 * Goes back to before the first row, with the dialect that was found.
 *
 * Returns: whether it did
 */
gboolean
vt_csv_reader_rewind (VtCsvReader *self, GError **error)
{
  if (!G_IS_SEEKABLE (self->stream))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("This file can be read only once"));
      return FALSE;
    }
  if (!g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, NULL, error))
    return FALSE;

  self->wanted.encoding = self->encoding;
  self->n_raw = 0;
  self->position = 0;
  self->at_end = FALSE;
  self->begun = FALSE;
  self->at = 0;
  self->end = 0;
  self->damaged = FALSE;
  self->line = 1;
  self->row_line = 1;
  self->n_columns = 0;
  self->recovering = FALSE;
  return settle_separator (self, error);
}

/**
 * vt_csv_reader_get_line:
 * @self: a reader
 *
 * Returns: the line, from 1, on which the row read last begins; for messages
 */
guint
vt_csv_reader_get_line (VtCsvReader *self)
{
  return self->row_line;
}

/**
 * vt_csv_reader_get_dialect:
 * @self: a reader
 * @out: (out): what was given or found so far; the encoding of a file that is all ASCII is UTF-8
 */
void
vt_csv_reader_get_dialect (VtCsvReader *self, VtCsvDialect *out)
{
  out->encoding = self->encoding != VT_ENCODING_UNKNOWN ? self->encoding : VT_ENCODING_UTF_8;
  out->separator = self->separator;
}

/**
 * vt_csv_reader_get_separator:
 * @self: a reader
 *
 * Returns: the separator given or found
 */
char
vt_csv_reader_get_separator (VtCsvReader *self)
{
  return self->separator;
}

/**
 * vt_csv_reader_get_position:
 * @self: a reader
 *
 * Returns: how many bytes of the file were read; for progress
 */
guint64
vt_csv_reader_get_position (VtCsvReader *self)
{
  return self->position;
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* Line ends in a stretch of text: LF, CR, or both together. */
static guint
count_lines (const char *from, const char *end)
{
  guint n = 0;

  for (const char *p = from; (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
    n++;
  for (const char *p = from; (p = memchr (p, '\r', (gsize) (end - p))) != NULL; p++)
    n += p + 1 == end || p[1] != '\n';
  return n;
}

static Scan
scan_fault (VtCsvReader *self, gsize cell, guint line, const char *fault)
{
  self->fault = fault;
  self->fault_line = line;
  self->fault_at = cell;
  return SCAN_BAD;
}

/* Stands on the opening quote; goes behind the closing one and the spaces after it. */
static Scan
scan_quoted (VtCsvReader *self, gsize *at, guint *line)
{
  Span span = { .start = *at + 1 };
  const char *p = self->text + span.start;
  const char *end = self->text + self->end;

  for (;;)
    {
      const char *quote = p < end ? memchr (p, '"', (gsize) (end - p)) : NULL;

      if ((quote != NULL ? quote : end) - (self->text + span.start) > VT_CSV_MAX_CELL_BYTES)
        return scan_fault (self, *at, *line, _ ("a cell is too long; perhaps a closing quote is missing"));
      if (quote == NULL && !is_complete (self))
        return SCAN_MORE;
      if (quote == NULL)
        return scan_fault (self, *at, *line, _ ("the quote that opens here is never closed; add the closing quote"));
      if (quote + 1 == end && !is_complete (self))
        return SCAN_MORE;

      p = quote + 1;
      if (p == end || *p != '"')
        break;
      span.escapes = TRUE;
      p++;
    }
  span.end = (gsize) (p - 1 - self->text);
  while (p < end && *p == ' ')
    p++;
  if (p == end && !is_complete (self))
    return SCAN_MORE;
  if (p < end && *p != self->separator && !is_line_end (*p))
    return scan_fault (self, *at, *line, _ ("text follows a closing quote; write a quote inside a cell as two quotes"));

  g_array_append_val (self->spans, span);
  *line += count_lines (self->text + span.start, self->text + span.end);
  *at = (gsize) (p - self->text);
  return SCAN_ROW;
}

static Scan
scan_plain (VtCsvReader *self, gsize *at, guint line)
{
  Span span = { .start = *at };
  const char *p = self->text + *at;
  const char *end = self->text + self->end;
  char separator = self->separator;

  while (p < end && *p != separator && *p != '\n' && *p != '\r')
    p++;
  span.end = (gsize) (p - self->text);
  if (span.end - span.start > VT_CSV_MAX_CELL_BYTES)
    return scan_fault (self, *at, line, _ ("a cell is too long"));
  if (p == end && !is_complete (self))
    return SCAN_MORE;

  g_array_append_val (self->spans, span);
  *at = span.end;
  return SCAN_ROW;
}

/* Goes behind a line end. */
static Scan
scan_line_end (VtCsvReader *self, gsize *at, guint *line)
{
  gboolean cr = self->text[*at] == '\r';

  if (cr && *at + 1 == self->end && !is_complete (self))
    return SCAN_MORE;
  *at += cr && *at + 1 < self->end && self->text[*at + 1] == '\n' ? 2 : 1;
  (*line)++;
  return SCAN_ROW;
}

/* Measures the row at `at`. On SCAN_ROW, @next and @next_line tell where the one after it begins. */
static Scan
scan_row (VtCsvReader *self, gsize *next, guint *next_line)
{
  gsize at = self->at;
  guint line = self->line;

  g_array_set_size (self->spans, 0);
  for (;;)
    {
      gboolean quoted = at < self->end && self->text[at] == '"';
      Scan scan = quoted ? scan_quoted (self, &at, &line) : scan_plain (self, &at, line);

      if (scan != SCAN_ROW)
        return scan;
      if (at - self->at > VT_CSV_MAX_ROW_BYTES)
        return scan_fault (self, self->at, self->line, _ ("the row is too long"));
      if (self->spans->len > VT_CSV_MAX_COLUMNS)
        return scan_fault (self, self->at, self->line, _ ("the row has too many cells; at most 1024 can be read"));
      if (at == self->end || is_line_end (self->text[at]))
        break;
      at++;
    }
  *next = at;
  *next_line = line;
  return at == self->end ? SCAN_ROW : scan_line_end (self, next, next_line);
}

/* Ends and unquotes the cells where they stand. */
static void
finish_cells (VtCsvReader *self)
{
  g_array_set_size (self->cells, self->spans->len);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);
      VtCsvCell *cell = &g_array_index (self->cells, VtCsvCell, i);
      char *to;

      cell->text = self->text + span->start;
      cell->length = span->end - span->start;
      cell->text[cell->length] = '\0';
      if (!span->escapes)
        continue;
      to = cell->text;
      for (const char *from = cell->text; *from != '\0'; from += *from == '"' ? 2 : 1)
        *to++ = *from;
      *to = '\0';
      cell->length = (gsize) (to - cell->text);
    }
}

/* Goes behind the line on which the damage is; the rest of it may be far away. */
static gboolean
skip_fault (VtCsvReader *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize at = self->fault_at;

  self->line = self->fault_line;
  self->at = at;
  for (;;)
    {
      while (at < self->end && !is_line_end (self->text[at]))
        at++;
      if (at < self->end && scan_line_end (self, &at, &self->line) == SCAN_ROW)
        break;
      self->at = at;
      if (!fill (self, &local))
        break;
      at = self->at;
    }
  self->at = at;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static VtCsvStep
report_bad (GError **error, guint line, const char *fault)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Line %u of the CSV file: %s"), line, fault);
  return VT_CSV_BAD_ROW;
}

/* What a byte that means nothing does to the row it is in. */
static const char *
find_damage (VtCsvReader *self, gsize next)
{
  const char *row = self->text + self->at;

  if (!self->damaged)
    return NULL;
  if (memchr (row, 0, next - self->at) != NULL)
    return _ ("it has a zero byte, so the file is damaged; export it again");
  if (memchr (row, (guchar) VT_ENCODING_DAMAGE, next - self->at) != NULL)
    return _ ("it has bytes that are no text in the encoding of the file; choose another encoding or save it as UTF-8");
  return NULL;
}

static gboolean
skip_empty_lines (VtCsvReader *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  for (;;)
    {
      while (self->at < self->end && is_line_end (self->text[self->at]) &&
             scan_line_end (self, &self->at, &self->line) == SCAN_ROW)
        ;
      if (self->at < self->end && !is_line_end (self->text[self->at]))
        return TRUE;
      if (fill (self, &local))
        continue;
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
}

/* Reads on until the row is whole. */
static Scan
measure_row (VtCsvReader *self, gsize *next, guint *next_line, GError **error)
{
  for (;;)
    {
      Scan scan = scan_row (self, next, next_line);
      g_autoptr (GError) local = NULL;

      if (scan != SCAN_MORE)
        return scan;
      if (fill (self, &local) || local == NULL)
        continue;
      g_propagate_error (error, g_steal_pointer (&local));
      return SCAN_MORE;
    }
}

/**
 * vt_csv_reader_step:
 * @self: a reader
 * @row: (out caller-allocates): the row, on %VT_CSV_ROW; valid until the next call
 * @error: what is wrong, with the line, on %VT_CSV_BAD_ROW and %VT_CSV_FAILED
 *
 * Reads one row. Empty lines are passed over. That rows have the same number of cells is for the caller to check. A
 * cell is at most 1 MiB, a row 4 MiB or 1024 cells. After a damaged row, what has not as many cells as the first row is
 * taken for a part of the damage and passed over, up to the first row that has.
 *
 * Returns: what was found
 */
VtCsvStep
vt_csv_reader_step (VtCsvReader *self, VtCsvRow *row, GError **error)
{
  g_autoptr (GError) local = NULL;

  while (skip_empty_lines (self, &local))
    {
      gsize next = 0;
      guint next_line = 0;
      Scan scan;
      const char *damage;

      self->row_line = self->line;
      scan = measure_row (self, &next, &next_line, &local);
      if (scan == SCAN_MORE || (scan == SCAN_BAD && !skip_fault (self, &local)))
        break;
      if (scan == SCAN_BAD)
        {
          self->recovering = TRUE;
          return report_bad (error, self->fault_line, self->fault);
        }

      damage = find_damage (self, next);
      if (damage == NULL)
        finish_cells (self);
      self->at = next;
      self->line = next_line;
      if (self->recovering && self->n_columns > 0 && self->spans->len != self->n_columns)
        continue;
      self->recovering = FALSE;
      if (self->n_columns == 0)
        self->n_columns = self->spans->len;
      if (damage != NULL)
        return report_bad (error, self->row_line, damage);

      row->cells = (VtCsvCell *) (gpointer) self->cells->data;
      row->n_cells = self->cells->len;
      row->line = self->row_line;
      return VT_CSV_ROW;
    }
  if (local == NULL)
    return VT_CSV_END;
  g_propagate_error (error, g_steal_pointer (&local));
  return VT_CSV_FAILED;
}

/**
 * vt_csv_reader_next:
 * @self: a reader
 * @error: as vt_csv_reader_step() has it
 *
 * Reads one row, as vt_csv_reader_step() does, into cells of its own.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the cells, or %NULL at the end (no error is set) or on an
 * error
 */
GPtrArray *
vt_csv_reader_next (VtCsvReader *self, GError **error)
{
  VtCsvRow row = { 0 };
  GPtrArray *cells;

  if (vt_csv_reader_step (self, &row, error) != VT_CSV_ROW)
    return NULL;

  cells = g_ptr_array_new_full (row.n_cells, g_free);
  for (guint i = 0; i < row.n_cells; i++)
    g_ptr_array_add (cells, g_strndup (row.cells[i].text, row.cells[i].length));
  return cells;
}

static void
append_cell (GString *out, const char *cell, char separator, gboolean alone)
{
  const char special[] = { separator, '"', '\r', '\n', '\0' };
  /* Unquoted, an empty lone cell would be an empty line, and U+FEFF at the start a byte order mark. */
  gboolean quote = (alone && *cell == '\0') || g_str_has_prefix (cell, "\xef\xbb\xbf") ||
                   g_ascii_strncasecmp (cell, "sep=", 4) == 0 || strpbrk (cell, special) != NULL;

  if (!quote)
    {
      g_string_append (out, cell);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/**
 * vt_csv_append_row:
 * @out: where to write
 * @cells: (array length=n): valid UTF-8; %NULL stands for an empty cell
 * @n: how many, at least 1
 * @separator: one of %VT_CSV_SEPARATORS
 *
 * Appends a row, ended by CR LF, that vt_csv_reader_next() reads back as it is.
 */
void
vt_csv_append_row (GString *out, const char *const *cells, guint n, char separator)
{
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, separator);
      append_cell (out, cells[i] != NULL ? cells[i] : "", separator, n == 1);
    }
  g_string_append (out, "\r\n");
}
