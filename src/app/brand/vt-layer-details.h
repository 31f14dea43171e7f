#pragma once

#include "app/brand/vt-asset-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the chosen layer of an asset says and looks like, and where it is: only what its kind has. */
#define VT_TYPE_LAYER_DETAILS (vt_layer_details_get_type ())
G_DECLARE_FINAL_TYPE (VtLayerDetails, vt_layer_details, VT, LAYER_DETAILS, AdwBin)

void vt_layer_details_set_draft (VtLayerDetails *self, VtAssetDraft *draft);

G_END_DECLS
