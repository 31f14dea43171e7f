#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *vt_random_text (gsize n_bytes, GError **error);

G_END_DECLS
