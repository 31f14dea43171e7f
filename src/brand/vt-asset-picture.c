/* Photographs and logos as assets need them: decoded no larger than their place, and kept, as the same ones are drawn
 * again and again while a colour changes. */
#define G_LOG_DOMAIN "vt-brand"

#include "base/vt-file.h"
#include "base/vt-svg.h"
#include "base/vt-vips.h"
#include "brand/vt-asset-private.h"
#include "shop/vt-media.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <vips/vips.h>

/* A picture with more pixels is not decoded: 20,000 by 20,000 would take seconds and most of the memory. */
#define MAX_PIXELS   G_GINT64_CONSTANT (150000000)
#define MAX_SIDE     8000
#define STORE_BYTES  ((gsize) 160 * 1024 * 1024)
#define JPEG_QUALITY 90

struct _VtPictureStore
{
  char *shop_path; /* (owned) (nullable) */
  GMutex lock;
  GHashTable *pictures; /* (owned) (element-type utf8 VtAssetPicture) guarded by lock */
  GQueue order;         /* (element-type utf8) the keys, oldest first; guarded by lock */
  gsize size;           /* bytes of pixels; guarded by lock */
};

VtAssetPicture *
vt_asset_picture_ref (VtAssetPicture *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vt_asset_picture_unref (VtAssetPicture *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_free (self->pixels);
  g_clear_pointer (&self->jpeg, g_bytes_unref);
  g_free (self);
}

static void
bytes_unref (gpointer data)
{
  g_bytes_unref (data);
}

static void
picture_unref (gpointer data)
{
  vt_asset_picture_unref (data);
}

/* (transfer full) A surface of this thread alone, as those of cairo are not to be shared. */
cairo_surface_t *
vt_asset_picture_to_surface (VtAssetPicture *self)
{
  static const cairo_user_data_key_t key;
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data (self->pixels, self->is_opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                           self->width, self->height, 4 * self->width);

  if (cairo_surface_set_user_data (surface, &key, vt_asset_picture_ref (self), picture_unref) != CAIRO_STATUS_SUCCESS)
    vt_asset_picture_unref (self);
  if (self->jpeg != NULL)
    {
      gsize size = 0;
      gconstpointer data = g_bytes_get_data (self->jpeg, &size);

      if (cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, size, bytes_unref,
                                       g_bytes_ref (self->jpeg)) != CAIRO_STATUS_SUCCESS)
        g_bytes_unref (self->jpeg);
    }

  return surface;
}

/* One row of @width pixels; cairo has colours multiplied by alpha, in the byte order of a 32-bit number. */
static void
convert_row (guint32 *to, const guint8 *from, int width, int bands)
{
  for (int x = 0; x < width; x++, from += bands)
    {
      guint32 a = bands == 4 ? from[3] : 255;

      to[x] = a == 255 ? 0xff000000u | (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2]
                       : a << 24 | (from[0] * a + 127) / 255 << 16 | (from[1] * a + 127) / 255 << 8 |
                             (from[2] * a + 127) / 255;
    }
}

static GBytes *
encode (VipsImage *image)
{
  void *data = NULL;
  size_t size = 0;

  if (vips_jpegsave_buffer (image, &data, &size, "Q", JPEG_QUALITY, "strip", TRUE, NULL) == 0)
    return g_bytes_new_with_free_func (data, size, g_free, data);

  g_free (vt_vips_take_error ());
  return NULL;
}

