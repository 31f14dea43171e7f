/* What browsers load to search by themselves. */
#include "orders/vt-order-sales.h"
#include "search/vt-index-file.h"
#include "search/vt-search-rule.h"
#include "search/vt-shopper-index.h"
#include "support/vt-test-shop.h"

#include <string.h>

static GPtrArray *
some_cards (void)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shopper_card_free);

  g_ptr_array_add (cards,
                   vt_shopper_card_new (VT_TEST_LAMP, "/products/brass-table-lamp", "bbbbbbbbbbbbbbbb", 4999, FALSE));
  g_ptr_array_add (cards, vt_shopper_card_new (VT_TEST_SHIRT, "/products/linen-shirt", NULL, 3550, TRUE));
  return cards;
}

static VtIndexFile *
open_part (GPtrArray *parts, guint i)
{
  g_autoptr (GError) error = NULL;
  VtIndexFile *file = vt_index_file_new_for_bytes (((VtShopperPart *) g_ptr_array_index (parts, i))->bytes, &error);

  g_assert_no_error (error);
  return file;
}

static VtIndexFile *
build_one (VtDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = some_cards ();
  g_autoptr (GPtrArray) parts = vt_shopper_index_build (db, "en", cards, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, ==, 1);
  g_assert_cmpuint (((VtShopperPart *) g_ptr_array_index (parts, 0))->n_products, ==, 2);
  return open_part (parts, 0);
}

static char *
ask (VtIndexFile *file, const char *words)
{
  const VixIndex *index = vt_index_file_get (file);
  g_autoptr (VixArena) arena = vt_index_arena_new (index);
  const VixQuery query = { .text = words, .length = strlen (words), .typing = TRUE, .limit = 10 };
  GString *ids = g_string_new (NULL);
  VixResult result = { 0 };

  g_assert_true (vix_query_run (index, &query, arena, &result));
  for (guint i = 0; i < result.n_hits; i++)
    {
      VixText id = vix_index_id (index, result.hits[i].document);

      g_string_append_printf (ids, "%s%.*s", i > 0 ? " " : "", (int) id.length, id.text);
    }

  return g_string_free (ids, FALSE);
}

static void
assert_finds (VtIndexFile *file, const char *words, const char *expected)
{
  g_autofree char *found = ask (file, words);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_finds_first (VtIndexFile *file, const char *words, const char *expected)
{
  g_autofree char *found = ask (file, words);

  found[strcspn (found, " ")] = '\0';
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_value (const VixIndex *index, const char *name, guint32 document, const char *expected)
{
  uint32_t column = 0;
  const uint8_t *values = NULL;
  VixText text;

  g_assert_true (vix_index_find_column (index, name, strlen (name), &column));
  if (expected == NULL)
    {
      g_assert_cmpuint (vix_index_values_of (index, column, document, &values), ==, 0);
      return;
    }
  g_assert_cmpuint (vix_index_values_of (index, column, document, &values), ==, 1);
  text = vix_index_value (index, column, vix_get_u32 (values));
  g_assert_cmpuint (text.length, ==, strlen (expected));
  g_assert_cmpint (memcmp (text.text, expected, text.length), ==, 0);
}

static void
assert_number (const VixIndex *index, const char *name, guint32 document, gint64 expected)
{
  uint32_t column = 0;

  g_assert_true (vix_index_find_column (index, name, strlen (name), &column));
  g_assert_cmpint (vix_index_number (index, column, document), ==, expected);
}

/* The chair and the draft are in the shop, but not among the cards. */
static void
test_products (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtIndexFile) file = build_one (db);
  const VixIndex *index = vt_index_file_get (file);

  assert_finds (file, "lam", "102");
  assert_finds (file, "linnen", "103");
  g_assert_cmpuint (index->n_documents, ==, 2);

  assert_value (index, "path", 0, "/products/brass-table-lamp");
  assert_value (index, "picture", 0, "bbbbbbbbbbbbbbbb");
  assert_value (index, "picture", 1, NULL);
  assert_number (index, "price", 0, 4999);
  assert_number (index, "price", 1, 3550);
  assert_number (index, "from", 0, 0);
  assert_number (index, "from", 1, 1);
}

/* The merchant's rules hold in browsers, too; one for what is not there does nothing. */
static void
test_rules (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtIndexFile) file = NULL;

  g_assert_true (
      vt_db_exec (db,
                  "INSERT INTO search_rule (id, query, kind, product_id, position, percent, path) VALUES "
                  "(1, 'linen', 'pin', 102, 0, 0, ''), (2, 'brass', 'hide', 102, 0, 0, ''), "
                  "(3, 'linen', 'pin', 104, 1, 0, ''), (4, 'delivery', 'redirect', NULL, 0, 0, '/pages/about')",
                  &error));
  g_assert_no_error (error);
  file = build_one (db);
  assert_finds (file, "linen", "102 103");
  assert_finds (file, "brass", "");
}

