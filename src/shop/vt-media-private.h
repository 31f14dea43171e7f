#pragma once

#include "shop/vt-media.h"

G_BEGIN_DECLS

char *vt_media_build_path (const char *shop_path, const char *sha256, const char *extension);

G_END_DECLS
