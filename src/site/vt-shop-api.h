#pragma once

#include "site/vt-site.h"

G_BEGIN_DECLS

#define VT_SHOP_API_PREFIX "/api/v1/"

/* What a shopper's scripts ask: quotes, orders and stock. The same for the preview and the host. */
VtSiteResponse *vt_shop_api_respond (VtSite *site,
                                     VtSnapshot *snapshot,
                                     const VtSiteRequest *request,
                                     GBytes *body,
                                     const VtSiteBackend *backend);
VtSiteResponse *vt_shop_api_problem (guint status, const char *detail);

G_END_DECLS
