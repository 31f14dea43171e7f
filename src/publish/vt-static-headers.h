#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *vt_static_headers_new (gboolean https, const char *tags, gboolean films);

G_END_DECLS
