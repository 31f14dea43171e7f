#include "brand/vt-layout.h"
#include "support/vt-test-shop.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/built-in", test_built_in_layouts_read_and_write);
  g_test_add_func ("/layout/damaged", test_damaged_layouts_are_refused);
  g_test_add_func ("/layout/too-much", test_too_much_is_refused);
  g_test_add_func ("/layout/own", test_own_layouts);
  return g_test_run ();
}
