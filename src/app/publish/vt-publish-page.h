#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

#define VT_TYPE_PUBLISH_PAGE (vt_publish_page_get_type ())
G_DECLARE_FINAL_TYPE (VtPublishPage, vt_publish_page, VT, PUBLISH_PAGE, VtPlace)

G_END_DECLS
