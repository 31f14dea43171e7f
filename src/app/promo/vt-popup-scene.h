#pragma once

#include "promo/vt-popup.h"

G_BEGIN_DECLS

char *vt_popup_scene_path (VtDb *db, const VtPopup *popup);

G_END_DECLS
