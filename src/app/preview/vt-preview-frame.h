#pragma once

#include <gtk/gtk.h>
#include <webkit/webkit.h>

G_BEGIN_DECLS

/* Holds a web view as wide as a device, in the page's own pixels: where there is less room, the page is drawn smaller,
 * so that its layout is the device's and not the pane's. */
#define VT_TYPE_PREVIEW_FRAME (vt_preview_frame_get_type ())
G_DECLARE_FINAL_TYPE (VtPreviewFrame, vt_preview_frame, VT, PREVIEW_FRAME, GtkWidget)

GtkWidget *vt_preview_frame_new (WebKitWebView *view);
void vt_preview_frame_set_device (VtPreviewFrame *self, int width, int height);
void vt_preview_frame_set_touch (VtPreviewFrame *self, gboolean touch);

G_END_DECLS
