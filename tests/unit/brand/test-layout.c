#include "brand/vt-layout-edit.h"
#include "brand/vt-layout.h"
#include "support/vt-test-shop.h"

#include <math.h>
#include <string.h>

#define FRAME "\"unit\": \"px\", \"width\": 100, \"height\": 100, \"layers\": "

static void
test_built_in_layouts_read_and_write (void)
{
  for (guint i = 0; i < vt_layout_n_built_in (); i++)
    {
      const char *id = vt_layout_built_in_id (i);
      g_autoptr (GError) error = NULL;
      g_autoptr (VtLayout) layout = vt_layout_load_built_in (id, &error);
      g_autoptr (VtLayout) again = NULL;
      g_autofree char *json = NULL, *second = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (layout->id, ==, id);
      g_assert_cmpuint (layout->layers->len, >, 0);
      g_assert_cmpfloat (layout->safe.x + layout->safe.width, <=, layout->width);
      g_assert_cmpfloat (layout->safe.y + layout->safe.height, <=, layout->height);
      json = vt_layout_to_json (layout);
      again = vt_layout_parse (id, json, -1, &error);
      g_assert_no_error (error);
      second = vt_layout_to_json (again);
      g_assert_cmpstr (json, ==, second);
    }
}

static void
test_damaged_layouts_are_refused (void)
{
  static const char *const bad[] = {
    "",
    "{",
    "[]",
    "null",
    "{}",
    "{ \"unit\": \"px\", \"width\": 100, \"height\": 100 }",
    "{ \"unit\": \"inch\", \"width\": 100, \"height\": 100, \"layers\": [] }",
    "{ \"unit\": \"px\", \"width\": 0, \"height\": 100, \"layers\": [] }",
    "{ \"unit\": \"px\", \"width\": 1e300, \"height\": 100, \"layers\": [] }",
    "{ \"unit\": \"mm\", \"width\": 19000, \"height\": 100, \"layers\": [] }",
    "{ \"unit\": \"px\", \"width\": \"100\", \"height\": 100, \"layers\": [] }",
    "{ \"script\": \"x\", " FRAME "[] }",
    "{ " FRAME "[ 1 ] }",
    "{ " FRAME "[ {} ] }",
    "{ " FRAME "[ { \"kind\": \"film\" } ] }",
    "{ " FRAME "[ { \"kind\": 3 } ] }",
    "{ " FRAME "[ { \"kind\": \"text\", \"onclick\": \"x\" } ] }",
    "{ " FRAME "[ { \"kind\": \"text\", \"size\": -1 } ] }",
    "{ " FRAME "[ { \"kind\": \"text\", \"size\": \"big\" } ] }",
    "{ " FRAME "[ { \"kind\": \"text\", \"box\": [ 1, 2 ] } ] }",
    "{ " FRAME "[ { \"kind\": \"text\", \"box\": [ 1, 2, -3, 4 ] } ] }",
    "{ " FRAME "[ { \"kind\": \"text\", \"colour\": \"url(#x)\" } ] }",
    "{ " FRAME "[ { \"kind\": \"text\", \"capitals\": \"yes\" } ] }",
    "{ " FRAME "[ { \"kind\": \"text\", \"layers\": [] } ] }",
    "{ " FRAME "[ { \"kind\": \"column\", \"layers\": {} } ] }",
    "{ " FRAME "[ { \"kind\": \"column\", \"layers\": [ 1 ] } ] }",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VtLayout) layout = vt_layout_parse ("poster", bad[i], -1, &error);

      g_test_message ("%s", bad[i]);
      g_assert_null (layout);
      g_assert_nonnull (error);
    }
}

