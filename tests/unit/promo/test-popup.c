#include "promo/vt-popup.h"
#include "support/vt-test-shop.h"

static void
test_honest (void)
{
  static const struct
  {
    const char *name, *sql;
    gint64 days; /* from now */
    gboolean honest;
  } cases[] = {
    { "as it is", NULL, 0, TRUE },
    { "at its end", NULL, 7, FALSE },
    { "no end, countdown", "UPDATE discount SET ends_us = NULL WHERE id = 501", 0, FALSE },
    { "no end, no countdown", "UPDATE discount SET ends_us = NULL; UPDATE popup SET countdown = 0", 0, TRUE },
    { "a draft", "UPDATE discount SET status = 'draft' WHERE id = 501", 0, FALSE },
    { "not started", "UPDATE discount SET starts_us = 1750000000000001 WHERE id = 501", 0, FALSE },
    { "a countdown to nothing", "UPDATE popup SET discount_id = NULL", 0, FALSE },
    { "no promise", "UPDATE popup SET discount_id = NULL, countdown = 0", 0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      gint64 now_us = VT_TEST_NOW_US + cases[i].days * VT_TEST_DAY_US;
      g_autoptr (GError) error = NULL;
      g_autoptr (VtPopup) self = NULL;
      g_autoptr (GPtrArray) shown = NULL;

      if (cases[i].sql != NULL)
        g_assert_true (vt_db_exec (db, cases[i].sql, NULL));
      self = vt_popup_load (db, VT_TEST_POPUP, NULL);

      g_test_message ("%s", cases[i].name);
      g_assert_true (vt_popup_is_honest (db, self, now_us, &error) == cases[i].honest);
      if (!cases[i].honest)
        g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST);
      shown = vt_popup_list_for_shoppers (db, now_us, NULL);
      g_assert_true ((shown->len == 1) == cases[i].honest);
    }
}

static void
test_edits (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPopup) self = NULL;
  gint64 id = 0;

  g_assert_true (vt_popup_create (db, "New", &id, &error));
  g_assert_false (vt_popup_set_active (db, id, TRUE, VT_TEST_NOW_US, &error));
  g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (vt_popup_set_headline (db, id, "Hello", &error));
  g_assert_true (vt_popup_set_countdown (db, id, TRUE, &error));
  g_assert_false (vt_popup_set_active (db, id, TRUE, VT_TEST_NOW_US, &error));
  g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST);
  g_clear_error (&error);

  g_assert_true (vt_popup_set_discount (db, id, VT_TEST_GREEN15, &error));
  g_assert_true (vt_popup_set_active (db, id, TRUE, VT_TEST_NOW_US, &error));
  g_assert_true (vt_popup_set_trigger (db, id, VT_POPUP_SCROLL, 50, &error));
  g_assert_true (vt_popup_set_picture (db, id, VT_TEST_PHOTO_LAMP, "A lamp", &error));
  g_assert_no_error (error);
  self = vt_popup_load (db, id, &error);
  g_assert_cmpstr (self->discount_code, ==, "GREEN15");
  g_assert_cmpint (self->discount_ends_us, ==, VT_TEST_NOW_US + 7 * VT_TEST_DAY_US);
  g_assert_cmpint (self->trigger, ==, VT_POPUP_SCROLL);
  g_assert_cmpint (self->width, ==, 200);

  g_assert_false (vt_popup_set_trigger (db, id, VT_POPUP_SCROLL, 101, &error));
  g_clear_error (&error);
  g_assert_false (vt_popup_set_target (db, id, "javascript:alert(1)", &error));
  g_clear_error (&error);
  g_assert_false (vt_popup_set_picture (db, id, "none", NULL, &error));
  g_clear_error (&error);
  g_assert_false (vt_popup_set_discount (db, id, 1, &error));
  g_clear_error (&error);
  g_assert_false (vt_popup_set_quiet_days (db, id, 366, &error));
  g_clear_error (&error);
  g_assert_true (vt_popup_delete (db, id, &error));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/popup/honest", test_honest);
  g_test_add_func ("/popup/edits", test_edits);

  return g_test_run ();
}
