#include "promo/vt-discount-code.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"
#include "support/vt-test-shop.h"

#include <string.h>

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

static void
test_more_edits (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDiscount) self = NULL;
  const VtDiscountTier tiers[] = { { 2, 500 }, { 5, 1000 } };
  const VtDiscountTier falling[] = { { 5, 500 }, { 5, 1000 } };
  const VtDiscountTarget targets[] = { { 0, 0, VT_TEST_CHAIR, 0 }, { 0, 0, 0, VT_TEST_LAMP_ONLY } };
  const VtDiscountTarget nothing = { 0, 0, 424242, 0 };
  gint64 id = 0;

  g_assert_true (vt_discount_create (db, "Volume", NULL, VT_DISCOUNT_TIERED_PERCENT, 0, &id, &error));
  g_assert_true (vt_discount_set_tiers (db, id, VT_DISCOUNT_TIERS_BY_QUANTITY, tiers, 2, &error));
  g_assert_true (vt_discount_set_targets (db, id, VT_DISCOUNT_TARGET_ON, targets, 2, TRUE, &error));
  g_assert_true (vt_discount_set_countries (db, id, "pt, es", &error));
  g_assert_true (vt_discount_set_audience (db, id, VT_DISCOUNT_FOR_NEW, &error));
  g_assert_true (vt_discount_set_combines (db, id, VT_DISCOUNT_COMBINES_ALL, &error));
  g_assert_true (vt_discount_set_buy_get (db, id, 3, 2, 1, &error));
  assert_fails (vt_discount_set_tiers (db, id, 0, falling, 2, &error), &error, VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_set_countries (db, id, "Portugal", &error), &error, VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_set_priority (db, id, 101, &error), &error, VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_set_buy_get (db, id, 0, 1, 0, &error), &error, VT_PROMO_ERROR_INVALID);

  self = vt_discount_load (db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (self->method, ==, VT_DISCOUNT_AUTOMATIC);
  g_assert_cmpuint (self->tiers->len, ==, 2);
  g_assert_cmpuint (self->targets->len, ==, 2);
  g_assert_cmpstr (self->countries, ==, "PT ES");
  g_assert_true (self->chosen);
  assert_fails (vt_discount_set_targets (db, id, VT_DISCOUNT_TARGET_ON, &nothing, 1, TRUE, &error), &error,
                VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_set_method (db, id, VT_DISCOUNT_BY_CODE, &error), &error, VT_PROMO_ERROR_INVALID);
  g_assert_true (vt_discount_delete (db, id, &error));
}

static void
test_duplicate (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDiscount) first = NULL;
  g_autoptr (VtDiscount) copy = NULL;
  const VtDiscountTier tiers[] = { { 2, 500 }, { 5, 1000 } };
  const VtDiscountTarget on[] = { { 0, 0, VT_TEST_CHAIR, 0 }, { 0, 0, 0, VT_TEST_LAMP_ONLY } };
  const VtDiscountTarget buy = { 0, 0, VT_TEST_CHAIR, 0 };
  g_autofree char *title = NULL;
  gint64 id = 0;
  gint64 copy_id = 0;

  g_assert_true (vt_discount_create (db, "Volume", "VOLUME", VT_DISCOUNT_TIERED_PERCENT, 0, &id, &error));
  g_assert_true (vt_discount_set_tiers (db, id, VT_DISCOUNT_TIERS_BY_QUANTITY, tiers, 2, &error));
  g_assert_true (vt_discount_set_targets (db, id, VT_DISCOUNT_TARGET_ON, on, 2, TRUE, &error));
  g_assert_true (vt_discount_set_targets (db, id, VT_DISCOUNT_TARGET_BUY, &buy, 1, FALSE, &error));
  g_assert_true (vt_discount_set_usage_limit (db, id, 7, &error));
  g_assert_true (vt_discount_set_period (db, id, 100, 200, &error));
  g_assert_true (vt_discount_set_active (db, id, TRUE, &error));
  g_assert_true (vt_setting_set (db, "languages", "pt-BR", &error));
  g_assert_true (vt_translation_set (db, "discount", id, "title", "pt-BR", "Quantidade", &error));
  g_assert_true (vt_discount_duplicate (db, id, &copy_id, &error));
  g_assert_no_error (error);

  first = vt_discount_load (db, id, &error);
  copy = vt_discount_load (db, copy_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (copy->title, ==, "Volume (copy)");
  g_assert_cmpuint (strlen (copy->code), >=, 8);
  g_assert_cmpstr (copy->code, !=, first->code);
  g_assert_false (copy->active);
  g_assert_true (first->active);
  g_assert_true (copy->chosen);
  g_assert_cmpuint (copy->tiers->len, ==, 2);
  g_assert_cmpuint (copy->targets->len, ==, 3);
  g_assert_cmpint (copy->usage_limit, ==, 7);
  g_assert_cmpint (copy->starts_us, ==, 100);
  g_assert_cmpint (copy->ends_us, ==, 200);
  title = vt_translation_get (db, "discount", copy_id, "title", "pt-BR", &error);
  g_assert_cmpstr (title, ==, "Quantidade");
  g_assert_true (vt_discount_delete (db, copy_id, &error));
  assert_fails (vt_discount_duplicate (db, copy_id, NULL, &error), &error, VT_PROMO_ERROR_NOT_FOUND);
}

