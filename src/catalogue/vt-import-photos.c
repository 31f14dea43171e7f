#define G_LOG_DOMAIN "vt-catalogue"

/* The photos of an import, brought into the shop's media/ before the transaction that makes use of them. */

#include "catalogue/vt-import-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
picture_free (VtImportPicture *self)
{
  g_clear_pointer (&self->media, vt_media_free);
  g_free (self->problem);
  g_free (self);
}

static void
want (GHashTable *pictures, const char *source)
{
  if (source != NULL && *source != '\0' && !g_hash_table_contains (pictures, source))
    g_hash_table_insert (pictures, g_strdup (source), g_new0 (VtImportPicture, 1));
}

/* All sources that the files name, from a pass of its own over them. */
static GHashTable *
collect (VtImport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) pictures =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) picture_free);
  g_autoptr (VtImportStream) stream = vt_import_stream_new (self);

  for (guint i = 0; i < self->described->len; i++)
    want (pictures, ((VtImportDescribed *) g_ptr_array_index (self->described, i))->picture);

  for (;;)
    {
      g_autoptr (VtImportProduct) product = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !vt_import_stream_next (stream, &product, error))
        return NULL;
      if (product == NULL)
        return g_steal_pointer (&pictures);
      for (guint i = 0; product->refused == NULL && product->photos != NULL && i < product->photos->len; i++)
        want (pictures, ((VtImportPhoto *) g_ptr_array_index (product->photos, i))->source);
    }
}

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, sentence);

  return FALSE;
}

static VtMedia *
stage_photo (VtImport *self, const char *file, const char *shop_path, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (self->options.images, file, NULL);
  g_autofree char *problem = NULL;
  g_autoptr (VtMedia) media = NULL;

  if (strpbrk (file, "/\\") != NULL || *file == '.')
    problem = g_strdup_printf (_ ("photo %s: this is not the name of a file in %s"), file, self->options.images);
  else if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    problem = g_strdup_printf (_ ("photo %s: not found at %s"), file, path);
  if (problem != NULL)
    {
      fail (error, problem);
      return NULL;
    }

  media = vt_media_stage_file (shop_path, path, cancellable, error);
  if (media == NULL)
    {
      g_prefix_error (error, _ ("photo %s: "), file);
      return NULL;
    }
  if (!g_str_has_prefix (media->type, "image/"))
    {
      problem = g_strdup_printf (_ ("photo %s: %s is not a picture"), file, path);
      fail (error, problem);
      return NULL;
    }

  return g_steal_pointer (&media);
}

/**
 * vt_import_stage_photos:
 * @self: an import
 * @shop_path: (type filename): the shop's folder
 * @cancellable: (nullable): stops the work
 * @error: %G_IO_ERROR_CANCELLED, or what is wrong with the files
 *
 * Copies the photos into the shop's media/, before the transaction that makes use of them. One that is missing or is
 * not a picture is told in the result of its product, which is imported without it.
 *
 * Returns: whether all photos were looked at
 */
gboolean
vt_import_stage_photos (VtImport *self, const char *shop_path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) pictures = NULL;
  GHashTableIter iter;
  gpointer source;
  gpointer value;
  guint done = 0;

  if (!self->options.download && !g_file_test (self->options.images, G_FILE_TEST_EXISTS))
    return TRUE;
  pictures = collect (self, cancellable, error);
  if (pictures == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, pictures);
  while (g_hash_table_iter_next (&iter, &source, &value))
    {
      VtImportPicture *picture = value;
      g_autoptr (GError) local = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      picture->media = stage_photo (self, source, shop_path, cancellable, &local);
      if (picture->media == NULL)
        picture->problem = g_strdup (local->message);
      if (self->progress != NULL)
        self->progress (++done, g_hash_table_size (pictures), self->progress_data);
    }
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  self->pictures = g_steal_pointer (&pictures);

  return TRUE;
}
