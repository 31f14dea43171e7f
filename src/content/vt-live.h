#pragma once

#include "base/vt-db.h"
#include "content/vt-content-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define VT_LIVE_PRODUCTS_MAX 100

/* A sale in front of a camera as it was read, a plain record. The edits are for use inside a VtShopJob. */
typedef struct
{
  gint64 id;
  char *handle;
  char *title;
  char *body;      /* Markdown */
  char *video_url; /* see vt_live_video_parse(); may be empty */
  char *code;      /* of a discount; may be empty */
  char *sha256;    /* (nullable) what is seen before the film is asked for */
  int width;
  int height;
  char *alt;
  gboolean active;
  gint64 starts_us; /* UTC microseconds since 1970 */
  gint64 ends_us;   /* after starts_us */
  gint64 updated_us;
} VtLive;

typedef enum
{
  VT_LIVE_BEFORE,
  VT_LIVE_RUNNING,
  VT_LIVE_AFTER
} VtLiveState;

void vt_live_free (VtLive *self);
GPtrArray *vt_live_list (VtDb *db, gboolean drafts, GError **error);
gboolean vt_live_has_films (VtDb *db, gboolean *films, GError **error);
VtLive *vt_live_load (VtDb *db, gint64 id, GError **error);
VtLive *vt_live_find_by_handle (VtDb *db, const char *handle, GError **error);
VtLiveState vt_live_state (const VtLive *self, gint64 now_us);
guint vt_live_find_featured (const GPtrArray *lives, gint64 now_us);

gboolean vt_live_create (VtDb *db,
                         const char *title,
                         const char *handle,
                         gint64 starts_us,
                         gint64 ends_us,
                         gint64 *id,
                         GError **error);
gboolean vt_live_set_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_live_set_handle (VtDb *db, gint64 id, const char *handle, GError **error);
gboolean vt_live_set_body (VtDb *db, gint64 id, const char *markdown, GError **error);
gboolean vt_live_set_video (VtDb *db, gint64 id, const char *url, GError **error);
gboolean vt_live_set_code (VtDb *db, gint64 id, const char *code, GError **error);
gboolean vt_live_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error);
gboolean vt_live_set_alt (VtDb *db, gint64 id, const char *alt, GError **error);
gboolean vt_live_set_period (VtDb *db, gint64 id, gint64 starts_us, gint64 ends_us, GError **error);
gboolean vt_live_set_active (VtDb *db, gint64 id, gboolean active, GError **error);
gboolean vt_live_delete (VtDb *db, gint64 id, GError **error);

/* The products that are shown beside the film, in order. */
GArray *vt_live_list_products (VtDb *db, gint64 id, GError **error);
gboolean vt_live_set_products (VtDb *db, gint64 id, const gint64 *product_ids, guint n, GError **error);
gboolean vt_live_add_product (VtDb *db, gint64 id, gint64 product_id, GError **error);
gboolean vt_live_move_product (VtDb *db, gint64 id, gint64 product_id, int position, GError **error);
gboolean vt_live_remove_product (VtDb *db, gint64 id, gint64 product_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtLive, vt_live_free)

G_END_DECLS
