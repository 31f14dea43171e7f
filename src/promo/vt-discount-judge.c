/* Whether a discount applies to a cart by itself, and if not, why not: pure. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount-cart-private.h"

static VtDiscountProblem
check_customer (const VtDiscount *discount, const VtDiscountFacts *facts, gboolean *conditional)
{
  switch (discount->audience)
    {
    case VT_DISCOUNT_FOR_NEW:
      *conditional = *conditional || !facts->knows_who;
      return facts->knows_who && facts->orders > 0 ? VT_DISCOUNT_AUDIENCE : VT_DISCOUNT_APPLIES;
    case VT_DISCOUNT_FOR_RETURNING:
      if (!facts->knows_who)
        return VT_DISCOUNT_NEEDS_EMAIL;
      return facts->orders == 0 ? VT_DISCOUNT_AUDIENCE : VT_DISCOUNT_APPLIES;
    case VT_DISCOUNT_FOR_SUBSCRIBERS:
      if (!facts->knows_who)
        return VT_DISCOUNT_NEEDS_EMAIL;
      return facts->subscribed ? VT_DISCOUNT_APPLIES : VT_DISCOUNT_AUDIENCE;
    case VT_DISCOUNT_FOR_ALL:
    default:
      return VT_DISCOUNT_APPLIES;
    }
}

static VtDiscountProblem
check_uses (const VtDiscountCandidate *candidate, const VtDiscountFacts *facts, gboolean *conditional)
{
  const VtDiscount *discount = candidate->discount;

  if (discount->usage_limit > 0 && candidate->uses.total >= discount->usage_limit)
    return VT_DISCOUNT_USED_UP;
  if (discount->method == VT_DISCOUNT_BY_UNIQUE_CODES && candidate->uses.of_code > 0)
    return VT_DISCOUNT_USED_UP;
  if (discount->customer_limit == 0)
    return VT_DISCOUNT_APPLIES;

  *conditional = *conditional || !facts->knows_who;
  return facts->knows_who && candidate->uses.by_customer >= discount->customer_limit ? VT_DISCOUNT_CUSTOMER_USED
                                                                                     : VT_DISCOUNT_APPLIES;
}

static void
measure (VtDiscountOutcome *self, const VtDiscountCart *cart)
{
  for (guint i = 0; i < cart->n_lines; i++)
    if (cart->lines[i].quantity > 0 && vt_discount_covers (self->discount, &cart->lines[i]))
      {
        self->eligible_quantity += cart->lines[i].quantity;
        self->eligible_minor += vt_discount_line_worth (&cart->lines[i]);
      }
}

static VtDiscountProblem
lacks (VtDiscountOutcome *self, VtDiscountProblem problem, gint64 needed, gint64 had)
{
  self->needed = needed;
  self->missing = needed - had;

  return problem;
}

static VtDiscountProblem
reach_tier (VtDiscountOutcome *self)
{
  const VtDiscount *discount = self->discount;
  gboolean by_pieces = discount->tier_basis == VT_DISCOUNT_TIERS_BY_QUANTITY;
  gint64 had = by_pieces ? self->eligible_quantity : self->eligible_minor;

  if (discount->tiers == NULL || discount->tiers->len == 0)
    return VT_DISCOUNT_NOT_ELIGIBLE;

  for (guint i = 0; i < discount->tiers->len; i++)
    if (had >= g_array_index (discount->tiers, VtDiscountTier, i).from)
      self->tier = (int) i;

  return self->tier >= 0 ? VT_DISCOUNT_APPLIES
                         : lacks (self, by_pieces ? VT_DISCOUNT_QUANTITY : VT_DISCOUNT_MINIMUM,
                                  g_array_index (discount->tiers, VtDiscountTier, 0).from, had);
}

/* How far the first set is: what is bought for it and what is got with it. */
static VtDiscountProblem
reach_set (VtDiscountOutcome *self, const VtDiscountCart *cart)
{
  const VtDiscount *discount = self->discount;
  g_autoptr (GArray) cheapest = vt_discount_find_cheapest (cart, discount);
  gint64 had = 0;

  self->sets = vt_discount_count_sets (cart, discount, cheapest);
  if (self->sets > 0)
    return VT_DISCOUNT_APPLIES;

  for (guint i = 0; i < cart->n_lines; i++)
    if (cart->lines[i].quantity > 0 &&
        (vt_discount_covers (discount, &cart->lines[i]) || vt_discount_is_bought (discount, &cart->lines[i])))
      had += cart->lines[i].quantity;
  if (had == 0)
    return VT_DISCOUNT_NOT_ELIGIBLE;

  self->needed = discount->buy_quantity + discount->get_quantity;
  self->missing = MAX (self->needed - had, 1);
  return VT_DISCOUNT_QUANTITY;
}

static VtDiscountProblem
check_cart (VtDiscountOutcome *self, const VtDiscountCart *cart)
{
  const VtDiscount *discount = self->discount;

  measure (self, cart);
  if (discount->kind == VT_DISCOUNT_BUY_GET && self->eligible_quantity == 0)
    return reach_set (self, cart);
  if (self->eligible_quantity == 0)
    return VT_DISCOUNT_NOT_ELIGIBLE;
  if (self->eligible_minor < discount->minimum_minor)
    return lacks (self, VT_DISCOUNT_MINIMUM, discount->minimum_minor, self->eligible_minor);
  if (self->eligible_quantity < discount->minimum_quantity)
    return lacks (self, VT_DISCOUNT_QUANTITY, discount->minimum_quantity, self->eligible_quantity);
  if (discount->kind == VT_DISCOUNT_BUY_GET)
    return reach_set (self, cart);

  return discount->kind == VT_DISCOUNT_TIERED_PERCENT || discount->kind == VT_DISCOUNT_TIERED_FIXED
             ? reach_tier (self)
             : VT_DISCOUNT_APPLIES;
}

VtDiscountProblem
vt_discount_judge (VtDiscountOutcome *self, const VtDiscountCart *cart, const VtDiscountCandidate *candidate)
{
  const VtDiscount *discount = self->discount;
  VtDiscountProblem problem;

  if (discount == NULL)
    return VT_DISCOUNT_UNKNOWN;

  problem = cart->facts->with_drafts ? vt_discount_check_period (discount, cart->facts->now_us)
                                     : vt_discount_check_time (discount, cart->facts->now_us);
  if (problem == VT_DISCOUNT_APPLIES)
    problem = check_uses (candidate, cart->facts, &self->conditional);
  if (problem == VT_DISCOUNT_APPLIES && !vt_discount_is_for_country (discount, cart->facts->country))
    problem = VT_DISCOUNT_COUNTRY;
  if (problem == VT_DISCOUNT_APPLIES)
    problem = check_customer (discount, cart->facts, &self->conditional);
  if (problem == VT_DISCOUNT_APPLIES)
    problem = check_cart (self, cart);

  return problem;
}
