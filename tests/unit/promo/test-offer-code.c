#include "promo/vt-offer-code.h"
#include "support/vt-test-shop.h"

#include <string.h>

static const guint8 key[VT_OFFER_KEY_BYTES] = "0123456789abcdef0123456789abcdef";
static const guint8 other[VT_OFFER_KEY_BYTES] = "0123456789abcdef0123456789abcdeg";

#define ENDS (VT_TEST_NOW_US + 60 * G_TIME_SPAN_MINUTE)

static void
test_parse (void)
{
  g_autofree char *text = vt_offer_code_new (key, VT_TEST_POPUP, "green15", ENDS);
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *code = NULL;
  g_autofree char *again = NULL;
  gint64 popup = 0, ends = 0;

  g_assert_true (g_str_has_prefix (text, "GREEN15.259."));
  g_assert_true (vt_offer_code_parse (key, text, &code, &popup, &ends));
  g_assert_cmpstr (code, ==, "GREEN15");
  g_assert_cmpint (popup, ==, VT_TEST_POPUP);
  g_assert_cmpint (ends, ==, ENDS);
  g_assert_true (vt_offer_code_parse (key, lower, &again, &popup, &ends));
  g_assert_false (vt_offer_code_parse (other, text, &again, &popup, &ends));
}

/* Every character that is changed makes it none. */
static void
test_forged (void)
{
  g_autofree char *text = vt_offer_code_new (key, VT_TEST_POPUP, "GREEN15", ENDS);
  static const char *const wrong[] = { "",
                                       ".",
                                       "...",
                                       "GREEN15",
                                       "GREEN15.259.1.",
                                       "....",
                                       "A.0.1.b",
                                       "A.-1.1.ffffffffffffffffffff",
                                       "A.1.ffffffffffffffffff.x" };
  g_autofree char *code = NULL;
  gint64 popup = 0, ends = 0;

  for (gsize i = 0; i < strlen (text); i++)
    {
      g_autofree char *forged = g_strdup (text);

      forged[i] = forged[i] == '3' ? '4' : '3';
      g_assert_false (vt_offer_code_parse (key, forged, &code, &popup, &ends));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (vt_offer_code_parse (key, wrong[i], &code, &popup, &ends));
}

static void
assert_admits (VtDb *db, const guint8 *own, gint64 now_us, const char *given, const char *expected, VtOfferState state)
{
  g_autofree char *codes = g_strdup (given);
  g_autoptr (GError) error = NULL;
  VtOfferState found;

  g_assert_true (vt_offer_admit (db, own, now_us, &codes, &found, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (codes, ==, expected);
  g_assert_cmpint (found, ==, state);
}

static void
test_admit (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autofree char *text = vt_offer_code_new (key, VT_TEST_POPUP, "GREEN15", ENDS);
  g_autofree char *both = g_strconcat ("FREESHIP,", text, NULL);
  g_autofree char *late = NULL;

  assert_admits (db, key, VT_TEST_NOW_US, NULL, NULL, VT_OFFER_PLAIN);
  assert_admits (db, key, VT_TEST_NOW_US, "GREEN15", "GREEN15", VT_OFFER_PLAIN);
  assert_admits (db, key, VT_TEST_NOW_US, "nonsense ✂", "nonsense ✂", VT_OFFER_PLAIN);
  assert_admits (db, key, ENDS - 1, text, "GREEN15", VT_OFFER_VALID);
  assert_admits (db, key, VT_TEST_NOW_US, both, "FREESHIP,GREEN15", VT_OFFER_VALID);
  assert_admits (db, key, ENDS, text, "GREEN15.", VT_OFFER_ENDED);

  /* With an end for each visitor the code alone is none, however it is written. */
  g_assert_true (vt_db_exec (db, "UPDATE popup SET evergreen_minutes = 60 WHERE id = 601", NULL));
  assert_admits (db, key, VT_TEST_NOW_US, "GREEN15", "GREEN15.", VT_OFFER_BARE);
  assert_admits (db, key, VT_TEST_NOW_US, "green15 ", "green15 .", VT_OFFER_BARE);
  assert_admits (db, NULL, VT_TEST_NOW_US, "GREEN15", "GREEN15.", VT_OFFER_BARE);
  assert_admits (db, NULL, VT_TEST_NOW_US, text, text, VT_OFFER_PLAIN);
  assert_admits (db, other, VT_TEST_NOW_US, text, text, VT_OFFER_PLAIN);
  assert_admits (db, key, VT_TEST_NOW_US, text, "GREEN15", VT_OFFER_VALID);
  assert_admits (db, key, VT_TEST_NOW_US, "FREESHIP,GREEN15", "FREESHIP,GREEN15.", VT_OFFER_BARE);
  late = g_strconcat (text, ",", text, NULL);
  assert_admits (db, key, ENDS, late, "GREEN15.,GREEN15.", VT_OFFER_ENDED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/offer-code/parse", test_parse);
  g_test_add_func ("/offer-code/forged", test_forged);
  g_test_add_func ("/offer-code/admit", test_admit);

  return g_test_run ();
}
