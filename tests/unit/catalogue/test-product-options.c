#include "catalogue/vt-product-options.h"
#include "fixture.h"

#include <string.h>

/* An option in words: "Size: S M L" with each value's former name behind "<", "+" for a new one. */
typedef struct
{
  const char *name;
  const char *was;
  const char *values[8];
  const char *were[8];
} Option;

#define NEW ""

static gboolean
set (VtDb *db, gint64 id, const Option *options, guint n, gboolean complete, GError **error)
{
  g_autofree VtOptionInput *inputs = g_new0 (VtOptionInput, n + 1);

  for (guint i = 0; i < n; i++)
    inputs[i] = (VtOptionInput){ options[i].name, options[i].was, options[i].values, options[i].were };

  return vt_product_set_options (db, id, inputs, n, complete, error);
}

static void
assert_set (VtDb *db, gint64 id, const Option *options, guint n, gboolean complete)
{
  g_autoptr (GError) error = NULL;

  set (db, id, options, n, complete, &error);
  g_assert_no_error (error);
}

static void
assert_variants (VtDb *db, gint64 id, const char *expected)
{
  g_autoptr (VtProduct) product = load_product (db, id);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", vt_product_get_variant (product, i)->title);
  g_assert_cmpstr (titles->str, ==, expected);
}

static gint64
id_of (VtDb *db, gint64 product, const char *title)
{
  g_autoptr (VtProduct) loaded = load_product (db, product);

  for (guint i = 0; i < vt_product_get_n_variants (loaded); i++)
    if (g_str_equal (vt_product_get_variant (loaded, i)->title, title))
      return vt_product_get_variant (loaded, i)->id;

  g_error ("no variant “%s”", title);
}

static const Option size = { "Size", NULL, { "S", "M" }, { NEW, NEW } };
static const Option kept_size = { "Size", "Size", { "S", "M" }, { "S", "M" } };
static const Option colour = { "Colour", NULL, { "Red", "Blue" }, { NEW, NEW } };
static const Option kept_colour = { "Colour", "Colour", { "Red", "Blue" }, { "Red", "Blue" } };

static void
test_grows (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Shirt");
  g_autoptr (VtProduct) before = load_product (db, id);
  gint64 first = vt_product_get_variant (before, 0)->id;
  g_autoptr (VtProduct) after = NULL;
  g_auto (GStrv) values = NULL;

  g_assert_true (vt_variant_set_price (db, first, 1990, &error));
  g_assert_true (vt_variant_set_sku (db, first, "SHIRT", &error));
  assert_set (db, id, &size, 1, FALSE);
  assert_variants (db, id, "S, M");
  g_assert_cmpint (id_of (db, id, "S"), ==, first);

  assert_set (db, id, (const Option[]){ kept_size, colour }, 2, FALSE);
  assert_variants (db, id, "S / Red, S / Blue, M / Red, M / Blue");
  g_assert_cmpint (id_of (db, id, "S / Red"), ==, first);

  after = load_product (db, id);
  g_assert_cmpint (vt_product_get_variant (after, 3)->price_minor, ==, 1990);
  g_assert_cmpstr (vt_product_get_variant (after, 3)->sku, ==, "");
  g_assert_cmpstr (vt_product_get_variant (after, 0)->sku, ==, "SHIRT");
  g_assert_cmpuint (vt_product_count_combinations (after), ==, 4);
  values = vt_product_dup_option_values (after, 1);
  g_assert_cmpstr (values[0], ==, "Red");
  g_assert_cmpstr (values[1], ==, "Blue");
}

static void
test_renamed_and_moved (void)
{
  g_autoptr (VtDb) db = open_memory ();
  gint64 id = create_product (db, "Shirt");
  gint64 red;

  assert_set (db, id, (const Option[]){ size, colour }, 2, FALSE);
  red = id_of (db, id, "M / Red");

  /* Two values change their names with each other: nothing is mixed up. */
  assert_set (db, id,
              (const Option[]){ { "Farbe", "Colour", { "Red", "Rot" }, { "Blue", "Red" } },
                                { "Size", "Size", { "M", "S" }, { "M", "S" } } },
              2, FALSE);
  assert_variants (db, id, "Red / M, Red / S, Rot / M, Rot / S");
  g_assert_cmpint (id_of (db, id, "Rot / M"), ==, red);
}

