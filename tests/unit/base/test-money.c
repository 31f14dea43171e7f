#include "base/vt-money.h"

static const struct
{
  const char *name, *text, *currency;
  gint64 minor; /* G_MININT64: refused */
} parse_cases[] = {
  { "plain", "12.50", "EUR", 1250 },
  { "comma", "12,50", "EUR", 1250 },
  { "whole", "12", "EUR", 1200 },
  { "one-decimal", "12.5", "EUR", 1250 },
  { "no-whole-part", ".50", "EUR", 50 },
  { "english-groups", "1,299.00", "EUR", 129900 },
  { "german-groups", "1.299,00", "EUR", 129900 },
  { "french-groups", "1 299,00 €", "EUR", 129900 },
  { "narrow-space", "1\u202f299,00\u00a0€", "EUR", 129900 },
  { "swiss-groups", "CHF 1’299.50", "CHF", 129950 },
  { "indian-groups", "₹1,29,900.00", "INR", 12990000 },
  { "single-mark-groups", "1,299", "EUR", 129900 },
  { "single-mark-groups-dot", "1.299", "EUR", 129900 },
  { "many-groups", "1,234,567", "EUR", 123456700 },
  { "brazil", "R$ 12,50", "BRL", 1250 },
  { "thai-sign", "฿12", "THB", 1200 },
  { "thai-digits", "๑๒.๕๐", "THB", 1250 },
  { "arabic-digits", "١٢٫٥", "USD", 1250 },
  { "code-before", "EUR 12.50", "EUR", 1250 },
  { "code-after", "12.50 eur", "EUR", 1250 },
  { "krona", "100 kr", "SEK", 10000 },
  { "danish-dot", "kr. 100", "DKK", 10000 },
  { "negative", "-3.20", "EUR", -320 },
  { "negative-sign-first", "-€3.20", "EUR", -320 },
  { "negative-sign-last", "€-3.20", "EUR", -320 },
  { "true-minus", "−1", "EUR", -100 },
  { "yen", "1,299", "JPY", 1299 },
  { "yen-zero-decimals", "1299.00", "JPY", 1299 },
  { "dinar-three-decimals", "1.299", "KWD", 1299 },
  { "dinar-groups", "1,299.500", "KWD", 1299500 },
  { "spare-zeros", "12.5000", "EUR", 1250 },
  { "zero", "0", "EUR", 0 },
  { "largest", "92233720368547758.07", "EUR", G_MAXINT64 },
  { "too-large", "92233720368547758.08", "EUR", G_MININT64 },
  { "far-too-large", "99999999999999999999999999", "EUR", G_MININT64 },
  { "empty", "", "EUR", G_MININT64 },
  { "blank", "  ", "EUR", G_MININT64 },
  { "sign-alone", "€", "EUR", G_MININT64 },
  { "minus-alone", "-", "EUR", G_MININT64 },
  { "words", "twelve", "EUR", G_MININT64 },
  { "two-numbers", "12.50 13", "EUR", G_MININT64 },
  { "trailing-minus", "12-", "EUR", G_MININT64 },
  { "two-minuses", "--12", "EUR", G_MININT64 },
  { "two-decimals", "1.2.3", "EUR", G_MININT64 },
  { "mixed-groups", "1.234,567.89", "EUR", G_MININT64 },
  { "bad-groups", "1,23,4.00", "EUR", G_MININT64 },
  { "ends-in-mark", "12.", "EUR", G_MININT64 },
  { "krw-groups", "12.505", "KRW", 12505 },
  { "too-precise-decimals", "0.125", "EUR", G_MININT64 },
  { "yen-decimals", "12.50", "JPY", G_MININT64 },
  { "other-sign", "$12", "EUR", G_MININT64 },
  { "other-code", "USD 12", "EUR", G_MININT64 },
  { "exponent", "1e3", "EUR", G_MININT64 },
  { "hexadecimal", "0x10", "EUR", G_MININT64 },
  { "percent", "12%", "EUR", G_MININT64 },
  { "not-utf8", "12\xff", "EUR", G_MININT64 },
  { "not-a-currency", "12", "EURO", G_MININT64 },
};

static void
test_parse (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  VtMoney money = vt_money_new (77, "XXX");
  gboolean parsed = vt_money_parse (parse_cases[i].text, parse_cases[i].currency, &money, &error);

  g_assert_true (parsed == (error == NULL));
  if (parse_cases[i].minor == G_MININT64)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_cmpint (money.minor, ==, 77);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpint (money.minor, ==, parse_cases[i].minor);
  g_assert_cmpstr (money.currency, ==, parse_cases[i].currency);
}

