#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

#define VT_TYPE_STOREFRONT_PAGE (vt_storefront_page_get_type ())
G_DECLARE_FINAL_TYPE (VtStorefrontPage, vt_storefront_page, VT, STOREFRONT_PAGE, VtPlace)

G_END_DECLS
