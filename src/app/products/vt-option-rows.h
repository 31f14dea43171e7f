#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* The options of a product and their values: added, renamed, moved and taken out in place; the variants follow. */
#define VT_TYPE_OPTION_ROWS (vt_option_rows_get_type ())
G_DECLARE_FINAL_TYPE (VtOptionRows, vt_option_rows, VT, OPTION_ROWS, GtkBox)

void vt_option_rows_set_workspace (VtOptionRows *self, VtWorkspace *workspace);
void vt_option_rows_show (VtOptionRows *self, VtProduct *product);

G_END_DECLS
