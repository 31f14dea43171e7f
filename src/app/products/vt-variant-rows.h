#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* The variants of a product, one row each: its values, SKU, price and stock. Signal: ::settled when an
 * edit has come to its end and vt_variant_rows_show() is due. */
#define VT_TYPE_VARIANT_ROWS (vt_variant_rows_get_type ())
G_DECLARE_FINAL_TYPE (VtVariantRows, vt_variant_rows, VT, VARIANT_ROWS, GtkBox)

void vt_variant_rows_set_workspace (VtVariantRows *self, VtWorkspace *workspace);
void vt_variant_rows_show (VtVariantRows *self, VtProduct *product);
void vt_variant_rows_flush (VtVariantRows *self);
void vt_variant_rows_set_narrow (VtVariantRows *self, gboolean narrow);

G_END_DECLS
