#define G_LOG_DOMAIN "vt-catalogue"

/* One product file while it is read: rows and cells as the readers of the formats see them. */

#include "base/vt-csv-cell.h"
#include "base/vt-file.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "catalogue/vt-import-state.h"
#include "catalogue/vt-import-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows that are looked at before the reading begins: for the header, the decimal sign, and what the columns hold. */
#define SAMPLE_ROWS   200
#define SHOWN_ROWS    30
#define PREAMBLE_ROWS 10

/* Prices beyond this, in the smallest unit, are barcodes in the wrong column. */
#define AMOUNT_MAX G_GINT64_CONSTANT (100000000000)

/* Nobody counts or weighs more of a thing. */
#define INTEGER_MAX G_GINT64_CONSTANT (1000000000)

void
vt_import_described_free (VtImportDescribed *self)
{
  g_free (self->title);
  g_free (self->parent);
  g_free (self->picture);
  g_free (self);
}

static void
bad_row_free (VtImportBadRow *self)
{
  g_free (self->message);
  g_free (self);
}

/* A row, or a bad one that is told and passed over. Returns: FALSE at the end, or with an error */
static gboolean
step (VtImportSource *self, gboolean keep_bad, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) local = NULL;
      VtCsvStep found = vt_csv_reader_step (self->reader, &self->row, &local);
      VtImportBadRow *bad;

      if (found == VT_CSV_ROW || found == VT_CSV_END)
        return found == VT_CSV_ROW;
      if (found == VT_CSV_FAILED)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!keep_bad)
        continue;
      bad = g_new0 (VtImportBadRow, 1);
      bad->line = vt_csv_reader_get_line (self->reader);
      bad->message = g_strdup (local->message);
      g_ptr_array_add (self->bad_rows, bad);
    }
}

static guint
count_filled (const VtCsvRow *row)
{
  guint n = 0;

  for (guint i = 0; i < row->n_cells; i++)
    n += row->cells[i].length > 0;
  return n;
}

/* Some exports put a title and a date above the header: rows with hardly a cell while those below are full. */
static gboolean
find_header (VtImportSource *self, GError **error)
{
  guint filled[PREAMBLE_ROWS] = { 0 };
  guint most = 0;
  guint n = 0;

  for (; n < PREAMBLE_ROWS && step (self, FALSE, error); n++)
    {
      filled[n] = count_filled (&self->row);
      most = MAX (most, filled[n]);
    }
  for (guint i = 0; i < n && self->n_preamble == 0; i++)
    if (filled[i] > 2 || filled[i] * 2 >= most)
      break;
    else if (i + 1 < n && filled[i + 1] * 2 >= most && filled[i + 1] > 2)
      self->n_preamble = i + 1;

  return error == NULL || *error == NULL;
}

static gboolean
read_header (VtImportSource *self, GError **error)
{
  for (guint i = 0; i <= self->n_preamble; i++)
    {
      g_autoptr (GError) local = NULL;
      VtCsvStep found = vt_csv_reader_step (self->reader, &self->row, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (found != VT_CSV_END)
        continue;
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
          _ ("The file is empty. Expected a line with the names of the columns, then a line for each variant"));
      return FALSE;
    }

  g_ptr_array_set_size (self->header, 0);
  for (guint i = 0; i < self->row.n_cells; i++)
    g_ptr_array_add (self->header, vt_text_normalise (self->row.cells[i].text));

  return TRUE;
}

static void
keep_row (VtImportSource *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->header->len; i++)
    {
      g_autofree char *cell = vt_text_normalise (i < self->row.n_cells ? self->row.cells[i].text : NULL);

      g_strv_builder_add (builder, cell);
    }
  g_ptr_array_add (self->sample, g_strv_builder_end (builder));
}

static VtDecimal
decimal_of_option (char decimal)
{
  return decimal == ',' ? VT_DECIMAL_COMMA : decimal == '.' ? VT_DECIMAL_POINT : VT_DECIMAL_UNKNOWN;
}

