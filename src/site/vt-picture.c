#define G_LOG_DOMAIN "vt-site"

#include "site/vt-picture.h"

#include "site/vt-pictures.h"

#include <string.h>

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

/**
 * vt_picture_render:
 * @original: (type filename): the original's file
 * @name: which rendition
 * @cache_dir: (type filename) (nullable): as for vt_pictures_new()
 * @error: says when the original is no picture, or broken
 *
 * Draws a single rendition; see vt_pictures_render().
 *
 * Returns: (transfer full) (nullable): the encoded picture, without metadata, in sRGB
 */
GBytes *
vt_picture_render (const char *original, const VtPictureName *name, const char *cache_dir, GError **error)
{
  g_autoptr (VtPictures) pictures = vt_pictures_new (cache_dir);

  return vt_pictures_render (pictures, original, name, error);
}
