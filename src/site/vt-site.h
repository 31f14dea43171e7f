#pragma once

#include "shop/vt-snapshot.h"
#include "site/vt-site-backend.h"
#include "site/vt-site-message.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The storefront as a function. One VtSite holds what does not depend on the shop's state: the theme's compiled
 * templates and assets, and the pictures drawn so far. It never changes and is shared by all threads. */
#define VT_TYPE_SITE (vt_site_get_type ())
G_DECLARE_FINAL_TYPE (VtSite, vt_site, VT, SITE, GObject)

#define VT_SITE_ERROR (vt_site_error_quark ())

typedef enum
{
  VT_SITE_ERROR_THEME /* a file of the theme is missing or wrong: the message says which */
} VtSiteError;

GQuark vt_site_error_quark (void);

VtSite *vt_site_new (const char *cache_dir, GError **error);
VtSite *vt_site_new_for_shop (const char *shop_path, const char *cache_dir, GError **error);
VtSite *vt_site_new_with_theme (GHashTable *files, const char *cache_dir, GError **error);

VtSiteResponse *vt_site_respond (VtSite *self,
                                 VtSnapshot *snapshot,
                                 const VtSiteRequest *request,
                                 const VtSiteBackend *backend,
                                 GCancellable *cancellable);

/* Every path whose answer is the same for all shoppers: pages, assets, pictures, sitemap. */
GPtrArray *vt_site_list_routes (VtSite *self, VtSnapshot *snapshot, GError **error);
GPtrArray *vt_site_list_routes_at (VtSite *self,
                                   VtSnapshot *snapshot,
                                   const VtSiteBackend *backend,
                                   gint64 now_us,
                                   GError **error);

/* The theme's own files as they travel in a release: names relative to the theme's folder. */
GPtrArray *vt_site_list_theme_files (VtSite *self);
GBytes *vt_site_get_theme_file (VtSite *self, const char *name);

G_END_DECLS
