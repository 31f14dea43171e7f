#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean vt_compress_is_worth (const char *content_type, gsize size);
GBytes *vt_gzip (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *vt_brotli (GBytes *bytes, int quality, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
