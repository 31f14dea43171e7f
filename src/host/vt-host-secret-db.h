#pragma once

#include "base/vt-db.h"
#include "promo/vt-offer-code.h"

G_BEGIN_DECLS

gboolean vt_host_secret_load (VtDb *db, guint8 *key, GError **error);

G_END_DECLS
