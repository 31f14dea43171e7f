#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* Turns, mirrors and cuts one photo, beside the strip that it is in. */
#define VT_TYPE_PHOTO_CROPPER (vt_photo_cropper_get_type ())
G_DECLARE_FINAL_TYPE (VtPhotoCropper, vt_photo_cropper, VT, PHOTO_CROPPER, GtkPopover)

GtkWidget *vt_photo_cropper_new (VtWorkspace *workspace);
void vt_photo_cropper_open (VtPhotoCropper *self, VtProduct *product, const VtPhoto *photo);

G_END_DECLS
