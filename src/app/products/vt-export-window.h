#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Writes products to a file: for what, which of them, and where. */
#define VT_TYPE_EXPORT_WINDOW (vt_export_window_get_type ())
G_DECLARE_FINAL_TYPE (VtExportWindow, vt_export_window, VT, EXPORT_WINDOW, AdwWindow)

void vt_export_window_present (GtkWindow *parent, VtWorkspace *workspace, GArray *selected, GArray *listed);

G_END_DECLS
