/* Magento 2's catalogue export and Bagisto's, which has the same shape: simple products, and configurable ones that
 * list theirs in one cell as "sku=A,size=S,color=Red|sku=B,…". The listed products become variants of the one that
 * lists them. Rows with a language or store view give the texts of a product that came before in that language. */

#include "catalogue/vt-import-formats.h"
#include "catalogue/vt-import-table.h"
#include "catalogue/vt-product.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const VtImportAlias magento_aliases[] = {
  { "sku", VT_FIELD_SKU },
  { "store view code", VT_FIELD_LOCALE },
  { "store", VT_FIELD_LOCALE },
  { "product type", VT_FIELD_ROW_KIND },
  { "type", VT_FIELD_ROW_KIND },
  { "categories", VT_FIELD_CATEGORIES },
  { "category", VT_FIELD_CATEGORIES },
  { "name", VT_FIELD_TITLE },
  { "description", VT_FIELD_DESCRIPTION },
  { "short description", VT_FIELD_SUMMARY },
  { "weight", VT_FIELD_WEIGHT },
  { "product online", VT_FIELD_PUBLISHED },
  { "status", VT_FIELD_PUBLISHED },
  { "tax class name", VT_FIELD_TAX_CLASS },
  { "price", VT_FIELD_PRICE },
  { "special price", VT_FIELD_SALE_PRICE },
  { "special price from date", VT_FIELD_SALE_FROM },
  { "special price to date", VT_FIELD_SALE_TO },
  { "special from date", VT_FIELD_SALE_FROM },
  { "special to date", VT_FIELD_SALE_TO },
  { "special price from", VT_FIELD_SALE_FROM },
  { "special price to", VT_FIELD_SALE_TO },
  { "msrp price", VT_FIELD_COMPARE_AT },
  { "cost", VT_FIELD_COST },
  { "url key", VT_FIELD_HANDLE },
  { "meta title", VT_FIELD_SEO_TITLE },
  { "meta description", VT_FIELD_SEO_DESCRIPTION },
  { "base image", VT_FIELD_PHOTOS },
  { "image", VT_FIELD_PHOTOS },
  { "additional images", VT_FIELD_PHOTOS },
  { "base image label", VT_FIELD_PHOTO_ALT },
  { "qty", VT_FIELD_STOCK },
  { "manage stock", VT_FIELD_TRACK },
  { "allow backorders", VT_FIELD_BACKORDER },
  { "manufacturer", VT_FIELD_VENDOR },
  { "brand", VT_FIELD_VENDOR },
  { "ean", VT_FIELD_BARCODE },
  { "gtin", VT_FIELD_BARCODE },
  { "barcode", VT_FIELD_BARCODE },
  { "upc", VT_FIELD_BARCODE },
  { "related skus", VT_FIELD_RELATED },
  { "crosssell skus", VT_FIELD_RELATED },
  { "upsell skus", VT_FIELD_RELATED },
  { "associated skus", VT_FIELD_MEMBERS },
  { "configurable variations", VT_FIELD_VARIANTS },
  { NULL, VT_FIELD_NONE },
};

static const VtImportAlias bagisto_aliases[] = {
  { "sku", VT_FIELD_SKU },
  { "parent sku", VT_FIELD_PARENT },
  { "locale", VT_FIELD_LOCALE },
  { "type", VT_FIELD_ROW_KIND },
  { "categories", VT_FIELD_CATEGORIES },
  { "images", VT_FIELD_PHOTOS },
  { "name", VT_FIELD_TITLE },
  { "description", VT_FIELD_DESCRIPTION },
  { "short description", VT_FIELD_SUMMARY },
  { "status", VT_FIELD_PUBLISHED },
  { "weight", VT_FIELD_WEIGHT },
  { "tax category name", VT_FIELD_TAX_CLASS },
  { "price", VT_FIELD_PRICE },
  { "cost", VT_FIELD_COST },
  { "special price", VT_FIELD_SALE_PRICE },
  { "special price from", VT_FIELD_SALE_FROM },
  { "special price to", VT_FIELD_SALE_TO },
  { "url key", VT_FIELD_HANDLE },
  { "meta title", VT_FIELD_SEO_TITLE },
  { "meta description", VT_FIELD_SEO_DESCRIPTION },
  { "manage stock", VT_FIELD_TRACK },
  { "related skus", VT_FIELD_RELATED },
  { "cross sell skus", VT_FIELD_RELATED },
  { "up sell skus", VT_FIELD_RELATED },
  { "associated skus", VT_FIELD_MEMBERS },
  { "configurable variants", VT_FIELD_VARIANTS },
  { "brand", VT_FIELD_VENDOR },
  { NULL, VT_FIELD_NONE },
};

