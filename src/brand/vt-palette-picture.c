/* What a logo or a photograph is made of, by clusters in OKLab. */
#include "base/portable/vix-photo.h"
#include "base/vt-photo-pixels.h"
#include "brand/vt-palette.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

/* Less than that of what is shown is an accident. */
#define LEAST_SHARE 0.004

/* A pixel that lets more through is not of the picture. */
#define LEAST_ALPHA 128

/* So much of a colour's pixels that are all the same are a flat colour, to be taken as it is. */
#define FLAT_SHARE 0.25

/* What belongs to one of the dominant colours. */
typedef struct
{
  guint n;            /* pixels */
  GHashTable *shades; /* (owned) how many there are of each, by its channels */
  guint32 commonest;
  guint n_commonest;
} Cluster;

static void
add_pixel (Cluster *self, guint32 shade)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->shades, GUINT_TO_POINTER (shade))) + 1;

  g_hash_table_insert (self->shades, GUINT_TO_POINTER (shade), GUINT_TO_POINTER (n));
  self->n++;
  if (n > self->n_commonest)
    {
      self->n_commonest = n;
      self->commonest = shade;
    }
}

static int
find_nearest (const VixPhoto *photo, const guint8 *pixel)
{
  VixOklab colour = vix_oklab_from_srgb (pixel[0], pixel[1], pixel[2]);
  float least = 1e9f;
  int best = 0;

  for (int i = 0; i < photo->n; i++)
    {
      float distance = vix_oklab_distance_squared (photo->colours[i].colour, colour);

      if (distance < least)
        {
          least = distance;
          best = i;
        }
    }

  return best;
}

/* Returns how many pixels are of the picture. */
static guint
gather (const VixPhoto *photo, const guint8 *rgba, guint n_pixels, Cluster *clusters)
{
  guint n = 0;

  for (guint i = 0; i < n_pixels; i++)
    {
      const guint8 *pixel = rgba + (gsize) i * 4;

      if (pixel[3] < LEAST_ALPHA)
        continue;
      add_pixel (&clusters[find_nearest (photo, pixel)], (guint32) pixel[0] << 16 | (guint32) pixel[1] << 8 | pixel[2]);
      n++;
    }

  return n;
}

static VtColour
colour_of (const Cluster *cluster, VixOklab mean)
{
  guint32 shade = cluster->commonest;

  if (cluster->n_commonest >= cluster->n * FLAT_SHARE)
    return (VtColour){ (guint8) (shade >> 16), (guint8) (shade >> 8 & 0xff), (guint8) (shade & 0xff) };

  return vt_colour_from_oklab ((VtOklab){ (double) mean.l, (double) mean.a, (double) mean.b });
}

static int
compare_shares (gconstpointer a, gconstpointer b)
{
  const VtPictureColour *p = a;
  const VtPictureColour *q = b;

  return (p->share < q->share) - (p->share > q->share);
}

static guint
choose (const VixPhoto *photo, const Cluster *clusters, guint n_pixels, VtPictureColour *colours)
{
  VtPictureColour found[VIX_PHOTO_COLOURS] = { 0 };
  guint n = 0;

  for (int i = 0; i < photo->n; i++)
    {
      double share = n_pixels > 0 ? (double) clusters[i].n / n_pixels : 0;

      if (share >= LEAST_SHARE)
        found[n++] = (VtPictureColour){ colour_of (&clusters[i], photo->colours[i].colour),
                                        (share + (double) photo->colours[i].product) / 2 };
    }
  qsort (found, n, sizeof *found, compare_shares);
  n = MIN (n, VT_PICTURE_COLOURS);
  for (guint i = 0; i < n; i++)
    colours[i] = found[i];

  return n;
}

/**
 * vt_picture_colours_read:
 * @file: (type filename): a logo or a photograph
 * @colours: (out caller-allocates) (array fixed-size=VT_PICTURE_COLOURS): what it is made of, most first; flat colours
 *   exactly as they are in the file
 * @error: says when it is no picture, or broken, or nothing can be seen in it
 *
 * Takes some hundredths of a second: never on the main thread.
 *
 * Returns: how many colours there are; 0: @error is set
 */
guint
vt_picture_colours_read (const char *file, VtPictureColour *colours, GError **error)
{
  g_autofree VixPhotoWork *work = g_new (VixPhotoWork, 1);
  g_autofree guint8 *rgba = NULL;
  Cluster clusters[VIX_PHOTO_COLOURS] = { { 0 } };
  VixPhoto photo;
  int width = 0;
  int height = 0;
  guint n;

  rgba = vt_photo_pixels_read (file, VIX_PHOTO_SIDE, &width, &height, error);
  if (rgba == NULL)
    return 0;

  vix_photo_read (work, rgba, width, height, &photo);
  for (int i = 0; i < photo.n; i++)
    clusters[i].shades = g_hash_table_new (NULL, NULL);
  n = choose (&photo, clusters, gather (&photo, rgba, (guint) (width * height), clusters), colours);
  for (int i = 0; i < photo.n; i++)
    g_hash_table_unref (clusters[i].shades);

  if (n == 0)
    g_set_error_literal (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                         _ ("Nothing can be seen in the picture; choose another one"));
  return n;
}
