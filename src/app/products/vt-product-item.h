#pragma once

#include "catalogue/vt-product-list.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _VtProductListModel VtProductListModel;

/* One product of a VtProductListModel. What a row shows is read when a row asks for it. ::changed: ask again. */
#define VT_TYPE_PRODUCT_ITEM (vt_product_item_get_type ())
G_DECLARE_FINAL_TYPE (VtProductItem, vt_product_item, VT, PRODUCT_ITEM, GObject)

VtProductItem *vt_product_item_new (VtProductListModel *model, gint64 id);
gint64 vt_product_item_get_id (VtProductItem *self);
guint vt_product_item_get_position (VtProductItem *self);
void vt_product_item_set_position (VtProductItem *self, guint position);
const VtProductRow *vt_product_item_get_row (VtProductItem *self);
void vt_product_item_emit_changed (VtProductItem *self);

G_END_DECLS
