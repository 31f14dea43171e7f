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

/**
 * vt_colour_channel_to_light:
 * @channel: of an sRGB colour
 *
 * Source: IEC 61966-2-1.
 *
 * Returns: the light that it stands for, 0 to 1
 */
double
vt_colour_channel_to_light (guint8 channel)
{
  double c = channel / 255.0;

  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

/**
 * vt_colour_channel_from_light:
 * @light: 0 to 1; what is outside is taken as the nearest of these
 *
 * Returns: the channel that stands for it
 */
guint8
vt_colour_channel_from_light (double light)
{
  double channel = light <= 0.0031308 ? light * 12.92 : 1.055 * pow (light, 1 / 2.4) - 0.055;

  return (guint8) lround (CLAMP (channel, 0.0, 1.0) * 255);
}

static double
get_luminance (VtColour colour)
{
  return 0.2126 * vt_colour_channel_to_light (colour.r) + 0.7152 * vt_colour_channel_to_light (colour.g) +
         0.0722 * vt_colour_channel_to_light (colour.b);
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
 * vt_oklab_from_light:
 * @red: light of the sRGB primary, 0 to 1 for what a screen shows; any number
 * @green: the same
 * @blue: the same
 *
 * Source of the numbers: Björn Ottosson, "A perceptual color space for image processing" (Oklab), 2020.
 *
 * Returns: the colour as eyes compare them
 */
VtOklab
vt_oklab_from_light (double red, double green, double blue)
{
  double l = cbrt (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  double m = cbrt (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  double s = cbrt (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);

  return (VtOklab){ .lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                    .a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                    .b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

/**
 * vt_colour_to_oklab:
 * @colour: a colour
 *
 * Returns: the colour as eyes compare them
 */
VtOklab
vt_colour_to_oklab (VtColour colour)
{
  return vt_oklab_from_light (vt_colour_channel_to_light (colour.r), vt_colour_channel_to_light (colour.g),
                              vt_colour_channel_to_light (colour.b));
}

/**
 * vt_colour_distance:
 * @a: a colour
 * @b: another
 *
 * Returns: how far they are from each other in OKLab: 0 the same, about 0.02 just to be told apart, 1 black and white
 */
double
vt_colour_distance (VtColour a, VtColour b)
{
  VtOklab p = vt_colour_to_oklab (a);
  VtOklab q = vt_colour_to_oklab (b);

  return sqrt (pow (p.lightness - q.lightness, 2) + pow (p.a - q.a, 2) + pow (p.b - q.b, 2));
}

static VtOklch
oklab_to_oklch (VtOklab lab)
{
  double hue = atan2 (lab.b, lab.a) * 180 / G_PI;

  return (VtOklch){ .lightness = lab.lightness, .chroma = hypot (lab.a, lab.b), .hue = hue < 0 ? hue + 360 : hue };
}

/**
 * vt_colour_to_oklch:
 * @colour: a colour
 *
 * Returns: the colour by perceived lightness, chroma and hue
 */
VtOklch
vt_colour_to_oklch (VtColour colour)
{
  return oklab_to_oklch (vt_colour_to_oklab (colour));
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
  return (VtColour){ vt_colour_channel_from_light (linear.r), vt_colour_channel_from_light (linear.g),
                     vt_colour_channel_from_light (linear.b) };
}

/**
 * vt_colour_from_oklab:
 * @oklab: a colour as eyes compare them
 *
 * As vt_colour_from_oklch().
 *
 * Returns: the colour
 */
VtColour
vt_colour_from_oklab (VtOklab oklab)
{
  return vt_colour_from_oklch (oklab_to_oklch (oklab));
}

static gboolean
passes (VtColour colour, const VtColourNeed *needs, guint n_needs)
{
  for (guint i = 0; i < n_needs; i++)
    if (vt_colour_contrast (colour, needs[i].against) < needs[i].ratio)
      return FALSE;

  return TRUE;
}

/**
 * vt_colour_find_passing:
 * @colour: a colour
 * @needs: (array length=n_needs): what it has to reach
 * @n_needs: how many there are
 * @found: (out): the nearest that does
 *
 * Moves the perceived lightness of @colour, hue kept, by as little as will do.
 *
 * Returns: whether a colour of that hue reaches all; if not, @found is left as it was
 */
gboolean
vt_colour_find_passing (VtColour colour, const VtColourNeed *needs, guint n_needs, VtColour *found)
{
  VtOklch start = vt_colour_to_oklch (colour);

  if (passes (colour, needs, n_needs))
    {
      *found = colour;
      return TRUE;
    }

  for (int i = 1; i <= LIGHTNESS_STEPS; i++)
    for (int direction = -1; direction <= 1; direction += 2)
      {
        double lightness = start.lightness + direction * (double) i / LIGHTNESS_STEPS;
        VtColour candidate = vt_colour_from_oklch ((VtOklch){ lightness, start.chroma, start.hue });

        if (lightness >= 0 && lightness <= 1 && passes (candidate, needs, n_needs))
          {
            *found = candidate;
            return TRUE;
          }
      }

  return FALSE;
}

/**
 * vt_colour_nearest_passing:
 * @fg: the colour of a text
 * @bg: what it stands on
 * @ratio: the contrast it needs, such as 4.5
 *
 * As vt_colour_find_passing(), for one need.
 *
 * Returns: the colour; black or white, whichever contrasts more, when nothing of that hue reaches @ratio
 */
VtColour
vt_colour_nearest_passing (VtColour fg, VtColour bg, double ratio)
{
  static const VtColour black = { 0, 0, 0 };
  static const VtColour white = { 255, 255, 255 };
  const VtColourNeed need = { bg, ratio };
  VtColour found;

  if (vt_colour_find_passing (fg, &need, 1, &found))
    return found;

  return vt_colour_contrast (black, bg) >= vt_colour_contrast (white, bg) ? black : white;
}
