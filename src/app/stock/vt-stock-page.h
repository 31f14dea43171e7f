#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

/* What there is, where, and what came and went; places, and counting with a scanner. */
#define VT_TYPE_STOCK_PAGE (vt_stock_page_get_type ())
G_DECLARE_FINAL_TYPE (VtStockPage, vt_stock_page, VT, STOCK_PAGE, VtPlace)

G_END_DECLS
