#include "brand/vt-brand-private.h"

#include <string.h>

/* How a colour is at night: its hue stays, its lightness is turned. Chroma is kept low on what covers much, so that
 * photographs keep their colours. */
static const struct
{
  VtBrandColour role;
  VtBrandColour on; /* what it stands on, which is above it here; itself: on nothing */
  double lightness;
  double chroma; /* at most */
} night[VT_BRAND_N_COLOURS] = {
  { VT_BRAND_BACKGROUND, VT_BRAND_BACKGROUND, 0.19, 0.008 },
  { VT_BRAND_SURFACE, VT_BRAND_SURFACE, 0.235, 0.010 },
  { VT_BRAND_TEXT, VT_BRAND_SURFACE, 0.94, 0.012 },
  { VT_BRAND_MUTED, VT_BRAND_SURFACE, 0.76, 0.016 },
  { VT_BRAND_LINE, VT_BRAND_LINE, 0.36, 0.012 },
  { VT_BRAND_PRIMARY, VT_BRAND_SURFACE, 0.82, 0.085 },
  { VT_BRAND_ON_PRIMARY, VT_BRAND_PRIMARY, 0.17, 0.012 },
  { VT_BRAND_ACCENT, VT_BRAND_SURFACE, 0.78, 0.13 },
  { VT_BRAND_SUCCESS, VT_BRAND_SURFACE, 0.78, 0.11 },
  { VT_BRAND_DANGER, VT_BRAND_SURFACE, 0.76, 0.13 },
};

#define NIGHT_CONTRAST 5.5 /* more than the 4.5 of WCAG 2.2, 1.4.3: tints come between */

/**
 * vt_brand_is_dark:
 * @self: a brand
 *
 * Returns: whether its pages are dark for everyone
 */
gboolean
vt_brand_is_dark (VtBrand *self)
{
  return vt_colour_to_oklch (self->colours[VT_BRAND_BACKGROUND]).lightness < 0.5;
}

/* Hand-picked colours first: what is derived is made to be read on them. */
static void
take_night (VtBrand *dark)
{
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    if (dark->has_night[i])
      dark->colours[i] = dark->night[i];

  for (guint i = 0; i < G_N_ELEMENTS (night); i++)
    {
      VtColour *colour = &dark->colours[night[i].role];
      VtColour ground = dark->colours[night[i].on];
      const VtColourNeed needs[] = { { ground, NIGHT_CONTRAST },
                                     { dark->colours[VT_BRAND_BACKGROUND], NIGHT_CONTRAST } };
      VtOklch oklch = vt_colour_to_oklch (*colour);

      if (dark->has_night[night[i].role])
        continue;

      oklch.lightness = night[i].lightness;
      oklch.chroma = MIN (oklch.chroma, night[i].chroma);
      *colour = vt_colour_from_oklch (oklch);
      if (night[i].on == VT_BRAND_SURFACE && vt_colour_find_passing (*colour, needs, G_N_ELEMENTS (needs), colour))
        continue;
      if (night[i].on != night[i].role)
        *colour = vt_colour_nearest_passing (*colour, ground, NIGHT_CONTRAST);
    }
}

static VtBrand *
new_copy (VtBrand *self)
{
  VtBrand *copy = vt_brand_new_default ();

  memcpy (copy->colours, self->colours, sizeof self->colours);
  memcpy (copy->night, self->night, sizeof self->night);
  memcpy (copy->has_night, self->has_night, sizeof self->has_night);
  vt_brand_copy_type (copy, self);
  vt_brand_copy_logos (copy, self);
  vt_brand_copy_look (copy, self);

  return copy;
}

/**
 * vt_brand_new_dark:
 * @self: a brand
 *
 * The brand for people who like dark screens: colours that were chosen for them, the others derived from those of the
 * day. One that is dark by day stays as it is.
 *
 * Returns: (transfer full): the dark brand, with the same typefaces and logo
 */
VtBrand *
vt_brand_new_dark (VtBrand *self)
{
  VtBrand *dark = new_copy (self);

  if (!vt_brand_is_dark (self))
    {
      dark->is_for_dark = TRUE;
      take_night (dark);
    }

  return dark;
}

/**
 * vt_brand_new_with_colours:
 * @self: a brand
 * @colours: (array fixed-size=VT_BRAND_N_COLOURS): a whole palette
 *
 * What vt_brand_set_colours() would make of it, without a shop.
 *
 * Returns: (transfer full): the brand, with the same typefaces and logo
 */
VtBrand *
vt_brand_new_with_colours (VtBrand *self, const VtColour *colours)
{
  VtBrand *other = new_copy (self);

  memcpy (other->colours, colours, sizeof other->colours);
  memset (other->has_night, 0, sizeof other->has_night);

  return other;
}
