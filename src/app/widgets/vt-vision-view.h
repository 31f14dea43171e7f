#pragma once

#include "base/vt-colour-vision.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows its child as people see it who tell colours apart in another way: all of it, whatever draws there. */
#define VT_TYPE_VISION_VIEW (vt_vision_view_get_type ())
G_DECLARE_FINAL_TYPE (VtVisionView, vt_vision_view, VT, VISION_VIEW, AdwBin)

VtColourVision vt_vision_view_get_vision (VtVisionView *self);
void vt_vision_view_set_vision (VtVisionView *self, VtColourVision vision);

G_END_DECLS
