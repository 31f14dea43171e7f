#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children side by side, each as wide as it wants to be, going on in the next line where there is no more room. With a
 * column width they are all as wide as each other instead, as many in a line as have that room. Properties: spacing,
 * column-width (0: none). */
#define VT_TYPE_WRAP (vt_wrap_get_type ())
G_DECLARE_FINAL_TYPE (VtWrap, vt_wrap, VT, WRAP, GtkWidget)

GtkWidget *vt_wrap_new (int spacing);
void vt_wrap_append (VtWrap *self, GtkWidget *child);
void vt_wrap_clear (VtWrap *self);

G_END_DECLS
