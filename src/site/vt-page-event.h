#pragma once

#include "site/vt-view.h"

G_BEGIN_DECLS

void vt_page_event_fill (VtView *view);

G_END_DECLS
