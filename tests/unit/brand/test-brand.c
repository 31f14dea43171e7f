#include "brand/vt-logo.h"
#include "shop/vt-media.h"
#include "support/vt-test-shop.h"

#include <string.h>

static void
test_defaults (void)
{
  g_autoptr (VtBrand) self = vt_brand_new_default ();
  g_autoptr (GPtrArray) findings = vt_brand_findings (self);

  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_null (vt_brand_get_logo (self));
}

#define LOGO "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"

static void
add_picture (VtDb *db, const char *sha256, const char *type, int width, int height)
{
  g_autoptr (GError) error = NULL;
  VtMedia media = { .type = (char *) type, .name = (char *) "logo", .size = 1, .width = width, .height = height };

  g_strlcpy (media.sha256, sha256, sizeof media.sha256);
  g_assert_true (vt_media_add (db, &media, &error));
  g_assert_no_error (error);
}

static void
test_tokens (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBrand) self = NULL;
  g_autoptr (VtBrand) back = NULL;
  g_autofree char *css = NULL;
  const VtColour accent = { 0xaa, 0xbb, 0xcc };

  add_picture (db, LOGO, "image/png", 300, 200);
  g_assert_true (vt_brand_set_token (db, "colour.accent", "#ABC", &error));
  g_assert_true (vt_brand_set_token (db, "type.body", "Georgia", &error));
  g_assert_true (vt_brand_set_token (db, "logo", LOGO, &error));
  g_assert_no_error (error);
  self = vt_brand_load (db, &error);
  g_assert_true (vt_colour_equal (vt_brand_get_colour (self, VT_BRAND_ACCENT), accent));
  g_assert_cmpstr (vt_brand_get_font (self, VT_BRAND_BODY), ==, "Georgia");
  g_assert_cmpstr (vt_brand_get_logo (self), ==, LOGO);

  css = vt_brand_to_css (self);
  g_assert_true (g_str_has_prefix (css, ":root{--vt-colour-background:#"));
  g_assert_nonnull (strstr (css, "--vt-colour-accent:#aabbcc;"));
  g_assert_nonnull (strstr (css, "--vt-type-heading:\"EB Garamond\","));

  g_assert_true (vt_brand_set_token (db, "logo", NULL, &error));
  back = vt_brand_load (db, &error);
  g_assert_null (vt_brand_get_logo (back));
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *name, *value;
    VtBrandError code;
  } cases[] = {
    { "colour.primary", "red", VT_BRAND_ERROR_INVALID },
    { "colour.primary", "#fff;}body{display:none", VT_BRAND_ERROR_INVALID },
    { "colour.nope", "#ffffff", VT_BRAND_ERROR_UNKNOWN },
    { "colour.dark.nope", "#ffffff", VT_BRAND_ERROR_UNKNOWN },
    { "colour.dark.", "#ffffff", VT_BRAND_ERROR_UNKNOWN },
    { "colour.dark.text", "white", VT_BRAND_ERROR_INVALID },
    { "type.heading", "Comic Sans\";}", VT_BRAND_ERROR_INVALID },
    { "type.heading", "", VT_BRAND_ERROR_INVALID },
    { "type.heading", "Arial, serif", VT_BRAND_ERROR_INVALID },
    { "type.body", "url(x)", VT_BRAND_ERROR_INVALID },
    { "type.body", "back\\slash", VT_BRAND_ERROR_INVALID },
    { "type.body", "\xff\xfe", VT_BRAND_ERROR_INVALID },
    { "type.code", "Inter", VT_BRAND_ERROR_UNKNOWN },
    { "type.heading.weight", "450", VT_BRAND_ERROR_INVALID },
    { "type.body.weight", "bold", VT_BRAND_ERROR_INVALID },
    { "type.body.weight", "1000", VT_BRAND_ERROR_INVALID },
    { "type.scale", "1,25", VT_BRAND_ERROR_INVALID },
    { "type.scale", "nan", VT_BRAND_ERROR_INVALID },
    { "type.scale", "9", VT_BRAND_ERROR_INVALID },
    { "logo", "../../etc/passwd", VT_BRAND_ERROR_INVALID },
    { "logo", "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc", VT_BRAND_ERROR_INVALID },
    { "logo", VT_TEST_PHOTO_LAMP, VT_BRAND_ERROR_INVALID },
    { "logo.clear", "201", VT_BRAND_ERROR_INVALID },
    { "logo.minimum", "-8", VT_BRAND_ERROR_INVALID },
    { "logo.minimum", "24px", VT_BRAND_ERROR_INVALID },
    { "logo.stacked", LOGO, VT_BRAND_ERROR_UNKNOWN },
    { "", "", VT_BRAND_ERROR_UNKNOWN },
  };
  g_autoptr (VtDb) db = vt_test_shop_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (vt_brand_set_token (db, cases[i].name, cases[i].value, &error));
      g_assert_error (error, VT_BRAND_ERROR, (int) cases[i].code);
    }
}

