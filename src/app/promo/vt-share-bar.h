#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A share and how sure it is: a line over the range in which it lies, and a dot where it is expected. Decoration: what
 * it says stands beside it in words. */
#define VT_TYPE_SHARE_BAR (vt_share_bar_get_type ())
G_DECLARE_FINAL_TYPE (VtShareBar, vt_share_bar, VT, SHARE_BAR, GtkWidget)

GtkWidget *vt_share_bar_new (double likely, double least, double most);

G_END_DECLS
