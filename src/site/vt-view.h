#pragma once

#include "brand/vt-brand.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "site/vt-site-private.h"

G_BEGIN_DECLS

/* What one page is made from, and the model that is filled for its template. It lives as long as one answer. */
typedef struct
{
  VtSite *site; /* (unowned), as these four */
  VtSnapshot *snapshot;
  const VtSiteRequest *request;
  const VtSiteBackend *backend; /* (nullable) */
  VtDb *db;

  /* The shop's facts; all owned. */
  char *name;
  char *language;
  char *currency;
  char *country;
  char *time_zone;
  VtBrand *brand;

  JsonObject *strings; /* (unowned) */
  gboolean personal;   /* the page is one shopper's: it may use the cookies */
  JsonObject *model;   /* (owned) */
} VtView;

VtView *vt_view_new (VtSite *site,
                     VtSnapshot *snapshot,
                     const VtSiteRequest *request,
                     const VtSiteBackend *backend,
                     GError **error);
void vt_view_free (VtView *self);
gboolean vt_view_fill_common (VtView *self, GError **error);
gboolean vt_view_fill_delivery (VtView *self, GError **error);
VtSiteResponse *vt_view_render (VtView *self, const char *template_name, guint status, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtView, vt_view_free)

/* Where something was once. NULL without error: nothing was. */
VtSiteResponse *vt_view_moved (VtView *self, const char *kind, const char *handle, GError **error);

/* Pages. NULL without error: there is no such page. */
VtSiteResponse *vt_view_home (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_collection (VtView *self, const char *handle, GError **error);
VtSiteResponse *vt_view_product (VtView *self, const char *handle, GError **error);
VtSiteResponse *vt_view_text (VtView *self, const char *handle, GError **error);
VtSiteResponse *vt_view_search (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_cart (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_checkout (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_order (VtView *self, const char *token, GError **error);
VtSiteResponse *vt_view_not_found (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_sitemap (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_robots (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_failure (VtView *self);

GPtrArray *vt_sitemap_list_routes (VtView *view, GError **error);

G_END_DECLS
