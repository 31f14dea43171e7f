#pragma once

#include "app/promo/vt-popup-rows.h"

G_BEGIN_DECLS

/* What brings the popup up: a trigger, what it waits for, and what leaving is on a touch screen. */
#define VT_TYPE_POPUP_TIMING_ROWS (vt_popup_timing_rows_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupTimingRows, vt_popup_timing_rows, VT, POPUP_TIMING_ROWS, VtPopupRows)

G_END_DECLS
