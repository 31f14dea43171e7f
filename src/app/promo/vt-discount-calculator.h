#pragma once

#include "app/vt-workspace.h"
#include "promo/vt-discount.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a sample bag costs with the shop's discounts, and why: priced by the function that prices it for shoppers. */
#define VT_TYPE_DISCOUNT_CALCULATOR (vt_discount_calculator_get_type ())
G_DECLARE_FINAL_TYPE (VtDiscountCalculator, vt_discount_calculator, VT, DISCOUNT_CALCULATOR, AdwBin)

void vt_discount_calculator_set_workspace (VtDiscountCalculator *self, VtWorkspace *workspace);
void
vt_discount_calculator_show (VtDiscountCalculator *self, GTimeZone *zone, const VtDiscount *discount, gboolean is_new);

G_END_DECLS
