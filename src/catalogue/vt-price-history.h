#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

gboolean vt_price_history_add (VtDb *db, const char *catalogue, gint64 now_us, GError **error);

G_END_DECLS
