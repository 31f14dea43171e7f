#pragma once

#include "catalogue/vt-product-grid.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* How the place speaks of products. */
const char *vt_product_status_to_words (VtProductStatus status);
char *vt_product_stock_text (const VtGridRow *row);
gboolean vt_product_stock_is_low (const VtGridRow *row);

G_END_DECLS
