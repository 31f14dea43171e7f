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

#include "promo/vt-discount-cart-private.h"

#include <string.h>

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

static gint64
sum_of (const gint64 *amounts, guint n)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += amounts[i];

  return sum;
}

static gint64 *
dup_worth (const VtDiscountCart *cart)
{
  gint64 *rest = g_new0 (gint64, MAX (cart->n_lines, 1));

  for (guint i = 0; i < cart->n_lines; i++)
    rest[i] = vt_discount_line_worth (&cart->lines[i]);

  return rest;
}

/* As if it were the only one. */
static VtDiscountOutcome *
outcome_new (const VtDiscountCart *cart, const VtDiscountCandidate *candidate)
{
  VtDiscountOutcome *self = g_new0 (VtDiscountOutcome, 1);
  g_autofree gint64 *rest = dup_worth (cart);

  self->discount = candidate->discount;
  self->code = g_strdup (candidate->code);
  self->line_minor = g_new0 (gint64, MAX (cart->n_lines, 1));
  self->tier = -1;
  self->problem = vt_discount_judge (self, cart, candidate);
  if (self->problem != VT_DISCOUNT_APPLIES)
    return self;

  vt_discount_take (cart, self, rest, self->line_minor);
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
apply (const VtDiscountCart *cart, GPtrArray *members, gboolean keep)
{
  g_autofree gint64 *rest = dup_worth (cart);
  gint64 saving = 0;

  g_ptr_array_sort (members, compare_turns);
  for (guint i = 0; i < members->len; i++)
    {
      VtDiscountOutcome *outcome = g_ptr_array_index (members, i);
      g_autofree gint64 *out = g_new0 (gint64, MAX (cart->n_lines, 1));

      vt_discount_take (cart, outcome, rest, out);
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
offer (const VtDiscountCart *cart, GPtrArray *members, Set *best)
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
choose (const VtDiscountCart *cart, GPtrArray *outcomes, Set *best)
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
settle (VtDiscountResult *self, const VtDiscountCart *cart, Set *best)
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
  const VtDiscountCart cart = { lines, n_lines, facts };
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
