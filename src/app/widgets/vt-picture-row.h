#pragma once

#include "app/vt-workspace.h"
#include "shop/vt-media.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row with a picture: one of the shop's photographs or a file. ::chosen when the merchant took another. */
#define VT_TYPE_PICTURE_ROW (vt_picture_row_get_type ())
G_DECLARE_FINAL_TYPE (VtPictureRow, vt_picture_row, VT, PICTURE_ROW, AdwActionRow)

void vt_picture_row_set_workspace (VtPictureRow *self, VtWorkspace *workspace);
void vt_picture_row_show (VtPictureRow *self, const char *sha256);
const char *vt_picture_row_get_sha256 (VtPictureRow *self);
const char *vt_picture_row_get_alt (VtPictureRow *self);
VtMedia *vt_picture_row_steal_media (VtPictureRow *self);

G_END_DECLS
