#pragma once

#include "host/vt-host-context.h"

G_BEGIN_DECLS

#define VT_ADMIN_MAX_MOVEMENTS 5000
#define VT_ADMIN_MAX_FEED      500

/* The calls of the management interface that are about what is sold: each is a #VtHostHandler. */
VtHostResponse *
vt_admin_get_feed (VtHostContext *context, const VtHostRequest *request, const char *const *arguments, GError **error);
VtHostResponse *vt_admin_post_movements (VtHostContext *context,
                                         const VtHostRequest *request,
                                         const char *const *arguments,
                                         GError **error);
VtHostResponse *vt_admin_patch_order (VtHostContext *context,
                                      const VtHostRequest *request,
                                      const char *const *arguments,
                                      GError **error);

G_END_DECLS
