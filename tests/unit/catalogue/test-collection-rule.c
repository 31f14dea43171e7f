#include "catalogue/vt-collection-rule.h"

#include "base/vt-clock.h"
#include "base/vt-file.h"
#include "fixture.h"
#include "shop/vt-shop.h"

#include <string.h>

#define DAY G_TIME_SPAN_DAY

static GPtrArray *
rules_of (const char *const *words)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_collection_rule_free);

  for (guint i = 0; words[i] != NULL; i += 3)
    g_ptr_array_add (rules, vt_collection_rule_new (words[i], words[i + 1], words[i + 2]));

  return rules;
}

static void
set_rules (VtDb *db, gint64 id, VtRulesMatch match, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = rules_of (words);

  vt_collection_set_rules (db, id, match, rules, vt_clock_now_us (NULL), &error);
  g_assert_no_error (error);
}

static gint64
create_collection (VtDb *db, const char *title, VtRulesMatch match, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  vt_collection_create (db, title, NULL, 0, &id, &error);
  g_assert_no_error (error);
  if (match != VT_RULES_NONE)
    set_rules (db, id, match, words);

  return id;
}

static gboolean
has (VtDb *db, gint64 collection_id, gint64 product_id)
{
  gint64 found = 0;

  return vt_db_get (db, NULL, &found, "SELECT 1 FROM collection_product WHERE collection_id = ?1 AND product_id = ?2",
                    "ii", collection_id, product_id) == VT_STEP_ROW;
}

/* A chair of ACME with two variants: 100.00 before 120.00, 2 kg, AB-1; 150.00 with a cost, AB-2; 7 pieces; two tags. */
static gint64
create_chair (VtDb *db)
{
  static const char *const names[] = { "Colour", NULL };
  static const char *const red[] = { "Red", NULL };
  static const char *const blue[] = { "Blue", NULL };
  static const char *const tags[] = { "Sale", "Crème", NULL };
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Blue Chair");
  VtVariantInput inputs[2] = { VT_VARIANT_INPUT_INIT, VT_VARIANT_INPUT_INIT };

  inputs[0].values = red;
  inputs[0].sku = "AB-1";
  inputs[0].price_minor = 10000;
  inputs[0].compare_at_minor = 12000;
  inputs[0].weight_g = 2000;
  inputs[1].values = blue;
  inputs[1].sku = "AB-2";
  inputs[1].barcode = "4006381333931";
  inputs[1].price_minor = 15000;
  inputs[1].cost_minor = 9000;
  vt_product_set_variants (db, id, names, inputs, 2, &error);
  vt_product_set_vendor (db, id, "ACME", &error);
  vt_product_set_tags (db, id, tags, &error);
  vt_stock_move (db, inputs[0].id, 0, 7, "received", "", 1, &error);
  g_assert_no_error (error);

  return id;
}

