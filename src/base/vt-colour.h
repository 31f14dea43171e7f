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

/* A colour as eyes compare them. */
typedef struct
{
  double lightness; /* 0 black to 1 white */
  double a;         /* green below 0, red above */
  double b;         /* blue below 0, yellow above */
} VtOklab;

/* What a colour has to reach against another. */
typedef struct
{
  VtColour against;
  double ratio; /* of contrast, 1 to 21 */
} VtColourNeed;

gboolean vt_colour_parse (const char *text, VtColour *out);
char *vt_colour_to_hex (VtColour colour);
gboolean vt_colour_equal (VtColour a, VtColour b);
double vt_colour_contrast (VtColour a, VtColour b);
double vt_colour_channel_to_light (guint8 channel);
guint8 vt_colour_channel_from_light (double light);
VtOklab vt_oklab_from_light (double red, double green, double blue);
VtOklab vt_colour_to_oklab (VtColour colour);
double vt_colour_distance (VtColour a, VtColour b);
VtOklch vt_colour_to_oklch (VtColour colour);
VtColour vt_colour_from_oklch (VtOklch oklch);
VtColour vt_colour_from_oklab (VtOklab oklab);
gboolean vt_colour_find_passing (VtColour colour, const VtColourNeed *needs, guint n_needs, VtColour *found);
VtColour vt_colour_nearest_passing (VtColour fg, VtColour bg, double ratio);

G_END_DECLS
