#pragma once

#include "site/vt-picture.h"

G_BEGIN_DECLS

/* Draws renditions. An original that was opened for one of them stays open for the next: all its renditions come of one
 * decoding. Any thread. */
typedef struct _VtPictures VtPictures;

VtPictures *vt_pictures_new (const char *cache_dir);
void vt_pictures_free (VtPictures *self);
GBytes *vt_pictures_render (VtPictures *self, const char *original, const VtPictureName *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPictures, vt_pictures_free)

G_END_DECLS
