#define G_LOG_DOMAIN "vt-catalogue"

/* One product file while it is read: rows and cells as the readers of the formats see them. */

#include "base/vt-csv-cell.h"
#include "base/vt-file.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "catalogue/vt-import-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

static gboolean
read_header (VtImportSource *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) cells = vt_csv_reader_next (self->reader, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (cells == NULL)
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
          _ ("The file is empty. Expected a line with the names of the columns, then a line for each variant"));
      return FALSE;
    }

  for (guint i = 0; i < cells->len; i++)
    g_ptr_array_add (self->header, vt_text_normalise (g_ptr_array_index (cells, i)));

  return TRUE;
}

/* Opens the file and reads its header. Errors do not name the file. */
VtImportSource *
vt_import_source_new (const VtImport *import, const VtImportFile *file, GError **error)
{
  g_autoptr (VtImportSource) self = g_new0 (VtImportSource, 1);
  g_autoptr (GBytes) bytes = NULL;

  self->import = import;
  self->file = file;
  self->header = g_ptr_array_new_with_free_func (g_free);
  self->normal = g_byte_array_new ();
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->described = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_import_described_free);

  bytes = vt_file_read (file->path, VT_IMPORT_MAX_BYTES, error);
  if (bytes == NULL)
    return NULL;
  self->reader = vt_csv_reader_new (bytes, import->options.separator, error);
  if (self->reader == NULL || !read_header (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
vt_import_source_free (VtImportSource *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->reader, vt_csv_reader_free);
  g_clear_pointer (&self->row, g_ptr_array_unref);
  g_ptr_array_unref (self->header);
  g_byte_array_unref (self->normal);
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

/* Goes to the next row that is not empty. Returns: whether there is one; at the end %FALSE without an error */
gboolean
vt_import_source_next_row (VtImportSource *self, GError **error)
{
  g_clear_pointer (&self->row, g_ptr_array_unref);
  self->row = vt_csv_reader_next (self->reader, error);
  if (self->row == NULL)
    return FALSE;

  g_byte_array_set_size (self->normal, self->row->len);
  memset (self->normal->data, 0, self->row->len);

  return TRUE;
}

/* The line on which the row begins, from 1. */
guint
vt_import_source_get_line (VtImportSource *self)
{
  return vt_csv_reader_get_line (self->reader);
}

/* The cell, normalised: trimmed, composed, without control characters and the apostrophe that keeps a spreadsheet from
 * running it. "" when the row is shorter, or @column is below 0. Valid until the next row. */
const char *
vt_import_source_get_cell (VtImportSource *self, int column)
{
  guint index = (guint) column;

  if (column < 0 || index >= self->row->len)
    return "";

  if (!self->normal->data[index])
    {
      char *raw = g_ptr_array_index (self->row, index);

      g_ptr_array_index (self->row, index) = vt_text_normalise (raw);
      g_free (raw);
      self->normal->data[index] = TRUE;
    }

  return vt_csv_restore (g_ptr_array_index (self->row, index));
}

gboolean
vt_import_source_is_blank_row (VtImportSource *self)
{
  for (guint i = 0; i < self->row->len; i++)
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

/* 6.9E+12 and 6,9E+12: what a spreadsheet makes of a long number. */
static gboolean
is_exponent (const char *text)
{
  gsize digits = strspn (text, "0123456789");
  gsize all = strspn (text, "0123456789.,");

  return digits > 0 && all > digits && (text[all] == 'E' || text[all] == 'e') &&
         (text[all + 1] == '+' || text[all + 1] == '-') && text[all + 2] != '\0' &&
         text[all + 2 + strspn (text + all + 2, "0123456789")] == '\0';
}

/* A SKU or barcode: text with all its zeros. One that a spreadsheet made a rounded number of stops the product. */
const char *
vt_import_source_take_code (VtImportSource *self, VtImportProduct *product, int column)
{
  const char *text = vt_import_source_take_text (self, product, column);

  if (text != NULL && is_exponent (text))
    vt_import_product_refuse (product,
                              _ ("line %u, “%s”: “%s” is what a spreadsheet made of a long number, its last digits are "
                                 "lost; export the file again and keep the column as text"),
                              vt_import_source_get_line (self), vt_import_source_get_column (self, (guint) column),
                              text);

  return text;
}

static char *
with_decimal_point (const char *text, char decimal)
{
  char other = decimal == ',' ? '.' : ',';
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p != other)
      g_string_append_c (plain, *p == decimal ? '.' : *p);

  return g_string_free (plain, FALSE);
}

/* An amount in the shop's currency, in its smallest unit. */
gint64
vt_import_source_take_amount (VtImportSource *self, VtImportProduct *product, int column)
{
  const VtImportOptions *options = &self->import->options;
  const char *cell;
  gint64 value;
  g_autofree char *plain = NULL;
  g_autoptr (GError) local = NULL;
  VtMoney money = { 0 };

  if (!has_value (self, column, &cell, &value))
    return value;

  plain = options->decimal != '\0' ? with_decimal_point (cell, options->decimal) : g_strdup (cell);
  if (vt_money_parse (plain, options->currency, &money, &local) && money.minor >= 0)
    return money.minor;

  vt_import_product_refuse (product, _ ("line %u, “%s”: “%s” cannot be an amount: %s"),
                            vt_import_source_get_line (self), vt_import_source_get_column (self, (guint) column), cell,
                            local != NULL ? local->message : _ ("it is below zero"));

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