static void
test_too_much_is_refused (void)
{
  g_autoptr (GString) many = g_string_new ("{ " FRAME "[ { \"kind\": \"shape\" }");
  g_autoptr (GString) deep = g_string_new ("{ " FRAME "[ ");
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *wordy = g_strdup_printf ("{ " FRAME "[ { \"kind\": \"text\", \"text\": \"%s\" } ] }", text);
  g_autofree char *huge = g_strnfill (VT_LAYOUT_MAX_BYTES + 1, ' ');

  for (guint i = 0; i < VT_LAYOUT_MAX_LAYERS; i++)
    g_string_append (many, ", { \"kind\": \"shape\" }");
  g_string_append (many, " ] }");
  for (guint i = 0; i < 50; i++)
    g_string_append (deep, "{ \"kind\": \"column\", \"layers\": [ ");
  for (guint i = 0; i < 50; i++)
    g_string_append (deep, "] }");
  g_string_append (deep, " ] }");

  {
    const char *const cases[] = { many->str, deep->str, wordy, huge };

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (GError) error = NULL;

        g_assert_null (vt_layout_parse ("poster", cases[i], -1, &error));
        g_assert_nonnull (error);
      }
  }
}

static void
test_own_layouts (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (VtLayout) own = NULL;
  g_autoptr (VtLayout) stand_in = NULL;
  g_autoptr (VtLayout) back = NULL;

  g_assert_true (
      vt_layout_set (db, "poster", "{ " FRAME "[ { \"kind\": \"shape\", \"fill\": \"accent\" } ] }", &error));
  own = vt_layout_load (db, "poster", &problem, &error);
  g_assert_no_error (error);
  g_assert_true (own->is_own);
  g_assert_cmpfloat (own->width, ==, 100);
  g_assert_null (problem);

  g_assert_false (vt_layout_set (db, "poster", "nonsense", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (vt_layout_set (db, "no-such-asset", "{ " FRAME "[] }", &error));
  g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN);
  g_clear_error (&error);

  /* Changed by hand, or written by another program. */
  g_assert_true (vt_db_run (db, &error, "UPDATE brand_asset SET layout = '{\"width\": 3'", ""));
  stand_in = vt_layout_load (db, "poster", &problem, &error);
  g_assert_no_error (error);
  g_assert_false (stand_in->is_own);
  g_assert_nonnull (problem);

  g_assert_true (vt_layout_set (db, "poster", NULL, &error));
  back = vt_layout_load (db, "poster", NULL, &error);
  g_assert_cmpfloat (back->width, ==, 297);
}

static void
test_added_layouts (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtLayout) blank = vt_layout_new_blank (VT_LAYOUT_OF_PRODUCT, VT_LAYOUT_MILLIMETRES, 105.5, 148);
  g_autoptr (VtLayout) poster = vt_layout_load_built_in ("poster", NULL);
  g_autoptr (VtLayout) loaded = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first = vt_layout_add (db, blank, "Market day", &error);
  g_autofree char *second = vt_layout_add (db, poster, "Market day", &error);
  g_autofree char *thai = vt_layout_add (db, poster, "วันตลาด", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, "own-market-day");
  g_assert_cmpstr (second, ==, "own-market-day-2");
  g_assert_true (g_str_has_prefix (thai, VT_LAYOUT_ADDED));
  loaded = vt_layout_load (db, first, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (loaded->is_added);
  g_assert_cmpstr (loaded->name, ==, "Market day");
  g_assert_cmpint (loaded->subject, ==, VT_LAYOUT_OF_PRODUCT);
  g_assert_cmpfloat (loaded->width, ==, 105.5);
  g_assert_cmpfloat (loaded->bleed, ==, 3);

  {
    g_autoptr (GPtrArray) all = vt_layout_list (db, problems, &error);

    g_assert_cmpuint (all->len, ==, vt_layout_n_built_in () + 3);
    g_assert_cmpuint (problems->len, ==, 0);
  }

  /* Damaged by another program, it is told and left out: nothing can stand in. */
  g_assert_true (vt_db_run (db, &error, "UPDATE brand_asset SET layout = '{}' WHERE id = ?1", "s", second));
  {
    g_autoptr (GPtrArray) all = vt_layout_list (db, problems, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (all->len, ==, vt_layout_n_built_in () + 2);
    g_assert_cmpuint (problems->len, ==, 1);
  }
  g_assert_null (vt_layout_load (db, second, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  g_assert_true (vt_layout_set (db, first, NULL, &error));
  g_assert_null (vt_layout_load (db, first, NULL, &error));
  g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN);
}

static void
test_names_that_assets_cannot_have (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtLayout) blank = vt_layout_new_blank (VT_LAYOUT_OF_SHOP, VT_LAYOUT_PIXELS, 100, 100);
  g_autofree char *long_name = g_strnfill (VT_LAYOUT_NAME_LENGTH + 1, 'x');
  const char *const bad[] = { "", "   ", long_name };
  static const char *const ids[] = { "own-", "own-../x", "own-A", "own- " };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vt_layout_add (db, blank, bad[i], &error));
      g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vt_layout_parse (ids[i], "{ \"name\": \"x\", " FRAME "[] }", -1, &error));
      g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN);
    }
  g_assert_null (vt_layout_new_blank (VT_LAYOUT_OF_SHOP, VT_LAYOUT_PIXELS, 0, 100));
  g_assert_null (vt_layout_new_blank (VT_LAYOUT_OF_PRODUCT, VT_LAYOUT_MILLIMETRES, 3000, 100));
  for (guint i = 0; i < VT_LAYOUT_MAX_ADDED; i++)
    g_free (vt_layout_add (db, blank, "x", NULL));
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (vt_layout_add (db, blank, "y", &error));
    g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID);
  }
}

