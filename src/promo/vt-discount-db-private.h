#pragma once

#include "promo/vt-discount.h"

G_BEGIN_DECLS

#define VT_DISCOUNT_CODE_MAX_CHARS   40
#define VT_DISCOUNT_AMOUNT_MAX_MINOR G_GINT64_CONSTANT (1000000000000)
#define VT_DISCOUNT_PIECES_MAX       1000

gboolean vt_discount_invalid (GError **error, const char *message);
gboolean vt_discount_set_not_found (GError **error);
gboolean vt_discount_check_exists (VtDb *db, gint64 id, GError **error);
gboolean vt_discount_check_not_promised (VtDb *db, gint64 id, GError **error);
gboolean vt_discount_copy_targets (VtDb *db, const VtDiscount *from, gint64 to, GError **error);

G_END_DECLS
