#pragma once

#include "orders/vt-shipping.h"

G_BEGIN_DECLS

/* Goods of one shipping class, or one line of a cart. */
typedef struct
{
  const char *shipping_class; /* (unowned) "" when it has none */
  gint64 pieces;
  gint64 weight_g;    /* of all pieces */
  gint64 price_minor; /* of all pieces, after the discount */
} VtParcelItem;

/* What is to be sent, and where. */
typedef struct
{
  const char *country;  /* (unowned) ISO 3166-1 */
  const char *state;    /* (unowned) (nullable) ISO 3166-2 without the country; what a postcode tells goes first */
  const char *postcode; /* (unowned) (nullable) as typed */
  const VtParcelItem *items;
  guint n_items;
  gint64 goods_minor; /* all that is bought, sent or not, after the discount: what free_over_minor looks at */
  gboolean is_free;   /* by a discount */
} VtParcel;

/* Why a zone is the parcel's or not. */
typedef enum
{
  VT_ZONE_CHOSEN,
  VT_ZONE_COVERED, /* would be, but an earlier one is */
  VT_ZONE_OTHER_COUNTRY,
  VT_ZONE_OTHER_STATE,
  VT_ZONE_OTHER_POSTCODE,
  VT_ZONE_NEEDS_MORE /* the state or postcode decides, and is not known yet */
} VtZoneVerdict;

/* What a row of a table did. */
typedef enum
{
  VT_ROW_ADDED,
  VT_ROW_BELOW,   /* the measure is below its range */
  VT_ROW_ABOVE,   /* or not below its end */
  VT_ROW_NOTHING, /* no goods of its class */
  VT_ROW_STOPPED  /* a row before it was the last */
} VtRowVerdict;

typedef enum
{
  VT_OFFER_FINE,
  VT_OFFER_NO_ROW,    /* no row of the table matches */
  VT_OFFER_TOO_HEAVY, /* above the method's limit */
  VT_OFFER_TOO_DEAR   /* costs more than can be counted */
} VtOfferVerdict;

typedef struct
{
  const VtShippingRate *rate; /* (unowned) of the offer's method */
  VtRowVerdict verdict;
  gint64 measure;    /* grams, minor units or pieces */
  gint64 cost_minor; /* that it added */
} VtShippingStep;

typedef struct
{
  VtShippingMethod *method; /* (owned) */
  VtOfferVerdict verdict;
  GArray *steps;      /* (owned) VtShippingStep, one for each row */
  gint64 full_minor;  /* by the table and handling */
  gint64 price_minor; /* to be paid: 0 when it is free */
} VtShippingOffer;

/* Every zone, method and row that was looked at, and what came of it. */
typedef struct
{
  GPtrArray *zones;  /* (owned) VtShippingZone */
  GArray *verdicts;  /* (owned) VtZoneVerdict, one for each zone */
  int chosen;        /* index into zones; -1: nothing is sent there */
  gboolean may_vary; /* the state or postcode, not known yet, may lead to another zone */
  GPtrArray *offers; /* (owned) VtShippingOffer: methods of the chosen zone, in order */
} VtShippingReport;

VtShippingReport *vt_shipping_report_new (VtDb *db, const VtParcel *parcel, GError **error);
void vt_shipping_report_free (VtShippingReport *self);
GPtrArray *vt_shipping_report_describe (const VtShippingReport *self, const char *currency, const char *locale);

VtShippingOffer *vt_shipping_offer_new (VtShippingMethod *method, const VtParcel *parcel);
void vt_shipping_offer_free (VtShippingOffer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShippingReport, vt_shipping_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShippingOffer, vt_shipping_offer_free)

G_END_DECLS
