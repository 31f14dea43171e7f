/* The one place where discounts are applied to a cart: pure, so that app, host and tests come to the same amounts.
 *
 *   percent       once on the sum of the lines it is on, rounded half up, then shared out by largest remainder;
 *                 an automatic one on each piece, because pieces are shown at that price
 *   fixed         once on the sum, at most that sum
 *   each          off each piece, at most its price
 *   buy and get   whole sets alone; the cheapest pieces are those that are got; rounded half up once on their sum
 *   tiered        the highest tier that is reached; then as percent or fixed
 *
 * Which apply: of the sets that go together the one with the highest priority, then that takes off most. Those of a set
 * follow each other, each on what the ones before have left, so that no line goes below zero. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount-price.h"

#include "base/vt-money.h"

#include <string.h>

#define WHOLE_BP 10000

typedef struct
{
  const VtDiscountLine *lines; /* (unowned) */
  guint n_lines;
  const VtDiscountFacts *facts; /* (unowned) */
} Cart;

/* A line's part of an amount while it is shared out. */
typedef struct
{
  guint line;
  gint64 variant_id;
  gint64 weight;
  gint64 part;
  guint64 remainder;
} Share;

/* Outcomes that go together. */
typedef struct
{
  GPtrArray *members; /* (owned) VtDiscountOutcome, unowned */
  gint64 saving;
} Set;

static void
outcome_free (VtDiscountOutcome *self)
{
  g_free (self->code);
  g_free (self->line_minor);
  g_free (self);
}

/**
 * vt_discount_result_free:
 * @self: (nullable): a result
 *
 * Frees the record.
 */
void
vt_discount_result_free (VtDiscountResult *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->outcomes);
  g_free (self->line_minor);
  g_free (self);
}

/**
 * vt_discount_result_get:
 * @self: a result
 * @index: below the number of its outcomes
 *
 * Returns: (transfer none): what became of a discount
 */
const VtDiscountOutcome *
vt_discount_result_get (const VtDiscountResult *self, guint index)
{
  return g_ptr_array_index (self->outcomes, index);
}

/* What it is on ------------------------------------------------------------------------------------------------- */

static gboolean
is_in (const VtDiscountLine *line, gint64 collection_id)
{
  for (guint i = 0; i < line->n_collections; i++)
    if (line->collections[i] == collection_id)
      return TRUE;

  return FALSE;
}

static gboolean
has_targets (const VtDiscount *self, VtDiscountRole role)
{
  for (guint i = 0; self->targets != NULL && i < self->targets->len; i++)
    if (g_array_index (self->targets, VtDiscountTarget, i).role == role)
      return TRUE;

  return FALSE;
}

static gboolean
is_target (const VtDiscount *self, VtDiscountRole role, const VtDiscountLine *line)
{
  for (guint i = 0; self->targets != NULL && i < self->targets->len; i++)
    {
      const VtDiscountTarget *target = &g_array_index (self->targets, VtDiscountTarget, i);

      if (target->role != role)
        continue;
      if ((target->variant_id != 0 && target->variant_id == line->variant_id) ||
          (target->product_id != 0 && target->product_id == line->product_id) ||
          (target->collection_id != 0 && is_in (line, target->collection_id)))
        return TRUE;
    }

  return FALSE;
}

/**
 * vt_discount_covers:
 * @self: a discount
 * @line: a line of a cart
 *
 * Returns: whether the discount is on it
 */
gboolean
vt_discount_covers (const VtDiscount *self, const VtDiscountLine *line)
{
  return !self->chosen || is_target (self, VT_DISCOUNT_TARGET_ON, line);
}

/* What has to be bought: what it is on, unless that is named on its own. */
static gboolean
is_bought (const VtDiscount *self, const VtDiscountLine *line)
{
  return has_targets (self, VT_DISCOUNT_TARGET_BUY) ? is_target (self, VT_DISCOUNT_TARGET_BUY, line)
                                                    : vt_discount_covers (self, line);
}

static gint64
worth (const VtDiscountLine *line)
{
  gint64 minor = 0;

  return line->quantity > 0 && vt_money_multiply (line->price_minor, line->quantity, &minor) ? minor : 0;
}

/* Sharing out --------------------------------------------------------------------------------------------------- */

/* @a × @b ÷ @c, none negative, and what remains. A product of two amounts does not fit in 64 bits; @b is at most @c, so
 * the quotient does. */
