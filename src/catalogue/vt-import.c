#define G_LOG_DOMAIN "vt-catalogue"

/* Product files of other programs: which format they are, and their photos. */

#include "base/vt-file.h"
#include "base/vt-handle.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "catalogue/vt-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const VtImportFormat *const formats[] = { &vt_import_vendure };

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list list;

  va_start (list, format);
  message = g_strdup_vprintf (format, list);
  va_end (list);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);

  return FALSE;
}

static GPtrArray *
normalise_header (const GPtrArray *cells)
{
  GPtrArray *header = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cells->len; i++)
    g_ptr_array_add (header, vt_text_normalise (g_ptr_array_index (cells, i)));

  return header;
}

static gboolean
is_named (const VtImportFormat *format, const char *name)
{
  return name == NULL || strcmp (name, "auto") == 0 || strcmp (name, format->name) == 0;
}

static const VtImportFormat *
find_format (const char *name, const char *file, const GPtrArray *header, GError **error)
{
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      known = known || is_named (formats[i], name);
      if (is_named (formats[i], name) && formats[i]->recognises (header))
        return formats[i];
    }

  if (!known)
    fail (error, _ ("“%s” is not a format that can be imported; leave it out to have the format recognised"), name);
  else
    fail (error, _ ("“%s”, line 1: this is not the header of a product file. Expected the columns of Vendure (%s)"),
          file, vt_import_vendure.header);

  return NULL;
}

static gboolean
read_products (VtImport *self,
               const char *file,
               GBytes *bytes,
               const char *format_name,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (VtCsvReader) reader = vt_csv_reader_new (bytes, 0, error);
  g_autoptr (GPtrArray) cells = NULL;
  g_autoptr (GPtrArray) header = NULL;
  g_autoptr (GError) local = NULL;
  const VtImportFormat *format;

  if (reader == NULL)
    {
      g_prefix_error (error, "“%s”: ", file);
      return FALSE;
    }
  cells = vt_csv_reader_next (reader, &local);
  if (local != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local), "“%s”: ", file);
      return FALSE;
    }
  if (cells == NULL)
    return fail (
        error, _ ("“%s” is empty. Expected a line with the names of the columns, then a line for each variant"), file);

  header = normalise_header (cells);
  format = find_format (format_name, file, header, error);
  if (format == NULL)
    return FALSE;
  if (!format->read (self, reader, header, cancellable, error))
    {
      g_prefix_error (error, "“%s”: ", file);
      return FALSE;
    }

  return self->products->len > 0 ||
         fail (error, _ ("“%s” has a header and no products below it; export it again"), file);
}

/* The address that a product is known by, here and when the file is imported again. */
static void
settle_handle (VtImportProduct *product)
{
  g_autofree char *given = g_steal_pointer (&product->handle);

  if (given != NULL)
    product->handle = vt_handle_new (given);
  if (product->handle == NULL)
    product->handle = vt_handle_new (product->title);
  for (guint i = 0; i < product->variants->len && product->handle == NULL; i++)
    {
      const VtImportVariant *variant = g_ptr_array_index (product->variants, i);

      if (variant->sku != NULL)
        product->handle = vt_handle_new (variant->sku);
    }
  if (product->handle == NULL)
    vt_import_product_refuse (product, _ ("no address can be made from its title; give it one in the file"));
}

static void
check_skus (VtImportProduct *product, GHashTable *lines)
{
  for (guint i = 0; i < product->variants->len; i++)
    {
      const VtImportVariant *variant = g_ptr_array_index (product->variants, i);

      if (variant->sku != NULL && *variant->sku != '\0' &&
          !g_hash_table_insert (lines, variant->sku, GUINT_TO_POINTER (product->line)))
        vt_import_product_warn (product, _ ("the SKU “%s” is used more than once"), variant->sku);
    }
}

/* What only shows when all products are known: addresses and SKUs that are there twice. */
static void
check_together (VtImport *self)
{
  g_autoptr (GHashTable) handles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) skus = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->products->len; i++)
    {
      VtImportProduct *product = g_ptr_array_index (self->products, i);
      gpointer line = NULL;

      if (product->refused != NULL)
        continue;
      settle_handle (product);
      if (product->handle == NULL)
        continue;
      if (g_hash_table_lookup_extended (handles, product->handle, NULL, &line))
        vt_import_product_refuse (product,
                                  _ ("the product on line %u has the address “%s” already; change one of them"),
                                  GPOINTER_TO_UINT (line), product->handle);
      else
        g_hash_table_insert (handles, product->handle, GUINT_TO_POINTER (product->line));
      check_skus (product, skus);
    }
}

static gboolean
read_file (VtImport *self, const char *file, const char *format, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = vt_file_read (file, VT_IMPORT_MAX_BYTES, error);

  if (bytes == NULL)
    return FALSE;
  if (!g_str_has_suffix (file, ".json"))
    return read_products (self, file, bytes, format, cancellable, error);
  if (vt_import_vendure_read_collections (self, bytes, error))
    return TRUE;
  g_prefix_error (error, "“%s”: ", file);

  return FALSE;
}

