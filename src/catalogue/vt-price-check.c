#define G_LOG_DOMAIN "vt-catalogue"

#include "base/vt-money.h"
#include "catalogue/vt-price-history.h"

#include <glib/gi18n-lib.h>

/**
 * vt_compare_at_is_finding:
 * @verdict: what stands behind a compare-at price
 *
 * Returns: whether a merchant should mend it
 */
gboolean
vt_compare_at_is_finding (VtCompareAtVerdict verdict)
{
  return verdict == VT_COMPARE_AT_NOT_HIGHER || verdict == VT_COMPARE_AT_UNTRUE ||
         verdict == VT_COMPARE_AT_NO_REDUCTION;
}

static char *
with_amount (const char *format, gint64 minor, const char *currency, const char *locale)
{
  g_autofree char *amount = vt_money_format (vt_money_new (minor, currency), locale);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strjoin (amount, parts[0], parts[1], NULL);
}

/**
 * vt_compare_at_describe:
 * @check: what vt_price_check_compare_at() found
 * @currency: the shop's, ISO 4217
 * @locale: (nullable): how amounts are written
 *
 * Returns: (transfer full): a sentence about the compare-at price; "" where there is nothing to say
 */
char *
vt_compare_at_describe (const VtCompareAtCheck *check, const char *currency, const char *locale)
{
  switch (check->verdict)
    {
    case VT_COMPARE_AT_NOT_HIGHER:
      return g_strdup (_ ("The former price is not above the price"));
    case VT_COMPARE_AT_UNTRUE:
      return with_amount (_ ("Nobody was asked for the former price: the highest was %s"), check->highest_minor,
                          currency, locale);
    case VT_COMPARE_AT_NO_REDUCTION:
      return with_amount (_ ("Nothing is reduced: %s was asked within the 30 days before. Take the former price away"),
                          check->lowest_minor, currency, locale);
    case VT_COMPARE_AT_NOT_LOWEST:
      return with_amount (_ ("%s was asked within the 30 days before; it is shown beside the former price"),
                          check->lowest_minor, currency, locale);
    case VT_COMPARE_AT_UNPROVEN:
      return g_strdup (_ ("This shop has not asked for the former price yet; be sure that it was a real one"));
    case VT_COMPARE_AT_NONE:
    case VT_COMPARE_AT_TRUE:
    default:
      return g_strdup ("");
    }
}

/**
 * vt_price_reduction_percent:
 * @price_minor: the price of today
 * @lowest_minor: the lowest of the 30 days before; -1 when not known
 *
 * Counts a reduction as CJEU C-330/23 wants it: from the lowest price of the 30 days before. It is rounded down: no
 * more is promised than there is.
 *
 * Returns: whole percents from 0 to 100
 */
gint64
vt_price_reduction_percent (gint64 price_minor, gint64 lowest_minor)
{
  return lowest_minor > price_minor ? (lowest_minor - price_minor) * 100 / lowest_minor : 0;
}
