#include "base/vt-clock.h"
#include "fixture.h"

#include <string.h>

static void
test_create (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (VtProduct) product = load_product (db, create_product (db, "  Crème\n brûlée  "));

  g_assert_cmpstr (vt_product_get_title (product), ==, "Crème brûlée");
  g_assert_cmpstr (vt_product_get_handle (product), ==, "creme-brulee");
  g_assert_cmpint (vt_product_get_status (product), ==, VT_PRODUCT_DRAFT);
  g_assert_cmpuint (vt_product_get_n_options (product), ==, 0);
  g_assert_cmpuint (vt_product_get_n_variants (product), ==, 1);
  g_assert_cmpint (vt_product_get_variant (product, 0)->price_minor, ==, 0);
  g_assert_cmpint (vt_product_get_variant (product, 0)->compare_at_minor, ==, -1);
  g_assert_cmpint (vt_product_get_variant (product, 0)->cost_minor, ==, -1);
  g_assert_cmpstr (vt_product_get_variant (product, 0)->title, ==, "");
  g_assert_cmpstr (vt_product_get_tax_class (product), ==, "standard");
}

static void
test_handles (void)
{
  static const struct
  {
    const char *title, *handle;
  } cases[] = {
    { "Blue T-Shirt", "blue-t-shirt" },
    { "Blue T-Shirt", "blue-t-shirt-2" },
    { "Blue T-Shirt", "blue-t-shirt-3" },
    { "***", "product-1" },
    { "!!!", "product-2" },
  };
  g_autoptr (VtDb) db = open_memory ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtProduct) product = load_product (db, create_product (db, cases[i].title));

      g_assert_cmpstr (vt_product_get_handle (product), ==, cases[i].handle);
    }

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *title = g_strnfill (200, 'a');
      g_autoptr (VtProduct) product = load_product (db, create_product (db, title));

      g_assert_cmpuint (strlen (vt_product_get_handle (product)), <=, 80);
    }
}

static void
test_bad_titles (void)
{
  g_autofree char *long_title = g_strnfill (256, 'a');
  const char *const titles[] = { "", "   ", "\n\t", long_title };
  g_autoptr (VtDb) db = open_memory ();
  gint64 id = create_product (db, "Chair");

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) create_error = NULL;

      g_assert_false (vt_product_set_title (db, id, titles[i], &error));
      g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
      g_assert_false (vt_product_create (db, titles[i], NULL, &create_error));
      g_assert_error (create_error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
    }
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM product"), ==, 1);
}

static void
test_texts (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  g_autoptr (VtProduct) product = NULL;

  g_assert_true (vt_product_set_title (db, id, "Armchair \xff", &error));
  g_assert_true (vt_product_set_handle (db, id, "the-chair", &error));
  g_assert_true (
      vt_product_set_description_html (db, id, "<p onclick=\"x()\">Soft</p><script>alert (1)</script>", &error));
  g_assert_true (vt_product_set_vendor (db, id, "Casa", &error));
  g_assert_true (vt_product_set_product_type (db, id, "Furniture", &error));
  g_assert_true (vt_product_set_seo_title (db, id, "A chair", &error));
  g_assert_true (vt_product_set_seo_description (db, id, "Sit.", &error));
  g_assert_true (vt_product_set_status (db, id, VT_PRODUCT_ACTIVE, &error));
  g_assert_no_error (error);

  product = vt_product_find_by_handle (db, "the-chair", &error);
  g_assert_cmpstr (vt_product_get_title (product), ==, "Armchair \xef\xbf\xbd");
  g_assert_null (strstr (vt_product_get_description_html (product), "script"));
  g_assert_null (strstr (vt_product_get_description_html (product), "onclick"));
  g_assert_nonnull (strstr (vt_product_get_description_html (product), "Soft"));
  g_assert_cmpstr (vt_product_get_vendor (product), ==, "Casa");
  g_assert_cmpstr (vt_product_get_product_type (product), ==, "Furniture");
  g_assert_cmpstr (vt_product_get_seo_title (product), ==, "A chair");
  g_assert_cmpstr (vt_product_get_seo_description (product), ==, "Sit.");
  g_assert_cmpint (vt_product_get_status (product), ==, VT_PRODUCT_ACTIVE);
}

