/* What products and collections have besides the plain texts: addresses, translations, films, weights. */

#include "fixture.h"

#include "base/vt-handle.h"
#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop.h"
#include "shop/vt-translation.h"

#include <string.h>

static const struct
{
  const char *name, *title, *handle;
} handles[] = {
  { "latin", "Crème brûlée", "creme-brulee" },    { "thai", "กล้วยไม้", "klwymi" },
  { "cyrillic", "Синий стул", "sinij-stul" },     { "chinese", "蓝色椅子", "lan-se-yi-zi" },
  { "greek", "Μπλε καρέκλα", "mple-karekla" },    { "arabic", "كرسي أزرق", "krsy-azrq" },
  { "japanese", "あおい いす", "aoi-isu" },       { "hebrew", "כיסא", "kys" },
  { "korean", "파란 의자", "palan-uija" },        { "devanagari", "नीली कुर्सी", "nili-kursi" },
  { "german", "Große Straße", "grosse-strasse" }, { "emoji", "🪑🪑", NULL },
  { "emoji-and-words", "🪑 Chair", "chair" },
};

static void
test_handle (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *handle = vt_handle_new (handles[i].title);
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (VtProduct) first = load_product (db, create_product (db, handles[i].title));
  g_autoptr (VtProduct) second = load_product (db, create_product (db, handles[i].title));

  g_assert_cmpstr (handle, ==, handles[i].handle);
  g_assert_true (vt_handle_is_valid (vt_product_get_handle (first)));
  g_assert_true (vt_handle_is_valid (vt_product_get_handle (second)));
  g_assert_cmpstr (vt_product_get_handle (first), !=, vt_product_get_handle (second));
}

static void
assert_follows (VtDb *db, const char *kind, const char *handle, const char *target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) old = vt_old_handle_list_all (db, &error);
  const char *found = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < old->len; i++)
    {
      const VtOldHandle *item = g_ptr_array_index (old, i);

      if (g_str_equal (item->kind, kind) && g_str_equal (item->handle, handle))
        found = item->target;
    }
  g_assert_cmpstr (found, ==, target);
}

static void
test_old_handles (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 chair = create_product (db, "Chair");
  gint64 other;

  g_assert_true (vt_product_set_handle (db, chair, "seat", &error));
  g_assert_true (vt_product_set_handle (db, chair, "stool", &error));
  assert_follows (db, "product", "chair", "stool");
  assert_follows (db, "product", "seat", "stool");
  assert_follows (db, "collection", "chair", NULL);

  /* Its own old address again: nothing is left to lead there. */
  g_assert_true (vt_product_set_handle (db, chair, "chair", &error));
  assert_follows (db, "product", "chair", NULL);
  assert_follows (db, "product", "stool", "chair");

  other = create_product (db, "Stool");
  assert_follows (db, "product", "stool", NULL);
  g_assert_true (vt_product_set_handle (db, other, "taburet", &error));
  assert_follows (db, "product", "stool", "taburet");

  g_assert_true (vt_product_delete (db, chair, &error));
  assert_follows (db, "product", "seat", NULL);
  g_assert_no_error (error);
}

