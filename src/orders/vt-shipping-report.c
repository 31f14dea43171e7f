/* Which zone a parcel is for, and what each of its methods costs: asked by the quote, and shown by the simulator. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-shipping-report.h"

#include "base/vt-money.h"
#include "catalogue/vt-weight.h"
#include "orders/vt-postcode.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

static VtZoneVerdict
judge_state (const VtShippingZone *zone, const char *state)
{
  if (zone->states[0] == NULL)
    return VT_ZONE_CHOSEN;
  if (state == NULL || *state == '\0')
    return VT_ZONE_NEEDS_MORE;

  return g_strv_contains ((const char *const *) zone->states, state) ? VT_ZONE_CHOSEN : VT_ZONE_OTHER_STATE;
}

static VtZoneVerdict
judge_postcode (const VtShippingZone *zone, const char *postcode)
{
  if (zone->postcodes[0] == NULL)
    return VT_ZONE_CHOSEN;
  if (*postcode == '\0')
    return VT_ZONE_NEEDS_MORE;
  for (guint i = 0; zone->postcodes[i] != NULL; i++)
    if (vt_postcode_matches (postcode, zone->postcodes[i]))
      return VT_ZONE_CHOSEN;

  return VT_ZONE_OTHER_POSTCODE;
}

static VtZoneVerdict
judge (const VtShippingZone *zone, const char *country, const char *state, const char *postcode)
{
  VtZoneVerdict by_state;
  VtZoneVerdict by_postcode;

  if (!vt_shipping_zone_covers (zone, country))
    return VT_ZONE_OTHER_COUNTRY;

  by_state = judge_state (zone, state);
  by_postcode = judge_postcode (zone, postcode);
  if (by_state == VT_ZONE_OTHER_STATE || by_postcode == VT_ZONE_CHOSEN)
    return by_state;

  return by_postcode;
}

static void
choose_zone (VtShippingReport *self, const VtParcel *parcel)
{
  g_autofree char *postcode = vt_postcode_normalise (parcel->postcode);
  g_autofree char *upper = parcel->state != NULL ? g_ascii_strup (parcel->state, -1) : NULL;
  const char *told = vt_postcode_get_state (parcel->country, parcel->postcode);
  const char *state = told != NULL ? told : upper;

  for (guint i = 0; i < self->zones->len; i++)
    {
      VtZoneVerdict verdict = judge (g_ptr_array_index (self->zones, i), parcel->country, state, postcode);

      if (verdict == VT_ZONE_CHOSEN && self->chosen >= 0)
        verdict = VT_ZONE_COVERED;
      else if (verdict == VT_ZONE_CHOSEN)
        self->chosen = (int) i;
      self->may_vary = self->may_vary || (verdict == VT_ZONE_NEEDS_MORE && self->chosen < 0);
      g_array_append_val (self->verdicts, verdict);
    }
}

/**
 * vt_shipping_report_new:
 * @db: a shop's database or the public catalogue of a release
 * @parcel: what is to be sent, and where
 * @error: a #VtDbError
 *
 * Looks for the first zone that the place is in, and applies the table of each of its methods. While a postcode or
 * state is not known, zones that ask for one are passed over, and `may_vary` tells so.
 *
 * Returns: (transfer full) (nullable): what was looked at
 */
VtShippingReport *
vt_shipping_report_new (VtDb *db, const VtParcel *parcel, GError **error)
{
  g_autoptr (VtShippingReport) self = g_new0 (VtShippingReport, 1);
  g_autoptr (GPtrArray) methods = NULL;

  self->verdicts = g_array_new (FALSE, FALSE, sizeof (VtZoneVerdict));
  self->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shipping_offer_free);
  self->chosen = -1;
  self->zones = vt_shipping_zone_list (db, error);
  if (self->zones == NULL)
    return NULL;

  choose_zone (self, parcel);
  if (self->chosen < 0)
    return g_steal_pointer (&self);

  methods = vt_shipping_method_list (db, ((VtShippingZone *) g_ptr_array_index (self->zones, self->chosen))->id, error);
  if (methods == NULL)
    return NULL;
  while (methods->len > 0)
    g_ptr_array_add (self->offers, vt_shipping_offer_new (g_ptr_array_steal_index (methods, 0), parcel));

  return g_steal_pointer (&self);
}

