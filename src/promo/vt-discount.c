/* What can be said of a discount by itself, without a shop. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount.h"

#include "base/vt-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WHOLE_BP 10000

static const char *const kinds[VT_DISCOUNT_N_KINDS] = { "percent", "fixed",          "free-shipping", "each",
                                                        "buy-get", "tiered-percent", "tiered-fixed" };
static const char *const methods[] = { "code", "automatic", "codes" };
static const char *const audiences[] = { "all", "new", "returning", "subscribers" };
static const char *const combinations[] = { "none", "delivery", "all" };
static const char *const bases[] = { "subtotal", "quantity" };
static const char *const problems[VT_DISCOUNT_N_PROBLEMS] = {
  "none",       "unknown",  "not-started", "ended",   "minimum",       "not-eligible", "used-up",
  "few-pieces", "audience", "needs-email", "country", "customer-used", "other",
};

static int
find_word (const char *const *words, guint n_words, const char *text)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (text, words[i]) == 0)
      return (int) i;

  return -1;
}

/**
 * vt_discount_free:
 * @self: (nullable): a discount
 *
 * Frees the record.
 */
void
vt_discount_free (VtDiscount *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->code);
  g_free (self->countries);
  g_clear_pointer (&self->targets, g_array_unref);
  g_clear_pointer (&self->tiers, g_array_unref);
  g_free (self);
}

/**
 * vt_discount_note_times:
 * @db: the connection that @self was read from
 * @self: a discount
 * @now_us: UTC microseconds since 1970
 *
 * Tells a watched connection that what is made of @self changes when it begins and when it ends.
 */
void
vt_discount_note_times (VtDb *db, const VtDiscount *self, gint64 now_us)
{
  if (self->starts_us != 0)
    vt_db_is_past (db, self->starts_us, now_us);
  if (self->ends_us != 0)
    vt_db_is_past (db, self->ends_us, now_us);
}

/**
 * vt_discount_check_period:
 * @self: a discount
 * @now_us: UTC microseconds since 1970
 *
 * A discount holds from its start on, and no more at its end, whether or not it is a draft.
 *
 * Returns: %VT_DISCOUNT_APPLIES, %VT_DISCOUNT_NOT_STARTED or %VT_DISCOUNT_ENDED
 */
VtDiscountProblem
vt_discount_check_period (const VtDiscount *self, gint64 now_us)
{
  if (self->starts_us != 0 && now_us < self->starts_us)
    return VT_DISCOUNT_NOT_STARTED;
  if (self->ends_us != 0 && now_us >= self->ends_us)
    return VT_DISCOUNT_ENDED;

  return VT_DISCOUNT_APPLIES;
}

/**
 * vt_discount_check_time:
 * @self: a discount
 * @now_us: UTC microseconds since 1970
 *
 * A discount holds from its start on, and no more at its end.
 *
 * Returns: %VT_DISCOUNT_APPLIES, %VT_DISCOUNT_UNKNOWN when it is a draft, %VT_DISCOUNT_NOT_STARTED or
 * %VT_DISCOUNT_ENDED
 */
VtDiscountProblem
vt_discount_check_time (const VtDiscount *self, gint64 now_us)
{
  return self->active ? vt_discount_check_period (self, now_us) : VT_DISCOUNT_UNKNOWN;
}

/**
 * vt_discount_amount:
 * @self: a discount
 * @eligible_minor: sum of the lines it is on, in minor units, not negative
 *
 * A percentage is rounded half up once, on the sum, not on each line.
 *
 * Returns: what comes off, from 0 to @eligible_minor; 0 for what cannot be told by a sum
 */
gint64
vt_discount_amount (const VtDiscount *self, gint64 eligible_minor)
{
  switch (self->kind)
    {
    case VT_DISCOUNT_PERCENT:
      return CLAMP (vt_money_percent (eligible_minor, MIN (self->value, WHOLE_BP)), 0, eligible_minor);
    case VT_DISCOUNT_FIXED:
      return CLAMP (self->value, 0, eligible_minor);
    case VT_DISCOUNT_FREE_SHIPPING:
    case VT_DISCOUNT_EACH:
    case VT_DISCOUNT_BUY_GET:
    case VT_DISCOUNT_TIERED_PERCENT:
    case VT_DISCOUNT_TIERED_FIXED:
    default:
      return 0;
    }
}

