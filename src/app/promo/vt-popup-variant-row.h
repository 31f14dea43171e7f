#pragma once

#include "app/promo/vt-popup-rows.h"

G_BEGIN_DECLS

/* Other words that a popup is tried with: a row that opens their fields. */
#define VT_TYPE_POPUP_VARIANT_ROW (vt_popup_variant_row_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupVariantRow, vt_popup_variant_row, VT, POPUP_VARIANT_ROW, AdwExpanderRow)

GtkWidget *vt_popup_variant_row_new (VtPopupRows *rows);
void vt_popup_variant_row_show (VtPopupVariantRow *self, const VtPopupVariant *variant, int all_weights);

G_END_DECLS
