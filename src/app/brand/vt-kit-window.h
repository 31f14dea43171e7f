#pragma once

#include "brand/vt-asset.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Exports assets: which, in what format, into a folder or a ZIP file; or the brand book. */
#define VT_TYPE_KIT_WINDOW (vt_kit_window_get_type ())
G_DECLARE_FINAL_TYPE (VtKitWindow, vt_kit_window, VT, KIT_WINDOW, AdwWindow)

void
vt_kit_window_present (GtkWindow *parent, VtBrand *brand, VtAssetFacts *facts, GPtrArray *ids, GPtrArray *subjects);

G_END_DECLS
