/* The one place where a cart is priced. Amounts are rounded once each and then only added:
 *
 *   line subtotal  price × pieces that can be sold
 *   discounts      by vt_discounts_price(), shared out among the lines
 *   shipping       by the table of the chosen method; free from its limit on, or by the discount
 *   tax            once for each rate, on the sum of what it is on
 */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-quote-private.h"

#include "base/vt-money.h"
#include "orders/vt-email.h"
#include "orders/vt-postcode.h"
#include "orders/vt-tax.h"
#include "promo/vt-discount-code.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
quote_shipping_free (VtQuoteShipping *self)
{
  g_free (self->name);
  g_free (self->carrier);
  g_free (self->note);
  g_free (self->address);
  g_free (self->tax_class);
  g_free (self);
}

static void
quote_tax_free (VtQuoteTax *self)
{
  g_free (self->name);
  g_free (self);
}

void
vt_quote_line_free (VtQuoteLine *self)
{
  g_free (self->product_handle);
  g_free (self->product_title);
  g_free (self->variant_title);
  g_free (self->sku);
  g_free (self->photo_sha256);
  g_free (self->photo_alt);
  g_free (self->tax_class);
  g_free (self->shipping_class);
  g_free (self);
}

static gboolean
add (gint64 *sum, gint64 amount, GError **error)
{
  if (vt_money_add (*sum, amount, sum) && *sum <= VT_QUOTE_MAX_MINOR)
    return TRUE;

  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
                       _ ("The cart is worth more than can be counted; take something out"));
  return FALSE;
}

static gboolean
read_settings (VtQuote *self, VtDb *db, const VtQuoteRequest *request, GError **error)
{
  g_autofree char *currency = vt_setting_get (db, "shop.currency", error);
  g_autofree char *included = currency != NULL ? vt_setting_get (db, "tax.included", error) : NULL;
  g_autofree char *country = included != NULL ? vt_setting_get (db, "shop.country", error) : NULL;

  if (country == NULL)
    return FALSE;

  g_strlcpy (self->currency, currency, sizeof self->currency);
  self->tax_included = strcmp (included, "0") != 0;
  self->country = request->country != NULL ? g_strdup (request->country) : g_steal_pointer (&country);
  self->state = g_strdup (vt_postcode_get_state (self->country, request->postcode));
  if (self->state == NULL && request->state != NULL)
    self->state = g_ascii_strup (request->state, -1);
  self->now_us = request->now_us;

  return TRUE;
}

static VtQuoteLine *
find_line (VtQuote *self, gint64 variant_id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      VtQuoteLine *line = g_ptr_array_index (self->lines, i);

      if (line->variant_id == variant_id)
        return line;
    }

  return NULL;
}

/* The same variant twice is one line, so that its stock is not promised twice. */
static void
merge_lines (VtQuote *self, const VtQuoteRequest *request)
{
  for (guint i = 0; i < request->n_lines; i++)
    {
      VtQuoteLine *line = find_line (self, request->lines[i].variant_id);

      if (line == NULL)
        {
          line = g_new0 (VtQuoteLine, 1);
          line->variant_id = request->lines[i].variant_id;
          g_ptr_array_add (self->lines, line);
        }
      line->quantity += request->lines[i].quantity;
    }
}

static void
count_pieces (VtQuoteLine *line)
{
  if (line->problem == VT_QUOTE_LINE_UNKNOWN)
    return;

  line->quantity_priced = line->quantity;
  if (line->quantity_available < 0 || line->quantity_available >= line->quantity)
    return;

  line->quantity_priced = line->quantity_available;
  line->problem = line->quantity_available == 0 ? VT_QUOTE_LINE_OUT_OF_STOCK : VT_QUOTE_LINE_LESS;
}

static gboolean
price_lines (VtQuote *self, VtDb *db, const VtQuoteSource *source, GError **error)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      VtQuoteLine *line = g_ptr_array_index (self->lines, i);

      if (!vt_quote_read_line (db, line, source, error))
        return FALSE;
      count_pieces (line);
      if (!vt_money_multiply (line->price_minor, line->quantity_priced, &line->subtotal_minor))
        line->subtotal_minor = G_MAXINT64;
      if (!add (&self->subtotal_minor, line->subtotal_minor, error))
        return FALSE;
      line->total_minor = line->subtotal_minor;
    }

  return TRUE;
}

/* The cheapest delivery unless another way is @wanted; what is collected is nobody's first guess unless there is no
 * other way. */
