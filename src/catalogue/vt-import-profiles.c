/* Systems whose files are plain tables: what they call their columns, and what goes together. Column lists as the
 * systems publish them. At the end any other table, by the columns that the merchant chose or that are likely. */

#include "catalogue/vt-import-formats.h"
#include "catalogue/vt-import-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TABLE_FORMAT(id, format_label, format_columns)                                                                 \
  static gboolean id##_recognises (VtImportSource *source) { return vt_import_table_has (source, id##_needed); }       \
                                                                                                                       \
  static gpointer id##_open (VtImportSource *source, GError **error)                                                   \
  {                                                                                                                    \
    return vt_import_table_open (source, &id##_profile, error);                                                        \
  }                                                                                                                    \
                                                                                                                       \
  const VtImportFormat vt_import_##id = {                                                                              \
    .name = #id,                                                                                                       \
    .label = format_label,                                                                                             \
    .columns = format_columns,                                                                                         \
    .recognises = id##_recognises,                                                                                     \
    .open = id##_open,                                                                                                 \
    .next = vt_import_table_next,                                                                                      \
    .close = vt_import_table_close,                                                                                    \
  }

/* Nuvemshop and Tiendanube: a row for each variant, the identifier repeated. */
static const char *const nuvemshop_needed[] = { "identificador url|identificador de url", "nome|nombre", NULL };

static const VtImportAlias nuvemshop_aliases[] = {
  { "estoque", VT_FIELD_STOCK },
  { "stock", VT_FIELD_STOCK },
  { "exibir na loja", VT_FIELD_PUBLISHED },
  { "mostrar en tienda", VT_FIELD_PUBLISHED },
  { "mpn cod exclusivo modelo fabricante", VT_FIELD_NONE },
  { "sexo", VT_FIELD_NONE },
  { NULL, VT_FIELD_NONE },
};

static const VtImportProfile nuvemshop_profile = {
  .aliases = nuvemshop_aliases,
  .flags = VT_TABLE_CONTINUES,
  .weight_unit = "kg",
  .list_separator = ",",
};

TABLE_FORMAT (nuvemshop, "Nuvemshop", "Identificador URL, Nome, Preço, Estoque, SKU, …");

/* BigCommerce: rows of SKUs and rules below their product; the options of a SKU in its name, as
 * "[S]Color=Red,[RT]Size=M", or as "Type=Rectangles|Name=Size|Value=M" in a cell of their own. */
static const char *const bigcommerce_needed[] = { "item type|item", "product name|name", "product code sku|sku", NULL };

static const VtImportAlias bigcommerce_aliases[] = {
  { "item type", VT_FIELD_ROW_KIND },
  { "item", VT_FIELD_ROW_KIND },
  { "type", VT_FIELD_NONE },
  { "product type", VT_FIELD_NONE },
  { "product id", VT_FIELD_NONE },
  { "product code sku", VT_FIELD_SKU },
  { "product upc ean", VT_FIELD_BARCODE },
  { "upc ean", VT_FIELD_BARCODE },
  { "retail price", VT_FIELD_COMPARE_AT },
  { "track inventory", VT_FIELD_TRACK },
  { "inventory tracking", VT_FIELD_TRACK },
  { "product availability", VT_FIELD_NONE },
  { "product url", VT_FIELD_HANDLE },
  { "product image file #", VT_FIELD_PHOTOS },
  { "image url import", VT_FIELD_PHOTOS },
  { "internal image url export", VT_FIELD_PHOTOS },
  { NULL, VT_FIELD_NONE },
};

static void
take_bigcommerce_options (VtImportDraft *draft, VtImportVariant *variant, const char *cell, const char *between)
{
  g_auto (GStrv) options = vt_import_row_split (cell, between);

  for (guint i = 0; options[i] != NULL; i++)
    {
      const char *name = strstr (options[i], "Name=");
      const char *value = strstr (options[i], "Value=");
      g_autofree char *option = NULL;
      char *equals;

      if (name != NULL && value != NULL)
        {
          option = g_strndup (name + 5, strcspn (name + 5, "|"));
          vt_import_draft_set_value (draft, variant, option, value + 6);
          continue;
        }
      option =
          g_strdup (*options[i] == '[' && strchr (options[i], ']') != NULL ? strchr (options[i], ']') + 1 : options[i]);
      equals = strchr (option, '=');
      if (equals == NULL)
        continue;
      *equals = '\0';
      vt_import_draft_set_value (draft, variant, option, equals + 1);
    }
}

static void
take_bigcommerce_row (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant)
{
  const char *options = vt_import_table_get_caption (table, "options");

  if (variant == NULL || variant == draft->own)
    return;
  if (*options != '\0')
    take_bigcommerce_options (draft, variant, options, ";");
  else
    take_bigcommerce_options (draft, variant, vt_import_table_get (table, VT_FIELD_TITLE), ",");
}

