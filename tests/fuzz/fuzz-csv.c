/* What is read, whatever it is written in and however it is damaged, is written as UTF-8 with another separator and
 * read again: the rows are the same. Each cell is tried as a number too: what is read as one has one reading alone. */
#include "base/vt-csv.h"
#include "base/vt-decimal.h"
#include "fuzz.h"

#include <string.h>

static void
try_number (const char *cell)
{
  VtDecimal sign = vt_decimal_of (cell);
  VtDecimalNumber number = { 0 };
  VtDecimalNumber again = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean read = vt_decimal_parse (cell, VT_DECIMAL_UNKNOWN, 3, &number, &error);

  g_assert_true (read == (error == NULL));
  if (sign == VT_DECIMAL_AMBIGUOUS)
    g_assert_false (read);
  if (!read || (sign != VT_DECIMAL_POINT && sign != VT_DECIMAL_COMMA))
    return;
  g_assert_true (vt_decimal_parse (cell, sign, 3, &again, NULL));
  g_assert_cmpint (again.value, ==, number.value);
}

static GPtrArray *
read_rows (const void *data, size_t size, char separator, gboolean whole)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCsvReader) reader = vt_csv_reader_new (bytes, separator, &error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  g_assert_true ((reader != NULL) != (error != NULL));
  while (reader != NULL)
    {
      g_autoptr (GError) bad = NULL;
      VtCsvRow row = { 0 };
      VtCsvStep step = vt_csv_reader_step (reader, &row, &bad);
      GPtrArray *cells;

      g_assert_true ((step == VT_CSV_BAD_ROW || step == VT_CSV_FAILED) == (bad != NULL));
      g_assert_false (whole && bad != NULL);
      if (step == VT_CSV_END || step == VT_CSV_FAILED)
        break;
      if (step == VT_CSV_BAD_ROW)
        continue;

      g_assert_cmpuint (row.n_cells, >, 0);
      cells = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_assert_true (g_utf8_validate_len (row.cells[i].text, row.cells[i].length, NULL));
          try_number (row.cells[i].text);
          g_ptr_array_add (cells, g_strndup (row.cells[i].text, row.cells[i].length));
        }
      g_ptr_array_add (rows, cells);
    }
  return error == NULL ? g_steal_pointer (&rows) : NULL;
}

/* With many of them a file is taken for no text. */
static gboolean
has_control_characters (const uint8_t *data, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (data[i] == 0x7F || (data[i] < 0x20 && strchr ("\t\r\n", data[i]) == NULL))
      return TRUE;
  return FALSE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) rows = read_rows (data, size, 0, FALSE);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GString) text = g_string_new ("\xef\xbb\xbf");

  if (rows == NULL || has_control_characters (data, size))
    return 0;

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (rows, i);

      vt_csv_append_row (text, (const char *const *) row->pdata, row->len, ';');
    }
  again = read_rows (text->str, text->len, ';', TRUE);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *a = g_ptr_array_index (rows, i);
      GPtrArray *b = g_ptr_array_index (again, i);

      g_assert_cmpuint (a->len, ==, b->len);
      for (guint j = 0; j < a->len; j++)
        g_assert_cmpstr (g_ptr_array_index (a, j), ==, g_ptr_array_index (b, j));
    }
  return 0;
}
