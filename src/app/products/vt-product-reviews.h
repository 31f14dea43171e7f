#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* What buyers wrote about a product: which of it is shown, and the shop's replies. */
#define VT_TYPE_PRODUCT_REVIEWS (vt_product_reviews_get_type ())
G_DECLARE_FINAL_TYPE (VtProductReviews, vt_product_reviews, VT, PRODUCT_REVIEWS, GtkBox)

void vt_product_reviews_set_workspace (VtProductReviews *self, VtWorkspace *workspace);
void vt_product_reviews_show (VtProductReviews *self, VtProduct *product);

G_END_DECLS
