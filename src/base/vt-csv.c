/* CSV as RFC 4180 has it, and as spreadsheets write it: any of three separators, any line ends, a byte order mark. */

#include "base/vt-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/vt-text.h"

struct _VtCsvReader
{
  GBytes *bytes;   /* (owned) */
  const char *at;  /* what is to be read */
  const char *end; /* the end of `bytes` */
  char separator;
  guint line;     /* of `at`, from 1 */
  guint row_line; /* where the row read last began */
};

/* Counts outside quotes, in the first row alone. */
static char
sniff_separator (const char *at, const char *end)
{
  static const char separators[] = ",;\t";
  guint counts[3] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (const char *p = at; p < end && (quoted || (*p != '\n' && *p != '\r')); p++)
    {
      const char *found = quoted ? NULL : strchr (separators, *p);

      if (*p == '"')
        quoted = !quoted;
      else if (found != NULL)
        counts[found - separators]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    best = counts[i] > counts[best] ? i : best;
  return separators[best];
}

/**
 * vt_csv_reader_new:
 * @bytes: a whole CSV file
 * @separator: ',', ';' or tab, or 0 to take the one that the first row uses most
 * @error: %G_IO_ERROR_INVALID_DATA when this is not UTF-8 text
 *
 * Returns: (transfer full): a reader standing before the first row, or %NULL
 */
VtCsvReader *
vt_csv_reader_new (GBytes *bytes, char separator, GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  VtCsvReader *self;

  g_return_val_if_fail (separator == 0 || strchr (",;\t", separator) != NULL, NULL);

  if (size > 0 && !vt_text_check (data, (gssize) size, error))
    {
      g_prefix_error (error, "%s ", _ ("This is not a CSV file."));
      return NULL;
    }

  self = g_new0 (VtCsvReader, 1);
  self->bytes = g_bytes_ref (bytes);
  self->at = size > 0 ? data : "";
  self->end = self->at + size;
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    self->at += 3;
  self->line = 1;
  self->row_line = 1;
  self->separator = separator != 0 ? separator : sniff_separator (self->at, self->end);
  return self;
}

void
vt_csv_reader_free (VtCsvReader *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
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
 * Returns: how many bytes of the file lie behind it
 */
guint64
vt_csv_reader_get_position (VtCsvReader *self)
{
  gsize size = g_bytes_get_size (self->bytes);

  return size - (gsize) (self->end - self->at);
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

static gboolean
skip_line_end (VtCsvReader *self)
{
  if (self->at == self->end || !is_line_end (*self->at))
    return FALSE;

  if (*self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n')
    self->at++;
  self->at++;
  self->line++;
  return TRUE;
}

static gboolean
fail (GError **error, guint line, const char *reason)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Line %u of the CSV file: %s"), line, reason);
  return FALSE;
}

/* Stands after the opening quote; goes behind the closing one. */
static gboolean
read_quoted (VtCsvReader *self, GString *cell, GError **error)
{
  guint line = self->line;

  while (self->at < self->end)
    {
      const char *from = self->at;

      if (*self->at == '"')
        {
          self->at++;
          if (self->at == self->end || *self->at != '"')
            return TRUE;
          from = self->at++;
        }
      else if (!skip_line_end (self))
        self->at++;
      g_string_append_len (cell, from, self->at - from);
      if (cell->len > VT_CSV_MAX_CELL_BYTES)
        return fail (error, line, _ ("a cell is too long; perhaps a closing quote is missing"));
    }
  return fail (error, line, _ ("the quote that opens here is never closed; add the closing quote"));
}

static void
skip_spaces (VtCsvReader *self)
{
  while (self->at < self->end && *self->at == ' ')
    self->at++;
}

static gboolean
at_cell_end (VtCsvReader *self)
{
  return self->at == self->end || *self->at == self->separator || is_line_end (*self->at);
}

static gboolean
read_cell (VtCsvReader *self, GString *cell, GError **error)
{
  const char *from = self->at;

  g_string_truncate (cell, 0);
  if (self->at < self->end && *self->at == '"')
    {
      self->at++;
      if (!read_quoted (self, cell, error))
        return FALSE;
      skip_spaces (self);
      return at_cell_end (self) ||
             fail (error, self->line, _ ("text follows a closing quote; write a quote inside a cell as two quotes"));
    }
  while (!at_cell_end (self))
    self->at++;
  if (self->at - from > VT_CSV_MAX_CELL_BYTES)
    return fail (error, self->line, _ ("a cell is too long"));
  g_string_append_len (cell, from, self->at - from);
  return TRUE;
}

/**
 * vt_csv_reader_next:
 * @self: a reader
 * @error: %G_IO_ERROR_INVALID_DATA, naming the line
 *
 * Reads one row. Empty lines are passed over. That rows have the same number of cells is for the caller to check. A
 * cell is at most 1 MiB, a row 4 MiB or 1024 cells. After an error, reading on makes no sense.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the cells, or %NULL at the end (no error is set) or on an
 * error
 */
GPtrArray *
vt_csv_reader_next (VtCsvReader *self, GError **error)
{
  g_autoptr (GPtrArray) cells = NULL;
  g_autoptr (GString) cell = NULL;
  const char *start;

  while (skip_line_end (self))
    ;
  if (self->at == self->end)
    return NULL;

  start = self->at;
  self->row_line = self->line;
  cells = g_ptr_array_new_with_free_func (g_free);
  cell = g_string_new (NULL);
  for (;;)
    {
      if (!read_cell (self, cell, error))
        return NULL;
      g_ptr_array_add (cells, g_strndup (cell->str, cell->len));
      if (self->at - start > VT_CSV_MAX_ROW_BYTES || cells->len > VT_CSV_MAX_COLUMNS)
        {
          fail (error, self->row_line, _ ("the row is too long"));
          return NULL;
        }
      if (self->at == self->end || skip_line_end (self))
        return g_steal_pointer (&cells);
      self->at++;
    }
}

static void
append_cell (GString *out, const char *cell, char separator, gboolean alone)
{
  const char special[] = { separator, '"', '\r', '\n', '\0' };
  /* Unquoted, an empty lone cell would be an empty line, and U+FEFF at the start a byte order mark. */
  gboolean quote =
      (alone && *cell == '\0') || g_str_has_prefix (cell, "\xef\xbb\xbf") || strpbrk (cell, special) != NULL;

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
 * @separator: ',', ';' or tab
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
