/* What holds for the import of any format: hostile and broken files, rehearsals, what is kept and what is told. */
#include "base/vt-file.h"
#include "catalogue/vt-import.h"
#include "catalogue/vt-product-edit.h"
#include "fixture.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop.h"
#include "shop/vt-translation.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HEADER "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty\n"

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
write_bytes (Fixture *self, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, "products.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, length, &error));

  return path;
}

static VtImport *
open_with (Fixture *self, const char *text, VtImportOptions options)
{
  g_autofree char *path = write_bytes (self, text, -1);
  const char *const files[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  VtImport *import;

  options.currency = "EUR";
  import = vt_import_open (files, &options, NULL, &error);
  g_assert_no_error (error);

  return import;
}

static void
tell (VtImport *import)
{
  for (guint i = 0; i < vt_import_get_results (import)->len; i++)
    {
      const VtImportResult *result = g_ptr_array_index (vt_import_get_results (import), i);

      if (*result->message != '\0')
        g_test_message ("%u %s %s: %s", result->line, vt_import_action_to_string (result->action), result->title,
                        result->message);
    }
}

static VtImport *
run (Fixture *self, const char *text, VtImportOptions options)
{
  VtImport *import = open_with (self, text, options);
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_shop_write (self->shop, "Import", NULL, vt_import_apply_job, import, NULL, NULL, &error));
  g_assert_no_error (error);
  tell (import);

  return import;
}

static VtImport *
run_plain (Fixture *self, const char *text)
{
  const VtImportOptions options = VT_IMPORT_OPTIONS_INIT;

  return run (self, text, options);
}

static void
assert_counts (VtImport *import, guint created, guint updated, guint unchanged, guint refused)
{
  const VtImportSummary *summary = vt_import_get_summary (import);

  g_assert_cmpuint (summary->created, ==, created);
  g_assert_cmpuint (summary->updated, ==, updated);
  g_assert_cmpuint (summary->unchanged, ==, unchanged);
  g_assert_cmpuint (summary->refused, ==, refused);
}

/* The result of the product that begins on that line. */
static const VtImportResult *
result_of (VtImport *import, guint line)
{
  for (guint i = 0; i < vt_import_get_results (import)->len; i++)
    {
      const VtImportResult *result = g_ptr_array_index (vt_import_get_results (import), i);

      if (result->line == line)
        return result;
    }
  g_assert_not_reached ();
}

static VtProduct *
find (Fixture *self, const char *handle)
{
  g_autoptr (GError) error = NULL;
  VtProduct *product = vt_product_find_by_handle (vt_shop_get_reader (self->shop), handle, &error);

  g_assert_no_error (error);

  return product;
}

static gint64
count (Fixture *self, const char *sql)
{
  return count_rows (vt_shop_get_reader (self->shop), sql);
}

/* Bad files ---------------------------------------------------------------------------------------------------------
 */

static void
test_two_gigabytes (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = write_bytes (self, HEADER "a,A,,,,A,1,1\n", -1);
  const char *const files[] = { path, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  options.currency = "EUR";
  g_assert_cmpint (truncate (path, G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024), ==, 0);
  g_assert_null (vt_import_open (files, &options, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "1024 MB"));
}

static void
test_line_of_50_megabytes (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GString) text = g_string_new (HEADER "a,A,,,,A,1,1\n");
  g_autoptr (VtImport) import = NULL;
  gsize size = 50 * 1024 * 1024;

  g_string_append (text, "b,");
  g_string_set_size (text, text->len + size);
  memset (text->str + text->len - size, 'x', size);
  g_string_append (text, ",,,,B,1,1\nc,C,,,,C,1,1\n");
  import = run_plain (self, text->str);
  assert_counts (import, 2, 0, 0, 1);
  g_assert_cmpint (result_of (import, 3)->action, ==, VT_IMPORT_REFUSED);
}

