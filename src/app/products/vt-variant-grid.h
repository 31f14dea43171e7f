#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* The variants of a product as a table that is edited in place, and a way to set one fact of all or of the selected
 * ones. Signal: ::settled when an edit has come to its end and vt_variant_grid_show() is due. */
#define VT_TYPE_VARIANT_GRID (vt_variant_grid_get_type ())
G_DECLARE_FINAL_TYPE (VtVariantGrid, vt_variant_grid, VT, VARIANT_GRID, GtkBox)

void vt_variant_grid_set_workspace (VtVariantGrid *self, VtWorkspace *workspace);
void vt_variant_grid_show (VtVariantGrid *self, VtProduct *product);
void vt_variant_grid_flush (VtVariantGrid *self);

G_END_DECLS
