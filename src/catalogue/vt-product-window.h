#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Products that are on sale, chosen by what is known of them. */
GArray *vt_product_list_newest (VtDb *db, gboolean drafts, gint64 now_us, int limit, GError **error);
GArray *vt_product_list_reduced (VtDb *db, gboolean drafts, gint64 now_us, int limit, GError **error);

G_END_DECLS
