#include "print/vt-bars.h"

/* Put together by hand from the standards' own tables, with the guards apart. */
static void
test_known (void)
{
  static const struct
  {
    const char *code;
    const char *modules;
  } cases[] = {
    { "4003994155486", "101"
                       "0001101"
                       "0100111"
                       "0111101"
                       "0001011"
                       "0010111"
                       "0011101"
                       "01010"
                       "1100110"
                       "1001110"
                       "1001110"
                       "1011100"
                       "1001000"
                       "1010000"
                       "101" },
    { "036000291452", "101"
                      "0001101"
                      "0111101"
                      "0101111"
                      "0001101"
                      "0001101"
                      "0001101"
                      "01010"
                      "1101100"
                      "1110100"
                      "1100110"
                      "1011100"
                      "1001110"
                      "1101100"
                      "101" },
    { "96385074", "101"
                  "0001011"
                  "0101111"
                  "0111101"
                  "0110111"
                  "01010"
                  "1001110"
                  "1110010"
                  "1000100"
                  "1011100"
                  "101" },
    /* start B, "A" is 33, check (104 + 33) mod 103 = 34, stop */
    { "A", "11010010000"
           "10100011000"
           "10001011000"
           "1100011101011" },
    /* start C, "12" "34", check (105 + 12 + 2 × 34) mod 103 = 82, stop */
    { "1234", "11010011100"
              "10110011100"
              "10001011000"
              "10010011110"
              "1100011101011" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtBars) bars = vt_bars_new (cases[i].code, NULL);

      g_assert_cmpstr (bars->modules, ==, cases[i].modules);
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *code;
    VtBarsKind kind;
    guint n_modules;
    guint width;
  } cases[] = {
    { "4006381333931", VT_BARS_EAN_13, 95, 113 },
    { "9780306406157", VT_BARS_EAN_13, 95, 113 },
    { "978-0-306-40615-7", VT_BARS_EAN_13, 95, 113 },
    { "036000291452", VT_BARS_UPC_A, 95, 113 },
    { "96385074", VT_BARS_EAN_8, 67, 81 },
    { "4006381333932", VT_BARS_CODE_128, 123, 143 },
    { "LS-S", VT_BARS_CODE_128, 79, 99 },
    { "1234", VT_BARS_CODE_128, 57, 77 },
    { "a", VT_BARS_CODE_128, 46, 66 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VtBars) bars = vt_bars_new (cases[i].code, &error);

      g_test_message ("%s", cases[i].code);
      g_assert_no_error (error);
      g_assert_cmpint (bars->kind, ==, cases[i].kind);
      g_assert_cmpuint (bars->n_modules, ==, cases[i].n_modules);
      g_assert_cmpuint (vt_bars_get_width (bars), ==, cases[i].width);
      g_assert_cmpuint (strlen (bars->modules), ==, bars->n_modules);
      g_assert_true (bars->modules[0] == '1' && bars->modules[bars->n_modules - 1] == '1');
    }
}

static void
test_none (void)
{
  g_autofree char *endless = g_strnfill (49, 'A');
  const char *const codes[] = { "", "ชา", "Crème", "a\tb", endless };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vt_bars_new (codes[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bars/known", test_known);
  g_test_add_func ("/bars/kinds", test_kinds);
  g_test_add_func ("/bars/none", test_none);

  return g_test_run ();
}
