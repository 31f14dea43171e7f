#pragma once

#include "app/promo/vt-popup-rows.h"

G_BEGIN_DECLS

/* How long the popup is there and how often somebody sees it: its period, its own caps and those of all popups. */
#define VT_TYPE_POPUP_SEASON_ROWS (vt_popup_season_rows_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupSeasonRows, vt_popup_season_rows, VT, POPUP_SEASON_ROWS, VtPopupRows)

G_END_DECLS