/**
 * vt_import_read:
 * @files: (array zero-terminated=1) (element-type filename): product files, then what belongs to them (Vendure's
 *   initial-data.json)
 * @format: (nullable): "vendure", or "auto" or %NULL to have it recognised by the header
 * @images_dir: (nullable) (type filename): where the photos are; %NULL: `images` beside the first file
 * @currency: ISO 4217 code of the shop: the amounts are taken to be in it
 * @cancellable: (nullable): stops the reading
 * @error: one sentence that names file and line
 *
 * Reads the files and checks what can be checked without a shop. A product that cannot be taken over is kept with the
 * reason and refused when the import is applied; a file that is not what it should be is an error. Any thread.
 *
 * Returns: (transfer full) (nullable): what was read
 */
VtImport *
vt_import_read (const char *const *files,
                const char *format,
                const char *images_dir,
                const char *currency,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (VtImport) self = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *images = NULL;

  g_return_val_if_fail (files != NULL && files[0] != NULL, NULL);
  g_return_val_if_fail (vt_currency_is_valid (currency), NULL);

  folder = g_path_get_dirname (files[0]);
  images = images_dir != NULL ? g_strdup (images_dir) : g_build_filename (folder, "images", NULL);
  self = vt_import_new (images, currency);

  for (guint i = 0; files[i] != NULL; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !read_file (self, files[i], format, cancellable, error))
      return NULL;
  check_together (self);

  return g_steal_pointer (&self);
}

static VtMedia *
stage_photo (VtImport *self, const char *file, const char *shop_path, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (VtMedia) media = NULL;

  if (strpbrk (file, "/\\") != NULL || *file == '.')
    {
      fail (error, _ ("photo %s: this is not the name of a file in %s"), file, self->images_dir);
      return NULL;
    }
  path = g_build_filename (self->images_dir, file, NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      fail (error, _ ("photo %s: not found at %s"), file, path);
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
      fail (error, _ ("photo %s: %s is not a picture"), file, path);
      return NULL;
    }

  return g_steal_pointer (&media);
}

/* @warn gets what is wrong with a photo; only cancelling ends the work. */
static gboolean
stage_one (VtImport *self,
           VtImportPhoto *photo,
           const char *shop_path,
           GPtrArray *warnings,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) local = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  g_clear_pointer (&photo->media, vt_media_free);
  photo->media = stage_photo (self, photo->file, shop_path, cancellable, &local);
  if (photo->media == NULL)
    g_ptr_array_add (warnings, g_strdup (local->message));

  return TRUE;
}

static guint
count_photos (VtImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->products->len; i++)
    n += ((VtImportProduct *) g_ptr_array_index (self->products, i))->photos->len;
  for (guint i = 0; i < self->collections->len; i++)
    n += ((VtImportCollection *) g_ptr_array_index (self->collections, i))->photo != NULL ? 1 : 0;

  return n;
}

/**
 * vt_import_stage_photos:
 * @self: what was read
 * @shop_path: (type filename): the shop's folder
 * @progress: (nullable) (scope call): told after each picture
 * @data: for @progress
 * @cancellable: (nullable): stops the work
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Copies the photos into the shop's media/, before the transaction that makes use of them. One that is missing or is
 * not a picture is told in the result of its product, which is imported without it.
 *
 * Returns: whether all photos were looked at
 */
gboolean
vt_import_stage_photos (VtImport *self,
                        const char *shop_path,
                        VtImportProgress progress,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error)
{
  guint total = count_photos (self);
  guint done = 0;

  for (guint i = 0; i < self->products->len; i++)
    {
      VtImportProduct *product = g_ptr_array_index (self->products, i);

      for (guint j = 0; j < product->photos->len; j++)
        {
          if (!stage_one (self, g_ptr_array_index (product->photos, j), shop_path, product->warnings, cancellable,
                          error))
            return FALSE;
          if (progress != NULL)
            progress (++done, total, data);
        }
    }

  for (guint i = 0; i < self->collections->len; i++)
    {
      VtImportCollection *collection = g_ptr_array_index (self->collections, i);

      if (collection->photo == NULL)
        continue;
      if (!stage_one (self, collection->photo, shop_path, self->notes, cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (++done, total, data);
    }

  return TRUE;
}

/**
 * vt_import_get_n_products:
 * @self: what was read
 *
 * Returns: number of products in the files, the refused ones included
 */
guint
vt_import_get_n_products (VtImport *self)
{
  return self->products->len;
}

/**
 * vt_import_get_results:
 * @self: an import that was applied
 *
 * Returns: (transfer none) (element-type VtImportResult): one for each product in the order of the files, after those
 *   about the files as a whole
 */
const GPtrArray *
vt_import_get_results (VtImport *self)
{
  return self->results;
}

/**
 * vt_import_get_summary:
 * @self: an import that was applied
 *
 * Returns: (transfer none): the results counted
 */
const VtImportSummary *
vt_import_get_summary (VtImport *self)
{
  return &self->summary;
}

/**
 * vt_import_action_to_string:
 * @action: what became of a product
 *
 * Returns: (transfer none): "created", "updated", "unchanged", "refused" or "note"
 */
const char *
vt_import_action_to_string (VtImportAction action)
{
  static const char *const names[] = { "created", "updated", "unchanged", "refused", "note" };

  g_return_val_if_fail ((guint) action < G_N_ELEMENTS (names), "note");

  return names[action];
}
