#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define VT_TYPE_WINDOW (vt_window_get_type ())
G_DECLARE_FINAL_TYPE (VtWindow, vt_window, VT, WINDOW, AdwApplicationWindow)

VtWindow *vt_window_new (GtkApplication *application);
void vt_window_set_workspace (VtWindow *self, VtWorkspace *workspace);
VtWorkspace *vt_window_get_workspace (VtWindow *self);
void vt_window_go_to (VtWindow *self, const char *place, gint64 item);
void vt_window_say (VtWindow *self, const char *message);

G_END_DECLS
