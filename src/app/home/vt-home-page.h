#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

#define VT_TYPE_HOME_PAGE (vt_home_page_get_type ())
G_DECLARE_FINAL_TYPE (VtHomePage, vt_home_page, VT, HOME_PAGE, VtPlace)

G_END_DECLS
