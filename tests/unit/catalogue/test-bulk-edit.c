/* Edits of many products: amounts by table, and that the preview tells exactly what is done then. */

#include "catalogue/vt-bulk-edit.h"
#include "fixture.h"
#include "shop/vt-settings.h"

#include <string.h>

static void
test_amounts (void)
{
  static const struct
  {
    VtBulkField field;
    VtBulkWay way;
    gint64 amount;
    VtBulkEnding ending;
    const char *currency;
    gint64 old;
    gint64 price;
    gint64 expected;
  } rows[] = {
    { VT_BULK_PRICE, VT_BULK_SET, 1250, VT_BULK_AS_IT_IS, "EUR", 900, 900, 1250 },
    { VT_BULK_PRICE, VT_BULK_ADD, -100, VT_BULK_AS_IT_IS, "EUR", 900, 900, 800 },
    { VT_BULK_PRICE, VT_BULK_ADD, -901, VT_BULK_AS_IT_IS, "EUR", 900, 900, -2 },
    { VT_BULK_PRICE, VT_BULK_ADD, -900, VT_BULK_AS_IT_IS, "EUR", 900, 900, -2 },
    { VT_BULK_PRICE, VT_BULK_PERCENT, 1000, VT_BULK_AS_IT_IS, "EUR", 995, 995, 1095 }, /* 1094.5 */
    { VT_BULK_PRICE, VT_BULK_PERCENT, -1500, VT_BULK_TO_90, "EUR", 10000, 10000, 8490 },
    { VT_BULK_PRICE, VT_BULK_PERCENT, 0, VT_BULK_TO_90, "EUR", 1240, 1240, 1190 }, /* 11.90 and 12.90 are as near */
    { VT_BULK_PRICE, VT_BULK_PERCENT, 0, VT_BULK_TO_90, "EUR", 1241, 1241, 1290 },
    { VT_BULK_PRICE, VT_BULK_PERCENT, 0, VT_BULK_TO_99, "EUR", 1299, 1299, 1299 },
    { VT_BULK_PRICE, VT_BULK_PERCENT, 0, VT_BULK_TO_99, "EUR", 20, 20, 99 }, /* never to nothing */
    { VT_BULK_PRICE, VT_BULK_PERCENT, 0, VT_BULK_TO_WHOLE, "EUR", 20, 20, 100 },
    { VT_BULK_PRICE, VT_BULK_PERCENT, 0, VT_BULK_TO_95, "EUR", 1044, 1044, 995 },
    { VT_BULK_PRICE, VT_BULK_PERCENT, 0, VT_BULK_TO_90, "JPY", 1234, 1234, 1190 },
    { VT_BULK_PRICE, VT_BULK_PERCENT, 0, VT_BULK_TO_90, "KWD", 12345, 12345, 11900 },
    { VT_BULK_PRICE, VT_BULK_PERCENT, 0, VT_BULK_TO_99, "KWD", 12600, 12600, 12990 },
    { VT_BULK_PRICE, VT_BULK_PERCENT, 1000000, VT_BULK_AS_IT_IS, "EUR", 900000000000, 0, -2 },
    { VT_BULK_COMPARE_AT, VT_BULK_CLEAR, 0, VT_BULK_AS_IT_IS, "EUR", 900, 500, -1 },
    { VT_BULK_COMPARE_AT, VT_BULK_FROM_PRICE, 2500, VT_BULK_TO_WHOLE, "EUR", -1, 1000, 1200 }, /* 12.50, to the lower */
    { VT_BULK_COMPARE_AT, VT_BULK_FROM_PRICE, 0, VT_BULK_AS_IT_IS, "EUR", 7, 1000, 1000 },
    { VT_BULK_COMPARE_AT, VT_BULK_PERCENT, 2500, VT_BULK_AS_IT_IS, "EUR", -1, 1000, -1 },
    { VT_BULK_COST, VT_BULK_SET, 0, VT_BULK_AS_IT_IS, "EUR", -1, 1000, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      VtBulkEdit edit = {
        .field = rows[i].field, .way = rows[i].way, .amount = rows[i].amount, .ending = rows[i].ending
      };
      g_autoptr (GError) error = NULL;

      g_test_message ("row %u", i);
      g_assert_true (vt_bulk_edit_check (&edit, NULL));
      g_assert_cmpint (vt_bulk_edit_amount (&edit, rows[i].currency, rows[i].old, rows[i].price, &error), ==,
                       rows[i].expected);
      g_assert_cmpint (error != NULL, ==, rows[i].expected == -2);
    }
}

static void
test_refusals (void)
{
  static const VtBulkEdit wrong[] = {
    { .field = VT_BULK_PRICE, .way = VT_BULK_CLEAR },
    { .field = VT_BULK_PRICE, .way = VT_BULK_FROM_PRICE },
    { .field = VT_BULK_PRICE, .way = VT_BULK_SET, .amount = -1 },
    { .field = VT_BULK_PRICE, .way = VT_BULK_PERCENT, .amount = -10000 },
    { .field = VT_BULK_PRICE, .way = VT_BULK_PERCENT, .amount = 1000001 },
    { .field = VT_BULK_PRICE, .way = VT_BULK_ADD, .amount = G_MAXINT64 },
    { .field = VT_BULK_STATUS, .text = "gone" },
    { .field = VT_BULK_STATUS, .text = NULL },
    { .field = VT_BULK_ADD_TAG, .text = " \n" },
    { .field = VT_BULK_REMOVE_TAG, .text = NULL },
    { .field = VT_BULK_ADD_TO_COLLECTION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("row %u", i);
      g_assert_false (vt_bulk_edit_check (&wrong[i], &error));
      g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
    }
}

/* A shop of @n products with some variants, vendors and tags; fills @ids. */
static VtDb *
open_shop (GRand *rand, guint n, gint64 *ids)
{
  static const char *const tags[] = { "sale", "new", NULL };
  static const char *const names[] = { "Size", NULL };
  static const char *const sizes[][2] = { { "S", NULL }, { "M", NULL }, { "L", NULL } };
  VtDb *db = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_setting_set (db, "shop.currency", "EUR", &error));
  for (guint i = 0; i < n; i++)
    {
      VtVariantInput variants[3] = { 0 };
      guint n_variants = (guint) g_rand_int_range (rand, 1, 4);

      for (guint j = 0; j < n_variants; j++)
        variants[j] = (VtVariantInput){ .values = sizes[j],
                                        .price_minor = g_rand_int_range (rand, 0, 3000),
                                        .compare_at_minor = g_rand_int_range (rand, -1, 3) * 1000,
                                        .cost_minor = -1,
                                        .track_stock = TRUE };
      for (guint j = 0; j < n_variants; j++)
        variants[j].compare_at_minor = variants[j].compare_at_minor < 0 ? -1 : variants[j].compare_at_minor;
      ids[i] = create_product (db, "Thing");
      g_assert_true (vt_product_set_variants (db, ids[i], names, variants, n_variants, &error));
      g_assert_true (vt_product_set_tags (db, ids[i], tags + g_rand_int_range (rand, 0, 3), &error));
    }

  return db;
}

static guint
count_differences (GPtrArray *before, GPtrArray *after, const char *(*get) (gpointer))
{
  guint n = 0;

  for (guint i = 0; i < before->len; i++)
    n += strcmp (get (g_ptr_array_index (before, i)), get (g_ptr_array_index (after, i))) != 0 ? 1 : 0;

  return n;
}

static const char *
get_text (gpointer text)
{
  return text;
}

/* One line for each variant with all that an edit can change. */
static GPtrArray *
dump (VtDb *db, gboolean money)
{
  static const char amounts[] = "SELECT price_minor || ' ' || coalesce (compare_at_minor, '-') || ' ' || "
                                "coalesce (cost_minor, '-') FROM variant ORDER BY id";
  static const char fields[] =
      "SELECT status || '|' || vendor || '|' || product_type || '|' || shipping_class || '|' || coalesce ((SELECT group_concat (tag) FROM "
      "product_tag WHERE product_id = product.id), '') || '|' || coalesce ((SELECT group_concat (collection_id) FROM "
      "(SELECT collection_id FROM collection_product WHERE product_id = product.id ORDER BY 1)), '') "
      "FROM product ORDER BY id";
  g_autoptr (GError) error = NULL;
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, money ? amounts : fields, &error);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  while (vt_stmt_step (stmt, &error) == VT_STEP_ROW)
    g_ptr_array_add (lines, vt_stmt_dup_text (stmt, 0));
  g_assert_no_error (error);

  return lines;
}

