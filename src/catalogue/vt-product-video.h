#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

#define VT_VIDEOS_MAX 20

/* A link to a film about a product. */
typedef struct
{
  gint64 id;
  char *url;   /* https:// */
  char *title; /* "" when there is none */
} VtVideo;

void vt_video_free (VtVideo *self);
GPtrArray *vt_product_list_videos (VtDb *db, gint64 product_id, GError **error);
gboolean vt_product_add_video (VtDb *db,
                               gint64 product_id,
                               const char *url,
                               const char *title,
                               int position,
                               gint64 *video_id,
                               GError **error);
gboolean vt_video_set (VtDb *db, gint64 video_id, const char *url, const char *title, GError **error);
gboolean vt_video_move (VtDb *db, gint64 video_id, int position, GError **error);
gboolean vt_video_remove (VtDb *db, gint64 video_id, GError **error);
char *vt_video_get_site (const char *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtVideo, vt_video_free)

G_END_DECLS