static void
test_damaged_rows (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char text[] = HEADER "a,A,,,,A,1,1\nb,B\0B,,,,B,1,1\nc,\"C\"x,,,,C,1,1\nd,D,,,,D,1,1\n";
  g_autofree char *path = write_bytes (self, text, sizeof text - 1);
  const char *const files[] = { path, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtImport) import = NULL;

  options.currency = "EUR";
  import = vt_import_open (files, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vt_shop_write (self->shop, "Import", NULL, vt_import_apply_job, import, NULL, NULL, &error));
  tell (import);
  assert_counts (import, 2, 0, 0, 2);
  g_assert_cmpint (result_of (import, 3)->action, ==, VT_IMPORT_REFUSED);
  g_assert_cmpint (result_of (import, 4)->action, ==, VT_IMPORT_REFUSED);
}

static void
test_300_columns (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GString) text = g_string_new ("Handle,Title,Variant SKU,Variant Price");
  g_autoptr (VtImport) import = NULL;

  for (guint i = 4; i < 300; i++)
    g_string_append_printf (text, ",Extra %u", i);
  g_string_append (text, "\na,A,S,1");
  for (guint i = 4; i < 300; i++)
    g_string_append_printf (text, ",%u", i);
  g_string_append_c (text, '\n');
  import = run_plain (self, text->str);
  assert_counts (import, 1, 0, 0, 0);
}

static void
test_twice_in_the_file (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtImport) import =
      run_plain (self, HEADER "a,A,,,,S1,1,1\nb,B,,,,S1,1,1\nc,C,,,,S2,1,1\na,A2,,,,S3,1,1\n");

  assert_counts (import, 2, 0, 0, 1);
  g_assert_nonnull (strstr (result_of (import, 3)->message, "S1"));
  g_assert_nonnull (strstr (result_of (import, 2)->message, "line 5"));
}

static void
test_prices_that_cannot_be (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtImport) import = run_plain (self, HEADER "a,A,,,,A,-1,1\n"
                                                        "b,B,,,,B,999999999999999999999,1\n"
                                                        "c,C,,,,C,free,1\n"
                                                        "d,D,,,,D,12 USD,1\n"
                                                        "e,E,,,,6.9E+12,1,1\n"
                                                        "f,F,,,,F,1,99999999999\n"
                                                        "g,G,,,,G,0,1\n");

  assert_counts (import, 2, 0, 0, 5);
  for (guint line = 2; line <= 6; line++)
    {
      g_assert_cmpint (result_of (import, line)->action, ==, VT_IMPORT_REFUSED);
      g_assert_cmpstr (result_of (import, line)->message, !=, "");
    }
  g_assert_cmpint (count (self, "SELECT count (*) FROM product"), ==, 2);
}

/* Cancelling --------------------------------------------------------------------------------------------------------
 */

static void
cancel_cb (guint64 done, G_GNUC_UNUSED guint64 total, gpointer cancellable)
{
  if (done > 0)
    g_cancellable_cancel (cancellable);
}

static void
test_cancel (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (VtImport) import = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "p%u,P %u,,,,S%u,1,1\n", i, i, i);
  import = open_with (self, text->str, options);
  vt_import_set_progress (import, cancel_cb, cancellable);
  g_assert_false (vt_shop_write (self->shop, "Import", NULL, vt_import_apply_job, import, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (self, "SELECT count (*) FROM product"), ==, 0);
  g_assert_null (vt_shop_get_undo_label (self->shop));
}

