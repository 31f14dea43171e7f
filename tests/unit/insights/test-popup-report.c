#include "insights/vt-popup-report.h"

#include "promo/vt-popup-simulate.h"
#include "support/vt-test-shop.h"

#define SECOND G_GINT64_CONSTANT (1000000)

static void
edit (VtDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  vt_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static void
tell (VtDb *db, int number, gint64 after_s, const char *visit, const char *more)
{
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO event (uuid, host_id, at_us, visit, kind, path, popup_id, "
                       "popup_variant, variant_id, value) VALUES ('u%d', 1, %" G_GINT64_FORMAT ", '%s', %s)",
                       number, VT_TEST_NOW_US + after_s * SECOND, visit, more);

  edit (db, sql);
}

static GPtrArray *
report (VtDb *db, gint64 from_s, gint64 to_s)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *reports =
      vt_popup_report_list (db, VT_TEST_NOW_US + from_s * SECOND, VT_TEST_NOW_US + to_s * SECOND, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reports);
  return reports;
}

static const VtPopupReportRow *
row_of (GPtrArray *reports, guint i)
{
  const VtPopupReport *self = g_ptr_array_index (reports, 0);

  g_assert_cmpuint (reports->len, ==, 1);
  g_assert_cmpint (self->id, ==, VT_TEST_POPUP);
  g_assert_cmpuint (self->rows->len, >, i);
  return &g_array_index (self->rows, VtPopupReportRow, i);
}

/* Each event counts for the variant that came up, and only in its time. */
static void
test_counts (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) late = NULL;

  edit (db, "INSERT INTO popup_variant (id, popup_id, position, name) VALUES (1, 601, 0, 'B')");
  tell (db, 1, 0, "v1", "'popup-shown', '/', 601, 0, NULL, NULL");
  tell (db, 2, 1, "v1", "'popup-accepted', '/', 601, 0, NULL, NULL");
  tell (db, 3, 2, "v1", "'purchase', '', 601, 0, NULL, 5000");
  tell (db, 4, 2, "v1", "'purchase', '', 601, 0, 1001, 5000");
  tell (db, 5, 10, "v2", "'popup-shown', '/', 601, 1, NULL, NULL");
  tell (db, 6, 11, "v2", "'popup-closed', '/', 601, 1, NULL, NULL");
  tell (db, 7, 12, "v3", "'popup-shown', '/', 601, 99, NULL, NULL");
  tell (db, 8, 12, "v3", "'popup-shown', '/', 4711, 0, NULL, NULL");

  all = report (db, 0, 100);
  g_assert_cmpuint (row_of (all, 0)->shown, ==, 1);
  g_assert_cmpuint (row_of (all, 0)->accepted, ==, 1);
  g_assert_cmpuint (row_of (all, 0)->closed, ==, 0);
  g_assert_cmpuint (row_of (all, 0)->orders, ==, 1);
  g_assert_cmpint (row_of (all, 0)->revenue_minor, ==, 5000);
  g_assert_cmpstr (row_of (all, 1)->name, ==, "B");
  g_assert_cmpuint (row_of (all, 1)->shown, ==, 1);
  g_assert_cmpuint (row_of (all, 1)->closed, ==, 1);
  g_assert_cmpuint (row_of (all, 1)->orders, ==, 0);

  late = report (db, 1, 11);
  g_assert_cmpuint (row_of (late, 0)->shown, ==, 0);
  g_assert_cmpuint (row_of (late, 0)->accepted, ==, 1);
  g_assert_cmpuint (row_of (late, 1)->shown, ==, 1);
  g_assert_cmpuint (row_of (late, 1)->closed, ==, 0);
}

/* Nothing came up: nothing is said of who wins, and no share is a fault. */
static void
test_nothing (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GPtrArray) reports = report (db, 0, 100);
  const VtPopupReport *self = g_ptr_array_index (reports, 0);

  g_assert_cmpuint (row_of (reports, 0)->shown, ==, 0);
  g_assert_cmpfloat (row_of (reports, 0)->odds.least, >=, 0.0);
  g_assert_cmpfloat (row_of (reports, 0)->odds.most, <=, 1.0);
  g_assert_cmpint (self->winner, ==, -1);
  g_assert_cmpint (self->sales_winner, ==, -1);
}

/* One variant is accepted by nearly all, the other by nearly nobody; but both sell nothing. */
static void
test_winner (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GPtrArray) reports = NULL;
  const VtPopupReport *self;

  edit (db, "INSERT INTO popup_variant (id, popup_id, position, name) VALUES (1, 601, 0, 'B')");
  for (int i = 0; i < 200; i++)
    {
      tell (db, 2 * i, i, "v",
            i % 2 == 0 ? "'popup-shown', '/', 601, 0, NULL, NULL" : "'popup-shown', '/', 601, 1, NULL, NULL");
      if (i % 2 == 1 || i % 20 == 0)
        tell (db, 2 * i + 1, i, "v",
              i % 2 == 0 ? "'popup-accepted', '/', 601, 0, NULL, NULL" : "'popup-accepted', '/', 601, 1, NULL, NULL");
    }
  reports = report (db, 0, 1000);
  self = g_ptr_array_index (reports, 0);
  g_assert_cmpuint (row_of (reports, 0)->accepted, ==, 10);
  g_assert_cmpuint (row_of (reports, 1)->accepted, ==, 100);
  g_assert_cmpint (self->winner, ==, 1);
  g_assert_cmpfloat (row_of (reports, 1)->odds.chance, >, 0.99);
  g_assert_cmpint (self->sales_winner, ==, -1);
}

/* What was recorded can be simulated: a visit with two pages, and one of somebody else. */
static void
test_visits (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (JsonArray) visits = NULL;
  g_autoptr (VtPopupSimulation) simulation = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *visit;
  JsonArray *pages;

  tell (db, 1, 0, "v1", "'view', '/', NULL, NULL, NULL, NULL");
  tell (db, 2, 20, "v1", "'view', '/products/modern-cafe-chair', NULL, NULL, NULL, NULL");
  tell (db, 3, 30, "v2", "'view', '/collections/chairs', NULL, NULL, NULL, NULL");

  visits = vt_popup_visits_read (db, VT_TEST_NOW_US, VT_TEST_NOW_US + VT_TEST_DAY_US, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (visits), ==, 2);
  visit = json_array_get_object_element (visits, 0);
  pages = json_object_get_array_member (visit, "pages");
  g_assert_cmpuint (json_array_get_length (pages), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (pages, 0), "seconds"), ==, 20);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (pages, 1), "kind"), ==, "product");

  simulation = vt_popup_simulate (db, visits, VT_TEST_NOW_US, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (simulation->n_visits, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/popup-report/counts", test_counts);
  g_test_add_func ("/popup-report/nothing", test_nothing);
  g_test_add_func ("/popup-report/winner", test_winner);
  g_test_add_func ("/popup-report/visits", test_visits);

  return g_test_run ();
}
