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

/* The rows with | between the cells, "bad" for a damaged one. */
static char *
read_all (VtCsvReader *reader)
{
  GString *rows = g_string_new (NULL);

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      VtCsvRow row = { 0 };
      VtCsvStep step = vt_csv_reader_step (reader, &row, &error);

      g_assert_true ((step == VT_CSV_BAD_ROW || step == VT_CSV_FAILED) == (error != NULL));
      g_assert_cmpint (step, !=, VT_CSV_FAILED);
      if (step == VT_CSV_END)
        return g_string_free (rows, FALSE);
      if (step == VT_CSV_BAD_ROW)
        {
          g_assert_true (g_str_has_prefix (error->message, "Line "));
          g_string_append (rows, "bad\n");
          continue;
        }
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_assert_cmpuint (strlen (row.cells[i].text), ==, row.cells[i].length);
          g_string_append_printf (rows, "%s%s", i > 0 ? "|" : "", row.cells[i].text);
        }
      g_string_append_c (rows, '\n');
    }
}

static const struct
{
  const char *name, *text;
  gsize size; /* 0: up to the zero byte */
  const char *rows;
} damaged[] = {
  { "text-after-quote", "a,b\n1,2\n\"x\"y,3\n4,5\n", 0, "a|b\n1|2\nbad\n4|5\n" },
  { "never-closed", "a,b\n1,\"2\n3,4\n5,6\n", 0, "a|b\nbad\n3|4\n5|6\n" },
  { "closed-by-a-later-row", "a,b\n1,\"2\n3,4\n5,\"6\"\n7,8\n", 0, "a|b\nbad\n3|4\n5|6\n7|8\n" },
  { "pieces-of-the-damage", "a,b\n1,\"one\ntwo\nthree\" 2\n7,8\n", 0, "a|b\nbad\n7|8\n" },
  { "zero-byte", "a,b\n1,2\0x\n3,4\n", 14, "a|b\nbad\n3|4\n" },
  { "zero-byte-in-quotes", "a,b\n1,\"2\0\"\"x\"\n3,4\n", 18, "a|b\nbad\n3|4\n" },
  { "utf-8-and-not", "a,b\n\xc3\xa9\xe0\xb8\x81,2\n3,\xe9x\n4,5\n", 0, NULL },
};

static void
test_damaged (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  gsize size = damaged[i].size > 0 ? damaged[i].size : strlen (damaged[i].text);
  g_autoptr (VtCsvReader) reader = open_csv (damaged[i].text, size, ',');
  g_autofree char *rows = read_all (reader);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  if (damaged[i].rows != NULL)
    g_assert_cmpstr (rows, ==, damaged[i].rows);
  g_assert_true (vt_csv_reader_rewind (reader, &error));
  g_assert_no_error (error);
  again = read_all (reader);
  g_assert_cmpstr (again, ==, rows);
}

/* A letter that is wrong in a file that is plainly UTF-8 costs its row alone. */
static void
test_one_wrong_letter (void)
{
  static const char text[] = "a,b\n1,2\n3,\xe9x\n4,5\n";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, sizeof text - 1, NULL);
  VtCsvDialect dialect = { .encoding = VT_ENCODING_UTF_8 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCsvReader) reader = vt_csv_reader_new_for_stream (stream, &dialect, &error);
  g_autofree char *rows = NULL;

  g_assert_no_error (error);
  rows = read_all (reader);
  g_assert_cmpstr (rows, ==, "a|b\n1|2\nbad\n4|5\n");
}

