#include "base/vt-csv.h"
#include "export-fixture.h"

#include <glib/gstdio.h>

typedef struct
{
  const char *title;
  const char *sku;
  const char *tags[3];
  const char *status;
  gint64 price_minor;
  gint64 compare_at_minor;
  gint64 stock;
} Simple;

static gboolean
add_simple_job (VtDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Simple *simple = data;
  VtVariantInput input = VT_VARIANT_INPUT_INIT;
  VtProductStatus status = VT_PRODUCT_ACTIVE;
  gint64 id = 0;

  input.sku = simple->sku;
  input.price_minor = simple->price_minor;
  input.compare_at_minor = simple->compare_at_minor;
  g_assert_true (vt_product_status_from_string (simple->status != NULL ? simple->status : "active", &status));

  return vt_product_create (db, simple->title, &id, error) && vt_product_set_status (db, id, status, error) &&
         vt_product_set_tags (db, id, simple->tags, error) &&
         vt_product_set_variants (db, id, NULL, &input, 1, error) &&
         (simple->stock == 0 || vt_stock_move (db, input.id, 0, simple->stock, "received", "", 1, error));
}

/* Cells of a row below the header, by the name of their column. */
static GHashTable *
read_row (const char *csv, guint row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (csv, strlen (csv));
  g_autoptr (VtCsvReader) reader = vt_csv_reader_new (bytes, ',', &error);
  g_autoptr (GPtrArray) header = vt_csv_reader_next (reader, &error);
  g_autoptr (GPtrArray) cells = NULL;
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i <= row; i++)
    {
      g_clear_pointer (&cells, g_ptr_array_unref);
      cells = vt_csv_reader_next (reader, &error);
      g_assert_no_error (error);
      g_assert_nonnull (cells);
      g_assert_cmpuint (cells->len, ==, header->len);
    }
  for (guint i = 0; i < header->len; i++)
    g_assert_true (
        g_hash_table_insert (table, g_strdup (g_ptr_array_index (header, i)), g_strdup (g_ptr_array_index (cells, i))));

  return table;
}

static void
assert_cell (const char *csv, guint row, const char *column, const char *expected)
{
  g_autoptr (GHashTable) cells = read_row (csv, row);

  g_assert_true (g_hash_table_contains (cells, column));
  g_assert_cmpstr (g_hash_table_lookup (cells, column), ==, expected);
}

static guint
count_lines (const char *csv)
{
  guint n = 0;

  for (const char *p = csv; *p != '\0'; p++)
    n += *p == '\n' ? 1 : 0;

  return n;
}

static void
test_formulas (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Simple simple = { "=HYPERLINK(\"http://x\")", "+66812345678", { "@home, garden", "'=x" }, NULL, 100, -1, -5 };

  write_shop (self->shop, add_simple_job, &simple);
  for (VtExportFormat format = VT_EXPORT_VITRINE; format <= VT_EXPORT_WOOCOMMERCE; format++)
    {
      g_autofree char *csv = export_as (self->shop, format);

      assert_cell (csv, 0, format == VT_EXPORT_WOOCOMMERCE ? "Name" : "Title", "'=HYPERLINK(\"http://x\")");
      assert_cell (csv, 0, "SKU", "'+66812345678");
    }

  {
    g_autofree char *csv = export_as (self->shop, VT_EXPORT_VITRINE);

    assert_cell (csv, 0, "Stock: Shop", "-5");
    assert_cell (csv, 0, "Tags", "''=x, @home\\, garden");
  }
}

static void
test_money (Fixture *self, gconstpointer currency)
{
  Simple simple = { "Vase", "V", { NULL }, NULL, 1234567, 1300000, 0 };
  g_autofree char *csv = NULL;
  g_autofree char *caption = g_strdup_printf ("Price (%s)", (const char *) currency);
  const char *price = g_str_equal (currency, "JPY")   ? "1234567"
                      : g_str_equal (currency, "KWD") ? "1234.567"
                                                      : "12345.67";

  write_shop (self->shop, add_simple_job, &simple);
  csv = export_as (self->shop, VT_EXPORT_VITRINE);
  assert_cell (csv, 0, caption, price);
  g_clear_pointer (&csv, g_free);
  csv = export_as (self->shop, VT_EXPORT_SHOPIFY);
  assert_cell (csv, 0, "Price", price);
  g_clear_pointer (&csv, g_free);
  csv = export_as (self->shop, VT_EXPORT_WOOCOMMERCE);
  assert_cell (csv, 0, "Sale price", price);
}