static void
test_many_are_one_step (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (VtImport) import = NULL;
  g_autoptr (VtImport) again = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "p%u,P %u,,Size,S,A%u,1,1\np%u,,,,M,B%u,1,2\np%u,,,,L,C%u,1,0\n", i, i, i, i, i, i,
                            i);
  import = run_plain (self, text->str);
  assert_counts (import, 3000, 0, 0, 0);
  g_assert_cmpint (count (self, "SELECT count (*) FROM variant"), ==, 9000);
  g_assert_cmpint (count (self, "SELECT count (*) FROM stock_movement"), ==, 6000);
  g_assert_cmpint (count (self, "SELECT sum (on_hand) FROM stock_level"), ==, 9000);
  again = run_plain (self, text->str);
  assert_counts (again, 0, 0, 3000, 0);

  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_cmpint (count (self, "SELECT count (*) FROM variant"), ==, 0);
  g_assert_cmpint (count (self, "SELECT count (*) FROM stock_level"), ==, 0);
  g_assert_null (vt_shop_get_undo_label (self->shop));
  g_assert_true (vt_shop_redo (self->shop, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (self, "SELECT count (*) FROM variant"), ==, 9000);
}

/* Rehearsals --------------------------------------------------------------------------------------------------------
 */

static void
assert_diff (const VtImportResult *result, guint index, const char *field, const char *before, const char *after)
{
  g_assert_cmpuint (index, <, result->n_diffs);
  g_assert_cmpstr (result->diffs[index].field, ==, field);
  g_assert_cmpstr (result->diffs[index].before, ==, before);
  g_assert_cmpstr (result->diffs[index].after, ==, after);
}

static void
test_rehearsal_tells_cells (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (VtImport) import G_GNUC_UNUSED = run_plain (self, HEADER "a,A,Ana,,,S1,12.50,1\nb,B,Ana,,,S2,20,1\n");
  g_autoptr (VtImport) trial =
      open_with (self, HEADER "a,Alpha,,,,S1,13,5\nb,B,Ana,,,S2,2,1\nc,C,,,,S3,1,1\n", options);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtProduct) a = NULL;

  g_assert_true (vt_shop_write (self->shop, "Try", NULL, vt_import_rehearse_job, trial, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_counts (trial, 1, 2, 0, 0);
  g_assert_cmpuint (vt_import_get_summary (trial)->cells, ==, 3);
  g_assert_cmpuint (vt_import_get_summary (trial)->alarms, ==, 1);
  assert_diff (result_of (trial, 2), 0, "title", "A", "Alpha");
  assert_diff (result_of (trial, 2), 1, "price_minor", "12.50", "13.00");
  g_assert_false (result_of (trial, 2)->alarm);
  assert_diff (result_of (trial, 3), 0, "price_minor", "20.00", "2.00");
  g_assert_true (result_of (trial, 3)->alarm);
  g_assert_true (result_of (trial, 3)->diffs[0].alarm);

  a = find (self, "a");
  g_assert_cmpstr (vt_product_get_title (a), ==, "A");
  g_assert_cmpint (count (self, "SELECT count (*) FROM product"), ==, 2);
  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_null (vt_shop_get_undo_label (self->shop));
}

static void
test_alarms (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *before, *after;
    gboolean alarm;
  } cases[] = {
    { "12.34", "123.40", TRUE }, { "12.34", "1234", TRUE }, { "12.34", "1.23", TRUE },
    { "12.34", "0.12", TRUE },   { "12.34", "0", TRUE },    { "12.34", "24.68", FALSE },
    { "12.34", "11.99", FALSE }, { "0", "12.34", FALSE },   { "12.34", "62", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = g_strdup_printf (HEADER "a,A,,,,S1,%s,1\n", cases[i].before);
      g_autofree char *second = g_strdup_printf (HEADER "a,A,,,,S1,%s,1\n", cases[i].after);
      g_autoptr (VtImport) before G_GNUC_UNUSED = run_plain (self, first);
      g_autoptr (VtImport) after = run_plain (self, second);

      g_test_message ("%s, %s", cases[i].before, cases[i].after);
      g_assert_cmpuint (vt_import_get_summary (after)->alarms, ==, cases[i].alarm ? 1 : 0);
      g_assert_cmpint (result_of (after, 2)->alarm, ==, cases[i].alarm);
    }
}

/* Keeping -----------------------------------------------------------------------------------------------------------
 */

static void
test_variants_are_never_deleted (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtImport) first G_GNUC_UNUSED =
      run_plain (self, HEADER "a,A,,Size,S,S1,1,1\na,,,,M,S2,1,1\na,,,,L,S3,1,1\n");
  g_autoptr (VtImport) part = run_plain (self, HEADER "a,A,,Size,M,S2,2,1\na,,,,XL,S4,3,4\n");
  g_autoptr (VtImport) absent = run_plain (self, "Handle,Title,Variant SKU,Variant Price\na,A,S3,9\n");
  g_autoptr (VtImport) unknown = run_plain (self, "Handle,Title,Variant SKU,Variant Price\na,A,OTHER,9\n");
  g_autoptr (VtImport) others = run_plain (self, HEADER "a,A,,Colour,Red,S1,1,1\n");
  g_autoptr (VtProduct) product = find (self, "a");

  assert_counts (part, 0, 1, 0, 0);
  assert_counts (absent, 0, 1, 0, 0);
  assert_counts (unknown, 0, 0, 0, 1);
  assert_counts (others, 0, 0, 0, 1);
  g_assert_cmpuint (vt_product_get_n_variants (product), ==, 4);
  g_assert_cmpint (vt_product_get_variant (product, 0)->price_minor, ==, 100);
  g_assert_cmpint (vt_product_get_variant (product, 1)->price_minor, ==, 200);
  g_assert_cmpint (vt_product_get_variant (product, 2)->price_minor, ==, 900);
  g_assert_cmpstr (vt_product_get_variant (product, 3)->values[0], ==, "XL");
  g_assert_cmpint (vt_product_get_variant (product, 3)->on_hand, ==, 4);
}

