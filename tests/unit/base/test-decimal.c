#include "base/vt-decimal.h"

#include <string.h>

static const struct
{
  const char *text;
  VtDecimal sign;
} signs[] = {
  { "12", VT_DECIMAL_UNKNOWN },        { "", VT_DECIMAL_UNKNOWN },          { "12.50", VT_DECIMAL_POINT },
  { "12,5", VT_DECIMAL_COMMA },        { "1.234", VT_DECIMAL_AMBIGUOUS },   { "1,299", VT_DECIMAL_AMBIGUOUS },
  { "1,299.50", VT_DECIMAL_POINT },    { "1.299,50", VT_DECIMAL_COMMA },    { "1,299,500", VT_DECIMAL_POINT },
  { "1.299.500", VT_DECIMAL_COMMA },   { "0.500", VT_DECIMAL_POINT },       { "0,125", VT_DECIMAL_COMMA },
  { "1234.567", VT_DECIMAL_POINT },    { "1 234", VT_DECIMAL_UNKNOWN },     { "1 234,50", VT_DECIMAL_COMMA },
  { "1'299.00", VT_DECIMAL_POINT },    { "R$ 1.234,00", VT_DECIMAL_COMMA }, { "฿1,234.00", VT_DECIMAL_POINT },
  { "15.00 BRL", VT_DECIMAL_POINT },   { "1,00,000.5", VT_DECIMAL_POINT },  { "words", VT_DECIMAL_UNKNOWN },
  { "1.2.3,4,5", VT_DECIMAL_UNKNOWN }, { "-0,5", VT_DECIMAL_COMMA },        { "12,-", VT_DECIMAL_UNKNOWN },
  { ".5", VT_DECIMAL_POINT },
};

static void
test_sign (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      g_assert_cmpstr (vt_decimal_to_string (vt_decimal_of (signs[i].text)), ==, vt_decimal_to_string (signs[i].sign));
    }
}

static const struct
{
  const char *name;
  const char *cells[5];
  VtDecimal sign;
} columns[] = {
  { "whole", { "1", "20", "", "300" }, VT_DECIMAL_UNKNOWN },
  { "thousand-alone", { "1.234", "5", "2.500" }, VT_DECIMAL_AMBIGUOUS },
  { "one-tells", { "1.234", "5", "12,90" }, VT_DECIMAL_COMMA },
  { "the-other", { "1,234", "5", "12.90" }, VT_DECIMAL_POINT },
  { "both", { "12,90", "12.90" }, VT_DECIMAL_MIXED },
  { "words", { "call us", "-", "n/a" }, VT_DECIMAL_UNKNOWN },
};

static void
test_column (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      VtDecimalEvidence evidence = { 0 };

      for (gsize j = 0; j < G_N_ELEMENTS (columns[i].cells) && columns[i].cells[j] != NULL; j++)
        vt_decimal_weigh (&evidence, columns[i].cells[j]);
      g_assert_cmpstr (vt_decimal_to_string (vt_decimal_decide (&evidence)), ==,
                       vt_decimal_to_string (columns[i].sign));
    }
}

static const struct
{
  const char *text;
  VtDecimal sign;
  guint places;
  gint64 value; /* G_MININT64: refused */
  const char *affix;
} numbers[] = {
  { "12.50", VT_DECIMAL_POINT, 2, 1250, "" },
  { "12,50", VT_DECIMAL_COMMA, 2, 1250, "" },
  { "12,50", VT_DECIMAL_POINT, 2, G_MININT64, "" }, /* not 1250.00, nor 12 */
  { "12.50", VT_DECIMAL_COMMA, 2, G_MININT64, "" },
  { "1.234", VT_DECIMAL_POINT, 3, 1234, "" },
  { "1.234", VT_DECIMAL_COMMA, 3, 1234000, "" },
  { "1.234", VT_DECIMAL_UNKNOWN, 2, G_MININT64, "" },
  { "1,800", VT_DECIMAL_POINT, 0, 1800, "" }, /* grams, not 1 or 2 */
  { "1.800", VT_DECIMAL_AMBIGUOUS, 0, G_MININT64, "" },
  { "12,50", VT_DECIMAL_UNKNOWN, 2, 1250, "" },
  { "12.50", VT_DECIMAL_MIXED, 2, 1250, "" },
  { "R$ 1.299,90", VT_DECIMAL_COMMA, 2, 129990, "R$" },
  { "1 299,90 €", VT_DECIMAL_COMMA, 2, 129990, "€" },
  { "1 299,90 kr.", VT_DECIMAL_COMMA, 2, 129990, "kr" },
  { "15.00 BRL", VT_DECIMAL_POINT, 2, 1500, "BRL" },
  { "-3", VT_DECIMAL_POINT, 2, -300, "" },
  { "$-3.5", VT_DECIMAL_POINT, 2, -350, "$" },
  { "12,-", VT_DECIMAL_COMMA, 2, 1200, "" },
  { "๑๒๐", VT_DECIMAL_POINT, 2, 12000, "" },
  { "0.2000", VT_DECIMAL_POINT, 2, 20, "" },
  { "0.205", VT_DECIMAL_POINT, 2, G_MININT64, "" },
  { "6.9E+12", VT_DECIMAL_POINT, 2, G_MININT64, "" },
  { "12 34", VT_DECIMAL_POINT, 2, G_MININT64, "" },
  { "1,2,3", VT_DECIMAL_POINT, 2, G_MININT64, "" },
  { "", VT_DECIMAL_POINT, 2, G_MININT64, "" },
  { "free", VT_DECIMAL_POINT, 2, G_MININT64, "" },
  { "99999999999999999999", VT_DECIMAL_POINT, 2, G_MININT64, "" },
  { "$12€", VT_DECIMAL_POINT, 2, G_MININT64, "" },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      VtDecimalNumber number = { .value = 42 };
      g_autoptr (GError) error = NULL;
      gboolean read = vt_decimal_parse (numbers[i].text, numbers[i].sign, numbers[i].places, &number, &error);

      g_assert_true (read == (error == NULL));
      g_assert_cmpint (read, ==, numbers[i].value != G_MININT64);
      g_assert_cmpint (number.value, ==, read ? numbers[i].value : 42);
      if (read)
        g_assert_cmpstr (number.affix, ==, numbers[i].affix);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_exponent (void)
{
  static const char *const damaged[] = { "6.9E+12", "6,9E+12", "4.00638E+12", "1E+10", "7.89e12", "1.2E-5" };
  static const char *const codes[] = { "12E5", "E+12", "5E", "4006381333931", "1.5E", "A6.9E+12", "6.9E+12A", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    g_assert_true (vt_decimal_is_exponent (damaged[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_false (vt_decimal_is_exponent (codes[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/sign-of-a-number", test_sign);
  g_test_add_func ("/decimal/sign-of-a-column", test_column);
  g_test_add_func ("/decimal/parse", test_parse);
  g_test_add_func ("/decimal/exponent", test_exponent);
  return g_test_run ();
}
