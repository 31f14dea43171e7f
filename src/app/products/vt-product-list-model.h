#pragma once

#include "app/products/vt-product-item.h"
#include "app/search/vt-search-desk.h"
#include "catalogue/vt-product-table.h"
#include "shop/vt-shop.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The products of a shop that a filter lets through, in an order, as a list of VtProductItem; a product that is
 * unfolded is followed by its variants. What it is found by lies in a VtProductTable, which is read and asked off the
 * main thread; what rows show is read in blocks around those that are looked at. Follows VtShop::changed: an item that
 * stays is the same object. Properties: n-items, n-all (all products of the shop), loading (before the first answer to
 * a question), words (after each answer: vendors, types and tags may be others). */
#define VT_TYPE_PRODUCT_LIST_MODEL (vt_product_list_model_get_type ())
G_DECLARE_FINAL_TYPE (VtProductListModel, vt_product_list_model, VT, PRODUCT_LIST_MODEL, GObject)

VtProductListModel *vt_product_list_model_new (VtShop *shop);
void vt_product_list_model_set_search (VtProductListModel *self, VtSearchDesk *search);
void vt_product_list_model_set_text (VtProductListModel *self, const char *text);
void vt_product_list_model_set_filter (VtProductListModel *self, const VtProductFilter *filter);
void vt_product_list_model_set_order (VtProductListModel *self, VtProductOrder order, gboolean descending);
const char *vt_product_list_model_get_text (VtProductListModel *self);
const VtProductFilter *vt_product_list_model_get_filter (VtProductListModel *self);
VtProductOrder vt_product_list_model_get_order (VtProductListModel *self, gboolean *descending);
guint vt_product_list_model_get_n_all (VtProductListModel *self);
guint vt_product_list_model_get_n_variants (VtProductListModel *self);
guint vt_product_list_model_get_n_found (VtProductListModel *self);
gboolean vt_product_list_model_get_loading (VtProductListModel *self);
const char *vt_product_list_model_get_corrected (VtProductListModel *self);
const char *vt_product_list_model_get_dropped (VtProductListModel *self);
const char *const *vt_product_list_model_get_vendors (VtProductListModel *self);
const char *const *vt_product_list_model_get_types (VtProductListModel *self);
const char *const *vt_product_list_model_get_tags (VtProductListModel *self);

gboolean vt_product_list_model_get_key (VtProductListModel *self, guint position, VtGridKey *key);
gboolean vt_product_list_model_find (VtProductListModel *self, const VtGridKey *key, guint *position);
gint64 vt_product_list_model_get_neighbour (VtProductListModel *self, gint64 product_id, int by);
gboolean vt_product_list_model_get_unfolded (VtProductListModel *self, gint64 product_id);
void vt_product_list_model_set_unfolded (VtProductListModel *self, gint64 product_id, gboolean unfolded);

const VtGridRow *vt_product_list_model_find_row (VtProductListModel *self, VtProductItem *item);
void vt_product_list_model_forget (VtProductListModel *self, VtProductItem *item);

G_END_DECLS
