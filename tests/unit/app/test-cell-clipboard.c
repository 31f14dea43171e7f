#include "app/products/vt-cell-clipboard.h"

#include <string.h>

static char *
show (const char *text)
{
  g_autoptr (GPtrArray) lines = vt_cell_text_parse (text);
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const GPtrArray *line = g_ptr_array_index (lines, i);

      g_string_append_c (shown, '[');
      for (guint j = 0; j < line->len; j++)
        g_string_append_printf (shown, "%s%s", j > 0 ? "|" : "", (const char *) g_ptr_array_index (line, j));
      g_string_append_c (shown, ']');
    }

  return g_string_free (shown, FALSE);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *cells;
  } cases[] = {
    { "", "" },
    { "12.50", "[12.50]" },
    { "1\t2\n3\t4\n", "[1|2][3|4]" },
    { "1\t2\r\n3\t4\r\n", "[1|2][3|4]" },
    { "1\r2", "[1][2]" },
    { "\t\n", "[|]" },
    { "a\t", "[a|]" },
    { "\n\n", "[][]" },
    { "\"a\tb\"\t\"c\nd\"\n", "[a\tb|c\nd]" },
    { "\"say \"\"oak\"\"\"", "[say \"oak\"]" },
    { "5\" nail\tx", "[5\" nail|x]" },
    { "\"never closed\tx", "[\"never closed|x]" },
    { "\"a\"b\tc", "[\"a\"b|c]" },
    { "กาแฟ\t฿12", "[กาแฟ|฿12]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = show (cases[i].text);

      g_assert_cmpstr (shown, ==, cases[i].cells);
    }
}

/* What is copied is what is pasted, whatever stands in it. */
static void
test_round_trip (void)
{
  static const char *const pieces[] = { "", "a", "\"", "\t", "\n", "12,50", "é", "\"\"", " " };

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (VtCellText) cells = vt_cell_text_new ();
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *shown = NULL;

      for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
        {
          g_string_append_c (expected, '[');
          for (int j = g_test_rand_int_range (1, 4), k = j; j > 0; j--)
            {
              g_autofree char *text = g_strconcat (pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))],
                                                   pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))], NULL);

              vt_cell_text_append (cells, text);
              g_string_append_printf (expected, "%s%s", j < k ? "|" : "", text);
            }
          vt_cell_text_end_line (cells);
          g_string_append_c (expected, ']');
        }

      shown = show (vt_cell_text_get (cells));
      g_assert_cmpstr (shown, ==, expected->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cell-clipboard/parse", test_parse);
  g_test_add_func ("/cell-clipboard/round-trip", test_round_trip);

  return g_test_run ();
}