static gint64
multiply_divide (gint64 a, gint64 b, gint64 c, guint64 *remainder)
{
  unsigned __int128 product = (unsigned __int128) a * (unsigned __int128) b;

  *remainder = (guint64) (product % (unsigned __int128) c);
  return (gint64) (product / (unsigned __int128) c);
}

static int
compare_shares (gconstpointer a, gconstpointer b)
{
  const Share *left = a;
  const Share *right = b;

  if (left->remainder != right->remainder)
    return left->remainder > right->remainder ? -1 : 1;
  return left->variant_id < right->variant_id ? -1 : 1;
}

/* By largest remainder: each gets its part rounded down, and what is left goes, a minor unit each, to those that lost
 * most by that; between equals to the lower id, so that the order of the lines does not matter. */
static void
share_out (gint64 amount, GArray *shares, gint64 *line_minor)
{
  gint64 total = 0;
  gint64 left = amount;

  for (guint i = 0; i < shares->len; i++)
    total += g_array_index (shares, Share, i).weight;
  if (total <= 0 || amount <= 0)
    return;

  for (guint i = 0; i < shares->len; i++)
    {
      Share *share = &g_array_index (shares, Share, i);

      share->part = multiply_divide (amount, share->weight, total, &share->remainder);
      left -= share->part;
    }
  g_array_sort (shares, compare_shares);
  for (guint i = 0; i < shares->len; i++)
    {
      const Share *share = &g_array_index (shares, Share, i);

      line_minor[share->line] += share->part + ((gint64) i < left ? 1 : 0);
    }
}

static GArray *
shares_of (const Cart *cart, const VtDiscount *discount, const gint64 *rest, gint64 *sum)
{
  GArray *shares = g_array_new (FALSE, FALSE, sizeof (Share));

  *sum = 0;
  for (guint i = 0; i < cart->n_lines; i++)
    {
      const Share share = { i, cart->lines[i].variant_id, rest[i], 0, 0 };

      if (cart->lines[i].quantity <= 0 || !vt_discount_covers (discount, &cart->lines[i]))
        continue;
      g_array_append_val (shares, share);
      *sum += rest[i];
    }

  return shares;
}

/* What the kinds take off ----------------------------------------------------------------------------------------- */

static void
take_sum (const Cart *cart, const VtDiscount *discount, gboolean percent, gint64 value, const gint64 *rest, gint64 *out)
{
  gint64 sum = 0;
  g_autoptr (GArray) shares = shares_of (cart, discount, rest, &sum);
  gint64 amount = percent ? vt_money_percent (sum, MIN (value, WHOLE_BP)) : value;

  share_out (CLAMP (amount, 0, sum), shares, out);
}

/* Off every piece; of a line that another one has had a part of, off what is left of it. */
static void
take_pieces (const Cart *cart, const VtDiscount *discount, const gint64 *rest, gint64 *out)
{
  for (guint i = 0; i < cart->n_lines; i++)
    {
      const VtDiscountLine *line = &cart->lines[i];
      gint64 now = 0;

      if (line->quantity <= 0 || !vt_discount_covers (discount, line))
        continue;
      if (discount->kind == VT_DISCOUNT_PERCENT && rest[i] != worth (line))
        out[i] = vt_money_percent (rest[i], MIN (discount->value, WHOLE_BP));
      else if (vt_discount_piece_price (discount, line->price_minor, &now))
        out[i] = (line->price_minor - now) * line->quantity;
      out[i] = CLAMP (out[i], 0, rest[i]);
    }
}

static int
compare_prices (gconstpointer a, gconstpointer b, gpointer lines)
{
  const VtDiscountLine *left = (const VtDiscountLine *) lines + *(const guint *) a;
  const VtDiscountLine *right = (const VtDiscountLine *) lines + *(const guint *) b;

  if (left->price_minor != right->price_minor)
    return left->price_minor < right->price_minor ? -1 : 1;
  return left->variant_id < right->variant_id ? -1 : 1;
}

/* The lines that can be got, the cheapest first. */
static GArray *
find_cheapest (const Cart *cart, const VtDiscount *discount)
{
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < cart->n_lines; i++)
    if (cart->lines[i].quantity > 0 && vt_discount_covers (discount, &cart->lines[i]))
      g_array_append_val (indices, i);
  g_array_sort_with_data (indices, compare_prices, (gpointer) cart->lines);

  return indices;
}

