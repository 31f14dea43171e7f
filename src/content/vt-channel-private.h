#pragma once

#include "content/vt-channel.h"

G_BEGIN_DECLS

char *vt_channel_check_value (VtChannelKind kind, const char *value, GError **error);

G_END_DECLS