static VtAssetPicture *
convert (VipsImage *image, gboolean with_jpeg)
{
  VipsObject *scope = VIPS_OBJECT (vips_image_new ());
  VipsImage **t = (VipsImage **) vips_object_local_array (scope, 2);
  VtAssetPicture *self = NULL;
  guint8 *bytes = NULL;
  size_t size = 0;
  int bands = 0;

  if (vips_colourspace (image, &t[0], VIPS_INTERPRETATION_sRGB, NULL) == 0 &&
      vips_cast_uchar (t[0], &t[1], NULL) == 0 && (bands = vips_image_get_bands (t[1])) >= 3 && bands <= 4)
    bytes = vips_image_write_to_memory (t[1], &size);
  if (bytes != NULL)
    {
      self = g_new0 (VtAssetPicture, 1);
      g_atomic_ref_count_init (&self->refs);
      self->width = vips_image_get_width (t[1]);
      self->height = vips_image_get_height (t[1]);
      self->is_opaque = bands == 3;
      self->pixels = g_malloc ((gsize) 4 * (gsize) self->width * (gsize) self->height);
      for (int y = 0; y < self->height; y++)
        convert_row ((guint32 *) (gpointer) (self->pixels + (gsize) 4 * (gsize) self->width * (gsize) y),
                     bytes + (gsize) bands * (gsize) self->width * (gsize) y, self->width, bands);
      if (with_jpeg && self->is_opaque)
        {
          VipsImage *whole =
              vips_image_new_from_memory (bytes, size, self->width, self->height, bands, VIPS_FORMAT_UCHAR);
          VipsImage *coloured = NULL;

          if (whole != NULL && vips_copy (whole, &coloured, "interpretation", VIPS_INTERPRETATION_sRGB, NULL) == 0)
            self->jpeg = encode (coloured);
          g_clear_object (&coloured);
          g_clear_object (&whole);
        }
    }
  g_free (bytes);
  g_object_unref (scope);

  return self;
}

static VipsInteresting
to_interesting (const VtPictureWish *wish)
{
  static const VipsInteresting crops[] = { VIPS_INTERESTING_CENTRE, VIPS_INTERESTING_ATTENTION, VIPS_INTERESTING_LOW,
                                           VIPS_INTERESTING_HIGH };

  return wish->contain ? VIPS_INTERESTING_NONE : crops[wish->crop];
}

/* How many pixels there are, without decoding them. */
static gboolean
measure (const char *file, int *width, int *height, gboolean *has_profile, char **problem)
{
  VipsImage *head = vips_image_new_from_file (file, NULL);

  if (head == NULL)
    {
      g_free (vt_vips_take_error ());
      *problem = g_strdup (_ ("A picture cannot be read; choose it again"));
      return FALSE;
    }
  /* A photograph that lies on its side is turned when it is made small. */
  *width = vips_image_get_orientation_swap (head) ? vips_image_get_height (head) : vips_image_get_width (head);
  *height = vips_image_get_orientation_swap (head) ? vips_image_get_width (head) : vips_image_get_height (head);
  *has_profile = vips_image_get_typeof (head, VIPS_META_ICC_NAME) != 0 ||
                 vips_image_get_interpretation (head) == VIPS_INTERPRETATION_CMYK;
  g_object_unref (head);

  if ((gint64) *width * *height > MAX_PIXELS)
    {
      *problem =
          g_strdup_printf (_ ("A picture of %d × %d pixels is too large to draw; make it smaller"), *width, *height);
      return FALSE;
    }

  return TRUE;
}

static VtAssetPicture *
decode (const char *file, const VtPictureWish *wish, char **problem)
{
  int width = 0, height = 0;
  VipsImage *small = NULL;
  VtAssetPicture *self = NULL;
  gboolean has_profile = FALSE;
  double scale;

  if (!measure (file, &width, &height, &has_profile, problem))
    return NULL;

  /* Never enlarged here: whoever draws does that, without the memory. */
  scale = MAX ((double) wish->width / width, (double) wish->height / height);
  scale = MIN (scale > 1 ? 1 / scale : 1, (double) MAX_SIDE / MAX (wish->width, wish->height));
  width = MAX (1, (int) lround (wish->width * scale));
  height = MAX (1, (int) lround (wish->height * scale));
  /* Without a profile its colours are those of sRGB already, which a conversion would shift. */
  if (has_profile ? vips_thumbnail (file, &small, width, "height", height, "crop", to_interesting (wish),
                                    "export-profile", "srgb", "intent", VIPS_INTENT_RELATIVE, NULL) == 0
                  : vips_thumbnail (file, &small, width, "height", height, "crop", to_interesting (wish), NULL) == 0)
    self = convert (small, wish->with_jpeg);
  g_clear_object (&small);
  if (self == NULL)
    {
      g_free (vt_vips_take_error ());
      *problem = g_strdup (_ ("A picture cannot be read; choose it again"));
    }

  return self;
}

