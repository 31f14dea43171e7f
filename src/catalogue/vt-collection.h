#pragma once

#include "catalogue/vt-collection-rule.h"

G_BEGIN_DECLS

/* A collection as it was read, a plain record. */
typedef struct
{
  gint64 id;
  char *handle;
  char *title;
  char *description_html;
  int position;
  gint64 parent_id; /* 0: none */
  char *sha256;     /* (nullable) its picture */
  int width;
  int height;
  gint64 ground; /* as VtMedia has it */
  char *seo_title;
  char *seo_description;
  VtRulesMatch rule_match; /* how its products are chosen */
  gint64 n_products;       /* active ones */
} VtCollection;

void vt_collection_free (VtCollection *self);
VtCollection *vt_collection_load (VtDb *db, gint64 id, GError **error);
VtCollection *vt_collection_find_by_handle (VtDb *db, const char *handle, GError **error);
GPtrArray *vt_collection_list (VtDb *db, GError **error);
GPtrArray *vt_collection_list_of_product (VtDb *db, gint64 product_id, GError **error);

gboolean
vt_collection_create (VtDb *db, const char *title, const char *handle, gint64 parent_id, gint64 *id, GError **error);
gboolean vt_collection_set_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_collection_set_handle (VtDb *db, gint64 id, const char *handle, GError **error);
gboolean vt_collection_set_parent (VtDb *db, gint64 id, gint64 parent_id, GError **error);
gboolean vt_collection_move (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_collection_set_description_html (VtDb *db, gint64 id, const char *html, GError **error);
gboolean vt_collection_set_picture (VtDb *db, gint64 id, const char *sha256, GError **error);
gboolean vt_collection_set_seo_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_collection_set_seo_description (VtDb *db, gint64 id, const char *description, GError **error);
gboolean vt_collection_delete (VtDb *db, gint64 id, GError **error);
gboolean vt_collection_add_product (VtDb *db, gint64 id, gint64 product_id, GError **error);
gboolean vt_collection_remove_product (VtDb *db, gint64 id, gint64 product_id, GError **error);
gboolean vt_collection_move_product (VtDb *db, gint64 id, gint64 product_id, int position, GError **error);
GArray *vt_collection_list_product_ids (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCollection, vt_collection_free)

G_END_DECLS
