#pragma once

#include "brand/vt-brand.h"

G_BEGIN_DECLS

/* The character of the storefront: a preset, and what the merchant sets on top of it. Tokens: look.preset, look.radius
 * (pixels), look.density, look.button, look.card, look.css. */

typedef enum
{
  VT_LOOK_LUME,
  VT_LOOK_MERCADO,
  VT_LOOK_ATELIER,
  VT_LOOK_JARDIM,
  VT_LOOK_NOITE,
  VT_LOOK_N_PRESETS
} VtLookPreset;

typedef enum
{
  VT_LOOK_DENSITY_COMPACT,
  VT_LOOK_DENSITY_REGULAR,
  VT_LOOK_DENSITY_AIRY,
  VT_LOOK_N_DENSITIES
} VtLookDensity;

typedef enum
{
  VT_LOOK_BUTTON_SOLID,
  VT_LOOK_BUTTON_OUTLINE,
  VT_LOOK_BUTTON_PILL,
  VT_LOOK_BUTTON_LINK,
  VT_LOOK_N_BUTTONS
} VtLookButton;

typedef enum
{
  VT_LOOK_CARD_PLAIN,  /* a photograph with words below it */
  VT_LOOK_CARD_FRAMED, /* in a hairline */
  VT_LOOK_CARD_FILLED, /* on the colour of surfaces, with a margin around the photograph */
  VT_LOOK_CARD_CELLS,  /* cells of a ruled sheet, without gaps */
  VT_LOOK_N_CARDS
} VtLookCard;

#define VT_LOOK_RADIUS_MAX 40

/* What a preset is made of. */
typedef struct
{
  const char *id;      /* value of the token, and in the names of its files: "mercado" */
  const char *title;   /* a proper name */
  const char *note;    /* what it is like, to be translated */
  const char *about;   /* a sentence, to be translated */
  const char *heading; /* typefaces */
  const char *body;
  int heading_weight; /* 100 to 900 */
  VtColour colours[VT_BRAND_N_COLOURS];
  VtColour night_primary; /* on dark screens; black as both are: derived like the others */
  VtColour night_on_primary;
  int radius; /* pixels */
  VtLookDensity density;
  VtLookButton button;
  VtLookCard card;
} VtLook;

const VtLook *vt_look_get (VtLookPreset preset);
const char *vt_look_density_id (VtLookDensity density);
const char *vt_look_button_id (VtLookButton button);
const char *vt_look_card_id (VtLookCard card);

VtLookPreset vt_brand_get_preset (VtBrand *self);
int vt_brand_get_radius (VtBrand *self);
VtLookDensity vt_brand_get_density (VtBrand *self);
VtLookButton vt_brand_get_button (VtBrand *self);
VtLookCard vt_brand_get_card (VtBrand *self);
const char *vt_brand_get_custom_css (VtBrand *self);

/* An edit, for use inside a VtShopJob. */
typedef enum
{
  VT_LOOK_KEEP_NOTHING = 0,
  VT_LOOK_KEEP_COLOURS = 1 << 0,
  VT_LOOK_KEEP_TYPE = 1 << 1
} VtLookKeep;

gboolean vt_brand_apply_preset (VtDb *db, VtLookPreset preset, VtLookKeep keep, GError **error);

G_END_DECLS
