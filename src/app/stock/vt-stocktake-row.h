#pragma once

#include "catalogue/vt-stocktake.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line of a count in a GListModel. */
#define VT_TYPE_STOCKTAKE_ITEM (vt_stocktake_item_get_type ())
G_DECLARE_FINAL_TYPE (VtStocktakeItem, vt_stocktake_item, VT, STOCKTAKE_ITEM, GObject)

const VtStocktakeLine *vt_stocktake_item_get_line (VtStocktakeItem *self);
GListStore *vt_stocktake_store_new (void);
void vt_stocktake_store_take (GListStore *store, GPtrArray *lines);
GtkListItemFactory *vt_stocktake_factory_new (void);

G_END_DECLS
