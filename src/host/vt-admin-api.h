#pragma once

#include "host/vt-host-context.h"

G_BEGIN_DECLS

#define VT_ADMIN_API_PREFIX      "/admin/v1"
#define VT_ADMIN_API_BLOB_PREFIX "/admin/v1/blobs/"

gboolean vt_admin_api_authorise (VtHostContext *context, const VtHostRequest *request, GError **error);
VtHostResponse *vt_admin_api_respond (VtHostContext *context, const VtHostRequest *request);

G_END_DECLS
