#pragma once

#include "app/products/vt-product-selection.h"
#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The products as a table that is edited like a spreadsheet. Signals: ::open (gint64 id), ::sorted (the merchant chose
 * another order: ask the model), ::typed (text: letters that no cell takes), ::reported (title, text: what became of a
 * paste that was not taken as a whole). */
#define VT_TYPE_PRODUCT_GRID (vt_product_grid_get_type ())
G_DECLARE_FINAL_TYPE (VtProductGrid, vt_product_grid, VT, PRODUCT_GRID, AdwBin)

void vt_product_grid_set_model (VtProductGrid *self,
                                VtWorkspace *workspace,
                                VtProductListModel *model,
                                VtProductSelection *selection);
void vt_product_grid_set_shown (VtProductGrid *self, gboolean shown);
void vt_product_grid_show_columns (VtProductGrid *self, const char *const *names);
void vt_product_grid_show_order (VtProductGrid *self);
void vt_product_grid_focus (VtProductGrid *self, guint position);
guint vt_product_grid_get_position (VtProductGrid *self);

G_END_DECLS
