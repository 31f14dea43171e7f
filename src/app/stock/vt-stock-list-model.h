#pragma once

#include "app/stock/vt-stock-item.h"
#include "catalogue/vt-stock-list.h"
#include "shop/vt-shop.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The variants whose stock is counted, by title: a GListModel of VtStockItem that follows the shop. The search runs on
 * another thread; until its answer has come, what was there stays. Properties: n-items, loading. */
#define VT_TYPE_STOCK_LIST_MODEL (vt_stock_list_model_get_type ())
G_DECLARE_FINAL_TYPE (VtStockListModel, vt_stock_list_model, VT, STOCK_LIST_MODEL, GObject)

VtStockListModel *vt_stock_list_model_new (VtShop *shop);
void vt_stock_list_model_set_text (VtStockListModel *self, const char *text);
const char *vt_stock_list_model_get_text (VtStockListModel *self);
void vt_stock_list_model_set_filter (VtStockListModel *self, VtStockFilter filter);
VtStockFilter vt_stock_list_model_get_filter (VtStockListModel *self);
void vt_stock_list_model_set_place (VtStockListModel *self, gint64 place_id);
gint64 vt_stock_list_model_get_place (VtStockListModel *self);
gboolean vt_stock_list_model_get_loading (VtStockListModel *self);

G_END_DECLS
