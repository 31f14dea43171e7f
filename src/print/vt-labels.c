#define G_LOG_DOMAIN "vt-print"

#include "print/vt-labels.h"

#include "base/vt-money.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "catalogue/vt-stock-list.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>

/* What a document of labels draws. */
typedef struct
{
  VtLabelSheet sheet;
  VtLabelFields fields;
  guint start;       /* labels of the first sheet that are passed over */
  GPtrArray *labels; /* (owned) VtLabel, one for each variant */
  GArray *order;     /* (owned) (element-type guint) which label is where */
} Labels;

/* A document in the making. */
typedef struct
{
  VtDb *db;
  const VtLabelOptions *options;
  const char *locale;
  char *currency; /* (owned) */
  Labels *labels;
  VtLabelCounts *counts;
} Making;

static void
labels_free (gpointer data)
{
  Labels *self = data;

  g_ptr_array_unref (self->labels);
  g_array_unref (self->order);
  g_free (self);
}

static void
draw_page (cairo_t *cr, guint page, gpointer data)
{
  const Labels *self = data;
  int per_page = vt_label_sheet_get_count (&self->sheet);

  for (int i = 0; i < per_page; i++)
    {
      gint64 index = (gint64) page * per_page + i - self->start;
      double x;
      double y;

      if (index < 0 || index >= (gint64) self->order->len)
        continue;

      vt_label_sheet_get_position (&self->sheet, i, &x, &y);
      cairo_save (cr);
      cairo_translate (cr, x * VT_POINTS_PER_MM, y * VT_POINTS_PER_MM);
      vt_label_draw (g_ptr_array_index (self->labels, g_array_index (self->order, guint, index)), &self->sheet,
                     self->fields, cr);
      cairo_restore (cr);
    }
}

static VtLabel *
new_label (const Making *self, const VtStockRow *row)
{
  VtLabel *label = g_new0 (VtLabel, 1);

  label->title = g_strdup (row->title);
  label->options = g_strdup (row->variant);
  label->price = vt_money_format (vt_money_new (row->price_minor, self->currency), self->locale);
  label->sku = g_strdup (row->sku);
  label->code = g_strdup (*row->barcode != '\0' ? row->barcode : row->sku);
  label->bars = vt_bars_new (label->code, NULL);
  return label;
}

static gboolean
add_variant (Making *self, gint64 variant_id, GError **error)
{
  g_autoptr (VtStockRow) row = vt_stock_row_load (self->db, variant_id, 0, error);
  guint index = self->labels->labels->len;
  gint64 copies;
  VtLabel *label;

  if (row == NULL)
    return FALSE;

  copies = self->options->by_stock ? MAX (row->on_hand, 0) : self->options->copies;
  if (copies == 0)
    return TRUE;
  if (copies + self->labels->order->len > VT_LABELS_MAX)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("These are more than %d labels; print fewer at a time"), VT_LABELS_MAX);
      return FALSE;
    }

  label = new_label (self, row);
  g_ptr_array_add (self->labels->labels, label);
  if ((self->options->fields & VT_LABEL_BARCODE) != 0 &&
      (label->bars == NULL || vt_label_place_bars (label->bars, &self->options->sheet).module <= 0))
    self->counts->n_without_bars++;
  for (gint64 i = 0; i < copies; i++)
    g_array_append_val (self->labels->order, index);
  return TRUE;
}

static gboolean
add_product (Making *self, gint64 product_id, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (self->db, product_id, error);

  for (guint i = 0; product != NULL && i < vt_product_get_n_variants (product); i++)
    if (!add_variant (self, vt_product_get_variant (product, i)->id, error))
      return FALSE;

  return product != NULL;
}

static gboolean
add_products (Making *self, GCancellable *cancellable, GError **error)
{
  const VtProductQuery query = { .text = self->options->text,
                                 .status = -1,
                                 .collection_id = self->options->collection_id };
  g_autoptr (GArray) ids = vt_product_list_ids (self->db, &query, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_product (self, g_array_index (ids, gint64, i), error))
      return FALSE;

  return ids != NULL;
}

static gboolean
add_all (Making *self, GCancellable *cancellable, GError **error)
{
  if (self->options->variant_ids == NULL)
    return add_products (self, cancellable, error);

  for (guint i = 0; i < self->options->n_variant_ids; i++)
    if (!add_variant (self, self->options->variant_ids[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
check_options (const VtLabelOptions *options, GError **error)
{
  guint per_page = (guint) vt_label_sheet_get_count (&options->sheet);

  if (options->start >= 1 && options->start <= per_page)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("A sheet of this paper has the labels 1 to %u; begin with one of them"), per_page);
  return FALSE;
}

static VtPrintDocument *
new_document (Labels *labels)
{
  guint per_page = (guint) vt_label_sheet_get_count (&labels->sheet);
  guint n_pages = (labels->start + labels->order->len + per_page - 1) / per_page;

  return vt_print_document_new (_ ("Labels"), labels->sheet.width, labels->sheet.height, n_pages, draw_page, labels,
                                labels_free);
}

/**
 * vt_labels_new:
 * @db: a shop's database
 * @options: what to print, and on which paper
 * @locale: in which prices are written
 * @counts: (out): what there will be
 * @cancellable: (nullable): stops it
 * @error: a #VtDbError, %G_IO_ERROR_CANCELLED, %G_IO_ERROR_INVALID_ARGUMENT, or %G_IO_ERROR_NOT_FOUND when nothing is
 *   to be labelled
 *
 * Reads what stands on the labels: off the main thread.
 *
 * Returns: (transfer full) (nullable): the labels on their sheets
 */
VtPrintDocument *
vt_labels_new (VtDb *db,
               const VtLabelOptions *options,
               const char *locale,
               VtLabelCounts *counts,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *currency = check_options (options, error) ? vt_setting_get (db, "shop.currency", error) : NULL;
  Labels *labels;
  Making making = { db, options, locale, currency, NULL, counts };

  *counts = (VtLabelCounts){ 0, 0 };
  if (currency == NULL)
    return NULL;

  labels = g_new0 (Labels, 1);
  labels->sheet = options->sheet;
  labels->fields = options->fields;
  labels->start = options->start - 1;
  labels->labels = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_label_free);
  labels->order = g_array_new (FALSE, FALSE, sizeof (guint));
  making.labels = labels;
  if (!add_all (&making, cancellable, error))
    {
      labels_free (labels);
      return NULL;
    }
  if (labels->order->len == 0)
    {
      labels_free (labels);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   options->by_stock ? _ ("Nothing of this is in stock: there are no labels to print")
                                     : _ ("Nothing matches: there are no labels to print"));
      return NULL;
    }

  counts->n_labels = labels->order->len;
  return new_document (labels);
}
