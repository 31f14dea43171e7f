#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 vt_id_new (void);
char *vt_uuid_new (void);

G_END_DECLS
