/* WooCommerce's product CSV. Its captions are in the language of the site and units stand in them; the words in the
 * Type column never are translated. Variations name their parent by SKU or as `id:n` and may stand anywhere. */

#include "catalogue/vt-import-formats.h"
#include "catalogue/vt-import-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const VtImportAlias aliases[] = {
  { "id", VT_FIELD_ROW_ID },
  { "รหัส", VT_FIELD_ROW_ID },
  { "type", VT_FIELD_ROW_KIND },
  { "typ", VT_FIELD_ROW_KIND },
  { "tipo", VT_FIELD_ROW_KIND },
  { "ประเภท", VT_FIELD_ROW_KIND },
  { "ชนิด", VT_FIELD_ROW_KIND },
  { "product type", VT_FIELD_ROW_KIND },
  { "סוג", VT_FIELD_ROW_KIND },
  { "тип", VT_FIELD_ROW_KIND },
  { "类型", VT_FIELD_ROW_KIND },
  { "meta vitrine handle", VT_FIELD_HANDLE },
  { "meta vitrine status", VT_FIELD_STATUS },
  { "parent", VT_FIELD_PARENT },
  { "หลัก", VT_FIELD_PARENT },
  { "แม่", VT_FIELD_PARENT },
  { "brands", VT_FIELD_VENDOR },
  { "stock", VT_FIELD_STOCK },
  { "in stock", VT_FIELD_IN_STOCK },
  { "en stock", VT_FIELD_IN_STOCK },
  { "existencias", VT_FIELD_IN_STOCK },
  { "em estoque", VT_FIELD_IN_STOCK },
  { "vorratig", VT_FIELD_IN_STOCK },
  { "op voorraad", VT_FIELD_IN_STOCK },
  { "in magazzino", VT_FIELD_IN_STOCK },
  { "categories", VT_FIELD_CATEGORIES },
  { "gruppierte produkte", VT_FIELD_MEMBERS },
  { NULL, VT_FIELD_NONE },
};

/* A header that may be in any language is told by the words below it. */
static gboolean
has_kinds (VtImportSource *source, const VtImportMapping *mapping)
{
  const GPtrArray *sample = vt_import_source_get_sample (source);

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      if (((VtImportColumn *) g_ptr_array_index (mapping->columns, i))->field != VT_FIELD_ROW_KIND)
        continue;
      for (guint j = 0; j < sample->len; j++)
        {
          const char *cell = ((char **) g_ptr_array_index (sample, j))[i];

          if (*cell != '\0' && vt_import_row_get_kind (cell) != VT_ROW_UNKNOWN)
            return TRUE;
        }
    }

  return FALSE;
}

static const VtImportProfile profile;

static gboolean
recognises (VtImportSource *source)
{
  static const char *const english[] = { "type", "name", "regular price|sale price|tax status|published|parent", NULL };
  static const char *const others[] = {
    "configurable variations|attribute family code|attribute set code|product online", NULL
  };
  g_autoptr (VtImportMapping) mapping = NULL;

  if (vt_import_source_get_options (source)->mapping != NULL || vt_import_table_has (source, others))
    return FALSE;
  mapping = vt_import_table_map (source, &profile, NULL);
  if (mapping == NULL || vt_import_mapping_find (mapping, VT_FIELD_ROW_KIND) == NULL ||
      vt_import_mapping_find (mapping, VT_FIELD_TITLE) == NULL || !has_kinds (source, mapping))
    return FALSE;

  return vt_import_table_has (source, english) || vt_import_mapping_find (mapping, VT_FIELD_PARENT) != NULL ||
         vt_import_mapping_find (mapping, VT_FIELD_SALE_PRICE) != NULL ||
         vt_import_mapping_find (mapping, VT_FIELD_PRICE) != NULL;
}

/* Attributes of what is one thing are no options. */
static void
take_row (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant G_GNUC_UNUSED)
{
  if (draft->kind == VT_ROW_PRODUCT && draft->has_fields && *vt_import_table_get (table, VT_FIELD_OPTION_VALUE) != '\0')
    vt_import_source_note (table->source, _ ("Attributes of products without variations were not taken over"));
}

static const VtImportProfile profile = {
  .aliases = aliases,
  .flags = VT_TABLE_WHOLE | VT_TABLE_ESCAPES | VT_TABLE_VALUES_ARE_LISTS,
  .weight_unit = "kg",
  .list_separator = ",",
  .row = take_row,
};

static void
tell_left_out (VtImportSource *source)
{
  guint n_meta = 0;

  for (guint i = 0; i < vt_import_source_get_n_columns (source); i++)
    n_meta += g_str_has_prefix (vt_import_source_get_column (source, i), "Meta: ") &&
              !g_str_has_prefix (vt_import_source_get_column (source, i), "Meta: vitrine_");
  if (n_meta > 0)
    vt_import_source_note (source,
                           _ ("Fields of plugins (%u columns that begin with “Meta:”) were not taken over, but for "
                              "titles and descriptions for search engines"),
                           n_meta);
}

static gpointer
open_file (VtImportSource *source, GError **error)
{
  tell_left_out (source);

  return vt_import_table_open (source, &profile, error);
}

const VtImportFormat vt_import_woocommerce = {
  .name = "woocommerce",
  .label = "WooCommerce",
  .columns = "ID, Type, SKU, Name, Regular price, Parent, …",
  .recognises = recognises,
  .open = open_file,
  .next = vt_import_table_next,
  .close = vt_import_table_close,
};
