/* What a product's page tells beside its texts: facts, sizes and reviews. */

#include "fixture.h"

#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-product-fact.h"
#include "catalogue/vt-review.h"
#include "catalogue/vt-size-table.h"
#include "shop/vt-settings.h"

#include <string.h>

static void
assert_invalid (GError **error)
{
  g_assert_error (*error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (error);
}

static char *
facts_of (VtDb *db, gint64 id)
{
  g_autoptr (GPtrArray) facts = vt_product_list_facts (db, id, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const VtFact *fact = g_ptr_array_index (facts, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? ";" : "", fact->name, fact->value);
    }

  return g_string_free (text, FALSE);
}

static void
assert_facts (VtDb *db, gint64 id, const char *expected)
{
  g_autofree char *facts = facts_of (db, id);

  g_assert_cmpstr (facts, ==, expected);
}

static void
test_facts (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  gint64 width = 0;
  gint64 height = 0;

  g_assert_true (vt_product_add_fact (db, id, " Width ", "53\ncm", -1, &width, &error));
  g_assert_true (vt_product_add_fact (db, id, "Height", "81 cm", 0, &height, &error));
  assert_facts (db, id, "Height=81 cm;Width=53 cm");
  g_assert_true (vt_fact_move (db, width, 0, &error));
  g_assert_true (vt_fact_set (db, height, "Height", "82 cm", &error));
  g_assert_true (vt_product_set_fact (db, id, "Width", "54 cm", &error));
  g_assert_true (vt_product_set_fact (db, id, "Shell", "Steel", &error));
  assert_facts (db, id, "Width=54 cm;Height=82 cm;Shell=Steel");
  g_assert_true (vt_product_set_fact (db, id, "Height", "", &error));
  g_assert_true (vt_product_set_fact (db, id, "Depth", NULL, &error));
  assert_facts (db, id, "Width=54 cm;Shell=Steel");
  g_assert_true (vt_fact_remove (db, width, &error));
  g_assert_cmpint (count_rows (db, "SELECT max (position) FROM product_fact"), ==, 0);
  g_assert_false (vt_fact_remove (db, width, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

static void
test_facts_that_cannot_be (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *long_name = g_strnfill (VT_FACT_NAME_MAX_CHARS + 1, 'x');
  g_autofree char *long_value = g_strnfill (VT_FACT_VALUE_MAX_CHARS + 1, 'x');
  gint64 id = create_product (db, "Chair");

  g_assert_false (vt_product_add_fact (db, id, "", "x", -1, NULL, &error));
  assert_invalid (&error);
  g_assert_false (vt_product_add_fact (db, id, "x", " ", -1, NULL, &error));
  assert_invalid (&error);
  g_assert_false (vt_product_add_fact (db, id, long_name, "x", -1, NULL, &error));
  assert_invalid (&error);
  g_assert_false (vt_product_add_fact (db, id, "x", long_value, -1, NULL, &error));
  assert_invalid (&error);
  g_assert_false (vt_product_add_fact (db, id + 1, "x", "x", -1, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  for (guint i = 0; i < VT_FACTS_MAX; i++)
    g_assert_true (vt_product_add_fact (db, id, "x", "x", -1, NULL, &error));
  g_assert_false (vt_product_add_fact (db, id, "x", "x", -1, NULL, &error));
  assert_invalid (&error);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM product_fact"), ==, VT_FACTS_MAX);
}

static const struct
{
  const char *name, *text, *cells; /* NULL: refused */
} tables[] = {
  { "empty", "", "" },
  { "none", NULL, "" },
  { "spreadsheet", "Size\tChest\r\nS\t 90 \r\nM\t96\r\n", "Size\tChest\nS\t90\nM\t96" },
  { "ragged", "Size\tChest\tWaist\nS\nM\t96", "Size\tChest\tWaist\nS\t\t\nM\t96\t" },
  { "empty-ends", "\n\t\nSize\tChest\t\t\n\t\n", "Size\tChest" },
  { "markup", "<b>\t&", "<b>\t&" },
  { "too-wide", "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\t16\t17\t18\t19\t20\t21", NULL },
};

static void
test_size_cells (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *cells = vt_size_table_check_cells (tables[i].text, &error);

  g_assert_cmpstr (cells, ==, tables[i].cells);
  if (tables[i].cells == NULL)
    assert_invalid (&error);
  g_assert_no_error (error);
}

static void
test_size_tables (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSizeTable) table = NULL;
  g_autoptr (VtSizeTable) found = NULL;
  g_autofree char *tall = g_strnfill (VT_SIZE_TABLE_MAX_ROWS * 2 + 2, '\n');
  gint64 product = create_product (db, "Shirt");
  gint64 id = 0;
  gint64 of_product = -1;

  for (gsize i = 0; tall[i] != '\0'; i += 2)
    tall[i] = 'x';
  g_assert_true (vt_product_get_size_table (db, product, &of_product, &error));
  g_assert_cmpint (of_product, ==, 0);
  g_assert_false (vt_size_table_create (db, " ", "a", NULL, &error));
  assert_invalid (&error);
  g_assert_true (vt_size_table_create (db, "Shirts", "Size\tChest\nS\t90", &id, &error));
  g_assert_false (vt_size_table_set_cells (db, id, tall, &error));
  assert_invalid (&error);
  g_assert_false (vt_product_set_size_table (db, product, id + 1, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (vt_product_set_size_table (db, product, id, &error));
  table = vt_size_table_load (db, id, &error);
  g_assert_cmpint (table->n_products, ==, 1);
  g_assert_true (vt_db_run (db, &error, "UPDATE product SET updated_us = 1", ""));
  g_assert_true (vt_size_table_set_cells (db, id, "Size\tChest\nS\t91", &error));
  g_assert_cmpint (count_rows (db, "SELECT updated_us > 1 FROM product"), ==, 1);
  found = vt_size_table_find_by_name (db, "Shirts", &error);
  g_assert_cmpstr (found->cells, ==, "Size\tChest\nS\t91");

  g_assert_true (vt_size_table_remove (db, id, &error));
  g_assert_true (vt_product_get_size_table (db, product, &of_product, &error));
  g_assert_cmpint (of_product, ==, 0);
}

static gint64
add_review (VtDb *db, gint64 product, int rating, gint64 written_us)
{
  const VtReviewInput input = { product, "Ana", rating, "Steady", "First line\nSecond line", "pt", written_us };
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  g_assert_true (vt_review_create (db, &input, &id, &error));
  return id;
}

static void
test_reviews (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GPtrArray) all = NULL;
  VtReviewSummary summary;
  gint64 product = create_product (db, "Chair");
  gint64 first = add_review (db, product, 5, 100);
  gint64 second = add_review (db, product, 2, 200);
  gint64 third = add_review (db, product, 1, 300);

  g_assert_true (vt_review_summarise (db, product, &summary, &error));
  g_assert_cmpint (summary.count, ==, 0);
  g_assert_true (vt_review_set_shown (db, first, TRUE, &error));
  g_assert_true (vt_review_set_shown (db, second, TRUE, &error));
  g_assert_true (vt_review_set_reply (db, second, " We are sorry. ", &error));
  g_assert_true (vt_review_set_verified (db, second, TRUE, &error));
  g_assert_true (vt_review_summarise (db, product, &summary, &error));
  g_assert_cmpint (summary.count, ==, 2);
  g_assert_cmpint (summary.sum, ==, 7);
  g_assert_cmpint (summary.by_rating[5], ==, 1);

  shown = vt_review_list (db, product, VT_REVIEWS_SHOWN, 10, &error);
  all = vt_review_list (db, 0, VT_REVIEWS_ALL, 10, &error);
  g_assert_cmpuint (shown->len, ==, 2);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpint (((VtReview *) g_ptr_array_index (all, 0))->id, ==, third);
  g_assert_cmpstr (((VtReview *) g_ptr_array_index (shown, 0))->reply, ==, "We are sorry.");
  g_assert_true (vt_review_remove (db, third, &error));
  g_assert_true (vt_product_delete (db, product, &error));
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM review"), ==, 0);
}

static void
test_reviews_that_cannot_be (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *long_text = g_strnfill (VT_REVIEW_TEXT_MAX_CHARS + 1, 'x');
  gint64 product = create_product (db, "Chair");
  const VtReviewInput wrong[] = {
    { product, "", 5, NULL, NULL, NULL, 0 },
    { product, "Ana", 0, NULL, NULL, NULL, 0 },
    { product, "Ana", 6, NULL, NULL, NULL, 0 },
    { product, "Ana", 5, NULL, long_text, NULL, 0 },
  };
  gint64 id;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (vt_review_create (db, &wrong[i], NULL, &error));
      assert_invalid (&error);
    }
  id = add_review (db, product, 4, 1);
  g_assert_false (vt_review_set_rating (db, id, 9, &error));
  assert_invalid (&error);
  g_assert_false (vt_review_set_reply (db, id, long_text, &error));
  assert_invalid (&error);
  g_assert_false (vt_review_set_shown (db, id + 1, TRUE, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

static void
test_translations (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 product = create_product (db, "Chair");
  gint64 fact = 0;
  gint64 table = 0;

  g_assert_true (vt_setting_set (db, "shop.language", "en", &error));
  g_assert_true (vt_setting_set (db, "languages", "th", &error));
  g_assert_true (vt_product_add_fact (db, product, "Width", "53 cm", -1, &fact, &error));
  g_assert_true (vt_size_table_create (db, "Shirts", "Size\tChest", &table, &error));
  g_assert_true (vt_catalogue_translate (db, "product_fact", fact, "name", "th", "กว้าง", &error));
  g_assert_true (vt_catalogue_translate (db, "product_fact", fact, "value", "th", "53 ซม.", &error));
  g_assert_true (vt_catalogue_translate (db, "size_table", table, "cells", "th", "ขนาด\tอก\n", &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM translation"), ==, 3);
  g_assert_true (vt_fact_remove (db, fact, &error));
  g_assert_true (vt_size_table_remove (db, table, &error));
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM translation"), ==, 0);
}

static void
test_copy_has_them (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 product = create_product (db, "Chair");
  gint64 copy = 0;
  gint64 table = 0;
  gint64 of_copy = 0;

  g_assert_true (vt_product_add_fact (db, product, "Width", "53 cm", -1, NULL, &error));
  g_assert_true (vt_size_table_create (db, "Shirts", "Size\tChest", &table, &error));
  g_assert_true (vt_product_set_size_table (db, product, table, &error));
  add_review (db, product, 5, 1);
  g_assert_true (vt_product_duplicate (db, product, NULL, &copy, &error));
  assert_facts (db, copy, "Width=53 cm");
  g_assert_true (vt_product_get_size_table (db, copy, &of_copy, &error));
  g_assert_cmpint (of_copy, ==, table);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM review"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/facts/edit", test_facts);
  g_test_add_func ("/facts/cannot-be", test_facts_that_cannot_be);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sizes/cells/%s", tables[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_size_cells);
    }
  g_test_add_func ("/sizes/tables", test_size_tables);
  g_test_add_func ("/reviews/edit", test_reviews);
  g_test_add_func ("/reviews/cannot-be", test_reviews_that_cannot_be);
  g_test_add_func ("/facts/translations", test_translations);
  g_test_add_func ("/facts/copy", test_copy_has_them);

  return g_test_run ();
}
