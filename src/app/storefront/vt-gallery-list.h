#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The pictures of a gallery, put in order by dragging, and a row that adds one. */
#define VT_TYPE_GALLERY_LIST (vt_gallery_list_get_type ())
G_DECLARE_FINAL_TYPE (VtGalleryList, vt_gallery_list, VT, GALLERY_LIST, AdwBin)

GtkWidget *vt_gallery_list_new (VtWorkspace *workspace, gint64 section_id);
void vt_gallery_list_refresh (VtGalleryList *self);

G_END_DECLS
