#pragma once

#include "app/vt-workspace.h"
#include "promo/vt-popup.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a popup gives: its discount, chosen, made and edited in place. */
#define VT_TYPE_OFFER_CARD (vt_offer_card_get_type ())
G_DECLARE_FINAL_TYPE (VtOfferCard, vt_offer_card, VT, OFFER_CARD, AdwBin)

void vt_offer_card_set_workspace (VtOfferCard *self, VtWorkspace *workspace);
void vt_offer_card_show_discount (VtOfferCard *self, gint64 discount_id, GTimeZone *zone);
void vt_offer_card_show (VtOfferCard *self, const VtPopup *popup, GTimeZone *zone);

G_END_DECLS
