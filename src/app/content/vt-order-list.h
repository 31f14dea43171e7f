#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A boxed list whose rows are put in order by dragging them or with Alt and the arrows. Rows are its children of
 * vt_order_list_append(). ::moved (gint64 id, int position) asks for another order; the rows stay until they are shown
 * again. */
#define VT_TYPE_ORDER_LIST (vt_order_list_get_type ())
G_DECLARE_FINAL_TYPE (VtOrderList, vt_order_list, VT, ORDER_LIST, GtkBox)

GtkWidget *vt_order_list_new (const char *label);
void vt_order_list_clear (VtOrderList *self);
void vt_order_list_append (VtOrderList *self, GtkWidget *row, gint64 id);

G_END_DECLS
