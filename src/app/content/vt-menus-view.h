#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The links at the head and at the foot of every page of the shop. */
#define VT_TYPE_MENUS_VIEW (vt_menus_view_get_type ())
G_DECLARE_FINAL_TYPE (VtMenusView, vt_menus_view, VT, MENUS_VIEW, AdwBin)

void vt_menus_view_set_workspace (VtMenusView *self, VtWorkspace *workspace);
void vt_menus_view_refresh (VtMenusView *self);

G_END_DECLS
