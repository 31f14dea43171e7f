#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The saved views of the products' list and its columns, behind one button. Signals: ::chosen (VtProductView *: the
 * view to show), ::save (name), ::columns (the merchant chose others: ask dup_columns). */
#define VT_TYPE_VIEW_MENU (vt_view_menu_get_type ())
G_DECLARE_FINAL_TYPE (VtViewMenu, vt_view_menu, VT, VIEW_MENU, AdwBin)

void vt_view_menu_set_workspace (VtViewMenu *self, VtWorkspace *workspace);
void vt_view_menu_show_columns (VtViewMenu *self, const char *const *names);
char **vt_view_menu_dup_columns (VtViewMenu *self);
void vt_view_menu_save (VtViewMenu *self, VtProductView *view);
void vt_view_menu_unname (VtViewMenu *self);

G_END_DECLS
