#include "base/vt-file.h"
#include "catalogue/vt-import.h"
#include "fixture.h"
#include "shop/vt-shop.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder; /* (owned) */
  VtShop *shop; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("vitrine-import-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "Shop.vitrine", NULL);
  self->shop = vt_shop_create (path, "Shop", "EUR", "en", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  vt_shop_close (self->shop);
  g_assert_finalize_object (self->shop);
  g_assert_true (vt_dir_remove_all (self->folder, &error));
  g_free (self->folder);
}

static char *
write_file (Fixture *self, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, &error));

  return path;
}

static VtImport *
open_files (const char *const *files, const char *format, GError **error)
{
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;

  options.format = format;
  options.currency = "EUR";

  return vt_import_open (files, &options, NULL, error);
}

/* Reads, stages and applies; the import tells what happened. */
static VtImport *
run (Fixture *self, const char *file, const char *second)
{
  g_autoptr (GError) error = NULL;
  const char *const files[] = { file, second, NULL };
  VtImport *import = open_files (files, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (vt_import_stage_photos (import, self->shop, FALSE, NULL, &error));
  g_assert_true (vt_shop_write (self->shop, "Import", NULL, vt_import_apply_job, import, NULL, NULL, &error));
  g_assert_no_error (error);

  return import;
}

static const VtImportResult *
get_result (VtImport *import, guint index)
{
  return g_ptr_array_index ((GPtrArray *) vt_import_get_results (import), index);
}

static void
assert_counts (VtImport *import, guint created, guint updated, guint unchanged, guint refused)
{
  const VtImportSummary *summary = vt_import_get_summary (import);

  for (guint i = 0; i < vt_import_get_results (import)->len; i++)
    {
      const VtImportResult *result = get_result (import, i);

      if (*result->message != '\0')
        g_test_message ("%u %s %s: %s", result->line, vt_import_action_to_string (result->action), result->title,
                        result->message);
    }
  g_assert_cmpuint (summary->created, ==, created);
  g_assert_cmpuint (summary->updated, ==, updated);
  g_assert_cmpuint (summary->unchanged, ==, unchanged);
  g_assert_cmpuint (summary->refused, ==, refused);
}

static gboolean
is_journal_empty (Fixture *self)
{
  return vt_shop_get_undo_label (self->shop) == NULL;
}

static const char header[] = "name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,"
                             "stockOnHand,trackInventory,variantAssets,variantFacets\n";

static void
test_demo_catalogue (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const char *shared = g_getenv ("VITRINE_SHARED");
  g_autofree char *file =
      g_build_filename (shared != NULL ? shared : "/nowhere", "data", "demo-catalogue", "products.csv", NULL);
  g_autofree char *second =
      g_build_filename (shared != NULL ? shared : "/nowhere", "data", "demo-catalogue", "initial-data.json", NULL);
  g_autoptr (VtImport) import = NULL;
  g_autoptr (VtImport) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtProduct) chair = NULL;
  g_autoptr (VtProduct) laptop = NULL;
  g_autoptr (VtCollection) photo = NULL;
  VtDb *reader;

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared demo catalogue is not here");
      return;
    }

  import = run (self, file, second);
  assert_counts (import, 54, 0, 0, 0);
  g_assert_cmpuint (vt_import_get_summary (import)->variants, ==, 88);
  g_assert_cmpuint (vt_import_get_summary (import)->photos, ==, 54);
  g_assert_cmpuint (vt_import_get_summary (import)->collections, ==, 9);

  reader = vt_shop_get_reader (self->shop);
  g_assert_cmpint (count_rows (reader, "SELECT count (*) FROM variant"), ==, 88);
  g_assert_cmpint (count_rows (reader, "SELECT count (*) FROM photo WHERE alt <> ''"), ==, 54);
  g_assert_cmpint (count_rows (reader, "SELECT count (*) FROM media"), ==, 54);
  g_assert_cmpint (count_rows (reader, "SELECT sum (on_hand) FROM stock_level"), ==, 8800);
  g_assert_cmpint (count_rows (reader, "SELECT count (*) FROM collection WHERE sha256 IS NOT NULL"), ==, 9);

  chair = vt_product_find_by_handle (reader, "modern-cafe-chair", &error);
  g_assert_cmpuint (vt_product_get_n_variants (chair), ==, 3);
  g_assert_cmpstr (vt_product_get_option_names (chair)[0], ==, "color");
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (vt_product_get_variant (chair, i)->sku, ==, "404.038.96");
      g_assert_cmpint (vt_product_get_variant (chair, i)->price_minor, ==, 10000);
    }
  g_assert_nonnull (strstr (get_result (import, 54)->message, "404.038.96"));
  laptop = vt_product_find_by_handle (reader, "laptop", &error);
  g_assert_cmpstr (vt_product_get_vendor (laptop), ==, "Apple");
  g_assert_cmpstr (vt_product_get_variant (laptop, 1)->title, ==, "15 inch / 8GB");
  photo = vt_collection_find_by_handle (reader, "camera-photo", &error);
  g_assert_cmpint (photo->n_products, ==, 9);
  g_assert_cmpint (photo->parent_id, !=, 0);

  again = run (self, file, second);
  assert_counts (again, 0, 0, 54, 0);
  g_assert_cmpuint (vt_import_get_summary (again)->collections, ==, 0);
  g_assert_no_error (error);
}

