#define G_LOG_DOMAIN "vt-catalogue"

/* Vitrine's own product file; vt-vitrine-csv.h tells what it looks like, vt-import-vitrine.c reads it. */

#include "base/vt-csv-cell.h"
#include "catalogue/vt-export-private.h"
#include "catalogue/vt-vitrine-csv.h"

#include <string.h>

#define PRODUCT_CELLS 19 /* behind the handle */

/* Texts of the product that exist in other languages, and the columns that hold them in the first. */
static const struct
{
  const char *field;
  const char *caption;
} texts[] = {
  { "title", VT_VITRINE_TITLE },
  { "description_html", VT_VITRINE_DESCRIPTION },
  { "seo_title", VT_VITRINE_SEO_TITLE },
  { "seo_description", VT_VITRINE_SEO_DESCRIPTION },
};

/* "Title", or "Title (pt-BR)" */
static void
add_caption (VtExport *self, const char *caption, const char *suffix)
{
  g_autofree char *full = suffix != NULL ? g_strdup_printf ("%s (%s)", caption, suffix) : g_strdup (caption);

  vt_csv_writer_add_plain (self->csv, full);
}

static void
add_option_captions (VtExport *self, const char *language)
{
  for (guint i = 1; i <= vt_export_source_get_max_options (self->source); i++)
    {
      g_autofree char *name = g_strdup_printf (VT_VITRINE_OPTION_NAME, i);
      g_autofree char *value = g_strdup_printf (VT_VITRINE_OPTION_VALUE, i);

      add_caption (self, name, language);
      add_caption (self, value, language);
    }
}

static void
add_language_captions (VtExport *self, const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_caption (self, texts[i].caption, language);
  add_caption (self, VT_VITRINE_PHOTO_ALTS, language);
  add_option_captions (self, language);
}

static gboolean
write_header (VtExport *self, GError **error)
{
  static const char *const product[] = {
    VT_VITRINE_HANDLE,      VT_VITRINE_TITLE,
    VT_VITRINE_DESCRIPTION, VT_VITRINE_VENDOR,
    VT_VITRINE_TYPE,        VT_VITRINE_TAGS,
    VT_VITRINE_STATUS,      VT_VITRINE_PUBLISH_AT,
    VT_VITRINE_SEO_TITLE,   VT_VITRINE_SEO_DESCRIPTION,
    VT_VITRINE_TAX_CLASS,   VT_VITRINE_SHIPPING_CLASS,
    VT_VITRINE_COLLECTIONS, VT_VITRINE_COLLECTION_HANDLES,
    VT_VITRINE_RELATED,     VT_VITRINE_OLD_HANDLES,
    VT_VITRINE_PHOTOS,      VT_VITRINE_PHOTO_ALTS,
    VT_VITRINE_VIDEOS,      VT_VITRINE_VIDEO_TITLES,
  };
  const GPtrArray *places = vt_export_source_get_places (self->source);
  const char *const *languages = vt_export_source_get_languages (self->source);
  const char *currency = vt_export_source_get_currency (self->source);

  G_STATIC_ASSERT (G_N_ELEMENTS (product) == PRODUCT_CELLS + 1);

  for (guint i = 0; i < G_N_ELEMENTS (product); i++)
    vt_csv_writer_add_plain (self->csv, product[i]);
  add_option_captions (self, NULL);
  vt_csv_writer_add_plain (self->csv, VT_VITRINE_SKU);
  vt_csv_writer_add_plain (self->csv, VT_VITRINE_BARCODE);
  add_caption (self, VT_VITRINE_PRICE, currency);
  add_caption (self, VT_VITRINE_COMPARE_AT, currency);
  add_caption (self, VT_VITRINE_COST, currency);
  vt_csv_writer_add_plain (self->csv, VT_VITRINE_WEIGHT);
  vt_csv_writer_add_plain (self->csv, VT_VITRINE_WEIGHT_UNIT);
  vt_csv_writer_add_plain (self->csv, VT_VITRINE_TRACK_STOCK);
  vt_csv_writer_add_plain (self->csv, VT_VITRINE_BACKORDER);
  vt_csv_writer_add_plain (self->csv, VT_VITRINE_LOW_STOCK);
  vt_csv_writer_add_plain (self->csv, VT_VITRINE_SHIPPED);
  vt_csv_writer_add_plain (self->csv, VT_VITRINE_VARIANT_PHOTO);
  for (guint i = 0; i < places->len; i++)
    {
      g_autofree char *caption =
          g_strconcat (VT_VITRINE_STOCK, ((const VtExportPlace *) g_ptr_array_index (places, i))->name, NULL);

      vt_csv_writer_add_plain (self->csv, caption);
    }
  for (guint i = 0; languages[i] != NULL; i++)
    add_language_captions (self, languages[i]);

  return vt_csv_writer_end_row (self->csv, self->cancellable, error);
}