static void
test_no_products (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  g_autoptr (GPtrArray) parts = vt_shopper_index_build (db, "th", cards, &error);
  g_autoptr (VtIndexFile) file = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, ==, 1);
  file = open_part (parts, 0);
  assert_finds (file, "lamp", "");
}

static void
fill_many (VtDb *db, guint n, GPtrArray *cards)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) INSERT INTO product (id, handle, "
      "title, description_html, status, created_us, updated_us) SELECT 10000 + i, 'thing-' || i, 'Thing ' || i, "
      "'<p>' || replace (hex (zeroblob (300)), '0', 'ab ') || 'ending' || i || '</p>', 'active', 0, 0 FROM n",
      n);

  g_assert_true (vt_db_exec (db, sql, &error));
  g_assert_no_error (error);
  for (guint i = n; i > 0; i--)
    {
      g_autofree char *path = g_strdup_printf ("/products/thing-%u", i);

      g_ptr_array_add (cards, vt_shopper_card_new (10000 + i, path, NULL, 100, FALSE));
    }
}

/* Those that come first are in the first part, which is small; every product is in one. */
static void
test_parts (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shopper_card_free);
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (VtIndexFile) first = NULL;
  g_autoptr (VtIndexFile) last = NULL;
  guint n = 0;

  fill_many (db, 12000, cards);
  parts = vt_shopper_index_build (db, "en", cards, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, >=, 2);
  for (guint i = 0; i < parts->len; i++)
    n += ((VtShopperPart *) g_ptr_array_index (parts, i))->n_products;
  g_assert_cmpuint (n, ==, 12000);
  g_assert_cmpuint (((VtShopperPart *) g_ptr_array_index (parts, 0))->n_products, <,
                    ((VtShopperPart *) g_ptr_array_index (parts, 1))->n_products);

  first = open_part (parts, 0);
  last = open_part (parts, parts->len - 1);
  assert_finds_first (first, "thing 12000", "22000");
  assert_finds_first (last, "thing 7", "10007");
}

static void
test_things (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) things = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shopper_thing_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VtIndexFile) file = NULL;

  g_ptr_array_add (things, vt_shopper_thing_new ("collection", 3, "/th/collections/lamps", "โคมไฟ", NULL));
  g_ptr_array_add (things, vt_shopper_thing_new ("post", 4, "/th/blog/light", "แสงในบ้าน", "โต๊ะและเก้าอี้"));
  bytes = vt_shopper_index_build_things ("th", things, &error);
  g_assert_no_error (error);
  file = vt_index_file_new_for_bytes (bytes, &error);
  g_assert_no_error (error);
  assert_finds (file, "โคมไฟ", "collection-3");
  assert_finds (file, "เก้าอี้", "post-4");
  assert_value (vt_index_file_get (file), "kind", 1, "post");
  assert_value (vt_index_file_get (file), "path", 0, "/th/collections/lamps");
}

static void
test_sales (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 given[] = { VT_TEST_CHAIR, VT_TEST_LAMP, VT_TEST_SHIRT };

  g_array_append_vals (ids, given, G_N_ELEMENTS (given));
  g_assert_true (vt_order_sales_sort (db, ids, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, VT_TEST_CHAIR);

  g_assert_true (vt_db_exec (db,
                             "PRAGMA foreign_keys = OFF; INSERT INTO order_line (order_id, position, variant_id, sku, "
                             "title, quantity, price_minor, total_minor) VALUES (1, 0, 1003, '', 'Lamp', 2, 1, 2), "
                             "(1, 1, 1004, '', 'Shirt', 9, 1, 9), (2, 0, 1006, '', 'Shirt', 1, 1, 1)",
                             &error));
  g_assert_no_error (error);
  g_assert_true (vt_order_sales_sort (db, ids, &error));
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, VT_TEST_SHIRT);
  g_assert_cmpint (g_array_index (ids, gint64, 1), ==, VT_TEST_LAMP);
  g_assert_cmpint (g_array_index (ids, gint64, 2), ==, VT_TEST_CHAIR);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shopper-index/products", test_products);
  g_test_add_func ("/shopper-index/rules", test_rules);
  g_test_add_func ("/shopper-index/no-products", test_no_products);
  g_test_add_func ("/shopper-index/parts", test_parts);
  g_test_add_func ("/shopper-index/things", test_things);
  g_test_add_func ("/shopper-index/sales", test_sales);

  return g_test_run ();
}
