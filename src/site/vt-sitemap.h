#pragma once

#include "site/vt-view.h"

G_BEGIN_DECLS

GPtrArray *vt_sitemap_list_parts (VtView *view, GError **error);

G_END_DECLS
