#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The character of the storefront: presets, corners, density, buttons, cards, and the shop's own CSS. */
#define VT_TYPE_LOOK_PANEL (vt_look_panel_get_type ())
G_DECLARE_FINAL_TYPE (VtLookPanel, vt_look_panel, VT, LOOK_PANEL, AdwBin)

void vt_look_panel_set_workspace (VtLookPanel *self, VtWorkspace *workspace);

G_END_DECLS