static void
test_currency (void)
{
  g_assert_true (vt_currency_is_valid ("EUR"));
  g_assert_true (vt_currency_is_valid ("THB"));
  g_assert_true (vt_currency_is_valid ("XOF"));
  g_assert_false (vt_currency_is_valid ("XXX"));
  g_assert_false (vt_currency_is_valid ("XAU"));
  g_assert_false (vt_currency_is_valid ("eur"));
  g_assert_false (vt_currency_is_valid ("EU"));
  g_assert_false (vt_currency_is_valid ("EURO"));
  g_assert_false (vt_currency_is_valid ("QQQ"));
  g_assert_false (vt_currency_is_valid (""));
  g_assert_false (vt_currency_is_valid (NULL));

  g_assert_cmpint (vt_currency_exponent ("JPY"), ==, 0);
  g_assert_cmpint (vt_currency_exponent ("THB"), ==, 2);
  g_assert_cmpint (vt_currency_exponent ("KWD"), ==, 3);
  g_assert_cmpint (vt_currency_exponent ("CLF"), ==, 4);
  g_assert_cmpint (vt_currency_exponent ("IDR"), ==, 2);
}

static void
assert_format (gint64 minor, const char *currency, const char *locale, const char *expected)
{
  g_autofree char *text = vt_money_format (vt_money_new (minor, currency), locale);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  assert_format (10000, "EUR", "en", "€100.00");
  assert_format (1250, "BRL", "pt-BR", "R$\u00a012,50");
  assert_format (129900, "EUR", "de-DE", "1.299,00\u00a0€");
  assert_format (129900, "EUR", "de_DE.UTF-8", "1.299,00\u00a0€");
  assert_format (1250, "THB", "th", "฿12.50");
  assert_format (1250, "THB", "en", "฿12.50");
  assert_format (1299, "JPY", "en", "¥1,299");
  assert_format (-320, "USD", "en-US", "-$3.20");
  assert_format (100, "USD", "C", "$1.00");
  assert_format (1500, "UZS", "en", "UZS\u00a015.00");
  assert_format (G_MAXINT64, "USD", "en", "$92,233,720,368,547,758.07");
  assert_format (G_MININT64, "USD", "en", "-$92,233,720,368,547,758.08");
}

static void
assert_decimal (gint64 minor, const char *currency, const char *expected)
{
  g_autofree char *text = vt_money_to_decimal (vt_money_new (minor, currency));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_decimal (void)
{
  assert_decimal (1250, "EUR", "12.50");
  assert_decimal (5, "EUR", "0.05");
  assert_decimal (-5, "EUR", "-0.05");
  assert_decimal (0, "EUR", "0.00");
  assert_decimal (1299, "JPY", "1299");
  assert_decimal (1299, "KWD", "1.299");
  assert_decimal (G_MININT64, "EUR", "-92233720368547758.08");
}

static void
test_decimal_reads_back (void)
{
  static const gint64 amounts[] = { 0, 1, 99, 100, -1, 123456789, G_MAXINT64, -G_MAXINT64 };
  static const char *const currencies[] = { "JPY", "EUR", "KWD", "CLF" };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (currencies); j++)
      {
        g_autofree char *text = vt_money_to_decimal (vt_money_new (amounts[i], currencies[j]));
        VtMoney money = { 0 };

        g_assert_true (vt_money_parse (text, currencies[j], &money, NULL));
        g_assert_cmpint (money.minor, ==, amounts[i]);
      }
}

static void
test_percent (void)
{
  g_assert_cmpint (vt_money_percent (10000, 1000), ==, 1000);
  g_assert_cmpint (vt_money_percent (5, 1000), ==, 1);
  g_assert_cmpint (vt_money_percent (4, 1000), ==, 0);
  g_assert_cmpint (vt_money_percent (-5, 1000), ==, -1);
  g_assert_cmpint (vt_money_percent (999, 3333), ==, 333);
  g_assert_cmpint (vt_money_percent (G_MAXINT64, 10000), ==, G_MAXINT64);
  g_assert_cmpint (vt_money_percent (G_MAXINT64, 20000), ==, G_MAXINT64);
  g_assert_cmpint (vt_money_percent (G_MININT64, 20000), ==, G_MININT64);
}

static void
test_checked_sums (void)
{
  gint64 out = 7;

  g_assert_true (vt_money_add (2, 3, &out));
  g_assert_cmpint (out, ==, 5);
  g_assert_false (vt_money_add (G_MAXINT64, 1, &out));
  g_assert_true (vt_money_multiply (1250, 3, &out));
  g_assert_cmpint (out, ==, 3750);
  g_assert_false (vt_money_multiply (G_MAXINT64, 2, &out));
  g_assert_cmpint (out, ==, 3750);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/money/parse/", parse_cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_parse);
    }
  g_test_add_func ("/money/currency", test_currency);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/decimal", test_decimal);
  g_test_add_func ("/money/decimal-reads-back", test_decimal_reads_back);
  g_test_add_func ("/money/percent/rounds-half-away-from-zero", test_percent);
  g_test_add_func ("/money/sums-are-checked", test_checked_sums);
  return g_test_run ();
}
