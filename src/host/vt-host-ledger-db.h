#pragma once

#include <json-glib/json-glib.h>

#include "host/vt-host-store-db.h"

G_BEGIN_DECLS

/* One change of what is on the shelf. */
typedef struct
{
  const char *uuid;
  gint64 variant_id;
  gint64 delta; /* never 0 */
  const char *reason;
  const char *reference; /* an order's number, or "" */
  gint64 at_us;
} VtHostMovement;

gboolean vt_host_ledger_reason_is_known (const char *reason);
gboolean vt_host_ledger_add (VtDb *db, const VtHostMovement *movement, gboolean *is_new, GError **error);
gboolean vt_host_ledger_move (VtDb *db,
                              gint64 variant_id,
                              gint64 delta,
                              const char *reason,
                              const char *reference,
                              gint64 now_us,
                              GError **error);
gboolean vt_host_ledger_return_order (VtDb *db, const char *number, gint64 now_us, GError **error);
gboolean vt_host_ledger_get_available (VtDb *db, gint64 variant_id, gint64 *available, GError **error);

gboolean vt_host_feed_append (VtDb *db, const char *kind, JsonObject *content, GError **error);
JsonArray *vt_host_feed_list (VtHostStore *store, gint64 after, gint64 limit, gint64 *cursor, GError **error);

G_END_DECLS
