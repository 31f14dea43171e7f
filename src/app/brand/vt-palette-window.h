#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Proposes a palette: grown from one colour, or taken from the logo or a picture. Nothing is changed before it is
 * accepted, and that is one step of the history. */
#define VT_TYPE_PALETTE_WINDOW (vt_palette_window_get_type ())
G_DECLARE_FINAL_TYPE (VtPaletteWindow, vt_palette_window, VT, PALETTE_WINDOW, AdwWindow)

GtkWidget *vt_palette_window_new (VtWorkspace *workspace, VtBrand *brand);
void vt_palette_window_take_picture (VtPaletteWindow *self, GFile *picture);

G_END_DECLS
