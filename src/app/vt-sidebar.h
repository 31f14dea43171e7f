#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The places of the window, and at its foot the pulse: what is not published, and the way to publish it.
 * Signal ::place-chosen (name, entered): entered when it was clicked or Enter pressed, not when the arrows came by. */
#define VT_TYPE_SIDEBAR (vt_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (VtSidebar, vt_sidebar, VT, SIDEBAR, AdwBin)

GtkWidget *vt_sidebar_new (void);
void vt_sidebar_add_place (VtSidebar *self,
                           const char *name,
                           const char *title,
                           const char *icon_name,
                           gboolean starts_group);
void vt_sidebar_select (VtSidebar *self, const char *name);
void vt_sidebar_set_workspace (VtSidebar *self, VtWorkspace *workspace);

G_END_DECLS