static void
test_damaged_rows (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtBrand) self = NULL;
  g_autofree char *css = NULL;

  g_assert_true (vt_db_exec (db,
                             "INSERT INTO brand_token (name, value) VALUES ('colour.text', 'x}*{'), "
                             "('type.body', '</style>'), ('new', 'thing')",
                             NULL));
  self = vt_brand_load (db, NULL);
  css = vt_brand_to_css (self);
  g_assert_null (strstr (css, "x}*{"));
  g_assert_null (strstr (css, "</style>"));
  g_assert_cmpstr (vt_brand_get_font (self, VT_BRAND_BODY), ==, "Inter");
}

/* Any family may be named; what stands in for it comes behind it. */
static void
test_type (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBrand) self = NULL;
  g_autoptr (VtBrand) dark = NULL;
  g_autofree char *css = NULL;
  g_autofree char *families = NULL;

  g_assert_true (vt_brand_set_token (db, "type.heading", "GFS Didot", &error));
  g_assert_true (vt_brand_set_token (db, "type.body", "Some Mono", &error));
  g_assert_true (vt_brand_set_token (db, "type.heading.weight", "700", &error));
  g_assert_true (vt_brand_set_token (db, "type.scale", "1.500", &error));
  g_assert_no_error (error);
  self = vt_brand_load (db, &error);
  dark = vt_brand_new_dark (self);
  g_assert_cmpint (vt_brand_get_weight (dark, VT_BRAND_HEADING), ==, 700);
  g_assert_cmpint (vt_brand_get_weight (self, VT_BRAND_BODY), ==, 400);
  g_assert_cmpint (vt_brand_get_scale (dark), ==, 1500);

  css = vt_brand_to_css (self);
  g_assert_nonnull (strstr (css, "--vt-type-heading:\"GFS Didot\",Didot,"));
  g_assert_nonnull (strstr (css, "--vt-type-body:\"Some Mono\",ui-monospace,"));
  g_assert_nonnull (strstr (css, "--vt-weight-heading:700;--vt-weight-body:400;--vt-step-1:1.2;--vt-step-2:1.44;"));
  families = vt_brand_dup_families (self, VT_BRAND_HEADING);
  g_assert_cmpstr (families, ==, "GFS Didot,Didot,Bodoni MT,Georgia,serif");
}

static void
test_findings (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtBrand) self = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_true (vt_brand_set_token (db, "colour.on-primary", "#3a5a4e", NULL));
  self = vt_brand_load (db, NULL);
  findings = vt_brand_findings (self);
  g_assert_cmpuint (findings->len, ==, 1);
  for (guint i = 0; i < findings->len; i++)
    {
      const VtBrandFinding *finding = g_ptr_array_index (findings, i);

      g_assert_cmpint (finding->foreground, ==, VT_BRAND_ON_PRIMARY);
      g_assert_cmpfloat (finding->ratio, <, finding->required);
      g_assert_cmpfloat (vt_colour_contrast (finding->suggestion, vt_brand_get_colour (self, finding->background)), >=,
                         finding->required);
      g_test_message ("%s", finding->sentence);
    }
}

