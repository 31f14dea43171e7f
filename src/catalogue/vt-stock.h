#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

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

G_END_DECLS