static const struct
{
  const char *name;
  VtRulesMatch match;
  const char *words[10];
  gboolean chosen;
} cases[] = {
  { "title-is", VT_RULES_ALL, { "title", "is", "blue chair" }, TRUE },
  { "title-is-part", VT_RULES_ALL, { "title", "is", "blue" }, FALSE },
  { "title-contains", VT_RULES_ALL, { "title", "contains", "CHAIR" }, TRUE },
  { "title-contains-not", VT_RULES_ALL, { "title", "contains-not", "chair" }, FALSE },
  { "title-starts", VT_RULES_ALL, { "title", "starts-with", "Blue" }, TRUE },
  { "title-ends", VT_RULES_ALL, { "title", "ends-with", "Blue" }, FALSE },
  { "vendor-set", VT_RULES_ALL, { "vendor", "is-set", "" }, TRUE },
  { "type-not-set", VT_RULES_ALL, { "type", "is-not-set", "" }, TRUE },
  { "tag", VT_RULES_ALL, { "tag", "is", "sale" }, TRUE },
  { "tag-accent", VT_RULES_ALL, { "tag", "is", "creme" }, TRUE },
  { "tag-is-not", VT_RULES_ALL, { "tag", "is-not", "sale" }, FALSE },
  { "tag-is-not-other", VT_RULES_ALL, { "tag", "is-not", "new" }, TRUE },
  { "status", VT_RULES_ALL, { "status", "is", "draft" }, TRUE },
  { "status-not", VT_RULES_ALL, { "status", "is-not", "draft" }, FALSE },
  { "price-any-variant", VT_RULES_ALL, { "price", "above", "14000" }, TRUE },
  { "price-below", VT_RULES_ALL, { "price", "below", "10000" }, FALSE },
  { "price-is", VT_RULES_ALL, { "price", "is", "10000" }, TRUE },
  { "compare-at-set", VT_RULES_ALL, { "compare-at", "is-set", "" }, TRUE },
  { "cost-above", VT_RULES_ALL, { "cost", "above", "9000" }, FALSE },
  { "cost-not-set", VT_RULES_ALL, { "cost", "is-not-set", "" }, FALSE },
  { "stock", VT_RULES_ALL, { "stock", "above", "6" }, TRUE },
  { "stock-is", VT_RULES_ALL, { "stock", "is", "7" }, TRUE },
  { "weight", VT_RULES_ALL, { "weight", "above", "1999" }, TRUE },
  { "sku", VT_RULES_ALL, { "sku", "starts-with", "ab-" }, TRUE },
  { "barcode", VT_RULES_ALL, { "barcode", "is", "4006381333931" }, TRUE },
  { "created", VT_RULES_ALL, { "created", "within-days", "1" }, TRUE },
  { "created-older", VT_RULES_ALL, { "created", "older-than-days", "1" }, FALSE },
  { "updated", VT_RULES_ALL, { "updated", "within-days", "30" }, TRUE },
  { "photo", VT_RULES_ALL, { "photo", "is-set", "" }, FALSE },
  { "all", VT_RULES_ALL, { "tag", "is", "sale", "vendor", "is", "acme", "price", "below", "20000" }, TRUE },
  { "all-but-one", VT_RULES_ALL, { "tag", "is", "sale", "vendor", "is", "other", "price", "below", "20000" }, FALSE },
  { "any", VT_RULES_ANY, { "tag", "is", "none", "vendor", "is", "acme" }, TRUE },
  { "any-of-none", VT_RULES_ANY, { "tag", "is", "none", "vendor", "is", "other" }, FALSE },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 chair = create_chair (db);
  g_autoptr (GPtrArray) rules = rules_of (cases[i].words);
  gint64 id = create_collection (db, "Chosen", cases[i].match, cases[i].words);

  g_assert_cmpint (has (db, id, chair), ==, cases[i].chosen);
  g_assert_cmpint (vt_collection_rules_count (db, cases[i].match, rules, vt_clock_now_us (NULL), &error), ==,
                   cases[i].chosen);
}

static const struct
{
  const char *name;
  VtRulesMatch match;
  const char *words[4];
} bad[] = {
  { "no-field", VT_RULES_ALL, { "colour", "is", "x" } },
  { "no-relation", VT_RULES_ALL, { "title", "resembles", "x" } },
  { "wrong-relation", VT_RULES_ALL, { "title", "above", "1" } },
  { "no-value", VT_RULES_ALL, { "title", "is", " " } },
  { "no-number", VT_RULES_ALL, { "price", "above", "ten" } },
  { "below-zero", VT_RULES_ALL, { "price", "above", "-1" } },
  { "no-status", VT_RULES_ALL, { "status", "is", "sold" } },
  { "no-days", VT_RULES_ALL, { "created", "within-days", "0" } },
  { "no-rule", VT_RULES_ANY, { NULL } },
  { "rule-by-hand", VT_RULES_NONE, { "title", "is", "x" } },
};

