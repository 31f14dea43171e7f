/* Vitrine's own product file as people change it: columns gone, cells cleared, words that cannot be. */

#include "export-fixture.h"

static void
set_up_euro (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  set_up_with (self, "EUR");
}

static const char full[] =
    "Handle,Title,Vendor,Tags,Status,Option 1 name,Option 1 value,SKU,Price (EUR),Compare-at price (EUR),Stock: Shop\n"
    "shirt,Shirt,Lume,\"a, b\\, c\",active,Size,S,S-1,35.50,40.00,3\n"
    "shirt,,,,,,M,S-2,36.00,,4\n"
    "vase,Vase,Lume,,draft,,,V-1,9.90,,1\n";

static const VtImportResult *
get_result (VtImport *import, guint index)
{
  return g_ptr_array_index ((GPtrArray *) vt_import_get_results (import), index);
}

/* Over the two products of `full`. */
static VtImport *
run (Fixture *self, const char *text)
{
  g_autoptr (VtImport) first = import_text (self, self->shop, full, NULL);

  g_assert_cmpuint (vt_import_get_summary (first)->created, ==, 2);
  g_assert_cmpuint (vt_import_get_summary (first)->variants, ==, 3);

  return import_text (self, self->shop, text, NULL);
}

static VtProduct *
get_product (Fixture *self, const char *handle)
{
  g_autoptr (GError) error = NULL;
  VtProduct *product = vt_product_find_by_handle (vt_shop_get_reader (self->shop), handle, &error);

  g_assert_no_error (error);

  return product;
}

static void
assert_counts (VtImport *import, guint updated, guint unchanged, guint refused)
{
  const VtImportSummary *summary = vt_import_get_summary (import);

  g_assert_cmpuint (summary->created, ==, 0);
  g_assert_cmpuint (summary->updated, ==, updated);
  g_assert_cmpuint (summary->unchanged, ==, unchanged);
  g_assert_cmpuint (summary->refused, ==, refused);
}

/* A column that is gone, and a cell that is blank, keep what is there; [] clears it. */
static void
test_keeps_and_clears (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtImport) import = run (self, "Handle,Title,Vendor,Tags\nshirt,Linen shirt,[],\nvase,,,[]\n");
  g_autoptr (VtProduct) shirt = get_product (self, "shirt");
  g_autoptr (VtProduct) vase = get_product (self, "vase");

  assert_counts (import, 1, 1, 0);
  g_assert_cmpstr (vt_product_get_title (shirt), ==, "Linen shirt");
  g_assert_cmpstr (vt_product_get_vendor (shirt), ==, "");
  g_assert_cmpstr (vt_product_get_tags (shirt)[0], ==, "a");
  g_assert_cmpstr (vt_product_get_tags (shirt)[1], ==, "b, c");
  g_assert_cmpuint (vt_product_get_n_variants (shirt), ==, 2);
  g_assert_cmpint (vt_product_get_variant (shirt, 0)->on_hand, ==, 3);
  g_assert_cmpstr (vt_product_get_vendor (vase), ==, "Lume");
}

static void
test_prices_by_sku (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtImport) import = run (self, "Handle,SKU,Price,Compare-at price\nshirt,S-2,30.00,\nshirt,S-1,,[]\n");
  g_autoptr (VtProduct) shirt = get_product (self, "shirt");

  assert_counts (import, 1, 0, 0);
  g_assert_cmpuint (vt_product_get_n_variants (shirt), ==, 2);
  g_assert_cmpint (vt_product_get_variant (shirt, 0)->price_minor, ==, 3550);
  g_assert_cmpint (vt_product_get_variant (shirt, 0)->compare_at_minor, ==, -1);
  g_assert_cmpint (vt_product_get_variant (shirt, 1)->price_minor, ==, 3000);
}

/* Any order of columns; a row without a handle belongs to the product above. */
static void
test_other_shape (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtImport) import =
      run (self, "price (eur),OPTION 1 VALUE,option 1 name,handle,Notes\n31.00,S,Size,shirt,x\n32.00,M,,,\n");
  g_autoptr (VtProduct) shirt = get_product (self, "shirt");
  const GPtrArray *results = vt_import_get_results (import);
  gboolean told = FALSE;

  assert_counts (import, 1, 0, 0);
  g_assert_cmpint (vt_product_get_variant (shirt, 0)->price_minor, ==, 3100);
  g_assert_cmpint (vt_product_get_variant (shirt, 1)->price_minor, ==, 3200);
  for (guint i = 0; i < results->len; i++)
    told = told || strstr (get_result (import, i)->message, "“Notes”") != NULL;
  g_assert_true (told);
}

static const struct
{
  const char *name, *text;
  const char *says;
  gboolean refused;
} cases[] = {
  { "status", "Handle,Title,Status\nvase,Vase,maybe\n", "“maybe” is not a status", FALSE },
  { "time", "Handle,Title,Publish at\nvase,Vase,tomorrow\n", "“tomorrow” is not a time", FALSE },
  { "unit", "Handle,Title,Weight unit\nvase,Vase,stone\n", "“stone” is not a unit of weight", FALSE },
  { "value-without-name", "Handle,Title,Option 1 value,SKU\nvase,Vase,Red,V-1\n", "has no name", TRUE },
  { "amount", "Handle,Title,Price\nvase,Vase,cheap\n", "cannot be an amount", TRUE },
  { "exponent", "Handle,Title,SKU\nvase,Vase,6.9E+12\n", "6.9E+12", TRUE },
};

static void
test_case (Fixture *self, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (VtImport) import = run (self, cases[i].text);
  const VtImportResult *result = get_result (import, 0);

  g_test_message ("%s", result->message);
  g_assert_nonnull (strstr (result->message, cases[i].says));
  g_assert_cmpint (result->action, ==, cases[i].refused ? VT_IMPORT_REFUSED : VT_IMPORT_UNCHANGED);
}

static void
test_other_currency (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (self->folder, "yen.csv", NULL);
  const char *const files[] = { path, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "Handle,Title,Price (JPY)\nvase,Vase,990\n", -1, &error));
  options.currency = "EUR";
  g_assert_null (vt_import_open (files, &options, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "JPY"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/import-vitrine/keeps-and-clears", Fixture, NULL, set_up_euro, test_keeps_and_clears, tear_down);
  g_test_add ("/import-vitrine/prices-by-sku", Fixture, NULL, set_up_euro, test_prices_by_sku, tear_down);
  g_test_add ("/import-vitrine/other-shape", Fixture, NULL, set_up_euro, test_other_shape, tear_down);
  g_test_add ("/import-vitrine/other-currency", Fixture, NULL, set_up_euro, test_other_currency, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-vitrine/told/", cases[i].name, NULL);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up_euro, test_case, tear_down);
    }

  return g_test_run ();
}
