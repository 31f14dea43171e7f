#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint8 *
vt_photo_pixels_read (const char *file, int side, int *width, int *height, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
