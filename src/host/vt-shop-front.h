#pragma once

#include "host/vt-host-context.h"

G_BEGIN_DECLS

VtHostResponse *vt_shop_front_respond (VtHostContext *context, const VtHostRequest *request);
void vt_shop_front_secure (VtHostResponse *response, gboolean strict_transport);

G_END_DECLS
