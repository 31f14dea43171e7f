#pragma once

#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Two colours that meet on a page: a specimen, their names, and the contrast between them. */
#define VT_TYPE_PAIR_TILE (vt_pair_tile_get_type ())
G_DECLARE_FINAL_TYPE (VtPairTile, vt_pair_tile, VT, PAIR_TILE, AdwBin)

GtkWidget *vt_pair_tile_new (void);
void vt_pair_tile_show (VtPairTile *self, VtBrand *brand, const VtBrandPair *pair);

G_END_DECLS
