#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

GArray *vt_product_fingerprints (VtDb *db, GError **error);

G_END_DECLS