/* Whether @sets sets are complete: their cheapest pieces are got, and enough of the others are bought. */
static gboolean
is_complete (const Cart *cart, const VtDiscount *discount, GArray *cheapest, gint64 bought, gint64 sets)
{
  gint64 wanted = sets * discount->get_quantity;

  for (guint i = 0; i < cheapest->len && wanted > 0; i++)
    {
      const VtDiscountLine *line = &cart->lines[g_array_index (cheapest, guint, i)];
      gint64 got = MIN (wanted, line->quantity);

      wanted -= got;
      if (is_bought (discount, line))
        bought -= got;
    }

  return wanted == 0 && bought >= sets * discount->buy_quantity;
}

/* More sets never get easier, so the most that are complete are found by halving. */
static gint64
count_sets (const Cart *cart, const VtDiscount *discount, GArray *cheapest)
{
  gint64 bought = 0;
  gint64 low = 0;
  gint64 high;

  if (discount->buy_quantity < 1 || discount->get_quantity < 1)
    return 0;
  for (guint i = 0; i < cart->n_lines; i++)
    if (cart->lines[i].quantity > 0 && is_bought (discount, &cart->lines[i]))
      bought += cart->lines[i].quantity;

  high = bought / discount->buy_quantity;
  if (discount->get_times > 0)
    high = MIN (high, discount->get_times);
  while (low < high)
    {
      gint64 middle = low + (high - low + 1) / 2;

      if (is_complete (cart, discount, cheapest, bought, middle))
        low = middle;
      else
        high = middle - 1;
    }

  return low;
}

static gint64
take_got (const Cart *cart, const VtDiscount *discount, const gint64 *rest, gint64 *out)
{
  g_autoptr (GArray) cheapest = find_cheapest (cart, discount);
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (Share));
  gint64 sets = count_sets (cart, discount, cheapest);
  gint64 wanted = sets * discount->get_quantity;
  gint64 sum = 0;

  for (guint i = 0; i < cheapest->len && wanted > 0; i++)
    {
      guint index = g_array_index (cheapest, guint, i);
      const VtDiscountLine *line = &cart->lines[index];
      gint64 got = MIN (wanted, line->quantity);
      const Share share = { index, line->variant_id, MIN (line->price_minor * got, rest[index]), 0, 0 };

      wanted -= got;
      sum += share.weight;
      g_array_append_val (shares, share);
    }
  share_out (vt_money_percent (sum, MIN (discount->value, WHOLE_BP)), shares, out);

  return sets;
}

static gboolean
is_by_pieces (const VtDiscount *discount)
{
  return discount->kind == VT_DISCOUNT_EACH ||
         (discount->kind == VT_DISCOUNT_PERCENT && discount->method == VT_DISCOUNT_AUTOMATIC);
}

static void
take (const Cart *cart, const VtDiscountOutcome *outcome, const gint64 *rest, gint64 *out)
{
  const VtDiscount *discount = outcome->discount;
  gint64 value = discount->value;

  if (outcome->tier >= 0)
    value = g_array_index (discount->tiers, VtDiscountTier, outcome->tier).value;
  if (discount->kind == VT_DISCOUNT_BUY_GET)
    take_got (cart, discount, rest, out);
  else if (is_by_pieces (discount))
    take_pieces (cart, discount, rest, out);
  else if (discount->kind != VT_DISCOUNT_FREE_SHIPPING)
    take_sum (cart, discount, discount->kind == VT_DISCOUNT_PERCENT || discount->kind == VT_DISCOUNT_TIERED_PERCENT,
              value, rest, out);
}

/**
 * vt_discount_piece_price:
 * @self: a discount
 * @price_minor: of a piece that it is on
 * @now_minor: (out): what the piece costs with it
 *
 * The price that stands on a product while an automatic discount takes off the same from every piece, whoever buys and
 * however many: a percentage, rounded half up, or an amount off each.
 *
 * Returns: whether there is such a price
 */
gboolean
vt_discount_piece_price (const VtDiscount *self, gint64 price_minor, gint64 *now_minor)
{
  if (!is_by_pieces (self) || price_minor < 0)
    return FALSE;

  *now_minor =
      price_minor - (self->kind == VT_DISCOUNT_EACH
                         ? MIN (self->value, price_minor)
                         : CLAMP (vt_money_percent (price_minor, MIN (self->value, WHOLE_BP)), 0, price_minor));
  return TRUE;
}

