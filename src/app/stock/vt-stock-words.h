#pragma once

#include "catalogue/vt-stock-list.h"

G_BEGIN_DECLS

char *vt_stock_name (const char *title, const char *variant);
char *vt_stock_facts (const char *variant, const char *sku, const char *barcode);
char *vt_stock_signed (gint64 pieces);
const char *vt_stock_state (const VtStockRow *row, const char **css_class);

G_END_DECLS
