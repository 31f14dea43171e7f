#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Visits, recorded or made up, run through the shop's popups: who would see what, how often, and which never comes up.
 */
#define VT_TYPE_SIMULATOR (vt_simulator_get_type ())
G_DECLARE_FINAL_TYPE (VtSimulator, vt_simulator, VT, SIMULATOR, AdwBin)

void vt_simulator_set_workspace (VtSimulator *self, VtWorkspace *workspace);
void vt_simulator_refresh (VtSimulator *self);

G_END_DECLS
