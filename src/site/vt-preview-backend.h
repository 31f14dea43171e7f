#pragma once

#include "site/vt-site-backend.h"

G_BEGIN_DECLS

/* Takes orders as the host does and throws them away: the last ones can be looked at, as samples. Any thread. */
typedef struct _VtPreviewBackend VtPreviewBackend;

VtPreviewBackend *vt_preview_backend_new (const char *shop_path);
void vt_preview_backend_free (VtPreviewBackend *self);
const VtSiteBackend *vt_preview_backend_get (VtPreviewBackend *self);
const char *vt_preview_backend_get_shop_path (VtPreviewBackend *self);

G_END_DECLS
