#pragma once

#include "brand/vt-brand.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A corner of a shop, drawn in a brand's colours. */
#define VT_TYPE_PALETTE_SPECIMEN (vt_palette_specimen_get_type ())
G_DECLARE_FINAL_TYPE (VtPaletteSpecimen, vt_palette_specimen, VT, PALETTE_SPECIMEN, GtkWidget)

void vt_palette_specimen_show (VtPaletteSpecimen *self, VtBrand *brand, const char *name);

G_END_DECLS
