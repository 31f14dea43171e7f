#pragma once

#include "base/vt-db.h"
#include "orders/vt-orders-error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How many of them one call may bring. */
#define VT_SHOP_EVENTS_MAX 50

/* What shoppers do, without who they are: {"visit", "events": [{"uuid", "at", "kind", "product", "variant", "query",
 * "path", "value", "popup", "popup_variant"}]}. A host keeps such batches in its feed, the shop in the table event. */
JsonObject *vt_shop_events_from_request (JsonObject *object, gint64 now_us, const char **field, GError **error);
gboolean vt_shop_events_from_feed (VtDb *db, JsonObject *object, gint64 host_id, guint *n_new, GError **error);

G_END_DECLS
