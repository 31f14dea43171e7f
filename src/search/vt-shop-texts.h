#pragma once

#include "base/vt-db.h"
#include "search/vt-index-fields.h"

G_BEGIN_DECLS

/* One text of a product, by which it is found. Returns: whether to go on. */
typedef gboolean (*VtShopTextFunc) (gint64 product_id, VtIndexField field, const char *text, gpointer data);

gboolean vt_shop_texts_each (VtDb *db, const char *language, VtShopTextFunc func, gpointer data, GError **error);

G_END_DECLS
