#pragma once

#include "app/products/vt-product-list-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which products of a list are chosen for an edit of them all. They stay chosen wherever they go in the list; those
 * that leave it are not chosen any more. A variant's line is chosen with its product. Signal: ::changed. */
#define VT_TYPE_PRODUCT_SELECTION (vt_product_selection_get_type ())
G_DECLARE_FINAL_TYPE (VtProductSelection, vt_product_selection, VT, PRODUCT_SELECTION, GObject)

VtProductSelection *vt_product_selection_new (VtProductListModel *model);
guint vt_product_selection_get_n (VtProductSelection *self);
GArray *vt_product_selection_dup_ids (VtProductSelection *self);
gboolean vt_product_selection_contains (VtProductSelection *self, gint64 product_id);
void vt_product_selection_toggle (VtProductSelection *self, gint64 product_id);
void vt_product_selection_add_range (VtProductSelection *self, guint from, guint to);

G_END_DECLS
