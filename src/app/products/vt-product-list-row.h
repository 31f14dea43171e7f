#pragma once

#include "app/products/vt-product-item.h"
#include "app/vt-workspace.h"

G_BEGIN_DECLS

/* How one product looks in the list, where there is no room for a table. */
#define VT_TYPE_PRODUCT_LIST_ROW (vt_product_list_row_get_type ())
G_DECLARE_FINAL_TYPE (VtProductListRow, vt_product_list_row, VT, PRODUCT_LIST_ROW, GtkBox)

GtkWidget *vt_product_list_row_new (VtWorkspace *workspace);
void vt_product_list_row_set_item (VtProductListRow *self, VtProductItem *item);

G_END_DECLS
