#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

/* Tries the shop's search as shoppers would, says why each result stands where it does, and mends it in place. */
#define VT_TYPE_SEARCH_PAGE (vt_search_page_get_type ())
G_DECLARE_FINAL_TYPE (VtSearchPage, vt_search_page, VT, SEARCH_PAGE, VtPlace)

G_END_DECLS
