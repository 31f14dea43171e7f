#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* All colours of the brand, and what is hard to see among them. */
#define VT_TYPE_PALETTE (vt_palette_get_type ())
G_DECLARE_FINAL_TYPE (VtPalette, vt_palette, VT, PALETTE, AdwBin)

void vt_palette_set_workspace (VtPalette *self, VtWorkspace *workspace);
void vt_palette_show (VtPalette *self, VtBrand *brand);

G_END_DECLS
