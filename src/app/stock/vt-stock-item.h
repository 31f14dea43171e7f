#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One variant of a list of stock. What a row shows is read when a row asks for it. ::changed: read again. */
#define VT_TYPE_STOCK_ITEM (vt_stock_item_get_type ())
G_DECLARE_FINAL_TYPE (VtStockItem, vt_stock_item, VT, STOCK_ITEM, GObject)

VtStockItem *vt_stock_item_new (gint64 variant_id);
gint64 vt_stock_item_get_variant (VtStockItem *self);
void vt_stock_item_emit_changed (VtStockItem *self);

G_END_DECLS
