#define G_LOG_DOMAIN "vt-catalogue"

/* Shopify's product CSV with the captions of its template since 2025 (help.shopify.com, “Using CSV files to import and
 * export products”). There a column that is present and blank clears what is there, so the columns that Vitrine has
 * nothing for are left out. A further variant or photo is a further row with the same handle. */

#include "catalogue/vt-export-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OPTIONS_MAX   3
#define PRODUCT_CELLS 6 /* from the description to the status */

static gboolean
write_header (VtExport *self, GError **error)
{
  static const char *const captions[] = {
    "Title",
    "URL handle",
    "Description",
    "Vendor",
    "Type",
    "Tags",
    "Published on online store",
    "Status",
    "SKU",
    "Barcode",
    "Option1 name",
    "Option1 value",
    "Option2 name",
    "Option2 value",
    "Option3 name",
    "Option3 value",
    "Price",
    "Compare-at price",
    "Cost per item",
    "Inventory tracker",
    "Inventory quantity",
    "Continue selling when out of stock",
    "Weight value (grams)",
    "Weight unit for display",
    "Requires shipping",
    "Fulfillment service",
    "Product image URL",
    "Image position",
    "Image alt text",
    "Variant image URL",
    "SEO title",
    "SEO description",
  };

  for (guint i = 0; i < G_N_ELEMENTS (captions); i++)
    vt_csv_writer_add_plain (self->csv, captions[i]);

  return vt_csv_writer_end_row (self->csv, self->cancellable, error);
}

static void
add_truth (VtExport *self, gboolean truth)
{
  vt_csv_writer_add_plain (self->csv, truth ? "TRUE" : "FALSE");
}

static void
add_tags (VtExport *self, const VtExportProduct *product)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < product->tags->len; i++)
    {
      const char *tag = g_ptr_array_index (product->tags, i);

      if (strchr (tag, ',') != NULL)
        vt_export_note (self, _ ("Shopify has no commas in tags: “%s” becomes several"), tag);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", tag);
    }
  vt_csv_writer_add (self->csv, text->str);
}

static void
add_product (VtExport *self, const VtExportProduct *product)
{
  vt_csv_writer_add (self->csv, product->description_html);
  vt_csv_writer_add (self->csv, product->vendor);
  vt_csv_writer_add (self->csv, product->product_type);
  add_tags (self, product);
  add_truth (self, strcmp (product->status, "active") == 0);
  vt_csv_writer_add_plain (self->csv, product->status);
}

/* The options from @index on as one: "Colour / Fabric". */
static void
add_joined (VtExport *self, const char *const *items, guint index, guint n)
{
  g_autoptr (GString) text = g_string_new (items[index]);

  for (guint i = index + 1; i < n; i++)
    g_string_append_printf (text, " / %s", items[i]);
  vt_csv_writer_add (self->csv, text->str);
}

static void
add_options (VtExport *self, const VtExportProduct *product, const VtExportVariant *variant, gboolean first)
{
  const char *const *names = (const char *const *) product->options->pdata;
  guint n = product->options->len;

  if (n == 0)
    {
      vt_csv_writer_add_plain (self->csv, first ? "Title" : "");
      vt_csv_writer_add_plain (self->csv, "Default Title");
    }
  if (n > OPTIONS_MAX && first)
    vt_export_note (self, _ ("Shopify has three options: the further ones of “%s” are put into the third"),
                    product->title);
  for (guint i = 0; i < MIN (n, OPTIONS_MAX); i++)
    {
      guint end = i == OPTIONS_MAX - 1 ? n : i + 1;

      if (first)
        add_joined (self, names, i, end);
      else
        vt_csv_writer_add_empty (self->csv, 1);
      add_joined (self, variant->values, i, end);
    }
  vt_csv_writer_add_empty (self->csv, 2 * (OPTIONS_MAX - CLAMP (n, 1, OPTIONS_MAX)));
}

static gint64
sum_stock (VtExport *self, const VtExportVariant *variant)
{
  gint64 sum = 0;

  for (guint i = 0; i < vt_export_source_get_places (self->source)->len; i++)
    sum += variant->on_hand[i];

  return sum;
}

