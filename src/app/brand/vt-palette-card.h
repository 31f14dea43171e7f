#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* All colours of the brand, by day and on dark screens, and what is hard to see among them. Its menu of eyesights turns
 * the VtVisionView that it stands in; a picture that is dropped on it becomes a proposal.
 *
 * Actions: palette.new, palette.vision (id of a VtColourVision). Property: vision (that id). */
#define VT_TYPE_PALETTE_CARD (vt_palette_card_get_type ())
G_DECLARE_FINAL_TYPE (VtPaletteCard, vt_palette_card, VT, PALETTE_CARD, AdwBin)

void vt_palette_card_set_workspace (VtPaletteCard *self, VtWorkspace *workspace);
void vt_palette_card_show (VtPaletteCard *self, VtBrand *brand);

G_END_DECLS
