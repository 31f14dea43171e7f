/* Photographs in the model: which renditions a page offers, and how they are written. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-hash.h"
#include "site/vt-ground.h"
#include "site/vt-model.h"
#include "site/vt-picture.h"

#include <string.h>

/* Nearly every browser takes the first that it understands, so the older formats come in fewer widths. */
static const int avif_widths[] = { 320, 640, 960, 1280, 1600, 0 };
static const int webp_widths[] = { 320, 640, 1280, 0 };
static const int jpeg_widths[] = { 320, 640, 1280, 0 };

#define FALLBACK_WIDTH 640

/**
 * vt_model_picture_widths:
 * @format: a #VtPictureFormat
 *
 * Returns: (transfer none): the widths that pages offer, ascending, ended by 0
 */
const int *
vt_model_picture_widths (int format)
{
  switch (format)
    {
    case VT_PICTURE_AVIF:
      return avif_widths;
    case VT_PICTURE_WEBP:
      return webp_widths;
    case VT_PICTURE_JPEG:
    default:
      return jpeg_widths;
    }
}

static char *
rendition_path (const char *sha256, int width, VtPictureFormat format)
{
  VtPictureName name = { { 0 }, width, format };

  g_strlcpy (name.key, sha256, sizeof name.key);
  return vt_picture_path (&name);
}

static char *
srcset (const VtModelPhoto *photo, VtPictureFormat format)
{
  const int *widths = vt_model_picture_widths ((int) format);
  GString *out = g_string_new (NULL);

  /* The smallest is there for every original: it is then as wide as that. */
  for (int i = 0; widths[i] != 0 && (i == 0 || widths[i] <= photo->width); i++)
    {
      g_autofree char *path = rendition_path (photo->sha256, widths[i], format);

      g_string_append_printf (out, "%s%s %dw", i > 0 ? ", " : "", path,
                              photo->width > 0 ? MIN (widths[i], photo->width) : widths[i]);
    }

  return g_string_free (out, FALSE);
}

/**
 * vt_model_picture_url:
 * @sha256: the original
 * @original_width: its width, pixels
 * @width: the width that is wanted at most
 *
 * Returns: (transfer full): the address of a JPEG
 */
char *
vt_model_picture_url (const char *sha256, int original_width, int width)
{
  int best = jpeg_widths[0];

  for (int i = 0; jpeg_widths[i] != 0; i++)
    if (jpeg_widths[i] <= width && jpeg_widths[i] <= original_width)
      best = jpeg_widths[i];

  return rendition_path (sha256, best, VT_PICTURE_JPEG);
}

/**
 * vt_model_picture:
 * @arena: where it lies
 * @photo: a photograph
 *
 * Returns: (transfer none): a PICTURE of the model; null when there is none
 */
VtValue *
vt_model_picture (VtArena *arena, const VtModelPhoto *photo)
{
  VtValue *object;

  if (photo->sha256 == NULL || !vt_sha256_is_valid (photo->sha256))
    return vt_value_null ();

  object = vt_value_new_object (arena);
  vt_value_take_string (object, "avif", srcset (photo, VT_PICTURE_AVIF));
  vt_value_take_string (object, "webp", srcset (photo, VT_PICTURE_WEBP));
  vt_value_take_string (object, "jpg", srcset (photo, VT_PICTURE_JPEG));
  vt_value_take_string (object, "src", vt_model_picture_url (photo->sha256, photo->width, FALLBACK_WIDTH));
  vt_value_set_int (object, "width", photo->width);
  vt_value_set_int (object, "height", photo->height);
  vt_value_set_string (object, "alt", photo->alt != NULL ? photo->alt : "");
  vt_value_set_boolean (object, "wide", photo->width * 4 >= photo->height * 5);
  vt_value_set_string (object, "focal", "focus-c3");
  vt_value_take_string (object, "ground", vt_ground_classes (photo->ground));

  return object;
}
