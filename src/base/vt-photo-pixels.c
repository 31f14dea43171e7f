#include "base/vt-photo-pixels.h"

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
load (const char *file, int side)
{
  VipsImage *small = NULL;
  VipsImage *rgba = NULL;
  VipsImage *bytes = NULL;

  if (vips_thumbnail (file, &small, side, "height", side, "fail-on", VIPS_FAIL_ON_TRUNCATED, NULL) != 0)
    return NULL;

  rgba = make_rgba (small);
  if (rgba != NULL)
    vips_cast_uchar (rgba, &bytes, NULL);
  g_clear_object (&rgba);
  g_object_unref (small);

  return bytes;
}

static guint8 *
take_pixels (VipsImage *image, int *width, int *height)
{
  size_t size = 0;

  if (vips_image_get_bands (image) != 4)
    return NULL;

  *width = vips_image_get_width (image);
  *height = vips_image_get_height (image);
  return vips_image_write_to_memory (image, &size);
}

/**
 * vt_photo_pixels_read:
 * @file: (type filename): a picture of any kind that libvips reads
 * @side: the longest that a side may be, pixels
 * @width: (out): 1 to @side
 * @height: (out): 1 to @side
 * @error: says when it is no picture, or broken
 *
 * The picture as little pixels to look at: upright, sRGB, four bytes each, not multiplied by their alpha. Takes some
 * hundredths of a second: never on the main thread.
 *
 * Returns: (transfer full) (nullable): the pixels, row by row
 */
guint8 *
vt_photo_pixels_read (const char *file, int side, int *width, int *height, GError **error)
{
  guint8 *pixels = NULL;
  VipsImage *image;

  vt_vips_start ();
  image = load (file, side);
  if (image != NULL)
    pixels = take_pixels (image, width, height);
  g_clear_object (&image);
  if (pixels == NULL)
    {
      g_autofree char *detail = vt_vips_take_error ();
      g_autofree char *name = g_path_get_basename (file);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("The picture “%s” cannot be looked at: %s. Replace it by one that opens in a picture viewer"),
                   name, *detail != '\0' ? detail : _ ("the file is damaged"));
    }

  return pixels;
}