static void
test_bad (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = rules_of (bad[i].words);
  gint64 id = create_collection (db, "Chosen", VT_RULES_NONE, NULL);

  g_assert_false (vt_collection_set_rules (db, id, bad[i].match, rules, 1, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
}

static const char *const of_acme[] = { "vendor", "is", "ACME", NULL };

static void
test_hands_off (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_collection (db, "ACME", VT_RULES_ALL, of_acme);
  gint64 chair = create_chair (db);
  gint64 other = create_product (db, "Lamp");

  g_assert_true (has (db, id, chair));
  g_assert_true (vt_collection_add_product (db, id, chair, &error));
  g_assert_false (vt_collection_add_product (db, id, other, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_collection_remove_product (db, id, chair, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (vt_collection_set_rules (db, id, VT_RULES_NONE, NULL, 1, &error));
  g_assert_true (has (db, id, chair));
  g_assert_true (vt_collection_remove_product (db, id, chair, &error));
  g_assert_true (vt_collection_delete (db, id, &error));
  g_assert_no_error (error);
}

static void
test_days_pass (void)
{
  static const char *const news[] = { "created", "within-days", "30", NULL };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_collection (db, "New", VT_RULES_ALL, news);
  gint64 chair = create_chair (db);
  gint64 now_us = vt_clock_now_us (NULL);

  g_assert_true (vt_collection_rules_update_all (db, now_us + 29 * DAY, &error));
  g_assert_true (has (db, id, chair));
  g_assert_true (vt_collection_rules_update_all (db, now_us + 31 * DAY, &error));
  g_assert_false (has (db, id, chair));
}

/* Collections over every kind of condition, for random edits. */
static const struct
{
  VtRulesMatch match;
  const char *words[10];
} mixed[] = {
  { VT_RULES_ALL, { "vendor", "is", "ACME" } },
  { VT_RULES_ANY, { "tag", "contains", "a", "title", "starts-with", "B" } },
  { VT_RULES_ALL, { "price", "below", "500", "status", "is", "active" } },
  { VT_RULES_ALL, { "stock", "above", "3" } },
  { VT_RULES_ANY, { "sku", "ends-with", "7", "photo", "is-set", "", "cost", "is-set", "" } },
  { VT_RULES_ALL, { "type", "is-not-set", "", "weight", "above", "100" } },
  { VT_RULES_ALL, { "tag", "is-not", "a", "compare-at", "is-not-set", "" } },
};

static const char *
pick (const char *const *words, guint n)
{
  return words[g_test_rand_int_range (0, (gint32) n)];
}

static void
edit_variant (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (VtProduct) product = load_product (db, product_id);
  gint64 id = vt_product_get_variant (product, 0)->id;
  g_autofree char *sku = g_strdup_printf ("S%d", g_test_rand_int_range (0, 20));

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      vt_variant_set_price (db, id, g_test_rand_int_range (0, 1000), error);
      break;
    case 1:
      vt_variant_set_compare_at (db, id, g_test_rand_int_range (-1, 2), error);
      break;
    case 2:
      vt_variant_set_cost (db, id, g_test_rand_int_range (-1, 1), error);
      break;
    case 3:
      vt_variant_set_weight (db, id, g_test_rand_int_range (0, 200), error);
      break;
    case 4:
      vt_variant_set_sku (db, id, sku, error);
      break;
    default:
      vt_stock_count (db, id, 0, g_test_rand_int_range (0, 8), 1, error);
    }
}

static void
edit_product (VtDb *db, gint64 id, GError **error)
{
  static const char *const vendors[] = { "ACME", "Other", "" };
  static const char *const titles[] = { "Bowl", "Chair", "Bench", "Lamp" };
  static const char *const tags[][3] = { { NULL }, { "a", NULL }, { "b", "ca", NULL }, { "b", NULL } };

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      vt_product_set_vendor (db, id, pick (vendors, G_N_ELEMENTS (vendors)), error);
      break;
    case 1:
      vt_product_set_title (db, id, pick (titles, G_N_ELEMENTS (titles)), error);
      break;
    case 2:
      vt_product_set_tags (db, id, tags[g_test_rand_int_range (0, G_N_ELEMENTS (tags))], error);
      break;
    case 3:
      vt_product_set_status (db, id, (VtProductStatus) g_test_rand_int_range (0, 3), error);
      break;
    default:
      vt_product_set_product_type (db, id, pick (vendors, G_N_ELEMENTS (vendors)), error);
    }
}

static void
edit_at_random (VtDb *db, GArray *products, GArray *collections, const char *sha256)
{
  g_autoptr (GError) error = NULL;
  guint n = (guint) g_test_rand_int_range (0, (gint32) products->len);
  gint64 id = g_array_index (products, gint64, n);
  gsize rules = (gsize) g_test_rand_int_range (0, G_N_ELEMENTS (mixed));
  gint64 copy = 0;

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      copy = create_product (db, "Bowl");
      g_array_append_val (products, copy);
      break;
    case 1:
      vt_product_duplicate (db, id, NULL, &copy, &error);
      g_array_append_val (products, copy);
      break;
    case 2:
      if (products->len > 3)
        {
          vt_product_delete (db, id, &error);
          g_array_remove_index (products, n);
        }
      break;
    case 3:
      set_rules (db, g_array_index (collections, gint64, g_test_rand_int_range (0, (gint32) collections->len)),
                 mixed[rules].match, mixed[rules].words);
      break;
    case 4:
      vt_product_add_photo (db, id, sha256, "", -1, NULL, &error);
      break;
    case 5:
    case 6:
    case 7:
      edit_product (db, id, &error);
      break;
    default:
      edit_variant (db, id, &error);
    }
  g_assert_no_error (error);
}

static char *
dump_members (VtDb *db)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT collection_id, product_id FROM collection_product ORDER BY 1, 2", NULL);

  while (vt_stmt_step (stmt, NULL) == VT_STEP_ROW)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", vt_stmt_get_int (stmt, 0),
                            vt_stmt_get_int (stmt, 1));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What the edits kept up to date is what is worked out anew. */
static void
test_edits_keep_up (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) products = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) collections = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sha256 = add_media (db, 1);

  for (guint i = 0; i < G_N_ELEMENTS (mixed); i++)
    {
      gint64 collection = create_collection (db, "Chosen", mixed[i].match, mixed[i].words);
      gint64 product = create_product (db, "Bowl");

      g_array_append_val (collections, collection);
      g_array_append_val (products, product);
    }

  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *kept = NULL;
      g_autofree char *anew = NULL;

      edit_at_random (db, products, collections, sha256);
      if (i % 10 != 0)
        continue;
      kept = dump_members (db);
      g_assert_true (vt_db_exec (db, "DELETE FROM collection_product", &error));
      g_assert_true (vt_collection_rules_update_all (db, vt_clock_now_us (NULL), &error));
      anew = dump_members (db);
      g_assert_cmpstr (kept, ==, anew);
    }
}

