#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

#define VT_TYPE_PRODUCTS_PAGE (vt_products_page_get_type ())
G_DECLARE_FINAL_TYPE (VtProductsPage, vt_products_page, VT, PRODUCTS_PAGE, VtPlace)

G_END_DECLS
