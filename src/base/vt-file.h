#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *vt_file_read (const char *path, gsize limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean vt_file_write_atomic (const char *path, GBytes *bytes, GError **error);
gboolean vt_file_copy_atomic (const char *from, const char *to, GCancellable *cancellable, GError **error);
gboolean vt_file_move (const char *from, const char *to, GError **error);

/* A file that is written bit by bit beside the place it will take. */
typedef struct _VtFileWriter VtFileWriter;

VtFileWriter *vt_file_writer_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_file_writer_free (VtFileWriter *self);
GOutputStream *vt_file_writer_get_stream (VtFileWriter *self);
gboolean vt_file_writer_commit (VtFileWriter *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtFileWriter, vt_file_writer_free)

gboolean vt_dir_remove_all (const char *path, GError **error);
char *vt_data_path (const char *relative);

G_END_DECLS
