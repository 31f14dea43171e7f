/* What automatic discounts say on cards and product pages: a price where all who buy a piece pay it, else words. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-offer-model.h"

#include "catalogue/vt-price-history.h"
#include "site/vt-locale.h"
#include "site/vt-model.h"

#define DAYS_30 (30 * G_TIME_SPAN_DAY)

/* A piece of a product, as vt_discounts_price() takes it. */
typedef struct
{
  GArray *collections; /* (owned) */
  VtDiscountLine line;
} Piece;

static void
piece_clear (Piece *self)
{
  g_clear_pointer (&self->collections, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Piece, piece_clear)

static GPtrArray *
get_discounts (VtView *view)
{
  g_autoptr (GError) error = NULL;

  if (view->automatic != NULL)
    return view->automatic;

  view->automatic = vt_discount_list_automatic (view->db, &error);
  if (view->automatic == NULL)
    {
      g_warning ("Automatic discounts are not shown: %s", error->message);
      view->automatic = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_discount_free);
    }
  for (guint i = 0; i < view->automatic->len; i++)
    vt_discount_note_times (view->db, g_ptr_array_index (view->automatic, i), view->request->now_us);

  return view->automatic;
}

static gboolean
has_collections (GPtrArray *discounts)
{
  for (guint i = 0; i < discounts->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (discounts, i);

      for (guint k = 0; k < discount->targets->len; k++)
        if (g_array_index (discount->targets, VtDiscountTarget, k).collection_id != 0)
          return TRUE;
    }

  return FALSE;
}

static void
piece_init (Piece *self, VtView *view, gint64 product_id, gint64 variant_id, gint64 price_minor)
{
  g_autoptr (GError) error = NULL;

  *self = (Piece){ NULL, { variant_id, product_id, price_minor, 1, NULL, 0 } };
  if (!has_collections (get_discounts (view)))
    return;

  self->collections = vt_discount_read_collections (view->db, product_id, &error);
  if (self->collections == NULL)
    {
      g_warning ("Discounts of collections are not shown: %s", error->message);
      return;
    }
  self->line.collections = (const gint64 *) (gpointer) self->collections->data;
  self->line.n_collections = self->collections->len;
}

/* Whoever buys one piece of it pays this price: nothing depends on who that is, or on what else is bought. */
static gboolean
makes_price (const VtDiscount *discount)
{
  gint64 now = 0;

  return vt_discount_piece_price (discount, 0, &now) && discount->minimum_minor == 0 &&
         discount->minimum_quantity <= 1 && discount->usage_limit == 0 && discount->customer_limit == 0 &&
         discount->audience == VT_DISCOUNT_FOR_ALL && (discount->countries == NULL || *discount->countries == '\0');
}

/* The prior price of Directive 98/6/EC, article 6a, other discounts of that time counted too. */
static gint64
find_prior (VtView *view, const VtDiscount *discount, const VtDiscountLine *line)
{
  GPtrArray *discounts = get_discounts (view);
  gint64 start = discount->starts_us != 0 ? discount->starts_us : view->request->now_us;
  gint64 prior = line->price_minor;
  g_autoptr (GError) error = NULL;

  if (!vt_price_history_prior (view->db, line->variant_id, start, &prior, &error))
    g_warning ("The lowest price of 30 days is not known: %s", error->message);
  for (guint i = 0; i < discounts->len; i++)
    {
      const VtDiscount *other = g_ptr_array_index (discounts, i);
      gint64 price = 0;

      if (other != discount && other->starts_us != 0 && other->starts_us < start &&
          (other->ends_us == 0 || other->ends_us > start - DAYS_30) && makes_price (other) &&
          vt_discount_covers (other, line) && vt_discount_piece_price (other, line->price_minor, &price))
        prior = MIN (prior, price);
    }

  return prior;
}

/**
 * vt_offers_exist:
 * @view: a view
 *
 * Returns: whether the shop has automatic discounts at all
 */
gboolean
vt_offers_exist (VtView *view)
{
  return get_discounts (view)->len > 0;
}

/**
 * vt_offer_find:
 * @view: a view
 * @product_id: a product
 * @variant_id: one of its variants
 * @price_minor: its price
 * @offer: (out): what automatic discounts make of it
 *
 * The price is that of vt_discounts_price() for one piece.
 *
 * Returns: whether there is something to tell
 */
gboolean
vt_offer_find (VtView *view, gint64 product_id, gint64 variant_id, gint64 price_minor, VtOffer *offer)
{
  GPtrArray *discounts = get_discounts (view);
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (VtDiscountResult) result = NULL;
  g_auto (Piece) piece = { NULL, { 0, 0, 0, 0, NULL, 0 } };
  const VtDiscountFacts facts = { .now_us = view->request->now_us };

  if (discounts->len == 0)
    return FALSE;

  candidates = g_array_new (FALSE, TRUE, sizeof (VtDiscountCandidate));
  for (guint i = 0; i < discounts->len; i++)
    {
      const VtDiscountCandidate candidate = { g_ptr_array_index (discounts, i), NULL, { 0, 0, 0 } };

      if (makes_price (candidate.discount))
        g_array_append_val (candidates, candidate);
    }
  if (candidates->len == 0)
    return FALSE;

  piece_init (&piece, view, product_id, variant_id, price_minor);
  result = vt_discounts_price (&piece.line, 1, (const VtDiscountCandidate *) (gpointer) candidates->data,
                               candidates->len, &facts);
  if (result->total_minor <= 0)
    return FALSE;

  offer->discount = vt_discount_result_get (result, 0)->discount;
  offer->now_minor = price_minor - result->total_minor;
  offer->prior_minor = find_prior (view, offer->discount, &piece.line);
  return TRUE;
}