/* Whatever colours a merchant chose, all that meet on a dark page can be read. */
static void
test_dark (void)
{
  static const char *const cases[][3] = {
    { NULL, NULL, NULL },
    { "#ffffff", "#000000", "#ff0000" },
    { "#fff7e6", "#ffee00", "#fff200" },
    { "#f2f7ff", "#0000ff", "#00ffff" },
    { "#fdeef4", "#7a0040", "#ff2d95" },
    { "#808080", "#ffffff", "#00ff00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (VtBrand) light = NULL;
      g_autoptr (VtBrand) dark = NULL;
      g_autoptr (GPtrArray) findings = NULL;
      g_autofree char *css = NULL;

      g_assert_true (vt_brand_set_token (db, "colour.background", cases[i][0], NULL));
      g_assert_true (vt_brand_set_token (db, "colour.primary", cases[i][1], NULL));
      g_assert_true (vt_brand_set_token (db, "colour.accent", cases[i][2], NULL));
      light = vt_brand_load (db, NULL);
      dark = vt_brand_new_dark (light);
      findings = vt_brand_findings (dark);
      for (guint j = 0; j < findings->len; j++)
        g_test_message ("%u: %s", i, ((const VtBrandFinding *) g_ptr_array_index (findings, j))->sentence);
      g_assert_cmpuint (findings->len, ==, 0);
      g_assert_true (vt_brand_is_dark (dark));
      g_assert_cmpstr (vt_brand_get_font (dark, VT_BRAND_BODY), ==, vt_brand_get_font (light, VT_BRAND_BODY));

      css = vt_brand_to_css (light);
      g_assert_nonnull (strstr (
          css,
          "color-scheme:light dark}\n@media screen and (prefers-color-scheme:dark){:root{--vt-colour-background:#"));
    }
}

static void
set (VtDb *db, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  vt_brand_set_token (db, name, value, &error);
  g_assert_no_error (error);
}

/* What was picked by hand stays as it is; what was not is made to be read on it. */
static void
test_dark_by_hand (void)
{
  static const char *const grounds[] = { "#000000", "#202830", "#403000", "#f0f0f0" };
  const VtColour green = { 0x7c, 0xff, 0xb2 };

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (VtBrand) light = NULL;
      g_autoptr (VtBrand) dark = NULL;
      g_autofree char *css = NULL;
      g_autofree char *expected =
          g_strdup_printf ("(prefers-color-scheme:dark){:root{--vt-colour-background:%s", grounds[i]);
      VtColour ground;

      g_assert_true (vt_colour_parse (grounds[i], &ground));
      set (db, "colour.dark.background", grounds[i]);
      set (db, "colour.dark.surface", grounds[i]);
      set (db, "colour.dark.primary", "#7CFFB2");
      light = vt_brand_load (db, NULL);
      dark = vt_brand_new_dark (light);
      css = vt_brand_to_css (light);

      g_assert_true (vt_brand_has_dark_colour (light, VT_BRAND_PRIMARY));
      g_assert_false (vt_brand_has_dark_colour (light, VT_BRAND_ACCENT));
      g_assert_true (vt_colour_equal (vt_brand_get_colour (dark, VT_BRAND_PRIMARY), green));
      g_assert_false (vt_colour_equal (vt_brand_get_colour (light, VT_BRAND_PRIMARY), green));
      g_assert_cmpfloat (vt_colour_contrast (vt_brand_get_colour (dark, VT_BRAND_ON_PRIMARY), green), >=, 4.5);
      g_assert_cmpfloat (vt_colour_contrast (vt_brand_get_colour (dark, VT_BRAND_TEXT), ground), >=, 4.5);
      g_assert_cmpfloat (vt_colour_contrast (vt_brand_get_colour (dark, VT_BRAND_ACCENT), ground), >=, 4.5);
      g_assert_nonnull (strstr (css, expected));

      set (db, "colour.dark.primary", NULL);
      g_clear_pointer (&light, vt_brand_unref);
      light = vt_brand_load (db, NULL);
      g_assert_false (vt_brand_has_dark_colour (light, VT_BRAND_PRIMARY));
    }
}

