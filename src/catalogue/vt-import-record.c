/* What the readers of all formats make of a file, one product at a time. */

#include "catalogue/vt-import-private.h"

#include <string.h>

/* Enough for a product of a few variants with its description. */
#define BLOCK_SIZE 3072

/**
 * vt_import_list_new:
 *
 * Returns: (transfer full): a list for a #VtImportProduct; left empty it says that there are none
 */
GPtrArray *
vt_import_list_new (void)
{
  return g_ptr_array_new ();
}

/**
 * vt_import_product_new:
 * @line: where it begins, from 1
 * @title: (nullable): its name; %NULL when the file does not say
 *
 * Returns: (transfer full): a record that says nothing else
 */
VtImportProduct *
vt_import_product_new (guint line, const char *title)
{
  VtImportProduct *self = g_new0 (VtImportProduct, 1);

  self->arena = vt_arena_new (BLOCK_SIZE);
  self->line = line;
  self->title = vt_arena_text (self->arena, title, -1);
  self->status = VT_IMPORT_ABSENT;
  self->publish_us = VT_IMPORT_ABSENT;

  return self;
}

void
vt_import_product_free (VtImportProduct *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->old_handles, g_ptr_array_unref);
  g_clear_pointer (&self->related, g_ptr_array_unref);
  g_clear_pointer (&self->videos, g_ptr_array_unref);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  g_clear_pointer (&self->collections, g_ptr_array_unref);
  g_clear_pointer (&self->translations, g_ptr_array_unref);
  g_clear_pointer (&self->variants, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  vt_arena_free (self->arena);
  g_free (self);
}

static void
add (GPtrArray **list, gconstpointer item)
{
  if (*list == NULL)
    *list = vt_import_list_new ();
  g_ptr_array_add (*list, (gpointer) item);
}

/* The same thing said of two variants is said once. */
void
vt_import_product_warn (VtImportProduct *self, const char *format, ...)
{
  const char *message;
  va_list list;

  va_start (list, format);
  message = vt_arena_printf (self->arena, format, list);
  va_end (list);

  if (self->warnings == NULL || !g_ptr_array_find_with_equal_func (self->warnings, message, g_str_equal, NULL))
    add (&self->warnings, message);
}

/* Whether the file gives each of its variants a price. */
gboolean
vt_import_product_has_prices (const VtImportProduct *self)
{
  for (guint i = 0; self->variants != NULL && i < self->variants->len; i++)
    {
      gint64 price = ((const VtImportVariant *) g_ptr_array_index (self->variants, i))->price_minor;

      if (price == VT_IMPORT_ABSENT || price == VT_IMPORT_CLEAR)
        return FALSE;
    }

  return self->variants != NULL && self->variants->len > 0;
}

/* The first reason is told; what follows is mostly its consequence. */
void
vt_import_product_refuse (VtImportProduct *self, const char *format, ...)
{
  va_list list;

  if (self->refused != NULL)
    return;

  va_start (list, format);
  self->refused = vt_arena_printf (self->arena, format, list);
  va_end (list);
}

/* A copy that lives as long as the product; %NULL for %NULL. */
const char *
vt_import_product_text (VtImportProduct *self, const char *text)
{
  return vt_arena_text (self->arena, text, -1);
}

/* Adds to one of the product's lists of texts; what is in it already is not added again. */
void
vt_import_product_add_text (VtImportProduct *self, GPtrArray **list, const char *text)
{
  if (*list == NULL || !g_ptr_array_find_with_equal_func (*list, text, g_str_equal, NULL))
    add (list, vt_arena_text (self->arena, text, -1));
}

