#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A pane of glass over the page that makes a finger of the mouse: presses and drags become touches, the pointer a spot,
 * and the page never learns that there is a mouse.
 *
 * Signal ::touched (const char *script): the page is to be told this. */
#define VT_TYPE_PREVIEW_TOUCH (vt_preview_touch_get_type ())
G_DECLARE_FINAL_TYPE (VtPreviewTouch, vt_preview_touch, VT, PREVIEW_TOUCH, GtkWidget)

GtkWidget *vt_preview_touch_new (void);

G_END_DECLS
