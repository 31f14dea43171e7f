#pragma once

#include "brand/vt-layout.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An asset as large as there is room, with the area that no device cuts off when that is asked for. */
#define VT_TYPE_ASSET_STAGE (vt_asset_stage_get_type ())
G_DECLARE_FINAL_TYPE (VtAssetStage, vt_asset_stage, VT, ASSET_STAGE, GtkWidget)

void vt_asset_stage_show (VtAssetStage *self, GdkTexture *texture, const VtLayout *layout);
void vt_asset_stage_set_safe_shown (VtAssetStage *self, gboolean shown);

G_END_DECLS
