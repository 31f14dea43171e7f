#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

#define VT_TYPE_BRAND_PAGE (vt_brand_page_get_type ())
G_DECLARE_FINAL_TYPE (VtBrandPage, vt_brand_page, VT, BRAND_PAGE, VtPlace)

G_END_DECLS
