#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean vt_theme_folder_read (const char *folder, GHashTable *files, GError **error);

G_END_DECLS