static void
test_demo_shop (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "..", "data", "demo", "products.csv", NULL);
  g_autoptr (VtImport) import = run (self, file, NULL);
  g_autoptr (VtImport) again = run (self, file, NULL);
  guint n_products = vt_import_get_n_products (import);

  assert_counts (import, n_products, 0, 0, 0);
  g_assert_cmpuint (vt_import_get_summary (import)->photos, ==, n_products);
  for (guint i = 0; i < n_products; i++)
    g_assert_cmpstr (get_result (import, i)->message, ==, "");
  assert_counts (again, 0, 0, n_products, 0);
}

static void
test_update (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text =
      g_strconcat (header,
                   "Chair,,\"Soft, “round”\n\nTwo.\",,category:Home|category:Chairs|brand:Ana|c:Red,"
                   "size,S,A1,12.50,standard,5,,,\n,,,,,,L,A2,13.50,standard,7,false,,c:Blue\n",
                   NULL);
  g_autofree char *changed = g_strconcat (header,
                                          "Chair,chair,Hard,,category:Home|category:Chairs,size,S,A1,9,,100,,,\n"
                                          ",,,,,,L,A2,13.50,,100,false,,\n,,,,,,XL,A3,14,,3,,,\n",
                                          NULL);
  g_autofree char *first = write_file (self, "first.csv", text);
  g_autofree char *second = write_file (self, "second.csv", changed);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtImport) import = run (self, first, NULL);
  g_autoptr (VtImport) update = NULL;
  g_autoptr (VtProduct) chair = NULL;
  g_autoptr (VtProduct) after = NULL;
  g_autoptr (GPtrArray) collections = NULL;
  VtDb *reader = vt_shop_get_reader (self->shop);

  assert_counts (import, 1, 0, 0, 0);
  chair = vt_product_find_by_handle (reader, "chair", &error);
  g_assert_cmpstr (vt_product_get_description_html (chair), ==, "<p>Soft, “round”</p><p>Two.</p>");
  g_assert_cmpstr (vt_product_get_vendor (chair), ==, "Ana");
  g_assert_cmpstr (vt_product_get_product_type (chair), ==, "Chairs");
  g_assert_cmpstr (vt_product_get_tags (chair)[0], ==, "Blue");
  g_assert_cmpstr (vt_product_get_tags (chair)[1], ==, "Red");
  g_assert_cmpint (vt_product_get_status (chair), ==, VT_PRODUCT_ACTIVE);
  g_assert_cmpint (vt_product_get_variant (chair, 1)->on_hand, ==, 7);
  g_assert_false (vt_product_get_variant (chair, 1)->track_stock);
  collections = vt_collection_list_of_product (reader, vt_product_get_id (chair), &error);
  g_assert_cmpuint (collections->len, ==, 2);
  g_assert_cmpint (((VtCollection *) g_ptr_array_index (collections, 1))->parent_id, ==,
                   ((VtCollection *) g_ptr_array_index (collections, 0))->id);

  update = run (self, second, NULL);
  assert_counts (update, 0, 1, 0, 0);
  after = vt_product_find_by_handle (reader, "chair", &error);
  g_assert_cmpint (vt_product_get_variant (after, 0)->id, ==, vt_product_get_variant (chair, 0)->id);
  g_assert_cmpint (vt_product_get_variant (after, 0)->price_minor, ==, 900);
  g_assert_cmpint (vt_product_get_variant (after, 0)->on_hand, ==, 5);
  g_assert_cmpint (vt_product_get_variant (after, 2)->on_hand, ==, 3);

  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (reader, "SELECT count (*) FROM product"), ==, 0);
  g_assert_cmpint (count_rows (reader, "SELECT count (*) FROM stock_level"), ==, 0);
}

