#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The products of a collection in their order: moved by dragging or Alt+Up and Alt+Down; where they are put in by hand,
 * found and added, and taken out. */
#define VT_TYPE_COLLECTION_MEMBERS (vt_collection_members_get_type ())
G_DECLARE_FINAL_TYPE (VtCollectionMembers, vt_collection_members, VT, COLLECTION_MEMBERS, AdwBin)

void vt_collection_members_set_workspace (VtCollectionMembers *self, VtWorkspace *workspace);
void vt_collection_members_show (VtCollectionMembers *self, const VtCollection *collection);
void vt_collection_members_focus_search (VtCollectionMembers *self);

G_END_DECLS
