#pragma once

#include "shop/vt-media.h"

G_BEGIN_DECLS

/* A picture on its way into the shop's media/, piece by piece and never whole in memory. Until it is finished it is a
 * file in the shop's cache, and freeing it removes that. Any thread, one at a time. */
typedef struct _VtMediaIncoming VtMediaIncoming;

VtMediaIncoming *vt_media_incoming_new (const char *shop_path, const char *name, gint64 max_bytes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void vt_media_incoming_free (VtMediaIncoming *self);
gboolean vt_media_incoming_write (VtMediaIncoming *self, const void *data, gsize size, GError **error);
VtMedia *vt_media_incoming_finish (VtMediaIncoming *self, GError **error);

void vt_media_incoming_sweep (const char *shop_path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtMediaIncoming, vt_media_incoming_free)

G_END_DECLS
