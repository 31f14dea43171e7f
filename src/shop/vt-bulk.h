#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Many new rows inside one write, which the journal keeps as ranges of ids instead of a copy of each row. */
gboolean vt_bulk_begin (VtDb *db, GError **error);
gboolean vt_bulk_end (VtDb *db, GError **error);
void vt_bulk_added (VtDb *db, const char *table, gint64 first_id, gint64 last_id);

G_END_DECLS
