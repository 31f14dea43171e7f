#pragma once

#include "app/promo/vt-popup-rows.h"

G_BEGIN_DECLS

/* The words that a popup is tried with beside its own, and their shares. */
#define VT_TYPE_POPUP_VARIANT_ROWS (vt_popup_variant_rows_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupVariantRows, vt_popup_variant_rows, VT, POPUP_VARIANT_ROWS, VtPopupRows)

G_END_DECLS
