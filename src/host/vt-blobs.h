#pragma once

#include <gio/gio.h>

#include "host/vt-host-problem.h"

G_BEGIN_DECLS

#define VT_BLOB_MAX_BYTES (G_GINT64_CONSTANT (256) * 1024 * 1024)

typedef enum
{
  VT_BLOB_IDENTITY,
  VT_BLOB_GZIP,
  VT_BLOB_BROTLI
} VtBlobEncoding;

/* Files named by the SHA-256 of their content, at blobs/ab/abcd…; beside one, its compressed forms. What has such a
 * name is complete: it was written elsewhere, checked, put on the disk, and only then renamed. */
typedef struct _VtBlobs VtBlobs;

VtBlobs *vt_blobs_open (const char *folder, GError **error);
void vt_blobs_free (VtBlobs *self);
char *vt_blobs_new_upload (VtBlobs *self, int *fd, GError **error);
gboolean vt_blobs_accept (VtBlobs *self, const char *upload, const char *sha256, gboolean *known, GError **error);
gint64 vt_blobs_get_size (VtBlobs *self, const char *sha256);
char *vt_blobs_dup_path (VtBlobs *self, const char *sha256);
GBytes *vt_blobs_map (VtBlobs *self, const char *sha256, GError **error);
GBytes *vt_blobs_map_encoded (VtBlobs *self, const char *sha256, VtBlobEncoding encoding, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBlobs, vt_blobs_free)

G_END_DECLS
