#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One colour of the brand, by day or on dark screens: patch, name, hex, and how well it reads. The patch may be dragged
 * in: edits follow one another as fast as the shop takes them, and are one step of the history. */
#define VT_TYPE_COLOUR_ROLE (vt_colour_role_get_type ())
G_DECLARE_FINAL_TYPE (VtColourRole, vt_colour_role, VT, COLOUR_ROLE, GObject)

VtColourRole *vt_colour_role_new (VtWorkspace *workspace, VtBrandColour role);
GtkWidget *vt_colour_role_get_row (VtColourRole *self);
void vt_colour_role_show (VtColourRole *self, VtBrand *brand, gboolean is_dark);
void vt_colour_role_write (VtColourRole *self, VtColour colour, gboolean is_dark);

G_END_DECLS
