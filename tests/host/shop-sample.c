#include "shop-sample.h"

#include "catalogue/vt-catalogue-public.h"
#include "shop/vt-shop.h"

/* Writes the public catalogue of a small shop, made in @folder. */
void
shop_sample_write_catalogue (const char *folder, const char *path)
{
  g_autofree char *shop_path = g_build_filename (folder, "sample.vitrine", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_create (shop_path, "Casa Lume", "EUR", "en", &error);
  g_autoptr (VtSnapshot) snapshot = NULL;
  const char *const *const copies[] = { vt_shop_public_copies, vt_catalogue_public_copies, NULL };

  g_assert_no_error (error);
  snapshot = vt_shop_snapshot (shop, &error);
  g_assert_no_error (error);
  vt_snapshot_write_catalogue (snapshot, path, copies, &error);
  g_assert_no_error (error);
}

static void
sample_file_free (gpointer data)
{
  SampleFile *self = data;

  g_free (self->path);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
add (GPtrArray *files, const char *path, GBytes *bytes)
{
  SampleFile *file = g_new0 (SampleFile, 1);

  file->path = g_strdup (path);
  file->bytes = bytes;
  g_ptr_array_add (files, file);
}

/* Takes @catalogue. */
GPtrArray *
shop_sample_private_files (GBytes *catalogue)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (sample_file_free);

  add (files, "_vitrine/catalogue.db", catalogue);
  return files;
}