/**
 * vt_offer_price:
 * @view: a view
 * @product_id: a product
 * @variant_id: one of its variants
 * @price_minor: its price
 *
 * Returns: what a piece costs today
 */
gint64
vt_offer_price (VtView *view, gint64 product_id, gint64 variant_id, gint64 price_minor)
{
  VtOffer offer;

  return vt_offer_find (view, product_id, variant_id, price_minor, &offer) ? offer.now_minor : price_minor;
}

/* Words ------------------------------------------------------------------------------------------------------------ */

static char *
value_text (VtView *view, gboolean percent, gint64 value)
{
  return percent ? vt_locale_percent (view->language, (int) value) : vt_model_money (view, value);
}

static char *
buy_get_text (VtView *view, const VtDiscount *discount)
{
  g_autofree char *buy = vt_locale_number (view->language, discount->buy_quantity);
  g_autofree char *get = vt_locale_number (view->language, discount->get_quantity);
  g_autofree char *value = value_text (view, TRUE, discount->value);
  char *text = vt_model_fill (view, discount->value == 10000 ? "offer_buy_get_free" : "offer_buy_get", "buy", buy);

  return vt_model_fill_text (vt_model_fill_text (text, "get", get), "value", value);
}

/* "10% off from 3 pieces, 15% off from 5 pieces" */
static char *
tiers_text (VtView *view, const VtDiscount *discount)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < discount->tiers->len; i++)
    {
      const VtDiscountTier *tier = &g_array_index (discount->tiers, VtDiscountTier, i);
      g_autofree char *from = discount->tier_basis == VT_DISCOUNT_TIERS_BY_QUANTITY
                                  ? vt_model_count (view, "pieces", tier->from)
                                  : vt_model_money (view, tier->from);
      g_autofree char *value = value_text (view, discount->kind == VT_DISCOUNT_TIERED_PERCENT, tier->value);
      g_autofree char *part = vt_model_fill_text (vt_model_fill (view, "offer_tier", "value", value), "from", from);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
    }

  return g_strdup (text->str);
}

static char *
worth_text (VtView *view, const VtDiscount *discount)
{
  g_autofree char *value = NULL;

  switch (discount->kind)
    {
    case VT_DISCOUNT_FREE_SHIPPING:
      return g_strdup (vt_model_string (view, "offer_delivery"));
    case VT_DISCOUNT_BUY_GET:
      return buy_get_text (view, discount);
    case VT_DISCOUNT_TIERED_PERCENT:
    case VT_DISCOUNT_TIERED_FIXED:
      return tiers_text (view, discount);
    case VT_DISCOUNT_PERCENT:
    case VT_DISCOUNT_FIXED:
    case VT_DISCOUNT_EACH:
    default:
      value = value_text (view, discount->kind == VT_DISCOUNT_PERCENT, discount->value);
      return vt_model_fill (view, discount->kind == VT_DISCOUNT_EACH ? "offer_each" : "offer_off", "value", value);
    }
}

/* "€5.00 off from €50.00" */
static char *
condition_text (VtView *view, const VtDiscount *discount)
{
  char *worth = worth_text (view, discount);
  g_autofree char *from = NULL;

  if (discount->minimum_minor == 0 && discount->minimum_quantity <= 1)
    return worth;

  from = discount->minimum_minor > 0 ? vt_model_money (view, discount->minimum_minor)
                                     : vt_model_count (view, "pieces", discount->minimum_quantity);
  {
    g_autofree char *first = worth;

    return vt_model_fill_text (vt_model_fill (view, "offer_from", "worth", first), "from", from);
  }
}

static VtValue *
new_offer (VtView *view, const VtDiscount *discount)
{
  VtValue *object = vt_value_new_object (view->arena);
  g_autofree char *until = discount->ends_us != 0 ? vt_model_deadline (view, discount->ends_us) : NULL;

  vt_value_set_string (object, "title", vt_view_text (view, "discount", discount->id, "title", discount->title));
  vt_value_take_string (object, "worth", condition_text (view, discount));
  vt_value_take_string (object, "until", until != NULL ? vt_model_fill (view, "offer_until", "moment", until) : NULL);

  return object;
}

/* Whether it is told to all: what is for some customers alone, or may be used up, is not promised. */
static gboolean
is_told (const VtDiscount *discount, const VtDiscountLine *line, gint64 now_us)
{
  gboolean is_tiered = discount->kind == VT_DISCOUNT_TIERED_PERCENT || discount->kind == VT_DISCOUNT_TIERED_FIXED;

  return vt_discount_check_time (discount, now_us) == VT_DISCOUNT_APPLIES && vt_discount_covers (discount, line) &&
         discount->usage_limit == 0 && discount->customer_limit == 0 && discount->audience == VT_DISCOUNT_FOR_ALL &&
         (discount->countries == NULL || *discount->countries == '\0') && (!is_tiered || discount->tiers->len > 0);
}

/**
 * vt_offer_model_list:
 * @view: a view
 * @product_id: a product
 * @variant_id: one of its variants
 * @price_minor: its price
 *
 * Returns: (transfer none): the OFFERs of a product page: what automatic discounts give whoever buys it, and until when
 */
VtValue *
vt_offer_model_list (VtView *view, gint64 product_id, gint64 variant_id, gint64 price_minor)
{
  GPtrArray *discounts = get_discounts (view);
  VtValue *offers = vt_value_new_array (view->arena);
  g_auto (Piece) piece = { NULL, { 0, 0, 0, 0, NULL, 0 } };

  if (discounts->len > 0)
    piece_init (&piece, view, product_id, variant_id, price_minor);
  for (guint i = 0; i < discounts->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (discounts, i);

      if (is_told (discount, &piece.line, view->request->now_us))
        vt_value_add (offers, new_offer (view, discount));
    }

  return offers;
}
