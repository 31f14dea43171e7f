/* The one place where a method's table is applied to a parcel. */

#include "orders/vt-shipping-report.h"

#include "base/vt-money.h"
#include "orders/vt-orders-private.h"

#include <string.h>

/* What a row looks at: the goods of its class, or all. */
typedef struct
{
  gint64 pieces;
  gint64 weight_g;
  gint64 price_minor;
} Scope;

static Scope
measure (const VtParcel *parcel, const char *shipping_class)
{
  Scope scope = { 0, 0, 0 };

  for (guint i = 0; i < parcel->n_items; i++)
    {
      const VtParcelItem *item = &parcel->items[i];

      if (*shipping_class != '\0' && strcmp (item->shipping_class, shipping_class) != 0)
        continue;
      scope.pieces += item->pieces;
      scope.weight_g += item->weight_g;
      scope.price_minor += item->price_minor;
    }

  return scope;
}

static gint64
value_of (const VtShippingRate *rate, const Scope *scope)
{
  switch (rate->basis)
    {
    case VT_SHIPPING_WEIGHT:
      return scope->weight_g;
    case VT_SHIPPING_PRICE:
      return scope->price_minor;
    case VT_SHIPPING_ALWAYS:
    case VT_SHIPPING_ITEMS:
    case VT_SHIPPING_CLASS:
    default:
      return scope->pieces;
    }
}

static VtRowVerdict
judge (const VtShippingRate *rate, const Scope *scope, gint64 value)
{
  if (*rate->shipping_class != '\0' && scope->pieces == 0)
    return VT_ROW_NOTHING;
  if (rate->basis == VT_SHIPPING_ALWAYS)
    return VT_ROW_ADDED;
  if (value < rate->from_value)
    return VT_ROW_BELOW;

  return rate->below_value != -1 && value >= rate->below_value ? VT_ROW_ABOVE : VT_ROW_ADDED;
}

/* Adds @amount × @times to @sum, unless that is more than can be counted. */
static gboolean
add (gint64 *sum, gint64 amount, gint64 times)
{
  gint64 product = 0;

  return vt_money_multiply (amount, times, &product) && vt_money_add (*sum, product, sum) &&
         *sum <= VT_ORDERS_MAX_MINOR;
}

static gboolean
cost_of (const VtShippingRate *rate, const Scope *scope, gint64 *cost)
{
  gint64 steps = scope->weight_g / rate->step_g + (scope->weight_g % rate->step_g > 0 ? 1 : 0);

  *cost = 0;
  return add (cost, rate->base_minor, 1) && add (cost, rate->per_item_minor, scope->pieces) &&
         add (cost, rate->per_step_minor, steps) &&
         add (cost, vt_money_percent (scope->price_minor, rate->percent_bp), 1);
}

/* Goes down the table: what each row did is told, also of those below the last. */
static VtOfferVerdict
apply_table (VtShippingOffer *self, const VtParcel *parcel)
{
  gboolean stopped = FALSE;
  gboolean any = FALSE;

  for (guint i = 0; i < self->method->rates->len; i++)
    {
      const VtShippingRate *rate = g_ptr_array_index (self->method->rates, i);
      const Scope scope = measure (parcel, rate->shipping_class);
      VtShippingStep step = { rate, VT_ROW_STOPPED, value_of (rate, &scope), 0 };

      if (!stopped)
        step.verdict = judge (rate, &scope, step.measure);
      if (step.verdict == VT_ROW_ADDED)
        {
          if (!cost_of (rate, &scope, &step.cost_minor) || !add (&self->full_minor, step.cost_minor, 1))
            return VT_OFFER_TOO_DEAR;
          any = TRUE;
          stopped = rate->stop;
        }
      g_array_append_val (self->steps, step);
    }

  return any ? VT_OFFER_FINE : VT_OFFER_NO_ROW;
}

/**
 * vt_shipping_offer_new:
 * @method: (transfer full): a method with its table
 * @parcel: what is to be sent
 *
 * Applies the table: each row, in order, whose measure is from ≤ x < below adds its base, its price for each piece, for
 * each step of weight begun, and its percentage of what the goods cost, until a matching row stops. A row of a class
 * measures and charges the goods of that class alone, and does nothing without any. What has no weight weighs nothing.
 * The handling fee comes once on top. Above the greatest weight the method is not offered; neither is it when no row
 * matches. From `free_over_minor` of goods on, or by a discount, it costs nothing.
 *
 * Returns: (transfer full): what it costs, or why it is not offered
 */
VtShippingOffer *
vt_shipping_offer_new (VtShippingMethod *method, const VtParcel *parcel)
{
  VtShippingOffer *self = g_new0 (VtShippingOffer, 1);
  const Scope all = measure (parcel, "");
  gboolean is_free =
      parcel->is_free || (method->free_over_minor >= 0 && parcel->goods_minor >= method->free_over_minor);

  self->method = method;
  self->steps = g_array_new (FALSE, FALSE, sizeof (VtShippingStep));
  self->verdict = apply_table (self, parcel);
  if (self->verdict == VT_OFFER_FINE && !add (&self->full_minor, method->handling_minor, 1))
    self->verdict = VT_OFFER_TOO_DEAR;
  if (method->max_weight_g >= 0 && all.weight_g > method->max_weight_g)
    self->verdict = VT_OFFER_TOO_HEAVY;
  self->price_minor = is_free ? 0 : self->full_minor;

  return self;
}

/**
 * vt_shipping_offer_free:
 * @self: (nullable): an offer
 *
 * Frees the record with its method.
 */
void
vt_shipping_offer_free (VtShippingOffer *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->steps);
  vt_shipping_method_free (self->method);
  g_free (self);
}
