#pragma once

#include "shop/vt-settings.h"

G_BEGIN_DECLS

char *vt_setting_check (const char *key, const char *value, GError **error);

G_END_DECLS
