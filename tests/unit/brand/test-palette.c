#include "brand/vt-palette.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <vips/vips.h>

static VtColour
colour (const char *hex)
{
  VtColour c = { 0 };

  g_assert_true (vt_colour_parse (hex, &c));
  return c;
}

static void
assert_readable (const VtPalette *palette, const char *what)
{
  g_autoptr (VtBrand) brand = vt_brand_new_default ();
  g_autoptr (VtBrand) light = vt_brand_new_with_colours (brand, palette->colours);
  g_autoptr (VtBrand) dark = vt_brand_new_dark (light);
  g_autoptr (GPtrArray) findings = vt_brand_findings (light);
  g_autoptr (GPtrArray) dark_findings = vt_brand_findings (dark);

  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s: %s", what, ((const VtBrandFinding *) g_ptr_array_index (findings, i))->sentence);
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpuint (dark_findings->len, ==, 0);
}

/* Whatever colour a merchant begins with. */
static void
test_all_that_grows_can_be_read (void)
{
  for (guint harmony = 0; harmony < VT_N_HARMONIES; harmony++)
    for (guint ground = 0; ground < VT_N_GROUNDS; ground++)
      for (guint i = 0; i < 216; i++)
        {
          VtColour seed = { (guint8) (i / 36 * 51), (guint8) (i / 6 % 6 * 51), (guint8) (i % 6 * 51) };
          VtPalette palette = vt_palette_grow (seed, (VtHarmony) harmony, (VtGround) ground);
          g_autofree char *what =
              g_strdup_printf ("#%02x%02x%02x, %s on %s", seed.r, seed.g, seed.b, vt_harmony_id ((VtHarmony) harmony),
                               vt_ground_id ((VtGround) ground));

          assert_readable (&palette, what);
        }
}

static double
turn (VtColour from, VtColour to)
{
  return fmod (vt_colour_to_oklch (to).hue - vt_colour_to_oklch (from).hue + 720, 360);
}

static void
test_hues_are_turned (void)
{
  static const struct
  {
    VtHarmony harmony;
    double degrees;
  } cases[] = {
    { VT_HARMONY_ONE_HUE, 0 },          { VT_HARMONY_NEIGHBOURS, 35 }, { VT_HARMONY_OPPOSITE, 180 },
    { VT_HARMONY_SPLIT_OPPOSITE, 150 }, { VT_HARMONY_TRIAD, 120 },     { VT_HARMONY_SQUARE, 90 },
  };
  VtColour seed = colour ("#23463a");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VtPalette palette = vt_palette_grow (seed, cases[i].harmony, VT_GROUND_TINTED);
      double found = turn (seed, palette.colours[VT_BRAND_ACCENT]);
      double off = fmod (found - cases[i].degrees + 540, 360) - 180;

      g_test_message ("%s: %.1f", vt_harmony_id (cases[i].harmony), found);
      g_assert_cmpfloat (fabs (off), <, 4);
      g_assert_true (vt_colour_equal (palette.colours[VT_BRAND_PRIMARY], seed));
    }
}

static void
test_greys (void)
{
  VtPalette palette = vt_palette_grow (colour ("#808080"), VT_HARMONY_OPPOSITE, VT_GROUND_WHITE);
  VtPalette one = vt_palette_grow (colour ("#333333"), VT_HARMONY_ONE_HUE, VT_GROUND_WHITE);

  g_assert_true (vt_colour_equal (palette.colours[VT_BRAND_PRIMARY], colour ("#808080")));
  g_assert_true (vt_colour_equal (palette.colours[VT_BRAND_BACKGROUND], colour ("#ffffff")));
  g_assert_cmpfloat (vt_colour_to_oklch (palette.colours[VT_BRAND_ACCENT]).chroma, >, 0.08);
  g_assert_cmpfloat (vt_colour_to_oklch (one.colours[VT_BRAND_ACCENT]).chroma, <, 0.03);
}

