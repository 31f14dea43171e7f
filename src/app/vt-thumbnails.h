#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Small pictures of the shop's photographs for lists: drawn by the same code as the storefront's, off the main thread,
 * and kept while they are in use. */
#define VT_TYPE_THUMBNAILS (vt_thumbnails_get_type ())
G_DECLARE_FINAL_TYPE (VtThumbnails, vt_thumbnails, VT, THUMBNAILS, GObject)

VtThumbnails *vt_thumbnails_new (const char *shop_path);
void vt_thumbnails_load (VtThumbnails *self, const char *sha256, GtkPicture *picture);
GdkTexture *vt_thumbnails_get (VtThumbnails *self, const char *sha256, GtkWidget *widget);

G_END_DECLS
