/* Shopify's product CSV, with the headers of both generations. Further variants and photos are further rows with the
 * same handle. Weights are always in grams; the unit is only for showing. */

#include "catalogue/vt-import-formats.h"
#include "catalogue/vt-import-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const VtImportAlias aliases[] = {
  { "handle", VT_FIELD_HANDLE },
  { "url handle", VT_FIELD_HANDLE },
  { "title", VT_FIELD_TITLE },
  { "body html", VT_FIELD_DESCRIPTION },
  { "body", VT_FIELD_DESCRIPTION },
  { "description", VT_FIELD_DESCRIPTION },
  { "vendor", VT_FIELD_VENDOR },
  { "product category", VT_FIELD_CATEGORIES },
  { "standardized product type", VT_FIELD_CATEGORIES },
  { "standard product type", VT_FIELD_CATEGORIES },
  { "type", VT_FIELD_TYPE },
  { "custom product type", VT_FIELD_TYPE },
  { "product type", VT_FIELD_TYPE },
  { "tags", VT_FIELD_TAGS },
  { "published", VT_FIELD_PUBLISHED },
  { "published on online store", VT_FIELD_PUBLISHED },
  { "status", VT_FIELD_STATUS },
  { "option # name", VT_FIELD_OPTION_NAME },
  { "option # value", VT_FIELD_OPTION_VALUE },
  { "variant sku", VT_FIELD_SKU },
  { "sku", VT_FIELD_SKU },
  { "variant barcode", VT_FIELD_BARCODE },
  { "barcode", VT_FIELD_BARCODE },
  { "variant price", VT_FIELD_PRICE },
  { "price", VT_FIELD_PRICE },
  { "variant compare at price", VT_FIELD_COMPARE_AT },
  { "compare at price", VT_FIELD_COMPARE_AT },
  { "cost per item", VT_FIELD_COST },
  { "variant cost", VT_FIELD_COST },
  { "variant inventory qty", VT_FIELD_STOCK },
  { "inventory quantity", VT_FIELD_STOCK },
  { "variant inventory tracker", VT_FIELD_TRACK },
  { "inventory tracker", VT_FIELD_TRACK },
  { "variant inventory policy", VT_FIELD_BACKORDER },
  { "continue selling when out of stock", VT_FIELD_BACKORDER },
  { "variant grams", VT_FIELD_WEIGHT },
  { "weight value grams", VT_FIELD_WEIGHT },
  { "variant weight unit", VT_FIELD_WEIGHT_UNIT },
  { "weight unit for display", VT_FIELD_WEIGHT_UNIT },
  { "variant requires shipping", VT_FIELD_SHIPPED },
  { "requires shipping", VT_FIELD_SHIPPED },
  { "image src", VT_FIELD_PHOTOS },
  { "product image url", VT_FIELD_PHOTOS },
  { "image alt text", VT_FIELD_PHOTO_ALT },
  { "variant image", VT_FIELD_VARIANT_PHOTO },
  { "variant image url", VT_FIELD_VARIANT_PHOTO },
  { "seo title", VT_FIELD_SEO_TITLE },
  { "seo description", VT_FIELD_SEO_DESCRIPTION },
  { NULL, VT_FIELD_NONE },
};

static gboolean
recognises (VtImportSource *source)
{
  static const char *const now[] = { "url handle", "title", NULL };
  static const char *const legacy[] = {
    "handle",
    "variant price|variant sku|option # name|option # value|body html|image src|variant inventory qty|variant barcode",
    NULL
  };

  return vt_import_table_has (source, now) || vt_import_table_has (source, legacy);
}

/* Without a tracker nothing is counted: a quantity of 0 does not mean that it is sold out. */
static void
take_row (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant)
{
  int tracker = vt_import_table_column (table, VT_FIELD_TRACK);
  const char *quantity = vt_import_table_get (table, VT_FIELD_STOCK);

  if (variant != NULL && tracker >= 0 && *vt_import_table_get (table, VT_FIELD_TRACK) == '\0' &&
      strcmp (quantity, "0") == 0)
    variant->track_stock = 0;
  if (draft->option_names->len == 1 && draft->variants->len == 1 &&
      strcmp (g_ptr_array_index (draft->option_names, 0), "Title") == 0)
    g_ptr_array_set_size (draft->option_names, 0);
}

static const VtImportProfile profile = {
  .aliases = aliases,
  .only_aliases = TRUE,
  .flags = VT_TABLE_TAXONOMY,
  .decimal = VT_DECIMAL_POINT,
  .weight_unit = "g",
  .list_separator = ",",
  .row = take_row,
};

static void
tell_left_out (VtImportSource *source)
{
  guint n_markets = 0;
  guint n_metafields = 0;

  for (guint i = 0; i < vt_import_source_get_n_columns (source); i++)
    {
      const char *caption = vt_import_source_get_column (source, i);

      n_metafields += strstr (caption, "metafields.") != NULL;
      n_markets += g_str_has_prefix (caption, "Included / ") || g_str_has_prefix (caption, "Price / ") ||
                   g_str_has_prefix (caption, "Compare-at price / ") ||
                   g_str_has_prefix (caption, "Compare At Price / ");
    }
  if (n_markets > 0)
    vt_import_source_note (source, _ ("Prices of single markets (%u columns) were not taken over"), n_markets);
  if (n_metafields > 0)
    vt_import_source_note (source, _ ("Metafields (%u columns) were not taken over"), n_metafields);
}

static gpointer
open_file (VtImportSource *source, GError **error)
{
  tell_left_out (source);

  return vt_import_table_open (source, &profile, error);
}

const VtImportFormat vt_import_shopify = {
  .name = "shopify",
  .label = "Shopify",
  .columns = "Handle, Title, Body (HTML), Option1 Name, Variant Price, …",
  .recognises = recognises,
  .open = open_file,
  .next = vt_import_table_next,
  .close = vt_import_table_close,
};
