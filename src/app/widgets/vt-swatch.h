#pragma once

#include "base/vt-colour.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A patch of one colour, with a fine edge so that white does not bleed into the card. Its child, if any, is drawn on
 * the colour. */
#define VT_TYPE_SWATCH (vt_swatch_get_type ())
G_DECLARE_FINAL_TYPE (VtSwatch, vt_swatch, VT, SWATCH, AdwBin)

GtkWidget *vt_swatch_new (int width, int height);
void vt_swatch_set_colour (VtSwatch *self, VtColour colour);

G_END_DECLS