/* What a configurable product lists, kept until all rows were read. */
typedef struct
{
  VtImportDraft *draft; /* (unowned) */
  char *list;           /* (owned) */
} Configurable;

static void
configurable_free (Configurable *self)
{
  g_free (self->list);
  g_free (self);
}

static gboolean
magento_recognises (VtImportSource *source)
{
  static const char *const needed[] = {
    "sku", "attribute set code|attribute set|store view code|configurable variations|product websites|product online",
    NULL
  };

  return vt_import_table_has (source, needed);
}

static gboolean
bagisto_recognises (VtImportSource *source)
{
  static const char *const needed[] = { "sku", "attribute family code|configurable variants", NULL };

  return vt_import_table_has (source, needed);
}

/* "default=100,second=20" */
static void
take_inventories (VtImportTable *table, VtImportProduct *product, VtImportVariant *variant)
{
  g_auto (GStrv) places = vt_import_row_split (vt_import_table_get_caption (table, "inventories"), ",");
  gint64 sum = 0;

  for (guint i = 0; places[i] != NULL; i++)
    {
      const char *equals = strchr (places[i], '=');
      gint64 count = 0;

      if (equals != NULL && g_ascii_string_to_signed (equals + 1, 10, -1000000000, 1000000000, &count, NULL))
        sum += count;
    }
  if (places[0] != NULL)
    vt_import_product_set_stock (product, variant, NULL, sum);
}

/* "manufacturer=Luma,color=Blue": who made it is told there. */
static void
take_attributes (VtImportTable *table, VtImportProduct *product)
{
  g_auto (GStrv) attributes = vt_import_row_split (vt_import_table_get_caption (table, "additional attributes"), ",");

  for (guint i = 0; attributes[i] != NULL; i++)
    {
      const char *value = strchr (attributes[i], '=');
      g_autofree char *plain = NULL;

      if (value == NULL || product->vendor != NULL ||
          (!g_str_has_prefix (attributes[i], "manufacturer=") && !g_str_has_prefix (attributes[i], "brand=")))
        continue;
      plain = g_strdup (value + 1);
      g_strdelimit (plain, "\"", ' ');
      g_strstrip (plain);
      product->vendor = vt_import_product_text (product, plain);
    }
  if (attributes[0] != NULL)
    vt_import_source_note (table->source, _ ("Attributes beside options and manufacturer were not taken over"));
}

static void
take_row (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant)
{
  const char *list = vt_import_table_get (table, VT_FIELD_VARIANTS);
  const char *visibility = vt_import_table_get_caption (table, "visibility");
  const char *visible = vt_import_table_get_caption (table, "visible individually");

  if (table->extra == NULL)
    {
      table->extra = g_ptr_array_new_with_free_func ((GDestroyNotify) configurable_free);
      table->free_extra = (GDestroyNotify) g_ptr_array_unref;
    }
  if (*list != '\0' && draft->product != NULL)
    {
      Configurable *configurable = g_new0 (Configurable, 1);

      configurable->draft = draft;
      configurable->list = g_strdup (list);
      g_ptr_array_add (table->extra, configurable);
    }
  if (variant != NULL)
    take_inventories (table, draft->product, variant);
  take_attributes (table, draft->product);
  if (g_ascii_strcasecmp (visibility, "Not Visible Individually") == 0 || strcmp (visible, "0") == 0)
    {
      draft->product->status = VT_PRODUCT_DRAFT;
      vt_import_product_warn (draft->product, _ ("it was not shown on its own, so it is a draft"));
    }
}

static VtImportVariant *
find_variant (VtImportDraft *draft, const char *sku)
{
  for (guint i = 0; i < draft->variants->len; i++)
    {
      VtImportVariant *variant = g_array_index (draft->variants, VtImportDraftVariant, i).variant;

      if (variant != draft->own && g_strcmp0 (variant->sku, sku) == 0)
        return variant;
    }

  return NULL;
}

