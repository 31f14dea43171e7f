#pragma once

#include "app/vt-workspace.h"
#include "promo/vt-discount.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that names what a discount is on, or what has to be bought for it, and opens the window where it is chosen. */
#define VT_TYPE_DISCOUNT_TARGETS (vt_discount_targets_get_type ())
G_DECLARE_FINAL_TYPE (VtDiscountTargets, vt_discount_targets, VT, DISCOUNT_TARGETS, AdwActionRow)

void vt_discount_targets_set_workspace (VtDiscountTargets *self, VtWorkspace *workspace);
void vt_discount_targets_show (VtDiscountTargets *self, const VtDiscount *discount, VtDiscountRole role);

G_END_DECLS
