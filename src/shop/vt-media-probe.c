/* Reads type and size of a picture from its first bytes, without decoding it. The formats: JPEG (ITU-T T.81, Exif 2.3),
 * PNG (W3C), GIF89a, WebP (RFC 9649), AVIF (ISO/IEC 23008-12). Every offset is checked against the file's end. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-media-probe.h"

#include "shop/vt-shop.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PIXELS     (G_GINT64_CONSTANT (100) * 1000 * 1000)
#define MAX_BOX_DEPTH  8
#define MAX_IFD_FIELDS 512

/* A run of bytes with its end. */
typedef struct
{
  const guint8 *data;
  gsize size;
} Span;

static gboolean
has (Span span, gsize offset, gsize size)
{
  return offset <= span.size && size <= span.size - offset;
}

static gboolean
matches (Span span, gsize offset, const char *text, gsize length)
{
  return has (span, offset, length) && memcmp (span.data + offset, text, length) == 0;
}

/* The caller has checked that the bytes are there. */
static guint32
big (Span span, gsize offset, guint n_bytes)
{
  guint32 value = 0;

  for (guint i = 0; i < n_bytes; i++)
    value = value << 8 | span.data[offset + i];

  return value;
}

static guint32
little (Span span, gsize offset, guint n_bytes)
{
  guint32 value = 0;

  for (guint i = 0; i < n_bytes; i++)
    value |= (guint32) span.data[offset + i] << (8 * i);

  return value;
}

static gboolean
set_size (VtMediaProbe *probe, guint32 width, guint32 height)
{
  if (width == 0 || height == 0 || width > G_MAXINT || height > G_MAXINT)
    return FALSE;

  probe->width = (int) width;
  probe->height = (int) height;
  return TRUE;
}

static Span
cut (Span span, gsize offset, gsize size)
{
  return (Span){ span.data + offset, size };
}

/* Exif's orientation, 1 to 8: 1 is upright, and from 5 on the sides are swapped. */
static guint32
read_orientation (Span exif)
{
  Span tiff;
  guint32 (*number) (Span, gsize, guint);
  gsize ifd;
  guint32 n_fields;

  if (!matches (exif, 0, "Exif\0\0", 6) || !has (exif, 6, 8))
    return 1;

  tiff = cut (exif, 6, exif.size - 6);
  number = tiff.data[0] == 'I' ? little : big;
  ifd = number (tiff, 4, 4);
  if (!has (tiff, ifd, 2))
    return 1;

  n_fields = MIN (number (tiff, ifd, 2), MAX_IFD_FIELDS);
  for (gsize i = 0; i < n_fields && has (tiff, ifd + 2 + i * 12, 12); i++)
    if (number (tiff, ifd + 2 + i * 12, 2) == 0x0112)
      return number (tiff, ifd + 2 + i * 12 + 8, 2);

  return 1;
}

