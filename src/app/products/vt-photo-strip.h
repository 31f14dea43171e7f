#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* The photos of a product in a row: add, drop, paste, order, describe, remove. Signal: ::settled when an edit has come
 * to its end and vt_photo_strip_show() is due. */
#define VT_TYPE_PHOTO_STRIP (vt_photo_strip_get_type ())
G_DECLARE_FINAL_TYPE (VtPhotoStrip, vt_photo_strip, VT, PHOTO_STRIP, GtkBox)

void vt_photo_strip_set_workspace (VtPhotoStrip *self, VtWorkspace *workspace);
void vt_photo_strip_show (VtPhotoStrip *self, VtProduct *product);
gboolean vt_photo_strip_move_back (VtPhotoStrip *self);

G_END_DECLS
