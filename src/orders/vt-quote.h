#pragma once

#include "base/vt-db.h"
#include "orders/vt-delivery-dates.h"
#include "orders/vt-quote-request.h"
#include "orders/vt-shipping-report.h"
#include "promo/vt-discount-price.h"

G_BEGIN_DECLS

typedef enum
{
  VT_QUOTE_LINE_FINE,
  VT_QUOTE_LINE_UNKNOWN, /* no product on sale has this variant */
  VT_QUOTE_LINE_OUT_OF_STOCK,
  VT_QUOTE_LINE_LESS /* there is some, but less than asked for */
} VtQuoteLineProblem;

typedef struct
{
  gint64 variant_id;
  gint64 product_id;
  char *product_handle; /* "" when unknown, as are the other texts */
  char *product_title;
  char *variant_title; /* "Mustard / Large"; "" without options */
  char *sku;
  gint64 photo_id;    /* 0: none */
  char *photo_sha256; /* (nullable) the variant's own, else the product's first */
  char *photo_alt;
  int photo_width;
  int photo_height;
  char *tax_class;
  char *shipping_class;      /* "" without */
  gboolean shipped;          /* FALSE: a service, a download */
  gint64 weight_g;           /* of one; 0: not told */
  gint64 price_minor;        /* of one */
  gint64 compare_at_minor;   /* -1: none */
  gint64 quantity;           /* asked for */
  gint64 quantity_available; /* to be bought; -1: as many as wanted, being not counted or sold on backorder */
  gint64 quantity_in_stock;  /* -1: not counted; else an order takes its pieces from the stock, even below 0 */
  gint64 quantity_priced;    /* what the amounts are for: the smaller of both */
  gint64 subtotal_minor;     /* price × quantity_priced */
  gint64 discount_minor;     /* its share of the discounts */
  gint64 total_minor;        /* subtotal − discount */
  VtQuoteLineProblem problem;
} VtQuoteLine;

/* A way to get the goods that is offered for them. */
typedef struct
{
  gint64 id; /* of the VtShippingMethod */
  char *name;
  VtShippingKind kind;
  char *carrier; /* "" when not told, as are the texts below */
  char *note;    /* what shoppers read below the name */
  char *address; /* where it is collected */
  char *tax_class;
  gint64 price_minor;     /* after what makes it free */
  gint64 full_minor;      /* before */
  gint64 free_over_minor; /* free from this worth of goods on; -1: never */
  int days_min;
  int days_max;
  gboolean has_dates; /* whether dates hold a promise */
  VtDeliveryDates dates;
} VtQuoteShipping;

typedef struct
{
  char *name;
  int rate_bp;
  gint64 amount_minor;
} VtQuoteTax;

/* What a cart costs. total = Σ line totals + shipping + (tax, unless included). */
typedef struct
{
  char currency[4];
  GPtrArray *lines;            /* (owned) VtQuoteLine, in the order they were asked for */
  gint64 subtotal_minor;       /* Σ line subtotals */
  GPtrArray *known;            /* (owned) VtDiscount that `discounts` speak of */
  VtDiscountResult *discounts; /* (owned) what came off and what did not, and why; its lines are those of the quote */
  gint64 discount_minor;       /* Σ line discounts; 0 for free shipping */
  const VtDiscountOutcome *asked; /* (unowned) (nullable) what became of the first code that was asked for */
  char *country;                  /* (owned) that shipping and tax are for; "" when neither cart nor shop has one */
  char *state;                    /* (owned) (nullable) ISO 3166-2 without the country; by the postcode when not told */
  gboolean needs_shipping;        /* something of it is sent or collected */
  gboolean shipping_may_vary;     /* the postcode or state is not known yet and may lead to other prices */
  VtShippingReport *report;       /* (owned) (nullable) how shipping was arrived at; NULL when nothing is sent */
  GPtrArray *shipping;            /* (owned) VtQuoteShipping */
  int chosen_shipping;            /* index into shipping; -1: nothing to send, or not to that country */
  gint64 shipping_minor;
  GPtrArray *taxes; /* (owned) VtQuoteTax */
  gint64 tax_minor;
  gboolean tax_included; /* prices hold it already */
  gint64 total_minor;
  gint64 now_us; /* that discounts and dates are for */
} VtQuote;

/* What the snapshot cannot know. */
typedef struct
{
  /* (nullable) how many of a variant can be sold, -1 when not counted; NULL: the shop's own ledger. Not asked for
   * variants whose stock is not tracked. */
  gint64 (*available) (gint64 variant_id, gpointer data);
  /* (nullable) how often a discount was used; NULL: never. @code and @email are NULL where there is none. */
  void (*uses) (gint64 discount_id, const char *code, const char *email, VtDiscountUses *uses, gpointer data);
  /* (nullable) what is known of a customer; NULL: a new one. */
  void (*customer) (const char *email, gint64 *orders, gboolean *subscribed, gpointer data);
  gpointer data;
  gboolean include_drafts;          /* price what shoppers cannot see yet: the preview */
  gboolean include_draft_discounts; /* discounts that are not active count as if they were */
} VtQuoteSource;

VtQuote *vt_quote_new (VtDb *db, const VtQuoteRequest *request, const VtQuoteSource *source, GError **error);
void vt_quote_free (VtQuote *self);
const VtQuoteShipping *vt_quote_get_shipping (const VtQuote *self);
gboolean vt_quote_is_orderable (const VtQuote *self);
char *vt_quote_discount_message (const VtQuote *self, const VtDiscountOutcome *outcome, const char *locale);
gboolean vt_quote_tells (const VtDiscountOutcome *outcome);
char *vt_quote_explain (const VtQuote *self, const VtDiscountOutcome *outcome, const char *locale);
gint64 vt_quote_line_get_backordered (const VtQuoteLine *line);
char *vt_quote_line_message (const VtQuoteLine *line);
char *vt_quote_free_delivery (const VtQuote *self, const char *locale, int *percent);
const char *vt_quote_line_problem_to_string (VtQuoteLineProblem problem);
JsonNode *vt_quote_to_json (const VtQuote *self, const char *locale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtQuote, vt_quote_free)

G_END_DECLS