/**
 * vt_shipping_report_free:
 * @self: (nullable): a report
 *
 * Frees the record.
 */
void
vt_shipping_report_free (VtShippingReport *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->zones, g_ptr_array_unref);
  g_clear_pointer (&self->verdicts, g_array_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_free (self);
}

static char *
format (gint64 minor, const char *currency, const char *locale)
{
  return vt_money_format (vt_money_new (minor, currency), locale);
}

static char *
format_measure (VtShippingBasis basis, gint64 value, const char *currency, const char *locale)
{
  if (basis == VT_SHIPPING_WEIGHT)
    return vt_weight_format (value, value >= 1000 ? VT_WEIGHT_KG : VT_WEIGHT_G);
  if (basis == VT_SHIPPING_PRICE)
    return format (value, currency, locale);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d piece", "%d pieces", (gulong) value), (int) value);
}

static char *
describe_range (const VtShippingRate *rate, const char *currency, const char *locale)
{
  g_autofree char *from = format_measure (rate->basis, rate->from_value, currency, locale);
  g_autofree char *below = format_measure (rate->basis, MAX (rate->below_value, 0), currency, locale);

  if (rate->basis == VT_SHIPPING_ALWAYS || (rate->from_value == 0 && rate->below_value == -1))
    return g_strdup (_ ("always"));
  if (rate->below_value == -1)
    /* Translators: a weight, an amount or a number of pieces */
    return g_strdup_printf (_ ("from %s"), from);
  if (rate->from_value == 0)
    return g_strdup_printf (_ ("below %s"), below);

  return g_strdup_printf (_ ("from %s, below %s"), from, below);
}

static void
add_part (GPtrArray *parts, gint64 minor, const char *pattern, const char *currency, const char *locale)
{
  g_autofree char *money = format (minor, currency, locale);
  g_auto (GStrv) halves = g_strsplit (pattern, "%s", 2);

  if (minor > 0)
    g_ptr_array_add (parts, g_strjoinv (money, halves));
}

static char *
describe_costs (const VtShippingRate *rate, const char *currency, const char *locale)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *step = vt_weight_format (rate->step_g, rate->step_g >= 1000 ? VT_WEIGHT_KG : VT_WEIGHT_G);
  g_autofree char *per_step = g_strdup_printf (_ ("%%s for each %s begun"), step);

  add_part (parts, rate->base_minor, "%s", currency, locale);
  /* Translators: an amount of money */
  add_part (parts, rate->per_item_minor, _ ("%s a piece"), currency, locale);
  add_part (parts, rate->per_step_minor, per_step, currency, locale);
  if (rate->percent_bp > 0)
    g_ptr_array_add (
        parts, g_strdup_printf (_ ("%d.%02d percent of the goods"), rate->percent_bp / 100, rate->percent_bp % 100));
  if (parts->len == 0)
    return format (0, currency, locale);

  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" + ", (char **) parts->pdata);
}

/**
 * vt_shipping_rate_describe:
 * @self: a row of a table
 * @currency: the shop's
 * @locale: (nullable): language that amounts are written in
 *
 * Returns: (transfer full): the row in words: "from 5 kg, below 10 kg: €9.90 + €1.00 a piece"
 */
char *
vt_shipping_rate_describe (const VtShippingRate *self, const char *currency, const char *locale)
{
  g_autofree char *range = describe_range (self, currency, locale);
  g_autofree char *costs = describe_costs (self, currency, locale);

  if (*self->shipping_class == '\0')
    return g_strdup_printf ("%s: %s", range, costs);

  /* Translators: a shipping class such as “bulky”, then a range and what it costs */
  return g_strdup_printf (_ ("“%s”, %s: %s"), self->shipping_class, range, costs);
}

