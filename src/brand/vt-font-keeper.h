#pragma once

#include "shop/vt-shop.h"

G_BEGIN_DECLS

gboolean vt_font_keeper_update (VtShop *shop, GCancellable *cancellable, GError **error);
void vt_font_keeper_update_folder (const char *shop_path, GCancellable *cancellable);
void vt_font_keeper_follow (VtShop *shop);

G_END_DECLS