static gboolean
add_shirt_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  static const char *const names[] = { "Size", "Colour", "Fit", "Cloth", NULL };
  static const char *const values[][5] = { { "S", "Red", "Slim", "Linen", NULL },
                                           { "M", "Red, dark", "Slim", "Linen", NULL } };
  VtVariantInput inputs[2] = { VT_VARIANT_INPUT_INIT, VT_VARIANT_INPUT_INIT };
  gint64 id = 0;

  for (guint i = 0; i < 2; i++)
    {
      inputs[i].values = values[i];
      inputs[i].price_minor = 3550;
      inputs[i].weight_g = 1250;
      inputs[i].weight_unit = VT_WEIGHT_KG;
    }

  return vt_product_create (db, "Shirt", &id, error) &&
         vt_product_set_description_html (db, id, "<p>Soft.</p><pre>a\nb</pre>", error) &&
         vt_product_set_publish (db, id, G_GINT64_CONSTANT (1772355600000000), error) &&
         vt_product_set_variants (db, id, names, inputs, 2, error);
}

static void
test_options (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *vitrine = NULL;
  g_autofree char *shopify = NULL;
  g_autofree char *woo = NULL;

  write_shop (self->shop, add_shirt_job, NULL);
  vitrine = export_as (self->shop, VT_EXPORT_VITRINE);
  assert_cell (vitrine, 0, "Option 4 name", "Cloth");
  assert_cell (vitrine, 0, "Weight (g)", "1250");
  assert_cell (vitrine, 0, "Weight unit", "kg");
  assert_cell (vitrine, 0, "Publish at", "2026-03-01T09:00:00Z");
  assert_cell (vitrine, 1, "Handle", "shirt");
  assert_cell (vitrine, 1, "Title", "");
  assert_cell (vitrine, 1, "Option 2 name", "");
  assert_cell (vitrine, 1, "Option 2 value", "Red, dark");

  shopify = export_as (self->shop, VT_EXPORT_SHOPIFY);
  assert_cell (shopify, 0, "Option3 name", "Fit / Cloth");
  assert_cell (shopify, 1, "Option3 value", "Slim / Linen");
  assert_cell (shopify, 1, "URL handle", "shirt");

  woo = export_as (self->shop, VT_EXPORT_WOOCOMMERCE);
  assert_cell (woo, 0, "Type", "variable");
  assert_cell (woo, 0, "Attribute 2 value(s)", "Red, Red\\, dark");
  assert_cell (woo, 0, "Description", "<p>Soft.</p><pre>a\\nb</pre>");
  assert_cell (woo, 2, "Type", "variation");
  assert_cell (woo, 2, "Parent", "shirt");
  assert_cell (woo, 2, "Attribute 2 value(s)", "Red\\, dark");
  assert_cell (woo, 2, "Weight (kg)", "1.250");
}

static void
test_shopify_without_options (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Simple simple = { "Vase", "V", { "a", "b" }, "draft", 999, -1, 3 };
  g_autofree char *csv = NULL;

  write_shop (self->shop, add_simple_job, &simple);
  csv = export_as (self->shop, VT_EXPORT_SHOPIFY);
  assert_cell (csv, 0, "Option1 name", "Title");
  assert_cell (csv, 0, "Option1 value", "Default Title");
  assert_cell (csv, 0, "Published on online store", "FALSE");
  assert_cell (csv, 0, "Status", "draft");
  assert_cell (csv, 0, "Inventory tracker", "shopify");
  assert_cell (csv, 0, "Inventory quantity", "3");
  assert_cell (csv, 0, "Compare-at price", "");
  assert_cell (csv, 0, "Tags", "a, b");
}

typedef struct
{
  VtMedia *media[3];
} Pictures;

static gboolean
add_pictures_job (VtDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Pictures *pictures = data;
  gint64 id = 0;

  if (!vt_product_create (db, "Chair", &id, error))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!vt_media_add (db, pictures->media[i], error) ||
        !vt_product_add_photo (db, id, pictures->media[i]->sha256, i == 1 ? "From the side, left" : "", -1, NULL,
                               error))
      return FALSE;

  return TRUE;
}

static int
compare_media (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(VtMedia *const *) a)->sha256, (*(VtMedia *const *) b)->sha256);
}

