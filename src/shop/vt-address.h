#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Addresses of "product", "collection", "page", "post" and "live_event": the kinds that have a handle. */
gboolean vt_address_find_row (VtDb *db,
                              const char *kind,
                              const char *language,
                              const char *handle,
                              gint64 *row_id,
                              GError **error);

gboolean vt_address_is_free (VtDb *db, const char *kind, const char *handle, gint64 row_id, GError **error);
gboolean vt_address_translate (VtDb *db,
                               const char *kind,
                               gint64 row_id,
                               const char *language,
                               const char *handle,
                               GError **error);

G_END_DECLS
