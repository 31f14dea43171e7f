#define G_LOG_DOMAIN "vt-site"

#include "site/vt-picture.h"

#include "base/vt-file.h"
#include "base/vt-vips.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <vips/vips.h>

/* Part of the name in the cache: a change of quality or effort below must change it. */
#define RENDITION_VERSION "1"

/* What one rendition may weigh; the widest AVIF of a photograph is some 100 kB. */
#define MAX_RENDITION_BYTES (16 * 1024 * 1024)

/* Taller than any photograph of a thing for sale; the width decides. */
#define MAX_HEIGHT 8192

const int vt_picture_widths[] = { 320, 640, 960, 1280, 1600, 0 };

static const struct
{
  const char *extension;
  const char *content_type;
} formats[] = {
  [VT_PICTURE_AVIF] = { "avif", "image/avif" },
  [VT_PICTURE_WEBP] = { "webp", "image/webp" },
  [VT_PICTURE_JPEG] = { "jpg", "image/jpeg" },
};

/**
 * vt_picture_path:
 * @name: a rendition
 *
 * Returns: (transfer full): its path in the storefront
 */
char *
vt_picture_path (const VtPictureName *name)
{
  return g_strdup_printf ("/media/%s-%d.%s", name->key, name->width, formats[name->format].extension);
}

static gboolean
parse_key (const char *text, char *key)
{
  for (int i = 0; i < VT_PICTURE_KEY_LENGTH; i++)
    if (!g_ascii_isdigit (text[i]) && !(text[i] >= 'a' && text[i] <= 'f'))
      return FALSE;

  memcpy (key, text, VT_PICTURE_KEY_LENGTH);
  key[VT_PICTURE_KEY_LENGTH] = '\0';
  return TRUE;
}

static gboolean
parse_width (const char *text, char **end, int *width)
{
  guint64 value = g_ascii_strtoull (text, end, 10);

  for (int i = 0; vt_picture_widths[i] != 0; i++)
    if (value == (guint64) vt_picture_widths[i] && *text >= '1' && *text <= '9')
      {
        *width = vt_picture_widths[i];
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_picture_parse_path:
 * @path: a path of the storefront, from outside
 * @out: (out caller-allocates): the rendition
 *
 * Understands exactly what vt_picture_path() writes: other widths would let anyone make the shop draw pictures all day.
 *
 * Returns: whether @path names a rendition
 */
gboolean
vt_picture_parse_path (const char *path, VtPictureName *out)
{
  const char *key;
  char *end;

  if (!g_str_has_prefix (path, "/media/"))
    return FALSE;

  key = path + strlen ("/media/");
  if (strlen (key) < VT_PICTURE_KEY_LENGTH + 2 || !parse_key (key, out->key) || key[VT_PICTURE_KEY_LENGTH] != '-')
    return FALSE;
  if (!parse_width (key + VT_PICTURE_KEY_LENGTH + 1, &end, &out->width) || *end != '.')
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (end + 1, formats[i].extension) == 0)
      {
        out->format = (VtPictureFormat) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_picture_content_type:
 * @format: a format
 *
 * Returns: (transfer none): its MIME type
 */
const char *
vt_picture_content_type (VtPictureFormat format)
{
  return formats[format].content_type;
}

static void
set_vips_error (GError **error, const char *original)
{
  g_autofree char *detail = vt_vips_take_error ();
  g_autofree char *name = g_path_get_basename (original);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("The picture “%s” cannot be drawn: %s. Replace it by one that opens in a picture viewer"), name,
               detail);
}

static int
save (VipsImage *image, VtPictureFormat format, void **data, size_t *size)
{
  switch (format)
    {
    case VT_PICTURE_AVIF:
      return vips_heifsave_buffer (image, data, size, "compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "Q", 55,
                                   "effort", 1, "strip", TRUE, NULL);
    case VT_PICTURE_WEBP:
      return vips_webpsave_buffer (image, data, size, "Q", 78, "effort", 3, "strip", TRUE, NULL);
    case VT_PICTURE_JPEG:
    default:
      return vips_jpegsave_buffer (image, data, size, "Q", 80, "optimize-coding", TRUE, "interlace", TRUE, "strip",
                                   TRUE, NULL);
    }
}

static GBytes *
encode (VipsImage *image, VtPictureFormat format)
{
  void *data = NULL;
  size_t size = 0;

  return save (image, format, &data, &size) == 0 ? g_bytes_new_with_free_func (data, size, g_free, data) : NULL;
}

static GBytes *
draw (const char *original, const VtPictureName *name, GError **error)
{
  VipsImage *small = NULL;
  GBytes *bytes = NULL;

  /* Turns the picture upright by its EXIF, brings it to sRGB and never makes it larger. */
  if (vips_thumbnail (original, &small, name->width, "height", MAX_HEIGHT, "size", VIPS_SIZE_DOWN, "export-profile",
                      "srgb", "fail-on", VIPS_FAIL_ON_TRUNCATED, NULL) == 0)
    bytes = encode (small, name->format);
  if (bytes == NULL)
    set_vips_error (error, original);

  g_clear_object (&small);
  return bytes;
}

/**
 * vt_picture_render:
 * @original: (type filename): the original's file
 * @name: which rendition
 * @cache_dir: (type filename) (nullable): where drawn pictures are kept; they are never wrong, as both names hold the
 * hash
 * @error: says when the original is no picture, or broken
 *
 * Draws a rendition, or reads it from the cache. Takes up to half a second: never on the main thread.
 *
 * Returns: (transfer full) (nullable): the encoded picture, without metadata, in sRGB
 */
GBytes *
vt_picture_render (const char *original, const VtPictureName *name, const char *cache_dir, GError **error)
{
  g_autofree char *file = NULL;
  g_autoptr (GBytes) drawn = NULL;

  vt_vips_start ();

  if (cache_dir != NULL)
    {
      g_autofree char *base =
          g_strdup_printf ("%s-%d-" RENDITION_VERSION ".%s", name->key, name->width, formats[name->format].extension);

      file = g_build_filename (cache_dir, "pictures", base, NULL);
      drawn = vt_file_read (file, MAX_RENDITION_BYTES, NULL);
      if (drawn != NULL && g_bytes_get_size (drawn) > 0)
        return g_steal_pointer (&drawn);
      g_clear_pointer (&drawn, g_bytes_unref);
    }

  drawn = draw (original, name, error);
  if (drawn == NULL)
    return NULL;

  if (file != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (file);
      g_autoptr (GError) not_kept = NULL;

      /* The picture is there; that it could not be kept only costs time. */
      if (g_mkdir_with_parents (folder, 0700) != 0 || !vt_file_write_atomic (file, drawn, &not_kept))
        g_info ("A picture is not kept: %s", not_kept != NULL ? not_kept->message : folder);
    }

  return g_steal_pointer (&drawn);
}