static void
test_pairs (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtBrand) self = NULL;
  VtBrandPair pair;

  set (db, "colour.background", "#ffffff");
  set (db, "colour.text", "#777777");
  set (db, "colour.accent", "#767676");
  set (db, "colour.success", "#595959");
  self = vt_brand_load (db, NULL);
  g_assert_true (vt_brand_worst_pair (self, VT_BRAND_TEXT, &pair));
  g_assert_cmpint (pair.grade, ==, VT_CONTRAST_FAILS);
  g_assert_cmpfloat_with_epsilon (vt_contrast_shown (pair.ratio), 4.4, 0.0001);
  g_assert_true (vt_brand_worst_pair (self, VT_BRAND_ACCENT, &pair));
  g_assert_cmpint (pair.grade, ==, VT_CONTRAST_AA);
  g_assert_true (vt_brand_worst_pair (self, VT_BRAND_SUCCESS, &pair));
  g_assert_cmpint (pair.grade, ==, VT_CONTRAST_AAA);
  g_assert_true (vt_brand_worst_pair (self, VT_BRAND_SURFACE, &pair));
  g_assert_cmpint (pair.foreground, ==, VT_BRAND_TEXT);
  g_assert_false (vt_brand_worst_pair (self, VT_BRAND_BACKGROUND, &pair));
  g_assert_false (vt_brand_worst_pair (self, VT_BRAND_LINE, &pair));
}

/* One click mends a colour wherever it stands, and breaks nothing that stands on it. */
static void
test_a_suggestion_mends (void)
{
  static const char *const cases[][2] = {
    { "colour.accent", "#e09070" },     { "colour.muted", "#a0a0a0" }, { "colour.primary", "#e8e4dc" },
    { "colour.on-primary", "#3a5a4e" }, { "colour.text", "#ffffff" },  { "colour.danger", "#ff8080" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (VtBrand) before = NULL;
      g_autoptr (VtBrand) after = NULL;
      g_autoptr (GPtrArray) findings = NULL;
      g_autoptr (GPtrArray) left = NULL;
      g_autofree char *hex = NULL;

      set (db, cases[i][0], cases[i][1]);
      before = vt_brand_load (db, NULL);
      findings = vt_brand_findings (before);
      g_assert_cmpuint (findings->len, >=, 1);
      for (guint j = 0; j < findings->len && hex == NULL; j++)
        {
          const VtBrandFinding *finding = g_ptr_array_index (findings, j);
          g_autofree char *name = vt_brand_dup_colour_token (finding->foreground, FALSE);

          if (g_str_equal (name, cases[i][0]))
            hex = vt_colour_to_hex (finding->suggestion);
        }
      g_assert_nonnull (hex);
      set (db, cases[i][0], hex);
      after = vt_brand_load (db, NULL);
      left = vt_brand_findings (after);
      for (guint j = 0; j < left->len; j++)
        {
          const VtBrandFinding *finding = g_ptr_array_index (left, j);
          g_autofree char *name = vt_brand_dup_colour_token (finding->foreground, FALSE);

          g_test_message ("%s", finding->sentence);
          g_assert_cmpstr (name, !=, cases[i][0]);
        }
    }
}

static void
test_confusions (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtBrand) self = NULL;
  g_autofree char *full = NULL;
  g_autofree char *deuteranopia = NULL;
  g_autofree char *tritanopia = NULL;

  set (db, "colour.primary", "#1a1a60");
  set (db, "colour.accent", "#2050c0");
  set (db, "colour.success", "#6d8a2f");
  set (db, "colour.danger", "#a0722e");
  self = vt_brand_load (db, NULL);
  full = vt_brand_describe_confusions (self, VT_VISION_FULL);
  deuteranopia = vt_brand_describe_confusions (self, VT_VISION_DEUTERANOPIA);
  tritanopia = vt_brand_describe_confusions (self, VT_VISION_TRITANOPIA);
  g_assert_null (full);
  g_assert_nonnull (deuteranopia);
  g_assert_nonnull (strstr (deuteranopia, ": “Success” and “Error”. "));
  g_assert_null (tritanopia);
}