static void
add_time (VtExport *self, gint64 us)
{
  g_autoptr (GDateTime) time = us != G_MININT64 ? g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (time != NULL)
    {
      g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

      g_string_append (text, seconds);
      if (us % G_USEC_PER_SEC != 0)
        g_string_append_printf (text, ".%06" G_GINT64_FORMAT, us % G_USEC_PER_SEC);
      g_string_append_c (text, 'Z');
    }
  vt_csv_writer_add_plain (self->csv, text->str);
}

static void
add_list (VtExport *self, const GPtrArray *items)
{
  g_autoptr (GString) text = NULL;

  if (items->len == 0)
    {
      vt_csv_writer_add_empty (self->csv, 1);
      return;
    }

  text = g_string_new (NULL);
  for (guint i = 0; i < items->len; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      vt_export_escape (text, g_ptr_array_index (items, i), "\\,");
    }
  vt_csv_writer_add (self->csv, text->str);
}

static void
add_collections (VtExport *self, const GPtrArray *collections)
{
  g_autoptr (GString) paths = g_string_new (NULL);
  g_autoptr (GString) handles = g_string_new (NULL);

  for (guint i = 0; i < collections->len; i++)
    {
      const VtExportCollection *collection = g_ptr_array_index (collections, i);

      g_string_append_printf (paths, "%s%s", i > 0 ? ", " : "", collection->path);
      g_string_append_printf (handles, "%s%s", i > 0 ? ", " : "", collection->handle);
    }
  vt_csv_writer_add (self->csv, paths->str);
  vt_csv_writer_add (self->csv, handles->str);
}

/* One of several lines of a cell; "[]" where there is no text, because a cell loses the empty lines that it begins
 * with. */
static void
append_line (GString *cell, guint index, const char *line)
{
  if (index > 0)
    g_string_append_c (cell, '\n');
  if (strcmp (line + strspn (line, "'"), VT_CSV_CLEAR) == 0)
    g_string_append_c (cell, '\'');
  g_string_append (cell, *line != '\0' ? line : VT_CSV_CLEAR);
}

static void
add_lines (VtExport *self, const GString *cell)
{
  if (strcmp (cell->str, VT_CSV_CLEAR) == 0)
    vt_csv_writer_add_plain (self->csv, cell->str);
  else
    vt_csv_writer_add (self->csv, cell->str);
}

/* Photos without words say so, for else the import would give them some. */
static void
add_photos (VtExport *self, const GArray *photos)
{
  g_autoptr (GString) names = NULL;
  g_autoptr (GString) alts = NULL;

  if (photos->len == 0)
    {
      vt_csv_writer_add_empty (self->csv, 2);
      return;
    }

  names = g_string_new (NULL);
  alts = g_string_new (NULL);
  for (guint i = 0; i < photos->len; i++)
    {
      const VtExportPhoto *photo = &g_array_index (photos, VtExportPhoto, i);

      append_line (names, i, photo->name != NULL ? photo->name : photo->sha256);
      append_line (alts, i, photo->alt);
    }
  add_lines (self, names);
  add_lines (self, alts);
}

static void
add_videos (VtExport *self, const GArray *videos)
{
  g_autoptr (GString) urls = NULL;
  g_autoptr (GString) titles = NULL;

  if (videos->len == 0)
    {
      vt_csv_writer_add_empty (self->csv, 2);
      return;
    }

  urls = g_string_new (NULL);
  titles = g_string_new (NULL);
  for (guint i = 0; i < videos->len; i++)
    {
      const VtExportVideo *video = &g_array_index (videos, VtExportVideo, i);

      append_line (urls, i, video->url);
      append_line (titles, i, video->title);
    }
  add_lines (self, urls);
  add_lines (self, titles);
}

static void
add_product (VtExport *self, const VtExportProduct *product)
{
  vt_csv_writer_add (self->csv, product->title);
  vt_csv_writer_add (self->csv, product->description_html);
  vt_csv_writer_add (self->csv, product->vendor);
  vt_csv_writer_add (self->csv, product->product_type);
  add_list (self, product->tags);
  vt_csv_writer_add_plain (self->csv, product->status);
  add_time (self, product->publish_us);
  vt_csv_writer_add (self->csv, product->seo_title);
  vt_csv_writer_add (self->csv, product->seo_description);
  vt_csv_writer_add (self->csv, product->tax_class);
  vt_csv_writer_add (self->csv, product->shipping_class);
  add_collections (self, product->collections);
  add_list (self, product->related);
  add_list (self, product->old_handles);
  add_photos (self, product->photos);
  add_videos (self, product->videos);
}

static void
add_options (VtExport *self, const VtExportProduct *product, const VtExportVariant *variant, gboolean first)
{
  guint n = product->options->len;

  for (guint i = 0; i < n; i++)
    {
      vt_csv_writer_add (self->csv, first ? g_ptr_array_index (product->options, i) : "");
      vt_csv_writer_add (self->csv, variant->values[i]);
    }
  vt_csv_writer_add_empty (self->csv, 2 * (vt_export_source_get_max_options (self->source) - n));
}

static void
add_yes (VtExport *self, gboolean yes)
{
  vt_csv_writer_add_plain (self->csv, yes ? VT_VITRINE_YES : VT_VITRINE_NO);
}

