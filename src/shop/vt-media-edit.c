/* Pictures turned and cut: each becomes a new original beside the one that it is made of, which stays for undo. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-media-edit.h"

#include "base/vt-vips.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <vips/vips.h>

/* Good enough to be drawn from once more; the storefront's renditions are coded again. */
#define QUALITY 92

/* The smallest that is left of a picture, pixels. */
#define MIN_SIDE 16

typedef struct
{
  VipsImage *image; /* (owned) */
} Picture;

/* Takes the step's result in the place of what it was made of. */
static gboolean
replace (Picture *picture, int result, VipsImage **next)
{
  if (result != 0)
    return FALSE;

  g_object_unref (picture->image);
  picture->image = *next;
  return TRUE;
}

static gboolean
turn (Picture *picture, guint quarter_turns)
{
  VipsImage *next = NULL;

  return quarter_turns == 0 ||
         replace (picture, vips_rot (picture->image, &next, (VipsAngle) (VIPS_ANGLE_D0 + (int) quarter_turns), NULL),
                  &next);
}

static gboolean
mirror (Picture *picture, gboolean mirrored)
{
  VipsImage *next = NULL;

  return !mirrored || replace (picture, vips_flip (picture->image, &next, VIPS_DIRECTION_HORIZONTAL, NULL), &next);
}

/* Whole pixels from @from to @to of @size, a few at least. */
static void
to_pixels (double from, double to, int size, int *start, int *length)
{
  int first = (int) lround (CLAMP (from, 0, 1) * size);
  int last = (int) lround (CLAMP (to, 0, 1) * size);
  int least = MIN (MIN_SIDE, size);

  *length = MAX (last - first, least);
  *start = CLAMP (first, 0, size - *length);
}

static gboolean
cut (Picture *picture, const VtMediaEdit *edit)
{
  VipsImage *next = NULL;
  int left;
  int top;
  int width;
  int height;

  to_pixels (edit->left, edit->right, vips_image_get_width (picture->image), &left, &width);
  to_pixels (edit->top, edit->bottom, vips_image_get_height (picture->image), &top, &height);

  return replace (picture, vips_extract_area (picture->image, &next, left, top, width, height, NULL), &next);
}

/* The orientation that a camera noted is applied first: people edit what they see. */
static gboolean
load (Picture *picture, const char *path)
{
  VipsImage *next = NULL;

  picture->image = vips_image_new_from_file (path, "fail-on", VIPS_FAIL_ON_TRUNCATED, NULL);

  return picture->image != NULL && replace (picture, vips_autorot (picture->image, &next, NULL), &next);
}

/* In the format that it came in, with its colour profile; of an animation, the first picture. */
static GBytes *
save (Picture *picture, const char *type)
{
  void *data = NULL;
  size_t size = 0;
  int result;

  if (g_str_equal (type, "image/jpeg"))
    result = vips_jpegsave_buffer (picture->image, &data, &size, "Q", QUALITY, "optimize-coding", TRUE, NULL);
  else if (g_str_equal (type, "image/webp"))
    result = vips_webpsave_buffer (picture->image, &data, &size, "Q", QUALITY, NULL);
  else if (g_str_equal (type, "image/avif"))
    result = vips_heifsave_buffer (picture->image, &data, &size, "compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "Q",
                                   QUALITY, "effort", 2, NULL);
  else
    result = vips_pngsave_buffer (picture->image, &data, &size, NULL);

  return result == 0 ? g_bytes_new_with_free_func (data, size, g_free, data) : NULL;
}

static GBytes *
draw (const char *path, const char *type, const VtMediaEdit *edit)
{
  Picture picture = { NULL };
  GBytes *bytes = NULL;

  if (load (&picture, path) && turn (&picture, edit->quarter_turns % 4) && mirror (&picture, edit->mirrored) &&
      cut (&picture, edit))
    bytes = save (&picture, type);
  g_clear_object (&picture.image);

  return bytes;
}

static gboolean
is_sound (const VtMediaEdit *edit)
{
  return edit->left >= 0 && edit->left < edit->right && edit->right <= 1 && edit->top >= 0 &&
         edit->top < edit->bottom && edit->bottom <= 1;
}

/**
 * vt_media_edit:
 * @shop_path: (type filename): the shop's folder
 * @original: a picture of the shop
 * @edit: what is done to it
 * @cancellable: (nullable): looked at before and after
 * @error: %VT_SHOP_ERROR_FAILED when it is a drawing, or broken, or as for vt_media_stage_bytes()
 *
 * Makes a picture out of another. Takes up to some seconds: never on the main thread. The original stays as it is.
 *
 * Returns: (transfer full) (nullable): the new picture's record for vt_media_add()
 */
VtMedia *
vt_media_edit (const char *shop_path,
               const VtMedia *original,
               const VtMediaEdit *edit,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *path = vt_media_path (shop_path, original->sha256);
  g_autoptr (GBytes) bytes = NULL;
  VtMedia *media;

  g_return_val_if_fail (is_sound (edit), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (path == NULL || g_str_equal (original->type, "image/svg+xml"))
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                   path == NULL ? _ ("The picture “%s” is missing from the media folder. Add it again")
                                : _ ("“%s” is a drawing. Change it in a drawing program"),
                   original->name);
      return NULL;
    }

  vt_vips_start ();
  bytes = draw (path, original->type, edit);
  if (bytes == NULL)
    {
      g_autofree char *detail = vt_vips_take_error ();

      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                   _ ("The picture “%s” cannot be changed: %s. Replace it by one that opens in a picture viewer"),
                   original->name, detail);
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  media = vt_media_stage_bytes (shop_path, bytes, original->name, error);
  if (media != NULL)
    {
      g_free (media->credit);
      media->credit = g_strdup (original->credit);
    }
  return media;
}
