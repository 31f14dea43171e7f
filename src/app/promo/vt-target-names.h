#pragma once

#include "promo/vt-discount.h"

G_BEGIN_DECLS

char *vt_target_name (VtDb *db, const VtDiscountTarget *target);
char *vt_target_names (VtDb *db, const VtDiscount *discount, VtDiscountRole role);

G_END_DECLS