/* Many products at once, as an import has them. */
static void
test_many (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = create_collection (db, "ACME", VT_RULES_ALL, of_acme);
  gint64 count = 0;

  for (gint64 i = 1; i <= 3000; i++)
    {
      g_autofree char *handle = g_strdup_printf ("p%" G_GINT64_FORMAT, i);

      g_assert_true (vt_db_run (db, &error,
                                "INSERT INTO product (id, handle, title, vendor, created_us, updated_us) "
                                "VALUES (?1, ?2, ?2, ?3, 1, 1)",
                                "iss", i, handle, i % 3 == 0 ? "ACME" : "Other"));
      g_array_append_val (ids, i);
    }
  g_assert_true (vt_collection_rules_update (db, (const gint64 *) (gpointer) ids->data, ids->len, 1, &error));
  g_assert_cmpint (vt_db_get (db, &error, &count,
                              "SELECT count (DISTINCT position) FROM collection_product WHERE collection_id = ?1", "i",
                              id),
                   ==, VT_STEP_ROW);
  g_assert_cmpint (count, ==, 1000);
}

static gboolean
fill_job (VtDb *db, gpointer id, GCancellable *cancellable G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  create_collection (db, "ACME", VT_RULES_ALL, of_acme);
  *(gint64 *) id = create_product (db, "Chair");
  return TRUE;
}

