#include "promo/vt-discount.h"
#include "support/vt-test-shop.h"

static void
assert_fails (gboolean done, GError **error, int code)
{
  g_assert_false (done);
  g_assert_error (*error, VT_PROMO_ERROR, code);
  g_clear_error (error);
}

static void
test_amount (void)
{
  static const struct
  {
    VtDiscountKind kind;
    gint64 value, eligible, amount;
  } cases[] = {
    { VT_DISCOUNT_PERCENT, 1500, 12449, 1867 }, { VT_DISCOUNT_PERCENT, 1, 4999, 0 },
    { VT_DISCOUNT_PERCENT, 1, 5000, 1 },        { VT_DISCOUNT_PERCENT, 10000, 333, 333 },
    { VT_DISCOUNT_PERCENT, 99999, 333, 333 },   { VT_DISCOUNT_FIXED, 2000, 5000, 2000 },
    { VT_DISCOUNT_FIXED, 2000, 1999, 1999 },    { VT_DISCOUNT_FREE_SHIPPING, 0, 5000, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VtDiscount discount = { .kind = cases[i].kind, .value = cases[i].value };

      g_assert_cmpint (vt_discount_amount (&discount, cases[i].eligible), ==, cases[i].amount);
    }
}

static void
test_edits (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDiscount) self = NULL;
  g_autofree char *words = NULL;
  gint64 id = 0;

  g_assert_true (vt_discount_create (db, "Winter", "winter-10", VT_DISCOUNT_PERCENT, 1250, &id, &error));
  g_assert_true (vt_discount_set_collection (db, id, VT_TEST_CHAIRS, &error));
  g_assert_true (vt_discount_set_minimum (db, id, 500, &error));
  g_assert_true (vt_discount_set_usage_limit (db, id, 10, &error));
  g_assert_true (vt_discount_set_period (db, id, 100, 200, &error));
  g_assert_true (vt_discount_set_active (db, id, TRUE, &error));
  g_assert_no_error (error);

  self = vt_discount_find_by_code (db, "Winter-10", &error);
  g_assert_no_error (error);
  g_assert_cmpint (self->id, ==, id);
  g_assert_cmpstr (self->code, ==, "WINTER-10");
  g_assert_cmpint (vt_discount_get_collection (self), ==, VT_TEST_CHAIRS);
  g_assert_cmpint (self->usage_limit, ==, 10);
  g_assert_cmpint (vt_discount_check_time (self, 99), ==, VT_DISCOUNT_NOT_STARTED);
  g_assert_cmpint (vt_discount_check_time (self, 100), ==, VT_DISCOUNT_APPLIES);
  g_assert_cmpint (vt_discount_check_time (self, 200), ==, VT_DISCOUNT_ENDED);
  words = vt_discount_describe (self, "EUR", "en");
  g_assert_cmpstr (words, ==, "12.50% off");

  g_assert_true (vt_discount_set_collection (db, id, 0, &error));
  g_assert_true (vt_discount_delete (db, id, &error));
  assert_fails (vt_discount_delete (db, id, &error), &error, VT_PROMO_ERROR_NOT_FOUND);
}

static void
test_faults (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;

  assert_fails (vt_discount_create (db, "", "A", VT_DISCOUNT_FIXED, 1, NULL, &error), &error, VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_create (db, "A", "", VT_DISCOUNT_FIXED, 1, NULL, &error), &error, VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_create (db, "A", "A B", VT_DISCOUNT_FIXED, 1, NULL, &error), &error,
                VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_create (db, "A", "green15", VT_DISCOUNT_FIXED, 1, NULL, &error), &error,
                VT_PROMO_ERROR_TAKEN);
  assert_fails (vt_discount_create (db, "A", "A", VT_DISCOUNT_PERCENT, 10001, NULL, &error), &error,
                VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_create (db, "A", "A", VT_DISCOUNT_FIXED, 0, NULL, &error), &error, VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_set_period (db, VT_TEST_GREEN15, 200, 200, &error), &error, VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_set_collection (db, VT_TEST_GREEN15, 1, &error), &error, VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_set_active (db, VT_TEST_GREEN15, FALSE, &error), &error, VT_PROMO_ERROR_IN_USE);
  assert_fails (vt_discount_delete (db, VT_TEST_GREEN15, &error), &error, VT_PROMO_ERROR_IN_USE);
  g_assert_null (vt_discount_find_by_code (db, "", &error));
  g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/discount/amount", test_amount);
  g_test_add_func ("/discount/edits", test_edits);
  g_test_add_func ("/discount/faults", test_faults);

  return g_test_run ();
}
