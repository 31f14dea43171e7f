#include "base/vt-csv-cell.h"
#include "base/vt-csv-writer.h"
#include "base/vt-csv.h"

#include <string.h>

static const struct
{
  const char *name, *text, *cell;
} cases[] = {
  { "word", "Chair", "Chair" },
  { "empty", "", "" },
  { "formula", "=1+1", "'=1+1" },
  { "command", "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" },
  { "phone", "+66812345678", "'+66812345678" },
  { "minus", "-5", "'-5" },
  { "at", "@home", "'@home" },
  { "tab", "\t=1", "'\t=1" },
  { "carriage-return", "\r=1", "'\r=1" },
  { "line-feed", "\n=1", "'\n=1" },
  { "wide-equals", "＝1", "'＝1" },
  { "wide-at", "＠home", "'＠home" },
  { "apostrophe", "'90s lamp", "'90s lamp" },
  { "apostrophe-alone", "'", "'" },
  { "apostrophe-formula", "'=1", "''=1" },
  { "apostrophes-formula", "''-", "'''-" },
  { "clear-token", "[]", "'[]" },
  { "apostrophe-clear-token", "'[]", "''[]" },
  { "more-than-clear-token", "[] frame", "[] frame" },
  { "inside", "a=b", "a=b" },
};

static void
test_defuse (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *cell = vt_csv_defuse (cases[i].text);

  g_assert_cmpstr (cell, ==, cases[i].cell);
  g_assert_cmpstr (vt_csv_restore_token (vt_csv_restore (cell)), ==, cases[i].text);
}

/* What other programs wrote without defusing is left alone. */
static void
test_restore_foreign (void)
{
  g_assert_cmpstr (vt_csv_restore ("=1"), ==, "=1");
  g_assert_cmpstr (vt_csv_restore ("-5"), ==, "-5");
  g_assert_cmpstr (vt_csv_restore ("'quoted'"), ==, "'quoted'");
  g_assert_cmpstr (vt_csv_restore ("'+1"), ==, "+1");
  g_assert_cmpstr (vt_csv_restore ("'[]"), ==, "'[]");
  g_assert_cmpstr (vt_csv_restore_token ("'[]"), ==, "[]");
  g_assert_cmpstr (vt_csv_restore_token ("'=1"), ==, "'=1");
}

static GBytes *
end_of (VtCsvWriter *writer, GOutputStream *stream)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_csv_writer_finish (writer, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
assert_written (GBytes *bytes, const char *text)
{
  g_autofree char *written = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (written, ==, text);
}

static void
test_cells (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (VtCsvWriter) writer = vt_csv_writer_new (stream, TRUE);
  g_autoptr (GBytes) bytes = NULL;

  vt_csv_writer_add_plain (writer, "Title");
  vt_csv_writer_add (writer, "say \"hi\", you");
  vt_csv_writer_add (writer, "=\"1\"");
  g_assert_true (vt_csv_writer_end_row (writer, NULL, NULL));
  vt_csv_writer_add_int (writer, -5);
  vt_csv_writer_add_empty (writer, 2);
  vt_csv_writer_add (writer, " kept ");
  vt_csv_writer_add (writer, "two\nlines");
  g_assert_true (vt_csv_writer_end_row (writer, NULL, NULL));
  bytes = end_of (writer, stream);

  assert_written (bytes, "\xef\xbb\xbfTitle,\"say \"\"hi\"\", you\",\"'=\"\"1\"\"\"\n-5,,,\" kept \",\"two\nlines\"\n");
}

static void
test_decimals (void)
{
  static const struct
  {
    gint64 value;
    int decimals;
    const char *text;
  } amounts[] = {
    { 0, 0, "0" },
    { 0, 2, "0.00" },
    { 5, 2, "0.05" },
    { 1250, 2, "12.50" },
    { -5, 2, "-0.05" },
    { 1299, 0, "1299" },
    { 12345, 3, "12.345" },
    { 1, 6, "0.000001" },
    { -1000, 3, "-1.000" },
    { G_MAXINT64, 0, "9223372036854775807" },
    { G_MININT64, 2, "-92233720368547758.08" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (VtCsvWriter) writer = vt_csv_writer_new (stream, FALSE);
      g_autoptr (GBytes) bytes = NULL;

      vt_csv_writer_add_decimal (writer, amounts[i].value, amounts[i].decimals);
      bytes = end_of (writer, stream);
      assert_written (bytes, amounts[i].text);
    }
}

/* Far more than the writer keeps back, of the characters that matter. */
static void
test_reads_back (void)
{
  static const char *const pieces[] = { "a", "\"", ",", ";", "\t", "\n", " ", "'", "=", "ã", "ก็", "😀", "[]", "-" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (VtCsvWriter) writer = vt_csv_writer_new (stream, FALSE);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VtCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 60000; i++)
    {
      GString *text = g_string_new (NULL);

      for (int n = g_rand_int_range (rand, 0, 12); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      g_ptr_array_add (texts, g_string_free (text, FALSE));
      vt_csv_writer_add (writer, g_ptr_array_index (texts, i));
      if (i % 3 == 2)
        g_assert_true (vt_csv_writer_end_row (writer, NULL, &error));
    }
  bytes = end_of (writer, stream);

  reader = vt_csv_reader_new (bytes, ',', &error);
  g_assert_no_error (error);
  for (guint i = 0; i < texts->len; i += 3)
    {
      g_autoptr (GPtrArray) row = vt_csv_reader_next (reader, &error);

      g_assert_no_error (error);
      g_assert_nonnull (row);
      g_assert_cmpuint (row->len, ==, 3);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpstr (vt_csv_restore_token (vt_csv_restore (g_ptr_array_index (row, j))), ==,
                         g_ptr_array_index (texts, i + j));
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (VtCsvWriter) writer = vt_csv_writer_new (stream, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  vt_csv_writer_add (writer, "a");
  g_assert_false (vt_csv_writer_finish (writer, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv-writer/defuse/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_defuse);
    }
  g_test_add_func ("/csv-writer/restore/leaves-others-alone", test_restore_foreign);
  g_test_add_func ("/csv-writer/cells", test_cells);
  g_test_add_func ("/csv-writer/decimals", test_decimals);
  g_test_add_func ("/csv-writer/reads-back", test_reads_back);
  g_test_add_func ("/csv-writer/cancelled", test_cancelled);

  return g_test_run ();
}
