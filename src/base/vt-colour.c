#include "base/vt-colour.h"

#include <math.h>
#include <string.h>

#define IN_GAMUT_SLACK  0.0001
#define CHROMA_STEPS    24
#define LIGHTNESS_STEPS 500

typedef struct
{
  double r, g, b; /* linear light, 0 to 1 inside sRGB */
} Linear;

/**
 * vt_colour_parse:
 * @text: (nullable): "#rrggbb" or "#rgb"
 * @out: (out): the colour
 *
 * Returns: whether @text is a colour; if not, @out is left as it was
 */
gboolean
vt_colour_parse (const char *text, VtColour *out)
{
  guint8 digits[6] = { 0 };
  gsize n;

  if (text == NULL || *text != '#')
    return FALSE;

  n = strlen (text + 1);
  if (n != 3 && n != 6)
    return FALSE;
  for (gsize i = 0; i < 6; i++)
    {
      int value = g_ascii_xdigit_value (text[1 + (n == 3 ? i / 2 : i)]);

      if (value < 0)
        return FALSE;
      digits[i] = (guint8) value;
    }
  out->r = (guint8) (digits[0] * 16 + digits[1]);
  out->g = (guint8) (digits[2] * 16 + digits[3]);
  out->b = (guint8) (digits[4] * 16 + digits[5]);
  return TRUE;
}

/**
 * vt_colour_to_hex:
 * @colour: a colour
 *
 * Returns: (transfer full): "#rrggbb"
 */
char *
vt_colour_to_hex (VtColour colour)
{
  return g_strdup_printf ("#%02x%02x%02x", colour.r, colour.g, colour.b);
}

gboolean
vt_colour_equal (VtColour a, VtColour b)
{
  return a.r == b.r && a.g == b.g && a.b == b.b;
}

static double
to_linear (guint8 channel)
{
  double c = channel / 255.0;

  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static guint8
from_linear (double c)
{
  double channel = c <= 0.0031308 ? c * 12.92 : 1.055 * pow (c, 1 / 2.4) - 0.055;

  return (guint8) lround (CLAMP (channel, 0.0, 1.0) * 255);
}

static double
get_luminance (VtColour colour)
{
  return 0.2126 * to_linear (colour.r) + 0.7152 * to_linear (colour.g) + 0.0722 * to_linear (colour.b);
}

/**
 * vt_colour_contrast:
 * @a: a colour
 * @b: another
 *
 * Source: WCAG 2.2, "contrast ratio".
 *
 * Returns: 1 (none) to 21 (black and white), whatever the order
 */
double
vt_colour_contrast (VtColour a, VtColour b)
{
  double la = get_luminance (a) + 0.05;
  double lb = get_luminance (b) + 0.05;

  return MAX (la, lb) / MIN (la, lb);
}

/**
 * vt_colour_to_oklch:
 * @colour: a colour
 *
 * Source of the numbers: Björn Ottosson, "A perceptual color space for image processing" (Oklab), 2020.
 *
 * Returns: the colour by perceived lightness, chroma and hue
 */
VtOklch
vt_colour_to_oklch (VtColour colour)
{
  double r = to_linear (colour.r);
  double g = to_linear (colour.g);
  double b = to_linear (colour.b);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  double lab_a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  double lab_b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
  double hue = atan2 (lab_b, lab_a) * 180 / G_PI;

  return (VtOklch){ .lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                    .chroma = hypot (lab_a, lab_b),
                    .hue = hue < 0 ? hue + 360 : hue };
}

static Linear
oklch_to_linear (VtOklch oklch)
{
  double a = oklch.chroma * cos (oklch.hue * G_PI / 180);
  double b = oklch.chroma * sin (oklch.hue * G_PI / 180);
  double l = pow (oklch.lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  double m = pow (oklch.lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  double s = pow (oklch.lightness - 0.0894841775 * a - 1.2914855480 * b, 3);

  return (Linear){ .r = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                   .g = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                   .b = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s };
}

static gboolean
is_in_gamut (Linear c)
{
  return MIN (MIN (c.r, c.g), c.b) >= -IN_GAMUT_SLACK && MAX (MAX (c.r, c.g), c.b) <= 1 + IN_GAMUT_SLACK;
}

/**
 * vt_colour_from_oklch:
 * @oklch: lightness is taken as 0 to 1
 *
 * A colour that sRGB cannot show becomes the most colourful one of the same lightness and hue that it can.
 *
 * Returns: the colour
 */
VtColour
vt_colour_from_oklch (VtOklch oklch)
{
  VtOklch wanted = { CLAMP (oklch.lightness, 0.0, 1.0), MAX (oklch.chroma, 0.0), oklch.hue };
  Linear linear = oklch_to_linear (wanted);
  double low = 0;
  double high = wanted.chroma;

  for (int i = 0; i < CHROMA_STEPS && !is_in_gamut (linear); i++)
    {
      wanted.chroma = (low + high) / 2;
      if (is_in_gamut (oklch_to_linear (wanted)))
        low = wanted.chroma;
      else
        high = wanted.chroma;
    }
  if (!is_in_gamut (linear))
    {
      wanted.chroma = low;
      linear = oklch_to_linear (wanted);
    }
  return (VtColour){ from_linear (linear.r), from_linear (linear.g), from_linear (linear.b) };
}

/**
 * vt_colour_nearest_passing:
 * @fg: the colour of a text
 * @bg: what it stands on
 * @ratio: the contrast it needs, such as 4.5
 *
 * Moves the perceived lightness of @fg, hue kept, by as little as will do.
 *
 * Returns: the colour; black or white, whichever contrasts more, when nothing of that hue reaches @ratio
 */
VtColour
vt_colour_nearest_passing (VtColour fg, VtColour bg, double ratio)
{
  static const VtColour black = { 0, 0, 0 };
  static const VtColour white = { 255, 255, 255 };
  VtOklch start = vt_colour_to_oklch (fg);

  if (vt_colour_contrast (fg, bg) >= ratio)
    return fg;

  for (int i = 1; i <= LIGHTNESS_STEPS; i++)
    for (int direction = -1; direction <= 1; direction += 2)
      {
        double lightness = start.lightness + direction * (double) i / LIGHTNESS_STEPS;
        VtColour candidate = vt_colour_from_oklch ((VtOklch){ lightness, start.chroma, start.hue });

        if (lightness >= 0 && lightness <= 1 && vt_colour_contrast (candidate, bg) >= ratio)
          return candidate;
      }
  return vt_colour_contrast (black, bg) >= vt_colour_contrast (white, bg) ? black : white;
}
