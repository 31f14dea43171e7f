#include "catalogue/vt-stock-list.h"
#include "catalogue/vt-stock-place.h"
#include "fixture.h"
#include "shop/vt-settings.h"

static gint64
add_variant (VtDb *db, const char *title, const char *sku, const char *barcode, gint64 on_hand)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtProduct) product = load_product (db, create_product (db, title));
  gint64 id = vt_product_get_variant (product, 0)->id;

  g_assert_true (
      vt_db_run (db, &error, "UPDATE variant SET sku = ?2, barcode = ?3 WHERE id = ?1", "iss", id, sku, barcode));
  if (on_hand != 0)
    g_assert_true (vt_stock_move (db, id, 0, on_hand, "received", NULL, 1, &error));
  g_assert_no_error (error);

  return id;
}

static char *
listed (VtDb *db, const VtStockQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = vt_stock_list_ids (db, query, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (VtStockRow) row = vt_stock_row_load (db, g_array_index (ids, gint64, i), query->place_id, &error);

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, i > 0 ? "," : "", row->title, row->here);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_listed(db, expected, ...)                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    const VtStockQuery query = { __VA_ARGS__ };                                                                        \
    g_autofree char *found = listed (db, &query);                                                                      \
    g_assert_cmpstr (found, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static void
test_filters (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 bench = add_variant (db, "bench", "B-1", "", 6);
  gint64 chair = add_variant (db, "Chair", "C-1", "", 5);
  gint64 lamp = add_variant (db, "Lamp", "L-1", "", 0);
  gint64 gift = add_variant (db, "Gift card", "", "", 0);
  gint64 cellar = 0;
  gint64 n_low = 0;
  gint64 n_out = 0;

  g_assert_true (vt_variant_set_track_stock (db, gift, FALSE, &error));
  assert_listed (db, "bench 6,Chair 5,Lamp 0", NULL, VT_STOCK_ALL, 0);
  assert_listed (db, "Chair 5,Lamp 0", NULL, VT_STOCK_LOW, 0);
  assert_listed (db, "Lamp 0", NULL, VT_STOCK_OUT, 0);
  g_assert_true (vt_stock_count_short (db, &n_low, &n_out, &error));
  g_assert_cmpint (n_low, ==, 2);
  g_assert_cmpint (n_out, ==, 1);

  g_assert_true (vt_setting_set (db, "stock.low", "2", &error));
  assert_listed (db, "Lamp 0", NULL, VT_STOCK_LOW, 0);
  g_assert_true (vt_db_run (db, &error, "UPDATE variant SET low_stock = 6 WHERE id = ?1", "i", bench));
  assert_listed (db, "bench 6,Lamp 0", NULL, VT_STOCK_LOW, 0);
  g_assert_false (vt_setting_set (db, "stock.low", "few", &error));
  g_clear_error (&error);

  g_assert_true (vt_stock_place_add (db, "Cellar", &cellar, &error));
  g_assert_true (vt_stock_move (db, lamp, cellar, 9, "received", NULL, 2, &error));
  assert_listed (db, "Lamp 9", "lamp", VT_STOCK_ALL, cellar);
  assert_listed (db, "bench 0,Chair 0", NULL, VT_STOCK_OUT, cellar);
  assert_listed (db, "bench 6", NULL, VT_STOCK_LOW, 0);
  assert_listed (db, "bench 6,Chair 5", "-1 H", VT_STOCK_ALL, 0);
  assert_listed (db, "", "nothing", VT_STOCK_ALL, 0);
  g_assert_cmpint (chair, !=, 0);
}

static void
test_movements (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 chair = add_variant (db, "Chair", "C-1", "", 5);
  gint64 lamp = add_variant (db, "Lamp", "L-1", "", 3);
  gint64 cellar = 0;
  gint64 shop = 0;
  const VtStockMovement *movement;
  g_autoptr (GPtrArray) of_chair = NULL;
  g_autoptr (GPtrArray) at_cellar = NULL;
  g_autoptr (GPtrArray) part = NULL;
  g_autoptr (GPtrArray) late = NULL;

  g_assert_true (vt_stock_place_add (db, "Cellar", &cellar, &error));
  g_assert_true (vt_stock_default_place (db, &shop, &error));
  g_assert_true (vt_stock_transfer (db, chair, shop, cellar, 2, 10, &error));
  g_assert_true (vt_stock_adjust (db, chair, shop, "damaged", 1, "Leg", 20, &error));

  of_chair = vt_stock_movements (db, &(VtStockMovementQuery){ .variant_id = chair }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_chair->len, ==, 4);
  movement = g_ptr_array_index (of_chair, 0);
  g_assert_cmpstr (movement->reason, ==, "damaged");
  g_assert_cmpstr (movement->reference, ==, "Leg");
  g_assert_cmpstr (movement->place, ==, "Shop");
  g_assert_cmpint (movement->delta, ==, -1);
  g_assert_cmpint (movement->after, ==, 2);
  movement = g_ptr_array_index (of_chair, 1);
  g_assert_cmpint (movement->after, ==, 2);
  g_assert_cmpstr (movement->reference, ==, "Shop");
  movement = g_ptr_array_index (of_chair, 3);
  g_assert_cmpint (movement->after, ==, 5);

  at_cellar = vt_stock_movements (db, &(VtStockMovementQuery){ .place_id = cellar }, &error);
  g_assert_cmpuint (at_cellar->len, ==, 1);
  part = vt_stock_movements (db, &(VtStockMovementQuery){ .limit = 2, .offset = 1 }, &error);
  g_assert_cmpuint (part->len, ==, 2);
  g_assert_cmpint (((VtStockMovement *) g_ptr_array_index (part, 0))->at_us, ==, 10);
  late = vt_stock_movements (db, &(VtStockMovementQuery){ .variant_id = chair, .from_us = 2, .until_us = 20 }, &error);
  g_assert_cmpuint (late->len, ==, 2);
  g_assert_cmpint (lamp, !=, 0);
}

static void
test_codes (void)
{
  g_autoptr (VtDb) db = open_memory ();
  gint64 chair = add_variant (db, "Chair", "C-1", "8850999320014", 0);
  gint64 lamp = add_variant (db, "Lamp", "L-1", "036000291452", 0);
  gint64 twin_a = add_variant (db, "Twin A", "SAME", "", 0);
  gint64 twin_b = add_variant (db, "Twin B", "SAME", "", 0);
  gint64 confusing = add_variant (db, "Confusing", "8850999320014", "", 0);
  const struct
  {
    const char *code;
    gint64 ids[3];
  } cases[] = {
    { "8850999320014", { chair } }, /* a barcode is stronger than the same SKU */
    { "C-1", { chair } },           { " c-1 ", { chair } },
    { "036000291452", { lamp } },   { "0036000291452", { lamp } }, /* UPC-A as EAN-13 */
    { "SAME", { twin_a, twin_b } }, { "", { 0 } },
    { "4006381333931", { 0 } },     { "ชา", { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) ids = vt_variant_find_by_code (db, cases[i].code, &error);
      guint n = 0;

      g_assert_no_error (error);
      g_test_message ("code %s", cases[i].code);
      for (; n < ids->len; n++)
        g_assert_cmpint (g_array_index (ids, gint64, n), ==, cases[i].ids[n]);
      g_assert_cmpint (cases[i].ids[n], ==, 0);
    }
  g_assert_cmpint (confusing, !=, 0);
}

static int
keep_sql (G_GNUC_UNUSED unsigned kind, void *data, G_GNUC_UNUSED void *stmt, void *sql)
{
  if (!g_str_has_prefix (sql, "--"))
    g_ptr_array_add (data, g_strdup (sql));

  return 0;
}

/* Sorting or reading a whole table without an index is what large shops would feel. */
static void
check_plan (VtDb *db, const char *sql)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, explain, &error);

  g_assert_no_error (error);
  while (vt_stmt_step (stmt, &error) == VT_STEP_ROW)
    {
      const char *step = vt_stmt_get_text (stmt, 3);

      g_test_message ("%s", step);
      if (g_str_has_prefix (step, "SCAN") && strstr (step, "(subquery") == NULL)
        g_assert_nonnull (strstr (step, "INDEX"));
      g_assert_null (strstr (step, "TEMP B-TREE"));
    }
}

static void
test_every_list_has_its_index (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 chair = add_variant (db, "Chair", "C-1", "8850999320014", 1);
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  const VtStockQuery low = { "chair", VT_STOCK_LOW, 0 };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (VtStockRow) row = NULL;

  sqlite3_trace_v2 (vt_db_get_handle (db), SQLITE_TRACE_STMT, keep_sql, statements);
  ids = vt_stock_list_ids (db, &low, NULL, &error);
  row = vt_stock_row_load (db, chair, 0, &error);
  found = vt_variant_find_by_code (db, "nothing", &error);
  sqlite3_trace_v2 (vt_db_get_handle (db), 0, NULL, NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (statements->len, >=, 5);
  for (guint i = 0; i < statements->len; i++)
    if (strstr (g_ptr_array_index (statements, i), "LIMIT ?2") == NULL)
      check_plan (db, g_ptr_array_index (statements, i));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stock-list/filters", test_filters);
  g_test_add_func ("/stock-list/movements", test_movements);
  g_test_add_func ("/stock-list/codes", test_codes);
  g_test_add_func ("/stock-list/every-list-has-its-index", test_every_list_has_its_index);

  return g_test_run ();
}
