/* What is read is written with another separator and read again: the rows are the same. */
#include "base/vt-csv.h"
#include "fuzz.h"

static GPtrArray *
read_rows (const void *data, size_t size, char separator)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCsvReader) reader = vt_csv_reader_new (bytes, separator, &error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *row;
  guint line = 0;

  g_assert_true ((reader != NULL) != (error != NULL));
  while (reader != NULL && (row = vt_csv_reader_next (reader, &error)) != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (row->len, >, 0);
      g_assert_cmpuint (vt_csv_reader_get_line (reader), >, line);
      line = vt_csv_reader_get_line (reader);
      g_ptr_array_add (rows, row);
    }
  return error == NULL ? g_steal_pointer (&rows) : NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) rows = read_rows (data, size, 0);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (rows == NULL)
    return 0;

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (rows, i);

      vt_csv_append_row (text, (const char *const *) row->pdata, row->len, ';');
    }
  again = read_rows (text->str, text->len, ';');
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
