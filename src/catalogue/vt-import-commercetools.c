/* commercetools' product CSV: texts in several languages side by side, the variants of a product in the rows below it,
 * and all prices of a variant in one cell: "EUR 3000;US-USD 34375;EUR 1967 b2b;DE-EUR 2640#channel", in the smallest
 * unit. */

#include "catalogue/vt-import-formats.h"
#include "catalogue/vt-import-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const VtImportAlias aliases[] = {
  { "sku", VT_FIELD_SKU },
  { "name", VT_FIELD_TITLE },
  { "description", VT_FIELD_DESCRIPTION },
  { "slug", VT_FIELD_HANDLE },
  { "metatitle", VT_FIELD_SEO_TITLE },
  { "metadescription", VT_FIELD_SEO_DESCRIPTION },
  { "categories", VT_FIELD_CATEGORIES },
  { "images", VT_FIELD_PHOTOS },
  { "tax", VT_FIELD_TAX_CLASS },
  { "designer", VT_FIELD_VENDOR },
  { "brand", VT_FIELD_VENDOR },
  { "ean", VT_FIELD_BARCODE },
  { "gtin", VT_FIELD_BARCODE },
  { "size", VT_FIELD_OPTION },
  { "color", VT_FIELD_OPTION },
  { "colour", VT_FIELD_OPTION },
  { "variantid", VT_FIELD_NONE },
  { NULL, VT_FIELD_NONE },
};

static gboolean
recognises (VtImportSource *source)
{
  static const char *const needed[] = { "producttype", "variantid|sku", "prices|name de|name en|slug en|name", NULL };

  return vt_import_table_has (source, needed);
}

/* 3: in the currency and for everybody; 2: for one country; 1: for one group or channel; 0: in another currency. */
static guint
weigh_price (const char *price, const char *currency, gint64 *minor)
{
  const char *space = strchr (price, ' ');
  const char *code = space != NULL && space - price >= 3 ? space - 3 : NULL;
  char *end = NULL;

  if (code == NULL || strncmp (code, currency, 3) != 0 || !g_ascii_isdigit (space[1]))
    return 0;
  *minor = g_ascii_strtoll (space + 1, &end, 10);
  while (*end == ' ')
    end++;
  /* A country stands before the currency; a group, a channel or a time after the amount. */
  if (*end == '|')
    {
      *minor = g_ascii_strtoll (end + 1, &end, 10);
      while (*end == ' ')
        end++;
    }

  return *end != '\0' ? 1 : code != price ? 2 : 3;
}

static void
take_prices (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant)
{
  const char *cell = vt_import_table_get_caption (table, "prices");
  const char *currency = vt_import_source_get_options (table->source)->currency;
  g_auto (GStrv) prices = vt_import_row_split (cell, ";");
  guint best = 0;

  if (variant == NULL || *cell == '\0')
    return;
  for (guint i = 0; prices[i] != NULL; i++)
    {
      gint64 minor = 0;
      guint weight = weigh_price (prices[i], currency, &minor);

      if (weight <= best)
        continue;
      best = weight;
      variant->price_minor = minor;
    }
  if (best == 0)
    vt_import_product_refuse (draft->product, _ ("line %u: it has no price in %s, but these: %s"),
                              vt_import_source_get_line (table->source), currency, cell);
  else if (prices[1] != NULL)
    vt_import_source_note (
        table->source, _ ("Prices in other currencies, for other countries, groups and channels were not taken over"));
}

static const VtImportProfile profile = {
  .aliases = aliases,
  .only_aliases = TRUE,
  .flags = VT_TABLE_CONTINUES,
  .decimal = VT_DECIMAL_POINT,
  .weight_unit = "kg",
  .list_separator = ";",
  .row = take_prices,
};

static gpointer
open_file (VtImportSource *source, GError **error)
{
  return vt_import_table_open (source, &profile, error);
}

const VtImportFormat vt_import_commercetools = {
  .name = "commercetools",
  .label = "commercetools",
  .columns = "productType, variantId, sku, prices, name.en, …",
  .recognises = recognises,
  .open = open_file,
  .next = vt_import_table_next,
  .close = vt_import_table_close,
};