static void
test_rows_that_are_refused (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *long_sku = g_strnfill (100, '7');
  g_autofree char *text = g_strconcat (header,
                                       ",,,,,,,LOST,1,,,,,\n"             /* 2 */
                                       "Free,,,,,,,F,free,,,,,\n"         /* 3 */
                                       "Below,,,,,,,B,-3,,,,,\n"          /* 4 */
                                       "Options,,,,,size,S|M,O,1,,,,,\n"  /* 5 */
                                       "Good,,,,,,,G,1,,,,,\n"            /* 6 */
                                       "Good again,good,,,,,,G2,1,,,,,\n" /* 7 */
                                       "Long code,,,,,,,",
                                       long_sku,
                                       ",1,,,,,\n"              /* 8 */
                                       "***,,,,,,,***,1,,,,,\n" /* 9 */
                                       "Twice,,,,,size,S,T1,1,,,,,\n,,,,,,S,T2,1,,,,,\n"
                                       "Last,,,,,,,L,2,,many,,,\n",
                                       NULL);
  g_autofree char *file = write_file (self, "rows.csv", text);
  g_autoptr (VtImport) import = run (self, file, NULL);
  VtDb *reader = vt_shop_get_reader (self->shop);
  static const guint refused_lines[] = { 2, 3, 4, 5, 7, 8, 9, 10 };
  guint n = 0;

  assert_counts (import, 2, 0, 0, 8);
  for (guint i = 0; i < vt_import_get_results (import)->len; i++)
    if (get_result (import, i)->action == VT_IMPORT_REFUSED)
      {
        g_assert_cmpuint (get_result (import, i)->line, ==, refused_lines[n++]);
        g_assert_cmpstr (get_result (import, i)->message, !=, "");
      }
  g_assert_cmpint (count_rows (reader, "SELECT count (*) FROM product"), ==, 2);
  g_assert_cmpint (count_rows (reader, "SELECT count (*) FROM variant"), ==, 2);
}

static void
test_photos (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const guchar png[] = { 0x89, 'P',  'N',  'G', '\r', '\n', 0x1a, '\n', 0,   0,   0,   13,   'I',  'H',  'D',
                                'R',  0,    0,    0,   2,    0,    0,    0,    3,   8,   2,   0,    0,    0,    0x36,
                                0x88, 0x49, 0xd6, 0,   0,    0,    0,    'I',  'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };
  g_autofree char *text = g_strconcat (header,
                                       "Chair,,,good.png|none.jpg|text.jpg|../first.csv,,,,C,1,,,,,\n"
                                       "Mug,,,,,Colour,Red,R,1,,,,good.png,\n,,,,,,Blue,B,1,,,,none.jpg,\n",
                                       NULL);
  g_autofree char *file = write_file (self, "photos.csv", text);
  g_autofree char *images = g_build_filename (self->folder, "images", NULL);
  g_autofree char *good = g_build_filename (images, "good.png", NULL);
  g_autofree char *not_one = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtImport) import = NULL;
  g_autoptr (VtProduct) chair = NULL;
  g_autoptr (VtProduct) mug = NULL;

  g_assert_cmpint (g_mkdir (images, 0700), ==, 0);
  g_assert_true (g_file_set_contents (good, (const char *) png, sizeof png, &error));
  not_one = write_file (self, "images/text.jpg", "This is not a picture.");

  import = run (self, file, NULL);
  assert_counts (import, 2, 0, 0, 0);
  g_assert_nonnull (strstr (get_result (import, 0)->message, "none.jpg: not found in"));
  g_assert_nonnull (strstr (get_result (import, 0)->message, "photo text.jpg"));
  g_assert_nonnull (strstr (get_result (import, 0)->message, "photo ../first.csv"));
  chair = vt_product_find_by_handle (vt_shop_get_reader (self->shop), "chair", &error);
  g_assert_cmpuint (vt_product_get_n_photos (chair), ==, 1);
  g_assert_cmpint (vt_product_get_photo (chair, 0)->width, ==, 2);
  g_assert_cmpstr (vt_product_get_photo (chair, 0)->alt, ==, "Chair");

  mug = vt_product_find_by_handle (vt_shop_get_reader (self->shop), "mug", &error);
  g_assert_cmpuint (vt_product_get_n_photos (mug), ==, 1);
  g_assert_cmpint (vt_product_get_variant (mug, 0)->photo_id, ==, vt_product_get_photo (mug, 0)->id);
  g_assert_cmpint (vt_product_get_variant (mug, 1)->photo_id, ==, 0);
}

