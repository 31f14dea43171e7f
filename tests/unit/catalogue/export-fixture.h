#pragma once

#include "base/vt-file.h"
#include "catalogue/vt-export.h"
#include "catalogue/vt-import.h"
#include "catalogue/vt-stock-place.h"
#include "fixture.h"
#include "shop/vt-media.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop.h"

#include <string.h>

/* Shops on disk that export and import. */
typedef struct
{
  char *folder;   /* (owned) */
  VtShop *shop;   /* (owned) */
  VtShop *second; /* (owned) (nullable) */
} Fixture;

static inline VtShop *
create_shop (Fixture *self, const char *name, const char *currency)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%s.vitrine", self->folder, name);
  VtShop *shop = vt_shop_create (path, name, currency, "en", &error);

  g_assert_no_error (error);

  return shop;
}

static inline void
set_up_with (Fixture *self, const char *currency)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vitrine-export-XXXXXX", &error);
  g_assert_no_error (error);
  self->shop = create_shop (self, "First", currency);
}

static inline void
set_up (Fixture *self, gconstpointer currency)
{
  set_up_with (self, currency != NULL ? currency : "EUR");
}

static inline void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  vt_shop_close (self->shop);
  g_assert_finalize_object (self->shop);
  if (self->second != NULL)
    {
      vt_shop_close (self->second);
      g_assert_finalize_object (self->second);
    }
  g_assert_true (vt_dir_remove_all (self->folder, &error));
  g_free (self->folder);
}

static inline void
write_shop (VtShop *shop, VtShopJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean written = vt_shop_write (shop, "Test", NULL, job, data, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (written);
}

static inline char *
export_with (VtShop *shop, const VtExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_shop_snapshot (shop, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (VtExportSummary) summary = vt_export_write_stream (snapshot, options, stream, NULL, NULL, NULL, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (summary);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static inline char *
export_as (VtShop *shop, VtExportFormat format)
{
  const VtExportOptions options = { .format = format };

  return export_with (shop, &options);
}

/* Reads, stages and does the job; the import tells what happened. */
static inline VtImport *
import_with (Fixture *self, VtShop *shop, const char *text, const char *images, VtShopJob job)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "products.csv", NULL);
  g_autofree char *currency = vt_setting_get (vt_shop_get_reader (shop), "shop.currency", &error);
  const char *const files[] = { path, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  VtImport *import = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  options.currency = currency;
  options.images = images;
  import = vt_import_open (files, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vt_import_stage_photos (import, shop, FALSE, NULL, &error));
  write_shop (shop, job, import);

  return import;
}

static inline VtImport *
import_text (Fixture *self, VtShop *shop, const char *text, const char *images)
{
  return import_with (self, shop, text, images, vt_import_apply_job);
}

/* A picture of which only the beginning is one; the number makes it differ. */
static inline GBytes *
make_picture (guint number)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D',
                                'R',  0,   0,   0,   3,    0,    0,    0,    2, 8, 2, 0,  0,   0 };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, png, sizeof png);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);

  return g_byte_array_free_to_bytes (bytes);
}

static inline VtMedia *
stage_picture (VtShop *shop, guint number, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make_picture (number);
  VtMedia *media = vt_media_stage_bytes (vt_shop_get_path (shop), bytes, name, &error);

  g_assert_no_error (error);

  return media;
}
