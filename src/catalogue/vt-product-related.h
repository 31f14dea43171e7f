#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

#define VT_RELATED_MAX 20

/* What goes well with a product, chosen by hand. */
GArray *vt_product_list_related (VtDb *db, gint64 product_id, GError **error);
gboolean vt_product_set_related (VtDb *db, gint64 product_id, const gint64 *related_ids, guint n, GError **error);
gboolean vt_product_add_related (VtDb *db, gint64 product_id, gint64 related_id, GError **error);
gboolean vt_product_remove_related (VtDb *db, gint64 product_id, gint64 related_id, GError **error);

G_END_DECLS
