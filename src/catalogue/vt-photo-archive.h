#pragma once

#include "catalogue/vt-photo-index.h"
#include "catalogue/vt-photo-source.h"

G_BEGIN_DECLS

gboolean vt_photo_archive_list (const char *path, VtPhotoIndex *index, GPtrArray *notes, GError **error);

/**
 * VtPhotoArchiveFunc:
 * @ordinal: which entry it is
 * @media: (transfer full) (nullable): the photo
 * @error: (nullable): why there is none
 * @data: what the caller gave
 *
 * Takes what became of one wanted entry.
 *
 * Returns: whether to go on
 */
typedef gboolean (*VtPhotoArchiveFunc) (guint ordinal, VtMedia *media, const GError *error, gpointer data);

gboolean vt_photo_archive_extract (const char *path,
                                   const char *shop_path,
                                   GHashTable *ordinals,
                                   gint64 max_bytes,
                                   VtPhotoArchiveFunc func,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
