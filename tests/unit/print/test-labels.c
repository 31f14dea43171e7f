#include "print/vt-labels.h"
#include "support/vt-test-shop.h"

#include <glib/gstdio.h>
#include <math.h>

static VtLabelOptions
options_for (const char *sheet)
{
  VtLabelOptions options = { .fields = VT_LABEL_FIELDS_DEFAULT | VT_LABEL_SKU, .copies = 1, .start = 1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_label_sheet_find (sheet, &options.sheet, &error));
  g_assert_no_error (error);
  return options;
}

/* Every label is on its paper, and none lies on another. */
static void
test_sheets (void)
{
  guint n = 0;
  const VtLabelSheet *sheets = vt_label_sheet_list (&n);

  for (guint i = 0; i < n; i++)
    {
      const VtLabelSheet *sheet = &sheets[i];
      int count = vt_label_sheet_get_count (sheet);
      double first_x, first_y, last_x, last_y;

      g_test_message ("%s", sheet->id);
      vt_label_sheet_get_position (sheet, 0, &first_x, &first_y);
      vt_label_sheet_get_position (sheet, count - 1, &last_x, &last_y);
      g_assert_cmpfloat (first_x, >=, 0);
      g_assert_cmpfloat (first_y, >=, 0);
      g_assert_cmpfloat (last_x + sheet->label_width, <=, sheet->width + 0.01);
      g_assert_cmpfloat (last_y + sheet->label_height, <=, sheet->height + 0.01);
      g_assert_cmpfloat (sheet->step_x, >=, sheet->label_width - 0.001);
      g_assert_cmpfloat (sheet->step_y, >=, sheet->label_height - 0.001);
      /* Sheets are made the same from both sides. */
      g_assert_cmpfloat (fabs (first_x - (sheet->width - last_x - sheet->label_width)), <, 0.5);
      g_assert_cmpfloat (fabs (first_y - (sheet->height - last_y - sheet->label_height)), <, 0.5);
    }
}

