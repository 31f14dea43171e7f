#pragma once

#include "catalogue/vt-photo-source.h"

G_BEGIN_DECLS

/**
 * VtPhotoDownloadFunc:
 * @url: the address, as it was given
 * @media: (nullable): what is in media/ now
 * @message: (nullable): why there is none: a sentence that begins with the address
 * @data: what the caller gave
 *
 * Takes what became of an address, on the thread that downloads.
 */
typedef void (*VtPhotoDownloadFunc) (const char *url, const VtMedia *media, const char *message, gpointer data);

gboolean vt_photo_download (VtShop *shop,
                            GPtrArray *urls,
                            const VtPhotoSourceOptions *options,
                            VtPhotoDownloadFunc func,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);

gboolean vt_photo_address_is_public (GInetAddress *address);

G_END_DECLS
