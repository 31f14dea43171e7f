#pragma once

#include "host/vt-blobs.h"
#include "host/vt-host-message.h"
#include "host/vt-manifest.h"

G_BEGIN_DECLS

VtHostResponse *vt_static_respond (VtBlobs *blobs, VtManifest *manifest, const VtHostRequest *request, GError **error);
VtHostResponse *
vt_static_respond_not_found (VtBlobs *blobs, VtManifest *manifest, const VtHostRequest *request, GError **error);

G_END_DECLS