/* Two photos of one name get names of their own, and another shop finds them by these. */
static void
test_photos (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtMedia) one = stage_picture (self->shop, 1, "front.png");
  g_autoptr (VtMedia) two = stage_picture (self->shop, 2, "Front.png");
  g_autoptr (VtMedia) three = stage_picture (self->shop, 3, "a:b*c?.png");
  Pictures pictures = { { one, two, three } };
  g_autofree char *folder = g_build_filename (self->folder, "photos", NULL);
  const VtExportOptions options = { .photos = folder };
  g_autofree char *csv = NULL;
  g_autofree char *again = NULL;
  g_autofree char *third = g_build_filename (folder, "a-b-c-.png", NULL);
  g_autoptr (VtImport) import = NULL;
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  qsort (pictures.media, 2, sizeof *pictures.media, compare_media);
  write_shop (self->shop, add_pictures_job, &pictures);
  csv = export_with (self->shop, &options);
  if (pictures.media[0] == one)
    assert_cell (csv, 0, "Photos", "front.png\nFront-2.png\na-b-c-.png");
  else
    assert_cell (csv, 0, "Photos", "Front.png\nfront-2.png\na-b-c-.png");
  assert_cell (csv, 0, "Photo alt texts", "[]\nFrom the side, left\n[]");
  g_assert_true (g_file_test (third, G_FILE_TEST_IS_REGULAR));
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 3);

  self->second = create_shop (self, "Second", "EUR");
  import = import_text (self, self->second, csv, folder);
  g_assert_cmpuint (vt_import_get_summary (import)->created, ==, 1);
  g_assert_cmpuint (vt_import_get_summary (import)->photos, ==, 3);
  again = export_as (self->second, VT_EXPORT_VITRINE);
  g_assert_cmpstr (again, ==, csv);
}

static void
test_filters (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Simple simple[] = { { "One", "1", { NULL }, "draft", 1, -1, 0 }, { "Two", "2", { NULL }, "active", 1, -1, 0 } };
  VtExportOptions options = { .status = "active" };
  g_autofree char *active = NULL;
  g_autofree char *chosen = NULL;
  g_autofree char *none = NULL;
  gint64 id = 0;

  for (guint i = 0; i < G_N_ELEMENTS (simple); i++)
    write_shop (self->shop, add_simple_job, &simple[i]);
  active = export_with (self->shop, &options);
  g_assert_cmpuint (count_lines (active), ==, 2);
  assert_cell (active, 0, "Title", "Two");

  id = count_rows (vt_shop_get_reader (self->shop), "SELECT id FROM product WHERE title = 'One'");
  options = (VtExportOptions){ .ids = &id, .n_ids = 1 };
  chosen = export_with (self->shop, &options);
  g_assert_cmpuint (count_lines (chosen), ==, 2);
  assert_cell (chosen, 0, "Title", "One");

  options = (VtExportOptions){ .collection_id = 12345 };
  none = export_with (self->shop, &options);
  g_assert_cmpuint (count_lines (none), ==, 1);
}

static void
test_mark (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const VtExportOptions options = { .byte_order_mark = TRUE };
  g_autofree char *csv = export_with (self->shop, &options);

  g_assert_true (g_str_has_prefix (csv, "\xef\xbb\xbfHandle,Title,"));
}

static void
cancel_cb (guint64 done G_GNUC_UNUSED, guint64 total G_GNUC_UNUSED, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* Whatever goes wrong, the file that is there stays, and nothing lies beside it. */
static void
test_stays (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (self->folder, "out", NULL);
  g_autofree char *path = g_build_filename (folder, "products.csv", NULL);
  g_autofree char *nowhere = g_build_filename (self->folder, "none", "products.csv", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (VtSnapshot) snapshot = NULL;
  g_autoptr (GDir) dir = NULL;
  const VtExportOptions options = { 0 };

  for (guint i = 0; i < 70; i++)
    {
      Simple simple = { "Vase", "V", { NULL }, NULL, 999, -1, 0 };

      write_shop (self->shop, add_simple_job, &simple);
    }
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "before", -1, &error));
  snapshot = vt_shop_snapshot (self->shop, &error);

  g_assert_null (vt_export_write (snapshot, &options, path, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &content, NULL, &error));
  g_assert_cmpstr (content, ==, "before");
  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "products.csv");
  g_assert_null (g_dir_read_name (dir));

  g_assert_null (vt_export_write (snapshot, &options, nowhere, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, currency, function) g_test_add (path, Fixture, currency, set_up, function, tear_down)
  ADD ("/export/formulas-are-defused", NULL, test_formulas);
  ADD ("/export/money/eur", "EUR", test_money);
  ADD ("/export/money/jpy", "JPY", test_money);
  ADD ("/export/money/kwd", "KWD", test_money);
  ADD ("/export/options", NULL, test_options);
  ADD ("/export/shopify/without-options", NULL, test_shopify_without_options);
  ADD ("/export/photos-have-names-of-their-own", NULL, test_photos);
  ADD ("/export/filters", NULL, test_filters);
  ADD ("/export/byte-order-mark", NULL, test_mark);
  ADD ("/export/file-stays-when-it-fails", NULL, test_stays);

  return g_test_run ();
}
