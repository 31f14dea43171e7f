/* A rendition is a function of its original and its name alone, whichever others were drawn before it: all of a
 * photograph's are made smaller from the widest. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-pictures.h"

#include "base/vt-file.h"
#include "base/vt-vips.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <vips/vips.h>

/* Part of the name in the cache: a change of quality or effort below must change it. */
#define RENDITION_VERSION "2"

/* What one rendition may weigh; the widest AVIF of a photograph is some 100 kB. */
#define MAX_RENDITION_BYTES (16 * 1024 * 1024)

/* The widest of vt_picture_widths, and taller than any photograph of a thing for sale. */
#define MAX_WIDTH  1600
#define MAX_HEIGHT 8192

/* What the shop takes in at most. A file that was put there otherwise may claim to be larger. */
#define MAX_PIXELS (G_GINT64_CONSTANT (100) * 1000 * 1000)

/* How many originals stay open: threads that build are at the same one or at neighbours; some 6 MB each. */
#define MAX_OPEN 4

static const char *const extensions[] = {
  [VT_PICTURE_AVIF] = "avif",
  [VT_PICTURE_WEBP] = "webp",
  [VT_PICTURE_JPEG] = "jpg",
};

typedef struct
{
  gatomicrefcount refs;
  char *original; /* (owned) */
  GMutex lock;
  VipsImage *widest; /* (owned) (nullable) under lock until it is there: upright sRGB pixels, in memory */
} Source;

struct _VtPictures
{
  char *cache_dir; /* (owned) (nullable) */
  GMutex lock;
  GQueue sources; /* (element-type Source) under lock; the one used last comes first */
};

static Source *
source_new (const char *original)
{
  Source *source = g_new0 (Source, 1);

  g_atomic_ref_count_init (&source->refs);
  source->original = g_strdup (original);
  g_mutex_init (&source->lock);

  return source;
}

static void
source_unref (Source *source)
{
  if (!g_atomic_ref_count_dec (&source->refs))
    return;

  g_clear_object (&source->widest);
  g_mutex_clear (&source->lock);
  g_free (source->original);
  g_free (source);
}

static int
matches (gconstpointer source, gconstpointer original)
{
  return strcmp (((const Source *) source)->original, original);
}

static Source *
find_source (VtPictures *self, const char *original)
{
  Source *source;
  GList *link;

  g_mutex_lock (&self->lock);
  link = g_queue_find_custom (&self->sources, original, matches);
  if (link != NULL)
    g_queue_unlink (&self->sources, link);
  else
    link = g_list_prepend (NULL, source_new (original));
  g_queue_push_head_link (&self->sources, link);
  if (g_queue_get_length (&self->sources) > MAX_OPEN)
    source_unref (g_queue_pop_tail (&self->sources));
  source = link->data;
  g_atomic_ref_count_inc (&source->refs);
  g_mutex_unlock (&self->lock);

  return source;
}

/* Opens it so far that no pixel is decoded yet. */
static VipsImage *
open_header (const char *original)
{
  VipsImage *header = vips_image_new_from_file (original, NULL);

  if (header == NULL || (gint64) vips_image_get_width (header) * vips_image_get_height (header) <= MAX_PIXELS)
    return header;

  g_object_unref (header);
  vips_error (NULL, "%s", _ ("it has more than 100 megapixels"));
  return NULL;
}

/* Pixels that say how they are meant, or are meant for ink, are told in sRGB; others are sRGB as they are, and would
 * only lose by the way there and back. */
static gboolean
has_profile (VipsImage *header)
{
  return vips_image_get_typeof (header, VIPS_META_ICC_NAME) != 0 ||
         vips_image_get_interpretation (header) == VIPS_INTERPRETATION_CMYK;
}

/* Turns the picture upright by its EXIF and never makes it larger. */
static VipsImage *
load_small (const char *original)
{
  VipsImage *header = open_header (original);
  VipsImage *small = NULL;

  if (header == NULL)
    return NULL;

  if (has_profile (header))
    vips_thumbnail (original, &small, MAX_WIDTH, "height", MAX_HEIGHT, "size", VIPS_SIZE_DOWN, "export-profile", "srgb",
                    "intent", VIPS_INTENT_RELATIVE, "fail-on", VIPS_FAIL_ON_TRUNCATED, NULL);
  else
    vips_thumbnail (original, &small, MAX_WIDTH, "height", MAX_HEIGHT, "size", VIPS_SIZE_DOWN, "fail-on",
                    VIPS_FAIL_ON_TRUNCATED, NULL);

  g_object_unref (header);
  return small;
}

/* A picture of the pixels and nothing else: where it was taken, by whom and with which camera is nobody's business, and
 * not every encoder leaves out all of it when it is told to. */
