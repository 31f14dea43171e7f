#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *vt_woff2_encode (GBytes *sfnt, GError **error);

G_END_DECLS
