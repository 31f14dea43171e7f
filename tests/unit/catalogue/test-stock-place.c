#include "catalogue/vt-stock-list.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stocktake.h"
#include "fixture.h"

static gint64
only_variant (VtDb *db, const char *title)
{
  g_autoptr (VtProduct) product = load_product (db, create_product (db, title));

  return vt_product_get_variant (product, 0)->id;
}

static gint64
add_place (VtDb *db, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  g_assert_true (vt_stock_place_add (db, name, &id, &error));
  g_assert_no_error (error);

  return id;
}

static char *
names (VtDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = vt_stock_place_list (db, TRUE, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < places->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", ((VtStockPlace *) g_ptr_array_index (places, i))->name);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_names(db, expected)                                                                                     \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found = names (db);                                                                               \
    g_assert_cmpstr (found, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static void
test_order (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 cellar = add_place (db, "  Cellar ");
  gint64 truck = add_place (db, "Truck");
  gint64 first = 0;

  assert_names (db, "Shop,Cellar,Truck");
  g_assert_true (vt_stock_place_reorder (db, truck, 0, &error));
  assert_names (db, "Truck,Shop,Cellar");
  g_assert_true (vt_stock_default_place (db, &first, &error));
  g_assert_cmpint (first, ==, truck);
  g_assert_true (vt_stock_place_reorder (db, truck, 99, &error));
  assert_names (db, "Shop,Cellar,Truck");
  g_assert_true (vt_stock_place_rename (db, cellar, "Basement", &error));
  assert_names (db, "Shop,Basement,Truck");
}

static void
test_names_are_told_apart (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtStockPlace) found = NULL;
  gint64 cellar = add_place (db, "Cellar");
  gint64 id = 0;

  g_assert_false (vt_stock_place_add (db, "CELLAR", &id, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_false (vt_stock_place_add (db, "  ", &id, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (vt_stock_place_rename (db, cellar, "cellar", &error));

  found = vt_stock_place_find (db, "Céllar", &error);
  g_assert_cmpint (found->id, ==, cellar);
  g_assert_null (vt_stock_place_find (db, "Attic", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

static void
test_only_an_empty_one_goes (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 variant = only_variant (db, "Chair");
  gint64 cellar = add_place (db, "Cellar");
  gint64 shop = 0;
  gint64 again = 0;
  guint n = 0;

  g_assert_true (vt_stock_default_place (db, &shop, &error));
  g_assert_true (vt_stock_move (db, variant, cellar, 4, "received", NULL, 1, &error));
  g_assert_false (vt_stock_place_remove (db, cellar, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_stock_place_empty (db, cellar, cellar, 2, &n, &error));
  g_clear_error (&error);

  g_assert_true (vt_stock_place_empty (db, cellar, shop, 2, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (vt_stock_place_remove (db, cellar, &error));
  assert_names (db, "Shop");
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM stock_movement"), ==, 3);
  g_assert_cmpint (count_rows (db, "SELECT sum (on_hand) FROM stock_level"), ==, 4);

  g_assert_false (vt_stock_place_remove (db, shop, &error));
  g_clear_error (&error);

  again = add_place (db, "Cellar");
  g_assert_cmpint (again, ==, cellar);
  assert_names (db, "Shop,Cellar");
  g_assert_null (vt_stock_place_load (db, 12345, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

static void
test_unused_leaves_nothing (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 truck = add_place (db, "Truck");
  gint64 take = 0;

  g_assert_true (vt_stocktake_start (db, truck, 1, &take, &error));
  g_assert_false (vt_stock_place_remove (db, truck, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (vt_stocktake_discard (db, take, &error));
  g_assert_true (vt_stock_place_remove (db, truck, &error));
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM stock_place"), ==, 1);
}

static void
test_transfer (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 variant = only_variant (db, "Chair");
  gint64 cellar = add_place (db, "Cellar");
  gint64 shop = 0;
  g_autoptr (VtStockRow) row = NULL;

  g_assert_true (vt_stock_default_place (db, &shop, &error));
  g_assert_true (vt_stock_adjust (db, variant, shop, "received", 10, "Note 7", 1, &error));
  g_assert_true (vt_stock_transfer (db, variant, shop, cellar, 4, 2, &error));
  row = vt_stock_row_load (db, variant, cellar, &error);
  g_assert_cmpint (row->here, ==, 4);
  g_assert_cmpint (row->on_hand, ==, 10);

  g_assert_false (vt_stock_transfer (db, variant, shop, cellar, 7, 3, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_stock_transfer (db, variant, shop, shop, 1, 3, &error));
  g_clear_error (&error);
  g_assert_false (vt_stock_transfer (db, variant, shop, cellar, -1, 3, &error));
  g_clear_error (&error);
  g_assert_false (vt_stock_transfer (db, variant, shop, 99, 1, 3, &error));
  g_clear_error (&error);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM stock_movement"), ==, 3);
}

static void
test_adjust (void)
{
  g_autoptr (VtDb) db = open_memory ();
  gint64 variant = only_variant (db, "Chair");
  gint64 on_hand = 0;
  const struct
  {
    const char *reason;
    gint64 quantity, expected; /* -1: refused */
  } cases[] = {
    { "received", 10, 10 }, { "damaged", 2, 8 },   { "returned", 1, 9 },  { "sold", 3, 6 },
    { "counted", 5, 5 },    { "counted", 5, 5 },   { "received", 0, -1 }, { "damaged", -1, -1 },
    { "moved", 1, -1 },     { "counted", -1, -1 }, { NULL, 1, -1 },       { "lost", 1, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean done = vt_stock_adjust (db, variant, 0, cases[i].reason, cases[i].quantity, NULL, i + 1, &error);

      g_assert_true (done == (cases[i].expected >= 0));
      g_assert_true (done == (error == NULL));
      g_assert_true (vt_stock_on_hand (db, variant, &on_hand, NULL));
      if (done)
        g_assert_cmpint (on_hand, ==, cases[i].expected);
    }
  g_assert_cmpint (on_hand, ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stock-place/order", test_order);
  g_test_add_func ("/stock-place/names-are-told-apart", test_names_are_told_apart);
  g_test_add_func ("/stock-place/only-an-empty-one-goes", test_only_an_empty_one_goes);
  g_test_add_func ("/stock-place/unused-leaves-nothing", test_unused_leaves_nothing);
  g_test_add_func ("/stock/transfer", test_transfer);
  g_test_add_func ("/stock/adjust", test_adjust);

  return g_test_run ();
}
