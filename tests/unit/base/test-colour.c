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

/* The examples that W3C's pages on WCAG 2.2 give: "Understanding" 1.4.3 (black, white, grey text), 1.4.6 and 1.4.11,
 * and technique G18. */
static void
test_wcag_examples (void)
{
  static const struct
  {
    const char *fg, *bg;
    double ratio;
  } cases[] = {
    { "#000000", "#ffffff", 21.0 },  { "#777777", "#ffffff", 4.478 }, { "#767676", "#ffffff", 4.542 },
    { "#595959", "#ffffff", 7.005 }, { "#949494", "#ffffff", 3.033 }, { "#ff0000", "#ffffff", 3.998 },
    { "#0000ff", "#ffffff", 8.592 }, { "#ffff00", "#ffffff", 1.074 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (vt_colour_contrast (colour (cases[i].fg), colour (cases[i].bg)), cases[i].ratio,
                                    0.001);
}

/* The table of Björn Ottosson's page: from XYZ (D65), which is taken to sRGB's primaries by IEC 61966-2-1 here. */
static void
test_oklab_published (void)
{
  static const struct
  {
    double xyz[3];
    VtOklab lab;
  } cases[] = {
    { { 0.950, 1.000, 1.089 }, { 1.000, 0.000, 0.000 } },
    { { 1.000, 0.000, 0.000 }, { 0.450, 1.236, -0.019 } },
    { { 0.000, 1.000, 0.000 }, { 0.922, -0.671, 0.263 } },
    { { 0.000, 0.000, 1.000 }, { 0.153, -1.415, -0.449 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const double *c = cases[i].xyz;
      VtOklab lab = vt_oklab_from_light (3.2409699419 * c[0] - 1.5373831776 * c[1] - 0.4986107603 * c[2],
                                         -0.9692436363 * c[0] + 1.8759675015 * c[1] + 0.0415550574 * c[2],
                                         0.0556300797 * c[0] - 0.2039769589 * c[1] + 1.0569715142 * c[2]);

      g_assert_cmpfloat_with_epsilon (lab.lightness, cases[i].lab.lightness, 0.0012);
      g_assert_cmpfloat_with_epsilon (lab.a, cases[i].lab.a, 0.0012);
      g_assert_cmpfloat_with_epsilon (lab.b, cases[i].lab.b, 0.0012);
    }
}

static void
test_distance (void)
{
  g_assert_cmpfloat_with_epsilon (vt_colour_distance (colour ("#000"), colour ("#fff")), 1, 0.0001);
  g_assert_cmpfloat_with_epsilon (vt_colour_distance (colour ("#abc"), colour ("#abc")), 0, 0.0001);
  g_assert_cmpfloat (vt_colour_distance (colour ("#23463a"), colour ("#24473b")), <, 0.01);
}

static void
test_find_passing (void)
{
  const VtColourNeed both[] = { { colour ("#ffffff"), 4.5 }, { colour ("#faf6ef"), 4.5 } };
  const VtColourNeed torn[] = { { colour ("#ffffff"), 4.6 }, { colour ("#000000"), 4.6 } };
  VtColour found = colour ("#123456");

  g_assert_true (vt_colour_find_passing (colour ("#d9744f"), both, G_N_ELEMENTS (both), &found));
  g_assert_cmpfloat (vt_colour_contrast (found, both[0].against), >=, 4.5);
  g_assert_cmpfloat (vt_colour_contrast (found, both[1].against), >=, 4.5);
  g_assert_cmpfloat (vt_colour_contrast (found, both[1].against), <, 4.7);

  found = colour ("#123456");
  g_assert_false (vt_colour_find_passing (colour ("#777"), torn, G_N_ELEMENTS (torn), &found));
  g_assert_true (vt_colour_equal (found, colour ("#123456")));
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
  g_test_add_func ("/colour/contrast/wcag-examples", test_wcag_examples);
  g_test_add_func ("/colour/oklab/published-values", test_oklab_published);
  g_test_add_func ("/colour/distance", test_distance);
  g_test_add_func ("/colour/find-passing", test_find_passing);
  g_test_add_func ("/colour/oklch", test_oklch);
  g_test_add_func ("/colour/oklch-and-back", test_oklch_and_back);
  g_test_add_func ("/colour/gamut-keeps-lightness-and-hue", test_gamut);
  g_test_add_func ("/colour/nearest-passing", test_nearest_passing);
  return g_test_run ();
}
