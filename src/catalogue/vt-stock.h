#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* SQL: the name of a movement, the same everywhere: its own, or for one of this shop a UUID (RFC 9562, version 8) made
 * of its id. */
#define VT_STOCK_MOVEMENT_UUID                                                                                         \
  "coalesce (uuid, printf ('00000000-0000-8000-8%03x-%012x', id >> 48, id & 281474976710655))"

gboolean vt_stock_default_place (VtDb *db, gint64 *place_id, GError **error);
gboolean vt_stock_move (VtDb *db,
                        gint64 variant_id,
                        gint64 place_id,
                        gint64 delta,
                        const char *reason,
                        const char *reference,
                        gint64 at_us,
                        GError **error);
gboolean vt_stock_count (VtDb *db, gint64 variant_id, gint64 place_id, gint64 counted, gint64 at_us, GError **error);
gboolean vt_stock_adjust (VtDb *db,
                          gint64 variant_id,
                          gint64 place_id,
                          const char *reason,
                          gint64 quantity,
                          const char *reference,
                          gint64 at_us,
                          GError **error);
gboolean vt_stock_transfer (VtDb *db,
                            gint64 variant_id,
                            gint64 from_id,
                            gint64 to_id,
                            gint64 quantity,
                            gint64 at_us,
                            GError **error);
gboolean vt_stock_take_over (VtDb *db,
                             const char *uuid,
                             gint64 variant_id,
                             gint64 delta,
                             const char *reason,
                             const char *reference,
                             const char *origin,
                             gint64 at_us,
                             GError **error);
gboolean vt_stock_on_hand (VtDb *db, gint64 variant_id, gint64 *on_hand, GError **error);

const char *vt_stock_reason_to_words (const char *reason);

G_END_DECLS
