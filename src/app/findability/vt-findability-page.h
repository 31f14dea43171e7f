#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

/* What shoppers and search engines would miss or be misled by, each with the way to the field that mends it. */
#define VT_TYPE_FINDABILITY_PAGE (vt_findability_page_get_type ())
G_DECLARE_FINAL_TYPE (VtFindabilityPage, vt_findability_page, VT, FINDABILITY_PAGE, VtPlace)

G_END_DECLS