static gboolean
take_sample (VtImportSource *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint n = self->header->len;

  self->evidence = g_new0 (VtDecimalEvidence, n);
  for (guint i = 0; i < SAMPLE_ROWS && step (self, FALSE, &local); i++)
    {
      for (guint j = 0; j < n && j < self->row.n_cells; j++)
        if (self->row.cells[j].length > 0 && self->row.cells[j].length < 40)
          vt_decimal_weigh (&self->evidence[j], self->row.cells[j].text);
      if (i < SHOWN_ROWS)
        keep_row (self);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Opens the file and reads its header, and looks at the first rows. Errors do not name the file. */
VtImportSource *
vt_import_source_new (const VtImport *import, const VtImportFile *file, GError **error)
{
  g_autoptr (VtImportSource) self = g_new0 (VtImportSource, 1);
  VtCsvDialect dialect = { .separator = import->options.separator };

  self->import = import;
  self->file = file;
  self->header = g_ptr_array_new_with_free_func (g_free);
  self->cells = g_ptr_array_new ();
  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->sample = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->bad_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bad_row_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->described = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_import_described_free);
  self->decimal = decimal_of_option (import->options.decimal);

  if (import->options.encoding != NULL && !vt_encoding_from_string (import->options.encoding, &dialect.encoding))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("“%s” is not an encoding that can be read; use utf-8, utf-16le, windows-1252 or windows-874"),
                   import->options.encoding);
      return NULL;
    }
  if (vt_import_xml_is (file->path))
    {
      g_autoptr (GBytes) table = vt_import_xml_to_table (file->path, error);

      self->reader = table != NULL ? vt_csv_reader_new (table, ',', error) : NULL;
    }
  else
    self->reader = vt_csv_reader_open (file->path, &dialect, error);

  if (self->reader == NULL || !find_header (self, error) || !vt_csv_reader_rewind (self->reader, error) ||
      !read_header (self, error) || !take_sample (self, error) || !vt_csv_reader_rewind (self->reader, error) ||
      !read_header (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
vt_import_source_free (VtImportSource *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->reader, vt_csv_reader_free);
  g_ptr_array_unref (self->header);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->owned);
  g_ptr_array_unref (self->sample);
  g_ptr_array_unref (self->bad_rows);
  g_free (self->evidence);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->described);
  g_free (self);
}

/* Bytes of the file that were read so far. */
guint64
vt_import_source_get_position (VtImportSource *self)
{
  return vt_csv_reader_get_position (self->reader);
}

/* How the file is read: what the caller gave, with what was found out about the file in its place. */
const VtImportOptions *
vt_import_source_get_options (VtImportSource *self)
{
  return &self->import->options;
}

/* The language of the products' own texts: that of the import, else the shop's first; %NULL while it is not known. */
const char *
vt_import_source_get_language (VtImportSource *self)
{
  if (self->import->options.language != NULL)
    return self->import->options.language;

  return self->import->languages != NULL ? self->import->languages[0] : NULL;
}

static gboolean
is_same_tongue (const char *a, const char *b)
{
  gsize length = strcspn (a, "-_");

  return length == strcspn (b, "-_") && g_ascii_strncasecmp (a, b, length) == 0;
}

/* The shop's name of a language that a file names: `pt_br` and `pt` are pt-BR where that is what the shop has; %NULL
 * when it has none that is like it. While the shop is not known, @language itself. */
const char *
vt_import_source_match_language (VtImportSource *self, const char *language)
{
  char **shop = self->import->languages;

  for (guint i = 0; shop != NULL && shop[i] != NULL; i++)
    if (g_ascii_strcasecmp (shop[i], language) == 0)
      return shop[i];
  for (guint i = 0; shop != NULL && shop[i] != NULL; i++)
    if (is_same_tongue (shop[i], language))
      return shop[i];

  return shop == NULL ? language : NULL;
}