static void
test_what_was_taken_out_stays_out (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Shirt");
  const char *names[] = { "Size", "Colour", NULL };
  const char *rows[3][3] = { { "S", "Red" }, { "M", "Red" }, { "M", "Blue" } };
  VtVariantInput inputs[3] = { VT_VARIANT_INPUT_INIT, VT_VARIANT_INPUT_INIT, VT_VARIANT_INPUT_INIT };

  for (guint i = 0; i < 3; i++)
    {
      inputs[i].values = rows[i];
      inputs[i].price_minor = (i + 1) * 100;
    }
  g_assert_true (vt_product_set_variants (db, id, names, inputs, 3, &error));
  assert_set (db, id,
              (const Option[]){ kept_size, { "Colour", "Colour", { "Red", "Blue", "Green" }, { "Red", "Blue", NEW } } },
              2, FALSE);
  assert_variants (db, id, "S / Red, S / Green, M / Red, M / Blue, M / Green");

  assert_set (
      db, id,
      (const Option[]){ kept_size, { "Colour", "Colour", { "Red", "Blue", "Green" }, { "Red", "Blue", "Green" } } }, 2,
      TRUE);
  assert_variants (db, id, "S / Red, S / Blue, S / Green, M / Red, M / Blue, M / Green");
}

static void
test_shrinks (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Shirt");
  gint64 first;

  assert_set (db, id, (const Option[]){ size, colour }, 2, FALSE);
  first = id_of (db, id, "M / Red");
  assert_set (db, id, (const Option[]){ kept_colour, { "Size", "Size", { "M" }, { "M" } } }, 2, FALSE);
  assert_variants (db, id, "Red / M, Blue / M");
  assert_set (db, id, (const Option[]){ { "Size", "Size", { "M" }, { "M" } } }, 1, FALSE);
  assert_variants (db, id, "M");
  g_assert_cmpint (id_of (db, id, "M"), ==, first);
  assert_set (db, id, NULL, 0, FALSE);
  assert_variants (db, id, "");

  g_assert_false (set (db, id, (const Option[]){ { "Size", NULL, { NULL }, { NULL } } }, 1, FALSE, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  assert_set (db, id, &size, 1, FALSE);
  g_assert_false (set (db, id, (const Option[]){ { "Size", "Size", { "L" }, { NEW } } }, 1, FALSE, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (set (db, id, (const Option[]){ kept_size, { "size", NULL, { "L" }, { NEW } } }, 2, FALSE, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  assert_variants (db, id, "S, M");
}

static void
test_variants_removed (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Shirt");
  gint64 ids[4];

  assert_set (db, id, (const Option[]){ size, colour }, 2, FALSE);
  ids[0] = id_of (db, id, "S / Red");
  ids[1] = id_of (db, id, "M / Blue");
  g_assert_true (vt_product_remove_variants (db, id, ids, 2, &error));
  assert_variants (db, id, "S / Blue, M / Red");
  ids[2] = id_of (db, id, "S / Blue");
  ids[3] = id_of (db, id, "M / Red");
  g_assert_false (vt_product_remove_variants (db, id, ids, 4, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  assert_variants (db, id, "S / Blue, M / Red");
}

static const char *
numbered (const char *before, guint number, const char *after)
{
  g_autofree char *text = g_strdup_printf ("%s%u%s", before, number, after);

  return g_intern_string (text);
}

/* 2,000 are made and renamed; 2,001 are refused, and so are options that would make more than anyone can count. */
static void
test_many (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Screw");
  const char *values[2][101] = { { NULL } };
  const char *none[101] = { NULL };
  VtOptionInput options[10];
  g_autoptr (VtProduct) product = NULL;

  for (guint i = 0; i < 100; i++)
    {
      none[i] = NEW;
      values[0][i] = numbered ("", i + 1, " mm");
      if (i < 20)
        values[1][i] = numbered ("M", i + 1, "");
    }
  options[0] = (VtOptionInput){ "Length", NULL, values[0], none };
  options[1] = (VtOptionInput){ "Thread", NULL, values[1], none };
  g_assert_true (vt_product_set_options (db, id, options, 2, FALSE, &error));
  g_assert_no_error (error);
  product = load_product (db, id);
  g_assert_cmpuint (vt_product_get_n_variants (product), ==, 2000);

  options[0].was = "Length";
  options[0].were = values[0];
  options[1] = (VtOptionInput){ "Gewinde", "Thread", values[1], values[1] };
  g_assert_true (vt_product_set_options (db, id, options, 2, FALSE, &error));
  options[2] = (VtOptionInput){ "Head", NULL, (const char *[]){ "flat", "round", NULL }, none };
  g_assert_false (vt_product_set_options (db, id, options, 3, FALSE, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);

  for (guint i = 0; i < 10; i++)
    options[i] = (VtOptionInput){ numbered ("Option ", i, ""), NULL, values[0], none };
  g_assert_false (vt_product_set_options (db, id, options, 10, TRUE, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/product-options/grows", test_grows);
  g_test_add_func ("/product-options/renamed-and-moved", test_renamed_and_moved);
  g_test_add_func ("/product-options/what-was-taken-out-stays-out", test_what_was_taken_out_stays_out);
  g_test_add_func ("/product-options/shrinks", test_shrinks);
  g_test_add_func ("/product-options/variants-removed", test_variants_removed);
  g_test_add_func ("/product-options/many", test_many);

  return g_test_run ();
}
