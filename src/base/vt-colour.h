#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint8 r, g, b; /* sRGB */
} VtColour;

typedef struct
{
  double lightness; /* 0 black to 1 white */
  double chroma;    /* 0 grey to about 0.32 */
  double hue;       /* degrees, 0 to 360 */
} VtOklch;

gboolean vt_colour_parse (const char *text, VtColour *out);
char *vt_colour_to_hex (VtColour colour);
gboolean vt_colour_equal (VtColour a, VtColour b);
double vt_colour_contrast (VtColour a, VtColour b);
VtOklch vt_colour_to_oklch (VtColour colour);
VtColour vt_colour_from_oklch (VtOklch oklch);
VtColour vt_colour_nearest_passing (VtColour fg, VtColour bg, double ratio);

G_END_DECLS