static VipsImage *
copy_pixels (VipsImage *image)
{
  size_t size = 0;
  void *pixels = vips_image_write_to_memory (image, &size);
  VipsImage *copy = pixels != NULL ? vips_image_new_from_memory (pixels, size, vips_image_get_width (image),
                                                                 vips_image_get_height (image),
                                                                 vips_image_get_bands (image), VIPS_FORMAT_UCHAR)
                                   : NULL;

  if (copy == NULL)
    {
      g_free (pixels);
      return NULL;
    }

  g_signal_connect_swapped (copy, "postclose", G_CALLBACK (g_free), pixels);
  copy->Type = VIPS_INTERPRETATION_sRGB;
  return copy;
}

static VipsImage *
decode (const char *original)
{
  VipsImage *small = load_small (original);
  VipsImage *srgb = NULL;
  VipsImage *pixels = NULL;

  if (small == NULL)
    return NULL;

  if (vips_colourspace (small, &srgb, VIPS_INTERPRETATION_sRGB, NULL) == 0)
    pixels = copy_pixels (srgb);
  g_clear_object (&srgb);
  g_object_unref (small);

  return pixels;
}

static VipsImage *
source_get_widest (Source *source)
{
  VipsImage *widest;

  g_mutex_lock (&source->lock);
  if (source->widest == NULL)
    source->widest = decode (source->original);
  widest = source->widest;
  g_mutex_unlock (&source->lock);

  return widest;
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

/* "strip" leaves out what a camera noted: place, time, serial number, and the profile, which is sRGB. */
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
draw (Source *source, const VtPictureName *name, GError **error)
{
  VipsImage *widest = source_get_widest (source);
  VipsImage *small = NULL;
  void *data = NULL;
  size_t size = 0;
  int result = -1;

  if (widest != NULL && vips_thumbnail_image (widest, &small, name->width, "height", MAX_HEIGHT, "size", VIPS_SIZE_DOWN,
                                              "no-rotate", TRUE, NULL) == 0)
    result = save (small, name->format, &data, &size);
  if (result != 0)
    set_vips_error (error, source->original);

  g_clear_object (&small);
  return result == 0 ? g_bytes_new_with_free_func (data, size, g_free, data) : NULL;
}

static char *
kept_path (VtPictures *self, const VtPictureName *name)
{
  g_autofree char *base = NULL;

  if (self->cache_dir == NULL)
    return NULL;

  base = g_strdup_printf ("%s-%d-" RENDITION_VERSION ".%s", name->key, name->width, extensions[name->format]);
  return g_build_filename (self->cache_dir, "pictures", base, NULL);
}

static GBytes *
read_kept (const char *file)
{
  g_autoptr (GBytes) kept = vt_file_read (file, MAX_RENDITION_BYTES, NULL);

  return kept != NULL && g_bytes_get_size (kept) > 0 ? g_steal_pointer (&kept) : NULL;
}

/* The picture is there; that it could not be kept only costs time. */
static void
keep (const char *file, GBytes *drawn)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0 || !vt_file_write_atomic (file, drawn, &error))
    g_info ("A picture is not kept: %s", error != NULL ? error->message : folder);
}

/**
 * vt_pictures_new:
 * @cache_dir: (type filename) (nullable): where drawn pictures are kept; they are never wrong, as both names hold the
 * hash
 *
 * Returns: (transfer full): a desk on which nothing is drawn yet
 */
VtPictures *
vt_pictures_new (const char *cache_dir)
{
  VtPictures *self = g_new0 (VtPictures, 1);

  vt_vips_start ();
  self->cache_dir = g_strdup (cache_dir);
  g_mutex_init (&self->lock);
  g_queue_init (&self->sources);

  return self;
}

/**
 * vt_pictures_free:
 * @self: (nullable): a desk that no thread uses
 */
void
vt_pictures_free (VtPictures *self)
{
  if (self == NULL)
    return;

  g_queue_clear_full (&self->sources, (GDestroyNotify) source_unref);
  g_mutex_clear (&self->lock);
  g_free (self->cache_dir);
  g_free (self);
}

/**
 * vt_pictures_render:
 * @self: a desk
 * @original: (type filename): the original's file
 * @name: which rendition
 * @error: says when the original is no picture, or broken
 *
 * Draws a rendition, or reads it from the cache. Takes up to half a second: never on the main thread.
 *
 * Returns: (transfer full) (nullable): the encoded picture, without metadata, in sRGB
 */
GBytes *
vt_pictures_render (VtPictures *self, const char *original, const VtPictureName *name, GError **error)
{
  g_autofree char *file = kept_path (self, name);
  GBytes *drawn = file != NULL ? read_kept (file) : NULL;
  Source *source;

  if (drawn != NULL)
    return drawn;

  source = find_source (self, original);
  drawn = draw (source, name, error);
  source_unref (source);
  if (drawn != NULL && file != NULL)
    keep (file, drawn);

  return drawn;
}
