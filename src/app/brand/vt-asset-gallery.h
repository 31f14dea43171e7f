#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* All assets of the brand, drawn anew while it changes: off the main thread, what is seen first, the newest wins. Enter
 * or Space opens one large; Ctrl+E exports. */
#define VT_TYPE_ASSET_GALLERY (vt_asset_gallery_get_type ())
G_DECLARE_FINAL_TYPE (VtAssetGallery, vt_asset_gallery, VT, ASSET_GALLERY, AdwBin)

void vt_asset_gallery_set_workspace (VtAssetGallery *self, VtWorkspace *workspace);
void vt_asset_gallery_show (VtAssetGallery *self, VtBrand *brand);
void vt_asset_gallery_reload (VtAssetGallery *self);

G_END_DECLS
