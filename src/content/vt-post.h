#pragma once

#include "base/vt-db.h"
#include "content/vt-content-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* A post of the shop's journal as it was read, a plain record. The edits are for use inside a VtShopJob. */
typedef struct
{
  gint64 id;
  char *handle;
  char *title;
  char *summary; /* one or two sentences for lists and feeds; may be empty */
  char *body_markdown;
  char *author;
  char *sha256; /* (nullable) its cover */
  int width;
  int height;
  gint64 ground; /* as VtMedia has it */
  char *alt;
  char *seo_title;
  char *seo_description;
  gboolean active;   /* shoppers can see it, once publish_us has come */
  gint64 publish_us; /* its date */
  gint64 updated_us;
} VtPost;

/* Which posts, newest first. */
typedef struct
{
  gboolean drafts; /* all of them; otherwise those that shoppers can see at now_us */
  gint64 now_us;
  int limit; /* 0: no limit */
  int offset;
} VtPostQuery;

void vt_post_free (VtPost *self);
GPtrArray *vt_post_list (VtDb *db, const VtPostQuery *query, GError **error);
gint64 vt_post_count (VtDb *db, const VtPostQuery *query, GError **error);
VtPost *vt_post_load (VtDb *db, gint64 id, GError **error);
VtPost *vt_post_find_by_handle (VtDb *db, const char *handle, GError **error);
gboolean vt_post_find_neighbours (VtDb *db,
                                  const VtPost *self,
                                  const VtPostQuery *query,
                                  VtPost **older,
                                  VtPost **newer,
                                  GError **error);
gboolean vt_post_is_public (const VtPost *self, gint64 now_us);

gboolean
vt_post_create (VtDb *db, const char *title, const char *handle, gint64 publish_us, gint64 *id, GError **error);
gboolean vt_post_set_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_post_set_handle (VtDb *db, gint64 id, const char *handle, GError **error);
gboolean vt_post_set_summary (VtDb *db, gint64 id, const char *summary, GError **error);
gboolean vt_post_set_body (VtDb *db, gint64 id, const char *markdown, GError **error);
gboolean vt_post_set_author (VtDb *db, gint64 id, const char *author, GError **error);
gboolean vt_post_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error);
gboolean vt_post_set_alt (VtDb *db, gint64 id, const char *alt, GError **error);
gboolean vt_post_set_seo_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_post_set_seo_description (VtDb *db, gint64 id, const char *description, GError **error);
gboolean vt_post_set_active (VtDb *db, gint64 id, gboolean active, GError **error);
gboolean vt_post_set_publish (VtDb *db, gint64 id, gint64 publish_us, GError **error);
gboolean vt_post_delete (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPost, vt_post_free)

G_END_DECLS
