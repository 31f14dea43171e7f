#include "catalogue/vt-cell-edit.h"
#include "catalogue/vt-product-view.h"
#include "fixture.h"
#include "shop/vt-settings.h"

static gint64
only_variant (VtDb *db, gint64 product_id)
{
  g_autoptr (GArray) ids = vt_grid_read_variants (db, product_id, NULL);

  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

static gint64
create_with_variants (VtDb *db, const char *title)
{
  static const char *const names[] = { "Colour", NULL };
  static const char *const colours[][2] = { { "Green", NULL }, { "Blue", NULL } };
  VtVariantInput inputs[] = { { .values = colours[0], .price_minor = 100, .compare_at_minor = -1, .cost_minor = -1 },
                              { .values = colours[1], .price_minor = 200, .compare_at_minor = -1, .cost_minor = -1 } };
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, title);

  vt_product_set_variants (db, id, names, inputs, G_N_ELEMENTS (inputs), &error);
  g_assert_no_error (error);
  return id;
}

static VtGridRow *
read_row (VtDb *db, gint64 product_id, gint64 variant_id)
{
  g_autoptr (GError) error = NULL;
  VtGridKey key = { product_id, variant_id };
  g_autoptr (GPtrArray) rows = vt_grid_rows_read (db, &key, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_ptr_array_set_free_func (rows, NULL);
  return g_ptr_array_index (rows, 0);
}

/* What becomes of one text; NULL: it was taken. */
static char *
edit (VtDb *db, gint64 product_id, gint64 variant_id, VtCellField field, const char *text)
{
  g_autoptr (VtCellEdits) edits = vt_cell_edits_new ("EUR");
  g_autoptr (GError) error = NULL;

  vt_cell_edits_add (edits, &(VtGridKey){ product_id, variant_id }, field, text);
  g_assert_true (vt_cell_edits_apply_job (db, edits, NULL, &error));
  g_assert_no_error (error);

  return g_strdup (vt_cell_edits_get (edits, 0)->refused);
}

static void
test_taken (void)
{
  static const struct
  {
    VtCellField field;
    const char *text;
  } cases[] = {
    { VT_CELL_TITLE, "  Oak\n stool " },
    { VT_CELL_STATUS, "active" },
    { VT_CELL_SKU, "00123" },
    { VT_CELL_BARCODE, "4006381333931" },
    { VT_CELL_PRICE, "1.234,50" },
    { VT_CELL_COMPARE, "€ 1,500.00" },
    { VT_CELL_COST, "700" },
    { VT_CELL_STOCK, "๑๒" },
    { VT_CELL_VENDOR, "Nord" },
    { VT_CELL_TYPE, "Stool" },
    { VT_CELL_TAGS, "b, a ,b" },
  };
  g_autoptr (VtDb) db = open_memory ();
  gint64 id = create_product (db, "Stool");
  g_autoptr (VtGridRow) row = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *refused = edit (db, id, 0, cases[i].field, cases[i].text);

      g_assert_cmpstr (refused, ==, NULL);
    }

  row = read_row (db, id, 0);
  g_assert_cmpstr (row->title, ==, "Oak stool");
  g_assert_cmpint (row->status, ==, VT_PRODUCT_ACTIVE);
  g_assert_cmpstr (row->sku, ==, "00123");
  g_assert_cmpstr (row->barcode, ==, "4006381333931");
  g_assert_cmpint (row->price.min, ==, 123450);
  g_assert_cmpint (row->compare.max, ==, 150000);
  g_assert_cmpint (row->cost.min, ==, 70000);
  g_assert_cmpint (row->on_hand, ==, 12);
  g_assert_cmpstr (row->vendor, ==, "Nord");
  g_assert_cmpstr (row->type, ==, "Stool");
  g_assert_cmpstr (row->tags, ==, "a, b");
  g_assert_cmpint (row->only_variant_id, ==, only_variant (db, id));
}

