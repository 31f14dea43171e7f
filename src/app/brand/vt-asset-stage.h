#pragma once

#include "app/brand/vt-asset-draft.h"

G_BEGIN_DECLS

/* An asset as large as there is room for, with the area that no device or knife cuts off outlined or not. While it may
 * be changed, a press chooses a layer, dragging moves it or, at a handle, makes it larger, arrow keys move it by a
 * pixel and with Shift by ten, Delete removes it. Signal: ::dragged, while the layout that vt_asset_stage_get_dragged()
 * has is not the draft's. */
#define VT_TYPE_ASSET_STAGE (vt_asset_stage_get_type ())
G_DECLARE_FINAL_TYPE (VtAssetStage, vt_asset_stage, VT, ASSET_STAGE, GtkWidget)

void vt_asset_stage_set_draft (VtAssetStage *self, VtAssetDraft *draft);
void vt_asset_stage_set_editable (VtAssetStage *self, gboolean editable);
void vt_asset_stage_show (VtAssetStage *self, GdkTexture *texture);
void vt_asset_stage_set_drawn (VtAssetStage *self, gboolean *drawn);
void vt_asset_stage_set_safe_shown (VtAssetStage *self, gboolean shown);
VtLayout *vt_asset_stage_get_dragged (VtAssetStage *self);

G_END_DECLS
