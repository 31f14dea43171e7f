#define G_LOG_DOMAIN "vt-catalogue"

/* WooCommerce's product CSV (github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema). A product with options
 * is a row of type “variable” with all their values, then a “variation” for each variant that names its parent by SKU;
 * such a product has no SKU here, so its handle stands for it. Commas inside a list have a backslash, line ends of a
 * description are “\n”, as its exporter writes them. */

#include "catalogue/vt-export-private.h"
#include "catalogue/vt-vitrine-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
write_header (VtExport *self, GError **error)
{
  static const char *const captions[] = {
    "Type",
    "SKU",
    "GTIN, UPC, EAN, or ISBN",
    "Name",
    "Published",
    "Description",
    "Tax class",
    "In stock?",
    "Stock",
    "Low stock amount",
    "Backorders allowed?",
    "Weight (kg)",
    "Sale price",
    "Regular price",
    "Cost of goods",
    "Categories",
    "Tags",
    "Brands",
    "Images",
    "Parent",
    "Position",
    VT_VITRINE_WOOCOMMERCE_HANDLE,
    VT_VITRINE_WOOCOMMERCE_STATUS,
  };

  for (guint i = 0; i < G_N_ELEMENTS (captions); i++)
    vt_csv_writer_add_plain (self->csv, captions[i]);
  for (guint i = 1; i <= vt_export_source_get_max_options (self->source); i++)
    {
      static const char *const parts[] = { "name", "value(s)", "visible", "global" };

      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          g_autofree char *caption = g_strdup_printf ("Attribute %u %s", i, parts[j]);

          vt_csv_writer_add_plain (self->csv, caption);
        }
    }

  return vt_csv_writer_end_row (self->csv, self->cancellable, error);
}

static void
append_item (GString *list, const char *item)
{
  if (list->len > 0)
    g_string_append (list, ", ");
  vt_export_escape (list, item, ",");
}

static void
add_list (VtExport *self, const GPtrArray *items)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    append_item (list, g_ptr_array_index (items, i));
  vt_csv_writer_add (self->csv, list->str);
}

/* The paths have their backslashes already. */
static void
add_categories (VtExport *self, const GPtrArray *collections)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < collections->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            ((const VtExportCollection *) g_ptr_array_index (collections, i))->path);
  vt_csv_writer_add (self->csv, list->str);
}

/* class-wc-product-csv-exporter.php, filter_description_field () */
static void
add_description (VtExport *self, const char *html)
{
  g_autoptr (GString) text = g_string_new (html);

  g_string_replace (text, "\\n", "\\\\n", 0);
  g_string_replace (text, "\n", "\\n", 0);
  vt_csv_writer_add (self->csv, text->str);
}

static gboolean
append_photo (VtExport *self, GString *list, const VtExportPhoto *photo, GError **error)
{
  const char *url = NULL;

  if (photo == NULL)
    return TRUE;
  if (!vt_export_source_find_url (self->source, photo->sha256, &url, error))
    return FALSE;
  if (url == NULL)
    vt_export_note (self, "%s",
                    _ ("WooCommerce fetches photos from the web; those without an address there have their "
                       "file's name instead, which it finds among its uploads"));
  append_item (list, url != NULL ? url : photo->name);

  return TRUE;
}

static gboolean
add_photos (VtExport *self, const VtExportProduct *product, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < product->photos->len; i++)
    if (!append_photo (self, list, &g_array_index (product->photos, VtExportPhoto, i), error))
      return FALSE;
  vt_csv_writer_add (self->csv, list->str);

  return TRUE;
}

static gboolean
add_variant_photo (VtExport *self, const VtExportProduct *product, const VtExportVariant *variant, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  if (!append_photo (self, list, vt_export_product_find_photo (product, variant->photo_id), error))
    return FALSE;
  vt_csv_writer_add (self->csv, list->str);

  return TRUE;
}

/* In stock?, Stock, Low stock amount, Backorders allowed? */
static void
add_stock (VtExport *self, const VtExportVariant *variant)
{
  gint64 sum = 0;

  for (guint i = 0; i < vt_export_source_get_places (self->source)->len; i++)
    sum += variant->on_hand[i];
  vt_csv_writer_add_plain (self->csv, !variant->track_stock || sum > 0 ? "1" : "0");
  if (variant->track_stock)
    vt_csv_writer_add_int (self->csv, sum);
  else
    vt_csv_writer_add_empty (self->csv, 1);
  if (variant->low_stock >= 0)
    vt_csv_writer_add_int (self->csv, variant->low_stock);
  else
    vt_csv_writer_add_empty (self->csv, 1);
  vt_csv_writer_add_plain (self->csv, variant->backorder ? "1" : "0");
}

/* Weight, Sale price, Regular price, Cost of goods */
static void
add_amounts (VtExport *self, const VtExportVariant *variant)
{
  gboolean on_sale = variant->compare_at_minor > variant->price_minor;

  vt_csv_writer_add_decimal (self->csv, variant->weight_g, 3);
  vt_export_add_amount (self, on_sale ? variant->price_minor : -1);
  vt_export_add_amount (self, on_sale ? variant->compare_at_minor : variant->price_minor);
  vt_export_add_amount (self, variant->cost_minor);
}

static void
add_published (VtExport *self, const VtExportProduct *product)
{
  vt_csv_writer_add_plain (self->csv, strcmp (product->status, "active") == 0     ? "1"
                                      : strcmp (product->status, "archived") == 0 ? "0"
                                                                                  : "-1");
}

/* All values of an option, each once. */
static void
add_all_values (VtExport *self, const VtExportProduct *product, guint option)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < product->variants->len; i++)
    {
      const char *value = g_array_index (product->variants, VtExportVariant, i).values[option];

      if (g_hash_table_add (seen, (gpointer) value))
        append_item (list, value);
    }
  vt_csv_writer_add (self->csv, list->str);
}

