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
    { "type.heading", "Comic Sans\";}", VT_BRAND_ERROR_INVALID },
    { "type.code", "Inter", VT_BRAND_ERROR_UNKNOWN },
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
  g_test_add_func ("/brand/findings", test_findings);
  g_test_add_func ("/brand/dark", test_dark);
  g_test_add_func ("/brand/dark-for-everyone", test_dark_for_everyone);

  return g_test_run ();
}
