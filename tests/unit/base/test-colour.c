#include <math.h>

#include "base/vt-colour.h"

static VtColour
colour (const char *hex)
{
  VtColour c = { 0 };

  g_assert_true (vt_colour_parse (hex, &c));
  return c;
}

static void
test_parse (void)
{
  static const char *const bad[] = {
    "", "#", "336699", "#33669", "#3366999", "#33669g", "#ggg", " #fff", "#-12", NULL
  };
  VtColour c = colour ("#36C");
  g_autofree char *hex = vt_colour_to_hex (c);

  g_assert_cmpstr (hex, ==, "#3366cc");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (vt_colour_parse (bad[i], &c));
  g_assert_true (vt_colour_equal (c, colour ("#3366cc")));
}

/* Values from WebAIM's contrast checker, cut to two decimals as it does. */
static void
test_contrast (void)
{
  g_assert_cmpfloat_with_epsilon (vt_colour_contrast (colour ("#767676"), colour ("#fff")), 4.54, 0.005);
  g_assert_cmpfloat_with_epsilon (vt_colour_contrast (colour ("#777777"), colour ("#fff")), 4.48, 0.005);
  g_assert_cmpfloat_with_epsilon (vt_colour_contrast (colour ("#000"), colour ("#fff")), 21, 0.0001);
  g_assert_cmpfloat_with_epsilon (vt_colour_contrast (colour ("#fff"), colour ("#000")), 21, 0.0001);
  g_assert_cmpfloat_with_epsilon (vt_colour_contrast (colour ("#123456"), colour ("#123456")), 1, 0.0001);
}

static void
test_oklch (void)
{
  /* CSS Color 4 gives red as oklch(0.628 0.2577 29.23). */
  VtOklch red = vt_colour_to_oklch (colour ("#f00"));

  g_assert_cmpfloat_with_epsilon (red.lightness, 0.628, 0.0005);
  g_assert_cmpfloat_with_epsilon (red.chroma, 0.2577, 0.0005);
  g_assert_cmpfloat_with_epsilon (red.hue, 29.23, 0.05);
}

static void
test_oklch_and_back (void)
{
  for (guint r = 0; r < 256; r += 15)
    for (guint g = 0; g < 256; g += 15)
      for (guint b = 0; b < 256; b += 15)
        {
          VtColour c = { (guint8) r, (guint8) g, (guint8) b };

          g_assert_true (vt_colour_equal (vt_colour_from_oklch (vt_colour_to_oklch (c)), c));
        }
}

static void
test_gamut (void)
{
  VtOklch vivid = { .lightness = 0.7, .chroma = 0.5, .hue = 150 };
  VtOklch mapped = vt_colour_to_oklch (vt_colour_from_oklch (vivid));

  g_assert_cmpfloat_with_epsilon (mapped.lightness, vivid.lightness, 0.01);
  g_assert_cmpfloat_with_epsilon (mapped.hue, vivid.hue, 2);
  g_assert_cmpfloat (mapped.chroma, <, vivid.chroma);
  g_assert_cmpfloat (mapped.chroma, >, 0.15);
  g_assert_true (vt_colour_equal (vt_colour_from_oklch ((VtOklch){ 1, 0.2, 30 }), colour ("#fff")));
  g_assert_true (vt_colour_equal (vt_colour_from_oklch ((VtOklch){ -1, 0.2, 30 }), colour ("#000")));
}

static void
test_nearest_passing (void)
{
  static const char *const pairs[][2] = {
    { "#ff6b6b", "#fff" }, { "#3366cc", "#222" }, { "#777777", "#fff" }, { "#ffee00", "#fff" }, { "#808080", "#808080" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      VtColour fg = colour (pairs[i][0]);
      VtColour bg = colour (pairs[i][1]);
      VtColour better = vt_colour_nearest_passing (fg, bg, 4.5);

      g_assert_cmpfloat (vt_colour_contrast (better, bg), >=, 4.5);
      if (vt_colour_to_oklch (better).chroma > 0.05)
        g_assert_cmpfloat_with_epsilon (vt_colour_to_oklch (better).hue, vt_colour_to_oklch (fg).hue, 4);
    }
  g_assert_true (vt_colour_equal (vt_colour_nearest_passing (colour ("#000"), colour ("#fff"), 4.5), colour ("#000")));
  g_assert_true (vt_colour_equal (vt_colour_nearest_passing (colour ("#777"), colour ("#777"), 21), colour ("#000")));
  g_assert_cmpfloat (
      vt_colour_contrast (vt_colour_nearest_passing (colour ("#777"), colour ("#fff"), 4.5), colour ("#fff")), <, 4.7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/colour/parse", test_parse);
  g_test_add_func ("/colour/contrast", test_contrast);
  g_test_add_func ("/colour/oklch", test_oklch);
  g_test_add_func ("/colour/oklch-and-back", test_oklch_and_back);
  g_test_add_func ("/colour/gamut-keeps-lightness-and-hue", test_gamut);
  g_test_add_func ("/colour/nearest-passing", test_nearest_passing);
  return g_test_run ();
}