static void
add_value (VtExport *self, const VtExportVariant *variant, guint option)
{
  g_autoptr (GString) list = g_string_new (NULL);

  append_item (list, variant->values[option]);
  vt_csv_writer_add (self->csv, list->str);
}

/* @variant is NULL for the parent. */
static void
add_attributes (VtExport *self, const VtExportProduct *product, const VtExportVariant *variant)
{
  guint n = product->options->len;

  for (guint i = 0; i < n; i++)
    {
      vt_csv_writer_add (self->csv, g_ptr_array_index (product->options, i));
      if (variant == NULL)
        add_all_values (self, product, i);
      else
        add_value (self, variant, i);
      vt_csv_writer_add_plain (self->csv, variant == NULL ? "1" : "");
      vt_csv_writer_add_plain (self->csv, "0");
    }
  vt_csv_writer_add_empty (self->csv, 4 * (vt_export_source_get_max_options (self->source) - n));
}

/* Categories, Tags, Brands */
static void
add_groups (VtExport *self, const VtExportProduct *product)
{
  add_categories (self, product->collections);
  add_list (self, product->tags);
  vt_csv_writer_add (self->csv, product->vendor);
}

/* What only Vitrine reads. */
static void
add_own (VtExport *self, const VtExportProduct *product)
{
  vt_csv_writer_add (self->csv, product->handle);
  vt_csv_writer_add_plain (self->csv, strcmp (product->status, "archived") == 0 ? product->status : "");
}

static gboolean
write_simple (VtExport *self, const VtExportProduct *product, GError **error)
{
  const VtExportVariant *variant = &g_array_index (product->variants, VtExportVariant, 0);

  vt_csv_writer_add_plain (self->csv, variant->shipped ? "simple" : "simple, virtual");
  vt_csv_writer_add (self->csv, variant->sku);
  vt_csv_writer_add (self->csv, variant->barcode);
  vt_csv_writer_add (self->csv, product->title);
  add_published (self, product);
  add_description (self, product->description_html);
  vt_csv_writer_add (self->csv, product->tax_class);
  add_stock (self, variant);
  add_amounts (self, variant);
  add_groups (self, product);
  if (!add_photos (self, product, error))
    return FALSE;
  vt_csv_writer_add_empty (self->csv, 1);
  vt_csv_writer_add_plain (self->csv, "0");
  add_own (self, product);
  add_attributes (self, product, NULL);

  return vt_csv_writer_end_row (self->csv, self->cancellable, error);
}

static gboolean
write_parent (VtExport *self, const VtExportProduct *product, GError **error)
{
  vt_csv_writer_add_plain (self->csv, "variable");
  vt_csv_writer_add (self->csv, product->handle);
  vt_csv_writer_add_empty (self->csv, 1);
  vt_csv_writer_add (self->csv, product->title);
  add_published (self, product);
  add_description (self, product->description_html);
  vt_csv_writer_add (self->csv, product->tax_class);
  vt_csv_writer_add_plain (self->csv, "1");
  vt_csv_writer_add_empty (self->csv, 7);
  add_groups (self, product);
  if (!add_photos (self, product, error))
    return FALSE;
  vt_csv_writer_add_empty (self->csv, 1);
  vt_csv_writer_add_plain (self->csv, "0");
  add_own (self, product);
  add_attributes (self, product, NULL);

  return vt_csv_writer_end_row (self->csv, self->cancellable, error);
}

/* "Linen shirt - M, White" */
static void
add_variant_name (VtExport *self, const VtExportProduct *product, const VtExportVariant *variant)
{
  g_autofree char *values = g_strjoinv (", ", (char **) variant->values);
  g_autofree char *name = g_strdup_printf ("%s - %s", product->title, values);

  vt_csv_writer_add (self->csv, name);
}

static gboolean
write_variation (VtExport *self, const VtExportProduct *product, guint index, GError **error)
{
  const VtExportVariant *variant = &g_array_index (product->variants, VtExportVariant, index);

  vt_csv_writer_add_plain (self->csv, variant->shipped ? "variation" : "variation, virtual");
  vt_csv_writer_add (self->csv, variant->sku);
  vt_csv_writer_add (self->csv, variant->barcode);
  add_variant_name (self, product, variant);
  add_published (self, product);
  vt_csv_writer_add_empty (self->csv, 1);
  vt_csv_writer_add_plain (self->csv, "parent");
  add_stock (self, variant);
  add_amounts (self, variant);
  vt_csv_writer_add_empty (self->csv, 3);
  if (!add_variant_photo (self, product, variant, error))
    return FALSE;
  vt_csv_writer_add (self->csv, product->handle);
  vt_csv_writer_add_int (self->csv, index + 1);
  vt_csv_writer_add_empty (self->csv, 2);
  add_attributes (self, product, variant);

  return vt_csv_writer_end_row (self->csv, self->cancellable, error);
}

static gboolean
write_product (VtExport *self, const VtExportProduct *product, GError **error)
{
  if (product->variants->len == 0)
    return TRUE;
  if (product->videos->len + product->related->len + product->old_handles->len > 0)
    vt_export_note (self, "%s",
                    _ ("WooCommerce's file cannot hold videos, related products and former addresses; they are left "
                       "out"));
  if (product->options->len == 0)
    return write_simple (self, product, error);
  if (!write_parent (self, product, error))
    return FALSE;
  for (guint i = 0; i < product->variants->len; i++)
    if (!write_variation (self, product, i, error))
      return FALSE;

  return TRUE;
}

const VtExportWriter vt_export_woocommerce = { "woocommerce", write_header, write_product };
