#pragma once

#include "promo/vt-discount-price.h"
#include "site/vt-view.h"

G_BEGIN_DECLS

/* What an automatic discount makes of a price. */
typedef struct
{
  const VtDiscount *discount; /* (unowned) of the view */
  gint64 now_minor;
  gint64 prior_minor; /* the lowest that was asked in the 30 days before it began */
} VtOffer;

gboolean vt_offer_find (VtView *view, gint64 product_id, gint64 variant_id, gint64 price_minor, VtOffer *offer);
gint64 vt_offer_price (VtView *view, gint64 product_id, gint64 variant_id, gint64 price_minor);
VtValue *vt_offer_model_list (VtView *view, gint64 product_id, gint64 variant_id, gint64 price_minor);
gboolean vt_offers_exist (VtView *view);

G_END_DECLS
