/* pictures   draws the storefront's renditions of photographs and nothing else.
 *
 *   pictures FOLDER THREADS PHOTOGRAPH…     writes FOLDER/NAME-WIDTH.FORMAT */
#include "site/vt-model.h"
#include "site/vt-pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <vips/vips.h>

typedef struct
{
  VtPictures *pictures;
  const char *folder;
} Bench;

static void
fail (const char *what)
{
  fprintf (stderr, "pictures: %s\n", what);
  exit (1);
}

/* No wider than the photograph, as pages offer them. */
static int
get_width (const char *file)
{
  VipsImage *header = vips_image_new_from_file (file, NULL);
  int width = header != NULL ? vips_image_get_width (header) : 0;

  if (header == NULL)
    fail (file);
  g_object_unref (header);

  return width;
}

static void
write_rendition (const Bench *bench, const char *file, const VtPictureName *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) drawn = vt_pictures_render (bench->pictures, file, name, &error);
  g_autofree char *base = g_path_get_basename (file);
  const char *suffix = strchr (vt_picture_content_type (name->format), '/') + 1;
  g_autofree char *out = g_strdup_printf ("%s/%s-%d.%s", bench->folder, base, name->width, suffix);

  if (drawn == NULL ||
      !g_file_set_contents (out, g_bytes_get_data (drawn, NULL), (gssize) g_bytes_get_size (drawn), &error))
    fail (error->message);
}

static void
draw (gpointer data, gpointer user_data)
{
  const char *file = data;
  int width = get_width (file);

  for (int format = VT_PICTURE_AVIF; format <= VT_PICTURE_JPEG; format++)
    {
      const int *widths = vt_model_picture_widths (format);

      for (int i = 0; widths[i] != 0 && (i == 0 || widths[i] <= width); i++)
        write_rendition (user_data, file, &(VtPictureName){ "", widths[i], (VtPictureFormat) format });
    }
}

int
main (int argc, char **argv)
{
  Bench bench;
  GThreadPool *pool;

  if (argc < 4)
    fail ("FOLDER THREADS PHOTOGRAPH…");

  bench = (Bench){ vt_pictures_new (NULL), argv[1] };
  pool = g_thread_pool_new (draw, &bench, atoi (argv[2]), TRUE, NULL);
  for (int i = 3; i < argc; i++)
    g_thread_pool_push (pool, argv[i], NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  vt_pictures_free (bench.pictures);

  return 0;
}
