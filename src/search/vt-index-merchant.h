#pragma once

#include "base/vt-db.h"
#include "search/engine/vix-builder.h"

G_BEGIN_DECLS

/* The document of a product. Returns: FALSE when the index has none */
typedef gboolean (*VtIndexFindFunc) (gint64 product_id, guint32 *document, gpointer data);

gboolean vt_index_merchant_add_synonyms (VixBuilder *builder, VtDb *db, const char *language, GError **error);
gboolean vt_index_merchant_add_rules (VixBuilder *builder,
                                      VtDb *db,
                                      const char *language,
                                      VtIndexFindFunc find,
                                      gpointer data,
                                      GError **error);
gboolean
vt_index_merchant_add_signals (VixBuilder *builder, VtDb *db, VtIndexFindFunc find, gpointer data, GError **error);

G_END_DECLS
