#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-asset.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One asset, large; the arrows lead to those beside it. Its texts and pictures can be changed at the side. */
#define VT_TYPE_ASSET_WINDOW (vt_asset_window_get_type ())
G_DECLARE_FINAL_TYPE (VtAssetWindow, vt_asset_window, VT, ASSET_WINDOW, AdwWindow)

VtAssetWindow *vt_asset_window_new (GtkWindow *parent, VtWorkspace *workspace);
void vt_asset_window_open (VtAssetWindow *self, const char *id);
void vt_asset_window_show (VtAssetWindow *self, VtBrand *brand, VtAssetFacts *facts);
void vt_asset_window_edit (VtAssetWindow *self);

G_END_DECLS
