#pragma once

#include "app/vt-workspace.h"

G_BEGIN_DECLS

GtkWidget *vt_thumb_new (VtWorkspace *workspace, const char *sha256, int size);

G_END_DECLS
