/* Hands photographs to the engine as pixels: small, upright, in sRGB. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-photo-colours.h"

#include "base/vt-vips.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <vips/vips.h>

/* Four bytes a pixel, whatever the file has. */
static VipsImage *
make_rgba (VipsImage *small)
{
  VipsImage *srgb = NULL;
  VipsImage *rgba = NULL;

  if (vips_colourspace (small, &srgb, VIPS_INTERPRETATION_sRGB, NULL) != 0)
    return NULL;
  if (vips_image_get_bands (srgb) == 4)
    return srgb;

  vips_addalpha (srgb, &rgba, NULL);
  g_object_unref (srgb);
  return rgba;
}

static VipsImage *
load (const char *file)
{
  VipsImage *small = NULL;
  VipsImage *rgba = NULL;
  VipsImage *bytes = NULL;

  if (vips_thumbnail (file, &small, VIX_PHOTO_SIDE, "height", VIX_PHOTO_SIDE, "fail-on", VIPS_FAIL_ON_TRUNCATED,
                      NULL) != 0)
    return NULL;

  rgba = make_rgba (small);
  if (rgba != NULL)
    vips_cast_uchar (rgba, &bytes, NULL);
  g_clear_object (&rgba);
  g_object_unref (small);

  return bytes;
}

static gboolean
read_pixels (VipsImage *image, VixPhoto *photo, VixLook *look)
{
  g_autofree VixPhotoWork *work = g_new (VixPhotoWork, 1);
  g_autofree guint8 *pixels = NULL;
  size_t size = 0;

  if (vips_image_get_bands (image) == 4)
    pixels = vips_image_write_to_memory (image, &size);
  if (pixels == NULL ||
      !vix_photo_read (work, pixels, vips_image_get_width (image), vips_image_get_height (image), photo))
    return FALSE;

  vix_look_read (work, look);
  return TRUE;
}

/**
 * vt_photo_colours_read:
 * @file: (type filename): a photograph
 * @photo: (out caller-allocates): its dominant colours
 * @look: (out caller-allocates): how it looks, for the search by a picture
 * @error: says when it is no picture, or broken
 *
 * Takes some hundredths of a second: never on the main thread.
 *
 * Returns: whether it could be read
 */
gboolean
vt_photo_colours_read (const char *file, VixPhoto *photo, VixLook *look, GError **error)
{
  VipsImage *image;
  gboolean read;

  vt_vips_start ();
  image = load (file);
  read = image != NULL && read_pixels (image, photo, look);
  g_clear_object (&image);
  if (!read)
    {
      g_autofree char *detail = vt_vips_take_error ();
      g_autofree char *name = g_path_get_basename (file);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("The picture “%s” cannot be looked at: %s. Replace it by one that opens in a picture viewer"),
                   name, detail);
    }

  return read;
}
