#include "fixture.h"

#include <string.h>

static gint64
add_active (VtDb *db, const char *title, gint64 price_minor, const char *sku)
{
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, title);
  VtVariantInput variant = {
    .sku = sku, .price_minor = price_minor, .compare_at_minor = -1, .cost_minor = -1, .track_stock = TRUE
  };

  g_assert_true (vt_product_set_status (db, id, VT_PRODUCT_ACTIVE, &error));
  g_assert_true (vt_product_set_variants (db, id, NULL, &variant, 1, &error));

  return id;
}

static char *
titles (VtDb *db, const VtProductQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vt_product_list (db, query, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", ((VtProductRow *) g_ptr_array_index (rows, i))->title);

  return g_string_free (text, FALSE);
}

static VtDb *
open_shop (void)
{
  VtDb *db = open_memory ();

  add_active (db, "oak chair", 5000, "003.600.02");
  add_active (db, "Lámpara Élan", 3000, "L-1%");
  add_active (db, "Zebra rug", 9000, "");
  create_product (db, "Draft table");

  return db;
}

static void
test_order_and_part (void)
{
  g_autoptr (VtDb) db = open_shop ();
  g_autoptr (GError) error = NULL;
  const VtProductQuery all = { .status = -1 };
  const VtProductQuery active = { .status = VT_PRODUCT_ACTIVE };
  const VtProductQuery part = { .status = -1, .limit = 2, .offset = 1 };
  g_autofree char *a = titles (db, &all);
  g_autofree char *b = titles (db, &active);
  g_autofree char *c = titles (db, &part);

  g_assert_cmpstr (a, ==, "Draft table,Lámpara Élan,oak chair,Zebra rug");
  g_assert_cmpstr (b, ==, "Lámpara Élan,oak chair,Zebra rug");
  g_assert_cmpstr (c, ==, "Lámpara Élan,oak chair");
  g_assert_cmpint (vt_product_count (db, &all, &error), ==, 4);
  g_assert_cmpint (vt_product_count (db, &active, &error), ==, 3);
  g_assert_cmpint (vt_product_count (db, &part, &error), ==, 4);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text, *titles;
  } cases[] = {
    { "ELAN lamp", "Lámpara Élan" },
    { "chair oak", "oak chair" },
    { "600.02", "oak chair" },
    { "%", "Lámpara Élan" },
    { "oak rug", "" },
    { "  ", "Draft table,Lámpara Élan,oak chair,Zebra rug" },
    { "' OR 1=1 --", "" },
    { "_", "" },
  };
  g_autoptr (VtDb) db = open_shop ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const VtProductQuery query = { .text = cases[i].text, .status = -1, .limit = 10 };
      g_autofree char *found = titles (db, &query);
      g_auto (GStrv) each = g_strsplit (cases[i].titles, ",", -1);

      g_assert_cmpstr (found, ==, cases[i].titles);
      g_assert_cmpint (vt_product_count (db, &query, &error), ==, g_strv_length (each));
    }
}

static void
test_collection (void)
{
  g_autoptr (VtDb) db = open_shop ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtProduct) rug = vt_product_find_by_handle (db, "zebra-rug", &error);
  g_autoptr (VtProduct) chair = vt_product_find_by_handle (db, "oak-chair", &error);
  g_autoptr (VtProduct) draft = vt_product_find_by_handle (db, "draft-table", &error);
  VtProductQuery query = { .status = VT_PRODUCT_ACTIVE };
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *found = NULL;
  g_autofree char *with_text = NULL;

  g_assert_true (vt_collection_create (db, "Living", NULL, 0, &query.collection_id, &error));
  g_assert_true (vt_collection_add_product (db, query.collection_id, vt_product_get_id (rug), &error));
  g_assert_true (vt_collection_add_product (db, query.collection_id, vt_product_get_id (draft), &error));
  g_assert_true (vt_collection_add_product (db, query.collection_id, vt_product_get_id (chair), &error));
  g_assert_true (vt_collection_add_product (db, query.collection_id, vt_product_get_id (rug), &error));
  g_assert_no_error (error);

  found = titles (db, &query);
  g_assert_cmpstr (found, ==, "Zebra rug,oak chair");
  query.text = "oak";
  with_text = titles (db, &query);
  g_assert_cmpstr (with_text, ==, "oak chair");

  list = vt_collection_list (db, &error);
  g_assert_cmpint (((VtCollection *) g_ptr_array_index (list, 0))->n_products, ==, 2);
}

