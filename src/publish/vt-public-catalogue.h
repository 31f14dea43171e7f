#pragma once

#include "shop/vt-snapshot.h"

G_BEGIN_DECLS

gboolean vt_public_catalogue_write (VtSnapshot *snapshot, const char *path, gint64 now_us, GError **error);

G_END_DECLS
