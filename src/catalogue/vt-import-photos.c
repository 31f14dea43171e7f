#define G_LOG_DOMAIN "vt-catalogue"

/* The photos of an import, brought into the shop's media/ before the transaction that makes use of them: those that the
 * files name, and for products of which they name none, those whose names are their address or SKU. */

#include "base/vt-file.h"
#include "catalogue/vt-import-state.h"
#include "catalogue/vt-photo-source.h"

#include <glib/gi18n-lib.h>

/* What a pass over the files finds. */
typedef struct
{
  GHashTable *pictures; /* (owned) (element-type utf8 VtImportPicture) */
  GPtrArray *codes;     /* (owned) (element-type utf8) handles and SKUs of products without photos */
} Wanted;

static void
picture_free (VtImportPicture *self)
{
  g_clear_pointer (&self->media, vt_media_free);
  g_free (self->problem);
  g_free (self);
}

static void
wanted_clear (Wanted *self)
{
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

static void
want (Wanted *self, const char *source)
{
  if (source != NULL && *source != '\0' && !g_hash_table_contains (self->pictures, source))
    g_hash_table_insert (self->pictures, g_strdup (source), g_new0 (VtImportPicture, 1));
}

static void
want_code (Wanted *self, const char *code)
{
  if (code != NULL && *code != '\0')
    g_ptr_array_add (self->codes, g_strdup (code));
}

static void
want_of_product (Wanted *self, const VtImportProduct *product)
{
  for (guint i = 0; product->photos != NULL && i < product->photos->len; i++)
    want (self, ((VtImportPhoto *) g_ptr_array_index (product->photos, i))->source);
  if (product->photos != NULL)
    return;

  want_code (self, product->handle);
  for (guint i = 0; product->variants != NULL && i < product->variants->len; i++)
    want_code (self, ((VtImportVariant *) g_ptr_array_index (product->variants, i))->sku);
}

static gboolean
collect (VtImport *import, Wanted *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtImportStream) stream = vt_import_stream_new (import);

  for (guint i = 0; i < import->described->len; i++)
    want (self, ((VtImportDescribed *) g_ptr_array_index (import->described, i))->picture);

  for (;;)
    {
      g_autoptr (VtImportProduct) product = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !vt_import_stream_next (stream, &product, error))
        return FALSE;
      if (product == NULL)
        return TRUE;
      if (product->refused == NULL)
        want_of_product (self, product);
    }
}

/* Which files are whose, by their names. */
static GHashTable *
match (Wanted *self, VtPhotoSource *source)
{
  GHashTable *matches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);

  for (guint i = 0; i < self->codes->len; i++)
    vt_photo_source_add_code (source, g_ptr_array_index (self->codes, i));
  for (guint i = 0; i < self->codes->len; i++)
    {
      const char *code = g_ptr_array_index (self->codes, i);
      g_auto (GStrv) names = vt_photo_source_match (source, code);

      if (names == NULL || names[0] == NULL)
        continue;
      for (guint j = 0; names[j] != NULL; j++)
        want (self, names[j]);
      g_hash_table_insert (matches, g_strdup (code), g_steal_pointer (&names));
    }

  return matches;
}

/* Adds the photos that were found for a product of which the files name none. Runs on the thread that reads. */
void
vt_import_product_match_photos (VtImportProduct *self, const VtImport *import)
{
  char **names;

  if (import->matches == NULL || self->photos != NULL)
    return;

  names = g_hash_table_lookup (import->matches, self->handle);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    vt_import_product_add_photo (self, names[i], NULL);

  for (guint i = 0; self->variants != NULL && i < self->variants->len; i++)
    {
      VtImportVariant *variant = g_ptr_array_index (self->variants, i);

      names = variant->sku != NULL ? g_hash_table_lookup (import->matches, variant->sku) : NULL;
      for (guint j = 0; names != NULL && names[j] != NULL; j++)
        vt_import_product_add_photo (self, names[j], NULL);
      if (names != NULL && variant->photo == NULL && self->variants->len > 1)
        variant->photo = vt_import_product_text (self, names[0]);
    }
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  VtImport *self = data;

  if (self->progress != NULL)
    self->progress (done, total, self->progress_data);
}