static void
test_layers_are_added_moved_and_removed (void)
{
  g_autoptr (VtLayout) square = vt_layout_load_built_in ("instagram-square", NULL);
  g_autoptr (VtLayout) layout = vt_layout_copy (square);
  g_autoptr (GPtrArray) layers = vt_layout_list_layers (layout);
  g_autoptr (VtLayout) read = NULL;
  g_autofree char *json = NULL;
  guint n = layers->len, added;

  /* Ground, photograph, fade, column (title, price), logo. */
  g_assert_cmpuint (n, ==, 7);
  g_assert_cmpuint (vt_layout_top_of (layout, 4), ==, 3);
  g_assert_cmpuint (vt_layout_top_of (layout, 5), ==, 3);
  g_assert_cmpuint (vt_layout_top_of (layout, 6), ==, 6);
  for (int kind = 0; kind < VT_LAYER_COLUMN; kind++)
    {
      added = vt_layout_add_layer (layout, (VtLayerKind) kind);
      g_assert_cmpuint (added, ==, n + (guint) kind);
    }
  json = vt_layout_to_json (layout);
  read = vt_layout_parse (layout->id, json, -1, NULL);
  g_assert_nonnull (read);

  /* The title changes places with the price and stays in its column. */
  g_assert_cmpuint (vt_layout_move_layer (layout, 4, 1), ==, 5);
  g_assert_cmpuint (vt_layout_move_layer (layout, 5, 1), ==, 5);
  g_assert_cmpuint (vt_layout_move_layer (layout, 0, -1), ==, 0);
  /* The column goes below the fade, with what is in it. */
  g_assert_cmpuint (vt_layout_move_layer (layout, 3, -1), ==, 2);
  g_assert_cmpuint (vt_layout_top_of (layout, 4), ==, 2);

  g_assert_cmpuint (vt_layout_duplicate_layer (layout, 2), ==, 5);
  g_assert_true (vt_layout_remove_layer (layout, 5));
  g_assert_false (vt_layout_remove_layer (layout, 500));
  g_assert_cmpuint (vt_layout_duplicate_layer (layout, 500), ==, VT_LAYOUT_NO_LAYER);
  while (vt_layout_add_layer (layout, VT_LAYER_SHAPE) != VT_LAYOUT_NO_LAYER)
    ;
  g_assert_cmpuint (vt_layout_duplicate_layer (layout, 0), ==, VT_LAYOUT_NO_LAYER);
  while (vt_layout_remove_layer (layout, 0))
    ;
  g_assert_cmpuint (layout->layers->len, ==, 0);
  /* The one that the program comes with is as it was. */
  g_assert_cmpuint (square->layers->len, ==, 5);
}

