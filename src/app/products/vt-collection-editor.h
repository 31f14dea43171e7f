#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Edits one collection: what it says, how its products are chosen, and their order. */
#define VT_TYPE_COLLECTION_EDITOR (vt_collection_editor_get_type ())
G_DECLARE_FINAL_TYPE (VtCollectionEditor, vt_collection_editor, VT, COLLECTION_EDITOR, AdwBin)

void vt_collection_editor_set_workspace (VtCollectionEditor *self, VtWorkspace *workspace);
void vt_collection_editor_open (VtCollectionEditor *self, gint64 id);
void vt_collection_editor_refresh (VtCollectionEditor *self);
gint64 vt_collection_editor_get_id (VtCollectionEditor *self);
void vt_collection_editor_focus_search (VtCollectionEditor *self);

G_END_DECLS
