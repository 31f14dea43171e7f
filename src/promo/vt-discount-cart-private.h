#pragma once

#include "promo/vt-discount-price.h"

G_BEGIN_DECLS

/* What the parts of vt_discounts_price() share. */
typedef struct
{
  const VtDiscountLine *lines; /* (unowned) */
  guint n_lines;
  const VtDiscountFacts *facts; /* (unowned) */
} VtDiscountCart;

gint64 vt_discount_line_worth (const VtDiscountLine *line);
gboolean vt_discount_is_bought (const VtDiscount *self, const VtDiscountLine *line);
GArray *vt_discount_find_cheapest (const VtDiscountCart *cart, const VtDiscount *discount);
gint64 vt_discount_count_sets (const VtDiscountCart *cart, const VtDiscount *discount, GArray *cheapest);
void vt_discount_take (const VtDiscountCart *cart, const VtDiscountOutcome *outcome, const gint64 *rest, gint64 *out);
VtDiscountProblem
vt_discount_judge (VtDiscountOutcome *self, const VtDiscountCart *cart, const VtDiscountCandidate *candidate);

G_END_DECLS
