#include "base/vt-id.h"
#include "fixture.h"

static gint64
only_variant (VtDb *db, const char *title)
{
  g_autoptr (VtProduct) product = load_product (db, create_product (db, title));

  return vt_product_get_variant (product, 0)->id;
}

static gint64
on_hand (VtDb *db, gint64 variant_id)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -99;

  g_assert_true (vt_stock_on_hand (db, variant_id, &n, &error));

  return n;
}

static void
test_ledger (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 variant = only_variant (db, "Chair");
  gint64 place = 0;
  gint64 again = 0;

  g_assert_cmpint (on_hand (db, variant), ==, 0);
  g_assert_true (vt_stock_default_place (db, &place, &error));
  g_assert_true (vt_stock_default_place (db, &again, &error));
  g_assert_cmpint (place, ==, again);
  g_assert_true (vt_stock_move (db, variant, place, 10, "received", "Delivery 1", 1, &error));
  g_assert_true (vt_stock_move (db, variant, place, -3, "damaged", NULL, 2, &error));
  g_assert_cmpint (on_hand (db, variant), ==, 7);

  g_assert_true (vt_stock_count (db, variant, place, 5, 3, &error));
  g_assert_cmpint (on_hand (db, variant), ==, 5);
  g_assert_true (vt_stock_count (db, variant, place, 5, 4, &error));
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM stock_movement"), ==, 3);
  g_assert_cmpint (count_rows (db, "SELECT delta FROM stock_movement WHERE reason = 'counted'"), ==, -2);
}

static void
test_bad_input (void)
{
  g_autoptr (VtDb) db = open_memory ();
  gint64 variant = only_variant (db, "Chair");
  const struct
  {
    gint64 variant, delta;
    const char *reason;
    int code;
  } cases[] = {
    { variant, 0, "received", VT_CATALOGUE_ERROR_INVALID },
    { variant, 1, "stolen", VT_CATALOGUE_ERROR_INVALID },
    { variant, 1, NULL, VT_CATALOGUE_ERROR_INVALID },
    { variant, G_MAXINT64, "received", VT_CATALOGUE_ERROR_INVALID },
    { variant, G_MININT64, "sold", VT_CATALOGUE_ERROR_INVALID },
    { 12, 1, "received", VT_CATALOGUE_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (vt_stock_move (db, cases[i].variant, 0, cases[i].delta, cases[i].reason, NULL, 1, &error));
      g_assert_error (error, VT_CATALOGUE_ERROR, cases[i].code);
    }
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM stock_movement"), ==, 0);
}

static void
test_take_over (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 variant = only_variant (db, "Chair");
  g_autofree char *uuid = vt_uuid_new ();
  g_autofree char *other = vt_uuid_new ();

  g_assert_true (vt_stock_take_over (db, uuid, variant, -2, "sold", "1001", "host-a", 5, &error));
  g_assert_true (vt_stock_take_over (db, uuid, variant, -2, "sold", "1001", "host-a", 5, &error));
  g_assert_cmpint (on_hand (db, variant), ==, -2);

  g_assert_true (vt_stock_take_over (db, other, 999, -2, "sold", "1002", "host-a", 5, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM stock_movement"), ==, 1);

  g_assert_false (vt_stock_take_over (db, "not one", variant, -2, "sold", NULL, "host-a", 5, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stock/ledger", test_ledger);
  g_test_add_func ("/stock/bad-input", test_bad_input);
  g_test_add_func ("/stock/take-over-is-idempotent", test_take_over);

  return g_test_run ();
}
