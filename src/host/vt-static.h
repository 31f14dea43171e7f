#pragma once

#include "host/vt-blobs.h"
#include "host/vt-manifest.h"
#include "site/vt-site-message.h"

G_BEGIN_DECLS

VtSiteResponse *
vt_static_look_up (VtBlobs *blobs, VtManifest *manifest, const char *path, gboolean brotli, gboolean gzip);

G_END_DECLS
