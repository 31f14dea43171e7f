#pragma once

#include "site/vt-site.h"

G_BEGIN_DECLS

/* The storefront of a shop that is open, with the shop's own theme: when a file of that changes, so does the
 * storefront; while one of them is wrong, the storefront stays as it was when they last were right. Emits "changed"
 * whenever one of the two happens. Main thread. */
#define VT_TYPE_SHOP_SITE (vt_shop_site_get_type ())
G_DECLARE_FINAL_TYPE (VtShopSite, vt_shop_site, VT, SHOP_SITE, GObject)

VtShopSite *vt_shop_site_new (const char *shop_path, const char *cache_dir, GError **error);
VtSite *vt_shop_site_get_site (VtShopSite *self);
const char *vt_shop_site_get_problem (VtShopSite *self);
void vt_shop_site_reload (VtShopSite *self);

G_END_DECLS