static gint64
moment (GTimeZone *zone, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) local = g_date_time_new (zone, 2026, month, day, hour, minute, 0);

  return g_date_time_to_unix (local) * G_USEC_PER_SEC;
}

/* A day of the shop has 23 hours when the clocks go forward and 25 when they go back; a discount that is on from one
 * midnight to the next is on for all of them and for no more. */
static void
test_clock_changes (void)
{
  static const struct
  {
    int month;
    int day;
    gint64 hours;
  } days[] = { { 3, 29, 23 }, { 10, 25, 25 }, { 7, 1, 24 } };
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Lisbon");
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (zone);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (VtDiscount) self = NULL;
      gint64 starts = moment (zone, days[i].month, days[i].day, 0, 0);
      gint64 ends = moment (zone, days[i].month, days[i].day + 1, 0, 0);
      gint64 id = 0;

      g_assert_true (vt_discount_create (db, "A day", NULL, VT_DISCOUNT_PERCENT, 1000, &id, &error));
      g_assert_true (vt_discount_set_period (db, id, starts, ends, &error));
      g_assert_true (vt_discount_set_active (db, id, TRUE, &error));
      self = vt_discount_load (db, id, &error);
      g_assert_no_error (error);
      g_assert_cmpint (self->ends_us - self->starts_us, ==, days[i].hours * 60 * 60 * G_USEC_PER_SEC);
      g_assert_cmpint (vt_discount_check_time (self, starts - 1), ==, VT_DISCOUNT_NOT_STARTED);
      for (gint64 hour = 0; hour < days[i].hours; hour++)
        g_assert_cmpint (vt_discount_check_time (self, starts + hour * 60 * 60 * G_USEC_PER_SEC), ==,
                         VT_DISCOUNT_APPLIES);
      g_assert_cmpint (vt_discount_check_time (self, ends - 1), ==, VT_DISCOUNT_APPLIES);
      g_assert_cmpint (vt_discount_check_time (self, ends), ==, VT_DISCOUNT_ENDED);
    }
}

/* An hour that does not come, and one that comes twice: the period is as long as it was meant, or refused. */
static void
test_lost_hour (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Lisbon");
  g_autoptr (GError) error = NULL;
  gint64 lost = moment (zone, 3, 29, 1, 30);
  gint64 twice = moment (zone, 10, 25, 1, 30);

  g_assert_cmpint (lost, >=, moment (zone, 3, 29, 0, 30));
  g_assert_cmpint (lost, <=, moment (zone, 3, 29, 2, 30));
  assert_fails (vt_discount_set_period (db, VT_TEST_GREEN15, lost, lost, &error), &error, VT_PROMO_ERROR_INVALID);
  g_assert_true (vt_discount_set_period (db, VT_TEST_GREEN15, lost, moment (zone, 3, 29, 2, 31), &error));
  g_assert_true (vt_discount_set_period (db, VT_TEST_GREEN15, twice, moment (zone, 10, 25, 2, 30), &error));
  g_assert_no_error (error);
}

