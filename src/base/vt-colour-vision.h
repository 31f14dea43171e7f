#pragma once

#include "base/vt-colour.h"

G_BEGIN_DECLS

/* How eyes tell colours apart. */
typedef enum
{
  VT_VISION_FULL,
  VT_VISION_DEUTERANOMALY, /* green is weak: one man in twenty */
  VT_VISION_DEUTERANOPIA,  /* no green */
  VT_VISION_PROTANOPIA,    /* no red */
  VT_VISION_TRITANOPIA,    /* no blue */
  VT_VISION_ACHROMATOPSIA, /* light and dark alone */
  VT_N_VISIONS
} VtColourVision;

const char *vt_colour_vision_id (VtColourVision vision);
const char *vt_colour_vision_name (VtColourVision vision);
gboolean vt_colour_vision_find (const char *id, VtColourVision *vision);
VtColour vt_colour_vision_see (VtColourVision vision, VtColour colour);
void vt_colour_vision_see_pixels (VtColourVision vision, guint32 *pixels, gsize n_pixels);

G_END_DECLS
