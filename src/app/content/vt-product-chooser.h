#pragma once

#include "app/vt-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A popover in which a product is found by typing. ::chosen (gint64 id, handle, title). */
#define VT_TYPE_PRODUCT_CHOOSER (vt_product_chooser_get_type ())
G_DECLARE_FINAL_TYPE (VtProductChooser, vt_product_chooser, VT, PRODUCT_CHOOSER, GtkPopover)

GtkWidget *vt_product_chooser_new (void);
void vt_product_chooser_set_workspace (VtProductChooser *self, VtWorkspace *workspace);

G_END_DECLS
