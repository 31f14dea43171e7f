#pragma once

#include "app/products/vt-product-list-model.h"
#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The list of products with its search and what to do when there is none. Signals: ::open (gint64 id), ::create. */
#define VT_TYPE_PRODUCT_BROWSER (vt_product_browser_get_type ())
G_DECLARE_FINAL_TYPE (VtProductBrowser, vt_product_browser, VT, PRODUCT_BROWSER, AdwBin)

void vt_product_browser_set_workspace (VtProductBrowser *self, VtWorkspace *workspace);
VtProductListModel *vt_product_browser_get_model (VtProductBrowser *self);
void vt_product_browser_search (VtProductBrowser *self);
void vt_product_browser_enter (VtProductBrowser *self);
void vt_product_browser_show_item (VtProductBrowser *self, gint64 id);
char *vt_product_browser_dup_count (VtProductBrowser *self);

G_END_DECLS