static void
test_refused (void)
{
  static const struct
  {
    VtCellField field;
    const char *text;
  } cases[] = {
    { VT_CELL_TITLE, "" },        { VT_CELL_STATUS, "gone" }, { VT_CELL_PRICE, "" },    { VT_CELL_PRICE, "-1" },
    { VT_CELL_PRICE, "12.3456" }, { VT_CELL_PRICE, "$12" },   { VT_CELL_STOCK, "1.5" }, { VT_CELL_STOCK, "" },
    { VT_CELL_STOCK, "-3" },      { VT_CELL_COST, "much" },
  };
  g_autoptr (VtDb) db = open_memory ();
  gint64 id = create_product (db, "Stool");
  g_autoptr (VtGridRow) row = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *refused = edit (db, id, 0, cases[i].field, cases[i].text);

      g_test_message ("“%s”: %s", cases[i].text, refused);
      g_assert_nonnull (refused);
    }

  row = read_row (db, id, 0);
  g_assert_cmpstr (row->title, ==, "Stool");
  g_assert_cmpint (row->price.min, ==, 0);
  g_assert_cmpint (row->on_hand, ==, 0);
}

/* An amount goes to all variants; what each has of its own does not, and what is the product's is not a variant's. */
static void
test_variants (void)
{
  g_autoptr (VtDb) db = open_memory ();
  gint64 id = create_with_variants (db, "Chair");
  g_autoptr (GArray) variants = vt_grid_read_variants (db, id, NULL);
  gint64 second = g_array_index (variants, gint64, 1);
  g_autofree char *stock = edit (db, id, 0, VT_CELL_STOCK, "3");
  g_autofree char *sku = edit (db, id, 0, VT_CELL_SKU, "A");
  g_autofree char *vendor = edit (db, id, second, VT_CELL_VENDOR, "Nord");
  g_autofree char *own = edit (db, id, second, VT_CELL_STOCK, "3");
  g_autofree char *compare = edit (db, id, 0, VT_CELL_COMPARE, "5");
  g_autofree char *price = edit (db, id, second, VT_CELL_PRICE, "4");
  g_autoptr (VtGridRow) whole = NULL;
  g_autoptr (VtGridRow) part = NULL;

  g_assert_nonnull (stock);
  g_assert_nonnull (sku);
  g_assert_nonnull (vendor);
  g_assert_null (own);
  g_assert_null (compare);
  g_assert_null (price);

  whole = read_row (db, id, 0);
  part = read_row (db, id, second);
  g_assert_cmpint (whole->n_variants, ==, 2);
  g_assert_cmpint (whole->only_variant_id, ==, 0);
  g_assert_cmpint (whole->price.min, ==, 100);
  g_assert_cmpint (whole->price.max, ==, 400);
  g_assert_cmpint (whole->compare.min, ==, 500);
  g_assert_cmpint (whole->on_hand, ==, 3);
  g_assert_cmpstr (part->title, ==, "Blue");
  g_assert_cmpstr (part->product, ==, "Chair");
  g_assert_cmpint (part->price.min, ==, 400);
}

/* One refusal does not hold up the others. */
static void
test_block (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (VtCellEdits) edits = vt_cell_edits_new ("EUR");
  g_autoptr (GError) error = NULL;
  gint64 first = create_product (db, "First");
  gint64 second = create_product (db, "Second");
  g_autoptr (VtGridRow) row = NULL;

  vt_cell_edits_add (edits, &(VtGridKey){ first, 0 }, VT_CELL_PRICE, "x");
  vt_cell_edits_add (edits, &(VtGridKey){ second, 0 }, VT_CELL_PRICE, "2");
  vt_cell_edits_add (edits, &(VtGridKey){ 77, 0 }, VT_CELL_TITLE, "Gone");
  g_assert_true (vt_cell_edits_apply_job (db, edits, NULL, &error));
  g_assert_cmpuint (vt_cell_edits_get_n (edits), ==, 3);
  g_assert_nonnull (vt_cell_edits_get (edits, 0)->refused);
  g_assert_null (vt_cell_edits_get (edits, 1)->refused);
  g_assert_nonnull (vt_cell_edits_get (edits, 2)->refused);
  row = read_row (db, second, 0);
  g_assert_cmpint (row->price.min, ==, 200);
}

