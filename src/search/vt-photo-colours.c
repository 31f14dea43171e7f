#include "search/vt-photo-colours.h"

#include "base/vt-photo-pixels.h"

/**
 * vt_photo_colours_read:
 * @file: (type filename): a photograph
 * @photo: (out caller-allocates): its dominant colours
 * @look: (out caller-allocates): how it looks, for the search by a picture
 * @error: as for vt_photo_pixels_read()
 *
 * Takes some hundredths of a second: never on the main thread.
 *
 * Returns: whether it could be read
 */
gboolean
vt_photo_colours_read (const char *file, VixPhoto *photo, VixLook *look, GError **error)
{
  g_autofree VixPhotoWork *work = g_new (VixPhotoWork, 1);
  g_autofree guint8 *pixels = NULL;
  int width = 0;
  int height = 0;

  pixels = vt_photo_pixels_read (file, VIX_PHOTO_SIDE, &width, &height, error);
  if (pixels == NULL)
    return FALSE;

  vix_photo_read (work, pixels, width, height, photo);
  vix_look_read (work, look);
  return TRUE;
}
