/* What the readers of all formats make of a file. */

#include "catalogue/vt-import-private.h"

#include <string.h>

VtImportPhoto *
vt_import_photo_new (const char *file)
{
  VtImportPhoto *self = g_new0 (VtImportPhoto, 1);

  self->file = g_strdup (file);

  return self;
}

static void
photo_free (VtImportPhoto *self)
{
  if (self == NULL)
    return;

  g_free (self->file);
  g_clear_pointer (&self->media, vt_media_free);
  g_free (self);
}

VtImportVariant *
vt_import_variant_new (void)
{
  VtImportVariant *self = g_new0 (VtImportVariant, 1);

  self->price_minor = VT_IMPORT_ABSENT;
  self->compare_at_minor = VT_IMPORT_ABSENT;
  self->cost_minor = VT_IMPORT_ABSENT;
  self->weight_g = VT_IMPORT_ABSENT;
  self->track_stock = VT_IMPORT_ABSENT;
  self->on_hand = VT_IMPORT_ABSENT;

  return self;
}

void
vt_import_variant_free (VtImportVariant *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->values);
  g_free (self->sku);
  g_free (self->barcode);
  g_free (self->photo);
  g_free (self);
}

VtImportProduct *
vt_import_product_new (guint line, const char *title)
{
  VtImportProduct *self = g_new0 (VtImportProduct, 1);

  self->line = line;
  self->title = g_strdup (title);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->options = g_ptr_array_new_with_free_func (g_free);
  self->variants = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_import_variant_free);
  self->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) photo_free);
  self->collections = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
vt_import_product_free (VtImportProduct *self)
{
  if (self == NULL)
    return;

  g_free (self->handle);
  g_free (self->title);
  g_free (self->description_html);
  g_free (self->vendor);
  g_free (self->product_type);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->options);
  g_ptr_array_unref (self->variants);
  g_ptr_array_unref (self->photos);
  g_ptr_array_unref (self->collections);
  g_ptr_array_unref (self->warnings);
  g_free (self->refused);
  g_free (self);
}

/* The same thing said of two variants is said once. */
void
vt_import_product_warn (VtImportProduct *self, const char *format, ...)
{
  char *message;
  va_list list;

  va_start (list, format);
  message = g_strdup_vprintf (format, list);
  va_end (list);

  if (g_ptr_array_find_with_equal_func (self->warnings, message, g_str_equal, NULL))
    g_free (message);
  else
    g_ptr_array_add (self->warnings, message);
}

/* The first reason is told; what follows is mostly its consequence. */
void
vt_import_product_refuse (VtImportProduct *self, const char *format, ...)
{
  va_list list;

  if (self->refused != NULL)
    return;

  va_start (list, format);
  self->refused = g_strdup_vprintf (format, list);
  va_end (list);
}

void
vt_import_product_add_photo (VtImportProduct *self, const char *file)
{
  for (guint i = 0; i < self->photos->len; i++)
    if (strcmp (((VtImportPhoto *) g_ptr_array_index (self->photos, i))->file, file) == 0)
      return;

  g_ptr_array_add (self->photos, vt_import_photo_new (file));
}

static void
collection_free (VtImportCollection *self)
{
  g_free (self->title);
  g_free (self->parent);
  photo_free (self->photo);
  g_free (self);
}

static void
result_free (VtImportResult *self)
{
  g_free (self->title);
  g_free (self->message);
  g_free (self);
}

/* The collection of that title, added when there is none yet. */
VtImportCollection *
vt_import_add_collection (VtImport *self, const char *title, const char *parent)
{
  VtImportCollection *collection;

  for (guint i = 0; i < self->collections->len; i++)
    {
      collection = g_ptr_array_index (self->collections, i);
      if (strcmp (collection->title, title) == 0)
        return collection;
    }

  collection = g_new0 (VtImportCollection, 1);
  collection->title = g_strdup (title);
  collection->parent = g_strdup (parent);
  g_ptr_array_add (self->collections, collection);

  return collection;
}

VtImport *
vt_import_new (const char *images_dir, const char *currency)
{
  VtImport *self = g_new0 (VtImport, 1);

  self->images_dir = g_strdup (images_dir);
  self->currency = g_strdup (currency);
  self->products = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_import_product_free);
  self->collections = g_ptr_array_new_with_free_func ((GDestroyNotify) collection_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) result_free);

  return self;
}

/**
 * vt_import_free:
 * @self: (nullable): an import
 *
 * Frees it. Photos that were staged and not applied stay in media/, where nothing refers to them.
 */
void
vt_import_free (VtImport *self)
{
  if (self == NULL)
    return;

  g_free (self->images_dir);
  g_free (self->currency);
  g_ptr_array_unref (self->products);
  g_ptr_array_unref (self->collections);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->results);
  g_free (self);
}
