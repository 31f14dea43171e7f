#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* What the photos of a shop are called in files: each by a name of its own, which any system can store. */
typedef struct _VtPhotoNames VtPhotoNames;

VtPhotoNames *vt_photo_names_new (VtDb *db, GError **error);
void vt_photo_names_free (VtPhotoNames *self);
const char *vt_photo_names_get (VtPhotoNames *self, const char *sha256);
const char *vt_photo_names_find (VtPhotoNames *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPhotoNames, vt_photo_names_free)

G_END_DECLS