static void
test_rows_of_the_gone (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Here");
  const VtGridKey keys[] = { { 1, 0 }, { id, 0 }, { id, 2 } };
  g_autoptr (GPtrArray) rows = vt_grid_rows_read (db, keys, G_N_ELEMENTS (keys), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
}

/* Views ------------------------------------------------------------------------------------------------------------ */

static void
test_views (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  VtProductFilter filter = VT_PRODUCT_FILTER_ALL;
  g_autoptr (VtProductView) view = NULL;
  g_autoptr (GPtrArray) views = NULL;
  const VtProductView *read;

  filter.text = "oak “x”";
  filter.vendor = "";
  filter.tag = "ลดราคา";
  filter.lacks = VT_PRODUCT_LACKS_PHOTO | VT_PRODUCT_LACKS_SEO;
  filter.price_max_minor = 0;
  view = vt_product_view_new ("Everyday prices", &filter);
  view->order = VT_PRODUCT_BY_MARGIN;
  view->descending = TRUE;
  view->columns = g_strsplit ("price,stock", ",", -1);
  g_assert_true (vt_product_views_save (db, view, &error));
  g_assert_true (vt_product_views_save (db, view, &error));
  g_assert_no_error (error);

  views = vt_product_views_read (db, &error);
  g_assert_cmpuint (views->len, ==, 1);
  read = g_ptr_array_index (views, 0);
  g_assert_cmpstr (read->name, ==, "Everyday prices");
  g_assert_cmpstr (read->filter.text, ==, "oak “x”");
  g_assert_cmpstr (read->filter.vendor, ==, "");
  g_assert_null (read->filter.type);
  g_assert_cmpstr (read->filter.tag, ==, "ลดราคา");
  g_assert_cmpuint (read->filter.lacks, ==, filter.lacks);
  g_assert_cmpint (read->filter.price_min_minor, ==, -1);
  g_assert_cmpint (read->filter.price_max_minor, ==, 0);
  g_assert_cmpint (read->order, ==, VT_PRODUCT_BY_MARGIN);
  g_assert_true (read->descending);
  g_assert_cmpuint (g_strv_length (read->columns), ==, 2);

  g_assert_true (vt_product_views_remove (db, "Everyday prices", &error));
  g_assert_true (vt_product_views_remove (db, "Everyday prices", &error));
  g_clear_pointer (&views, g_ptr_array_unref);
  views = vt_product_views_read (db, &error);
  g_assert_cmpuint (views->len, ==, 0);
}

static void
test_views_refused (void)
{
  static const char *const damaged[] = { "[", "{}", "[1, [], {}]", "[{\"name\": 3}]",
                                         "[{\"name\": \"A\", \"order\": 99, \"columns\": [1, {}]}]" };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtProductView) nameless = vt_product_view_new (" ", &VT_PRODUCT_FILTER_ALL);

  g_assert_false (vt_product_views_save (db, nameless, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GPtrArray) views = NULL;

      g_assert_true (vt_setting_set (db, "products.views", damaged[i], NULL));
      views = vt_product_views_read (db, NULL);
      g_assert_nonnull (views);
      g_assert_cmpuint (views->len, <=, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cell-edit/taken", test_taken);
  g_test_add_func ("/cell-edit/refused", test_refused);
  g_test_add_func ("/cell-edit/variants", test_variants);
  g_test_add_func ("/cell-edit/block", test_block);
  g_test_add_func ("/cell-edit/rows-of-the-gone", test_rows_of_the_gone);
  g_test_add_func ("/product-views/kept", test_views);
  g_test_add_func ("/product-views/refused", test_views_refused);

  return g_test_run ();
}
