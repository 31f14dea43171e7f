#pragma once

#include "app/brand/vt-asset-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The layers of an asset: added, ordered, removed, and what the chosen one is; and for an asset of a product, which one
 * it shows. Signal: ::product-chosen (gint64 id). */
#define VT_TYPE_ASSET_EDITOR (vt_asset_editor_get_type ())
G_DECLARE_FINAL_TYPE (VtAssetEditor, vt_asset_editor, VT, ASSET_EDITOR, AdwBin)

void vt_asset_editor_set_draft (VtAssetEditor *self, VtAssetDraft *draft);

G_END_DECLS
