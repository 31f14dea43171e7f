#include "fixture.h"

typedef struct
{
  const char *values[4];
} Choice;

/* Sets variants from choices; gives their ids to @ids. */
static gboolean
set_choices (VtDb *db, gint64 id, const char *const *names, const Choice *choices, guint n, gint64 *ids, GError **error)
{
  g_autofree VtVariantInput *inputs = g_new0 (VtVariantInput, n);

  for (guint i = 0; i < n; i++)
    {
      inputs[i].values = choices[i].values;
      inputs[i].price_minor = 100 * (i + 1);
      inputs[i].compare_at_minor = -1;
      inputs[i].cost_minor = -1;
      inputs[i].track_stock = TRUE;
    }
  if (!vt_product_set_variants (db, id, names, inputs, n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    ids[i] = inputs[i].id;

  return TRUE;
}

static void
test_matching (void)
{
  const char *const none[] = { NULL };
  const char *const colour[] = { "Colour", NULL };
  const char *const both[] = { "Size", "Colour", NULL };
  const char *const color[] = { "Color", NULL };
  const Choice two[] = { { { "Red" } }, { { "Blue" } } };
  const Choice turned[] = { { { "Blue" } }, { { "Green" } }, { { "Red" } } };
  const Choice sizes[] = { { { "S", "Red" } }, { { "L", "Red" } }, { { "S", "Blue" } } };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  g_autoptr (VtProduct) product = load_product (db, id);
  g_autoptr (VtProduct) after = NULL;
  gint64 first = vt_product_get_variant (product, 0)->id;
  gint64 a[3] = { 0 }, b[3] = { 0 }, c[3] = { 0 }, d[3] = { 0 };

  g_assert_true (vt_stock_move (db, first, 0, 7, "received", NULL, 1, &error));

  /* The only variant of a product without options becomes the first of those with. */
  g_assert_true (set_choices (db, id, colour, two, 2, a, &error));
  g_assert_cmpint (a[0], ==, first);

  /* Order and additions do not change who is who. */
  g_assert_true (set_choices (db, id, colour, turned, 3, b, &error));
  g_assert_cmpint (b[0], ==, a[1]);
  g_assert_cmpint (b[2], ==, a[0]);

  /* A new option before the old one: the first of each colour is the one that was there; green goes. */
  g_assert_true (set_choices (db, id, both, sizes, 3, c, &error));
  g_assert_cmpint (c[0], ==, a[0]);
  g_assert_cmpint (c[1], !=, a[0]);
  g_assert_cmpint (c[2], ==, a[1]);

  after = load_product (db, id);
  g_assert_cmpuint (vt_product_get_n_options (after), ==, 2);
  g_assert_cmpstr (vt_product_get_option_names (after)[0], ==, "Size");
  g_assert_cmpstr (vt_product_get_variant (after, 0)->title, ==, "S / Red");
  g_assert_cmpint (vt_product_get_variant (after, 0)->on_hand, ==, 7);
  g_assert_cmpint (vt_product_get_variant (after, 2)->price_minor, ==, 300);
  g_assert_nonnull (vt_product_find_variant (after, c[1]));
  g_assert_null (vt_product_find_variant (after, b[1]));

  /* An option goes, the other one is renamed in its place. */
  g_assert_true (set_choices (db, id, colour, two, 2, d, &error));
  g_assert_cmpint (d[0], ==, a[0]);
  g_assert_cmpint (d[1], ==, a[1]);
  g_assert_true (set_choices (db, id, color, two, 2, d, &error));
  g_assert_cmpint (d[0], ==, a[0]);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM product WHERE option_names = 'Color'"), ==, 1);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM variant WHERE option_values IN ('Red', 'Blue')"), ==, 2);

  /* And back to a single one. */
  g_assert_true (set_choices (db, id, none, two, 1, d, &error));
  g_assert_cmpint (d[0], ==, a[0]);
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM variant"), ==, 1);
  g_assert_cmpint (count_rows (db, "SELECT sum (on_hand) FROM stock_level"), ==, 7);
}

static void
test_id_wins (void)
{
  const char *const colour[] = { "Colour", NULL };
  const char *const red[] = { "Red", NULL };
  const char *const crimson[] = { "Crimson", NULL };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  VtVariantInput variant = { .values = red, .compare_at_minor = -1, .cost_minor = -1 };
  gint64 before;

  g_assert_true (vt_product_set_variants (db, id, colour, &variant, 1, &error));
  before = variant.id;
  variant.values = crimson;
  g_assert_true (vt_product_set_variants (db, id, colour, &variant, 1, &error));
  g_assert_cmpint (variant.id, ==, before);
}

