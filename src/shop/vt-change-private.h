#pragma once

#include "shop/vt-change.h"

G_BEGIN_DECLS

VtChange *vt_change_new (GBytes *const *changesets, guint n_changesets);

G_END_DECLS