static void
test_bad_handles (void)
{
  static const char *const handles[] = { "", "Upper", "two words", "a/b", "-a", "a--b", "../x" };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");

  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      g_autoptr (GError) local = NULL;

      g_assert_false (vt_product_set_handle (db, id, handles[i], &local));
      g_assert_error (local, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
    }

  create_product (db, "Table");
  g_assert_false (vt_product_set_handle (db, id, "table", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_true (vt_product_set_handle (db, id, "chair", &error));
}

static void
test_not_found (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_null (vt_product_load (db, 7, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (vt_product_find_by_handle (db, "nothing", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (vt_product_set_title (db, 7, "x", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (vt_product_delete (db, 7, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (vt_variant_set_price (db, 7, 100, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

static void
test_same_writes_nothing (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  const char *const tags[] = { "oak", "new", "oak", " ", NULL };
  gint64 id = create_product (db, "Chair");
  int before;

  g_assert_true (vt_product_set_tags (db, id, tags, &error));
  before = sqlite3_total_changes (vt_db_get_handle (db));
  g_assert_true (vt_product_set_title (db, id, " Chair ", &error));
  g_assert_true (vt_product_set_tags (db, id, tags, &error));
  g_assert_true (vt_product_set_status (db, id, VT_PRODUCT_DRAFT, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_total_changes (vt_db_get_handle (db)), ==, before);
}

static void
test_updated (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  g_autoptr (VtProduct) product = NULL;
  g_autoptr (VtProduct) edited = NULL;

  g_assert_true (vt_db_exec (db, "UPDATE product SET updated_us = 5", &error));
  product = load_product (db, id);
  g_assert_true (vt_variant_set_price (db, vt_product_get_variant (product, 0)->id, 100, &error));
  edited = load_product (db, id);
  g_assert_cmpint (vt_product_get_updated_us (product), ==, 5);
  g_assert_cmpint (vt_product_get_updated_us (edited), >, 5);
  g_assert_cmpint (vt_product_get_updated_us (edited), <=, vt_clock_now_us (NULL));
}

static void
test_tags (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  const char *const first[] = { "oak", "new", NULL };
  const char *const second[] = { "sale", "oak", NULL };
  gint64 id = create_product (db, "Chair");
  g_autoptr (VtProduct) product = NULL;
  g_autofree char *joined = NULL;

  g_assert_true (vt_product_set_tags (db, id, first, &error));
  g_assert_true (vt_product_set_tags (db, id, second, &error));
  product = load_product (db, id);
  joined = g_strjoinv (",", (char **) vt_product_get_tags (product));
  g_assert_cmpstr (joined, ==, "oak,sale");
}

static void
test_photos (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  gint64 other = create_product (db, "Table");
  gint64 photos[3] = { 0 };
  g_autofree char *edited = add_media (db, 99);
  g_autoptr (VtProduct) product = NULL;
  g_autoptr (VtProduct) after = NULL;
  gint64 variant_id;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *sha256 = add_media (db, i);

      g_assert_true (vt_product_add_photo (db, id, sha256, "A chair", i == 2 ? 0 : -1, &photos[i], &error));
    }
  product = load_product (db, id);
  variant_id = vt_product_get_variant (product, 0)->id;
  g_assert_cmpuint (vt_product_get_n_photos (product), ==, 3);
  g_assert_cmpint (vt_product_get_photo (product, 0)->id, ==, photos[2]);
  g_assert_cmpint (vt_product_get_photo (product, 1)->id, ==, photos[0]);
  g_assert_cmpint (vt_product_get_photo (product, 2)->id, ==, photos[1]);
  g_assert_cmpint (vt_product_get_photo (product, 0)->width, ==, 400);

  g_assert_true (vt_photo_set_media (db, photos[1], edited, &error));
  g_assert_false (vt_photo_set_media (db, photos[1], "0123", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (vt_photo_move (db, photos[1], 0, &error));
  g_assert_true (vt_photo_set_alt (db, photos[1], "The back", &error));
  g_assert_true (vt_variant_set_photo (db, variant_id, photos[0], &error));
  g_assert_true (vt_photo_remove (db, photos[0], &error));
  after = load_product (db, id);
  g_assert_cmpuint (vt_product_get_n_photos (after), ==, 2);
  g_assert_cmpint (vt_product_get_photo (after, 0)->id, ==, photos[1]);
  g_assert_cmpstr (vt_product_get_photo (after, 0)->sha256, ==, edited);
  g_assert_cmpstr (vt_product_get_photo (after, 0)->alt, ==, "The back");
  g_assert_cmpint (vt_product_get_photo (after, 1)->id, ==, photos[2]);
  g_assert_cmpint (vt_product_get_variant (after, 0)->photo_id, ==, 0);
  g_assert_cmpint (count_rows (db, "SELECT sum (position) FROM photo"), ==, 1);

  product = (g_object_unref (product), load_product (db, other));
  g_assert_false (vt_variant_set_photo (db, vt_product_get_variant (product, 0)->id, photos[1], &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (vt_product_add_photo (db, id, "0123", NULL, -1, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

static void
test_delete (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  const char *const tags[] = { "oak", NULL };
  const char *const names[] = { "Colour", NULL };
  const char *const red[] = { "Red", NULL };
  g_autofree char *sha256 = add_media (db, 1);
  VtVariantInput variant = { .values = red, .compare_at_minor = -1, .cost_minor = -1 };
  gint64 id = create_product (db, "Chair");
  gint64 collection = 0;
  gint64 photo = 0;

  g_assert_true (vt_product_set_tags (db, id, tags, &error));
  g_assert_true (vt_product_set_variants (db, id, names, &variant, 1, &error));
  g_assert_true (vt_product_add_photo (db, id, sha256, "", -1, &photo, &error));
  g_assert_true (vt_variant_set_photo (db, variant.id, photo, &error));
  g_assert_true (vt_stock_move (db, variant.id, 0, 5, "received", NULL, 1, &error));
  g_assert_true (vt_collection_create (db, "All", NULL, 0, &collection, &error));
  g_assert_true (vt_collection_add_product (db, collection, id, &error));
  g_assert_no_error (error);

  g_assert_true (vt_product_delete (db, id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (db, "SELECT (SELECT count (*) FROM product) + (SELECT count (*) FROM product_tag) + "
                                   "(SELECT count (*) FROM photo) + "
                                   "(SELECT count (*) FROM variant) + "
                                   "(SELECT count (*) FROM stock_movement) + (SELECT count (*) FROM stock_level) + "
                                   "(SELECT count (*) FROM collection_product)"),
                   ==, 0);
}

static void
test_duplicate (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  const char *const names[] = { "Colour", NULL };
  const char *const red[] = { "Red", NULL };
  const char *const blue[] = { "Blue", NULL };
  g_autofree char *sha256 = add_media (db, 1);
  VtVariantInput variants[] = {
    { .values = red, .sku = "R", .price_minor = 100, .compare_at_minor = 200, .cost_minor = -1 },
    { .values = blue, .sku = "B", .price_minor = 110, .compare_at_minor = -1, .cost_minor = 50 },
  };
  gint64 id = create_product (db, "Chair");
  gint64 photo = 0;
  gint64 copy_id = 0;
  g_autoptr (VtProduct) copy = NULL;

  g_assert_true (vt_product_set_status (db, id, VT_PRODUCT_ACTIVE, &error));
  g_assert_true (vt_product_set_variants (db, id, names, variants, 2, &error));
  g_assert_true (vt_product_add_photo (db, id, sha256, "Blue one", -1, &photo, &error));
  g_assert_true (vt_variant_set_photo (db, variants[1].id, photo, &error));
  g_assert_true (vt_stock_move (db, variants[0].id, 0, 5, "received", NULL, 1, &error));
  g_assert_true (vt_product_duplicate (db, id, NULL, &copy_id, &error));
  g_assert_no_error (error);

  copy = load_product (db, copy_id);
  g_assert_cmpstr (vt_product_get_title (copy), ==, "Copy of Chair");
  g_assert_cmpint (vt_product_get_status (copy), ==, VT_PRODUCT_DRAFT);
  g_assert_cmpuint (vt_product_get_n_variants (copy), ==, 2);
  g_assert_cmpstr (vt_product_get_variant (copy, 1)->title, ==, "Blue");
  g_assert_cmpint (vt_product_get_variant (copy, 1)->cost_minor, ==, 50);
  g_assert_cmpint (vt_product_get_variant (copy, 0)->compare_at_minor, ==, 200);
  g_assert_cmpstr (vt_product_get_variant (copy, 0)->sku, ==, "");
  g_assert_cmpint (vt_product_get_variant (copy, 0)->on_hand, ==, 0);
  g_assert_cmpint (vt_product_get_variant (copy, 1)->photo_id, ==, vt_product_get_photo (copy, 0)->id);
  g_assert_cmpint (vt_product_get_photo (copy, 0)->id, !=, photo);
}

static void
test_public (void)
{
  static const char *const schema[] = {
    "product",    "product_tag",        "old_handle",  "related_product", "product_video", "photo",        "variant",
    "collection", "collection_product", "stock_level", "price_history",   "size_table",    "product_fact", "review"
  };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 shown = create_product (db, "Shown");
  gint64 hidden = create_product (db, "Hidden");
  gint64 collection = 0;
  g_autoptr (VtProduct) product = load_product (db, shown);
  gint64 variant_id = vt_product_get_variant (product, 0)->id;

  g_assert_true (vt_product_set_status (db, shown, VT_PRODUCT_ACTIVE, &error));
  g_assert_true (vt_variant_set_cost (db, variant_id, 300, &error));
  g_assert_true (vt_stock_move (db, variant_id, 0, 4, "received", NULL, 1, &error));
  g_assert_true (vt_collection_create (db, "All", NULL, 0, &collection, &error));
  g_assert_true (vt_collection_add_product (db, collection, shown, &error));
  g_assert_true (vt_collection_add_product (db, collection, hidden, &error));

  g_assert_true (vt_db_exec (db, "ATTACH ':memory:' AS catalogue", &error));
  for (guint i = 0; i < G_N_ELEMENTS (schema); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("CREATE TABLE catalogue.%s AS SELECT * FROM main.%s WHERE FALSE", schema[i], schema[i]);

      g_assert_true (vt_db_exec (db, sql, &error));
    }
  for (guint i = 0; vt_catalogue_public_copies[i] != NULL; i++)
    {
      g_assert_true (vt_db_exec (db, vt_catalogue_public_copies[i], &error));
      g_assert_no_error (error);
    }

  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM catalogue.product"), ==, 1);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM catalogue.variant"), ==, 1);
  g_assert_cmpint (count_rows (db, "SELECT count (cost_minor) FROM catalogue.variant"), ==, 0);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM catalogue.collection_product"), ==, 1);
  g_assert_cmpint (count_rows (db, "SELECT on_hand FROM catalogue.stock_level"), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/product/create/draft-with-one-variant", test_create);
  g_test_add_func ("/product/create/handles-are-unique", test_handles);
  g_test_add_func ("/product/edit/bad-titles", test_bad_titles);
  g_test_add_func ("/product/edit/texts", test_texts);
  g_test_add_func ("/product/edit/bad-handles", test_bad_handles);
  g_test_add_func ("/product/edit/not-found", test_not_found);
  g_test_add_func ("/product/edit/same-value-writes-nothing", test_same_writes_nothing);
  g_test_add_func ("/product/edit/updated", test_updated);
  g_test_add_func ("/product/edit/tags", test_tags);
  g_test_add_func ("/product/photos/order", test_photos);
  g_test_add_func ("/product/delete/leaves-nothing", test_delete);
  g_test_add_func ("/product/duplicate", test_duplicate);
  g_test_add_func ("/product/public-copies", test_public);

  return g_test_run ();
}