static void
test_colours_are_used_by_layers (void)
{
  g_autoptr (VtLayout) square = vt_layout_load_built_in ("instagram-square", NULL);
  g_autoptr (VtLayout) picture = vt_layout_parse (
      "poster", "{ " FRAME "[ { \"kind\": \"picture\", \"fill\": \"danger\", \"colour\": \"accent\" } ] }", -1, NULL);

  g_assert_true (vt_layout_uses (square, VT_BRAND_PRIMARY));
  g_assert_true (vt_layout_uses (square, VT_BRAND_ON_PRIMARY));
  g_assert_true (vt_layout_uses (square, VT_BRAND_TEXT));
  g_assert_false (vt_layout_uses (square, VT_BRAND_DANGER));
  g_assert_false (vt_layout_uses (picture, VT_BRAND_DANGER));
  g_assert_false (vt_layout_uses (picture, VT_BRAND_ACCENT));
}

static void
test_boxes_come_to_rest (void)
{
  g_autoptr (VtLayout) square = vt_layout_load_built_in ("instagram-square", NULL);
  VtBox box = { 70, 500, 100, 90 };
  VtGuides guides = vt_layout_snap (square, &box, VT_EDGE_NONE, 6);
  gboolean drawn[] = { TRUE, FALSE, FALSE, TRUE, TRUE };

  g_assert_cmpfloat (box.x, ==, 72);
  g_assert_cmpfloat (box.y, ==, 495);
  g_assert_cmpfloat (guides.x, ==, 72);
  g_assert_cmpfloat (guides.y, ==, 540);

  box = (VtBox){ 300, 300, 705, 100 };
  guides = vt_layout_snap (square, &box, VT_EDGE_RIGHT, 6);
  g_assert_cmpfloat (box.x, ==, 300);
  g_assert_cmpfloat (box.width, ==, 708);
  g_assert_cmpfloat (guides.x, ==, 1008);
  g_assert_true (isnan (guides.y));

  box = (VtBox){ 3, 300, 200, 100 };
  vt_layout_snap (square, &box, VT_EDGE_LEFT | VT_EDGE_TOP, 6);
  g_assert_cmpfloat (box.x, ==, 0);
  g_assert_cmpfloat (box.width, ==, 203);

  box = (VtBox){ 200, 200, 40, 40 };
  guides = vt_layout_snap (square, &box, VT_EDGE_NONE, 6);
  g_assert_true (isnan (guides.x) && isnan (guides.y));

  vt_layout_align (square, &box, VT_ALIGN_END, VT_ALIGN_CENTRE);
  g_assert_cmpfloat (box.x, ==, 968);
  g_assert_cmpfloat (box.y, ==, 520);
  vt_layout_align (square, &box, -1, VT_ALIGN_START);
  g_assert_cmpfloat (box.x, ==, 968);
  g_assert_cmpfloat (box.y, ==, 72);

  g_assert_cmpuint (vt_layout_hit (square, 100, 100, NULL), ==, 6);
  g_assert_cmpuint (vt_layout_hit (square, 100, 700, drawn), ==, 3);
  g_assert_cmpuint (vt_layout_hit (square, 20, 700, drawn), ==, 0);
  g_assert_cmpuint (vt_layout_hit (square, -20, 700, NULL), ==, VT_LAYOUT_NO_LAYER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/built-in", test_built_in_layouts_read_and_write);
  g_test_add_func ("/layout/damaged", test_damaged_layouts_are_refused);
  g_test_add_func ("/layout/too-much", test_too_much_is_refused);
  g_test_add_func ("/layout/own", test_own_layouts);
  g_test_add_func ("/layout/added", test_added_layouts);
  g_test_add_func ("/layout/names", test_names_that_assets_cannot_have);
  g_test_add_func ("/layout/layers", test_layers_are_added_moved_and_removed);
  g_test_add_func ("/layout/colours", test_colours_are_used_by_layers);
  g_test_add_func ("/layout/boxes", test_boxes_come_to_rest);
  return g_test_run ();
}
