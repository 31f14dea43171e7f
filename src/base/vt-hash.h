#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VT_SHA256_LENGTH 64 /* hexadecimal digits */

char *vt_sha256_bytes (GBytes *bytes);
char *vt_sha256_data (gconstpointer data, gsize size);
char *vt_sha256_file (const char *path, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean vt_sha256_is_valid (const char *hex);
gboolean vt_secret_equal (const char *a, const char *b);

G_END_DECLS