static gboolean
vendor_job (VtDb *db, gpointer id, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_product_set_vendor (db, *(gint64 *) id, "ACME", error);
}

static gint64
count_members (VtShop *shop)
{
  gint64 n = -1;

  vt_db_get (vt_shop_get_reader (shop), NULL, &n, "SELECT count (*) FROM collection_product", "");
  return n;
}

static void
test_undo (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vitrine-rules-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "test.vitrine", NULL);
  VtShop *shop = vt_shop_create (path, "Test", "EUR", "en", &error);
  gint64 id = 0;

  g_assert_true (vt_shop_write (shop, "Fill", NULL, fill_job, &id, NULL, NULL, &error));
  g_assert_true (vt_shop_write (shop, "Vendor", NULL, vendor_job, &id, NULL, NULL, &error));
  g_assert_cmpint (count_members (shop), ==, 1);
  g_assert_true (vt_shop_undo (shop, NULL, &error));
  g_assert_cmpint (count_members (shop), ==, 0);
  g_assert_true (vt_shop_redo (shop, NULL, &error));
  g_assert_cmpint (count_members (shop), ==, 1);
  g_assert_no_error (error);

  vt_shop_close (shop);
  g_assert_finalize_object (shop);
  vt_dir_remove_all (folder, NULL);
}

static const char *const in_stock[] = { "vendor", "is", "ACME", "stock", "above", "0", NULL };

static gboolean
stock_job (VtDb *db, gpointer id, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (VtProduct) product = NULL;

  create_collection (db, "ACME", VT_RULES_ALL, in_stock);
  *(gint64 *) id = create_product (db, "Chair");
  product = load_product (db, *(gint64 *) id);
  return vt_stock_move (db, vt_product_get_variant (product, 0)->id, 0, 5, "received", NULL, 1, error);
}

static gboolean
sold_job (VtDb *db, gpointer id, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (VtProduct) product = load_product (db, *(gint64 *) id);

  return vt_stock_move (db, vt_product_get_variant (product, 0)->id, 0, -5, "sold", NULL, 1, error);
}

/* What a host sells is no step of the history, and in the way of none. */
static void
test_undo_after_a_sale (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vitrine-rules-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "test.vitrine", NULL);
  VtShop *shop = vt_shop_create (path, "Test", "EUR", "en", &error);
  gint64 id = 0;

  g_assert_true (vt_shop_write (shop, "Fill", NULL, stock_job, &id, NULL, NULL, &error));
  g_assert_true (vt_shop_write (shop, "Vendor", NULL, vendor_job, &id, NULL, NULL, &error));
  g_assert_cmpint (count_members (shop), ==, 1);
  g_assert_true (vt_shop_record (shop, sold_job, &id, NULL, &error));
  g_assert_cmpint (count_members (shop), ==, 0);
  vt_shop_undo (shop, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_members (shop), ==, 0);
  g_assert_true (vt_shop_record (shop, vt_collection_rules_job, NULL, NULL, &error));
  g_assert_cmpint (count_members (shop), ==, 0);

  vt_shop_close (shop);
  g_assert_finalize_object (shop);
  vt_dir_remove_all (folder, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/collection-rule/is-met/%s", cases[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strdup_printf ("/collection-rule/bad/%s", bad[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/collection-rule/hands-off", test_hands_off);
  g_test_add_func ("/collection-rule/days-pass", test_days_pass);
  g_test_add_func ("/collection-rule/edits-keep-up", test_edits_keep_up);
  g_test_add_func ("/collection-rule/many", test_many);
  g_test_add_func ("/collection-rule/undo", test_undo);
  g_test_add_func ("/collection-rule/undo-after-a-sale", test_undo_after_a_sale);

  return g_test_run ();
}