static void
do_and_compare (VtDb *db, const VtBulkEdit *edit, const gint64 *ids, guint n)
{
  gboolean money = vt_bulk_edit_is_money (edit->field);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = dump (db, money);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (VtBulkPreview) preview = vt_bulk_edit_preview (db, edit, ids, n, 5, NULL, &error);
  g_autoptr (VtBulkPreview) again = NULL;
  g_autoptr (VtBulkEditJob) job = vt_bulk_edit_job_new (edit, ids, n);

  g_assert_no_error (error);
  g_assert_cmpuint (preview->changes->len, ==, MIN (5, preview->n_changed + preview->n_skipped));
  for (guint i = 0; i < MIN (preview->n_skipped, preview->changes->len); i++)
    g_assert_nonnull (((VtBulkChange *) g_ptr_array_index (preview->changes, i))->problem);

  vt_bulk_edit_job (db, job, NULL, &error);
  g_assert_no_error (error);
  after = dump (db, money);
  g_assert_cmpuint (count_differences (before, after, get_text), ==, preview->n_changed);
  if (edit->field != VT_BULK_MOVE_TO_COLLECTION)
    g_assert_cmpint (job->n_changed, ==, preview->n_changed);

  /* What is set once is set. */
  if (edit->way == VT_BULK_SET || edit->way == VT_BULK_CLEAR)
    {
      again = vt_bulk_edit_preview (db, edit, ids, n, 5, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (again->n_changed, ==, 0);
      g_assert_cmpuint (again->n_skipped, ==, preview->n_skipped);
    }
}

static void
test_preview_is_true (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  gint64 ids[30] = { 0 };
  g_autoptr (VtDb) db = open_shop (rand, 25, ids);
  g_autoptr (GError) error = NULL;
  gint64 collections[2] = { 0 };
  const VtBulkEdit edits[] = {
    { .field = VT_BULK_PRICE, .way = VT_BULK_PERCENT, .amount = -1000, .ending = VT_BULK_TO_90 },
    { .field = VT_BULK_PRICE, .way = VT_BULK_ADD, .amount = -500 },
    { .field = VT_BULK_COMPARE_AT, .way = VT_BULK_FROM_PRICE, .amount = 2000 },
    { .field = VT_BULK_COMPARE_AT, .way = VT_BULK_CLEAR },
    { .field = VT_BULK_COST, .way = VT_BULK_SET, .amount = 70 },
    { .field = VT_BULK_COST, .way = VT_BULK_PERCENT, .amount = 5000 },
    { .field = VT_BULK_PRICE, .way = VT_BULK_SET, .amount = 999 },
    { .field = VT_BULK_STATUS, .text = "archived" },
    { .field = VT_BULK_VENDOR, .text = " Casa\nLume " },
    { .field = VT_BULK_PRODUCT_TYPE, .text = "" },
    { .field = VT_BULK_SHIPPING_CLASS, .text = " bulky " },
    { .field = VT_BULK_ADD_TAG, .text = "sale" },
    { .field = VT_BULK_REMOVE_TAG, .text = "new" },
  };

  ids[25] = 12345; /* is not there any more */
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_test_message ("edit %u", i);
      do_and_compare (db, &edits[i], ids, i % 2 == 0 ? 26 : 10);
    }

  for (guint i = 0; i < 2; i++)
    g_assert_true (vt_collection_create (db, i == 0 ? "One" : "Two", NULL, 0, &collections[i], &error));
  do_and_compare (db, &(VtBulkEdit){ .field = VT_BULK_ADD_TO_COLLECTION, .collection_id = collections[0] }, ids, 26);
  do_and_compare (db, &(VtBulkEdit){ .field = VT_BULK_REMOVE_FROM_COLLECTION, .collection_id = collections[0] }, ids,
                  4);
  do_and_compare (db, &(VtBulkEdit){ .field = VT_BULK_MOVE_TO_COLLECTION, .collection_id = collections[1] }, ids, 9);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM collection_product JOIN collection c ON c.id = collection_id "
                                   "WHERE c.title = 'One'"),
                   ==, 16);
  g_assert_cmpint (count_rows (db, "SELECT count (DISTINCT collection_id || ' ' || position) FROM collection_product"),
                   ==, 25);
}

