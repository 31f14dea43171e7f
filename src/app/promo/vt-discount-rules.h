#pragma once

#include "app/vt-workspace.h"
#include "promo/vt-discount.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who gets a discount, how often, with which others, and its tiers, sets and codes: what the card of a popup does not
 * ask. */
#define VT_TYPE_DISCOUNT_RULES (vt_discount_rules_get_type ())
G_DECLARE_FINAL_TYPE (VtDiscountRules, vt_discount_rules, VT, DISCOUNT_RULES, AdwBin)

void vt_discount_rules_set_workspace (VtDiscountRules *self, VtWorkspace *workspace);
void vt_discount_rules_show (VtDiscountRules *self, gint64 discount_id);

G_END_DECLS
