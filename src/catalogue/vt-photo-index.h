#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file of a folder or ZIP that may be a photo. */
typedef struct
{
  char *name;    /* (owned) with the folders above it, "/" between */
  char *path;    /* (owned) (nullable) (type filename) where it is; NULL in a ZIP */
  guint ordinal; /* which entry of the ZIP it is, from 0 */
  gboolean encrypted;
} VtPhotoFile;

/* Finds the file that is meant by a name, and those of an SKU. */
typedef struct _VtPhotoIndex VtPhotoIndex;

VtPhotoIndex *vt_photo_index_new (void);
void vt_photo_index_free (VtPhotoIndex *self);
gboolean vt_photo_index_add_folder (VtPhotoIndex *self, const char *folder, GError **error);
gboolean vt_photo_index_add (VtPhotoIndex *self, const char *name, VtPhotoFile **file, GError **error);
void vt_photo_index_add_code (VtPhotoIndex *self, const char *code);

const VtPhotoFile *vt_photo_index_find (VtPhotoIndex *self, const char *name, gboolean *ambiguous);
char **vt_photo_index_match (VtPhotoIndex *self, const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPhotoIndex, vt_photo_index_free)

G_END_DECLS
