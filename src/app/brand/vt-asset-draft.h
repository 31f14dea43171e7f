#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-layout-edit.h"
#include "shop/vt-media.h"

G_BEGIN_DECLS

/* The layout of an asset while it is being changed, and which of its layers is chosen. What is changed is there at once
 * and is written behind it; what the shop has comes back when all of it is written. Signals: ::changed; ::chosen. */
#define VT_TYPE_ASSET_DRAFT (vt_asset_draft_get_type ())
G_DECLARE_FINAL_TYPE (VtAssetDraft, vt_asset_draft, VT, ASSET_DRAFT, GObject)

VtAssetDraft *vt_asset_draft_new (VtWorkspace *workspace);
void vt_asset_draft_open (VtAssetDraft *self, const char *id);
void vt_asset_draft_close (VtAssetDraft *self);
gboolean vt_asset_draft_reload (VtAssetDraft *self);
const char *vt_asset_draft_get_id (VtAssetDraft *self);
const VtLayout *vt_asset_draft_get_layout (VtAssetDraft *self);
VtWorkspace *vt_asset_draft_get_workspace (VtAssetDraft *self);

void vt_asset_draft_choose (VtAssetDraft *self, guint index);
guint vt_asset_draft_get_chosen (VtAssetDraft *self);
const VtLayer *vt_asset_draft_get_layer (VtAssetDraft *self);
const VtLayer *vt_asset_draft_get_placed (VtAssetDraft *self);
char *vt_asset_draft_name_layer (const VtLayer *layer);

void vt_asset_draft_write (VtAssetDraft *self,
                           const char *label,
                           const char *coalesce_key,
                           VtLayout *layout,
                           VtMedia *media,
                           guint chosen);
void vt_asset_draft_place (VtAssetDraft *self, const VtBox *box, gboolean is_step);
void vt_asset_draft_add (VtAssetDraft *self, VtLayerKind kind);
void vt_asset_draft_duplicate (VtAssetDraft *self);
void vt_asset_draft_remove (VtAssetDraft *self);
void vt_asset_draft_move (VtAssetDraft *self, int step);
void vt_asset_draft_reset (VtAssetDraft *self);

G_END_DECLS
