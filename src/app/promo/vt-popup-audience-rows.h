#pragma once

#include "app/promo/vt-popup-rows.h"

G_BEGIN_DECLS

/* Who sees the popup: who somebody is, where they come from, on which pages, and with what in the bag. */
#define VT_TYPE_POPUP_AUDIENCE_ROWS (vt_popup_audience_rows_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupAudienceRows, vt_popup_audience_rows, VT, POPUP_AUDIENCE_ROWS, VtPopupRows)

G_END_DECLS
