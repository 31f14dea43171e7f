#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Texts of deliveries and ways to pay in the shop's other languages. Kinds and fields are the names of tables and
 * columns. */
gboolean vt_orders_translate (VtDb *db,
                              const char *kind,
                              gint64 row_id,
                              const char *field,
                              const char *language,
                              const char *text,
                              GError **error);

G_END_DECLS
