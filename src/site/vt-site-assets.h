#pragma once

#include "site/vt-view.h"

G_BEGIN_DECLS

/* What is served beside the pages: the brand's colours and typefaces, the icon, pictures. */
char *vt_site_assets_brand_path (VtBrand *brand);
char *vt_site_assets_preset_path (VtTheme *theme, VtBrand *brand);
char *vt_site_assets_custom_path (VtBrand *brand);
VtSiteResponse *vt_site_assets_brand (VtView *view, const char *argument, GError **error);
VtSiteResponse *vt_site_assets_custom (VtView *view, const char *argument, GError **error);
VtSiteResponse *vt_site_assets_font (VtView *view, const char *argument, GError **error);
VtSiteResponse *vt_site_assets_theme (VtView *view, const char *argument, GError **error);
VtSiteResponse *vt_site_assets_picture (VtView *view, const char *argument, GError **error);

G_END_DECLS
