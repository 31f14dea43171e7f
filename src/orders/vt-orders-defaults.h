#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

gboolean vt_orders_add_defaults (VtDb *db, GError **error);

G_END_DECLS
