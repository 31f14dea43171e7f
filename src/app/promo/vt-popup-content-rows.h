#pragma once

#include "app/promo/vt-popup-rows.h"

G_BEGIN_DECLS

/* How the popup stands on the page and what is in it beside its words: products, a form, a countdown, and their order.
 */
#define VT_TYPE_POPUP_CONTENT_ROWS (vt_popup_content_rows_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupContentRows, vt_popup_content_rows, VT, POPUP_CONTENT_ROWS, VtPopupRows)

G_END_DECLS