static void
test_row (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  const char *const names[] = { "Size", NULL };
  const char *const small[] = { "S", NULL };
  const char *const large[] = { "L", NULL };
  g_autofree char *sha256 = add_media (db, 1);
  g_autofree char *second = add_media (db, 2);
  VtVariantInput variants[] = {
    { .values = large, .price_minor = 300, .compare_at_minor = -1, .cost_minor = -1, .track_stock = TRUE },
    { .values = small, .price_minor = 200, .compare_at_minor = 250, .cost_minor = -1, .track_stock = TRUE },
  };
  const VtProductQuery query = { .status = -1, .limit = 1 };
  gint64 id = create_product (db, "Chair");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) sold_out = NULL;
  const VtProductRow *row;

  g_assert_true (vt_product_set_variants (db, id, names, variants, 2, &error));
  g_assert_true (vt_product_add_photo (db, id, sha256, "First", -1, NULL, &error));
  g_assert_true (vt_product_add_photo (db, id, second, "Second", -1, NULL, &error));
  g_assert_true (vt_stock_move (db, variants[0].id, 0, 3, "received", NULL, 1, &error));
  g_assert_true (vt_stock_move (db, variants[1].id, 0, 4, "received", NULL, 1, &error));

  rows = vt_product_list (db, &query, &error);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->photo_sha256, ==, sha256);
  g_assert_cmpstr (row->photo_alt, ==, "First");
  g_assert_cmpint (row->photo_width, ==, 400);
  g_assert_cmpint (row->price_min_minor, ==, 200);
  g_assert_cmpint (row->price_max_minor, ==, 300);
  g_assert_cmpint (row->compare_at_minor, ==, 250);
  g_assert_cmpint (row->on_hand, ==, 7);
  g_assert_true (row->in_stock);
  g_assert_cmpint (row->n_variants, ==, 2);

  g_assert_true (vt_stock_count (db, variants[0].id, 0, 0, 2, &error));
  g_assert_true (vt_stock_count (db, variants[1].id, 0, 0, 2, &error));
  sold_out = vt_product_list (db, &query, &error);
  g_assert_false (((VtProductRow *) g_ptr_array_index (sold_out, 0))->in_stock);
}

/* What SQLite would do for each statement of the list, told by the statements it keeps prepared. */
static void
check_plan (VtDb *db, const VtProductQuery *query, const char *index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows G_GNUC_UNUSED = vt_product_list (db, query, &error);
  sqlite3 *handle = vt_db_get_handle (db);
  gboolean found = FALSE;

  g_assert_no_error (error);
  for (sqlite3_stmt *stmt = sqlite3_next_stmt (handle, NULL); stmt != NULL; stmt = sqlite3_next_stmt (handle, stmt))
    {
      g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sqlite3_sql (stmt), NULL);
      sqlite3_stmt *plan = NULL;
      int part = -1;

      if (strstr (explain, "LIMIT ?4") == NULL)
        continue;
      g_assert_cmpint (sqlite3_prepare_v2 (handle, explain, -1, &plan, NULL), ==, SQLITE_OK);
      while (sqlite3_step (plan) == SQLITE_ROW)
        {
          const char *detail = (const char *) sqlite3_column_text (plan, 3);

          g_test_message ("%s", detail);
          g_assert_false (g_str_has_prefix (detail, "SCAN") && strstr (detail, "USING") == NULL &&
                          !g_str_equal (detail, "SCAN part"));
          g_assert_null (strstr (detail, "AUTOMATIC"));
          found = found || strstr (detail, index) != NULL;
          /* The rows shown are sorted, and the cheapest of one product's variants; the list they are of never is. */
          if (g_str_has_suffix (detail, " part") && !g_str_has_prefix (detail, "SCAN"))
            part = sqlite3_column_int (plan, 0);
          g_assert_false (g_str_has_suffix (index, "title") && strstr (detail, "TEMP B-TREE FOR ORDER BY") != NULL &&
                          sqlite3_column_int (plan, 1) == part);
        }
      sqlite3_finalize (plan);
    }
  g_assert_true (found);
}

static void
test_plan (void)
{
  static const struct
  {
    VtProductQuery query;
    const char *index;
  } cases[] = {
    { { .status = -1, .limit = 20 }, "product_by_title" },
    { { .status = VT_PRODUCT_ACTIVE, .limit = 20 }, "product_by_status" },
    { { .status = -1, .limit = 20, .text = "oak" }, "product_by_title" },
    { { .status = VT_PRODUCT_ACTIVE, .limit = 20, .collection_id = 3 }, "collection_product_in_order" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = open_shop ();

      check_plan (db, &cases[i].query, cases[i].index);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/product-list/order-and-part", test_order_and_part);
  g_test_add_func ("/product-list/words", test_words);
  g_test_add_func ("/product-list/collection", test_collection);
  g_test_add_func ("/product-list/row", test_row);
  g_test_add_func ("/product-list/uses-indexes", test_plan);

  return g_test_run ();
}
