#pragma once

#include "base/vt-db.h"
#include "content/vt-content-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* A page of text as it was read, a plain record. The edits are for use inside a VtShopJob. */
typedef struct
{
  gint64 id;
  char *handle;
  char *title;
  char *body_markdown;
  char *seo_title;
  char *seo_description;
  gboolean active; /* shoppers can see it */
  gint64 updated_us;
} VtPage;

void vt_page_free (VtPage *self);
GPtrArray *vt_page_list (VtDb *db, GError **error);
VtPage *vt_page_load (VtDb *db, gint64 id, GError **error);
VtPage *vt_page_find_by_handle (VtDb *db, const char *handle, GError **error);

gboolean vt_page_create (VtDb *db, const char *title, const char *handle, gint64 *id, GError **error);
gboolean vt_page_set_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_page_set_handle (VtDb *db, gint64 id, const char *handle, GError **error);
gboolean vt_page_set_body (VtDb *db, gint64 id, const char *markdown, GError **error);
gboolean vt_page_set_seo_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_page_set_seo_description (VtDb *db, gint64 id, const char *description, GError **error);
gboolean vt_page_set_active (VtDb *db, gint64 id, gboolean active, GError **error);
gboolean vt_page_delete (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPage, vt_page_free)

G_END_DECLS
