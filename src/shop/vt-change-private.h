#pragma once

#include "shop/vt-change.h"

G_BEGIN_DECLS

VtChange *vt_change_new (GBytes *const *changesets, guint n_changesets, GArray *ranges, VtChangeOp range_op);

G_END_DECLS
