#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often one address may ask: a bucket of tokens for each, refilled evenly. Any thread may use it. */
typedef struct _VtRateLimit VtRateLimit;

VtRateLimit *vt_rate_limit_new (guint per_minute);
void vt_rate_limit_free (VtRateLimit *self);
gboolean vt_rate_limit_take (VtRateLimit *self, const char *address, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtRateLimit, vt_rate_limit_free)

G_END_DECLS
