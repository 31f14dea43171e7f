#pragma once

#include "catalogue/vt-product-grid.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _VtProductListModel VtProductListModel;

/* One line of a VtProductListModel: a product or one of its variants. What a row shows is read when a row asks for it.
 * ::changed: ask again. */
#define VT_TYPE_PRODUCT_ITEM (vt_product_item_get_type ())
G_DECLARE_FINAL_TYPE (VtProductItem, vt_product_item, VT, PRODUCT_ITEM, GObject)

VtProductItem *vt_product_item_new (VtProductListModel *model, const VtGridKey *key);
const VtGridKey *vt_product_item_get_key (VtProductItem *self);
guint vt_product_item_get_position (VtProductItem *self);
void vt_product_item_set_position (VtProductItem *self, guint position);
const VtGridRow *vt_product_item_get_row (VtProductItem *self);
gboolean vt_product_item_is_unfolded (VtProductItem *self);
void vt_product_item_emit_changed (VtProductItem *self);

G_END_DECLS
