#pragma once

#include "base/vt-colour.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A colour patch that opens a colour chooser. ::picked while the merchant drags in it. */
#define VT_TYPE_COLOUR_BUTTON (vt_colour_button_get_type ())
G_DECLARE_FINAL_TYPE (VtColourButton, vt_colour_button, VT, COLOUR_BUTTON, AdwBin)

GtkWidget *vt_colour_button_new (const char *name);
VtColour vt_colour_button_get_colour (VtColourButton *self);
void vt_colour_button_set_colour (VtColourButton *self, VtColour colour);

G_END_DECLS