/* A variant of which the file says nothing yet; its values are "" until they are set. */
VtImportVariant *
vt_import_product_add_variant (VtImportProduct *self, guint line, guint n_values)
{
  VtImportVariant *variant = vt_arena_alloc (self->arena, sizeof *variant);
  const char **values = vt_arena_alloc (self->arena, (n_values + 1) * sizeof *values);

  for (guint i = 0; i < n_values; i++)
    values[i] = "";
  *variant = (VtImportVariant){
    .line = line,
    .values = values,
    .price_minor = VT_IMPORT_ABSENT,
    .compare_at_minor = VT_IMPORT_ABSENT,
    .cost_minor = VT_IMPORT_ABSENT,
    .weight_g = VT_IMPORT_ABSENT,
    .track_stock = VT_IMPORT_ABSENT,
    .backorder = VT_IMPORT_ABSENT,
    .low_stock = VT_IMPORT_ABSENT,
    .shipped = VT_IMPORT_ABSENT,
  };
  add (&self->variants, variant);

  return variant;
}

/* @index is below the number that the variant was made for. */
void
vt_import_product_set_value (VtImportProduct *self, VtImportVariant *variant, guint index, const char *value)
{
  ((const char **) variant->values)[index] = vt_arena_text (self->arena, value, -1);
}

/* The photo of that source, added when there is none yet; it keeps the first alt text that it gets. */
VtImportPhoto *
vt_import_product_add_photo (VtImportProduct *self, const char *source, const char *alt)
{
  VtImportPhoto *photo = NULL;

  for (guint i = 0; self->photos != NULL && i < self->photos->len && photo == NULL; i++)
    if (strcmp (((VtImportPhoto *) g_ptr_array_index (self->photos, i))->source, source) == 0)
      photo = g_ptr_array_index (self->photos, i);

  if (photo == NULL)
    {
      photo = vt_arena_alloc (self->arena, sizeof *photo);
      photo->source = vt_arena_text (self->arena, source, -1);
      add (&self->photos, photo);
    }
  if (photo->alt == NULL)
    photo->alt = vt_arena_text (self->arena, alt, -1);

  return photo;
}

void
vt_import_product_add_video (VtImportProduct *self, const char *url, const char *title)
{
  VtImportVideo *video = vt_arena_alloc (self->arena, sizeof *video);

  video->url = vt_arena_text (self->arena, url, -1);
  video->title = vt_arena_text (self->arena, title, -1);
  add (&self->videos, video);
}

/* A title is in the list once; to be a member of it once is enough. */
VtImportCollection *
vt_import_product_add_collection (VtImportProduct *self, const char *title, const char *parent, gboolean is_member)
{
  VtImportCollection *collection;

  for (guint i = 0; self->collections != NULL && i < self->collections->len; i++)
    {
      collection = g_ptr_array_index (self->collections, i);
      if (strcmp (collection->title, title) == 0 && g_strcmp0 (collection->parent, parent) == 0)
        {
          collection->is_member = collection->is_member || is_member;
          return collection;
        }
    }

  collection = vt_arena_alloc (self->arena, sizeof *collection);
  collection->title = vt_arena_text (self->arena, title, -1);
  collection->parent = vt_arena_text (self->arena, parent, -1);
  collection->is_member = is_member;
  add (&self->collections, collection);

  return collection;
}

VtImportTranslation *
vt_import_product_add_translation (VtImportProduct *self, const char *language, const char *field, const char *value)
{
  VtImportTranslation *translation = vt_arena_alloc (self->arena, sizeof *translation);

  translation->language = vt_arena_text (self->arena, language, -1);
  translation->field = vt_arena_text (self->arena, field, -1);
  translation->value = vt_arena_text (self->arena, value, -1);
  add (&self->translations, translation);

  return translation;
}

/* How many there are at a place; said twice of one place, the later counts. */
void
vt_import_product_set_stock (VtImportProduct *self, VtImportVariant *variant, const char *place, gint64 on_hand)
{
  VtImportStock **next = &variant->stock;

  while (*next != NULL && g_strcmp0 ((*next)->place, place) != 0)
    next = &(*next)->next;
  if (*next == NULL)
    {
      *next = vt_arena_alloc (self->arena, sizeof **next);
      (*next)->place = vt_arena_text (self->arena, place, -1);
    }
  (*next)->on_hand = on_hand;
}
