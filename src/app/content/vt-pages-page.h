#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

#define VT_TYPE_PAGES_PAGE (vt_pages_page_get_type ())
G_DECLARE_FINAL_TYPE (VtPagesPage, vt_pages_page, VT, PAGES_PAGE, VtPlace)

G_END_DECLS