guint
vt_import_source_get_n_columns (VtImportSource *self)
{
  return self->header->len;
}

/* The name of a column, normalised; "" for one that the header does not have. */
const char *
vt_import_source_get_column (VtImportSource *self, guint index)
{
  return index < self->header->len ? g_ptr_array_index (self->header, index) : "";
}

/* The first column of that name, in any letter case; -1 when there is none. */
int
vt_import_source_find_column (VtImportSource *self, const char *name)
{
  for (guint i = 0; i < self->header->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->header, i), name) == 0)
      return (int) i;

  return -1;
}

/* The first of the files given with the product files whose name ends in @suffix; %NULL without an error when there is
 * none. */
GBytes *
vt_import_source_get_companion (VtImportSource *self, const char *suffix, const char **name, GError **error)
{
  for (char **file = self->import->companions; *file != NULL; file++)
    {
      if (!g_str_has_suffix (*file, suffix))
        continue;
      if (name != NULL)
        *name = *file;
      return vt_file_read (*file, (gsize) VT_IMPORT_MAX_BYTES, error);
    }

  return NULL;
}

/* Goes to the next row that is not empty; damaged ones are kept for vt_import_source_take_bad_row(). Returns: whether
 * there is one; at the end %FALSE without an error */
gboolean
vt_import_source_next_row (VtImportSource *self, GError **error)
{
  g_ptr_array_set_size (self->owned, 0);
  g_ptr_array_set_size (self->cells, 0);
  self->row.n_cells = 0;
  if (!step (self, TRUE, error))
    return FALSE;

  g_ptr_array_set_size (self->cells, (int) self->row.n_cells);

  return TRUE;
}

/* A row that could not be read, as a product that is refused; %NULL when there is none. */
VtImportProduct *
vt_import_source_take_bad_row (VtImportSource *self)
{
  VtImportBadRow *bad;
  VtImportProduct *product;

  if (self->bad_rows->len == 0)
    return NULL;

  bad = g_ptr_array_index (self->bad_rows, 0);
  product = vt_import_product_new (bad->line, NULL);
  vt_import_product_refuse (product, "%s", bad->message);
  g_ptr_array_remove_index (self->bad_rows, 0);

  return product;
}

/* The first rows, a cell for each column. */
const GPtrArray *
vt_import_source_get_sample (VtImportSource *self)
{
  return self->sample;
}

/* What the first rows say of the decimal sign in some columns, taken together; in all that hold mostly numbers when
 * @n_columns is 0. What was declared wins. */
VtDecimal
vt_import_source_find_decimal (VtImportSource *self, const int *columns, guint n_columns)
{
  VtDecimalEvidence sum = { 0 };
  guint n = n_columns > 0 ? n_columns : self->header->len;

  if (self->import->options.decimal != '\0')
    return decimal_of_option (self->import->options.decimal);

  for (guint i = 0; i < n; i++)
    {
      int column = n_columns > 0 ? columns[i] : (int) i;
      const VtDecimalEvidence *evidence = column >= 0 ? &self->evidence[column] : NULL;

      if (evidence == NULL)
        continue;
      sum.point += evidence->point;
      sum.comma += evidence->comma;
      sum.ambiguous += evidence->ambiguous;
      sum.whole += evidence->whole;
    }

  return vt_decimal_decide (&sum);
}

void
vt_import_source_get_dialect (VtImportSource *self, VtCsvDialect *dialect)
{
  vt_csv_reader_get_dialect (self->reader, dialect);
}

/* The line on which the row begins, from 1. */
guint
vt_import_source_get_line (VtImportSource *self)
{
  return vt_csv_reader_get_line (self->reader);
}