static void
test_prices_are_noted (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  gint64 ids[4] = { 0 };
  g_autoptr (VtDb) db = open_shop (rand, 4, ids);
  g_autoptr (GError) error = NULL;
  VtBulkEdit edit = { .field = VT_BULK_PRICE, .way = VT_BULK_SET, .amount = 4200 };
  g_autoptr (VtBulkEditJob) job = vt_bulk_edit_job_new (&edit, ids, 3);
  gint64 n = 0;

  g_assert_true (vt_db_run (db, &error, "DELETE FROM price_change", ""));
  g_assert_true (vt_db_run (db, &error, "UPDATE product SET updated_us = 1", ""));
  g_assert_true (vt_bulk_edit_job (db, job, NULL, &error));
  n = count_rows (db, "SELECT count (*) FROM variant WHERE price_minor = 4200");
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM price_change WHERE price_minor <> 4200"), ==, n);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM product WHERE updated_us > 1"), ==, 3);
}

static void
test_rule_collection (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  gint64 collection = 0;
  VtBulkEdit edit = { .field = VT_BULK_ADD_TO_COLLECTION };

  g_assert_true (vt_setting_set (db, "shop.currency", "EUR", &error));
  g_assert_true (vt_collection_create (db, "Rule", NULL, 0, &collection, &error));
  g_assert_true (vt_db_run (db, &error, "UPDATE collection SET rule_match = 'all'", ""));
  edit.collection_id = collection;
  g_assert_null (vt_bulk_edit_preview (db, &edit, &id, 1, 5, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);

  edit.collection_id = 99;
  g_assert_null (vt_bulk_edit_preview (db, &edit, &id, 1, 5, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/bulk-edit/amounts", test_amounts);
  g_test_add_func ("/catalogue/bulk-edit/refusals", test_refusals);
  g_test_add_func ("/catalogue/bulk-edit/preview-is-true", test_preview_is_true);
  g_test_add_func ("/catalogue/bulk-edit/prices-are-noted", test_prices_are_noted);
  g_test_add_func ("/catalogue/bulk-edit/rule-collection", test_rule_collection);

  return g_test_run ();
}
