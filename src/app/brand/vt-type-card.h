#pragma once

#include "app/vt-workspace.h"
#include "brand/vt-brand.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The brand's two typefaces with specimens, Latin and Thai together, on the brand's own colours. */
#define VT_TYPE_TYPE_CARD (vt_type_card_get_type ())
G_DECLARE_FINAL_TYPE (VtTypeCard, vt_type_card, VT, TYPE_CARD, AdwBin)

void vt_type_card_set_workspace (VtTypeCard *self, VtWorkspace *workspace);
void vt_type_card_show (VtTypeCard *self, VtBrand *brand, const char *name, const char *tagline);

G_END_DECLS