/**
 * vt_discount_get_collection:
 * @self: a discount
 *
 * Returns: the collection that it is on; 0 when it is on everything, or on something else
 */
gint64
vt_discount_get_collection (const VtDiscount *self)
{
  gint64 found = 0;

  for (guint i = 0; self->chosen && self->targets != NULL && i < self->targets->len; i++)
    {
      const VtDiscountTarget *target = &g_array_index (self->targets, VtDiscountTarget, i);

      if (target->role != VT_DISCOUNT_TARGET_ON)
        continue;
      if (found != 0 || target->collection_id == 0)
        return 0;
      found = target->collection_id;
    }

  return found;
}

/**
 * vt_discount_is_for_country:
 * @self: a discount
 * @country: (nullable): ISO 3166-1 code
 *
 * Returns: whether orders to that country can use it
 */
gboolean
vt_discount_is_for_country (const VtDiscount *self, const char *country)
{
  g_auto (GStrv) codes = NULL;

  if (self->countries == NULL || *self->countries == '\0')
    return TRUE;
  if (country == NULL)
    return FALSE;

  codes = g_strsplit (self->countries, " ", -1);
  return g_strv_contains ((const char *const *) codes, country);
}

/* "12.5" */
static char *
format_percent (gint64 basis_points)
{
  if (basis_points % 100 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, basis_points / 100);

  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", basis_points / 100, (int) (basis_points % 100));
}

static char *
format_amount (gint64 minor, const char *currency, const char *locale)
{
  return vt_money_format (vt_money_new (minor, currency), locale);
}

static char *
describe_buy_get (const VtDiscount *self)
{
  g_autofree char *percent = format_percent (self->value);

  if (self->value == WHOLE_BP)
    /* Translators: numbers of pieces, as in “Buy 2, get 1 free” */
    return g_strdup_printf (_ ("Buy %d, get %d free"), (int) self->buy_quantity, (int) self->get_quantity);

  /* Translators: numbers of pieces and a percentage, as in “Buy 2, get 1 at 50% off” */
  return g_strdup_printf (_ ("Buy %d, get %d at %s%% off"), (int) self->buy_quantity, (int) self->get_quantity,
                          percent);
}

static char *
describe_tiers (const VtDiscount *self, const char *currency, const char *locale)
{
  const VtDiscountTier *last;
  g_autofree char *most = NULL;

  if (self->tiers == NULL || self->tiers->len == 0)
    return g_strdup (_ ("Nothing off: it has no tiers"));

  last = &g_array_index (self->tiers, VtDiscountTier, self->tiers->len - 1);
  if (self->kind == VT_DISCOUNT_TIERED_FIXED)
    {
      most = format_amount (last->value, currency, locale);
      /* Translators: an amount of money, as in “Up to €20.00 off” */
      return g_strdup_printf (_ ("Up to %s off"), most);
    }

  most = format_percent (last->value);
  /* Translators: a percentage, as in “Up to 15% off” */
  return g_strdup_printf (_ ("Up to %s%% off"), most);
}

/**
 * vt_discount_describe:
 * @self: a discount
 * @currency: ISO 4217 code of the shop's currency
 * @locale: language that amounts are written in
 *
 * Returns: (transfer full): what it is worth, in few words: "15 % off", "€20.00 off", "Free shipping", "Buy 2, get 1
 * free", "Up to 20 % off"
 */
char *
vt_discount_describe (const VtDiscount *self, const char *currency, const char *locale)
{
  g_autofree char *amount = NULL;

  switch (self->kind)
    {
    case VT_DISCOUNT_PERCENT:
      amount = format_percent (self->value);
      /* Translators: a percentage, as in “15% off” */
      return g_strdup_printf (_ ("%s%% off"), amount);
    case VT_DISCOUNT_FIXED:
      amount = format_amount (self->value, currency, locale);
      /* Translators: an amount of money, as in “€20.00 off” */
      return g_strdup_printf (_ ("%s off"), amount);
    case VT_DISCOUNT_EACH:
      amount = format_amount (self->value, currency, locale);
      /* Translators: an amount of money, as in “€5.00 off each” */
      return g_strdup_printf (_ ("%s off each"), amount);
    case VT_DISCOUNT_BUY_GET:
      return describe_buy_get (self);
    case VT_DISCOUNT_TIERED_PERCENT:
    case VT_DISCOUNT_TIERED_FIXED:
      return describe_tiers (self, currency, locale);
    case VT_DISCOUNT_FREE_SHIPPING:
    default:
      return g_strdup (_ ("Free shipping"));
    }
}

