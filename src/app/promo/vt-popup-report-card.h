#pragma once

#include "app/promo/vt-popup-rows.h"

G_BEGIN_DECLS

/* How a popup and its variants did: views, answers, orders, and how likely each variant is to be the best. */
#define VT_TYPE_POPUP_REPORT_CARD (vt_popup_report_card_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupReportCard, vt_popup_report_card, VT, POPUP_REPORT_CARD, VtPopupRows)

G_END_DECLS