static void
test_bad_files (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *name, *text, *says;
  } cases[] = {
    { "empty.csv", "", "empty" },
    { "header.csv", "name,slug,optionGroups,sku,price\n", "no products" },
    { "page.csv", "<!DOCTYPE html>\n<html><body>Not found</body></html>\n", "web page" },
    { "other.csv", "a,b,c\n1,2,3\n", "line 1" },
    { "binary.csv",
      "\x7f"
      "ELF\x01\x02\xff\xfe",
      "CSV" },
    { "list.json", "[1, 2]", "initial-data.json" },
    { "broken.json", "{\"collections\": [", "broken.json" },
  };
  g_autofree char *good = g_strconcat (header, "A,,,,,,,A,1,,,,,\n", NULL);
  g_autofree char *product_file = write_file (self, "good.csv", good);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *file = write_file (self, cases[i].name, cases[i].text);
      const char *const files[] = { file, g_str_has_suffix (file, ".json") ? product_file : NULL, NULL };
      g_autoptr (GError) error = NULL;

      g_assert_null (open_files (files, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].name));
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
  g_assert_true (is_journal_empty (self));
}

static void
test_unknown_format (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = g_strconcat (header, "A,,,,,,,A,1,,,,,\n", NULL);
  g_autofree char *file = write_file (self, "a.csv", text);
  const char *const files[] = { file, NULL };
  const char *const missing[] = { "/nowhere/at/all.csv", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (open_files (files, "lotus", &error));
  g_assert_nonnull (strstr (error->message, "lotus"));
  g_clear_error (&error);
  g_assert_null (open_files (missing, NULL, &error));
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all.csv"));
}

static void
test_collections (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char json[] =
      "{\"taxRates\": [], \"collections\": ["
      " {\"name\": \"Home\", \"filters\": [{\"code\": \"facet-value-filter\", \"args\": "
      "{\"facetValueNames\": [\"Home\"], \"containsAny\": false}}]},"
      " {\"name\": \"Red things\", \"parentName\": \"Home\", \"filters\": [{\"code\": \"facet-value-filter\", \"args\": "
      "{\"facetValueNames\": [\"red\", \"pink\"], \"containsAny\": true}}], \"assetPaths\": [\"none.jpg\"]},"
      " {\"name\": \"All of it\", \"filters\": [{\"code\": \"facet-value-filter\", \"args\": "
      "{\"facetValueNames\": [\"Home\", \"red\"], \"containsAny\": false}}]},"
      " {\"filters\": 3}, 7]}";
  g_autofree char *text = g_strconcat (header,
                                       "A,,,,category:Home|c:red,,,A,1,,,,,\nB,,,,category:Home,,,B,1,,,,,\n"
                                       "C,,,,c:pink,,,C,1,,,,,\n",
                                       NULL);
  g_autofree char *file = write_file (self, "a.csv", text);
  g_autofree char *second = write_file (self, "initial-data.json", json);
  g_autoptr (VtImport) import = run (self, file, second);
  VtDb *reader = vt_shop_get_reader (self->shop);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCollection) home = vt_collection_find_by_handle (reader, "home", &error);
  g_autoptr (VtCollection) red = vt_collection_find_by_handle (reader, "red-things", &error);
  g_autoptr (VtCollection) both = vt_collection_find_by_handle (reader, "all-of-it", &error);

  assert_counts (import, 3, 0, 0, 0);
  g_assert_cmpint (get_result (import, 0)->action, ==, VT_IMPORT_NOTE);
  g_assert_cmpint (home->n_products, ==, 2);
  g_assert_cmpint (red->n_products, ==, 2);
  g_assert_cmpint (red->parent_id, ==, home->id);
  g_assert_cmpint (both->n_products, ==, 1);
}

