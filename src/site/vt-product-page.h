#pragma once

#include "catalogue/vt-review.h"
#include "site/vt-model.h"

G_BEGIN_DECLS

/* The parts of a product's page. Each fills its keys of `product`. */

/* What can be chosen. */
const VtVariant *vt_product_page_choose (VtView *view, VtProduct *product);
void vt_product_page_set_choice (VtView *view, VtValue *object, VtProduct *product, const VtVariant *chosen);

/* Where it goes, what that costs and when it leaves. */
void vt_product_page_set_place (VtView *view);
gboolean vt_product_page_set_delivery (VtView *view, VtValue *object, const VtVariant *chosen, GError **error);

VtValue *vt_product_page_new_stars (VtArena *arena, int tenths);
VtValue *vt_product_page_new_review (VtView *view, const VtReview *review);

/* What is told of it. */
gboolean vt_product_page_set_facts (VtView *view, VtValue *object, VtProduct *product, GError **error);
gboolean vt_product_page_set_reviews (VtView *view, VtValue *object, VtProduct *product, GError **error);
gboolean
vt_product_page_set_links (VtView *view, VtValue *object, VtProduct *product, const char *path, GError **error);

G_END_DECLS
