#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean vt_static_headers_write (const char *out_dir, gboolean https, GError **error);

G_END_DECLS
