#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

#define VT_TYPE_POPUPS_PAGE (vt_popups_page_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupsPage, vt_popups_page, VT, POPUPS_PAGE, VtPlace)

G_END_DECLS
