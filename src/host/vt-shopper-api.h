#pragma once

#include "host/vt-host-context.h"

G_BEGIN_DECLS

#define VT_SHOPPER_API_PREFIX "/api/v1"

VtHostResponse *vt_shopper_api_respond (VtHostContext *context, const VtHostRequest *request);

G_END_DECLS
