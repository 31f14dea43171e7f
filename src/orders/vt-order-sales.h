#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

GArray *vt_order_sales_list (VtDb *db, gint64 product_id, int limit, gint64 *orders, GError **error);
gboolean vt_order_sales_sort (VtDb *db, GArray *product_ids, GError **error);
gboolean vt_order_sales_bag (VtDb *db, const char *currency, gint64 *minor, GError **error);

G_END_DECLS