static void
test_same_writes_nothing (void)
{
  const char *const colour[] = { "Colour", NULL };
  const Choice two[] = { { { "Red" } }, { { "Blue" } } };
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  gint64 ids[2];
  int before;

  g_assert_true (set_choices (db, id, colour, two, 2, ids, &error));
  before = sqlite3_total_changes (vt_db_get_handle (db));
  g_assert_true (set_choices (db, id, colour, two, 2, ids, &error));
  g_assert_cmpint (sqlite3_total_changes (vt_db_get_handle (db)), ==, before);
}

static void
test_bad_input (void)
{
  static const char *const no_names[] = { NULL };
  static const char *const colour[] = { "Colour", NULL };
  static const char *const twice[] = { "Colour", "colour", NULL };
  static const char *const blank[] = { " ", NULL };
  static const char *const red[] = { "Red", "S", NULL };
  static const char *const empty[] = { "", "S", NULL };
  static const char code[] = "0123456789012345678901234567890123456789012345678901234567890123456789";
  const struct
  {
    const char *name;
    const char *const *names;
    VtVariantInput variants[2];
    guint n;
  } cases[] = {
    { "no-variant", no_names, { { 0 } }, 0 },
    { "two-without-option", no_names, { { 0 }, { 0 } }, 2 },
    { "no-values", colour, { { 0 } }, 1 },
    { "empty-value", colour, { { .values = empty } }, 1 },
    { "same-value", colour, { { .values = red }, { .values = red } }, 2 },
    { "same-name", twice, { { .values = red } }, 1 },
    { "blank-name", blank, { { .values = red } }, 1 },
    { "negative-price", colour, { { .values = red, .price_minor = -1 } }, 1 },
    { "negative-weight", colour, { { .values = red, .weight_g = -1 } }, 1 },
    { "negative-cost", colour, { { .values = red, .cost_minor = -2 } }, 1 },
    { "huge-price", colour, { { .values = red, .price_minor = G_MAXINT64 } }, 1 },
    { "long-sku", colour, { { .values = red, .sku = code } }, 1 },
    { "long-barcode", colour, { { .values = red, .barcode = code } }, 1 },
  };
  g_autoptr (VtDb) db = open_memory ();
  gint64 id = create_product (db, "Chair");
  int before = sqlite3_total_changes (vt_db_get_handle (db));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      VtVariantInput variants[2] = { cases[i].variants[0], cases[i].variants[1] };

      g_test_message ("%s", cases[i].name);
      g_assert_false (vt_product_set_variants (db, id, cases[i].names, variants, cases[i].n, &error));
      g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
    }
  g_assert_cmpint (sqlite3_total_changes (vt_db_get_handle (db)), ==, before);
}

static void
test_fields (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  g_autoptr (VtProduct) product = load_product (db, id);
  gint64 variant_id = vt_product_get_variant (product, 0)->id;
  g_autoptr (VtProduct) after = NULL;
  const VtVariant *variant;

  g_assert_true (vt_variant_set_price (db, variant_id, 1999, &error));
  g_assert_true (vt_variant_set_compare_at (db, variant_id, 2999, &error));
  g_assert_true (vt_variant_set_cost (db, variant_id, 900, &error));
  g_assert_true (vt_variant_set_sku (db, variant_id, " 003.600.02 ", &error));
  g_assert_true (vt_variant_set_barcode (db, variant_id, "4006381333931", &error));
  g_assert_true (vt_variant_set_weight (db, variant_id, 1200, &error));
  g_assert_true (vt_variant_set_track_stock (db, variant_id, FALSE, &error));
  g_assert_no_error (error);

  after = load_product (db, id);
  variant = vt_product_get_variant (after, 0);
  g_assert_cmpint (variant->price_minor, ==, 1999);
  g_assert_cmpint (variant->compare_at_minor, ==, 2999);
  g_assert_cmpint (variant->cost_minor, ==, 900);
  g_assert_cmpstr (variant->sku, ==, "003.600.02");
  g_assert_cmpstr (variant->barcode, ==, "4006381333931");
  g_assert_cmpint (variant->weight_g, ==, 1200);
  g_assert_false (variant->track_stock);

  g_assert_true (vt_variant_set_compare_at (db, variant_id, -1, &error));
  g_assert_cmpint (count_rows (db, "SELECT count (compare_at_minor) FROM variant"), ==, 0);
  g_assert_false (vt_variant_set_price (db, variant_id, -1, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/variants/set/who-is-who", test_matching);
  g_test_add_func ("/variants/set/id-wins", test_id_wins);
  g_test_add_func ("/variants/set/same-writes-nothing", test_same_writes_nothing);
  g_test_add_func ("/variants/set/bad-input", test_bad_input);
  g_test_add_func ("/variants/edit/fields", test_fields);

  return g_test_run ();
}
