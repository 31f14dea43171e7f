#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 vt_media_ground (const char *type, const void *data, gsize size);

G_END_DECLS
