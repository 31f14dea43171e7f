#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

/* What was done to the shop, day by day, or to one product. */
#define VT_TYPE_HISTORY_PAGE (vt_history_page_get_type ())
G_DECLARE_FINAL_TYPE (VtHistoryPage, vt_history_page, VT, HISTORY_PAGE, VtPlace)

G_END_DECLS
