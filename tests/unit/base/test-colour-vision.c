#include "base/vt-colour-vision.h"

static VtColour
colour (const char *hex)
{
  VtColour c = { 0 };

  g_assert_true (vt_colour_parse (hex, &c));
  return c;
}

static void
test_greys_stay (void)
{
  for (int vision = 0; vision < VT_N_VISIONS; vision++)
    for (int grey = 0; grey < 256; grey++)
      {
        VtColour c = { (guint8) grey, (guint8) grey, (guint8) grey };
        VtColour seen = vt_colour_vision_see ((VtColourVision) vision, c);

        g_assert_cmpint (ABS (seen.r - grey), <=, 1);
        g_assert_cmpint (ABS (seen.g - grey), <=, 1);
        g_assert_cmpint (ABS (seen.b - grey), <=, 1);
      }
}

/* What each of them confuses lies much closer together than it does for others, and what they do see stays apart. */
static void
test_confusions (void)
{
  static const struct
  {
    VtColourVision vision;
    const char *a, *b;
  } cases[] = {
    { VT_VISION_DEUTERANOPIA, "#a0722e", "#6d8a2f" },
    { VT_VISION_PROTANOPIA, "#9d5a00", "#5c7000" },
    { VT_VISION_TRITANOPIA, "#0a8fa0", "#159a6d" },
    { VT_VISION_ACHROMATOPSIA, "#ff0000", "#8c6fae" },
  };
  VtColour blue = colour ("#2050c0");
  VtColour yellow = colour ("#e0c020");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VtColour a = colour (cases[i].a);
      VtColour b = colour (cases[i].b);
      double seen =
          vt_colour_distance (vt_colour_vision_see (cases[i].vision, a), vt_colour_vision_see (cases[i].vision, b));

      g_test_message ("%s: %.3f where others see %.3f", vt_colour_vision_id (cases[i].vision), seen,
                      vt_colour_distance (a, b));
      g_assert_cmpfloat (seen, <, vt_colour_distance (a, b) * 0.75);
    }
  g_assert_cmpfloat (vt_colour_distance (vt_colour_vision_see (VT_VISION_DEUTERANOPIA, blue),
                                         vt_colour_vision_see (VT_VISION_DEUTERANOPIA, yellow)),
                     >, 0.3);
}

static guint32
pixel (VtColour c)
{
  return 0xff000000u | (guint32) c.r << 16 | (guint32) c.g << 8 | c.b;
}

static void
test_pixels_are_seen_as_colours_are (void)
{
  for (int vision = 0; vision < VT_N_VISIONS; vision++)
    for (guint i = 0; i < 4096; i++)
      {
        VtColour c = { (guint8) ((i >> 8) * 17), (guint8) ((i >> 4 & 15) * 17), (guint8) ((i & 15) * 17) };
        VtColour seen = vt_colour_vision_see ((VtColourVision) vision, c);
        guint32 pixels[2] = { pixel (c), pixel (c) };

        vt_colour_vision_see_pixels ((VtColourVision) vision, pixels, G_N_ELEMENTS (pixels));
        g_assert_cmphex (pixels[0], ==, pixels[1]);
        g_assert_cmpint (ABS ((int) (pixels[0] >> 16 & 0xff) - seen.r), <=, 1);
        g_assert_cmpint (ABS ((int) (pixels[0] >> 8 & 0xff) - seen.g), <=, 1);
        g_assert_cmpint (ABS ((int) (pixels[0] & 0xff) - seen.b), <=, 1);
      }
}

static void
test_what_lets_see_through_stays_so (void)
{
  guint32 pixels[] = { 0x00000000, 0x80402010, 0xffffffff, 0x01010101, 0x40ffffff };

  vt_colour_vision_see_pixels (VT_VISION_PROTANOPIA, pixels, G_N_ELEMENTS (pixels));
  g_assert_cmphex (pixels[0], ==, 0);
  g_assert_cmphex (pixels[1] >> 24, ==, 0x80);
  g_assert_cmphex (pixels[2], ==, 0xffffffff);
  for (guint i = 0; i < 4; i++)
    for (guint shift = 0; shift < 24; shift += 8)
      g_assert_cmpuint (pixels[i] >> shift & 0xff, <=, pixels[i] >> 24);
  vt_colour_vision_see_pixels (VT_VISION_PROTANOPIA, NULL, 0);
}

static void
test_names (void)
{
  VtColourVision vision = VT_VISION_FULL;

  for (int i = 0; i < VT_N_VISIONS; i++)
    {
      g_assert_true (vt_colour_vision_find (vt_colour_vision_id ((VtColourVision) i), &vision));
      g_assert_cmpint ((int) vision, ==, i);
      g_assert_nonnull (vt_colour_vision_name (vision));
    }
  g_assert_false (vt_colour_vision_find ("", &vision));
  g_assert_cmpint ((int) vision, ==, VT_N_VISIONS - 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/colour-vision/greys-stay", test_greys_stay);
  g_test_add_func ("/colour-vision/confusions", test_confusions);
  g_test_add_func ("/colour-vision/pixels-are-seen-as-colours-are", test_pixels_are_seen_as_colours_are);
  g_test_add_func ("/colour-vision/what-lets-see-through-stays-so", test_what_lets_see_through_stays_so);
  g_test_add_func ("/colour-vision/names", test_names);
  return g_test_run ();
}
