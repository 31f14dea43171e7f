#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The places where stock is kept: add, rename, reorder, empty and remove; and how many pieces are few. */
#define VT_TYPE_STOCK_PLACES (vt_stock_places_get_type ())
G_DECLARE_FINAL_TYPE (VtStockPlaces, vt_stock_places, VT, STOCK_PLACES, AdwBin)

void vt_stock_places_set_workspace (VtStockPlaces *self, VtWorkspace *workspace);
void vt_stock_places_show (VtStockPlaces *self);
void vt_stock_places_focus (VtStockPlaces *self);

G_END_DECLS
