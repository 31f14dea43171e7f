#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Edits many products at once, with a preview of what becomes of each before it is done. */
#define VT_TYPE_BULK_EDIT_WINDOW (vt_bulk_edit_window_get_type ())
G_DECLARE_FINAL_TYPE (VtBulkEditWindow, vt_bulk_edit_window, VT, BULK_EDIT_WINDOW, AdwWindow)

void
vt_bulk_edit_window_present (GtkWindow *parent, VtWorkspace *workspace, const gint64 *product_ids, guint n_products);

G_END_DECLS