static gboolean
is_frame_header (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
probe_jpeg (Span file, VtMediaProbe *probe)
{
  gsize offset = 2;
  guint32 orientation = 1;

  while (has (file, offset, 4) && file.data[offset] == 0xff)
    {
      guint8 marker = file.data[offset + 1];
      gsize length;

      if (marker == 0xff)
        {
          offset++;
          continue;
        }
      length = big (file, offset + 2, 2);
      if (length < 2 || !has (file, offset + 2, length))
        return FALSE;
      /* A second such segment holds XMP and turns nothing. */
      if (marker == 0xe1 && orientation == 1)
        orientation = read_orientation (cut (file, offset + 4, length - 2));
      if (is_frame_header (marker))
        {
          guint32 height = length >= 7 ? big (file, offset + 5, 2) : 0;
          guint32 width = length >= 7 ? big (file, offset + 7, 2) : 0;
          gboolean swapped = orientation >= 5 && orientation <= 8;

          return set_size (probe, swapped ? height : width, swapped ? width : height);
        }
      offset += 2 + length;
    }

  return FALSE;
}

static gboolean
probe_png (Span file, VtMediaProbe *probe)
{
  return matches (file, 12, "IHDR", 4) && has (file, 16, 8) && set_size (probe, big (file, 16, 4), big (file, 20, 4));
}

static gboolean
probe_gif (Span file, VtMediaProbe *probe)
{
  return has (file, 6, 4) && set_size (probe, little (file, 6, 2), little (file, 8, 2));
}

static gboolean
probe_webp (Span file, VtMediaProbe *probe)
{
  if (!has (file, 12, 18))
    return FALSE;

  if (matches (file, 12, "VP8X", 4))
    return set_size (probe, little (file, 24, 3) + 1, little (file, 27, 3) + 1);
  if (matches (file, 12, "VP8 ", 4) && matches (file, 23, "\x9d\x01\x2a", 3))
    return set_size (probe, little (file, 26, 2) & 0x3fff, little (file, 28, 2) & 0x3fff);
  if (matches (file, 12, "VP8L", 4) && file.data[20] == 0x2f)
    {
      guint32 bits = little (file, 21, 4);

      return set_size (probe, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
    }

  return FALSE;
}

/* The largest extent that any item has is the whole picture's: tiles, thumbnails and alpha planes are not larger. */
static void
read_extents (Span boxes, guint depth, VtMediaProbe *probe)
{
  gsize offset = 0;

  while (depth < MAX_BOX_DEPTH && has (boxes, offset, 8))
    {
      gsize length = big (boxes, offset, 4);
      gsize head = matches (boxes, offset + 4, "meta", 4) ? 12 : 8;

      if (length == 0)
        length = boxes.size - offset;
      if (length < head || !has (boxes, offset, length))
        return;

      if (matches (boxes, offset + 4, "meta", 4) || matches (boxes, offset + 4, "iprp", 4) ||
          matches (boxes, offset + 4, "ipco", 4))
        read_extents (cut (boxes, offset + head, length - head), depth + 1, probe);
      else if (matches (boxes, offset + 4, "ispe", 4) && length >= 20)
        {
          guint32 width = big (boxes, offset + 12, 4);
          guint32 height = big (boxes, offset + 16, 4);

          if ((guint64) width * height > (guint64) probe->width * (guint64) probe->height)
            set_size (probe, width, height);
        }
      offset += length;
    }
}

static gboolean
probe_avif (Span file, VtMediaProbe *probe)
{
  read_extents (file, 0, probe);
  return probe->width > 0;
}

static gboolean
has_brand (Span file, const char *brand)
{
  gsize length;

  if (!matches (file, 4, "ftyp", 4) || !has (file, 0, 16))
    return FALSE;

  length = MIN (big (file, 0, 4), 256);
  for (gsize offset = 8; offset + 4 <= length && has (file, offset, 4); offset += 4)
    if (offset != 12 && matches (file, offset, brand, 4))
      return TRUE;

  return FALSE;
}

static gboolean
is_jpeg (Span file)
{
  return matches (file, 0, "\xff\xd8\xff", 3);
}

static gboolean
is_png (Span file)
{
  return matches (file, 0, "\x89PNG\r\n\x1a\n", 8);
}

static gboolean
is_gif (Span file)
{
  return matches (file, 0, "GIF87a", 6) || matches (file, 0, "GIF89a", 6);
}

static gboolean
is_webp (Span file)
{
  return matches (file, 0, "RIFF", 4) && matches (file, 8, "WEBP", 4);
}

static gboolean
is_avif (Span file)
{
  return has_brand (file, "avif") || has_brand (file, "avis");
}

static const struct
{
  gboolean (*is) (Span file);
  gboolean (*probe) (Span file, VtMediaProbe *probe);
  const char *type;
  const char *extension;
} formats[] = {
  { is_jpeg, probe_jpeg, "image/jpeg", "jpg" },  { is_png, probe_png, "image/png", "png" },
  { is_webp, probe_webp, "image/webp", "webp" }, { is_avif, probe_avif, "image/avif", "avif" },
  { is_gif, probe_gif, "image/gif", "gif" },
};

/* What a file that is no picture is, in words that end the sentence "it is …". */
const char *
vt_media_probe_describe (const guint8 *data, gsize size)
{
  Span file = { data, size };

  if (size == 0)
    return _ ("an empty file");
  if (matches (file, 0, "%PDF-", 5))
    return _ ("a PDF document");
  if (matches (file, 0, "PK\x03\x04", 4))
    return _ ("a ZIP archive or an office document");
  if (has_brand (file, "heic") || has_brand (file, "heix") || has_brand (file, "mif1"))
    return _ ("an HEIC photograph, which browsers do not show");
  if (matches (file, 0, "II*\0", 4) || matches (file, 0, "MM\0*", 4))
    return _ ("a TIFF picture, which browsers do not show");
  if (matches (file, 0, "BM", 2) && !g_utf8_validate ((const char *) data, (gssize) size, NULL))
    return _ ("a BMP picture");
  if (g_utf8_validate ((const char *) data, (gssize) size, NULL))
    return _ ("a text file");

  return _ ("a file of an unknown kind");
}

static gboolean
set_error (GError **error, const char *message)
{
  g_set_error_literal (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, message);
  return FALSE;
}

/**
 * vt_media_probe:
 * @data: (array length=size): a whole file
 * @size: its size
 * @probe: (out): what it is
 * @error: %VT_SHOP_ERROR_FAILED with the end of a sentence that begins with the file's name
 *
 * Returns: whether it is a picture that browsers show, of at most 100 megapixels
 */
gboolean
vt_media_probe (const guint8 *data, gsize size, VtMediaProbe *probe, GError **error)
{
  Span file = { data, size };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (!formats[i].is (file))
        continue;

      *probe = (VtMediaProbe){ .type = formats[i].type, .extension = formats[i].extension };
      if (!formats[i].probe (file, probe))
        return set_error (error, _ ("is a damaged picture. Open it in a picture editor and save it again"));
      if ((gint64) probe->width * probe->height > MAX_PIXELS)
        return set_error (error, _ ("has more than 100 megapixels. Make it smaller in a picture editor"));
      return TRUE;
    }

  if (vt_svg_probe (data, size, probe))
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
               _ ("is %s, not a picture. Choose a JPEG, PNG, WebP, AVIF, GIF or SVG file"),
               vt_media_probe_describe (data, size));
  return FALSE;
}
