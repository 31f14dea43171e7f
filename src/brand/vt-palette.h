#pragma once

#include "brand/vt-brand.h"

G_BEGIN_DECLS

/* Which hues go with a colour's, by turns of the circle of OKLCH. */
typedef enum
{
  VT_HARMONY_ONE_HUE,
  VT_HARMONY_NEIGHBOURS,
  VT_HARMONY_OPPOSITE,
  VT_HARMONY_SPLIT_OPPOSITE,
  VT_HARMONY_TRIAD,
  VT_HARMONY_SQUARE,
  VT_N_HARMONIES
} VtHarmony;

/* What the colours of a palette stand on. */
typedef enum
{
  VT_GROUND_TINTED,
  VT_GROUND_WHITE,
  VT_GROUND_DARK,
  VT_N_GROUNDS
} VtGround;

/* A whole palette that is not the shop's yet: a proposal. */
typedef struct
{
  VtColour colours[VT_BRAND_N_COLOURS];
} VtPalette;

/* A colour that a picture is made of. */
typedef struct
{
  VtColour colour;
  double share; /* of what the picture shows, 0 to 1 */
} VtPictureColour;

#define VT_PICTURE_COLOURS 8

const char *vt_harmony_id (VtHarmony harmony);
const char *vt_harmony_name (VtHarmony harmony);
gboolean vt_harmony_find (const char *id, VtHarmony *harmony);
const char *vt_ground_id (VtGround ground);
const char *vt_ground_name (VtGround ground);
gboolean vt_ground_find (const char *id, VtGround *ground);

VtPalette vt_palette_grow (VtColour seed, VtHarmony harmony, VtGround ground);
VtPalette vt_palette_from_picture (const VtPictureColour *colours, guint n_colours, VtGround ground);
guint vt_picture_colours_read (const char *file, VtPictureColour *colours, GError **error);

G_END_DECLS
