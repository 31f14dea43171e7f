#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

#define VT_TYPE_COLLECTIONS_PAGE (vt_collections_page_get_type ())
G_DECLARE_FINAL_TYPE (VtCollectionsPage, vt_collections_page, VT, COLLECTIONS_PAGE, VtPlace)

G_END_DECLS