/* What is not tracked has no stock, but may have had some. */
static void
add_stock (VtExport *self, const VtExportVariant *variant)
{
  guint n = vt_export_source_get_places (self->source)->len;
  gboolean any = variant->track_stock;

  for (guint i = 0; i < n; i++)
    any = any || variant->on_hand[i] != 0;
  for (guint i = 0; i < n && any; i++)
    vt_csv_writer_add_int (self->csv, variant->on_hand[i]);
  if (!any)
    vt_csv_writer_add_empty (self->csv, n);
}

static void
add_variant (VtExport *self, const VtExportProduct *product, const VtExportVariant *variant)
{
  const VtExportPhoto *photo = vt_export_product_find_photo (product, variant->photo_id);

  vt_csv_writer_add (self->csv, variant->sku);
  vt_csv_writer_add (self->csv, variant->barcode);
  vt_export_add_amount (self, variant->price_minor);
  vt_export_add_amount (self, variant->compare_at_minor);
  vt_export_add_amount (self, variant->cost_minor);
  vt_csv_writer_add_int (self->csv, variant->weight_g);
  vt_csv_writer_add_plain (self->csv, variant->weight_unit);
  add_yes (self, variant->track_stock);
  add_yes (self, variant->backorder);
  if (variant->low_stock >= 0)
    vt_csv_writer_add_int (self->csv, variant->low_stock);
  else
    vt_csv_writer_add_empty (self->csv, 1);
  add_yes (self, variant->shipped);
  vt_csv_writer_add (self->csv, photo != NULL && photo->name != NULL ? photo->name : "");
  add_stock (self, variant);
}

/* Moves *@list behind its first item. */
static void
add_item (VtExport *self, const char **list)
{
  const char *end = *list + strcspn (*list, VT_EXPORT_SEPARATOR);
  g_autofree char *item = g_strndup (*list, (gsize) (end - *list));

  vt_csv_writer_add (self->csv, item);
  *list = *end != '\0' ? end + 1 : end;
}

static gboolean
add_option_texts (VtExport *self,
                  const char *language,
                  const VtExportProduct *product,
                  const VtExportVariant *variant,
                  gboolean first,
                  GError **error)
{
  VtExportSource *source = self->source;
  const char *names = "";
  const char *values = "";

  if ((first &&
       !vt_export_source_translate (source, "product", product->id, "option_names", language, &names, error)) ||
      !vt_export_source_translate (source, "variant", variant->id, "option_values", language, &values, error))
    return FALSE;
  for (guint i = 0; i < vt_export_source_get_max_options (source); i++)
    {
      add_item (self, &names);
      add_item (self, &values);
    }

  return TRUE;
}

/* A line for each photo. */
static gboolean
add_alt_texts (VtExport *self, const char *language, const VtExportProduct *product, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < product->photos->len; i++)
    {
      gint64 id = g_array_index (product->photos, VtExportPhoto, i).id;
      const char *line = "";

      if (!vt_export_source_translate (self->source, "photo", id, "alt", language, &line, error))
        return FALSE;
      any = any || *line != '\0';
      append_line (lines, i, line);
    }
  if (any)
    add_lines (self, lines);
  else
    vt_csv_writer_add_empty (self->csv, 1);

  return TRUE;
}

static gboolean
add_language (VtExport *self,
              const char *language,
              const VtExportProduct *product,
              const VtExportVariant *variant,
              gboolean first,
              GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts) && first; i++)
    {
      const char *text = "";

      if (!vt_export_source_translate (self->source, "product", product->id, texts[i].field, language, &text, error))
        return FALSE;
      vt_csv_writer_add (self->csv, text);
    }
  if (first && !add_alt_texts (self, language, product, error))
    return FALSE;
  if (!first)
    vt_csv_writer_add_empty (self->csv, G_N_ELEMENTS (texts) + 1);

  return add_option_texts (self, language, product, variant, first, error);
}

static gboolean
add_languages (VtExport *self,
               const VtExportProduct *product,
               const VtExportVariant *variant,
               gboolean first,
               GError **error)
{
  const char *const *languages = vt_export_source_get_languages (self->source);

  for (guint i = 0; languages[i] != NULL; i++)
    if (!add_language (self, languages[i], product, variant, first, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_product (VtExport *self, const VtExportProduct *product, GError **error)
{
  for (guint i = 0; i < product->variants->len; i++)
    {
      const VtExportVariant *variant = &g_array_index (product->variants, VtExportVariant, i);

      vt_csv_writer_add (self->csv, product->handle);
      if (i == 0)
        add_product (self, product);
      else
        vt_csv_writer_add_empty (self->csv, PRODUCT_CELLS);
      add_options (self, product, variant, i == 0);
      add_variant (self, product, variant);
      if (!add_languages (self, product, variant, i == 0, error) ||
          !vt_csv_writer_end_row (self->csv, self->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

const VtExportWriter vt_export_vitrine = { "vitrine", write_header, write_product };
