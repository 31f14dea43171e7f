#pragma once

#include "app/vt-workspace.h"
#include "promo/vt-discount.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Where collections, products and variants are found by typing and chosen for a discount. */
#define VT_TYPE_TARGET_WINDOW (vt_target_window_get_type ())
G_DECLARE_FINAL_TYPE (VtTargetWindow, vt_target_window, VT, TARGET_WINDOW, AdwWindow)

void vt_target_window_present (GtkWindow *parent, VtWorkspace *workspace, gint64 discount_id, VtDiscountRole role);

G_END_DECLS
