#pragma once

#include "base/vt-money.h"
#include "orders/vt-orders-error.h"

G_BEGIN_DECLS

guint16 vt_crc16_ccitt (const char *data, gsize size);

char *vt_pix_key_normalise (const char *key, GError **error);
char *vt_pix_code (const char *key,
                   const char *holder,
                   const char *city,
                   const VtMoney *amount,
                   const char *reference,
                   GError **error);
char *vt_promptpay_id_normalise (const char *id, GError **error);
char *vt_promptpay_code (const char *id, const VtMoney *amount, GError **error);
gboolean vt_payment_link_check (const char *address, GError **error);
char *vt_payment_link (const char *address, VtMoney amount, const char *number, GError **error);

G_END_DECLS
