#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean vt_static_moves_write (const char *catalogue, const char *out_dir, GError **error);

G_END_DECLS