/* Whether one applies ------------------------------------------------------------------------------------------- */

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
measure (VtDiscountOutcome *self, const Cart *cart)
{
  for (guint i = 0; i < cart->n_lines; i++)
    if (cart->lines[i].quantity > 0 && vt_discount_covers (self->discount, &cart->lines[i]))
      {
        self->eligible_quantity += cart->lines[i].quantity;
        self->eligible_minor += worth (&cart->lines[i]);
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
reach_set (VtDiscountOutcome *self, const Cart *cart)
{
  const VtDiscount *discount = self->discount;
  g_autoptr (GArray) cheapest = find_cheapest (cart, discount);
  gint64 had = 0;

  self->sets = count_sets (cart, discount, cheapest);
  if (self->sets > 0)
    return VT_DISCOUNT_APPLIES;

  for (guint i = 0; i < cart->n_lines; i++)
    if (cart->lines[i].quantity > 0 &&
        (vt_discount_covers (discount, &cart->lines[i]) || is_bought (discount, &cart->lines[i])))
      had += cart->lines[i].quantity;
  if (had == 0)
    return VT_DISCOUNT_NOT_ELIGIBLE;

  self->needed = discount->buy_quantity + discount->get_quantity;
  self->missing = MAX (self->needed - had, 1);
  return VT_DISCOUNT_QUANTITY;
}

static VtDiscountProblem
check_cart (VtDiscountOutcome *self, const Cart *cart)
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

static VtDiscountProblem
check (VtDiscountOutcome *self, const Cart *cart, const VtDiscountCandidate *candidate)
{
  const VtDiscount *discount = self->discount;
  VtDiscountProblem problem;

  if (discount == NULL)
    return VT_DISCOUNT_UNKNOWN;

  problem = vt_discount_check_time (discount, cart->facts->now_us);
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

static gint64
sum_of (const gint64 *amounts, guint n)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += amounts[i];

  return sum;
}

static gint64 *
dup_worth (const Cart *cart)
{
  gint64 *rest = g_new0 (gint64, MAX (cart->n_lines, 1));

  for (guint i = 0; i < cart->n_lines; i++)
    rest[i] = worth (&cart->lines[i]);

  return rest;
}

/* As if it were the only one. */
static VtDiscountOutcome *
outcome_new (const Cart *cart, const VtDiscountCandidate *candidate)
{
  VtDiscountOutcome *self = g_new0 (VtDiscountOutcome, 1);
  g_autofree gint64 *rest = dup_worth (cart);

  self->discount = candidate->discount;
  self->code = g_strdup (candidate->code);
  self->line_minor = g_new0 (gint64, MAX (cart->n_lines, 1));
  self->tier = -1;
  self->problem = check (self, cart, candidate);
  if (self->problem != VT_DISCOUNT_APPLIES)
    return self;

  take (cart, self, rest, self->line_minor);
  self->amount_minor = sum_of (self->line_minor, cart->n_lines);
  self->free_shipping = self->discount->kind == VT_DISCOUNT_FREE_SHIPPING;

  return self;
}

/* Which apply together ------------------------------------------------------------------------------------------ */

static int
compare_ids (const VtDiscount *a, const VtDiscount *b)
{
  return a->id == b->id ? 0 : a->id < b->id ? -1 : 1;
}

/* The order in which those of a set follow each other: by priority; automatic ones before codes, because their prices
 * are shown; what is off pieces before what is off sums; the delivery last. */
static int
compare_turns (gconstpointer a, gconstpointer b)
{
  static const int turns[VT_DISCOUNT_N_KINDS] = {
    [VT_DISCOUNT_EACH] = 0,           [VT_DISCOUNT_BUY_GET] = 1, [VT_DISCOUNT_PERCENT] = 2,
    [VT_DISCOUNT_TIERED_PERCENT] = 3, [VT_DISCOUNT_FIXED] = 4,   [VT_DISCOUNT_TIERED_FIXED] = 5,
    [VT_DISCOUNT_FREE_SHIPPING] = 6,
  };
  const VtDiscount *left = (*(const VtDiscountOutcome *const *) a)->discount;
  const VtDiscount *right = (*(const VtDiscountOutcome *const *) b)->discount;
  gboolean left_automatic = left->method == VT_DISCOUNT_AUTOMATIC;
  gboolean right_automatic = right->method == VT_DISCOUNT_AUTOMATIC;

  if (left->priority != right->priority)
    return left->priority > right->priority ? -1 : 1;
  if (left_automatic != right_automatic)
    return left_automatic ? -1 : 1;
  if (left->kind != right->kind)
    return turns[left->kind] - turns[right->kind];

  return compare_ids (left, right);
}

static void
set_clear (Set *self)
{
  g_clear_pointer (&self->members, g_ptr_array_unref);
}

/* Applies the members one after another and, when @keep, writes down what each takes off. */
static gint64
apply (const Cart *cart, GPtrArray *members, gboolean keep)
{
  g_autofree gint64 *rest = dup_worth (cart);
  gint64 saving = 0;

  g_ptr_array_sort (members, compare_turns);
  for (guint i = 0; i < members->len; i++)
    {
      VtDiscountOutcome *outcome = g_ptr_array_index (members, i);
      g_autofree gint64 *out = g_new0 (gint64, MAX (cart->n_lines, 1));

      take (cart, outcome, rest, out);
      for (guint line = 0; line < cart->n_lines; line++)
        rest[line] -= out[line];
      saving += sum_of (out, cart->n_lines) + (outcome->free_shipping ? cart->facts->shipping_minor : 0);
      if (!keep)
        continue;
      outcome->amount_minor = sum_of (out, cart->n_lines);
      memcpy (outcome->line_minor, out, cart->n_lines * sizeof *out);
    }

  return saving;
}

static const VtDiscount *
leader_of (const Set *set)
{
  return ((const VtDiscountOutcome *) g_ptr_array_index (set->members, 0))->discount;
}

static guint
count_codes (const Set *set)
{
  guint n = 0;

  for (guint i = 0; i < set->members->len; i++)
    if (((const VtDiscountOutcome *) g_ptr_array_index (set->members, i))->code != NULL)
      n++;

  return n;
}

/* Priority, then saving, then what the shopper asked for, then fewer, then the older. */
static gboolean
is_better (const Set *set, const Set *best)
{
  const VtDiscount *left = leader_of (set);
  const VtDiscount *right;

  if (best->members == NULL)
    return TRUE;
  right = leader_of (best);
  if (left->priority != right->priority)
    return left->priority > right->priority;
  if (set->saving != best->saving)
    return set->saving > best->saving;
  if (count_codes (set) != count_codes (best))
    return count_codes (set) > count_codes (best);
  if (set->members->len != best->members->len)
    return set->members->len < best->members->len;

  return compare_ids (left, right) < 0;
}

static void
offer (const Cart *cart, GPtrArray *members, Set *best)
{
  Set set = { members, 0 };

  if (members->len > 0)
    {
      set.saving = apply (cart, members, FALSE);
      if (is_better (&set, best))
        {
          set_clear (best);
          *best = set;
          return;
        }
    }
  g_ptr_array_unref (members);
}

/* The one that makes the delivery free and goes with goods: a second one would bring nothing. */
static VtDiscountOutcome *
find_delivery (GPtrArray *outcomes)
{
  VtDiscountOutcome *found = NULL;

  for (guint i = 0; i < outcomes->len; i++)
    {
      VtDiscountOutcome *outcome = g_ptr_array_index (outcomes, i);

      if (outcome->problem == VT_DISCOUNT_APPLIES && outcome->free_shipping &&
          outcome->discount->combines != VT_DISCOUNT_COMBINES_NONE &&
          (found == NULL || compare_turns (&outcome, &found) < 0))
        found = outcome;
    }

  return found;
}

/* Every set that could be the best: each alone, with free delivery where both allow it; and all that go with all. */
static void
choose (const Cart *cart, GPtrArray *outcomes, Set *best)
{
  VtDiscountOutcome *delivery = find_delivery (outcomes);
  GPtrArray *together = g_ptr_array_new ();

  for (guint i = 0; i < outcomes->len; i++)
    {
      VtDiscountOutcome *outcome = g_ptr_array_index (outcomes, i);
      GPtrArray *members;

      if (outcome->problem != VT_DISCOUNT_APPLIES)
        continue;
      members = g_ptr_array_new ();
      g_ptr_array_add (members, outcome);
      if (!outcome->free_shipping && outcome->discount->combines != VT_DISCOUNT_COMBINES_NONE && delivery != NULL)
        g_ptr_array_add (members, delivery);
      offer (cart, members, best);
      if (!outcome->free_shipping && outcome->discount->combines == VT_DISCOUNT_COMBINES_ALL)
        g_ptr_array_add (together, outcome);
    }

  if (together->len > 0 && delivery != NULL)
    g_ptr_array_add (together, delivery);
  offer (cart, together, best);
}

static int
compare_outcomes (gconstpointer a, gconstpointer b)
{
  const VtDiscountOutcome *left = *(const VtDiscountOutcome *const *) a;
  const VtDiscountOutcome *right = *(const VtDiscountOutcome *const *) b;
  gboolean left_applies = left->problem == VT_DISCOUNT_APPLIES;
  gboolean right_applies = right->problem == VT_DISCOUNT_APPLIES;

  if (left_applies != right_applies)
    return left_applies ? -1 : 1;
  if (left->discount == NULL || right->discount == NULL)
    return left->discount != NULL ? -1 : right->discount != NULL ? 1 : g_strcmp0 (left->code, right->code);

  return compare_turns (a, b);
}

static gboolean
is_known (GPtrArray *outcomes, const VtDiscountCandidate *candidate)
{
  for (guint i = 0; i < outcomes->len; i++)
    {
      const VtDiscountOutcome *outcome = g_ptr_array_index (outcomes, i);

      if (candidate->discount != NULL ? outcome->discount != NULL && outcome->discount->id == candidate->discount->id
                                      : outcome->discount == NULL && g_strcmp0 (outcome->code, candidate->code) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
settle (VtDiscountResult *self, const Cart *cart, Set *best)
{
  const VtDiscount *other = best->members != NULL ? leader_of (best) : NULL;

  for (guint i = 0; i < self->outcomes->len; i++)
    {
      VtDiscountOutcome *outcome = g_ptr_array_index (self->outcomes, i);

      if (outcome->problem != VT_DISCOUNT_APPLIES)
        continue;
      if (g_ptr_array_find (best->members, outcome, NULL))
        {
          self->n_applied++;
          self->free_shipping = self->free_shipping || outcome->free_shipping;
          continue;
        }
      outcome->problem = VT_DISCOUNT_OTHER;
      outcome->other = other;
      outcome->amount_minor = 0;
      outcome->free_shipping = FALSE;
      memset (outcome->line_minor, 0, cart->n_lines * sizeof *outcome->line_minor);
    }

  if (best->members != NULL)
    apply (cart, best->members, TRUE);
  g_ptr_array_sort (self->outcomes, compare_outcomes);
  for (guint i = 0; i < self->n_applied; i++)
    for (guint line = 0; line < cart->n_lines; line++)
      self->line_minor[line] += vt_discount_result_get (self, i)->line_minor[line];
  self->total_minor = sum_of (self->line_minor, cart->n_lines);
}

/**
 * vt_discounts_price:
 * @lines: (array length=n_lines): what is bought; each variant once; Σ price × quantity below 2^53
 * @n_lines: how many
 * @candidates: (array length=n_candidates): automatic discounts and those asked for; one that comes twice counts once
 * @n_candidates: how many
 * @facts: when, where and by whom
 *
 * Applies discounts to a cart. Minima and tiers look at what the lines that a discount is on cost before any discount.
 * Two go together when both allow it; of the sets that do, the one whose foremost discount has the highest priority
 * applies, and between equals the one that takes off most, the delivery counted. Those of a set follow each other by
 * priority, automatic ones before codes, amounts off pieces before percentages before amounts off the sum, each on what
 * is left of the lines: no line goes below zero, and the amounts of the lines always add up to the total. The order of
 * @lines and @candidates has no effect on any amount.
 *
 * Returns: (transfer full): what applies, what does not, and why
 */
VtDiscountResult *
vt_discounts_price (const VtDiscountLine *lines,
                    guint n_lines,
                    const VtDiscountCandidate *candidates,
                    guint n_candidates,
                    const VtDiscountFacts *facts)
{
  const Cart cart = { lines, n_lines, facts };
  VtDiscountResult *self = g_new0 (VtDiscountResult, 1);
  Set best = { NULL, 0 };

  self->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) outcome_free);
  self->n_lines = n_lines;
  self->line_minor = g_new0 (gint64, MAX (n_lines, 1));
  for (guint i = 0; i < n_candidates; i++)
    if (!is_known (self->outcomes, &candidates[i]))
      g_ptr_array_add (self->outcomes, outcome_new (&cart, &candidates[i]));

  choose (&cart, self->outcomes, &best);
  settle (self, &cart, &best);
  set_clear (&best);

  return self;
}
