#pragma once

#include "brand/vt-logo.h"
#include "site/vt-view.h"

G_BEGIN_DECLS

#define VT_SITE_LOGO_PATH "/assets/logo-"

void vt_site_logo_fill (VtView *view, VtValue *shop);
void vt_site_logo_add_routes (VtView *view, GPtrArray *routes);
VtSiteResponse *vt_site_logo (VtView *view, const char *argument, GError **error);

G_END_DECLS
