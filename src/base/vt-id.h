#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 vt_id_new (void);
gint64 vt_id_new_range (guint n);
char *vt_uuid_new (void);

G_END_DECLS