/* Makes a store of pictures of a shop. */
VtPictureStore *
vt_picture_store_new (const char *shop_path)
{
  VtPictureStore *self = g_new0 (VtPictureStore, 1);

  vt_vips_start ();
  self->shop_path = g_strdup (shop_path);
  g_mutex_init (&self->lock);
  g_queue_init (&self->order);
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, picture_unref);

  return self;
}

void
vt_picture_store_free (VtPictureStore *self)
{
  g_queue_clear (&self->order);
  g_hash_table_unref (self->pictures);
  g_mutex_clear (&self->lock);
  g_free (self->shop_path);
  g_free (self);
}

static gsize
size_of (const VtAssetPicture *picture)
{
  return (gsize) 4 * (gsize) picture->width * (gsize) picture->height;
}

/* Under the lock. */
static void
keep (VtPictureStore *self, char *key, VtAssetPicture *picture)
{
  if (g_hash_table_contains (self->pictures, key) || size_of (picture) > STORE_BYTES / 4)
    {
      g_free (key);
      return;
    }

  g_hash_table_insert (self->pictures, key, vt_asset_picture_ref (picture));
  g_queue_push_tail (&self->order, key);
  self->size += size_of (picture);
  while (self->size > STORE_BYTES)
    {
      const char *oldest = g_queue_pop_head (&self->order);

      self->size -= size_of (g_hash_table_lookup (self->pictures, oldest));
      g_hash_table_remove (self->pictures, oldest);
    }
}

/* (transfer full) (nullable) The picture; else why there is none, translated. @enlarged is by how much it is drawn
 * larger than it is. */
VtAssetPicture *
vt_picture_store_get (VtPictureStore *self, const VtPictureWish *wish, double *enlarged, char **problem)
{
  g_autofree char *key = g_strdup_printf ("%s %d %d %d %d %d", wish->sha256, wish->width, wish->height,
                                          (int) wish->crop, wish->contain, wish->with_jpeg);
  g_autofree char *file = NULL;
  VtAssetPicture *picture = NULL;

  g_mutex_lock (&self->lock);
  picture = g_hash_table_lookup (self->pictures, key);
  if (picture != NULL)
    vt_asset_picture_ref (picture);
  g_mutex_unlock (&self->lock);

  if (picture == NULL)
    {
      file = self->shop_path != NULL ? vt_media_path (self->shop_path, wish->sha256) : NULL;
      if (file == NULL)
        {
          *problem = g_strdup (_ ("A picture is not in the shop; choose it again"));
          return NULL;
        }
      picture = decode (file, wish, problem);
      if (picture == NULL)
        return NULL;
      g_mutex_lock (&self->lock);
      keep (self, g_steal_pointer (&key), picture);
      g_mutex_unlock (&self->lock);
    }

  *enlarged = wish->contain ? MIN ((double) wish->width / picture->width, (double) wish->height / picture->height)
                            : MAX ((double) wish->width / picture->width, (double) wish->height / picture->height);
  return picture;
}

/* (transfer full) (nullable) A logo that is an SVG drawing, sanitised. */
GBytes *
vt_picture_store_get_drawing (VtPictureStore *self, const char *sha256, gboolean *is_drawing)
{
  g_autofree char *file = self->shop_path != NULL ? vt_media_path (self->shop_path, sha256) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *clean = NULL;

  *is_drawing = file != NULL && g_str_has_suffix (file, ".svg");
  if (!*is_drawing)
    return NULL;

  bytes = vt_file_read (file, VT_SVG_MAX_BYTES, NULL);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return NULL;
  clean = vt_svg_sanitise (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);

  return clean != NULL ? g_bytes_new_take (clean, strlen (clean)) : NULL;
}
