#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One popup: what it says, what it gives, when it comes and for whom, how it does, and whether it is honest. ::create
 * when another one is wanted, ::opened (gint64 id) when a copy was made. */
#define VT_TYPE_POPUP_EDITOR (vt_popup_editor_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupEditor, vt_popup_editor, VT, POPUP_EDITOR, AdwBin)

void vt_popup_editor_set_workspace (VtPopupEditor *self, VtWorkspace *workspace);
void vt_popup_editor_open (VtPopupEditor *self, gint64 id);
gint64 vt_popup_editor_get_id (VtPopupEditor *self);

G_END_DECLS
