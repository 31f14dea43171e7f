#define G_LOG_DOMAIN "vt-catalogue"

/* All products of an import one after another, with what can be found out without a shop: their addresses, and what is
 * in the files twice. */

#include "base/vt-handle.h"
#include "catalogue/vt-import-state.h"

#include <glib/gi18n-lib.h>

struct _VtImportStream
{
  const VtImport *import; /* (unowned) */
  guint next_file;        /* of the import's files, the one to be opened next */
  guint64 bytes_before;   /* of the files behind us */
  VtImportSource *source; /* (owned) (nullable) */
  gpointer reader;        /* (owned) (nullable) of `format` */
  const VtImportFormat *format;
  GHashTable *handles; /* (owned) (element-type utf8 guint) the line that has it */
  GHashTable *skus;    /* (owned) (element-type utf8) */
  GPtrArray *notes;    /* (owned) (element-type utf8) about the files that were read to their ends */
  guint n_products;
};

VtImportStream *
vt_import_stream_new (const VtImport *import)
{
  VtImportStream *self = g_new0 (VtImportStream, 1);

  self->import = import;
  self->handles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->skus = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->notes = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static void
take_notes (VtImportStream *self)
{
  for (guint i = 0; i < self->source->notes->len; i++)
    if (!g_ptr_array_find_with_equal_func (self->import->notes, g_ptr_array_index (self->source->notes, i), g_str_equal,
                                           NULL))
      g_ptr_array_add (self->notes, g_strdup (g_ptr_array_index (self->source->notes, i)));
}

static void
close_file (VtImportStream *self)
{
  if (self->source != NULL)
    take_notes (self);
  if (self->reader != NULL)
    self->format->close (g_steal_pointer (&self->reader));
  g_clear_pointer (&self->source, vt_import_source_free);
}

void
vt_import_stream_free (VtImportStream *self)
{
  if (self == NULL)
    return;

  close_file (self);
  g_hash_table_unref (self->handles);
  g_hash_table_unref (self->skus);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* Bytes of all files that were read so far. */
guint64
vt_import_stream_get_position (VtImportStream *self)
{
  return self->bytes_before + (self->source != NULL ? vt_import_source_get_position (self->source) : 0);
}

/* What the readers found out about the files that were read to their ends, beyond what opening them told. */
const GPtrArray *
vt_import_stream_get_notes (VtImportStream *self)
{
  return self->notes;
}

static const VtImportFile *
get_file (VtImportStream *self, guint index)
{
  return g_ptr_array_index (self->import->files, index);
}

static gboolean
open_file (VtImportStream *self, GError **error)
{
  const VtImportFile *file = get_file (self, self->next_file++);

  self->source = vt_import_source_new (self->import, file, error);
  if (self->source == NULL)
    return FALSE;

  self->format = file->format;
  self->reader = self->format->open (self->source, error);

  return self->reader != NULL;
}

/* The address that a product is known by, here and when the file is imported again. */
static void
settle_handle (VtImportProduct *product)
{
  g_autofree char *made = product->handle != NULL && *product->handle != '\0' ? vt_handle_new (product->handle) : NULL;

  product->handle_is_made = made == NULL;
  if (made == NULL)
    made = vt_handle_new (product->title);
  for (guint i = 0; product->variants != NULL && i < product->variants->len && made == NULL; i++)
    made = vt_handle_new (((VtImportVariant *) g_ptr_array_index (product->variants, i))->sku);

  if (made == NULL)
    vt_import_product_refuse (product, _ ("no address can be made from its title; give it one in the file"));
  else if (g_strcmp0 (made, product->handle) != 0)
    product->handle = vt_import_product_text (product, made);
}

/* Returns: whether one of its SKUs is new */
static gboolean
check_skus (VtImportStream *self, VtImportProduct *product)
{
  gboolean any_new = FALSE;
  gboolean any = FALSE;

  for (guint i = 0; product->variants != NULL && i < product->variants->len; i++)
    {
      const VtImportVariant *variant = g_ptr_array_index (product->variants, i);

      if (variant->sku == NULL || *variant->sku == '\0')
        continue;
      any = TRUE;
      if (g_hash_table_add (self->skus, g_strdup (variant->sku)))
        any_new = TRUE;
      else
        vt_import_product_warn (product, _ ("the SKU “%s” is used more than once"), variant->sku);
    }
  product->shares_codes = any && !any_new;

  return any_new;
}

static void
check_twice (VtImportStream *self, VtImportProduct *product)
{
  gboolean has_new_sku;
  gpointer line = NULL;

  settle_handle (product);
  if (product->refused != NULL)
    return;

  has_new_sku = check_skus (self, product);
  if (!g_hash_table_lookup_extended (self->handles, product->handle, NULL, &line))
    g_hash_table_insert (self->handles, g_strdup (product->handle), GUINT_TO_POINTER (product->line));
  else if (!product->handle_is_made || !has_new_sku)
    vt_import_product_refuse (product, _ ("the product on line %u has the address “%s” already; change one of them"),
                              GPOINTER_TO_UINT (line), product->handle);
}

/* @product gets %NULL at the end. What cannot be taken over says so in `refused`. */
gboolean
vt_import_stream_next (VtImportStream *self, VtImportProduct **product, GError **error)
{
  g_autoptr (GError) local = NULL;

  *product = NULL;
  while (*product == NULL && local == NULL && (self->source != NULL || self->next_file < self->import->files->len))
    {
      if (self->source == NULL && !open_file (self, &local))
        break;
      *product = vt_import_source_take_bad_row (self->source);
      if (*product == NULL)
        *product = self->format->next (self->reader, &local);
      if (*product == NULL && local == NULL)
        *product = vt_import_source_take_bad_row (self->source);
      if (*product != NULL || local != NULL)
        break;
      self->bytes_before += get_file (self, self->next_file - 1)->bytes;
      close_file (self);
    }

  if (local != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local),
                                  "“%s”: ", get_file (self, self->next_file - 1)->path);
      return FALSE;
    }
  if (*product == NULL)
    return TRUE;

  if (++self->n_products > VT_IMPORT_MAX_PRODUCTS)
    {
      g_clear_pointer (product, vt_import_product_free);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("There are more than %d products in the files; split them"), VT_IMPORT_MAX_PRODUCTS);
      return FALSE;
    }
  if ((*product)->refused == NULL)
    check_twice (self, *product);

  return TRUE;
}
