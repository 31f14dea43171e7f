/* The reversed logo keeps the hues of the primary one and is as far from the dark ground as text has to be; what was
 * paper in it becomes that ground. In one colour, what is darker than halfway from its darkest colour to white is ink.
 */
#include "brand/vt-logo-paint.h"

#include "base/vt-svg.h"

#include <pango/pango.h>
#include <string.h>

#define PAPER_LIGHTNESS 0.93
#define ENOUGH          3.0 /* WCAG 2.2, 1.4.11: of what is no text */
#define REACHED         4.5 /* of what is changed anyway: 1.4.3 */
#define INK_LIGHTNESS   0.45
#define INK_CHROMA      0.03
#define MEMO_SIZE       1024
#define MONO_INK        ((VtColour){ 0x1a, 0x1a, 0x1a })
#define MONO_PAPER      ((VtColour){ 0xff, 0xff, 0xff })

struct _VtLogoPaint
{
  VtLogoVariant variant;
  VtColour ground; /* the dark one */
  double darkest;  /* lightness of what was learned */

  /* Pixels of a logo have few colours. */
  struct
  {
    VtColour from, to;
    gboolean known;
  } memo[MEMO_SIZE];
};

VtLogoPaint *
vt_logo_paint_new (VtBrand *brand, VtLogoVariant variant)
{
  VtLogoPaint *self = g_new0 (VtLogoPaint, 1);
  g_autoptr (VtBrand) dark = vt_brand_new_dark (brand);

  self->variant = variant;
  self->ground = vt_brand_get_colour (dark, VT_BRAND_BACKGROUND);
  self->darkest = 1;
  return self;
}

void
vt_logo_paint_free (VtLogoPaint *self)
{
  g_free (self);
}

/* All colours have to be learned before the first is mapped. */
void
vt_logo_paint_learn (VtLogoPaint *self, VtColour colour)
{
  self->darkest = MIN (self->darkest, vt_colour_to_oklch (colour).lightness);
}

static VtColour
reverse (VtLogoPaint *self, VtColour colour)
{
  VtOklch oklch = vt_colour_to_oklch (colour);

  if (oklch.lightness > PAPER_LIGHTNESS)
    return self->ground;
  if (vt_colour_contrast (colour, self->ground) >= ENOUGH)
    return colour;

  /* Ink stays ink: nearly white, with a breath of its hue. */
  if (oklch.lightness < INK_LIGHTNESS)
    {
      oklch.lightness = 0.95;
      oklch.chroma = MIN (oklch.chroma, INK_CHROMA);
    }
  return vt_colour_nearest_passing (vt_colour_from_oklch (oklch), self->ground, REACHED);
}

static VtColour
map (VtLogoPaint *self, VtColour colour)
{
  if (self->variant == VT_LOGO_REVERSED)
    return reverse (self, colour);
  if (self->variant == VT_LOGO_MONO)
    return vt_colour_to_oklch (colour).lightness <= (self->darkest + 1) / 2 ? MONO_INK : MONO_PAPER;

  return colour;
}

VtColour
vt_logo_paint_map (VtLogoPaint *self, VtColour colour)
{
  guint place = (colour.r * 31u + colour.g * 17u + colour.b) % MEMO_SIZE;

  if (!self->memo[place].known || !vt_colour_equal (self->memo[place].from, colour))
    {
      self->memo[place].from = colour;
      self->memo[place].to = map (self, colour);
      self->memo[place].known = TRUE;
    }

  return self->memo[place].to;
}

/* "rgb(35, 70, 58)", "rgba(14% 27% 23% / 0.5)" without what comes behind the three. */
static gboolean
parse_function (const char *text, VtColour *colour)
{
  guint8 *channels[] = { &colour->r, &colour->g, &colour->b };
  const char *at = strchr (text, '(');

  if (at == NULL || g_ascii_strncasecmp (text, "rgb", 3) != 0)
    return FALSE;

  at++;
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      char *end = NULL;
      double value;

      at += strspn (at, " ,");
      value = g_ascii_strtod (at, &end);
      if (end == at)
        return FALSE;
      if (*end == '%')
        {
          value *= 2.55;
          end++;
        }
      *channels[i] = (guint8) (CLAMP (value, 0, 255) + 0.5);
      at = end;
    }

  return TRUE;
}

/* As drawings write colours. What is see-through ("none") and what stands for another colour is none. */
gboolean
vt_logo_paint_parse (const char *text, VtColour *colour)
{
  PangoColor named;

  if (g_ascii_strcasecmp (text, "none") == 0 || g_ascii_strcasecmp (text, "currentColor") == 0 ||
      g_ascii_strcasecmp (text, "transparent") == 0 || g_ascii_strcasecmp (text, "inherit") == 0)
    return FALSE;
  if (text[0] == '#' && (strlen (text) == 5 || strlen (text) == 9))
    {
      g_autofree char *opaque = g_strndup (text, strlen (text) == 5 ? 4 : 7);

      return vt_colour_parse (opaque, colour);
    }
  if (vt_colour_parse (text, colour) || parse_function (text, colour))
    return TRUE;
  if (!g_ascii_isalpha (text[0]) || !pango_color_parse (&named, text))
    return FALSE;

  *colour = (VtColour){ (guint8) (named.red >> 8), (guint8) (named.green >> 8), (guint8) (named.blue >> 8) };
  return TRUE;
}

static char *
learn_cb (const char *text, gpointer data)
{
  VtColour colour;

  if (vt_logo_paint_parse (text, &colour))
    vt_logo_paint_learn (data, colour);
  return NULL;
}

static char *
map_cb (const char *text, gpointer data)
{
  VtColour colour;

  return vt_logo_paint_parse (text, &colour) ? vt_colour_to_hex (vt_logo_paint_map (data, colour)) : NULL;
}

/* (transfer full) (nullable) The drawing with its colours mapped. */
char *
vt_logo_paint_svg (VtLogoPaint *self, const char *svg, gssize length, GError **error)
{
  g_autofree char *clean = vt_svg_repaint (svg, length, learn_cb, self, error);

  return clean != NULL ? vt_svg_repaint (clean, -1, map_cb, self, error) : NULL;
}

/* Red, green, blue and alpha of each pixel, the colours not multiplied by it. */
void
vt_logo_paint_pixels (VtLogoPaint *self, guint8 *rgba, gsize n_pixels)
{
  for (gsize i = 0; i < n_pixels; i++)
    if (rgba[4 * i + 3] > 200)
      vt_logo_paint_learn (self, (VtColour){ rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2] });

  for (gsize i = 0; i < n_pixels; i++)
    {
      guint8 *p = rgba + 4 * i;
      VtColour to = vt_logo_paint_map (self, (VtColour){ p[0], p[1], p[2] });

      p[0] = to.r;
      p[1] = to.g;
      p[2] = to.b;
    }
}
