#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean vt_changeset_is_sound (gconstpointer data, gsize size);
GBytes *vt_changeset_without (GBytes *changeset, GArray *ranges);

G_END_DECLS
