#pragma once

#include "shop/vt-media.h"
#include "shop/vt-shop.h"

G_BEGIN_DECLS

/* The most that is downloaded for one picture. */
#define VT_PHOTO_DOWNLOAD_MAX_BYTES (25 * 1024 * 1024)

/* One photo that an import wants, and what became of it. */
typedef struct
{
  char *ref;      /* (owned) "https://…", or the name of a file in the folder or ZIP */
  VtMedia *media; /* (owned) (nullable) for vt_media_add (); NULL until it is fetched, and when it cannot be */
  char *message;  /* (owned) (nullable) a sentence that begins with the ref: why there is no media */
} VtPhotoRequest;

/* What is 0 or NULL is as usual. */
typedef struct
{
  gboolean offline;     /* nothing is asked for: only what was downloaded before */
  const char *trial;    /* (nullable) a folder that the files go through instead of the shop's, and are gone again */
  gboolean allow_local; /* for tests: also http: and addresses of this computer and its network */
  GTlsCertificate *trusted; /* (nullable) this certificate needs no authority */
  gint64 picture_max_bytes; /* VT_PHOTO_DOWNLOAD_MAX_BYTES */
  gint64 total_max_bytes;   /* of all downloads, or of all that is unpacked: 16 GiB */
  guint silence_ms;         /* how long a server may say nothing: 30 seconds */
  guint picture_ms;         /* how long a picture may take in all: 5 minutes */
  guint retry_ms;           /* until a server that was busy is asked again, and twice that the next time: 1 second */
} VtPhotoSourceOptions;

/**
 * VtPhotoProgress:
 * @done: photos looked at so far
 * @total: all of them
 * @data: what the caller gave
 *
 * Tells how far the work is, on the thread that does it.
 */
typedef void (*VtPhotoProgress) (guint done, guint total, gpointer data);

/* Where the photos of an import come from: web addresses, a folder, a ZIP file. One thread at a time. */
typedef struct _VtPhotoSource VtPhotoSource;

VtPhotoRequest *vt_photo_request_new (const char *ref);
void vt_photo_request_free (VtPhotoRequest *self);

gboolean vt_photo_ref_is_url (const char *ref);

VtPhotoSource *
vt_photo_source_new (const char *images, const VtPhotoSourceOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_photo_source_free (VtPhotoSource *self);
const GPtrArray *vt_photo_source_get_notes (VtPhotoSource *self);
void vt_photo_source_add_code (VtPhotoSource *self, const char *code);
char **vt_photo_source_match (VtPhotoSource *self, const char *code);
gboolean vt_photo_source_fetch (VtPhotoSource *self,
                                VtShop *shop,
                                GPtrArray *requests,
                                VtPhotoProgress progress,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPhotoRequest, vt_photo_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPhotoSource, vt_photo_source_free)

G_END_DECLS
