#pragma once

#include "orders/vt-quote-request.h"

G_BEGIN_DECLS

GArray *vt_cart_parse (const char *cookie);
char *vt_cart_serialise (const VtQuoteLineInput *lines, guint n_lines);
gboolean vt_cart_add (GArray *cart, gint64 variant_id, gint64 quantity);
gboolean vt_cart_set (GArray *cart, gint64 variant_id, gint64 quantity);

G_END_DECLS
