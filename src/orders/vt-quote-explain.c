/* Why a cart costs what it costs, for the merchant: the sentences of the calculator. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-quote.h"

#include "base/vt-money.h"

#include <glib/gi18n-lib.h>

static char *
format (const VtQuote *self, gint64 minor, const char *locale)
{
  return vt_money_format (vt_money_new (minor, self->currency), locale);
}

static char *
explain_tier (const VtQuote *self, const VtDiscountOutcome *outcome, const char *locale)
{
  const VtDiscount *discount = outcome->discount;
  const VtDiscountTier *tier = &g_array_index (discount->tiers, VtDiscountTier, outcome->tier);
  g_autofree char *off = format (self, outcome->amount_minor, locale);
  g_autofree char *from = NULL;

  if (discount->tier_basis == VT_DISCOUNT_TIERS_BY_QUANTITY)
    return g_strdup_printf (_ ("%d pieces reach the tier from %d: %s off"), (int) outcome->eligible_quantity,
                            (int) tier->from, off);

  from = format (self, tier->from, locale);
  {
    g_autofree char *had = format (self, outcome->eligible_minor, locale);

    return g_strdup_printf (_ ("%s reach the tier from %s: %s off"), had, from, off);
  }
}

static char *
explain_applied (const VtQuote *self, const VtDiscountOutcome *outcome, const char *locale)
{
  const VtDiscount *discount = outcome->discount;
  g_autofree char *off = format (self, outcome->amount_minor, locale);
  g_autofree char *on = format (self, outcome->eligible_minor, locale);
  g_autofree char *worth = vt_discount_describe (discount, self->currency, locale);

  switch (discount->kind)
    {
    case VT_DISCOUNT_FREE_SHIPPING:
      return g_strdup (_ ("The delivery is free"));
    case VT_DISCOUNT_BUY_GET:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %d complete set, %s off its cheapest pieces",
                                           "%s: %d complete sets, %s off their cheapest pieces",
                                           (gulong) outcome->sets),
                              worth, (int) outcome->sets, off);
    case VT_DISCOUNT_TIERED_PERCENT:
    case VT_DISCOUNT_TIERED_FIXED:
      return explain_tier (self, outcome, locale);
    case VT_DISCOUNT_PERCENT:
    case VT_DISCOUNT_FIXED:
    case VT_DISCOUNT_EACH:
    default:
      /* Translators: what it is worth, the worth of what it is on, and what it comes to: “15% off, on €100.00: €15.00”
       */
      return g_strdup_printf (_ ("%s, on %s: %s"), worth, on, off);
    }
}

static char *
explain_refused (const VtQuote *self, const VtDiscountOutcome *outcome, const char *locale)
{
  g_autofree char *message = vt_quote_discount_message (self, outcome, locale);
  g_autofree char *missing = NULL;

  if (outcome->problem == VT_DISCOUNT_MINIMUM)
    {
      missing = format (self, outcome->missing, locale);
      return g_strdup_printf (_ ("%s; %s are missing"), message, missing);
    }
  if (outcome->problem == VT_DISCOUNT_QUANTITY)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s; %d piece is missing", "%s; %d pieces are missing",
                                         (gulong) outcome->missing),
                            message, (int) outcome->missing);

  return g_steal_pointer (&message);
}

/**
 * vt_quote_explain:
 * @self: a quote
 * @outcome: one of its discounts
 * @locale: language that amounts are written in
 *
 * Returns: (transfer full): a sentence for the merchant that says what the discount takes off and of what, or why it
 * takes off nothing
 */
char *
vt_quote_explain (const VtQuote *self, const VtDiscountOutcome *outcome, const char *locale)
{
  g_autofree char *text = NULL;

  if (outcome->problem != VT_DISCOUNT_APPLIES)
    return explain_refused (self, outcome, locale);

  text = explain_applied (self, outcome, locale);
  return outcome->conditional ? g_strdup_printf (_ ("%s (unless the e-mail address is that of another customer)"), text)
                              : g_steal_pointer (&text);
}
