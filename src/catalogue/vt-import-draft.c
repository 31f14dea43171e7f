/* A product while its rows are read: its options grow with what the rows name. */

#include "catalogue/vt-import-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

VtImportDraft *
vt_import_draft_new (VtImportTable *table, VtImportRowKind kind)
{
  VtImportDraft *self = g_new0 (VtImportDraft, 1);

  self->product = vt_import_product_new (vt_import_source_get_line (table->source), NULL);
  self->option_names = g_ptr_array_new ();
  self->variants = g_array_new (FALSE, TRUE, sizeof (VtImportDraftVariant));
  self->handle = g_strdup (vt_import_table_get (table, VT_FIELD_HANDLE));
  self->title = g_strdup (vt_import_table_get (table, VT_FIELD_TITLE));
  self->kind = kind;
  self->names_options = table->columns_of[VT_FIELD_OPTION_VALUE]->len > 0;

  return self;
}

void
vt_import_draft_free (VtImportDraft *self)
{
  g_clear_pointer (&self->product, vt_import_product_free);
  g_ptr_array_unref (self->option_names);
  g_array_unref (self->variants);
  g_free (self->handle);
  g_free (self->title);
  g_free (self);
}

static VtImportDraftVariant *
find_variant (VtImportDraft *self, const VtImportVariant *variant)
{
  for (guint i = self->variants->len; i > 0; i--)
    {
      VtImportDraftVariant *found = &g_array_index (self->variants, VtImportDraftVariant, i - 1);

      if (found->variant == variant)
        return found;
    }

  return NULL;
}

/* The option of that name, added when there is none. */
guint
vt_import_draft_option (VtImportDraft *self, const char *name)
{
  for (guint i = 0; i < self->option_names->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->option_names, i), name) == 0)
      return i;

  g_ptr_array_add (self->option_names, (gpointer) vt_import_product_text (self->product, name));

  return self->option_names->len - 1;
}

void
vt_import_draft_set_value (VtImportDraft *self, VtImportVariant *variant, const char *option, const char *value)
{
  guint index = vt_import_draft_option (self, option);
  VtImportDraftVariant *found = find_variant (self, variant);

  if (index >= VT_TABLE_MAX_OPTIONS)
    vt_import_product_refuse (self->product, _ ("it has more than %d options"), VT_TABLE_MAX_OPTIONS);
  else if (found != NULL)
    found->values[index] = vt_import_product_text (self->product, value);
}

static VtImportStock *
copy_stock (VtImportDraft *self, const VtImportStock *stock, VtImportVariant *variant)
{
  for (; stock != NULL; stock = stock->next)
    vt_import_product_set_stock (self->product, variant, stock->place, stock->on_hand);

  return variant->stock;
}

/* A copy of a variant of another product. */
VtImportVariant *
vt_import_draft_copy_variant (VtImportDraft *self, const VtImportVariant *variant)
{
  VtImportVariant *copy = vt_import_product_add_variant (self->product, variant->line, 0);
  VtImportDraftVariant entry = { .variant = copy };
  const char *const *values = copy->values;

  *copy = *variant;
  copy->values = values;
  copy->sku = vt_import_product_text (self->product, variant->sku);
  copy->barcode = vt_import_product_text (self->product, variant->barcode);
  copy->photo = vt_import_product_text (self->product, variant->photo);
  copy->weight_unit = vt_import_product_text (self->product, variant->weight_unit);
  copy->stock = NULL;
  copy_stock (self, variant->stock, copy);
  g_array_append_val (self->variants, entry);

  return copy;
}

/* A product that is one thing needs no option, though columns say its colour. */
static gboolean
needs_options (VtImportDraft *self)
{
  if (self->option_names->len == 0)
    return FALSE;
  if (self->names_options || self->is_grouped)
    return TRUE;

  return self->product->variants != NULL && self->product->variants->len > 1;
}

static void
settle_values (VtImportDraft *self)
{
  guint n_options = needs_options (self) ? self->option_names->len : 0;

  for (guint i = 0; i < self->variants->len; i++)
    {
      VtImportDraftVariant *entry = &g_array_index (self->variants, VtImportDraftVariant, i);
      const char **values = vt_arena_alloc (self->product->arena, (n_options + 1) * sizeof *values);

      for (guint j = 0; j < n_options && j < VT_TABLE_MAX_OPTIONS; j++)
        values[j] = entry->values[j] != NULL ? entry->values[j] : "";
      values[n_options] = NULL;
      entry->variant->values = values;
    }
  if (n_options == 0 && !self->names_options)
    return;
  self->product->options = vt_import_list_new ();
  for (guint i = 0; i < n_options; i++)
    g_ptr_array_add (self->product->options, g_ptr_array_index (self->option_names, i));
}

static void
drop_own (VtImportDraft *self)
{
  if (self->own == NULL || self->product->variants->len < 2)
    return;

  g_ptr_array_remove (self->product->variants, self->own);
  for (guint i = 0; i < self->variants->len; i++)
    if (g_array_index (self->variants, VtImportDraftVariant, i).variant == self->own)
      {
        g_array_remove_index (self->variants, i);
        break;
      }
}

/* All rows of the product were read. Returns: (transfer full): the product */
VtImportProduct *
vt_import_draft_finish (VtImportDraft *self)
{
  drop_own (self);
  if (self->option_names->len > VT_TABLE_MAX_OPTIONS)
    g_ptr_array_set_size (self->option_names, VT_TABLE_MAX_OPTIONS);
  settle_values (self);

  return g_steal_pointer (&self->product);
}
