#pragma once

#include "app/vt-workspace.h"
#include "orders/vt-order.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* An order in a list: number, name and total; open, its lines and where it goes. */
#define VT_TYPE_ORDER_ROW (vt_order_row_get_type ())
G_DECLARE_FINAL_TYPE (VtOrderRow, vt_order_row, VT, ORDER_ROW, AdwExpanderRow)

GtkWidget *vt_order_row_new (VtWorkspace *workspace, const VtOrder *order, gint64 now_us);

G_END_DECLS
