#pragma once

#include "base/portable/vix-photo.h"
#include "search/engine/vix-look.h"

#include <glib.h>

G_BEGIN_DECLS

gboolean vt_photo_colours_read (const char *file, VixPhoto *photo, VixLook *look, GError **error);

G_END_DECLS
