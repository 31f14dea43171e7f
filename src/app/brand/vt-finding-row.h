#pragma once

#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Two colours that cannot be told apart well enough, side by side with the nearest that can. ::accepted when the
 * merchant takes the suggestion: nothing is changed unasked. */
#define VT_TYPE_FINDING_ROW (vt_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (VtFindingRow, vt_finding_row, VT, FINDING_ROW, AdwBin)

GtkWidget *vt_finding_row_new (VtBrand *brand, const VtBrandFinding *finding, gboolean is_dark);
void vt_finding_row_show_assets (VtFindingRow *self, GPtrArray *layouts, VtBrandColour role);

G_END_DECLS