/* A product that another lists becomes one of its variants. */
static VtImportVariant *
adopt (VtImportTable *table, VtImportDraft *draft, const char *sku)
{
  VtImportDraft *child = vt_import_table_find_draft (table, "sku", sku);
  VtImportVariant *variant;

  if (child == NULL || child == draft || child->product == NULL || child->product->variants == NULL)
    return NULL;

  variant = vt_import_draft_copy_variant (draft, g_ptr_array_index (child->product->variants, 0));
  if (child->product->photos != NULL)
    {
      const VtImportPhoto *photo = g_ptr_array_index (child->product->photos, 0);

      variant->photo = vt_import_product_add_photo (draft->product, photo->source, photo->alt)->source;
    }
  if (child->product->refused != NULL)
    vt_import_product_refuse (draft->product, "%s", child->product->refused);
  vt_import_table_drop_draft (table, child);

  return variant;
}

/* "sku=A,size=S,color=Red" */
static void
take_listed (VtImportTable *table, VtImportDraft *draft, const char *entry)
{
  g_auto (GStrv) pairs = vt_import_row_split (entry, ",");
  VtImportVariant *variant = NULL;

  for (guint i = 0; pairs[i] != NULL && variant == NULL; i++)
    if (g_str_has_prefix (pairs[i], "sku="))
      {
        variant = find_variant (draft, pairs[i] + 4);
        variant = variant != NULL ? variant : adopt (table, draft, pairs[i] + 4);
      }
  if (variant == NULL)
    {
      vt_import_product_warn (draft->product, _ ("a variant that it lists is not in the file: %s"), entry);
      return;
    }
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals == NULL || g_str_has_prefix (pairs[i], "sku="))
        continue;
      *equals = '\0';
      pairs[i][0] = g_ascii_toupper (pairs[i][0]);
      vt_import_draft_set_value (draft, variant, pairs[i], equals + 1);
    }
}

static void
finish (VtImportTable *table)
{
  GPtrArray *configurables = table->extra;

  for (guint i = 0; configurables != NULL && i < configurables->len; i++)
    {
      Configurable *configurable = g_ptr_array_index (configurables, i);
      g_auto (GStrv) entries = vt_import_row_split (configurable->list, "|");

      configurable->draft->is_grouped = TRUE;
      for (guint j = 0; entries[j] != NULL && configurable->draft->product != NULL; j++)
        take_listed (table, configurable->draft, entries[j]);
    }
}

static const VtImportProfile magento = {
  .aliases = magento_aliases,
  .only_aliases = TRUE,
  .flags = VT_TABLE_WHOLE | VT_TABLE_SLASHES,
  .decimal = VT_DECIMAL_POINT,
  .weight_unit = "kg",
  .list_separator = ",",
  .root_category = "Default Category",
  .row = take_row,
  .finish = finish,
};

static const VtImportProfile bagisto = {
  .aliases = bagisto_aliases,
  .only_aliases = TRUE,
  .flags = VT_TABLE_WHOLE | VT_TABLE_SLASHES,
  .decimal = VT_DECIMAL_POINT,
  .weight_unit = "kg",
  .list_separator = ",",
  .root_category = "Root",
  .row = take_row,
  .finish = finish,
};

static gpointer
magento_open (VtImportSource *source, GError **error)
{
  return vt_import_table_open (source, &magento, error);
}

static gpointer
bagisto_open (VtImportSource *source, GError **error)
{
  return vt_import_table_open (source, &bagisto, error);
}

const VtImportFormat vt_import_magento = {
  .name = "magento",
  .label = "Magento",
  .columns = "sku, attribute_set_code, product_type, name, price, …",
  .recognises = magento_recognises,
  .open = magento_open,
  .next = vt_import_table_next,
  .close = vt_import_table_close,
};

const VtImportFormat vt_import_bagisto = {
  .name = "bagisto",
  .label = "Bagisto",
  .columns = "sku, attribute_family_code, type, name, price, …",
  .recognises = bagisto_recognises,
  .open = bagisto_open,
  .next = vt_import_table_next,
  .close = vt_import_table_close,
};
