#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* What a product goes with: its collections, the products beside it, films about it. */
#define VT_TYPE_PRODUCT_LINKS (vt_product_links_get_type ())
G_DECLARE_FINAL_TYPE (VtProductLinks, vt_product_links, VT, PRODUCT_LINKS, GtkBox)

void vt_product_links_set_workspace (VtProductLinks *self, VtWorkspace *workspace);
void vt_product_links_show (VtProductLinks *self, VtProduct *product);

G_END_DECLS