/* Trims what is plain ASCII in its place; %NULL for what takes more than that. */
static const char *
trim_in_place (VtCsvCell *cell)
{
  char *start = cell->text;
  char *end = cell->text + cell->length;

  for (const guchar *p = (const guchar *) start; p < (const guchar *) end; p++)
    if (*p < 0x20 || *p >= 0x7F)
      return NULL;

  while (start < end && *start == ' ')
    start++;
  while (end > start && end[-1] == ' ')
    end--;
  *end = '\0';

  return start;
}

/* The cell, normalised: trimmed, composed, without control characters and the apostrophe that keeps a spreadsheet from
 * running it. "" when the row is shorter, or @column is below 0. Valid until the next row. */
const char *
vt_import_source_get_cell (VtImportSource *self, int column)
{
  guint index = (guint) column;
  const char *cell;

  if (column < 0 || index >= self->cells->len)
    return "";

  cell = g_ptr_array_index (self->cells, index);
  if (cell != NULL)
    return cell;

  cell = trim_in_place (&self->row.cells[index]);
  if (cell == NULL)
    {
      char *normal = vt_text_normalise (self->row.cells[index].text);

      g_ptr_array_add (self->owned, normal);
      cell = normal;
    }
  cell = vt_csv_restore (cell);
  g_ptr_array_index (self->cells, index) = (gpointer) cell;

  return cell;
}

gboolean
vt_import_source_is_blank_row (VtImportSource *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (*vt_import_source_get_cell (self, (int) i) != '\0')
      return FALSE;

  return TRUE;
}

/* Something about the file as a whole. */
void
vt_import_source_note (VtImportSource *self, const char *format, ...)
{
  char *message;
  va_list list;

  va_start (list, format);
  message = g_strdup_vprintf (format, list);
  va_end (list);

  if (g_ptr_array_find_with_equal_func (self->notes, message, g_str_equal, NULL))
    g_free (message);
  else
    g_ptr_array_add (self->notes, message);
}

/* A collection that is to be there before the products; an upper one is added before its parts. For use in open(). */
void
vt_import_source_add_collection (VtImportSource *self, const char *title, const char *parent, const char *picture)
{
  VtImportDescribed *described = g_new0 (VtImportDescribed, 1);

  described->title = g_strdup (title);
  described->parent = g_strdup (parent);
  described->picture = g_strdup (picture);
  g_ptr_array_add (self->described, described);
}

static gboolean
is_clear (const char *cell)
{
  return strcmp (cell, VT_CSV_CLEAR) == 0;
}

/* For all but texts: whether there is a value to read; else @out is VT_IMPORT_ABSENT or VT_IMPORT_CLEAR. */
static gboolean
has_value (VtImportSource *self, int column, const char **cell, gint64 *out)
{
  *cell = vt_import_source_get_cell (self, column);
  *out = VT_IMPORT_ABSENT;
  if (column < 0)
    return FALSE;
  if (**cell != '\0' && !is_clear (*cell))
    return TRUE;
  if (**cell != '\0' || self->import->options.blank_clears)
    *out = VT_IMPORT_CLEAR;

  return FALSE;
}

/* The text of a cell: %NULL keeps what the shop has, "" clears it. Lives as long as the product. */
const char *
vt_import_source_take_text (VtImportSource *self, VtImportProduct *product, int column)
{
  const char *cell = vt_import_source_get_cell (self, column);

  if (column < 0 || (*cell == '\0' && !self->import->options.blank_clears))
    return NULL;

  return is_clear (cell) ? "" : vt_import_product_text (product, vt_csv_restore_token (cell));
}

/* A SKU or barcode: text with all its zeros. One that a spreadsheet made a rounded number of stops the product. */
const char *
vt_import_source_take_code (VtImportSource *self, VtImportProduct *product, int column)
{
  const char *text = vt_import_source_take_text (self, product, column);

  if (text != NULL && vt_decimal_is_exponent (text))
    vt_import_product_refuse (product,
                              _ ("line %u, “%s”: “%s” is what a spreadsheet made of a long number, its last digits are "
                                 "lost; export the file again and keep the column as text"),
                              vt_import_source_get_line (self), vt_import_source_get_column (self, (guint) column),
                              text);

  return text;
}

