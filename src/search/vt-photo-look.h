#pragma once

#include "base/vt-db.h"
#include "search/engine/vix-look.h"
#include "search/engine/vix-shades.h"

G_BEGIN_DECLS

/* What a photograph shows, found once for each file of media/ and kept under its hash. */
typedef struct
{
  VixShades shades;
  VixLook look;
} VtPhotoLook;

const char *vt_colour_name (VixColour colour);

GPtrArray *vt_photo_look_list_missing (VtDb *db, GError **error);
gboolean vt_photo_look_put (VtDb *db, const char *sha256, const VtPhotoLook *look, GError **error);
GHashTable *vt_photo_look_load_shades (VtDb *db, GError **error);

GBytes *vt_looks_write (VtDb *db, gint64 now_us, GError **error);

G_END_DECLS
