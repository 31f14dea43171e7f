#include "orders/vt-cart.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *cookie;
    const char *written;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "1773x2.1889x1", "1773x2.1889x1" },
    { "1773x2.1773x3", "1773x5" },
    { "1x9999.1x9999", "1x9999" },
    { "1x0.2x1", "2x1" },
    { "1x10000.2x1", "2x1" },
    { "0x1.-1x1.+1x1. 1x1.2x1", "2x1" },
    { "1x1x1.2x1", "2x1" },
    { "x.xx.1.1x.x1...2x1.", "2x1" },
    { "9223372036854775807x1.9223372036854775808x1", "9223372036854775807x1" },
    { "99999999999999999999999999999999x1", "" },
    { "<script>.2x1", "2x1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) cart = vt_cart_parse (cases[i].cookie);
      g_autofree char *written = vt_cart_serialise (&g_array_index (cart, VtQuoteLineInput, 0), cart->len);

      g_test_message ("%s", cases[i].cookie);
      g_assert_cmpstr (written, ==, cases[i].written);
    }
}

static void
test_limits (void)
{
  g_autoptr (GString) cookie = g_string_new (NULL);
  g_autoptr (GArray) cart = NULL;
  g_autoptr (GArray) huge = NULL;

  for (int i = 1; i <= 60; i++)
    g_string_append_printf (cookie, "%dx1.", i);
  cart = vt_cart_parse (cookie->str);
  g_assert_cmpuint (cart->len, ==, VT_QUOTE_MAX_LINES);

  for (int i = 0; i < 1000; i++)
    g_string_append (cookie, "1x1.");
  huge = vt_cart_parse (cookie->str);
  g_assert_cmpuint (huge->len, ==, 0);
}

static void
test_edits (void)
{
  g_autoptr (GArray) cart = vt_cart_parse ("5x1");

  g_assert_true (vt_cart_add (cart, 6, 2));
  g_assert_true (vt_cart_add (cart, 5, 1));
  g_assert_true (vt_cart_set (cart, 6, 4));
  g_assert_cmpuint (cart->len, ==, 2);
  g_assert_true (vt_cart_set (cart, 5, 0));
  g_assert_true (vt_cart_set (cart, 99, 0));
  g_assert_cmpuint (cart->len, ==, 1);
  g_assert_cmpint (g_array_index (cart, VtQuoteLineInput, 0).quantity, ==, 4);
  g_assert_false (vt_cart_add (cart, 0, 1));
  g_assert_false (vt_cart_add (cart, 7, 0));
  g_assert_false (vt_cart_set (cart, 7, -1));
  g_assert_false (vt_cart_add (cart, 7, G_MAXINT64));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cart/parse", test_parse);
  g_test_add_func ("/cart/limits", test_limits);
  g_test_add_func ("/cart/edits", test_edits);

  return g_test_run ();
}
