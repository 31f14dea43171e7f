/* Product files as real systems ship them. Each is taken over whole, or is told to be something else; a second time it
 * changes nothing. */

#include "import-fixture.h"

static const struct
{
  const char *files[2];
  const char *currency;
  const char *format; /* NULL: no product file, and then what the message says */
  const char *says;
  guint created;
  guint refused;
  guint variants;
  guint collections;
} cases[] = {
  { { "shopify-product-data-packt.csv" }, "EUR", "shopify", NULL, 20, 0, 21, 0 },
  { { "shopify-product-data-packt.utf8-bom-crlf.csv" }, "EUR", "shopify", NULL, 20, 0, 21, 0 },
  { { "shopify-product-data-packt.utf16le-bom-tab.txt" }, "EUR", "shopify", NULL, 20, 0, 21, 0 },
  { { "woocommerce-sample_products.csv" }, "GBP", "woocommerce", NULL, 15, 0, 22, 6 },
  { { "woocommerce-importer-test.csv" }, "EUR", "woocommerce", NULL, 5, 0, 6, 5 },
  { { "magento2-catalog-export-small.csv" }, "USD", "magento", NULL, 31, 0, 34, 11 },
  { { "prestashop-products_import.csv" }, "EUR", "prestashop", NULL, 7, 0, 7, 3 },
  { { "prestashop-products_import.csv", "prestashop-combinations_import.csv" },
    "EUR",
    "prestashop",
    NULL,
    7,
    0,
    29,
    3 },
  { { "prestashop-combinations_import.csv" }, "EUR", NULL, "combinations", 0, 0, 0, 0 },
  { { "prestashop-categories_import.csv" }, "EUR", NULL, "categories", 0, 0, 0, 0 },
  { { "bagisto-sample-products.csv" }, "USD", "bagisto", NULL, 22, 0, 25, 2 },
  { { "bagisto-sample-products.xml" }, "USD", "bagisto", NULL, 22, 0, 25, 2 },
  { { "bagisto-e2e-products-with-errors.csv" }, "USD", "bagisto", "not-a-product-type", 1, 1, 1, 0 },
  { { "commercetools-products-ci.csv" }, "EUR", "commercetools", NULL, 3, 0, 3, 4 },
  { { "commercetools-products-ci.csv" }, "THB", "commercetools", "no price in THB", 0, 3, 0, 0 },
  { { "commercetools-categories.csv" }, "EUR", NULL, "categories", 0, 0, 0, 0 },
  { { "commercetools-categories.latin1.csv" }, "EUR", NULL, "categories", 0, 0, 0, 0 },
  { { "online-retail-stocklist.csv" }, "GBP", "table", NULL, 3791, 0, 3791, 0 },
  { { "cldr-titles-th.utf8.csv" }, "THB", "vitrine", NULL, 112, 0, 112, 0 },
  { { "cldr-titles-pt.latin1-semicolon.csv" }, "BRL", "vitrine", NULL, 112, 0, 112, 0 },
};

static gboolean
any_says (VtImport *import, const char *words)
{
  const GPtrArray *results = vt_import_get_results (import);

  for (guint i = 0; i < results->len; i++)
    if (strstr (((const VtImportResult *) g_ptr_array_index (results, i))->message, words) != NULL)
      return TRUE;

  return FALSE;
}

static void
test_file (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const char *shared = g_getenv ("VITRINE_SHARED");
  g_autofree char *first = g_build_filename (shared != NULL ? shared : "", "data", "imports", cases[i].files[0], NULL);
  g_autofree char *second = cases[i].files[1] != NULL ? g_build_filename (shared != NULL ? shared : "", "data",
                                                                          "imports", cases[i].files[1], NULL)
                                                      : NULL;
  const char *const files[] = { first, second, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  ImportFixture fixture = { 0 };
  g_autoptr (VtImport) import = NULL;
  g_autoptr (VtImport) again = NULL;
  g_autofree char *message = NULL;

  if (!g_file_test (first, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the sample files are not there; set VITRINE_SHARED");
      return;
    }
  import_set_up (&fixture, cases[i].currency);
  options.currency = cases[i].currency;
  import = import_files (&fixture, files, &options, &message);
  if (cases[i].format == NULL)
    {
      g_assert_null (import);
      g_assert_nonnull (strstr (message, cases[i].says));
      import_tear_down (&fixture);
      return;
    }

  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpstr (vt_import_get_format (import), ==, cases[i].format);
  g_assert_cmpuint (vt_import_get_summary (import)->created, ==, cases[i].created);
  g_assert_cmpuint (vt_import_get_summary (import)->refused, ==, cases[i].refused);
  g_assert_cmpuint (vt_import_get_summary (import)->variants, ==, cases[i].variants);
  g_assert_cmpuint (vt_import_get_summary (import)->collections, ==, cases[i].collections);
  if (cases[i].says != NULL)
    g_assert_true (any_says (import, cases[i].says));

  again = import_files (&fixture, files, &options, &message);
  g_assert_cmpuint (vt_import_get_summary (again)->created, ==, 0);
  g_assert_cmpuint (vt_import_get_summary (again)->updated, ==, 0);
  g_assert_cmpuint (vt_import_get_summary (again)->unchanged, ==, cases[i].created);
  g_assert_cmpuint (vt_import_get_summary (again)->refused, ==, cases[i].refused);
  import_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-files/%s%s/%s", cases[i].files[0],
                                               cases[i].files[1] != NULL ? "+" : "", cases[i].currency);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_file);
    }

  return g_test_run ();
}
