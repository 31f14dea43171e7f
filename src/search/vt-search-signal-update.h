#pragma once

#include "shop/vt-shop.h"

G_BEGIN_DECLS

gboolean vt_search_signals_update (VtShop *shop, gint64 now_us, GCancellable *cancellable, GError **error);

G_END_DECLS