static void
test_old_handles_of_collections (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  g_assert_true (vt_collection_create (db, "Chairs", NULL, 0, &id, &error));
  g_assert_true (vt_collection_set_handle (db, id, "seats", &error));
  assert_follows (db, "collection", "chairs", "seats");
  g_assert_true (vt_collection_create (db, "Chairs", NULL, 0, NULL, &error));
  assert_follows (db, "collection", "chairs", NULL);
  g_assert_false (vt_collection_set_handle (db, id, "chairs", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_false (vt_collection_set_handle (db, id, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
}

static void
test_parents_make_no_circle (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 top = 0;
  gint64 part = 0;

  g_assert_true (vt_collection_create (db, "Top", NULL, 0, &top, &error));
  g_assert_true (vt_collection_create (db, "Part", NULL, top, &part, &error));
  g_assert_false (vt_collection_set_parent (db, top, part, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_collection_set_parent (db, top, top, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (vt_collection_set_parent (db, part, 0, &error));
  g_assert_true (vt_collection_set_parent (db, top, part, &error));
}

static void
test_members_are_ordered (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  gint64 products[3] = { 0 };
  gint64 id = 0;

  g_assert_true (vt_collection_create (db, "All", NULL, 0, &id, &error));
  for (guint i = 0; i < 3; i++)
    {
      products[i] = create_product (db, "Chair");
      g_assert_true (vt_collection_add_product (db, id, products[i], &error));
    }
  g_assert_true (vt_collection_move_product (db, id, products[2], 0, &error));
  g_assert_true (vt_collection_move_product (db, id, products[0], -1, &error));
  ids = vt_collection_list_product_ids (db, id, &error);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, products[2]);
  g_assert_cmpint (g_array_index (ids, gint64, 1), ==, products[1]);
  g_assert_cmpint (g_array_index (ids, gint64, 2), ==, products[0]);
  g_assert_false (vt_collection_move_product (db, id, 7, 0, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
}

static void
test_fields (void)
{
  static const char *const names[] = { "Colour", "Size", NULL };
  static const char *const values[] = { "Red", "S", NULL };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  VtVariantInput input = VT_VARIANT_INPUT_INIT;
  g_autoptr (VtProduct) product = NULL;
  const VtVariant *variant;

  input.values = values;
  g_assert_true (vt_product_set_variants (db, id, names, &input, 1, &error));
  g_assert_true (vt_product_set_tax_class (db, id, "reduced", &error));
  g_assert_true (vt_product_set_publish (db, id, 5000, &error));
  g_assert_true (vt_product_rename_option (db, id, "Colour", "Finish", &error));
  g_assert_true (vt_variant_set_weight_unit (db, input.id, VT_WEIGHT_LB, &error));
  g_assert_true (vt_variant_set_backorder (db, input.id, TRUE, &error));
  g_assert_true (vt_variant_set_low_stock (db, input.id, 3, &error));
  g_assert_true (vt_variant_set_shipped (db, input.id, FALSE, &error));
  g_assert_true (vt_variant_set_barcode (db, input.id, "4006381333932", &error));
  g_assert_no_error (error);

  product = load_product (db, id);
  variant = vt_product_get_variant (product, 0);
  g_assert_cmpstr (vt_product_get_tax_class (product), ==, "reduced");
  g_assert_cmpint (vt_product_get_publish_us (product), ==, 5000);
  g_assert_cmpstr (vt_product_get_option_names (product)[0], ==, "Finish");
  g_assert_cmpstr (variant->values[0], ==, "Red");
  g_assert_cmpint (variant->weight_unit, ==, VT_WEIGHT_LB);
  g_assert_true (variant->backorder);
  g_assert_cmpint (variant->low_stock, ==, 3);
  g_assert_false (variant->shipped);

  g_assert_false (vt_product_rename_option (db, id, "Finish", "Size", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_product_rename_option (db, id, "Colour", "Tone", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_product_set_publish (db, id, -1, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_variant_set_low_stock (db, input.id, -2, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_variant_set_barcode (db, input.id, "4.00638E+12", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
}

static void
set_languages (VtDb *db)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_setting_set (db, "shop.language", "en", &error));
  g_assert_true (vt_setting_set (db, "languages", "en th pt-BR", &error));
  g_assert_no_error (error);
}

static void
test_languages (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) languages = NULL;

  set_languages (db);
  languages = vt_language_list (db, &error);
  g_assert_cmpuint (g_strv_length (languages), ==, 3);
  g_assert_cmpstr (languages[0], ==, "en");
  g_assert_cmpstr (languages[2], ==, "pt-BR");
  g_assert_true (vt_language_check_other (db, "th", &error));
  g_assert_false (vt_language_check_other (db, "en", &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (vt_setting_set (db, "languages", "en; drop", &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
}

static void
test_translations (void)
{
  static const char *const names[] = { "Colour", NULL };
  static const char *const red[] = { "Red", NULL };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = add_media (db, 1);
  g_autofree char *title = NULL;
  g_autofree char *html = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GPtrArray) of_copy = NULL;
  gint64 id = create_product (db, "Chair");
  gint64 photo = 0;
  gint64 copy = 0;
  VtVariantInput input = VT_VARIANT_INPUT_INIT;

  set_languages (db);
  input.values = red;
  g_assert_true (vt_product_set_variants (db, id, names, &input, 1, &error));
  g_assert_true (vt_product_add_photo (db, id, sha256, "A chair", -1, &photo, &error));
  missing = vt_translation_missing (db, "th", 100, &error);
  g_assert_cmpuint (missing->len, ==, 4);

  g_assert_true (vt_catalogue_translate (db, "product", id, "title", "th", " เก้าอี้ ", &error));
  g_assert_true (
      vt_catalogue_translate (db, "product", id, "description_html", "th", "<p>x</p><script>1</script>", &error));
  g_assert_true (vt_catalogue_translate (db, "product", id, "option_names", "th", "สี", &error));
  g_assert_true (vt_catalogue_translate (db, "variant", input.id, "option_values", "th", "แดง", &error));
  g_assert_true (vt_catalogue_translate (db, "photo", photo, "alt", "th", "เก้าอี้", &error));
  g_assert_no_error (error);
  title = vt_translation_get (db, "product", id, "title", "th", &error);
  g_assert_cmpstr (title, ==, "เก้าอี้");
  html = vt_translation_get (db, "product", id, "description_html", "th", &error);
  g_assert_cmpstr (html, ==, "<p>x</p>");
  g_clear_pointer (&missing, g_ptr_array_unref);
  missing = vt_translation_missing (db, "th", 100, &error);
  g_assert_cmpuint (missing->len, ==, 0);
  g_clear_pointer (&missing, g_ptr_array_unref);
  missing = vt_translation_missing (db, "pt-BR", 3, &error);
  g_assert_cmpuint (missing->len, ==, 3);

  g_assert_true (vt_product_duplicate (db, id, NULL, &copy, &error));
  of_copy = vt_translation_list (db, "product", copy, &error);
  g_assert_cmpuint (of_copy->len, ==, 2);

  g_assert_true (vt_catalogue_translate (db, "product", id, "title", "th", "", &error));
  g_assert_true (vt_product_delete (db, id, &error));
  g_assert_true (vt_product_delete (db, copy, &error));
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM translation"), ==, 0);
}

static void
test_translations_that_cannot_be (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");

  set_languages (db);
  g_assert_false (vt_catalogue_translate (db, "product", id, "vendor", "th", "x", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_catalogue_translate (db, "product", 99, "title", "th", "x", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (vt_catalogue_translate (db, "product", id, "option_names", "th",
                                          "a\x1f"
                                          "b",
                                          &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_catalogue_translate (db, "product", id, "title", "de", "x", &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
}

static void
test_films (void)
{
  static const char *const wrong[] = { "",
                                       "film",
                                       "http://youtu.be/x",
                                       "javascript:alert(1)",
                                       "https://",
                                       "https://localhost/x",
                                       "https://user:secret@youtu.be/x",
                                       "file:///etc/passwd" };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) videos = NULL;
  g_autofree char *site = vt_video_get_site ("https://www.youtube.com/watch?v=1");
  g_autofree char *other = vt_video_get_site ("https://www.notyoutube.com/x");
  gint64 id = create_product (db, "Chair");
  gint64 first = 0;
  gint64 second = 0;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (vt_product_add_video (db, id, wrong[i], NULL, -1, NULL, &error));
      g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_true (vt_product_add_video (db, id, " https://youtu.be/a ", "One", -1, &first, &error));
  g_assert_true (vt_product_add_video (db, id, "https://vimeo.com/b", NULL, 0, &second, &error));
  g_assert_true (vt_video_move (db, first, 0, &error));
  g_assert_true (vt_video_set (db, second, "https://vimeo.com/c", "Two", &error));
  videos = vt_product_list_videos (db, id, &error);
  g_assert_cmpuint (videos->len, ==, 2);
  g_assert_cmpstr (((VtVideo *) g_ptr_array_index (videos, 0))->url, ==, "https://youtu.be/a");
  g_assert_cmpstr (((VtVideo *) g_ptr_array_index (videos, 1))->title, ==, "Two");
  g_assert_true (vt_video_remove (db, first, &error));
  g_assert_cmpint (count_rows (db, "SELECT max (position) FROM product_video"), ==, 0);
  g_assert_cmpstr (site, ==, "YouTube");
  g_assert_cmpstr (other, ==, "notyoutube.com");
}

static void
test_related (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  gint64 chair = create_product (db, "Chair");
  gint64 wanted[] = { create_product (db, "Table"), create_product (db, "Lamp"), 0 };

  wanted[2] = wanted[0];
  g_assert_true (vt_product_set_related (db, chair, wanted, 3, &error));
  g_assert_true (vt_product_add_related (db, chair, wanted[1], &error));
  ids = vt_product_list_related (db, chair, &error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_false (vt_product_set_related (db, chair, &chair, 1, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (vt_product_remove_related (db, chair, wanted[1], &error));
  g_assert_true (vt_product_delete (db, wanted[0], &error));
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM related_product"), ==, 0);
}

static const struct
{
  const char *text;
  VtWeightUnit unit;
  gint64 grams;
  const char *again;
} weights[] = {
  { "250", VT_WEIGHT_G, 250, "250" }, { "2.5", VT_WEIGHT_KG, 2500, "2.5" }, { "2,5 kg", VT_WEIGHT_KG, 2500, "2.5" },
  { "1 oz", VT_WEIGHT_OZ, 28, "1" },  { "3.2", VT_WEIGHT_LB, 1451, "3.2" }, { "0.004 kg", VT_WEIGHT_KG, 4, "0.004" },
  { "0", VT_WEIGHT_LB, 0, "0" },      { "", VT_WEIGHT_G, 0, "0" },          { "12 LBS", VT_WEIGHT_LB, 5443, "12" },
  { "0.5 g", VT_WEIGHT_G, 1, "1" },
};

static void
test_weights (void)
{
  static const char *const wrong[] = { "heavy", "1.2.3", "kg", "-5", "1e9", "200000 kg", "5 stone", "1 2" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      VtWeightUnit unit = strpbrk (weights[i].text, "gGoOlL") != NULL ? VT_WEIGHT_G : weights[i].unit;
      g_autofree char *again = NULL;
      gint64 grams = 0;

      g_assert_true (vt_weight_parse (weights[i].text, &unit, &grams, &error));
      g_assert_cmpint (grams, ==, weights[i].grams);
      g_assert_cmpint (unit, ==, weights[i].unit);
      again = vt_weight_to_number (grams, unit);
      g_assert_cmpstr (again, ==, weights[i].again);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      VtWeightUnit unit = VT_WEIGHT_G;
      gint64 grams = 0;

      g_assert_false (vt_weight_parse (wrong[i], &unit, &grams, &error));
      g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
      g_clear_error (&error);
    }
}

/* Whatever is shown of a weight is that weight when it is read again. */
static void
test_weights_survive_being_shown (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      gint64 grams = g_test_rand_int_range (0, 2000000);
      VtWeightUnit unit = (VtWeightUnit) g_test_rand_int_range (0, 4);
      g_autofree char *text = vt_weight_format (grams, unit);
      VtWeightUnit read = VT_WEIGHT_G;
      gint64 again = -1;

      g_assert_true (vt_weight_parse (text, &read, &again, NULL));
      g_assert_cmpint (again, ==, grams);
      g_assert_cmpint (read, ==, unit);
    }
}

/* 2,000 variants, replaced in another order and with one more option: each is found again. */
static void
test_many_variants_are_matched (void)
{
  static const char *const two[] = { "Number", "Size", NULL };
  const guint n = 2000;
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree VtVariantInput *inputs = g_new0 (VtVariantInput, n);
  g_autofree gint64 *ids = g_new0 (gint64, n);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  static const char *const one[] = { "Number", NULL };
  gint64 id = create_product (db, "Chair");
  g_autoptr (VtProduct) product = NULL;

  for (guint i = 0; i < n; i++)
    {
      const VtVariantInput init = VT_VARIANT_INPUT_INIT;
      char **values = g_new0 (char *, 3);

      values[0] = g_strdup_printf ("%u", i);
      values[1] = g_strdup ("S");
      g_ptr_array_add (lists, values);
      inputs[i] = init;
      inputs[i].values = (const char *const *) values;
    }
  g_assert_true (vt_product_set_variants (db, id, one, inputs, n, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    ids[i] = inputs[i].id;

  for (guint i = 0; i < n; i++)
    {
      inputs[i].id = 0;
      inputs[i].values = g_ptr_array_index (lists, n - 1 - i);
    }
  g_assert_true (vt_product_set_variants (db, id, two, inputs, n, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (inputs[i].id, ==, ids[n - 1 - i]);
  product = load_product (db, id);
  g_assert_cmpuint (vt_product_get_n_variants (product), ==, n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/product/handle/%s", handles[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_handle);
    }
  g_test_add_func ("/product/old-handles", test_old_handles);
  g_test_add_func ("/product/fields", test_fields);
  g_test_add_func ("/product/films", test_films);
  g_test_add_func ("/product/related", test_related);
  g_test_add_func ("/product/many-variants-are-matched", test_many_variants_are_matched);
  g_test_add_func ("/collection/old-handles", test_old_handles_of_collections);
  g_test_add_func ("/collection/parents-make-no-circle", test_parents_make_no_circle);
  g_test_add_func ("/collection/members-are-ordered", test_members_are_ordered);
  g_test_add_func ("/translation/languages", test_languages);
  g_test_add_func ("/translation/set", test_translations);
  g_test_add_func ("/translation/cannot-be", test_translations_that_cannot_be);
  g_test_add_func ("/weight/parse", test_weights);
  g_test_add_func ("/weight/survives-being-shown", test_weights_survive_being_shown);

  return g_test_run ();
}
