#pragma once

#include "base/vt-db.h"
#include "orders/vt-orders-error.h"

G_BEGIN_DECLS

#define VT_ORDERS_MAX_MINOR G_GINT64_CONSTANT (1000000000000)

gboolean vt_orders_invalid (GError **error, const char *message);
gboolean vt_orders_not_found (GError **error, const char *message);
gboolean vt_orders_take_line (char **text, const char *name, guint max_chars, gboolean required, GError **error);
gboolean vt_orders_take_lines (char **text, const char *name, guint max_chars, GError **error);
gboolean vt_orders_check_countries (char **countries, gboolean everywhere, GError **error);
char **vt_orders_split (const char *text);
char *vt_orders_join (char *const *items);

G_END_DECLS