static void
test_blank_and_clear (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (VtImport) first G_GNUC_UNUSED = run_plain (self, HEADER "a,A,Ana,,,S1,1,1\n");
  g_autoptr (VtImport) blank = run_plain (self, HEADER "a,A,,,,S1,1,1\n");
  g_autoptr (VtImport) token = run_plain (self, HEADER "a,A,[],,,S1,1,1\n");
  g_autoptr (VtImport) refilled G_GNUC_UNUSED = run_plain (self, HEADER "a,A,Bea,,,S1,1,1\n");
  g_autoptr (VtImport) clearing = NULL;
  g_autoptr (VtProduct) product = NULL;

  assert_counts (blank, 0, 0, 1, 0);
  assert_counts (token, 0, 1, 0, 0);
  options.blank_clears = TRUE;
  clearing = run (self, HEADER "a,A,,,,S1,1,1\n", options);
  assert_counts (clearing, 0, 1, 0, 0);
  product = find (self, "a");
  g_assert_cmpstr (vt_product_get_vendor (product), ==, "");
}

static void
test_stock_is_counted_when_told (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (VtImport) first G_GNUC_UNUSED = run_plain (self, HEADER "a,A,,,,S1,1,5\n");
  g_autoptr (VtImport) kept = run_plain (self, HEADER "a,A,,,,S1,1,9\n");
  g_autoptr (VtImport) counted = NULL;

  assert_counts (kept, 0, 0, 1, 0);
  options.set_stock = TRUE;
  counted = run (self, HEADER "a,A,,,,S1,1,9\n", options);
  assert_counts (counted, 0, 1, 0, 0);
  g_assert_cmpint (count (self, "SELECT sum (on_hand) FROM stock_level"), ==, 9);
  g_assert_cmpint (count (self, "SELECT count (*) FROM stock_movement WHERE reason = 'counted'"), ==, 1);
}

static gboolean
add_language_job (VtDb *db, gpointer language, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_setting_set (db, "languages", language, error);
}