/* The same rows whatever the file is written in. */
static const struct
{
  const char *name, *charset, *text, *mark;
  gsize mark_size;
  VtEncoding encoding;
} encodings[] = {
  { "ascii", "UTF-8", "Handle,Title\na,Plain\n", "", 0, VT_ENCODING_UTF_8 },
  { "utf-8", "UTF-8", "Handle,Title\na,Ação ไทย עברית\n", "", 0, VT_ENCODING_UTF_8 },
  { "utf-8-mark", "UTF-8", "Handle,Title\na,Ação ไทย\n", "\xef\xbb\xbf", 3, VT_ENCODING_UTF_8 },
  { "utf-16le-mark", "UTF-16LE", "Handle,Title\na,ไทย 🛍\n", "\xff\xfe", 2, VT_ENCODING_UTF_16LE },
  { "utf-16le", "UTF-16LE", "Handle,Title\na,ไทย עברית\n", "", 0, VT_ENCODING_UTF_16LE },
  { "utf-16be-mark", "UTF-16BE", "Handle,Title\na,ไทย 🛍\n", "\xfe\xff", 2, VT_ENCODING_UTF_16BE },
  { "utf-16be", "UTF-16BE", "ชื่อ,ราคา\nเสื้อ,12\n", "", 0, VT_ENCODING_UTF_16BE },
  { "portuguese", "WINDOWS-1252", "Nome,Preço\nBolsa de mão,R$ 10\nMaiô “novo” – São,9 €\n", "", 0,
    VT_ENCODING_WINDOWS_1252 },
  { "german", "WINDOWS-1252", "Name,Größe\nÄÖÜ,groß\n", "", 0, VT_ENCODING_WINDOWS_1252 },
  { "french-capitals", "WINDOWS-1252", "NOM,PRIX\nÉTÉ,12\nCAFÉ GLACÉ,3\n", "", 0, VT_ENCODING_WINDOWS_1252 },
  { "signs-alone", "WINDOWS-1252", "Name,Price\nTea®,£ 12\nSoap,£ 3\n", "", 0, VT_ENCODING_WINDOWS_1252 },
  { "thai", "CP874", "Handle,Title\nglasses,แว่นตา\nt-shirt,เสื้อยืด\nscarf,ผ้าพันคอ\n", "", 0, VT_ENCODING_WINDOWS_874 },
  { "thai-digits", "CP874", "ชื่อสินค้า,ราคา\nน้ำปลา,๑๒๐ ฿\n", "", 0, VT_ENCODING_WINDOWS_874 },
};

static void
test_encoding (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  g_autofree char *body = g_convert (encodings[i].text, -1, encodings[i].charset, "UTF-8", NULL, &size, &error);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (VtCsvReader) reader = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *expected = g_strdup (encodings[i].text);
  VtCsvDialect dialect = { 0 };

  g_assert_no_error (error);
  g_byte_array_append (file, (const guint8 *) encodings[i].mark, (guint) encodings[i].mark_size);
  g_byte_array_append (file, (const guint8 *) body, (guint) size);
  reader = open_csv ((const char *) file->data, file->len, 0);
  rows = read_all (reader);
  g_strdelimit (expected, ",", '|');
  g_assert_cmpstr (rows, ==, expected);
  vt_csv_reader_get_dialect (reader, &dialect);
  g_assert_cmpstr (vt_encoding_to_string (dialect.encoding), ==, vt_encoding_to_string (encodings[i].encoding));
  g_assert_cmpint (dialect.separator, ==, ',');
}

static void
test_encoding_names (void)
{
  VtEncoding encoding = VT_ENCODING_UNKNOWN;

  for (int i = VT_ENCODING_UNKNOWN; i <= VT_ENCODING_WINDOWS_874; i++)
    {
      g_assert_true (vt_encoding_from_string (vt_encoding_to_string ((VtEncoding) i), &encoding));
      g_assert_cmpint (encoding, ==, i);
    }
  g_assert_true (vt_encoding_from_string ("TIS-620", &encoding));
  g_assert_cmpint (encoding, ==, VT_ENCODING_WINDOWS_874);
  g_assert_false (vt_encoding_from_string ("ebcdic", &encoding));
}