static void
test_sizes (void)
{
  static const char *const wrong[] = { "", "x", "40", "40x", "40x5", "5x40", "9999x10", "nanx20", "40x30x2", "avery" };
  VtLabelSheet sheet;

  g_assert_true (vt_label_sheet_find ("50.5x25", &sheet, NULL));
  g_assert_cmpfloat (sheet.label_width, ==, 50.5);
  g_assert_cmpint (vt_label_sheet_get_count (&sheet), ==, 1);
  g_assert_true (vt_label_sheet_find ("Avery-L7160", &sheet, NULL));
  g_assert_cmpint (vt_label_sheet_get_count (&sheet), ==, 21);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (vt_label_sheet_find (wrong[i], &sheet, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }
}

/* Bars keep their light space on the label, are no thinner than scanners read, and are whole dots of a label printer.
 */
static void
test_bars_fit (void)
{
  static const struct
  {
    const char *sheet, *code;
    gboolean fits;
  } cases[] = {
    { "avery-l7160", "4006381333931", TRUE },
    { "avery-l7651", "4006381333931", TRUE },
    { "avery-5167", "4006381333931", TRUE },
    { "40x30", "4006381333931", TRUE },
    { "40x30", "LS-M-0001", TRUE },
    { "40x30", "A-VERY-LONG-CODE-OF-A-SHOP-0001", FALSE },
    { "100x50", "A-VERY-LONG-CODE-OF-A-SHOP-0001", TRUE },
    { "20x15", "4006381333931", FALSE },
    { "20x15", "96385074", FALSE },
    { "25x15", "96385074", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtBars) bars = vt_bars_new (cases[i].code, NULL);
      VtLabelSheet sheet;
      VtLabelBarsBox box;

      g_test_message ("%s on %s", cases[i].code, cases[i].sheet);
      g_assert_true (vt_label_sheet_find (cases[i].sheet, &sheet, NULL));
      box = vt_label_place_bars (bars, &sheet);
      g_assert_true ((box.module > 0) == cases[i].fits);
      if (!cases[i].fits)
        continue;
      g_assert_cmpfloat (box.module, >=, 0.19);
      g_assert_cmpfloat (box.module, <=, 0.5);
      g_assert_cmpfloat (box.x, >=, bars->quiet_left * box.module);
      g_assert_cmpfloat (box.x + box.width + bars->quiet_right * box.module, <=, sheet.label_width);
      if (sheet.dots_per_inch > 0)
        {
          double dots = box.module * sheet.dots_per_inch / 25.4;

          g_assert_cmpfloat (fabs (dots - round (dots)), <, 1e-6);
        }
    }
}

static VtPrintDocument *
make (VtDb *db, const VtLabelOptions *options, VtLabelCounts *counts)
{
  g_autoptr (GError) error = NULL;
  VtPrintDocument *document = vt_labels_new (db, options, "en", counts, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static void
test_quantities (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  VtLabelOptions options = options_for ("avery-l7160");
  VtLabelCounts counts;
  g_autoptr (VtPrintDocument) one = make (db, &options, &counts);
  g_autoptr (VtPrintDocument) stocked = NULL;
  g_autoptr (VtPrintDocument) late = NULL;
  const gint64 ids[] = { VT_TEST_CHAIR_MUSTARD, VT_TEST_SHIRT_M_BLUE };

  g_assert_cmpuint (counts.n_labels, ==, 7);
  g_assert_cmpuint (vt_print_document_get_n_pages (one), ==, 1);
  g_assert_cmpfloat (vt_print_document_get_width (one), ==, 210);

  options.by_stock = TRUE;
  options.variant_ids = ids;
  options.n_variant_ids = 2;
  stocked = make (db, &options, &counts);
  g_assert_cmpuint (counts.n_labels, ==, 12 + 7);

  options.start = 4;
  late = make (db, &options, &counts);
  g_assert_cmpuint (vt_print_document_get_n_pages (late), ==, 2);
}

static void
test_refused (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtLabelOptions good = options_for ("avery-l7160");
  const gint64 none[] = { VT_TEST_CHAIR_GREEN };
  const gint64 gone[] = { 424242 };
  VtLabelOptions cases[5];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    cases[i] = good;
  cases[0].start = 0;
  cases[1].start = 22;
  cases[2].copies = VT_LABELS_MAX;
  cases[3].by_stock = TRUE;
  cases[3].variant_ids = none;
  cases[3].n_variant_ids = 1;
  cases[4].variant_ids = gone;
  cases[4].n_variant_ids = 1;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      VtLabelCounts counts;

      g_assert_null (vt_labels_new (db, &cases[i], "en", &counts, NULL, &error));
      g_assert_nonnull (error);
    }
}

static gboolean
has_scanner (void)
{
  g_autofree char *program = g_find_program_in_path ("zbarimg");

  if (program == NULL)
    g_test_skip ("zbarimg is not there");
  return program != NULL;
}

static char *
scan (const char *png)
{
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  const char *argv[] = { "zbarimg",       "--quiet",          "--raw", "-Sdisable", "-Sean13.enable", "-Sean8.enable",
                         "-Supca.enable", "-Scode128.enable", png,     NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL,
                NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&output);
}

/* Draws the page as a printer of @dpi would, and reads it with a scanner's own software. */
static void
assert_scanned (const VtPrintDocument *document, double dpi, const char *const *codes)
{
  g_autofree char *folder = g_dir_make_tmp ("labels-XXXXXX", NULL);
  g_autofree char *png = g_build_filename (folder, "page.png", NULL);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (vt_print_document_get_width (document) / 25.4 * dpi),
                                  (int) ceil (vt_print_document_get_height (document) / 25.4 * dpi));
  cairo_t *cr = cairo_create (surface);
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, dpi / 72, dpi / 72);
  vt_print_document_draw (document, cr, 0);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, png), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);

  output = scan (png);
  lines = g_strsplit (g_strchomp (output), "\n", -1);
  for (guint i = 0; codes[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) lines, codes[i]))
      g_error ("“%s” is not read on the page of %s; read was:\n%s", codes[i], vt_print_document_get_title (document),
               output);
  g_unlink (png);
  g_rmdir (folder);
}

static void
set_code (VtDb *db, gint64 variant_id, const char *sku, const char *barcode)
{
  g_assert_true (
      vt_db_run (db, NULL, "UPDATE variant SET sku = ?2, barcode = ?3 WHERE id = ?1", "iss", variant_id, sku, barcode));
}