static void
test_whole_palette (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtBrand) self = NULL;
  g_autoptr (GError) error = NULL;
  VtColour colours[VT_BRAND_N_COLOURS];

  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    colours[i] = (VtColour){ (guint8) i, 0x80, 0x90 };
  set (db, "colour.dark.text", "#ffffff");
  g_assert_true (vt_brand_set_colours (db, colours, &error));
  g_assert_no_error (error);
  self = vt_brand_load (db, &error);
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    g_assert_true (vt_colour_equal (vt_brand_get_colour (self, (VtBrandColour) i), colours[i]));
  g_assert_false (vt_brand_has_dark_colour (self, VT_BRAND_TEXT));
}

static void
test_dark_for_everyone (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtBrand) self = NULL;
  g_autofree char *css = NULL;

  g_assert_true (vt_brand_set_token (db, "colour.background", "#101418", NULL));
  self = vt_brand_load (db, NULL);
  css = vt_brand_to_css (self);
  g_assert_true (vt_brand_is_dark (self));
  g_assert_nonnull (strstr (css, "color-scheme:dark}"));
  g_assert_null (strstr (css, "@media"));
}

static void
test_logos (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBrand) self = NULL;
  g_autoptr (VtBrand) dark = NULL;

  add_picture (db, LOGO, "image/svg+xml", 20000, 20000);
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    g_assert_true (vt_brand_set_token (db, vt_logo_token ((VtLogoVariant) i), LOGO, &error));
  g_assert_true (vt_brand_set_token (db, "logo.clear", "25", &error));
  g_assert_no_error (error);

  self = vt_brand_load (db, &error);
  dark = vt_brand_new_dark (self);
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    g_assert_cmpstr (vt_brand_get_logo_of (dark, (VtLogoVariant) i), ==, LOGO);
  g_assert_cmpint (vt_brand_get_logo_clear (dark), ==, 25);
  g_assert_cmpint (vt_brand_get_logo_minimum (dark), ==, 24);
}

/* A picture of a poster's size is refused in words that say what to do. */
static void
test_large_logo (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;

  add_picture (db, LOGO, "image/png", 20000, 400);
  g_assert_false (vt_brand_set_token (db, "logo.dark", LOGO, &error));
  g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "20000"));
  g_assert_nonnull (strstr (error->message, "8000"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/brand/defaults-are-readable", test_defaults);
  g_test_add_func ("/brand/tokens", test_tokens);
  g_test_add_func ("/brand/logos", test_logos);
  g_test_add_func ("/brand/large-logo", test_large_logo);
  g_test_add_func ("/brand/refuses", test_refuses);
  g_test_add_func ("/brand/damaged-rows", test_damaged_rows);
  g_test_add_func ("/brand/type", test_type);
  g_test_add_func ("/brand/findings", test_findings);
  g_test_add_func ("/brand/dark", test_dark);
  g_test_add_func ("/brand/dark-by-hand", test_dark_by_hand);
  g_test_add_func ("/brand/pairs", test_pairs);
  g_test_add_func ("/brand/a-suggestion-mends", test_a_suggestion_mends);
  g_test_add_func ("/brand/confusions", test_confusions);
  g_test_add_func ("/brand/whole-palette", test_whole_palette);
  g_test_add_func ("/brand/dark-for-everyone", test_dark_for_everyone);

  return g_test_run ();
}
