#pragma once

#include "catalogue/vt-product-table.h"

G_BEGIN_DECLS

/* A filter of the products' list with its order and columns, under a name. Kept in the shop. */
typedef struct
{
  char *name;
  VtProductFilter filter; /* its texts are those below */
  VtProductOrder order;
  gboolean descending;
  char **columns; /* (nullable) names; NULL: as they are */
  char *text;
  char *vendor; /* (nullable) */
  char *type;   /* (nullable) */
  char *tag;    /* (nullable) */
} VtProductView;

VtProductView *vt_product_view_new (const char *name, const VtProductFilter *filter);
void vt_product_view_free (VtProductView *self);
void vt_product_view_set_filter (VtProductView *self, const VtProductFilter *filter);

GPtrArray *vt_product_views_read (VtDb *db, GError **error);
gboolean vt_product_views_write (VtDb *db, const GPtrArray *views, GError **error);
gboolean vt_product_views_save (VtDb *db, const VtProductView *view, GError **error);
gboolean vt_product_views_remove (VtDb *db, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtProductView, vt_product_view_free)

G_END_DECLS
