#pragma once

#include "base/vt-db.h"
#include "shop/vt-shop.h"

G_BEGIN_DECLS

#define VT_MEDIA_MAX_BYTES (64 * 1024 * 1024)

/* One original file of the shop: media/ab/ab34….jpg */
typedef struct
{
  char sha256[65];
  char *type; /* MIME type, told by the file's first bytes, never by its name */
  char *name; /* file name it came with */
  gint64 size;
  int width; /* pixels; 0 where it has none */
  int height;
  char *credit;
  gint64 ground; /* what is seen until a photograph has come: vt_media_ground() */
} VtMedia;

void vt_media_free (VtMedia *self);
VtMedia *vt_media_stage_file (const char *shop_path, const char *file, GCancellable *cancellable, GError **error);
VtMedia *vt_media_stage_bytes (const char *shop_path, GBytes *bytes, const char *name, GError **error);
VtMedia *vt_media_recall (const char *shop_path, const char *sha256, const char *name, GError **error);
VtMedia *vt_media_copy (const VtMedia *self);
gboolean vt_media_add (VtDb *db, const VtMedia *media, GError **error);
VtMedia *vt_media_find (VtDb *db, const char *sha256, GError **error);
GPtrArray *vt_media_list (VtDb *db, GError **error);
char *vt_media_path (const char *shop_path, const char *sha256);

gboolean vt_media_source_find (VtDb *db, const char *url, char *sha256, GError **error);
gboolean vt_media_source_put (VtDb *db, const char *url, const char *sha256, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtMedia, vt_media_free)

G_END_DECLS
