#pragma once

#include "base/vt-db.h"
#include "shop/vt-verify.h"

G_BEGIN_DECLS

gboolean vt_verify_integrity (VtDb *db, GPtrArray *findings, GCancellable *cancellable, GError **error);

G_END_DECLS
