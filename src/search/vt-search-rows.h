#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Makes a record of the row that a statement stands on; %NULL when it is none that this program knows. */
typedef gpointer (*VtSearchRow) (VtStmt *stmt);

GPtrArray *vt_search_rows_list (VtStmt *stmt, VtSearchRow make, GDestroyNotify free_row, GError **error);
gpointer vt_search_rows_find (VtStmt *stmt, gint64 id, VtSearchRow make, const char *gone, GError **error);

G_END_DECLS
