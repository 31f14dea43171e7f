#include "app/promo/vt-popup-start.h"
#include "app/widgets/vt-percent.h"
#include "promo/vt-popup.h"
#include "support/vt-test-shop.h"

/* Whatever a popup starts from, it may be shown at once without promising what is not so. */
static void
test_every_start_is_honest (void)
{
  static const struct
  {
    VtPopupStart start;
    gboolean has_discount;
    gboolean countdown;
  } cases[] = {
    { VT_POPUP_START_EMPTY, FALSE, FALSE }, { VT_POPUP_START_LEAVING, TRUE, FALSE },
    { VT_POPUP_START_ENDING, TRUE, TRUE },  { VT_POPUP_START_NEWS, FALSE, FALSE },
    { VT_POPUP_START_LETTER, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      VtPopupStartJob job = { .start = cases[i].start,
                              .ends_us = cases[i].countdown ? VT_TEST_NOW_US + VT_TEST_DAY_US : 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (VtPopup) popup = NULL;

      g_test_message ("start %d", (int) cases[i].start);
      g_assert_true (vt_popup_start (db, &job, NULL, &error));
      g_assert_no_error (error);
      popup = vt_popup_load (db, job.popup_id, &error);
      g_assert_no_error (error);
      g_assert_false (popup->active);
      g_assert_true ((popup->discount_id != 0) == cases[i].has_discount);
      g_assert_cmpint (popup->discount_id, ==, job.discount_id);
      g_assert_true (popup->countdown == cases[i].countdown);
      g_assert_true (vt_popup_is_honest (db, popup, VT_TEST_NOW_US, &error));
      g_assert_no_error (error);
      if (cases[i].start != VT_POPUP_START_EMPTY)
        g_assert_true (vt_popup_set_active (db, job.popup_id, TRUE, VT_TEST_NOW_US, &error));
    }
}

static void
test_what_is_offered_can_be_shown (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  guint goals = 0;

  for (guint i = 0; i < vt_popup_start_count (); i++)
    {
      VtPopupStartJob job;
      g_autoptr (GError) error = NULL;
      g_autoptr (VtPopup) popup = NULL;

      vt_popup_start_prepare (i, VT_TEST_NOW_US + VT_TEST_DAY_US, &job);
      g_test_message ("starting point %u", i);
      g_assert_true (vt_popup_start (db, &job, NULL, &error));
      g_assert_no_error (error);
      popup = vt_popup_load (db, job.popup_id, &error);
      g_assert_no_error (error);
      g_assert_cmpint (popup->discount_ends_us, ==, job.ends_us);
      if (job.start != VT_POPUP_START_EMPTY)
        {
          g_assert_cmpint (popup->goal, ==, job.goal);
          g_assert_true (vt_popup_set_active (db, job.popup_id, TRUE, VT_TEST_NOW_US, &error));
          g_assert_no_error (error);
        }
      goals |= 1u << popup->goal;
    }

  /* Every goal is somebody's starting point. */
  g_assert_cmpuint (goals, ==, (1u << (VT_POPUP_LIVE + 1)) - 1);
}

static void
test_the_offer_ends (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  VtPopupStartJob job = { .start = VT_POPUP_START_ENDING, .ends_us = VT_TEST_NOW_US + VT_TEST_DAY_US };
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPopup) popup = NULL;

  g_assert_true (vt_popup_start (db, &job, NULL, NULL));
  popup = vt_popup_load (db, job.popup_id, NULL);
  g_assert_cmpint (popup->discount_ends_us, ==, job.ends_us);
  g_assert_false (vt_popup_is_honest (db, popup, job.ends_us, &error));
  g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST);
}

static void
test_codes_never_clash (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const char *const expected[] = { "WELCOME10", "WELCOME10-2", "WELCOME10-3" };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      VtPopupStartJob job = { .start = VT_POPUP_START_LEAVING };
      g_autoptr (VtDiscount) discount = NULL;

      g_assert_true (vt_popup_start (db, &job, NULL, NULL));
      discount = vt_discount_load (db, job.discount_id, NULL);
      g_assert_cmpstr (discount->code, ==, expected[i]);
      g_assert_true (discount->active);
    }
}

static void
test_a_discount_for_a_popup_without (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  VtPopupStartJob job = { .popup_id = 424242 };
  g_autoptr (GError) error = NULL;

  g_assert_false (vt_popup_start_discount (db, &job, NULL, &error));
  g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND);
}

static void
test_percent (void)
{
  static const struct
  {
    const char *text;
    gint64 basis_points; /* -1: refused */
    const char *shown;
  } cases[] = {
    { "15", 1500, "15" },    { "12.5", 1250, "12.5" }, { "12,50 %", 1250, "12.5" },
    { " 0.05%", 5, "0.05" }, { "100", 10000, "100" },  { "7.", 700, "7" },
    { "0", 0, "0" },         { "", -1, NULL },         { "%", -1, NULL },
    { "-5", -1, NULL },      { "12.345", -1, NULL },   { "1e3", -1, NULL },
    { "99999", -1, NULL },   { "15 %%", -1, NULL },    { ".5", -1, NULL },
    { "1 5", -1, NULL },     { "15x", -1, NULL },      { "\xd9\xa1\xd9\xa5", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 value = -1;

      g_test_message ("“%s”", cases[i].text);
      g_assert_true (vt_percent_parse (cases[i].text, &value) == (cases[i].basis_points >= 0));
      g_assert_cmpint (value, ==, cases[i].basis_points);
      if (value >= 0)
        {
          g_autofree char *shown = vt_percent_format (value);

          g_assert_cmpstr (shown, ==, cases[i].shown);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/popup-start/every-start-is-honest", test_every_start_is_honest);
  g_test_add_func ("/popup-start/what-is-offered-can-be-shown", test_what_is_offered_can_be_shown);
  g_test_add_func ("/popup-start/the-offer-ends", test_the_offer_ends);
  g_test_add_func ("/popup-start/codes-never-clash", test_codes_never_clash);
  g_test_add_func ("/popup-start/a-discount-for-a-popup-without", test_a_discount_for_a_popup_without);
  g_test_add_func ("/percent/parse-and-format", test_percent);
  return g_test_run ();
}