static void
choose_shipping (VtQuote *self, gint64 wanted)
{
  for (guint i = 0; i < self->shipping->len; i++)
    {
      const VtQuoteShipping *option = g_ptr_array_index (self->shipping, i);
      const VtQuoteShipping *chosen = vt_quote_get_shipping (self);

      if (option->id == wanted)
        {
          self->chosen_shipping = (int) i;
          break;
        }
      if (chosen == NULL || (int) option->kind < (int) chosen->kind ||
          (option->kind == chosen->kind && option->price_minor < chosen->price_minor))
        self->chosen_shipping = (int) i;
    }
  if (self->chosen_shipping >= 0)
    self->shipping_minor = vt_quote_get_shipping (self)->price_minor;
}

static void
add_option (VtQuote *self, const VtShippingOffer *offer, const VtDeliveryCalendar *calendar)
{
  const VtShippingMethod *method = offer->method;
  VtQuoteShipping *option;

  if (offer->verdict != VT_OFFER_FINE)
    return;

  option = g_new0 (VtQuoteShipping, 1);
  option->id = method->id;
  option->name = g_strdup (method->name);
  option->kind = method->kind;
  option->carrier = g_strdup (method->carrier);
  option->note = g_strdup (method->note);
  option->address = g_strdup (method->address);
  option->tax_class = g_strdup (method->tax_class);
  option->price_minor = offer->price_minor;
  option->full_minor = offer->full_minor;
  option->free_over_minor = method->free_over_minor;
  option->days_min = method->days_min;
  option->days_max = method->days_max;
  option->has_dates = vt_delivery_dates (method, calendar, self->now_us, &option->dates);
  g_ptr_array_add (self->shipping, option);
}

/* What of the lines is sent: services and what cannot be had are not. */
static GArray *
pack (VtQuote *self)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (VtParcelItem));

  for (guint i = 0; i < self->lines->len; i++)
    {
      const VtQuoteLine *line = g_ptr_array_index (self->lines, i);
      const VtParcelItem item = { line->shipping_class, line->quantity_priced, line->weight_g * line->quantity_priced,
                                  line->total_minor };

      if (line->quantity_priced > 0 && line->shipped)
        g_array_append_val (items, item);
    }

  return items;
}

static gboolean
price_shipping (VtQuote *self, VtDb *db, const VtQuoteRequest *request, gboolean is_free, GError **error)
{
  g_autoptr (GArray) items = pack (self);
  g_autoptr (VtDeliveryCalendar) calendar = NULL;
  const VtParcel parcel = {
    .country = self->country,
    .state = self->state,
    .postcode = request->postcode,
    .items = (const VtParcelItem *) (gpointer) items->data,
    .n_items = items->len,
    .goods_minor = self->subtotal_minor - self->discount_minor,
    .is_free = is_free,
  };

  self->needs_shipping = items->len > 0;
  if (!self->needs_shipping)
    return TRUE;

  calendar = vt_delivery_calendar_load (db, error);
  self->report = calendar != NULL ? vt_shipping_report_new (db, &parcel, error) : NULL;
  if (self->report == NULL)
    return FALSE;
  self->shipping_may_vary = self->report->may_vary;
  for (guint i = 0; i < self->report->offers->len; i++)
    add_option (self, g_ptr_array_index (self->report->offers, i), calendar);
  choose_shipping (self, request->shipping_id);

  return TRUE;
}

/* Discounts ------------------------------------------------------------------------------------------------------- */

/* What discounts need to know of a cart while it is priced. */
typedef struct
{
  GArray *lines;       /* (owned) VtDiscountLine */
  GPtrArray *products; /* (owned) of GArray: the collections of each line's product */
  GArray *candidates;  /* (owned) VtDiscountCandidate */
  GStrv codes;         /* (owned) as they were asked for */
} Pricing;

static void
pricing_clear (Pricing *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->products, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_array_unref);
  g_clear_pointer (&self->codes, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pricing, pricing_clear)

static gboolean
has_discount (VtQuote *self, gint64 id, const VtDiscount **found)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (self->known, i);

      if (discount->id != id)
        continue;
      *found = discount;
      return TRUE;
    }

  return FALSE;
}