/**
 * vt_discount_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in the database
 */
const char *
vt_discount_kind_to_string (VtDiscountKind kind)
{
  return kinds[kind];
}

/**
 * vt_discount_kind_from_string:
 * @text: (nullable): a name
 * @out: (out): a kind; left as it was when there is none
 *
 * Returns: whether there is one
 */
gboolean
vt_discount_kind_from_string (const char *text, VtDiscountKind *out)
{
  int index = find_word (kinds, G_N_ELEMENTS (kinds), text);

  if (index >= 0)
    *out = (VtDiscountKind) index;
  return index >= 0;
}

/**
 * vt_discount_method_to_string:
 * @method: a method
 *
 * Returns: (transfer none): its name in the database
 */
const char *
vt_discount_method_to_string (VtDiscountMethod method)
{
  return methods[method];
}

/**
 * vt_discount_method_from_string:
 * @text: (nullable): a name
 * @out: (out): a method; left as it was when there is none
 *
 * Returns: whether there is one
 */
gboolean
vt_discount_method_from_string (const char *text, VtDiscountMethod *out)
{
  int index = find_word (methods, G_N_ELEMENTS (methods), text);

  if (index >= 0)
    *out = (VtDiscountMethod) index;
  return index >= 0;
}

/**
 * vt_discount_audience_to_string:
 * @audience: an audience
 *
 * Returns: (transfer none): its name in the database
 */
const char *
vt_discount_audience_to_string (VtDiscountAudience audience)
{
  return audiences[audience];
}

/**
 * vt_discount_audience_from_string:
 * @text: (nullable): a name
 * @out: (out): an audience; left as it was when there is none
 *
 * Returns: whether there is one
 */
gboolean
vt_discount_audience_from_string (const char *text, VtDiscountAudience *out)
{
  int index = find_word (audiences, G_N_ELEMENTS (audiences), text);

  if (index >= 0)
    *out = (VtDiscountAudience) index;
  return index >= 0;
}

/**
 * vt_discount_combines_to_string:
 * @combines: which others it goes with
 *
 * Returns: (transfer none): its name in the database
 */
const char *
vt_discount_combines_to_string (VtDiscountCombines combines)
{
  return combinations[combines];
}

/**
 * vt_discount_combines_from_string:
 * @text: (nullable): a name
 * @out: (out): which others it goes with; left as it was when there is none
 *
 * Returns: whether there is one
 */
gboolean
vt_discount_combines_from_string (const char *text, VtDiscountCombines *out)
{
  int index = find_word (combinations, G_N_ELEMENTS (combinations), text);

  if (index >= 0)
    *out = (VtDiscountCombines) index;
  return index >= 0;
}

/**
 * vt_discount_tier_basis_to_string:
 * @basis: what tiers begin by
 *
 * Returns: (transfer none): its name in the database
 */
const char *
vt_discount_tier_basis_to_string (VtDiscountTierBasis basis)
{
  return bases[basis];
}

/**
 * vt_discount_tier_basis_from_string:
 * @text: (nullable): a name
 * @out: (out): what tiers begin by; left as it was when there is none
 *
 * Returns: whether there is one
 */
gboolean
vt_discount_tier_basis_from_string (const char *text, VtDiscountTierBasis *out)
{
  int index = find_word (bases, G_N_ELEMENTS (bases), text);

  if (index >= 0)
    *out = (VtDiscountTierBasis) index;
  return index >= 0;
}

/**
 * vt_discount_problem_to_string:
 * @problem: why a discount does not apply
 *
 * Returns: its name in the host's answers: "ended"; "none" when it applies
 */
const char *
vt_discount_problem_to_string (VtDiscountProblem problem)
{
  return problems[problem];
}
