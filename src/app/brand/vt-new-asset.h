#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-layout.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for the name and the size of an asset that the shop makes itself, or which one it begins with. Signal: ::created
 * (const char *id) once the shop has it. */
#define VT_TYPE_NEW_ASSET (vt_new_asset_get_type ())
G_DECLARE_FINAL_TYPE (VtNewAsset, vt_new_asset, VT, NEW_ASSET, AdwWindow)

VtNewAsset *vt_new_asset_present (GtkWindow *parent, VtWorkspace *workspace, const VtLayout *begin_with);

G_END_DECLS
