#pragma once

#include "app/products/vt-product-item.h"
#include "shop/vt-shop.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The products of a shop that match a search, as a list of VtProductItem. The ids are read off the main thread, what
 * rows show in blocks around those that are looked at; so any length is shown at once. Follows VtShop::changed: an item
 * that stays is the same object. Properties: n-items, n-all (all products of the shop), loading (before the first
 * answer to a search). */
#define VT_TYPE_PRODUCT_LIST_MODEL (vt_product_list_model_get_type ())
G_DECLARE_FINAL_TYPE (VtProductListModel, vt_product_list_model, VT, PRODUCT_LIST_MODEL, GObject)

VtProductListModel *vt_product_list_model_new (VtShop *shop);
void vt_product_list_model_set_text (VtProductListModel *self, const char *text);
void vt_product_list_model_set_status (VtProductListModel *self, int status);
const char *vt_product_list_model_get_text (VtProductListModel *self);
guint vt_product_list_model_get_n_all (VtProductListModel *self);
gboolean vt_product_list_model_get_loading (VtProductListModel *self);
gint64 vt_product_list_model_get_id (VtProductListModel *self, guint position);
gboolean vt_product_list_model_find (VtProductListModel *self, gint64 id, guint *position);

const VtProductRow *vt_product_list_model_find_row (VtProductListModel *self, VtProductItem *item);
void vt_product_list_model_forget (VtProductListModel *self, VtProductItem *item);

G_END_DECLS
