#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The list of stock: search, what is low or out, one place or all. Signals: ::open (variant), ::count (place) to count
 * what is there, ::places to change these. */
#define VT_TYPE_STOCK_BROWSER (vt_stock_browser_get_type ())
G_DECLARE_FINAL_TYPE (VtStockBrowser, vt_stock_browser, VT, STOCK_BROWSER, AdwBin)

void vt_stock_browser_set_workspace (VtStockBrowser *self, VtWorkspace *workspace);
void vt_stock_browser_search (VtStockBrowser *self);
void vt_stock_browser_focus (VtStockBrowser *self);
char *vt_stock_browser_dup_count (VtStockBrowser *self);

G_END_DECLS
