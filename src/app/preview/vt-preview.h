#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The real storefront beside the editor: follows every edit without a reload, keeps scroll and focus. */
#define VT_TYPE_PREVIEW (vt_preview_get_type ())
G_DECLARE_FINAL_TYPE (VtPreview, vt_preview, VT, PREVIEW, AdwBin)

GtkWidget *vt_preview_new (void);
void vt_preview_set_workspace (VtPreview *self, VtWorkspace *workspace);
void vt_preview_show (VtPreview *self, const char *path);
void vt_preview_reload (VtPreview *self);
void vt_preview_set_at_edge (VtPreview *self, gboolean at_edge);

G_END_DECLS