static const VtImportProfile bigcommerce_profile = {
  .aliases = bigcommerce_aliases,
  .flags = VT_TABLE_SLASHES,
  .decimal = VT_DECIMAL_POINT,
  .weight_unit = "kg",
  .list_separator = ";",
  .row = take_bigcommerce_row,
};

TABLE_FORMAT (bigcommerce, "BigCommerce", "Item Type, Product Name, Product Code/SKU, Price, …");

/* Square: a row for each variation of an item. */
static const char *const square_needed[] = { "item name", "variation name", NULL };

static const VtImportAlias square_aliases[] = {
  { "item name", VT_FIELD_TITLE },
  { "customer facing name", VT_FIELD_NONE },
  { "reference handle", VT_FIELD_NONE },
  { "token", VT_FIELD_NONE },
  { "item type", VT_FIELD_NONE },
  { "variation name", VT_FIELD_NONE },
  { "permalink", VT_FIELD_HANDLE },
  { "default vendor name", VT_FIELD_NONE },
  { "default vendor code", VT_FIELD_NONE },
  { "reporting category", VT_FIELD_NONE },
  { "sellable", VT_FIELD_NONE },
  { "stockable", VT_FIELD_NONE },
  { "archived", VT_FIELD_NONE },
  { "online sale price", VT_FIELD_SALE_PRICE },
  { NULL, VT_FIELD_NONE },
};

/* A variation that is not cut into options has only its name; "Regular" is what Square calls the only one. */
static void
take_square_row (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant)
{
  const char *name = vt_import_table_get_caption (table, "variation name");
  gint64 stock = 0;
  gboolean counted = FALSE;

  if (variant == NULL)
    return;
  for (guint i = 0; i < vt_import_source_get_n_columns (table->source); i++)
    {
      gint64 count = 0;

      if (!g_str_has_prefix (vt_import_source_get_column (table->source, i), "Current Quantity") ||
          !g_ascii_string_to_signed (vt_import_source_get_cell (table->source, (int) i), 10, -1000000000, 1000000000,
                                     &count, NULL))
        continue;
      stock += count;
      counted = TRUE;
    }
  if (counted)
    vt_import_product_set_stock (draft->product, variant, NULL, stock);
  if (draft->option_names->len == 0 && *name != '\0' && (strcmp (name, "Regular") != 0 || draft->variants->len > 1))
    vt_import_draft_set_value (draft, variant, "Variation", name);
  else if (draft->option_names->len == 1 && strcmp (g_ptr_array_index (draft->option_names, 0), "Variation") == 0)
    vt_import_draft_set_value (draft, variant, "Variation", *name != '\0' ? name : "Regular");
}

static const VtImportProfile square_profile = {
  .aliases = square_aliases,
  .flags = VT_TABLE_BY_TITLE,
  .weight_unit = "lb",
  .row = take_square_row,
};

TABLE_FORMAT (square, "Square", "Token, Item Name, Variation Name, SKU, Price, …");

/* Etsy: a row for each listing, its variations as two lists. */
static const char *const etsy_needed[] = { "title", "currency code", "image #|sku", "quantity", NULL };

static const VtImportAlias etsy_aliases[] = {
  { "title", VT_FIELD_TITLE },    { "description", VT_FIELD_DESCRIPTION },
  { "price", VT_FIELD_PRICE },    { "currency code", VT_FIELD_CURRENCY },
  { "quantity", VT_FIELD_STOCK }, { "tags", VT_FIELD_TAGS },
  { "image #", VT_FIELD_PHOTOS }, { "sku", VT_FIELD_NONE },
  { NULL, VT_FIELD_NONE },
};

static char **
get_etsy_list (VtImportTable *table, guint number, const char *what)
{
  g_autofree char *caption = g_strdup_printf ("VARIATION %u %s", number, what);
  int column = vt_import_source_find_column (table->source, caption);

  return vt_import_row_split (vt_import_source_get_cell (table->source, column), ",");
}

