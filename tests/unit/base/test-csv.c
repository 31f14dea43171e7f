#include <string.h>

#include "base/vt-csv.h"

static VtCsvReader *
open_csv (const char *text, gsize size, char separator)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (GError) error = NULL;
  VtCsvReader *reader = vt_csv_reader_new (bytes, separator, &error);

  g_assert_no_error (error);
  return reader;
}

static const struct
{
  const char *name, *text;
  const char *rows; /* cells between |, each row ends in a line end; NULL: refused */
} cases[] = {
  { "plain", "a,b\nc,d\n", "a|b\nc|d\n" },
  { "cr-lf", "a,b\r\nc,d", "a|b\nc|d\n" },
  { "cr", "a,b\rc,d\r", "a|b\nc|d\n" },
  { "byte-order-mark", "\xef\xbb\xbfname,price\n", "name|price\n" },
  { "semicolons", "a;b,c;d\n1;2;3\n", "a|b,c|d\n1|2|3\n" },
  { "tabs", "a\tb\n", "a|b\n" },
  { "sniffs-outside-quotes", "\"a;b;c\",d\n", "a;b;c|d\n" },
  { "quotes", "\"a \"\"b\"\"\",\"\"\n", "a \"b\"|\n" },
  { "quoted-line-ends", "\"a\r\nb\",c\n", "a\r\nb|c\n" },
  { "quote-inside", "5\" pipe,b\n", "5\" pipe|b\n" },
  { "space-after-quote", "\"a\"  ,b\n", "a|b\n" },
  { "empty-cells", ",,\n", "||\n" },
  { "empty-lines", "\n\na\n\r\nb\n", "a\nb\n" },
  { "ragged", "a,b\nc\n", "a|b\nc\n" },
  { "empty", "", "" },
  { "only-mark", "\xef\xbb\xbf", "" },
  { "unterminated", "a,b\nc,\"d\ne\n", NULL },
  { "text-after-quote", "\"a\"b,c\n", NULL },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (VtCsvReader) reader = open_csv (cases[i].text, strlen (cases[i].text), 0);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (;;)
    {
      g_autoptr (GPtrArray) row = vt_csv_reader_next (reader, &error);

      if (row == NULL)
        break;
      for (guint j = 0; j < row->len; j++)
        g_string_append_printf (rows, "%s%s", j > 0 ? "|" : "", (const char *) g_ptr_array_index (row, j));
      g_string_append_c (rows, '\n');
    }
  if (cases[i].rows == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (rows->str, ==, cases[i].rows);
}

static void
test_lines (void)
{
  static const char text[] = "a\r\n\n\"b\nb\"\nc\n\"d\n";
  static const guint lines[] = { 1, 3, 5 };
  g_autoptr (VtCsvReader) reader = open_csv (text, strlen (text), ',');
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (vt_csv_reader_get_separator (reader), ==, ',');
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GPtrArray) row = vt_csv_reader_next (reader, &error);

      g_assert_no_error (error);
      g_assert_nonnull (row);
      g_assert_cmpuint (vt_csv_reader_get_line (reader), ==, lines[i]);
    }
  g_assert_null (vt_csv_reader_next (reader, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "Line 6"));
}

static const struct
{
  const char *text, *means;
  gsize size;
} not_csv[] = {
  { "\x89PNG\r\n\x1a\n", "not a CSV", 8 },
  { "PK\003\004\024\0\006", "spreadsheet", 7 },
  { "\xd0\xcf\x11\xe0\xa1\xb1", "Excel", 6 },
};

static void
test_not_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (not_csv); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (not_csv[i].text, not_csv[i].size);
      g_autoptr (GError) error = NULL;

      g_assert_null (vt_csv_reader_new (bytes, 0, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, not_csv[i].means));
    }
}

/* The row that is too long is told, and the one after it is read. */
static void
assert_too_long (GString *text)
{
  g_autoptr (VtCsvReader) reader = NULL;
  g_autoptr (GPtrArray) header = NULL;
  g_autoptr (GPtrArray) row = NULL;
  g_autoptr (GError) error = NULL;

  g_string_prepend (text, "x,y\n");
  g_string_append (text, "\n1,2\n");
  reader = open_csv (text->str, text->len, ',');
  header = vt_csv_reader_next (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (header->len, ==, 2);
  g_assert_null (vt_csv_reader_next (reader, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  row = vt_csv_reader_next (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_ptr_array_index (row, 0), ==, "1");
  g_assert_cmpuint (vt_csv_reader_get_line (reader), ==, 3);
  g_string_free (text, TRUE);
}

static GString *
repeat (const char *before, const char *part, guint times)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < times; i++)
    g_string_append_len (text, part, (gssize) strlen (part));
  return text;
}

static void
test_limits (void)
{
  assert_too_long (repeat ("", "a", VT_CSV_MAX_CELL_BYTES + 1));
  assert_too_long (repeat ("\"", "a", VT_CSV_MAX_CELL_BYTES + 1));
  assert_too_long (repeat ("", "a", 50 * 1024 * 1024));
  assert_too_long (repeat ("", ",", VT_CSV_MAX_COLUMNS));
  assert_too_long (repeat ("",
                           "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
                           "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\t,",
                           VT_CSV_MAX_COLUMNS + 1));
}

static void
test_writes_what_it_reads (void)
{
  static const char *const cells[] = { "\xef\xbb\xbfplain", "a,b;c\td", "say \"hi\"", "two\r\nlines", "",
                                       " spaces ",          "ไทย",      "cr\rcr" };
  static const char separators[] = ",;\t";
  static const char *const lone[] = { "" };

  for (const char *separator = separators; *separator != '\0'; separator++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (VtCsvReader) reader = NULL;
      g_autoptr (GPtrArray) row = NULL;
      g_autoptr (GPtrArray) second = NULL;
      g_autoptr (GError) error = NULL;

      vt_csv_append_row (text, cells, G_N_ELEMENTS (cells), *separator);
      vt_csv_append_row (text, lone, 1, *separator);
      reader = open_csv (text->str, text->len, *separator);
      row = vt_csv_reader_next (reader, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (row->len, ==, G_N_ELEMENTS (cells));
      for (guint i = 0; i < row->len; i++)
        g_assert_cmpstr (g_ptr_array_index (row, i), ==, cells[i]);
      second = vt_csv_reader_next (reader, &error);
      g_assert_cmpuint (second->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (second, 0), ==, "");
      g_assert_null (vt_csv_reader_next (reader, &error));
      g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/read/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/csv/line-numbers", test_lines);
  g_test_add_func ("/csv/not-text", test_not_text);
  g_test_add_func ("/csv/limits", test_limits);
  g_test_add_func ("/csv/writes-what-it-reads", test_writes_what_it_reads);
  return g_test_run ();
}
