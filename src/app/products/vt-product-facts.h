#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* The facts of a product: a row for each, and one for the next. */
#define VT_TYPE_PRODUCT_FACTS (vt_product_facts_get_type ())
G_DECLARE_FINAL_TYPE (VtProductFacts, vt_product_facts, VT, PRODUCT_FACTS, GtkBox)

void vt_product_facts_set_workspace (VtProductFacts *self, VtWorkspace *workspace);
void vt_product_facts_show (VtProductFacts *self, VtProduct *product);

G_END_DECLS