static void
take_etsy_row (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant)
{
  g_auto (GStrv) skus = vt_import_row_split (
      vt_import_source_get_cell (table->source, vt_import_source_find_column (table->source, "SKU")), ",");
  g_auto (GStrv) first_name = get_etsy_list (table, 1, "NAME");
  g_auto (GStrv) second_name = get_etsy_list (table, 2, "NAME");
  g_auto (GStrv) first = get_etsy_list (table, 1, "VALUES");
  g_auto (GStrv) second = get_etsy_list (table, 2, "VALUES");
  guint n_skus = g_strv_length (skus);
  guint n = 0;

  if (variant == NULL)
    return;
  if (first[0] == NULL)
    {
      variant->sku = vt_import_product_text (draft->product, skus[0]);
      return;
    }
  draft->own = variant;
  draft->is_grouped = TRUE;
  for (guint i = 0; first[i] != NULL; i++)
    for (guint j = 0; second[j] != NULL || j == 0; j++)
      {
        VtImportVariant *copy = vt_import_draft_copy_variant (draft, variant);

        copy->sku = n < n_skus && n_skus > 1 ? vt_import_product_text (draft->product, skus[n]) : NULL;
        /* The quantity is that of the whole listing. */
        if (n > 0)
          copy->stock = NULL;
        vt_import_draft_set_value (draft, copy, first_name[0] != NULL ? first_name[0] : "Option", first[i]);
        if (second[0] != NULL)
          vt_import_draft_set_value (draft, copy, second_name[0] != NULL ? second_name[0] : "Option 2", second[j]);
        n++;
        if (second[j] == NULL)
          break;
      }
  vt_import_product_warn (draft->product, _ ("Etsy does not say how many there are of each variation; count them"));
}

static const VtImportProfile etsy_profile = {
  .aliases = etsy_aliases,
  .only_aliases = TRUE,
  .list_separator = ",",
  .row = take_etsy_row,
};

TABLE_FORMAT (etsy, "Etsy", "TITLE, DESCRIPTION, PRICE, CURRENCY_CODE, QUANTITY, …");

/* Google Merchant Center, Meta, Pinterest and TikTok: a row for each variant, those of a product with one group. */
static const char *const google_needed[] = { "id|sku id", "title", "image link", "price|availability", NULL };

static const VtImportAlias google_aliases[] = {
  { "id", VT_FIELD_SKU },
  { "sku id", VT_FIELD_SKU },
  { "title", VT_FIELD_TITLE },
  { "description", VT_FIELD_DESCRIPTION },
  { "rich text description", VT_FIELD_DESCRIPTION },
  { "image link", VT_FIELD_PHOTOS },
  { "additional image link", VT_FIELD_PHOTOS },
  { "additional image links", VT_FIELD_PHOTOS },
  { "availability", VT_FIELD_IN_STOCK },
  { "inventory", VT_FIELD_STOCK },
  { "quantity", VT_FIELD_STOCK },
  { "quantity to sell on facebook", VT_FIELD_STOCK },
  { "price", VT_FIELD_PRICE },
  { "sale price", VT_FIELD_SALE_PRICE },
  { "brand", VT_FIELD_VENDOR },
  { "gtin", VT_FIELD_BARCODE },
  { "product type", VT_FIELD_CATEGORIES },
  { "item group id", VT_FIELD_GROUP },
  { "color", VT_FIELD_OPTION },
  { "size", VT_FIELD_OPTION },
  { "material", VT_FIELD_OPTION },
  { "pattern", VT_FIELD_OPTION },
  { "shipping weight", VT_FIELD_WEIGHT },
  { "product weight", VT_FIELD_WEIGHT },
  { "cost of goods sold", VT_FIELD_COST },
  { "video link", VT_FIELD_VIDEOS },
  { NULL, VT_FIELD_NONE },
};

static const VtImportProfile google_profile = {
  .aliases = google_aliases,
  .only_aliases = TRUE,
  .flags = VT_TABLE_WHOLE,
  .decimal = VT_DECIMAL_POINT,
  .weight_unit = "kg",
  .list_separator = ",",
};

TABLE_FORMAT (google, "Google Merchant Center, Meta", "id, title, description, link, image_link, price, …");

/* Medusa: a row for each variant, a price column for each currency. */
static const char *const medusa_needed[] = { "product handle", "variant title|variant id|variant sku", NULL };

static const VtImportAlias medusa_aliases[] = {
  { "product handle", VT_FIELD_HANDLE },
  { "product title", VT_FIELD_TITLE },
  { "product subtitle", VT_FIELD_SUMMARY },
  { "product description", VT_FIELD_DESCRIPTION },
  { "product status", VT_FIELD_STATUS },
  { "product thumbnail", VT_FIELD_PHOTOS },
  { "product image #", VT_FIELD_PHOTOS },
  { "product image # url", VT_FIELD_PHOTOS },
  { "product images", VT_FIELD_PHOTOS },
  { "product collection title", VT_FIELD_CATEGORIES },
  { "product type", VT_FIELD_TYPE },
  { "product tags", VT_FIELD_TAGS },
  { "product tag #", VT_FIELD_TAGS },
  { "product weight", VT_FIELD_NONE },
  { "variant weight", VT_FIELD_WEIGHT },
  { "variant sku", VT_FIELD_SKU },
  { "variant barcode", VT_FIELD_BARCODE },
  { "variant ean", VT_FIELD_BARCODE },
  { "variant upc", VT_FIELD_BARCODE },
  { "variant price", VT_FIELD_PRICE },
  { "price", VT_FIELD_PRICE },
  { "variant inventory quantity", VT_FIELD_STOCK },
  { "variant manage inventory", VT_FIELD_TRACK },
  { "variant allow backorder", VT_FIELD_BACKORDER },
  { "variant option # name", VT_FIELD_OPTION_NAME },
  { "variant option # value", VT_FIELD_OPTION_VALUE },
  { "option # name", VT_FIELD_OPTION_NAME },
  { "option # value", VT_FIELD_OPTION_VALUE },
  { NULL, VT_FIELD_NONE },
};

