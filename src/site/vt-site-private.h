#pragma once

#include "site/vt-pictures.h"
#include "site/vt-site.h"
#include "site/vt-theme.h"

G_BEGIN_DECLS

VtTheme *vt_site_get_theme (VtSite *self);
const char *vt_site_get_cache_dir (VtSite *self);
VtPictures *vt_site_get_pictures (VtSite *self);

G_END_DECLS
