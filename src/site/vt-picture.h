#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Letters of an original's SHA-256 that name it in URLs: enough that no shop has two of a name. */
#define VT_PICTURE_KEY_LENGTH 16

/* The widths that a photograph is offered in, pixels, ascending; never wider than the original. Ended by 0. */
extern const int vt_picture_widths[];

typedef enum
{
  VT_PICTURE_AVIF,
  VT_PICTURE_WEBP,
  VT_PICTURE_JPEG
} VtPictureFormat;

/* One rendition of an original: /media/<key>-<width>.<format> */
typedef struct
{
  char key[VT_PICTURE_KEY_LENGTH + 1];
  int width;
  VtPictureFormat format;
} VtPictureName;

char *vt_picture_path (const VtPictureName *name);
gboolean vt_picture_parse_path (const char *path, VtPictureName *out);
const char *vt_picture_content_type (VtPictureFormat format);

GBytes *vt_picture_render (const char *original, const VtPictureName *name, const char *cache_dir, GError **error);

G_END_DECLS
