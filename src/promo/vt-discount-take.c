/* What a discount is on, and what each kind takes off the lines of a cart: pure. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount-cart-private.h"

#include "base/vt-money.h"

#define WHOLE_BP 10000

/* A line's part of an amount while it is shared out. */
typedef struct
{
  guint line;
  gint64 variant_id;
  gint64 weight;
  gint64 part;
  guint64 remainder;
} Share;

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
gboolean
vt_discount_is_bought (const VtDiscount *self, const VtDiscountLine *line)
{
  return has_targets (self, VT_DISCOUNT_TARGET_BUY) ? is_target (self, VT_DISCOUNT_TARGET_BUY, line)
                                                    : vt_discount_covers (self, line);
}

gint64
vt_discount_line_worth (const VtDiscountLine *line)
{
  gint64 minor = 0;

  return line->quantity > 0 && vt_money_multiply (line->price_minor, line->quantity, &minor) ? minor : 0;
}

/* Sharing out --------------------------------------------------------------------------------------------------- */

/* @a × @b ÷ @c, none negative, and what remains. A product of two amounts does not fit in 64 bits; @b is at most @c,
 * so the quotient does. */
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
shares_of (const VtDiscountCart *cart, const VtDiscount *discount, const gint64 *rest, gint64 *sum)
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

/* What the kinds take off -----------------------------------------------------------------------------------------
 */

static void
take_sum (const VtDiscountCart *cart,
          const VtDiscount *discount,
          gboolean percent,
          gint64 value,
          const gint64 *rest,
          gint64 *out)
{
  gint64 sum = 0;
  g_autoptr (GArray) shares = shares_of (cart, discount, rest, &sum);
  gint64 amount = percent ? vt_money_percent (sum, MIN (value, WHOLE_BP)) : value;

  share_out (CLAMP (amount, 0, sum), shares, out);
}

/* Off every piece; of a line that another one has had a part of, off what is left of it. */
static void
take_pieces (const VtDiscountCart *cart, const VtDiscount *discount, const gint64 *rest, gint64 *out)
{
  for (guint i = 0; i < cart->n_lines; i++)
    {
      const VtDiscountLine *line = &cart->lines[i];
      gint64 now = 0;

      if (line->quantity <= 0 || !vt_discount_covers (discount, line))
        continue;
      if (discount->kind == VT_DISCOUNT_PERCENT && rest[i] != vt_discount_line_worth (line))
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
GArray *
vt_discount_find_cheapest (const VtDiscountCart *cart, const VtDiscount *discount)
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
is_complete (const VtDiscountCart *cart, const VtDiscount *discount, GArray *cheapest, gint64 bought, gint64 sets)
{
  gint64 wanted = sets * discount->get_quantity;

  for (guint i = 0; i < cheapest->len && wanted > 0; i++)
    {
      const VtDiscountLine *line = &cart->lines[g_array_index (cheapest, guint, i)];
      gint64 got = MIN (wanted, line->quantity);

      wanted -= got;
      if (vt_discount_is_bought (discount, line))
        bought -= got;
    }

  return wanted == 0 && bought >= sets * discount->buy_quantity;
}

/* More sets never get easier, so the most that are complete are found by halving. */
gint64
vt_discount_count_sets (const VtDiscountCart *cart, const VtDiscount *discount, GArray *cheapest)
{
  gint64 bought = 0;
  gint64 low = 0;
  gint64 high;

  if (discount->buy_quantity < 1 || discount->get_quantity < 1)
    return 0;
  for (guint i = 0; i < cart->n_lines; i++)
    if (cart->lines[i].quantity > 0 && vt_discount_is_bought (discount, &cart->lines[i]))
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
take_got (const VtDiscountCart *cart, const VtDiscount *discount, const gint64 *rest, gint64 *out)
{
  g_autoptr (GArray) cheapest = vt_discount_find_cheapest (cart, discount);
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (Share));
  gint64 sets = vt_discount_count_sets (cart, discount, cheapest);
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

void
vt_discount_take (const VtDiscountCart *cart, const VtDiscountOutcome *outcome, const gint64 *rest, gint64 *out)
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
 * The price that stands on a product while an automatic discount takes off the same from every piece, whoever buys
 * and however many: a percentage, rounded half up, or an amount off each.
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