/* Addresses are asked for when they may be downloaded; else only files are looked at. */
static GPtrArray *
make_requests (VtImport *self, GHashTable *pictures, gboolean rehearse)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_photo_request_free);
  GHashTableIter iter;
  gpointer ref;

  g_hash_table_iter_init (&iter, pictures);
  while (g_hash_table_iter_next (&iter, &ref, NULL))
    if ((self->options.download && !rehearse) || self->has_images || !vt_photo_ref_is_url (ref))
      g_ptr_array_add (requests, vt_photo_request_new (ref));

  return requests;
}

/* That an address was not asked is told once for all. */
static void
keep_answers (VtImport *self, GPtrArray *requests, GHashTable *pictures, gboolean rehearse)
{
  for (guint i = 0; i < requests->len; i++)
    {
      VtPhotoRequest *request = g_ptr_array_index (requests, i);
      VtImportPicture *picture = g_hash_table_lookup (pictures, request->ref);

      picture->media = g_steal_pointer (&request->media);
      if (!vt_photo_ref_is_url (request->ref) || (self->options.download && !rehearse))
        picture->problem = g_steal_pointer (&request->message);
    }
}

static gboolean
fetch (VtImport *self,
       VtPhotoSource *source,
       VtShop *shop,
       GHashTable *pictures,
       gboolean rehearse,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GPtrArray) requests = make_requests (self, pictures, rehearse);

  if (!vt_photo_source_fetch (source, shop, requests, progress_cb, self, cancellable, error))
    return FALSE;
  keep_answers (self, requests, pictures, rehearse);
  for (guint i = 0; i < vt_photo_source_get_notes (source)->len; i++)
    {
      const char *note = g_ptr_array_index (vt_photo_source_get_notes (source), i);

      if (!g_ptr_array_find_with_equal_func (self->notes, note, g_str_equal, NULL))
        g_ptr_array_add (self->notes, g_strdup (note));
    }

  return TRUE;
}

static gboolean
stage (VtImport *self, VtShop *shop, const char *trial, GCancellable *cancellable, GError **error)
{
  gboolean has_images = self->has_images || g_file_test (self->options.images, G_FILE_TEST_IS_DIR);
  const VtPhotoSourceOptions options = { .offline = !self->options.download || trial != NULL, .trial = trial };
  g_auto (Wanted) wanted = {
    .pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) picture_free),
    .codes = g_ptr_array_new_with_free_func (g_free),
  };
  g_autoptr (VtPhotoSource) source = vt_photo_source_new (has_images ? self->options.images : NULL, &options, error);

  if (source == NULL || !collect (self, &wanted, cancellable, error))
    return FALSE;
  g_clear_pointer (&self->matches, g_hash_table_unref);
  if (has_images)
    self->matches = match (&wanted, source);
  if (!fetch (self, source, shop, wanted.pictures, trial != NULL, cancellable, error))
    return FALSE;

  g_clear_pointer (&self->pictures, g_hash_table_unref);
  self->pictures = g_steal_pointer (&wanted.pictures);

  return TRUE;
}

/**
 * vt_import_stage_photos:
 * @self: an import
 * @shop: the shop that it goes into; not from within a #VtShopJob
 * @rehearse: whether the photos are only looked at: nothing is kept, and nothing downloaded
 * @cancellable: (nullable): stops the work
 * @error: %G_IO_ERROR_CANCELLED, or what is wrong with the files or with the folder or ZIP file that was named
 *
 * Copies the photos into the shop's media/, before the transaction that makes use of them. One that is missing, too
 * large or not a picture is told in the result of its product, which is imported without it. Blocks; any thread.
 *
 * Returns: whether all photos were looked at
 */
gboolean
vt_import_stage_photos (VtImport *self, VtShop *shop, gboolean rehearse, GCancellable *cancellable, GError **error)
{
  g_autofree char *trial = NULL;
  gboolean done;

  if (!self->options.download && !self->has_images && !g_file_test (self->options.images, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (!rehearse)
    return stage (self, shop, NULL, cancellable, error);

  trial = g_dir_make_tmp ("vitrine-photos-XXXXXX", error);
  if (trial == NULL)
    return FALSE;
  done = stage (self, shop, trial, cancellable, error);
  vt_dir_remove_all (trial, NULL);

  return done;
}
