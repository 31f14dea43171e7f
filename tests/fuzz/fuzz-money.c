/* The first byte chooses the currency, the rest is an amount. What is read is written for machines and read again. */
#include "base/vt-money.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const currencies[] = { "EUR", "JPY", "KWD", "CLF", "BRL", "THB", "XXX" };
  const char *currency = currencies[size > 0 ? data[0] % G_N_ELEMENTS (currencies) : 0];
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : g_strdup ("");
  g_autofree char *decimal = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;
  VtMoney money = { 0 };
  VtMoney again = { 0 };
  gboolean parsed = vt_money_parse (text, currency, &money, &error);

  g_assert_true (parsed == (error == NULL));
  if (!parsed)
    return 0;

  decimal = vt_money_to_decimal (money);
  shown = vt_money_format (money, "en");
  g_assert_true (vt_money_parse (decimal, currency, &again, NULL));
  g_assert_cmpint (again.minor, ==, money.minor);
  g_assert_true (vt_money_parse (shown, currency, &again, NULL));
  g_assert_cmpint (again.minor, ==, money.minor);
  return 0;
}
