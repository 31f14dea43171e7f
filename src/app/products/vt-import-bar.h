#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Brings the products of a file into the shop: asks for the file, shows how far it is, and says in words what became of
 * it. Hidden while there is nothing to say. Property: busy. */
#define VT_TYPE_IMPORT_BAR (vt_import_bar_get_type ())
G_DECLARE_FINAL_TYPE (VtImportBar, vt_import_bar, VT, IMPORT_BAR, AdwBin)

void vt_import_bar_set_workspace (VtImportBar *self, VtWorkspace *workspace);
void vt_import_bar_choose (VtImportBar *self);
void vt_import_bar_start (VtImportBar *self, const char *path);

G_END_DECLS