static gboolean
set_reason (GError **error, const char *reason)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, reason);

  return FALSE;
}

/* An amount of money as a file may have it: in the shop's currency, not below zero, and no barcode. */
gboolean
vt_import_source_read_amount (VtImportSource *self, const char *text, VtDecimal decimal, gint64 *out, GError **error)
{
  const char *currency = self->import->options.currency;
  VtDecimalNumber number = { 0 };

  if (!vt_decimal_parse (text, decimal, (guint) vt_currency_exponent (currency), &number, error))
    return FALSE;
  if (number.percent)
    return set_reason (error, _ ("it is a percentage"));
  if (!vt_currency_goes_by (currency, number.affix))
    return set_reason (error, _ ("it names another currency than the shop's"));
  if (number.value < 0)
    return set_reason (error, _ ("it is below zero"));
  if (number.value > AMOUNT_MAX)
    return set_reason (error, _ ("it is too large for a price; perhaps it is a barcode in the wrong column"));
  *out = number.value;

  return TRUE;
}

/* An amount in the shop's currency, in its smallest unit. */
gint64
vt_import_source_take_amount (VtImportSource *self, VtImportProduct *product, int column)
{
  const char *cell;
  gint64 value;
  VtDecimal decimal = self->decimal;
  g_autoptr (GError) local = NULL;

  if (!has_value (self, column, &cell, &value))
    return value;

  if (decimal == VT_DECIMAL_UNKNOWN)
    decimal = vt_import_source_find_decimal (self, &column, 1);
  if (vt_import_source_read_amount (self, cell, decimal, &value, &local))
    return value;

  vt_import_product_refuse (product, _ ("line %u, “%s”: “%s” cannot be an amount: %s"),
                            vt_import_source_get_line (self), vt_import_source_get_column (self, (guint) column), cell,
                            local->message);

  return VT_IMPORT_ABSENT;
}

/* A whole number, such as a stock, also below zero; "5.0" is one. */
gint64
vt_import_source_take_integer (VtImportSource *self, VtImportProduct *product, int column)
{
  const char *cell;
  gint64 value;
  g_autofree char *whole = NULL;
  char *mark;

  if (!has_value (self, column, &cell, &value))
    return value;

  whole = g_strdup (cell);
  mark = strpbrk (whole, ".,");
  if (mark != NULL && mark[1] != '\0' && mark[1 + strspn (mark + 1, "0")] == '\0' && strlen (mark + 1) != 3)
    *mark = '\0';
  if (g_ascii_string_to_signed (whole, 10, -INTEGER_MAX, INTEGER_MAX, &value, NULL))
    return value;

  vt_import_product_warn (product, _ ("line %u, “%s”: “%s” is not a whole number and was left out"),
                          vt_import_source_get_line (self), vt_import_source_get_column (self, (guint) column), cell);

  return VT_IMPORT_ABSENT;
}

/* 0 or 1. */
gint64
vt_import_source_take_boolean (VtImportSource *self, VtImportProduct *product, int column)
{
  static const char *const yes[] = { "1", "true", "yes", "y" };
  static const char *const no[] = { "0", "false", "no", "n" };
  const char *cell;
  gint64 value;

  if (!has_value (self, column, &cell, &value))
    return value;

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      if (g_ascii_strcasecmp (cell, yes[i]) == 0)
        return 1;
      if (g_ascii_strcasecmp (cell, no[i]) == 0)
        return 0;
    }

  vt_import_product_warn (product, _ ("line %u, “%s”: “%s” is neither true nor false and was left out"),
                          vt_import_source_get_line (self), vt_import_source_get_column (self, (guint) column), cell);

  return VT_IMPORT_ABSENT;
}
