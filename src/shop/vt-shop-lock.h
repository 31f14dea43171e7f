#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int vt_shop_lock_take (const char *folder, GError **error);
void vt_shop_lock_release (int lock);

G_END_DECLS