/* What is on nothing any more is not on everything. */
static void
test_lost_target (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDiscount) self = NULL;
  const VtDiscountTarget target = { 0, 0, 0, VT_TEST_CHAIR_GREEN };

  g_assert_true (vt_discount_set_targets (db, VT_TEST_GREEN15, VT_DISCOUNT_TARGET_ON, &target, 1, TRUE, &error));
  g_assert_true (vt_db_exec (
      db, "DELETE FROM stock_movement WHERE variant_id = 1002; DELETE FROM variant WHERE id = 1002", &error));
  g_assert_no_error (error);
  self = vt_discount_load (db, VT_TEST_GREEN15, &error);
  g_assert_true (self->chosen);
  g_assert_cmpuint (self->targets->len, ==, 0);
}

static void
test_codes (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (VtDiscount) discount = NULL;
  g_autofree char *csv = NULL;
  const VtDiscountCode *first;
  gint64 id = 0;
  gint64 found = 0;

  g_assert_true (vt_discount_create (db, "=Friends", NULL, VT_DISCOUNT_FIXED, 500, &id, &error));
  assert_fails (vt_discount_codes_make (db, id, "", 5, 1, &error), &error, VT_PROMO_ERROR_INVALID);
  g_assert_true (vt_discount_set_method (db, id, VT_DISCOUNT_BY_UNIQUE_CODES, &error));
  assert_fails (vt_discount_codes_make (db, id, "a b", 5, 1, &error), &error, VT_PROMO_ERROR_INVALID);
  assert_fails (vt_discount_codes_make (db, id, "", 10001, 1, &error), &error, VT_PROMO_ERROR_INVALID);
  g_assert_true (vt_discount_codes_make (db, id, "oil", 500, 1, &error));
  g_assert_no_error (error);

  codes = vt_discount_codes_list (db, id, &error);
  g_assert_cmpuint (codes->len, ==, 500);
  first = g_ptr_array_index (codes, 0);
  g_assert_true (g_str_has_prefix (first->code, "OIL-"));
  g_assert_cmpuint (strlen (first->code), ==, strlen ("OIL-0000-0000-0000"));
  for (guint i = 0; i < codes->len; i++)
    {
      const VtDiscountCode *code = g_ptr_array_index (codes, i);
      g_autofree char *typed = g_ascii_strdown (code->code, -1);

      g_strdelimit (typed, "-", ' ');
      g_assert_cmpint (vt_discount_codes_find (db, typed, &found, &error), ==, VT_STEP_ROW);
      g_assert_cmpint (found, ==, id);
    }
  g_assert_cmpint (vt_discount_codes_find (db, "OIL-0000-0000-0000", &found, &error), ==, VT_STEP_DONE);
  g_assert_cmpint (vt_discount_codes_find (db, "' OR 1=1 --", &found, &error), ==, VT_STEP_DONE);

  discount = vt_discount_load (db, id, &error);
  csv = vt_discount_codes_to_csv (codes, discount);
  g_assert_true (g_str_has_prefix (csv, "code,discount,made"));
  g_assert_nonnull (strstr (csv, "'=Friends"));
  g_assert_true (vt_discount_codes_remove (db, id, first->id, &error));
  g_assert_cmpint (vt_discount_codes_find (db, first->code, &found, &error), ==, VT_STEP_DONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/discount/amount", test_amount);
  g_test_add_func ("/discount/edits", test_edits);
  g_test_add_func ("/discount/faults", test_faults);
  g_test_add_func ("/discount/more-edits", test_more_edits);
  g_test_add_func ("/discount/duplicate", test_duplicate);
  g_test_add_func ("/discount/clock-changes", test_clock_changes);
  g_test_add_func ("/discount/lost-hour", test_lost_hour);
  g_test_add_func ("/discount/lost-target", test_lost_target);
  g_test_add_func ("/discount/codes", test_codes);

  return g_test_run ();
}