static const VtImportProfile medusa_profile = {
  .aliases = medusa_aliases,
  .only_aliases = TRUE,
  .flags = VT_TABLE_CONTINUES,
  .decimal = VT_DECIMAL_POINT,
  .weight_unit = "g",
};

TABLE_FORMAT (medusa, "Medusa", "Product Handle, Product Title, Variant SKU, Variant Price EUR, …");

/* Wix: a row of the product, then its variants with the same handle; what a variant adds to the price is its surcharge.
 */
static const char *const wix_needed[] = { "handleid", "fieldtype", NULL };

static const VtImportAlias wix_aliases[] = {
  { "handleid", VT_FIELD_HANDLE },
  { "fieldtype", VT_FIELD_ROW_KIND },
  { "productimageurl", VT_FIELD_PHOTOS },
  { "collection", VT_FIELD_CATEGORIES },
  { "inventory", VT_FIELD_NONE },
  { "productoptionname #", VT_FIELD_OPTION_NAME },
  { "productoptiondescription #", VT_FIELD_OPTION_VALUE },
  { "ribbon", VT_FIELD_NONE },
  { NULL, VT_FIELD_NONE },
};

static void
take_wix_row (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant)
{
  const char *inventory = vt_import_table_get_caption (table, "inventory");
  const char *surcharge = vt_import_table_get_caption (table, "surcharge");
  VtDecimalNumber number = { 0 };
  gint64 count = 0;

  if (variant == NULL)
    return;
  if (g_ascii_string_to_signed (inventory, 10, -1000000000, 1000000000, &count, NULL))
    vt_import_product_set_stock (draft->product, variant, NULL, count);
  else if (g_ascii_strcasecmp (inventory, "InStock") == 0)
    variant->track_stock = 0;
  if (variant == draft->own || draft->own == NULL || draft->own->price_minor < 0)
    return;
  variant->price_minor = draft->own->price_minor;
  if (vt_decimal_parse (surcharge, VT_DECIMAL_POINT, 2, &number, NULL))
    variant->price_minor += number.value;
}

static const VtImportProfile wix_profile = {
  .aliases = wix_aliases,
  .flags = VT_TABLE_VALUES_ARE_LISTS,
  .decimal = VT_DECIMAL_POINT,
  .weight_unit = "kg",
  .list_separator = ";",
  .row = take_wix_row,
};

TABLE_FORMAT (wix, "Wix", "handleId, fieldType, name, price, …");

/* Squarespace: a row for each variant; those after the first have no title. */
static const char *const squarespace_needed[] = { "product id non editable|product page",
                                                  "product type non editable|variant id non editable|product url",
                                                  NULL };

static const VtImportAlias squarespace_aliases[] = {
  { "product id non editable", VT_FIELD_NONE },
  { "product type non editable", VT_FIELD_NONE },
  { "product page", VT_FIELD_NONE },
  { "product url", VT_FIELD_HANDLE },
  { "hosted image urls", VT_FIELD_PHOTOS },
  { NULL, VT_FIELD_NONE },
};

static const VtImportProfile squarespace_profile = {
  .aliases = squarespace_aliases,
  .flags = VT_TABLE_CONTINUES | VT_TABLE_SLASHES,
  .decimal = VT_DECIMAL_POINT,
  .weight_unit = "kg",
};

TABLE_FORMAT (squarespace, "Squarespace", "Product ID [Non Editable], Title, SKU, Price, …");

/* Any other table. */
static const VtImportProfile mapped_profile = { .weight_unit = "kg" };

static gboolean
mapped_recognises (VtImportSource *source)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (VtImportMapping) mapping = vt_import_table_map (source, &mapped_profile, &local);

  /* A mapping that is not right is told when the file is opened with it. */
  return mapping == NULL || vt_import_mapping_is_useful (mapping);
}

static gpointer
mapped_open (VtImportSource *source, GError **error)
{
  return vt_import_table_open (source, &mapped_profile, error);
}

const VtImportFormat vt_import_mapped = {
  .name = "table",
  .label = N_ ("any table"),
  .columns = "SKU, Name, Price, …",
  .takes_any = TRUE,
  .recognises = mapped_recognises,
  .open = mapped_open,
  .next = vt_import_table_next,
  .close = vt_import_table_close,
};
