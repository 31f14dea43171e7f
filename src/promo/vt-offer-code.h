#pragma once

#include "promo/vt-popup.h"

G_BEGIN_DECLS

/* A visitor's own code: that of a popup's discount with the moment at which it ends, signed by the host that gave it
 * out, so that nobody can make the time longer: "WEEK15.7.69238a70.9d41…". */

#define VT_OFFER_KEY_BYTES 32

typedef enum
{
  VT_OFFER_PLAIN, /* a code like any other */
  VT_OFFER_VALID, /* a visitor's own, in time */
  VT_OFFER_ENDED, /* a visitor's own, too late */
  VT_OFFER_BARE   /* the discount ends for each visitor; without such an end its code is none */
} VtOfferState;

char *vt_offer_code_new (const guint8 *key, gint64 popup_id, const char *code, gint64 ends_us);
gboolean vt_offer_code_parse (const guint8 *key, const char *text, char **code, gint64 *popup_id, gint64 *ends_us);
gboolean vt_offer_admit (VtDb *db, const guint8 *key, gint64 now_us, char **codes, VtOfferState *state, GError **error);

G_END_DECLS
