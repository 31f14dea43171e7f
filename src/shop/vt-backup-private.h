#pragma once

#include "shop/vt-backup.h"

G_BEGIN_DECLS

/* How the name of a copy begins while it is being made. */
#define VT_BACKUP_TEMPORARY ".backup-"

char *vt_backup_name (const char *shop_path, gint64 made_us);

G_END_DECLS
