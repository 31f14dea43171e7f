#pragma once

#include "orders/vt-shipping.h"

G_BEGIN_DECLS

GPtrArray *vt_shipping_rate_list (VtDb *db, gint64 method_id, GError **error);

G_END_DECLS