static void
test_other_language (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (VtImport) first G_GNUC_UNUSED = run_plain (self, HEADER "a,A,Ana,,,S1,1,5\n");
  g_autoptr (VtImport) german = NULL;
  g_autoptr (VtImport) again = NULL;
  g_autoptr (VtProduct) product = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_shop_write (self->shop, "Language", NULL, add_language_job, (gpointer) "de", NULL, NULL, &error));
  g_assert_no_error (error);
  options.language = "de";
  german = run (self, HEADER "a,Das A,Berta,,,S1,99,7\nb,B,,,,S2,1,1\n", options);
  assert_counts (german, 0, 1, 0, 1);
  again = run (self, HEADER "a,Das A,Berta,,,S1,99,7\n", options);
  assert_counts (again, 0, 0, 1, 0);

  product = find (self, "a");
  g_assert_cmpstr (vt_product_get_title (product), ==, "A");
  g_assert_cmpstr (vt_product_get_vendor (product), ==, "Ana");
  g_assert_cmpint (vt_product_get_variant (product, 0)->price_minor, ==, 100);
  title = vt_translation_get (vt_shop_get_reader (self->shop), "product", vt_product_get_id (product), "title", "de",
                              &error);
  g_assert_cmpstr (title, ==, "Das A");
}

/* Nothing is sold for nothing because a file had no column of prices. */
static void
test_no_price (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtImport) import = run_plain (self, HEADER "a,A,,,,S1,,1\nb,B,,,,S2,0,1\nc,C,,,,S3,1.50,1\n");

  g_assert_nonnull (strstr (result_of (import, 2)->message, "draft"));
  g_assert_cmpstr (result_of (import, 3)->message, ==, "");
  g_assert_cmpint (count (self, "SELECT count (*) FROM product WHERE handle = 'a' AND status = 'draft'"), ==, 1);
  g_assert_cmpint (count (self, "SELECT count (*) FROM product WHERE status = 'active'"), ==, 2);
}

/* Also where it says that they are on sale, and not by importing it twice either. */
static void
test_no_price_on_sale (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char file[] = "SKU,Name,Status\nS1,Stool,active\n";
  g_autoptr (VtImport) first = run_plain (self, file);
  g_autoptr (VtImport) second = run_plain (self, file);

  assert_counts (first, 1, 0, 0, 0);
  assert_counts (second, 0, 0, 1, 0);
  g_assert_cmpint (count (self, "SELECT count (*) FROM product WHERE status = 'draft'"), ==, 1);
}

static void
test_drafts (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (VtImport) import = NULL;
  g_autoptr (VtProduct) product = NULL;

  options.status = VT_PRODUCT_DRAFT;
  import = run (self, HEADER "a,A,,,,S1,1,5\n", options);
  product = find (self, "a");
  g_assert_cmpint (vt_product_get_status (product), ==, VT_PRODUCT_DRAFT);
  assert_counts (import, 1, 0, 0, 0);
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

  add ("/import-core/bad/two-gigabytes", test_two_gigabytes);
  add ("/import-core/bad/line-of-50-megabytes", test_line_of_50_megabytes);
  add ("/import-core/bad/damaged-rows", test_damaged_rows);
  add ("/import-core/bad/300-columns", test_300_columns);
  add ("/import-core/bad/twice-in-the-file", test_twice_in_the_file);
  add ("/import-core/bad/prices-that-cannot-be", test_prices_that_cannot_be);
  add ("/import-core/cancel", test_cancel);
  add ("/import-core/many-are-one-step", test_many_are_one_step);
  add ("/import-core/rehearsal/tells-cells", test_rehearsal_tells_cells);
  add ("/import-core/rehearsal/alarms", test_alarms);
  add ("/import-core/keeps/variants", test_variants_are_never_deleted);
  add ("/import-core/keeps/blank-and-clear", test_blank_and_clear);
  add ("/import-core/keeps/stock", test_stock_is_counted_when_told);
  add ("/import-core/other-language", test_other_language);
  add ("/import-core/drafts", test_drafts);
  add ("/import-core/no-price", test_no_price);
  add ("/import-core/no-price-on-sale", test_no_price_on_sale);

  return g_test_run ();
}
