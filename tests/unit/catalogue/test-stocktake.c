#include "catalogue/vt-stock-list.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stocktake.h"
#include "fixture.h"

/* A shop with 10 chairs and 5 lamps, and a count of it that goes on. */
typedef struct
{
  VtDb *db;
  gint64 shop;
  gint64 chair;
  gint64 lamp;
  gint64 take;
} Fixture;

static gint64
add_variant (VtDb *db, const char *title, gint64 on_hand)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtProduct) product = load_product (db, create_product (db, title));
  gint64 id = vt_product_get_variant (product, 0)->id;

  g_assert_true (vt_stock_move (db, id, 0, on_hand, "received", NULL, 1, &error));
  g_assert_no_error (error);

  return id;
}

static void
set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->db = open_memory ();
  self->chair = add_variant (self->db, "Chair", 10);
  self->lamp = add_variant (self->db, "Lamp", 5);
  g_assert_true (vt_stock_default_place (self->db, &self->shop, &error));
  g_assert_true (vt_stocktake_start (self->db, 0, 100, &self->take, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_db_free (self->db);
}

static void
count (Fixture *self, gint64 variant, gint64 counted, gint64 at_us)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_stocktake_set (self->db, self->take, variant, counted, at_us, &error));
  g_assert_no_error (error);
}

static void
move (Fixture *self, gint64 variant, gint64 delta, const char *reason, gint64 at_us)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_stock_move (self->db, variant, 0, delta, reason, NULL, at_us, &error));
  g_assert_no_error (error);
}

static guint
apply (Fixture *self, gboolean uncounted_is_none, gint64 at_us)
{
  g_autoptr (GError) error = NULL;
  guint n = 99;

  g_assert_true (vt_stocktake_apply (self->db, self->take, uncounted_is_none, at_us, &n, &error));
  g_assert_no_error (error);

  return n;
}

static gint64
on_hand (Fixture *self, gint64 variant)
{
  gint64 n = -99;

  g_assert_true (vt_stock_on_hand (self->db, variant, &n, NULL));

  return n;
}

static void
assert_line (Fixture *self, gint64 variant, gint64 counted, gint64 expected, gint64 moved_since)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtStocktakeLine) line = vt_stocktake_line_load (self->db, self->take, variant, &error);

  g_assert_no_error (error);
  g_assert_cmpint (line->counted, ==, counted);
  g_assert_cmpint (line->expected, ==, expected);
  g_assert_cmpint (line->moved_since, ==, moved_since);
  g_assert_cmpint (vt_stocktake_line_difference (line), ==, counted - expected);
}

static void
test_differences_become_movements (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  VtStocktakeSums sums;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtStocktake) take = NULL;

  count (self, self->chair, 8, 200);
  count (self, self->lamp, 6, 210);
  g_assert_true (vt_stocktake_sum (self->db, self->take, &sums, &error));
  g_assert_cmpint (sums.n_lines, ==, 2);
  g_assert_cmpint (sums.n_different, ==, 2);
  g_assert_cmpint (sums.n_missing, ==, 2);
  g_assert_cmpint (sums.n_over, ==, 1);

  g_assert_cmpuint (apply (self, FALSE, 300), ==, 2);
  g_assert_cmpint (on_hand (self, self->chair), ==, 8);
  g_assert_cmpint (on_hand (self, self->lamp), ==, 6);
  g_assert_cmpint (count_rows (self->db, "SELECT count (*) FROM stock_movement WHERE reason = 'counted'"), ==, 2);

  /* What was different can be read afterwards. */
  assert_line (self, self->chair, 8, 10, 0);
  move (self, self->chair, -1, "sold", 400);
  assert_line (self, self->chair, 8, 10, 0);
  take = vt_stocktake_load (self->db, self->take, &error);
  g_assert_cmpint (take->applied_us, ==, 300);
}

static void
test_sales_after_counting_are_no_difference (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  count (self, self->chair, 9, 200);
  move (self, self->chair, -3, "sold", 250);
  assert_line (self, self->chair, 9, 10, -3);

  g_assert_cmpuint (apply (self, FALSE, 300), ==, 1);
  g_assert_cmpint (on_hand (self, self->chair), ==, 6);
  assert_line (self, self->chair, 9, 10, -3);
}

static void
test_sales_before_counting_are_expected (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  move (self, self->chair, -3, "sold", 150);
  count (self, self->chair, 7, 200);
  assert_line (self, self->chair, 7, 7, 0);
  g_assert_cmpuint (apply (self, FALSE, 300), ==, 0);
  g_assert_cmpint (on_hand (self, self->chair), ==, 7);
}

