#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean vt_shop_verify (const char *path, GPtrArray *findings, GCancellable *cancellable, GError **error);

G_END_DECLS
