#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The shop's logo on the colours it has to stand on. It is chosen or dropped. */
#define VT_TYPE_BRAND_LOGO (vt_brand_logo_get_type ())
G_DECLARE_FINAL_TYPE (VtBrandLogo, vt_brand_logo, VT, BRAND_LOGO, AdwBin)

void vt_brand_logo_set_workspace (VtBrandLogo *self, VtWorkspace *workspace);
void vt_brand_logo_show (VtBrandLogo *self, VtBrand *brand, const char *name);

G_END_DECLS