/* What is declared wins over what would be found. */
static void
test_declared (void)
{
  static const char text[] = "Name;a,b\nCaf\xc3\xa9;c,d\n";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, sizeof text - 1, NULL);
  VtCsvDialect dialect = { .encoding = VT_ENCODING_WINDOWS_1252, .separator = ',' };
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCsvReader) reader = vt_csv_reader_new_for_stream (stream, &dialect, &error);
  g_autofree char *rows = NULL;

  g_assert_no_error (error);
  rows = read_all (reader);
  g_assert_cmpstr (rows, ==, "Name;a|b\nCafÃ©;c|d\n");
}

/* The first letter beyond ASCII may come late. */
static void
test_late_letter (void)
{
  g_autoptr (GString) text = g_string_new ("Handle,Title\n");
  g_autoptr (VtCsvReader) reader = NULL;
  g_autoptr (GPtrArray) last = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *row;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "h%u,Plain title\n", i);
  g_string_append (text, "last,S\xe3o Paulo \xe9\n");
  reader = open_csv (text->str, text->len, 0);
  while ((row = vt_csv_reader_next (reader, &error)) != NULL)
    {
      g_clear_pointer (&last, g_ptr_array_unref);
      last = row;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (g_ptr_array_index (last, 1), ==, "São Paulo é");
  g_assert_cmpuint (vt_csv_reader_get_line (reader), ==, 50002);
  g_assert_cmpuint (vt_csv_reader_get_position (reader), ==, text->len);
}

static const struct
{
  const char *name, *text;
  char separator;
} separators[] = {
  { "comma", "a,b;c\n1,2\n3,4\n", ',' },
  { "decimal-commas", "Nome;Preço\nA;12,50\nB;1,20\n", ';' },
  { "long-texts", "id\tname\tdescription\n1\tA\tred, blue, green; and more\n2\tB\tone, two\n", '\t' },
  { "bars", "sku|name|price\n1|A, B|3\n2|C|4\n", '|' },
  { "quoted-header", "\"a;b\",\"c\"\n1,2\n", ',' },
  { "lists-in-cells", "ID,Tags,Images\n1,a;b;c,x;y\n2,d;e;f,z;w\n", ',' },
  { "equal-lists-in-cells", "ID;Tags\n1;a,b,c\n2;d,e,f\n", ';' },
  { "one-column", "sku\nA1\nB2\n", ',' },
  { "header-alone", "Name;Price", ';' },
  { "excel-says", "sep=;\na,b;c\n1,2;3\n", ';' },
};

static void
test_separator (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (VtCsvReader) reader = open_csv (separators[i].text, strlen (separators[i].text), 0);

  g_assert_cmpint (vt_csv_reader_get_separator (reader), ==, separators[i].separator);
}

/* Rows that lie across the pieces in which a file is read. */
static void
test_pieces (void)
{
  g_autoptr (GString) text = g_string_new ("a;b\r\n");
  g_autoptr (VtCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (text, "%u;\"", i);
      for (guint j = 0; j < i % 700; j++)
        g_string_append (text, "ก\"\"\r\n");
      g_string_append (text, "\"\r\n");
    }
  reader = open_csv (text->str, text->len, 0);
  for (;;)
    {
      VtCsvRow row = { 0 };
      VtCsvStep step = vt_csv_reader_step (reader, &row, &error);

      g_assert_no_error (error);
      if (step == VT_CSV_END)
        break;
      g_assert_cmpuint (row.n_cells, ==, 2);
      if (n++ > 0)
        g_assert_cmpuint (row.cells[1].length, ==, 6 * ((n - 2) % 700));
    }
  g_assert_cmpuint (n, ==, 3001);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/damaged/", damaged[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_damaged);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/encoding/", encodings[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_encoding);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/separator/", separators[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_separator);
    }
  g_test_add_func ("/csv/damaged/one-wrong-letter", test_one_wrong_letter);
  g_test_add_func ("/csv/encoding/names", test_encoding_names);
  g_test_add_func ("/csv/encoding/declared", test_declared);
  g_test_add_func ("/csv/encoding/late-letter", test_late_letter);
  g_test_add_func ("/csv/pieces", test_pieces);
  return g_test_run ();
}