static void
add_variant (VtExport *self, const VtExportProduct *product, const VtExportVariant *variant, gboolean first)
{
  vt_csv_writer_add (self->csv, variant->sku);
  vt_csv_writer_add (self->csv, variant->barcode);
  add_options (self, product, variant, first);
  vt_export_add_amount (self, variant->price_minor);
  vt_export_add_amount (self, variant->compare_at_minor);
  vt_export_add_amount (self, variant->cost_minor);
  vt_csv_writer_add_plain (self->csv, variant->track_stock ? "shopify" : "");
  if (variant->track_stock)
    vt_csv_writer_add_int (self->csv, sum_stock (self, variant));
  else
    vt_csv_writer_add_empty (self->csv, 1);
  vt_csv_writer_add_plain (self->csv, variant->backorder ? "continue" : "deny");
  vt_csv_writer_add_int (self->csv, variant->weight_g);
  vt_csv_writer_add_plain (self->csv, variant->weight_unit);
  add_truth (self, variant->shipped);
  vt_csv_writer_add_plain (self->csv, "manual");
}

/* Its address on the web, or at least its name. */
static gboolean
add_photo_source (VtExport *self, const VtExportPhoto *photo, GError **error)
{
  const char *url = NULL;

  if (photo == NULL)
    {
      vt_csv_writer_add_empty (self->csv, 1);
      return TRUE;
    }
  if (!vt_export_source_find_url (self->source, photo->sha256, &url, error))
    return FALSE;
  if (url == NULL)
    vt_export_note (self, "%s",
                    _ ("Shopify fetches photos from the web; those without an address there have their "
                       "file's name instead"));
  vt_csv_writer_add (self->csv, url != NULL ? url : photo->name);

  return TRUE;
}

static gboolean
add_photo (VtExport *self, const VtExportProduct *product, guint index, GError **error)
{
  const VtExportPhoto *photo =
      index < product->photos->len ? &g_array_index (product->photos, VtExportPhoto, index) : NULL;

  if (!add_photo_source (self, photo, error))
    return FALSE;
  if (photo == NULL)
    {
      vt_csv_writer_add_empty (self->csv, 2);
      return TRUE;
    }
  vt_csv_writer_add_int (self->csv, index + 1);
  vt_csv_writer_add (self->csv, photo->alt);

  return TRUE;
}

/* A row with a variant, a photo or both. */
static gboolean
write_row (VtExport *self, const VtExportProduct *product, guint index, GError **error)
{
  const VtExportVariant *variant =
      index < product->variants->len ? &g_array_index (product->variants, VtExportVariant, index) : NULL;

  vt_csv_writer_add (self->csv, index == 0 ? product->title : "");
  vt_csv_writer_add (self->csv, product->handle);
  if (index == 0)
    add_product (self, product);
  else
    vt_csv_writer_add_empty (self->csv, PRODUCT_CELLS);
  if (variant != NULL)
    add_variant (self, product, variant, index == 0);
  else
    vt_csv_writer_add_empty (self->csv, 18);
  if (!add_photo (self, product, index, error) ||
      !add_photo_source (self, variant != NULL ? vt_export_product_find_photo (product, variant->photo_id) : NULL,
                         error))
    return FALSE;
  vt_csv_writer_add (self->csv, index == 0 ? product->seo_title : "");
  vt_csv_writer_add (self->csv, index == 0 ? product->seo_description : "");

  return vt_csv_writer_end_row (self->csv, self->cancellable, error);
}

static gboolean
write_product (VtExport *self, const VtExportProduct *product, GError **error)
{
  guint n = MAX (product->variants->len, product->photos->len);

  if (product->videos->len + product->related->len + product->old_handles->len > 0)
    vt_export_note (self, "%s",
                    _ ("Shopify's file cannot hold videos, related products and former addresses; they are left out"));
  for (guint i = 0; i < n; i++)
    if (!write_row (self, product, i, error))
      return FALSE;

  return TRUE;
}

const VtExportWriter vt_export_shopify = { "shopify", write_header, write_product };
