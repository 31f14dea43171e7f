#include "brand/vt-brand-look.h"
#include "support/vt-test-shop.h"

#include <string.h>

static VtBrand *
load (VtDb *db)
{
  g_autoptr (GError) error = NULL;
  VtBrand *brand = vt_brand_load (db, &error);

  g_assert_no_error (error);
  return brand;
}

static void
set (VtDb *db, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  vt_brand_set_token (db, name, value, &error);
  g_assert_no_error (error);
}

static void
test_presets_are_readable (void)
{
  for (guint i = 0; i < VT_LOOK_N_PRESETS; i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (VtBrand) light = NULL;
      g_autoptr (VtBrand) dark = NULL;
      g_autoptr (GPtrArray) by_day = NULL;
      g_autoptr (GPtrArray) by_night = NULL;
      g_autoptr (GError) error = NULL;
      const VtLook *look = vt_look_get ((VtLookPreset) i);

      vt_brand_apply_preset (db, (VtLookPreset) i, VT_LOOK_KEEP_NOTHING, &error);
      g_assert_no_error (error);
      light = load (db);
      dark = vt_brand_new_dark (light);
      by_day = vt_brand_findings (light);
      by_night = vt_brand_findings (dark);
      for (guint j = 0; j < by_day->len; j++)
        g_test_message ("%s: %s", look->id, ((VtBrandFinding *) g_ptr_array_index (by_day, j))->sentence);
      g_assert_cmpuint (by_day->len, ==, 0);
      g_assert_cmpuint (by_night->len, ==, 0);
      g_assert_cmpint (vt_brand_get_preset (dark), ==, i);
      g_assert_cmpstr (vt_brand_get_font (light, VT_BRAND_HEADING), ==, look->heading);
      g_assert_cmpint (vt_brand_get_card (light), ==, look->card);
    }
}

static void
test_defaults (void)
{
  g_autoptr (VtBrand) brand = vt_brand_new_default ();
  g_autofree char *css = vt_brand_to_css (brand);
  const VtLook *lume = vt_look_get (VT_LOOK_LUME);

  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    g_assert_true (vt_colour_equal (vt_brand_get_colour (brand, (VtBrandColour) i), lume->colours[i]));
  g_assert_cmpint (vt_brand_get_preset (brand), ==, VT_LOOK_LUME);
  g_assert_cmpint (vt_brand_get_radius (brand), ==, 2);
  g_assert_null (vt_brand_get_custom_css (brand));
  g_assert_null (strstr (css, "--vt-look"));
}

/* A token of the merchant's own is stronger than the preset, whichever was written first. */
static void
test_own_tokens (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtBrand) brand = NULL;
  g_autofree char *css = NULL;
  const VtColour blue = { 0x10, 0x20, 0x90 };

  set (db, "colour.text", NULL);
  set (db, "colour.primary", "#102090");
  set (db, "look.radius", "12");
  set (db, "look.density", "airy");
  set (db, "look.button", "outline");
  set (db, "look.card", "framed");
  set (db, "look.css", "a { color: red }");
  set (db, "look.preset", "mercado");
  brand = load (db);
  css = vt_brand_to_css (brand);
  g_assert_true (vt_colour_equal (vt_brand_get_colour (brand, VT_BRAND_PRIMARY), blue));
  g_assert_true (vt_colour_equal (vt_brand_get_colour (brand, VT_BRAND_TEXT),
                                  vt_look_get (VT_LOOK_MERCADO)->colours[VT_BRAND_TEXT]));
  g_assert_cmpint (vt_brand_get_radius (brand), ==, 12);
  g_assert_cmpint (vt_brand_get_density (brand), ==, VT_LOOK_DENSITY_AIRY);
  g_assert_cmpint (vt_brand_get_button (brand), ==, VT_LOOK_BUTTON_OUTLINE);
  g_assert_cmpint (vt_brand_get_card (brand), ==, VT_LOOK_CARD_FRAMED);
  g_assert_cmpstr (vt_brand_get_custom_css (brand), ==, "a { color: red }");
  g_assert_nonnull (strstr (css, "--vt-look-radius:12px;--vt-look-room:1.733;"));
}

static void
test_apply (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBrand) plain = NULL;
  g_autoptr (VtBrand) kept = NULL;
  const VtColour blue = { 0x10, 0x20, 0x90 };

  set (db, "colour.primary", "#102090");
  set (db, "look.radius", "12");
  set (db, "look.css", "a { color: red }");
  vt_brand_apply_preset (db, VT_LOOK_NOITE, VT_LOOK_KEEP_NOTHING, &error);
  g_assert_no_error (error);
  plain = load (db);
  g_assert_true (vt_brand_is_dark (plain));
  g_assert_cmpint (vt_brand_get_radius (plain), ==, 0);
  g_assert_cmpstr (vt_brand_get_custom_css (plain), ==, "a { color: red }");

  set (db, "colour.primary", "#102090");
  vt_brand_apply_preset (db, VT_LOOK_LUME, VT_LOOK_KEEP_COLOURS | VT_LOOK_KEEP_TYPE, &error);
  g_assert_no_error (error);
  kept = load (db);
  g_assert_cmpint (vt_brand_get_preset (kept), ==, VT_LOOK_LUME);
  g_assert_true (vt_brand_is_dark (kept));
  g_assert_true (vt_colour_equal (vt_brand_get_colour (kept, VT_BRAND_PRIMARY), blue));
  g_assert_cmpstr (vt_brand_get_font (kept, VT_BRAND_BODY), ==, "JetBrains Mono");
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *name, *value;
    VtBrandError code;
  } cases[] = {
    { "look.preset", "Lume", VT_BRAND_ERROR_INVALID },
    { "look.preset", "", VT_BRAND_ERROR_INVALID },
    { "look.radius", "-1", VT_BRAND_ERROR_INVALID },
    { "look.radius", "41", VT_BRAND_ERROR_INVALID },
    { "look.radius", "2px;}", VT_BRAND_ERROR_INVALID },
    { "look.density", "cosy", VT_BRAND_ERROR_INVALID },
    { "look.button", "pill;", VT_BRAND_ERROR_INVALID },
    { "look.card", "", VT_BRAND_ERROR_INVALID },
    { "look.css", "a { background: url(//example.com) }", VT_BRAND_ERROR_INVALID },
    { "look.shadow", "deep", VT_BRAND_ERROR_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (vt_brand_set_token (db, cases[i].name, cases[i].value, &error));
      g_assert_error (error, VT_BRAND_ERROR, (int) cases[i].code);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/brand/look/presets-are-readable", test_presets_are_readable);
  g_test_add_func ("/brand/look/defaults", test_defaults);
  g_test_add_func ("/brand/look/own-tokens", test_own_tokens);
  g_test_add_func ("/brand/look/apply", test_apply);
  g_test_add_func ("/brand/look/refuses", test_refuses);

  return g_test_run ();
}