/* A picture of flat areas, as PPM or, with what lets see through, as PNG. */
static char *
write_picture (const char *folder, const char *name, gboolean see_through)
{
  enum
  {
    SIDE = 120
  };
  static const guint8 paper[4] = { 0xfa, 0xf6, 0xef, 255 };
  static const guint8 nothing[4] = { 0, 0, 0, 0 };
  static const guint8 green[4] = { 0x23, 0x46, 0x3a, 255 };
  static const guint8 gold[4] = { 0xe3, 0xb0, 0x4b, 255 };
  g_autofree guint8 *pixels = g_new (guint8, SIDE * SIDE * 4);
  char *file = g_build_filename (folder, name, NULL);
  VipsImage *image;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        gboolean is_arch = x > 30 && x < 90 && y > 20 && y < 110;
        gboolean is_sun = hypot (x - 60, y - 50) < 16;

        memcpy (pixels + (y * SIDE + x) * 4, is_sun ? gold : is_arch ? green : see_through ? nothing : paper, 4);
      }
  image = vips_image_new_from_memory (pixels, SIDE * SIDE * 4, SIDE, SIDE, 4, VIPS_FORMAT_UCHAR);
  g_assert_cmpint (vips_image_write_to_file (image, file, NULL), ==, 0);
  g_object_unref (image);

  return file;
}

static gboolean
has (const VtPictureColour *colours, guint n, const char *hex)
{
  for (guint i = 0; i < n; i++)
    if (vt_colour_equal (colours[i].colour, colour (hex)))
      return TRUE;

  return FALSE;
}

static void
test_pictures (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vt-palette-XXXXXX", NULL);
  const char *const names[] = { "paper.png", "through.png" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = write_picture (folder, names[i], i == 1);
      g_autoptr (GError) error = NULL;
      VtPictureColour colours[VT_PICTURE_COLOURS];
      guint n = vt_picture_colours_read (file, colours, &error);
      VtPalette palette;

      g_assert_no_error (error);
      g_assert_cmpuint (n, >=, 2);
      g_assert_cmpuint (n, <=, VT_PICTURE_COLOURS);
      g_assert_true (has (colours, n, "#23463a"));
      g_assert_true (has (colours, n, "#e3b04b"));
      g_assert_true (has (colours, n, "#faf6ef") == (i == 0));
      for (guint j = 1; j < n; j++)
        g_assert_cmpfloat (colours[j].share, <=, colours[j - 1].share);

      palette = vt_palette_from_picture (colours, n, VT_GROUND_TINTED);
      assert_readable (&palette, names[i]);
      g_assert_true (vt_colour_equal (palette.colours[VT_BRAND_PRIMARY], colour ("#23463a")));
      g_assert_cmpfloat_with_epsilon (vt_colour_to_oklch (palette.colours[VT_BRAND_ACCENT]).hue,
                                      vt_colour_to_oklch (colour ("#e3b04b")).hue, 6);
      g_unlink (file);
    }
  g_rmdir (folder);
}

static void
test_no_pictures (void)
{
  static const struct
  {
    const char *name, *text;
  } cases[] = {
    { "a.png", "not a picture" },
    { "b.png", "\x89PNG\r\n\x1a\n" },
    { "c.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>" },
    { "d.jpg", "" },
  };
  g_autofree char *folder = g_dir_make_tmp ("vt-palette-XXXXXX", NULL);
  VtPictureColour colours[VT_PICTURE_COLOURS];

  /* libvips warns of a broken file besides saying so. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *file = g_build_filename (folder, cases[i].name, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (file, cases[i].text, -1, NULL));
      g_assert_cmpuint (vt_picture_colours_read (file, colours, &error), ==, 0);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_unlink (file);
    }
  g_rmdir (folder);
}

static void
test_names (void)
{
  VtHarmony harmony = VT_HARMONY_ONE_HUE;
  VtGround ground = VT_GROUND_TINTED;

  for (int i = 0; i < VT_N_HARMONIES; i++)
    g_assert_true (vt_harmony_find (vt_harmony_id ((VtHarmony) i), &harmony) && (int) harmony == i);
  for (int i = 0; i < VT_N_GROUNDS; i++)
    g_assert_true (vt_ground_find (vt_ground_id ((VtGround) i), &ground) && (int) ground == i);
  g_assert_false (vt_harmony_find ("", &harmony));
  g_assert_false (vt_ground_find ("grey", &ground));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (VIPS_INIT (argv[0]) != 0)
    g_error ("no libvips");

  g_test_add_func ("/palette/all-that-grows-can-be-read", test_all_that_grows_can_be_read);
  g_test_add_func ("/palette/hues-are-turned", test_hues_are_turned);
  g_test_add_func ("/palette/greys", test_greys);
  g_test_add_func ("/palette/pictures", test_pictures);
  g_test_add_func ("/palette/no-pictures", test_no_pictures);
  g_test_add_func ("/palette/names", test_names);

  return g_test_run ();
}
