#pragma once

#include "app/brand/vt-asset-paint.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Logical pixels of the room for a thumbnail. */
#define VT_ASSET_TILE_WIDTH  188
#define VT_ASSET_TILE_HEIGHT 140

/* One asset in the gallery: its thumbnail, name and size, with a mark where something did not fit. */
#define VT_TYPE_ASSET_TILE (vt_asset_tile_get_type ())
G_DECLARE_FINAL_TYPE (VtAssetTile, vt_asset_tile, VT, ASSET_TILE, GtkFlowBoxChild)

GtkWidget *vt_asset_tile_new (const char *id);
const char *vt_asset_tile_get_id (VtAssetTile *self);
void vt_asset_tile_describe (VtAssetTile *self, const VtLayout *layout);
void vt_asset_tile_show (VtAssetTile *self, const VtAssetPaint *paint);

G_END_DECLS
