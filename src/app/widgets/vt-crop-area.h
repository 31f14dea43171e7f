#pragma once

#include "shop/vt-media-edit.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A picture with a frame around what is kept of it. The frame is moved and resized with the pointer, or with the arrow
 * keys: alone they move it, with Shift they resize it. Signal: ::changed. */
#define VT_TYPE_CROP_AREA (vt_crop_area_get_type ())
G_DECLARE_FINAL_TYPE (VtCropArea, vt_crop_area, VT, CROP_AREA, GtkWidget)

void vt_crop_area_set_texture (VtCropArea *self, GdkTexture *texture);
void vt_crop_area_set_ratio (VtCropArea *self, double ratio);
void vt_crop_area_turn (VtCropArea *self, int quarter_turns);
void vt_crop_area_mirror (VtCropArea *self);
void vt_crop_area_reset (VtCropArea *self);
const VtMediaEdit *vt_crop_area_get_edit (VtCropArea *self);
gboolean vt_crop_area_is_changed (VtCropArea *self);

G_END_DECLS