static void
test_scanned (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  static const char *const sheets[] = { "avery-l7160", "avery-l7159", "avery-l7163", "avery-l7651",
                                        "avery-3475",  "avery-5160",  "avery-5163",  "avery-5167" };
  static const char *const codes[] = { "4006381333931", "96385074", "036000291452", "LS-M_01",
                                       "12345678905",   "a b~c",    "TH2564/0007",  NULL };

  if (!has_scanner ())
    return;

  set_code (db, VT_TEST_CHAIR_MUSTARD, "CHAIR", "4006381333931");
  set_code (db, VT_TEST_CHAIR_GREEN, "CHAIR-G", "96385074");
  set_code (db, VT_TEST_LAMP_ONLY, "LAMP", "036000291452");
  set_code (db, VT_TEST_SHIRT_S_WHITE, "LS-M_01", "");
  set_code (db, VT_TEST_SHIRT_M_WHITE, "12345678905", "");
  set_code (db, VT_TEST_SHIRT_M_BLUE, "a b~c", "");
  set_code (db, VT_TEST_DESK_ONLY, "TH2564/0007", "");
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      VtLabelOptions options = options_for (sheets[i]);
      VtLabelCounts counts;
      g_autoptr (VtPrintDocument) document = make (db, &options, &counts);

      g_test_message ("%s", sheets[i]);
      g_assert_cmpuint (counts.n_without_bars, ==, 0);
      assert_scanned (document, 400, codes);
    }
}

/* A label printer has 203 dots to the inch and no greys. */
static void
test_scanned_from_a_label_printer (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  VtLabelOptions options = options_for ("40x30");
  const gint64 ids[] = { VT_TEST_CHAIR_MUSTARD };
  const char *const codes[] = { "4006381333931", NULL };
  VtLabelCounts counts;
  g_autoptr (VtPrintDocument) document = NULL;

  if (!has_scanner ())
    return;

  set_code (db, VT_TEST_CHAIR_MUSTARD, "CHAIR", "4006381333931");
  options.variant_ids = ids;
  options.n_variant_ids = 1;
  document = make (db, &options, &counts);
  assert_scanned (document, 203, codes);
}

/* Each character of Code 128 that can be printed is read as itself. */
static void
test_every_character_is_scanned (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  VtLabelOptions options = options_for ("100x50");
  const gint64 ids[] = { VT_TEST_CHAIR_MUSTARD };

  if (!has_scanner ())
    return;

  options.variant_ids = ids;
  options.n_variant_ids = 1;
  options.fields = VT_LABEL_BARCODE;
  for (int first = '!'; first <= '~'; first += 12)
    {
      g_autoptr (GString) code = g_string_new (NULL);
      VtLabelCounts counts;
      g_autoptr (VtPrintDocument) document = NULL;

      for (int c = first; c <= '~' && c < first + 12; c++)
        g_string_append_c (code, (char) c);
      set_code (db, VT_TEST_CHAIR_MUSTARD, code->str, "");
      document = make (db, &options, &counts);
      assert_scanned (document, 600, (const char *const[]){ code->str, NULL });
    }
  for (guint pair = 0; pair < 100; pair += 10)
    {
      g_autoptr (GString) code = g_string_new (NULL);
      VtLabelCounts counts;
      g_autoptr (VtPrintDocument) document = NULL;

      for (guint i = 0; i < 10; i++)
        g_string_append_printf (code, "%02u", pair + i);
      set_code (db, VT_TEST_CHAIR_MUSTARD, code->str, "");
      document = make (db, &options, &counts);
      assert_scanned (document, 600, (const char *const[]){ code->str, NULL });
    }
}

static void
test_fields (void)
{
  VtLabelFields fields = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_label_fields_parse ("title, Price,BARCODE", &fields, &error));
  g_assert_cmpint (fields, ==, VT_LABEL_TITLE | VT_LABEL_PRICE | VT_LABEL_BARCODE);
  g_assert_false (vt_label_fields_parse ("title,colour", &fields, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/labels/sheets", test_sheets);
  g_test_add_func ("/labels/sizes", test_sizes);
  g_test_add_func ("/labels/bars-fit", test_bars_fit);
  g_test_add_func ("/labels/quantities", test_quantities);
  g_test_add_func ("/labels/refused", test_refused);
  g_test_add_func ("/labels/fields", test_fields);
  g_test_add_func ("/labels/scanned", test_scanned);
  g_test_add_func ("/labels/scanned-from-a-label-printer", test_scanned_from_a_label_printer);
  g_test_add_func ("/labels/every-character-is-scanned", test_every_character_is_scanned);

  return g_test_run ();
}
