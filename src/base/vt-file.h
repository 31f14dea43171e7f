#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *vt_file_read (const char *path, gsize limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean vt_file_write_atomic (const char *path, GBytes *bytes, GError **error);
gboolean vt_file_copy_atomic (const char *from, const char *to, GCancellable *cancellable, GError **error);
gboolean vt_file_move (const char *from, const char *to, GError **error);
gboolean vt_dir_remove_all (const char *path, GError **error);
char *vt_data_path (const char *relative);

G_END_DECLS
