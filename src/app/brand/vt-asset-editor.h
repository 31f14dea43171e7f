#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-layout.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The layers of an asset that say or show something: texts to type, pictures to choose; and for an asset of a product,
 * which one it shows. Signal: ::product-chosen (gint64 id). */
#define VT_TYPE_ASSET_EDITOR (vt_asset_editor_get_type ())
G_DECLARE_FINAL_TYPE (VtAssetEditor, vt_asset_editor, VT, ASSET_EDITOR, AdwBin)

void vt_asset_editor_set_workspace (VtAssetEditor *self, VtWorkspace *workspace);
void vt_asset_editor_show (VtAssetEditor *self, const VtLayout *layout);

G_END_DECLS
