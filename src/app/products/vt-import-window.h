#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Brings product files in: how they are read, what would become of each product, and then the doing as one step of the
 * history. */
#define VT_TYPE_IMPORT_WINDOW (vt_import_window_get_type ())
G_DECLARE_FINAL_TYPE (VtImportWindow, vt_import_window, VT, IMPORT_WINDOW, AdwWindow)

void vt_import_window_choose (GtkWindow *parent, VtWorkspace *workspace);
void vt_import_window_present (GtkWindow *parent, VtWorkspace *workspace, const char *const *paths);

G_END_DECLS
