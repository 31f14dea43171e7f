/* Colours as people with a colour-vision deficiency see them, so that a palette can be tried before it is published.
 *
 * Source: Gustavo M. Machado, Manuel M. Oliveira, Leandro A. F. Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, doi:10.1109/TVCG.2009.113, the published matrices of
 * severity 1.0 (deuteranomaly: 0.6), multiplied with linear sRGB. The authors call that of tritanopia an approximation.
 * Achromatopsia keeps the luminance of WCAG 2.2 alone. */
#include "base/vt-colour-vision.h"

#include <glib/gi18n-lib.h>

/* Steps of light between black and white: with fewer, dark channels would not come back as they were. */
#define LIGHT_STEPS 16384

typedef struct
{
  const char *id;
  const char *name; /* for people, to be translated */
  double matrix[3][3];
} Vision;

static const Vision visions[VT_N_VISIONS] = {
  { "full", NC_ ("eyesight", "Full Colour"), { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
  { "deuteranomaly",
    NC_ ("eyesight", "Weak Green (Deuteranomaly)"),
    { { 0.498864, 0.674741, -0.173604 }, { 0.205199, 0.754872, 0.039929 }, { -0.011131, 0.030969, 0.980162 } } },
  { "deuteranopia",
    NC_ ("eyesight", "No Green (Deuteranopia)"),
    { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } } },
  { "protanopia",
    NC_ ("eyesight", "No Red (Protanopia)"),
    { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } } },
  { "tritanopia",
    NC_ ("eyesight", "No Blue (Tritanopia)"),
    { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } } },
  { "achromatopsia",
    NC_ ("eyesight", "No Colour (Achromatopsia)"),
    { { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 } } },
};

/* Both ways between channels and light, for pictures. */
typedef struct
{
  float light[256];
  guint8 channel[LIGHT_STEPS + 1];
} Tables;

/**
 * vt_colour_vision_id:
 * @vision: how eyes tell colours apart
 *
 * Returns: (transfer none): its name for programs: "deuteranopia"
 */
const char *
vt_colour_vision_id (VtColourVision vision)
{
  return visions[vision].id;
}

/**
 * vt_colour_vision_name:
 * @vision: how eyes tell colours apart
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
vt_colour_vision_name (VtColourVision vision)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "eyesight", visions[vision].name);
}

/**
 * vt_colour_vision_find:
 * @id: as vt_colour_vision_id() gives it
 * @vision: (out): what it names
 *
 * Returns: whether there is one; if not, @vision is left as it was
 */
gboolean
vt_colour_vision_find (const char *id, VtColourVision *vision)
{
  for (guint i = 0; i < VT_N_VISIONS; i++)
    if (g_str_equal (visions[i].id, id))
      {
        *vision = (VtColourVision) i;
        return TRUE;
      }

  return FALSE;
}

static void
multiply (VtColourVision vision, const double light[3], double seen[3])
{
  for (guint i = 0; i < 3; i++)
    {
      const double *row = visions[vision].matrix[i];

      seen[i] = CLAMP (row[0] * light[0] + row[1] * light[1] + row[2] * light[2], 0.0, 1.0);
    }
}

/**
 * vt_colour_vision_see:
 * @vision: how eyes tell colours apart
 * @colour: a colour
 *
 * Returns: what full sight has to be shown to see it as they do
 */
VtColour
vt_colour_vision_see (VtColourVision vision, VtColour colour)
{
  const double light[3] = { vt_colour_channel_to_light (colour.r), vt_colour_channel_to_light (colour.g),
                            vt_colour_channel_to_light (colour.b) };
  double seen[3];

  if (vision == VT_VISION_FULL)
    return colour;

  multiply (vision, light, seen);
  return (VtColour){ vt_colour_channel_from_light (seen[0]), vt_colour_channel_from_light (seen[1]),
                     vt_colour_channel_from_light (seen[2]) };
}

static const Tables *
get_tables (void)
{
  static gsize tables = 0;

  if (g_once_init_enter (&tables))
    {
      Tables *made = g_new (Tables, 1);

      for (guint i = 0; i < G_N_ELEMENTS (made->light); i++)
        made->light[i] = (float) vt_colour_channel_to_light ((guint8) i);
      for (guint i = 0; i < G_N_ELEMENTS (made->channel); i++)
        made->channel[i] = vt_colour_channel_from_light ((double) i / LIGHT_STEPS);
      g_once_init_leave (&tables, (gsize) made);
    }

  return (const Tables *) tables;
}

static guint32
to_channel (const Tables *tables, const double row[3], const float light[3])
{
  float seen = (float) row[0] * light[0] + (float) row[1] * light[1] + (float) row[2] * light[2];

  return tables->channel[(int) (CLAMP (seen, 0.f, 1.f) * LIGHT_STEPS + 0.5f)];
}

static guint32
see_pixel (const Tables *tables, VtColourVision vision, guint32 pixel)
{
  guint32 alpha = pixel >> 24;
  guint32 half = alpha / 2;
  guint32 channels[3] = { pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff };
  float light[3];

  if (alpha == 0)
    return pixel;

  for (guint i = 0; i < 3; i++)
    light[i] = tables->light[alpha == 255 ? channels[i] : MIN ((channels[i] * 255 + half) / alpha, 255)];
  for (guint i = 0; i < 3; i++)
    channels[i] = (to_channel (tables, visions[vision].matrix[i], light) * alpha + 127) / 255;

  return alpha << 24 | channels[0] << 16 | channels[1] << 8 | channels[2];
}

/**
 * vt_colour_vision_see_pixels:
 * @vision: how eyes tell colours apart
 * @pixels: (array length=n_pixels) (inout): premultiplied ARGB of the machine's byte order, as of CAIRO_FORMAT_ARGB32
 *   and GDK_MEMORY_DEFAULT
 * @n_pixels: how many there are
 *
 * As vt_colour_vision_see(), for each pixel of a picture; what lets see through stays so. Some ten milliseconds for a
 * million pixels. Any thread.
 */
void
vt_colour_vision_see_pixels (VtColourVision vision, guint32 *pixels, gsize n_pixels)
{
  const Tables *tables;
  guint32 before = 0;
  guint32 after = 0;

  if (vision == VT_VISION_FULL)
    return;

  tables = get_tables ();
  for (gsize i = 0; i < n_pixels; i++)
    {
      /* Most of a page is the same as what stands left of it. */
      if (pixels[i] != before)
        {
          before = pixels[i];
          after = see_pixel (tables, vision, before);
        }
      pixels[i] = after;
    }
}
