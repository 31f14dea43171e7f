#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One variant's stock: how many are where, what came and went, and a form to book more. Signal: ::gone when it is not
 * in the shop any more. */
#define VT_TYPE_STOCK_VIEW (vt_stock_view_get_type ())
G_DECLARE_FINAL_TYPE (VtStockView, vt_stock_view, VT, STOCK_VIEW, AdwBin)

void vt_stock_view_set_workspace (VtStockView *self, VtWorkspace *workspace);
void vt_stock_view_open (VtStockView *self, gint64 variant_id);

G_END_DECLS
