#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* Which table of sizes a product shows. */
#define VT_TYPE_PRODUCT_SIZES (vt_product_sizes_get_type ())
G_DECLARE_FINAL_TYPE (VtProductSizes, vt_product_sizes, VT, PRODUCT_SIZES, GtkBox)

void vt_product_sizes_set_workspace (VtProductSizes *self, VtWorkspace *workspace);
void vt_product_sizes_show (VtProductSizes *self, VtProduct *product);

G_END_DECLS