/* By its own code, or by one of those that are given to one person each. */
static gboolean
find_code (VtQuote *self, VtDb *db, const char *code, const VtDiscount **found, GError **error)
{
  g_autoptr (GError) reason = NULL;
  VtDiscount *discount = vt_discount_find_by_code (db, code, &reason);
  gint64 id = 0;
  VtStep step;

  *found = NULL;
  if (discount == NULL && reason->domain == VT_PROMO_ERROR)
    {
      step = vt_discount_codes_find (db, code, &id, error);
      if (step != VT_STEP_ROW || has_discount (self, id, found))
        return step != VT_STEP_ERROR;
      g_clear_error (&reason);
      discount = vt_discount_load (db, id, &reason);
    }
  if (discount == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  g_ptr_array_add (self->known, discount);
  *found = discount;
  return TRUE;
}

static void
add_candidate (Pricing *pricing, const VtDiscount *discount, const char *code)
{
  const VtDiscountCandidate candidate = { discount, code, { 0, 0, 0 } };

  g_array_append_val (pricing->candidates, candidate);
}

static gboolean
find_candidates (VtQuote *self,
                 VtDb *db,
                 const VtQuoteRequest *request,
                 gboolean with_drafts,
                 Pricing *pricing,
                 GError **error)
{
  self->known =
      with_drafts ? vt_discount_list_automatic_and_drafts (db, error) : vt_discount_list_automatic (db, error);
  if (self->known == NULL)
    return FALSE;
  for (guint i = 0; i < self->known->len; i++)
    add_candidate (pricing, g_ptr_array_index (self->known, i), NULL);

  pricing->codes =
      g_strsplit (request->discount_code != NULL ? request->discount_code : "", ",", VT_QUOTE_MAX_CODES + 1);
  for (guint i = 0, n = 0; pricing->codes[i] != NULL && n < VT_QUOTE_MAX_CODES; i++)
    {
      const VtDiscount *discount = NULL;

      if (*g_strstrip (pricing->codes[i]) == '\0')
        continue;
      if (!find_code (self, db, pricing->codes[i], &discount, error))
        return FALSE;
      add_candidate (pricing, discount, pricing->codes[i]);
      n++;
    }

  return TRUE;
}

/* The same person writes an address in many ways. */
static char *
dup_customer (const VtQuoteRequest *request)
{
  return request->email != NULL && vt_email_is_valid (request->email) ? vt_email_normalise (request->email) : NULL;
}

static void
count_uses (Pricing *pricing, const VtQuoteSource *source, const char *email)
{
  if (source == NULL || source->uses == NULL)
    return;

  for (guint i = 0; i < pricing->candidates->len; i++)
    {
      VtDiscountCandidate *candidate = &g_array_index (pricing->candidates, VtDiscountCandidate, i);
      const VtDiscount *discount = candidate->discount;
      g_autofree char *code = NULL;

      if (discount == NULL || (discount->usage_limit == 0 && discount->customer_limit == 0 &&
                               discount->method != VT_DISCOUNT_BY_UNIQUE_CODES))
        continue;
      if (discount->method == VT_DISCOUNT_BY_UNIQUE_CODES)
        code = vt_discount_code_normalise (candidate->code);
      source->uses (discount->id, code, email, &candidate->uses, source->data);
    }
}

static gboolean
needs_collections (const Pricing *pricing)
{
  for (guint i = 0; i < pricing->candidates->len; i++)
    {
      const VtDiscount *discount = g_array_index (pricing->candidates, VtDiscountCandidate, i).discount;

      if (discount != NULL && discount->targets->len > 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
fill_lines (VtQuote *self, VtDb *db, Pricing *pricing, GError **error)
{
  gboolean collections = needs_collections (pricing);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const VtQuoteLine *line = g_ptr_array_index (self->lines, i);
      VtDiscountLine own = { line->variant_id, line->product_id, line->price_minor, line->quantity_priced, NULL, 0 };

      if (collections && line->quantity_priced > 0)
        {
          GArray *ids = vt_discount_read_collections (db, line->product_id, error);

          if (ids == NULL)
            return FALSE;
          g_ptr_array_add (pricing->products, ids);
          own.collections = (const gint64 *) (gpointer) ids->data;
          own.n_collections = ids->len;
        }
      g_array_append_val (pricing->lines, own);
    }

  return TRUE;
}

/* What the delivery would cost: asked only when a discount makes it free and another one may be worth more. */
static gboolean
estimate_shipping (VtQuote *self,
                   VtDb *db,
                   const VtQuoteRequest *request,
                   const Pricing *pricing,
                   gint64 *minor,
                   GError **error)
{
  gboolean wanted = FALSE;

  *minor = 0;
  for (guint i = 0; i < pricing->candidates->len; i++)
    {
      const VtDiscount *discount = g_array_index (pricing->candidates, VtDiscountCandidate, i).discount;

      wanted = wanted || (discount != NULL && discount->kind == VT_DISCOUNT_FREE_SHIPPING);
    }
  if (!wanted || pricing->candidates->len < 2)
    return TRUE;
  if (!price_shipping (self, db, request, FALSE, error))
    return FALSE;

  *minor = self->shipping_minor;
  g_clear_pointer (&self->report, vt_shipping_report_free);
  g_ptr_array_set_size (self->shipping, 0);
  self->chosen_shipping = -1;
  self->shipping_minor = 0;

  return TRUE;
}

static void
take_result (VtQuote *self, VtDiscountResult *result)
{
  self->discounts = result;
  self->discount_minor = result->total_minor;
  for (guint i = 0; i < self->lines->len; i++)
    {
      VtQuoteLine *line = g_ptr_array_index (self->lines, i);

      line->discount_minor = result->line_minor[i];
      line->total_minor = line->subtotal_minor - line->discount_minor;
    }
}

static const VtDiscountOutcome *
find_asked (VtQuote *self, const Pricing *pricing)
{
  for (guint i = 0; i < pricing->candidates->len; i++)
    {
      const VtDiscountCandidate *candidate = &g_array_index (pricing->candidates, VtDiscountCandidate, i);

      if (candidate->code == NULL)
        continue;
      for (guint k = 0; k < self->discounts->outcomes->len; k++)
        {
          const VtDiscountOutcome *outcome = vt_discount_result_get (self->discounts, k);

          if (outcome->discount == candidate->discount && g_strcmp0 (outcome->code, candidate->code) == 0)
            return outcome;
        }
    }

  return NULL;
}

static gboolean
price_discounts (VtQuote *self, VtDb *db, const VtQuoteRequest *request, const VtQuoteSource *source, GError **error)
{
  g_auto (Pricing) pricing = { NULL, NULL, NULL, NULL };
  g_autofree char *email = dup_customer (request);
  gboolean with_drafts = source != NULL && source->include_draft_discounts;
  VtDiscountFacts facts = { request->now_us, self->country, email != NULL, 0, FALSE, 0, with_drafts };

  pricing.lines = g_array_new (FALSE, TRUE, sizeof (VtDiscountLine));
  pricing.products = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  pricing.candidates = g_array_new (FALSE, TRUE, sizeof (VtDiscountCandidate));
  if (!find_candidates (self, db, request, with_drafts, &pricing, error) || !fill_lines (self, db, &pricing, error) ||
      !estimate_shipping (self, db, request, &pricing, &facts.shipping_minor, error))
    return FALSE;

  count_uses (&pricing, source, email);
  if (email != NULL && source != NULL && source->customer != NULL)
    source->customer (email, &facts.orders, &facts.subscribed, source->data);
  for (guint i = 0; i < self->known->len; i++)
    vt_discount_note_times (db, g_ptr_array_index (self->known, i), request->now_us);

  take_result (self, vt_discounts_price ((const VtDiscountLine *) (gpointer) pricing.lines->data, pricing.lines->len,
                                         (const VtDiscountCandidate *) (gpointer) pricing.candidates->data,
                                         pricing.candidates->len, &facts));
  self->asked = find_asked (self, &pricing);

  return TRUE;
}

/* Adds @gross to what the rate of a class is on; amount_minor holds that sum until the rates are applied. */
static gboolean
add_taxable (VtQuote *self, VtDb *db, const char *tax_class, gint64 gross, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (VtTaxRate) rate = vt_tax_rate_find_in (db, tax_class, self->country, self->state, &reason);
  VtQuoteTax *tax = NULL;

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (rate == NULL || rate->rate_bp == 0 || gross == 0)
    return TRUE;

  for (guint i = 0; i < self->taxes->len && tax == NULL; i++)
    {
      VtQuoteTax *known = g_ptr_array_index (self->taxes, i);

      if (known->rate_bp == rate->rate_bp && strcmp (known->name, rate->name) == 0)
        tax = known;
    }
  if (tax == NULL)
    {
      tax = g_new0 (VtQuoteTax, 1);
      tax->name = g_strdup (rate->name);
      tax->rate_bp = rate->rate_bp;
      g_ptr_array_add (self->taxes, tax);
    }
  tax->amount_minor += gross;

  return TRUE;
}

static int
compare_taxes (gconstpointer a, gconstpointer b)
{
  const VtQuoteTax *left = *(const VtQuoteTax *const *) a;
  const VtQuoteTax *right = *(const VtQuoteTax *const *) b;

  return left->rate_bp != right->rate_bp ? right->rate_bp - left->rate_bp : strcmp (left->name, right->name);
}

/* Comes before the taxes: once the sum of all is in bounds, so is each sum that a tax is on. */
static gboolean
sum_up (VtQuote *self, GError **error)
{
  self->total_minor = self->subtotal_minor - self->discount_minor;

  return add (&self->total_minor, self->shipping_minor, error);
}

static gboolean
price_taxes (VtQuote *self, VtDb *db, GError **error)
{
  const VtQuoteShipping *shipping = vt_quote_get_shipping (self);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const VtQuoteLine *line = g_ptr_array_index (self->lines, i);

      if (!add_taxable (self, db, line->tax_class, line->total_minor, error))
        return FALSE;
    }
  if (shipping != NULL && !add_taxable (self, db, shipping->tax_class, self->shipping_minor, error))
    return FALSE;

  g_ptr_array_sort (self->taxes, compare_taxes);
  for (guint i = 0; i < self->taxes->len; i++)
    {
      VtQuoteTax *tax = g_ptr_array_index (self->taxes, i);

      tax->amount_minor = self->tax_included ? vt_tax_included (tax->amount_minor, tax->rate_bp)
                                             : vt_money_percent (tax->amount_minor, tax->rate_bp);
      if (!add (&self->tax_minor, tax->amount_minor, error))
        return FALSE;
    }

  return self->tax_included || add (&self->total_minor, self->tax_minor, error);
}

/**
 * vt_quote_new:
 * @db: a shop's database or the public catalogue of a release, on its own thread
 * @request: what is asked for
 * @source: (nullable): stock and uses that the database does not know
 * @error: %VT_ORDERS_ERROR_INVALID when @request cannot be priced at all, or a #VtDbError
 *
 * Prices a cart; nothing is written. What cannot be sold does not make it fail: each line tells its problem and costs
 * what can be sold of it, each discount tells why it does not apply, and vt_quote_is_orderable() sums it up.
 *
 * Discounts come off as vt_discounts_price() has it: those that are automatic and those whose codes are asked for, up
 * to five. Shipping is free from a rate's limit on by what the goods
 * cost after the discount; it is taxed by its method's class. An included tax is gross × rate ÷ (100 % + rate), an
 * excluded one net × rate, each rounded half up once for each rate. The order of the lines has no effect on any sum.
 *
 * Returns: (transfer full) (nullable): the quote
 */
VtQuote *
vt_quote_new (VtDb *db, const VtQuoteRequest *request, const VtQuoteSource *source, GError **error)
{
  g_autoptr (VtQuote) self = NULL;

  if (!vt_quote_request_check (request, NULL, error))
    return NULL;

  self = g_new0 (VtQuote, 1);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_quote_line_free);
  self->shipping = g_ptr_array_new_with_free_func ((GDestroyNotify) quote_shipping_free);
  self->taxes = g_ptr_array_new_with_free_func ((GDestroyNotify) quote_tax_free);
  self->chosen_shipping = -1;

  merge_lines (self, request);
  if (!read_settings (self, db, request, error) || !price_lines (self, db, source, error) ||
      !price_discounts (self, db, request, source, error) ||
      !price_shipping (self, db, request, self->discounts->free_shipping, error) || !sum_up (self, error) ||
      !price_taxes (self, db, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_quote_free:
 * @self: (nullable): a quote
 *
 * Frees the record.
 */
void
vt_quote_free (VtQuote *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->shipping);
  g_ptr_array_unref (self->taxes);
  vt_discount_result_free (self->discounts);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_free (self->country);
  g_free (self->state);
  vt_shipping_report_free (self->report);
  g_free (self);
}

/**
 * vt_quote_line_get_backordered:
 * @line: a line of a quote
 *
 * Returns: how many of the pieces are not there yet and will be sent later
 */
gint64
vt_quote_line_get_backordered (const VtQuoteLine *line)
{
  return line->quantity_in_stock < 0 ? 0 : MAX (line->quantity_priced - line->quantity_in_stock, 0);
}

/**
 * vt_quote_get_shipping:
 * @self: a quote
 *
 * Returns: (transfer none) (nullable): the chosen way to send the parcel
 */
const VtQuoteShipping *
vt_quote_get_shipping (const VtQuote *self)
{
  return self->chosen_shipping >= 0 ? g_ptr_array_index (self->shipping, self->chosen_shipping) : NULL;
}

/**
 * vt_quote_is_orderable:
 * @self: a quote
 *
 * Returns: whether it can be bought as it is: there is something in it, all of it is there, and it can be sent or need
 * not be
 */
gboolean
vt_quote_is_orderable (const VtQuote *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (((const VtQuoteLine *) g_ptr_array_index (self->lines, i))->problem != VT_QUOTE_LINE_FINE)
      return FALSE;

  return self->lines->len > 0 && (self->chosen_shipping >= 0 || !self->needs_shipping);
}
