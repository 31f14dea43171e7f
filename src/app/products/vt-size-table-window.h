#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A table of sizes as a grid of cells: one that there is, or a new one for a product. */
#define VT_TYPE_SIZE_TABLE_WINDOW (vt_size_table_window_get_type ())
G_DECLARE_FINAL_TYPE (VtSizeTableWindow, vt_size_table_window, VT, SIZE_TABLE_WINDOW, AdwWindow)

VtSizeTableWindow *
vt_size_table_window_new (GtkWindow *parent, VtWorkspace *workspace, gint64 table_id, gint64 product_id);

G_END_DECLS
