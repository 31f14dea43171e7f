#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for a host's name, address and token, and adds the host once it has answered. */
#define VT_TYPE_ADD_HOST (vt_add_host_get_type ())
G_DECLARE_FINAL_TYPE (VtAddHost, vt_add_host, VT, ADD_HOST, AdwWindow)

GtkWindow *vt_add_host_new (GtkWindow *parent, VtWorkspace *workspace);

G_END_DECLS
