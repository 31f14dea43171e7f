#pragma once

#include "orders/vt-order.h"

G_BEGIN_DECLS

VtOrder *vt_order_new_empty (void);
void vt_order_line_free (VtOrderLine *self);

G_END_DECLS