/* The host tells of a sale only when it is asked. */
static void
test_a_sale_told_late (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  count (self, self->chair, 9, 200);
  assert_line (self, self->chair, 9, 10, 0);
  move (self, self->chair, -1, "sold", 150);
  assert_line (self, self->chair, 9, 9, 0);
}

/* Somebody corrects the ledger by hand while the count goes on: that is not a second loss. */
static void
test_corrected_meanwhile (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  count (self, self->chair, 9, 200);
  g_assert_true (vt_stock_count (self->db, self->chair, 0, 9, 250, &error));
  assert_line (self, self->chair, 9, 9, 0);
  g_assert_cmpuint (apply (self, FALSE, 300), ==, 0);
  g_assert_cmpint (on_hand (self, self->chair), ==, 9);
}

static void
test_scans_add_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 meanwhile = 99;

  g_assert_true (vt_stocktake_add (self->db, self->take, self->chair, 1, 200, &meanwhile, &error));
  g_assert_cmpint (meanwhile, ==, 0);
  g_assert_true (vt_stocktake_add (self->db, self->take, self->chair, 12, 201, &meanwhile, &error));
  assert_line (self, self->chair, 13, 10, 0);
  g_assert_true (vt_stocktake_add (self->db, self->take, self->chair, -3, 202, &meanwhile, &error));
  g_assert_cmpint (meanwhile, ==, 0);

  /* Sold between two scans: who knows whether it had been counted. */
  move (self, self->chair, -2, "sold", 203);
  g_assert_true (vt_stocktake_add (self->db, self->take, self->chair, 1, 204, &meanwhile, &error));
  g_assert_cmpint (meanwhile, ==, -2);
  g_assert_no_error (error);

  g_assert_false (vt_stocktake_add (self->db, self->take, self->chair, -99, 205, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_stocktake_add (self->db, self->take, 4711, 1, 205, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (vt_stocktake_add (self->db, self->take, self->chair, G_MAXINT64, 205, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (vt_stocktake_forget (self->db, self->take, self->chair, &error));
  g_assert_null (vt_stocktake_line_load (self->db, self->take, self->chair, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

static void
test_uncounted (Fixture *self, gconstpointer none)
{
  VtStocktakeSums sums;
  gint64 gift = add_variant (self->db, "Gift card", 2);
  g_autoptr (GPtrArray) uncounted = NULL;

  g_assert_true (vt_variant_set_track_stock (self->db, gift, FALSE, NULL));
  count (self, self->chair, 10, 200);
  uncounted = vt_stocktake_lines (self->db, self->take, VT_STOCKTAKE_UNCOUNTED, -1, NULL);
  g_assert_cmpuint (uncounted->len, ==, 1);
  g_assert_cmpint (((VtStocktakeLine *) g_ptr_array_index (uncounted, 0))->variant_id, ==, self->lamp);
  g_assert_cmpint (((VtStocktakeLine *) g_ptr_array_index (uncounted, 0))->counted, ==, -1);
  g_assert_true (vt_stocktake_sum (self->db, self->take, &sums, NULL));
  g_assert_cmpint (sums.n_uncounted, ==, 1);
  g_assert_cmpint (sums.n_uncounted_pieces, ==, 5);

  apply (self, none != NULL, 300);
  g_assert_cmpint (on_hand (self, self->lamp), ==, none != NULL ? 0 : 5);
  g_assert_cmpint (on_hand (self, self->chair), ==, 10);
  g_assert_cmpint (on_hand (self, gift), ==, 2);
}

static void
test_one_place (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 cellar = 0;
  gint64 same = 0;
  gint64 other = 0;
  g_autoptr (GPtrArray) takes = NULL;

  g_assert_true (vt_stock_place_add (self->db, "Cellar", &cellar, &error));
  g_assert_true (vt_stock_transfer (self->db, self->chair, self->shop, cellar, 4, 110, &error));
  g_assert_true (vt_stocktake_start (self->db, self->shop, 120, &same, &error));
  g_assert_cmpint (same, ==, self->take);
  g_assert_true (vt_stocktake_start (self->db, cellar, 130, &other, &error));
  g_assert_cmpint (other, !=, self->take);
  g_assert_true (vt_stocktake_set (self->db, other, self->chair, 5, 200, &error));
  g_assert_true (vt_stocktake_apply (self->db, other, TRUE, 300, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (on_hand (self, self->chair), ==, 11);
  g_assert_cmpint (on_hand (self, self->lamp), ==, 5);

  takes = vt_stocktake_list (self->db, 10, &error);
  g_assert_cmpuint (takes->len, ==, 2);
  g_assert_cmpint (((VtStocktake *) g_ptr_array_index (takes, 0))->id, ==, self->take);
}

static void
test_over_is_over (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (vt_stocktake_apply (self->db, self->take, TRUE, 300, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (on_hand (self, self->lamp), ==, 5);

  count (self, self->chair, 10, 200);
  g_assert_cmpuint (apply (self, FALSE, 300), ==, 0);
  g_assert_false (vt_stocktake_apply (self->db, self->take, FALSE, 300, NULL, &error));
  g_clear_error (&error);
  g_assert_false (vt_stocktake_set (self->db, self->take, self->chair, 1, 300, &error));
  g_clear_error (&error);
  g_assert_false (vt_stocktake_discard (self->db, self->take, &error));
  g_clear_error (&error);
  g_assert_false (vt_stocktake_discard (self->db, 4711, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

static void
test_discarded (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  count (self, self->chair, 3, 200);
  g_assert_true (vt_stocktake_discard (self->db, self->take, &error));
  g_assert_cmpint (on_hand (self, self->chair), ==, 10);
  g_assert_cmpint (count_rows (self->db, "SELECT count (*) FROM stocktake_line"), ==, 0);
}

static void
test_a_product_goes_meanwhile (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtStockRow) row = vt_stock_row_load (self->db, self->chair, 0, &error);

  count (self, self->chair, 3, 200);
  count (self, self->lamp, 4, 201);
  g_assert_true (vt_product_delete (self->db, row->product_id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (apply (self, TRUE, 300), ==, 1);
}

static void
test_entries (void)
{
  static const struct
  {
    const char *text;
    gboolean taken;
    gint64 quantity;
    gboolean has_quantity;
    const char *code;
  } cases[] = {
    { "8850999320014", TRUE, 1, FALSE, "8850999320014" },
    { " CHAIR-1", TRUE, 1, FALSE, "CHAIR-1" },
    { "12*8850999320014", TRUE, 12, TRUE, "8850999320014" },
    { "12 × CHAIR-1", TRUE, 12, TRUE, "CHAIR-1" },
    { "0*CHAIR-1", TRUE, 0, TRUE, "CHAIR-1" },
    { "3*", TRUE, 3, TRUE, "" },
    { "10x20-frame", TRUE, 1, FALSE, "10x20-frame" },
    { "8850999320014*1", FALSE, 0, FALSE, NULL },
    { "99999999999999999999999*A", FALSE, 0, FALSE, NULL },
    { "*5", FALSE, 0, FALSE, NULL },
    { "", FALSE, 0, FALSE, NULL },
    { "  ", FALSE, 0, FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VtStocktakeEntry entry;

      g_test_message ("“%s”", cases[i].text);
      g_assert_true (vt_stocktake_parse (cases[i].text, &entry) == cases[i].taken);
      if (!cases[i].taken)
        continue;
      g_assert_cmpint (entry.quantity, ==, cases[i].quantity);
      g_assert_true (entry.has_quantity == cases[i].has_quantity);
      g_assert_cmpstr (entry.code, ==, cases[i].code);
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer), gconstpointer data)
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/stocktake/differences-become-movements", test_differences_become_movements, NULL);
  add ("/stocktake/sales-after-counting-are-no-difference", test_sales_after_counting_are_no_difference, NULL);
  add ("/stocktake/sales-before-counting-are-expected", test_sales_before_counting_are_expected, NULL);
  add ("/stocktake/a-sale-told-late", test_a_sale_told_late, NULL);
  add ("/stocktake/corrected-meanwhile", test_corrected_meanwhile, NULL);
  add ("/stocktake/scans-add-up", test_scans_add_up, NULL);
  add ("/stocktake/uncounted/left", test_uncounted, NULL);
  add ("/stocktake/uncounted/counts-as-none", test_uncounted, "none");
  add ("/stocktake/one-place", test_one_place, NULL);
  add ("/stocktake/over-is-over", test_over_is_over, NULL);
  add ("/stocktake/discarded", test_discarded, NULL);
  add ("/stocktake/a-product-goes-meanwhile", test_a_product_goes_meanwhile, NULL);
  g_test_add_func ("/stocktake/entries", test_entries);

  return g_test_run ();
}
