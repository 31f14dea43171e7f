#pragma once

#include "site/vt-view.h"

G_BEGIN_DECLS

/* What tabs, phones and desktops show of the shop: favicon.ico, PNG pictures of several sizes, maskable and touch icons
 * and the manifest that names them. */
void vt_site_icons_add_routes (GPtrArray *routes);
VtSiteResponse *vt_site_icons (VtView *view, const char *argument, GError **error);

G_END_DECLS
