#pragma once

#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* A row of the variants: a place in a product as it was last read. Signal: ::changed. */
#define VT_TYPE_VARIANT_ITEM (vt_variant_item_get_type ())
G_DECLARE_FINAL_TYPE (VtVariantItem, vt_variant_item, VT, VARIANT_ITEM, GObject)

VtVariantItem *vt_variant_item_new (VtProduct *product, guint index);
void vt_variant_item_set (VtVariantItem *self, VtProduct *product, guint index);
VtProduct *vt_variant_item_get_product (VtVariantItem *self);
const VtVariant *vt_variant_item_get (VtVariantItem *self);

G_END_DECLS
