#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-fields.h"

const VtProductFieldKind vt_product_fields[N_FIELDS] = {
  [FIELD_TITLE] = { "title_field", VT_EDIT_TITLE, FALSE },
  [FIELD_VENDOR] = { "vendor_field", VT_EDIT_VENDOR, FALSE },
  [FIELD_TYPE] = { "type_field", VT_EDIT_TYPE, FALSE },
  [FIELD_TAGS] = { "tags_field", VT_EDIT_TAGS, FALSE },
  [FIELD_SEO_TITLE] = { "seo_title_field", VT_EDIT_SEO_TITLE, FALSE },
  [FIELD_SEO_TEXT] = { "seo_text_field", VT_EDIT_SEO_DESCRIPTION, FALSE },
  [FIELD_HANDLE] = { "handle_field", VT_EDIT_HANDLE, FALSE },
  [FIELD_PUBLISH] = { "publish_field", VT_EDIT_PUBLISH, FALSE },
  [FIELD_SHIPPING] = { "shipping_class_field", VT_EDIT_SHIPPING_CLASS, FALSE },
  [FIELD_PRICE] = { "price_field", VT_EDIT_PRICE, TRUE },
  [FIELD_BEFORE] = { "before_field", VT_EDIT_COMPARE_AT, TRUE },
  [FIELD_COST] = { "cost_field", VT_EDIT_COST, TRUE },
  [FIELD_WEIGHT] = { "weight_field", VT_EDIT_WEIGHT, TRUE },
  [FIELD_STOCK] = { "stock_field", VT_EDIT_STOCK, TRUE },
  [FIELD_SKU] = { "sku_field", VT_EDIT_SKU, TRUE },
  [FIELD_BARCODE] = { "barcode_field", VT_EDIT_BARCODE, TRUE },
  [FIELD_LOW] = { "low_field", VT_EDIT_LOW_STOCK, TRUE },
};

static char *
number (gint64 value)
{
  return value < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
variant_value (const VtVariant *variant, int field)
{
  switch (field)
    {
    case FIELD_PRICE:
      return number (variant->price_minor);
    case FIELD_BEFORE:
      return number (variant->compare_at_minor);
    case FIELD_COST:
      return number (variant->cost_minor);
    case FIELD_WEIGHT:
      return variant->weight_g == 0 ? g_strdup ("")
                                    : g_strdup_printf ("%" G_GINT64_FORMAT " %s", variant->weight_g,
                                                       vt_weight_unit_to_string (variant->weight_unit));
    case FIELD_STOCK:
      return variant->track_stock ? number (MAX (variant->on_hand, 0)) : g_strdup ("");
    case FIELD_LOW:
      return number (variant->low_stock);
    case FIELD_SKU:
      return g_strdup (variant->sku);
    case FIELD_BARCODE:
    default:
      return g_strdup (variant->barcode);
    }
}

/**
 * vt_product_field_dup_common:
 * @product: a product
 * @field: one of those of its variants
 *
 * Returns: (transfer full) (nullable): the value that all variants have; %NULL when they differ
 */
char *
vt_product_field_dup_common (VtProduct *product, int field)
{
  g_autofree char *first = variant_value (vt_product_get_variant (product, 0), field);

  for (guint i = 1; i < vt_product_get_n_variants (product); i++)
    {
      g_autofree char *other = variant_value (vt_product_get_variant (product, i), field);

      if (!g_str_equal (first, other))
        return NULL;
    }

  return g_steal_pointer (&first);
}

/**
 * vt_product_field_dup_value:
 * @product: a product
 * @field: a field
 *
 * Returns: (transfer full) (nullable): its value in the form of its kind of fact; %NULL when the variants differ
 */
char *
vt_product_field_dup_value (VtProduct *product, int field)
{
  switch (field)
    {
    case FIELD_TITLE:
      return g_strdup (vt_product_get_title (product));
    case FIELD_VENDOR:
      return g_strdup (vt_product_get_vendor (product));
    case FIELD_TYPE:
      return g_strdup (vt_product_get_product_type (product));
    case FIELD_TAGS:
      return g_strjoinv (", ", (char **) vt_product_get_tags (product));
    case FIELD_SEO_TITLE:
      return g_strdup (vt_product_get_seo_title (product));
    case FIELD_SEO_TEXT:
      return g_strdup (vt_product_get_seo_description (product));
    case FIELD_HANDLE:
      return g_strdup (vt_product_get_handle (product));
    case FIELD_PUBLISH:
      return vt_product_get_publish_us (product) == 0 ? g_strdup ("") : number (vt_product_get_publish_us (product));
    case FIELD_SHIPPING:
      return g_strdup (vt_product_get_shipping_class (product));
    default:
      return vt_product_field_dup_common (product, field);
    }
}

/**
 * vt_product_field_get_translated:
 * @field: a field
 *
 * Returns: (transfer none) (nullable): the column that is translated; %NULL when it is the same in all languages
 */
const char *
vt_product_field_get_translated (int field)
{
  switch (field)
    {
    case FIELD_TITLE:
      return "title";
    case FIELD_SEO_TITLE:
      return "seo_title";
    case FIELD_SEO_TEXT:
      return "seo_description";
    default:
      return NULL;
    }
}
