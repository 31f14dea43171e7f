#pragma once

#include "app/content/vt-content-edit.h"
#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Edits a page, a post or a live sale. ::preview (path) when another page of the shop is to stand beside it. */
#define VT_TYPE_CONTENT_EDITOR (vt_content_editor_get_type ())
G_DECLARE_FINAL_TYPE (VtContentEditor, vt_content_editor, VT, CONTENT_EDITOR, AdwBin)

void vt_content_editor_set_workspace (VtContentEditor *self, VtWorkspace *workspace);
void vt_content_editor_open (VtContentEditor *self, VtContentKind kind, gint64 id);
void vt_content_editor_focus_text (VtContentEditor *self);
gboolean vt_content_editor_refresh (VtContentEditor *self);
const char *vt_content_editor_get_title (VtContentEditor *self);
char *vt_content_editor_dup_preview_path (VtContentEditor *self);

G_END_DECLS
