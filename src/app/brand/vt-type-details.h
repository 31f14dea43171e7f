#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A button that tells the sizes of headings, and behind it the scale and the weights to choose. */
#define VT_TYPE_TYPE_DETAILS (vt_type_details_get_type ())
G_DECLARE_FINAL_TYPE (VtTypeDetails, vt_type_details, VT, TYPE_DETAILS, AdwBin)

void vt_type_details_set_workspace (VtTypeDetails *self, VtWorkspace *workspace);
void vt_type_details_show (VtTypeDetails *self, VtBrand *brand);
void vt_type_details_set_weights (VtTypeDetails *self, VtBrandType type, GArray *weights);

G_END_DECLS