static const char *
explain_zone (VtZoneVerdict verdict)
{
  switch (verdict)
    {
    case VT_ZONE_CHOSEN:
      return _ ("this is the zone");
    case VT_ZONE_COVERED:
      return _ ("would do, but a zone before it is taken");
    case VT_ZONE_OTHER_COUNTRY:
      return _ ("for other countries");
    case VT_ZONE_OTHER_STATE:
      return _ ("for other states");
    case VT_ZONE_OTHER_POSTCODE:
      return _ ("for other postcodes");
    case VT_ZONE_NEEDS_MORE:
    default:
      return _ ("perhaps, once the postcode or state is known");
    }
}

static char *
explain_step (const VtShippingStep *step, const char *currency, const char *locale)
{
  g_autofree char *row = vt_shipping_rate_describe (step->rate, currency, locale);
  g_autofree char *measured = format_measure (step->rate->basis, step->measure, currency, locale);
  g_autofree char *cost = format (step->cost_minor, currency, locale);

  switch (step->verdict)
    {
    case VT_ROW_ADDED:
      /* Translators: the row of a table; what was measured; what it costs */
      return g_strdup_printf (_ ("%s — %s: adds %s"), row, measured, cost);
    case VT_ROW_BELOW:
      return g_strdup_printf (_ ("%s — %s is less"), row, measured);
    case VT_ROW_ABOVE:
      return g_strdup_printf (_ ("%s — %s is too much"), row, measured);
    case VT_ROW_NOTHING:
      return g_strdup_printf (_ ("%s — nothing of this class"), row);
    case VT_ROW_STOPPED:
    default:
      return g_strdup_printf (_ ("%s — not looked at: a row before it was the last"), row);
    }
}

static char *
explain_offer (const VtShippingOffer *offer, const char *currency, const char *locale)
{
  g_autofree char *price = format (offer->price_minor, currency, locale);
  g_autofree char *full = format (offer->full_minor, currency, locale);

  switch (offer->verdict)
    {
    case VT_OFFER_FINE:
      break;
    case VT_OFFER_TOO_HEAVY:
      return g_strdup_printf (_ ("%s: not offered, it is too heavy"), offer->method->name);
    case VT_OFFER_TOO_DEAR:
      return g_strdup_printf (_ ("%s: not offered, it costs more than can be counted"), offer->method->name);
    case VT_OFFER_NO_ROW:
    default:
      return g_strdup_printf (_ ("%s: not offered, no row of its table matches"), offer->method->name);
    }

  if (offer->price_minor != offer->full_minor)
    return g_strdup_printf (_ ("%s: free instead of %s"), offer->method->name, full);
  if (offer->method->handling_minor > 0)
    {
      g_autofree char *handling = format (offer->method->handling_minor, currency, locale);

      return g_strdup_printf (_ ("%s: %s, with %s for handling"), offer->method->name, price, handling);
    }
  return g_strdup_printf ("%s: %s", offer->method->name, price);
}

/**
 * vt_shipping_report_describe:
 * @self: a report
 * @currency: the shop's
 * @locale: (nullable): language that amounts are written in
 *
 * Every zone, method and row with what came of it, in sentences for the merchant. Rows begin with four spaces, methods
 * with two.
 *
 * Returns: (transfer container) (element-type utf8): the lines
 */
GPtrArray *
vt_shipping_report_describe (const VtShippingReport *self, const char *currency, const char *locale)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->zones->len; i++)
    {
      const VtShippingZone *zone = g_ptr_array_index (self->zones, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s: %s", zone->name,
                                               explain_zone (g_array_index (self->verdicts, VtZoneVerdict, i))));
      for (guint j = 0; (int) i == self->chosen && j < self->offers->len; j++)
        {
          const VtShippingOffer *offer = g_ptr_array_index (self->offers, j);
          g_autofree char *head = explain_offer (offer, currency, locale);

          g_ptr_array_add (lines, g_strconcat ("  ", head, NULL));
          for (guint k = 0; k < offer->steps->len; k++)
            {
              g_autofree char *row = explain_step (&g_array_index (offer->steps, VtShippingStep, k), currency, locale);

              g_ptr_array_add (lines, g_strconcat ("    ", row, NULL));
            }
        }
    }

  return lines;
}
