#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

gboolean
vt_position_move (VtDb *db, const char *list_sql, const char *set_sql, gint64 id, int position, GError **error);

G_END_DECLS
