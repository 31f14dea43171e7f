#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-margin.h"

#define WHOLE_BP G_GINT64_CONSTANT (10000)

/* Half away from zero; @divisor is above zero. */
static gint64
divide (gint64 number, gint64 divisor)
{
  return number >= 0 ? (number + divisor / 2) / divisor : -((-number + divisor / 2) / divisor);
}

/**
 * vt_margin_compute:
 * @price_minor: what shoppers pay, minor units
 * @cost_minor: what the shop pays for it without tax, minor units; -1 when not known
 * @tax_rate_bp: the tax on it in basis points
 * @tax_included: whether @price_minor holds the tax
 * @margin: (out): what is left; set on %TRUE alone
 *
 * Returns: whether there is something to tell: a cost and a price
 */
gboolean
vt_margin_compute (gint64 price_minor, gint64 cost_minor, gint64 tax_rate_bp, gboolean tax_included, VtMargin *margin)
{
  gint64 net = tax_included ? divide (price_minor * WHOLE_BP, WHOLE_BP + tax_rate_bp) : price_minor;

  if (cost_minor < 0 || net <= 0)
    return FALSE;

  margin->net_minor = net;
  margin->profit_minor = net - cost_minor;
  margin->margin_bp = divide (margin->profit_minor * WHOLE_BP, net);
  return TRUE;
}
