#pragma once

#include "app/vt-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A popover with all places of the shop that a link can lead to, and a field for any other address. ::chosen (title,
 * target). */
#define VT_TYPE_MENU_ADDER (vt_menu_adder_get_type ())
G_DECLARE_FINAL_TYPE (VtMenuAdder, vt_menu_adder, VT, MENU_ADDER, GtkPopover)

GtkWidget *vt_menu_adder_new (void);
void vt_menu_adder_set_workspace (VtMenuAdder *self, VtWorkspace *workspace);

G_END_DECLS
