#pragma once

#include "app/stock/vt-stock-item.h"
#include "app/vt-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of the list of stock: what it is, how many there are, and whether these are few. */
#define VT_TYPE_STOCK_LIST_ROW (vt_stock_list_row_get_type ())
G_DECLARE_FINAL_TYPE (VtStockListRow, vt_stock_list_row, VT, STOCK_LIST_ROW, GtkBox)

GtkWidget *vt_stock_list_row_new (VtWorkspace *workspace);
void vt_stock_list_row_set_item (VtStockListRow *self, VtStockItem *item, gint64 place_id);

G_END_DECLS
