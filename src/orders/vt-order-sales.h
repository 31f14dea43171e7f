#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

gboolean vt_order_sales_sort (VtDb *db, GArray *product_ids, GError **error);

G_END_DECLS
