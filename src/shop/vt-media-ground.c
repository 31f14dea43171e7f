/* The colours of a photograph that are seen in its place until it has come. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-media-ground.h"

#include "base/vt-vips.h"

#include <string.h>
#include <vips/vips.h>

/* Pixels of the little picture that the colours are means of, a side. */
#define SIDE 8

/* Of what was cut short, or is no more than a beginning, nothing is decoded. */
static gboolean
is_whole (const char *type, const guint8 *data, gsize size)
{
  if (g_str_equal (type, "image/png"))
    return size > 57 && memcmp (data + size - 8, "IEND", 4) == 0;
  if (g_str_equal (type, "image/jpeg"))
    return size > 4 && data[size - 2] == 0xff && data[size - 1] == 0xd9;

  return !g_str_equal (type, "image/svg+xml");
}

static VipsImage *
shrink (const void *data, gsize size)
{
  VipsImage *small = NULL;
  VipsImage *srgb = NULL;

  if (vips_thumbnail_buffer ((void *) data, size, &small, SIDE, "height", SIDE, "size", VIPS_SIZE_FORCE, NULL) == 0)
    vips_colourspace (small, &srgb, VIPS_INTERPRETATION_sRGB, NULL);

  g_clear_object (&small);
  return srgb;
}

/* Four bits for each channel of the mean of rows @top to @bottom and columns @left to @right, the last not included. */
static gint64
mean (const guint8 *pixels, guint left, guint top, guint right, guint bottom)
{
  guint n = (right - left) * (bottom - top);
  gint64 colour = 0;

  for (guint channel = 0; channel < 3; channel++)
    {
      guint sum = 0;

      for (guint y = top; y < bottom; y++)
        for (guint x = left; x < right; x++)
          sum += pixels[(y * SIDE + x) * 3 + channel];
      colour = colour << 4 | (sum + n * 17 / 2) / (n * 17);
    }

  return colour;
}

/**
 * vt_media_ground:
 * @type: its MIME type
 * @data: (array length=size): a picture file
 * @size: its bytes
 *
 * What is wrong with a picture is told where it is drawn.
 *
 * Returns: bit 36 and, of four bits a channel, the mean colours of what is above, in the middle and below; 0 when the
 * picture lets see what is behind it, is a drawing, or cannot be read
 */
gint64
vt_media_ground (const char *type, const void *data, gsize size)
{
  g_autofree guint8 *pixels = NULL;
  VipsImage *small;
  size_t n = 0;

  if (!is_whole (type, data, size))
    return 0;

  vt_vips_start ();
  small = shrink (data, size);
  if (small == NULL)
    g_free (vt_vips_take_error ());
  else if (vips_image_get_bands (small) == 3)
    pixels = vips_image_write_to_memory (small, &n);
  g_clear_object (&small);

  if (pixels == NULL || n != SIDE * SIDE * 3)
    return 0;

  return (gint64) 1 << 36 | mean (pixels, 0, 0, SIDE, 2) << 24 | mean (pixels, 2, 2, SIDE - 2, SIDE - 2) << 12 |
         mean (pixels, 0, SIDE - 2, SIDE, SIDE);
}