static void
test_collections_that_cannot_be (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *long_title = g_strnfill (300, 'x');
  g_autofree char *text =
      g_strconcat (header, "A,,,,category:***,,,A,1,,,,,\nB,,,,category:", long_title, ",,,B,1,,,,,\n", NULL);
  g_autofree char *file = write_file (self, "a.csv", text);
  g_autoptr (VtImport) import = run (self, file, NULL);
  g_autoptr (VtImport) again = run (self, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) collections = vt_collection_list (vt_shop_get_reader (self->shop), &error);

  assert_counts (import, 1, 0, 0, 1);
  assert_counts (again, 0, 0, 1, 1);
  g_assert_cmpuint (collections->len, ==, 1);
}

static void
test_rehearsal (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = g_strconcat (header, "A,,,,category:Home,,,A,1,,5,,,\nB,,,,,,,B,x,,,,,\n", NULL);
  g_autofree char *file = write_file (self, "a.csv", text);
  const char *const files[] = { file, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (VtImport) import = open_files (files, NULL, &error);

  g_assert_true (vt_shop_write (self->shop, "Try", NULL, vt_import_rehearse_job, import, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_counts (import, 1, 0, 0, 1);
  g_assert_cmpint (count_rows (vt_shop_get_reader (self->shop), "SELECT count (*) FROM product"), ==, 0);
  g_assert_true (is_journal_empty (self));
}

static void
test_second_time_is_no_undo_step (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = g_strconcat (header, "A,,,,category:Home,,,A,1,,5,,,\n", NULL);
  g_autofree char *file = write_file (self, "a.csv", text);
  g_autoptr (VtImport) import G_GNUC_UNUSED = run (self, file, NULL);
  g_autoptr (VtImport) again = run (self, file, NULL);
  g_autoptr (GError) error = NULL;

  assert_counts (again, 0, 0, 1, 0);
  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_cmpint (count_rows (vt_shop_get_reader (self->shop), "SELECT count (*) FROM product"), ==, 0);
  g_assert_true (is_journal_empty (self));
}

static void
test_public_catalogue (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const char *const *const copies[] = { vt_shop_public_copies, vt_catalogue_public_copies, vt_media_public_copies,
                                        NULL };
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "..", "data", "demo", "products.csv", NULL);
  g_autofree char *path = g_build_filename (self->folder, "catalogue.db", NULL);
  g_autoptr (VtImport) import G_GNUC_UNUSED = run (self, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_shop_snapshot (self->shop, &error);
  g_autoptr (VtSnapshot) public = NULL;
  g_autoptr (VtProduct) sofa = NULL;
  const VtProductQuery query = { .text = "CHAIR", .status = VT_PRODUCT_ACTIVE };
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_true (vt_snapshot_write_catalogue (snapshot, path, g_get_real_time (), copies, &error));
  g_assert_no_error (error);
  public = vt_snapshot_open_catalogue (path, NULL, &error);
  g_assert_no_error (error);
  sofa = vt_product_find_by_handle (vt_snapshot_get_db (public), "leather-sofa", &error);
  g_assert_no_error (error);
  g_assert_cmpint (vt_product_get_variant (sofa, 0)->price_minor, ==, 124500);
  g_assert_cmpint (vt_product_get_photo (sofa, 0)->width, >, 0);
  g_assert_cmpint (vt_product_get_variant (sofa, 0)->on_hand, ==, 4);
  rows = vt_product_list (vt_snapshot_get_db (public), &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 4);
}

static void
add (const char *path, void (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/import/vendure/demo-catalogue", test_demo_catalogue);
  add ("/import/vendure/demo-shop", test_demo_shop);
  add ("/import/vendure/update-keeps-what-it-does-not-say", test_update);
  add ("/import/vendure/collections", test_collections);
  add ("/import/collections-that-cannot-be", test_collections_that_cannot_be);
  add ("/import/rehearsal", test_rehearsal);
  add ("/import/second-time-is-no-undo-step", test_second_time_is_no_undo_step);
  add ("/import/public-catalogue", test_public_catalogue);
  add ("/import/rows-that-are-refused", test_rows_that_are_refused);
  add ("/import/photos", test_photos);
  add ("/import/bad-files", test_bad_files);
  add ("/import/unknown-format", test_unknown_format);

  return g_test_run ();
}
