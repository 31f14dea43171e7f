#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VT_HANDLE_MAX_LENGTH 80

char *vt_handle_new (const char *title);
gboolean vt_handle_is_valid (const char *handle);
gboolean vt_handle_is_valid_in_script (const char *handle);

G_END_DECLS
