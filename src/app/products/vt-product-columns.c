#include "app/products/vt-product-columns.h"

#include "app/products/vt-product-words.h"
#include "app/widgets/vt-time-words.h"
#include "base/vt-money.h"

#include <glib/gi18n.h>
#include <locale.h>

static const VtProductColumn columns[VT_N_COLUMNS] = {
  [VT_COLUMN_PHOTO] = { "photo", N_ ("Photo"), 96, FALSE, -1, -1 },
  [VT_COLUMN_TITLE] = { "title", N_ ("Product"), 260, FALSE, VT_PRODUCT_BY_TITLE, VT_CELL_TITLE },
  [VT_COLUMN_STATUS] = { "status", N_ ("Status"), 110, FALSE, VT_PRODUCT_BY_STATUS, VT_CELL_STATUS },
  [VT_COLUMN_STOCK] = { "stock", N_ ("In Stock"), 100, TRUE, VT_PRODUCT_BY_STOCK, VT_CELL_STOCK },
  [VT_COLUMN_PRICE] = { "price", N_ ("Price"), 165, TRUE, VT_PRODUCT_BY_PRICE, VT_CELL_PRICE },
  [VT_COLUMN_COMPARE] = { "compare-at", N_ ("Price Before"), 130, TRUE, VT_PRODUCT_BY_COMPARE, VT_CELL_COMPARE },
  [VT_COLUMN_COST] = { "cost", N_ ("Cost"), 150, TRUE, VT_PRODUCT_BY_COST, VT_CELL_COST },
  [VT_COLUMN_MARGIN] = { "margin", N_ ("Margin"), 100, TRUE, VT_PRODUCT_BY_MARGIN, -1 },
  [VT_COLUMN_SKU] = { "sku", N_ ("SKU"), 140, FALSE, VT_PRODUCT_BY_SKU, VT_CELL_SKU },
  [VT_COLUMN_BARCODE] = { "barcode", N_ ("Barcode"), 140, FALSE, -1, VT_CELL_BARCODE },
  [VT_COLUMN_VENDOR] = { "vendor", N_ ("Vendor"), 140, FALSE, VT_PRODUCT_BY_VENDOR, VT_CELL_VENDOR },
  [VT_COLUMN_TYPE] = { "type", N_ ("Type"), 120, FALSE, VT_PRODUCT_BY_TYPE, VT_CELL_TYPE },
  [VT_COLUMN_TAGS] = { "tags", N_ ("Tags"), 160, FALSE, -1, VT_CELL_TAGS },
  [VT_COLUMN_COLLECTIONS] = { "collections", N_ ("Collections"), 160, FALSE, -1, -1 },
  [VT_COLUMN_VARIANTS] = { "variants", N_ ("Variants"), 90, TRUE, VT_PRODUCT_BY_VARIANTS, -1 },
  [VT_COLUMN_CREATED] = { "created", N_ ("Created"), 130, FALSE, VT_PRODUCT_BY_CREATED, -1 },
  [VT_COLUMN_UPDATED] = { "updated", N_ ("Changed"), 130, FALSE, VT_PRODUCT_BY_UPDATED, -1 },
};

/**
 * vt_product_column_get:
 * @id: a #VtProductColumnId
 *
 * Returns: (transfer none): the column
 */
const VtProductColumn *
vt_product_column_get (guint id)
{
  g_return_val_if_fail (id < VT_N_COLUMNS, NULL);

  return &columns[id];
}

static char *
money_range (VtWorkspace *workspace, const VtGridRange *range)
{
  g_autofree char *min = NULL;
  g_autofree char *max = NULL;

  if (range->min < 0)
    return g_strdup ("");

  min = vt_workspace_format_money (workspace, range->min);
  if (range->min == range->max)
    return g_steal_pointer (&min);

  max = vt_workspace_format_money (workspace, range->max);
  return g_strdup_printf ("%s – %s", min, max);
}

static char *
percent_range (const VtGridRange *range)
{
  if (range->min == G_MININT64)
    return g_strdup ("");
  if (range->min / 100 == range->max / 100)
    return g_strdup_printf ("%d %%", (int) (range->min / 100));

  return g_strdup_printf ("%d – %d %%", (int) (range->min / 100), (int) (range->max / 100));
}

static char *
codes (const VtGridRow *row, const char *code)
{
  if (row->n_variants > 1)
    return g_strdup_printf (ngettext ("%u variant", "%u variants", (gulong) row->n_variants), (guint) row->n_variants);

  return g_strdup (code);
}

/**
 * vt_product_column_dup_text:
 * @id: a #VtProductColumnId
 * @workspace: of the shop
 * @row: a line
 *
 * Returns: (transfer full): what the cell shows
 */
char *
vt_product_column_dup_text (guint id, VtWorkspace *workspace, const VtGridRow *row)
{
  gboolean is_variant = row->key.variant_id != 0;

  switch (id)
    {
    case VT_COLUMN_TITLE:
      return g_strdup (row->title);
    case VT_COLUMN_STATUS:
      return g_strdup (is_variant ? "" : vt_product_status_to_words ((VtProductStatus) row->status));
    case VT_COLUMN_STOCK:
      return row->counted ? g_strdup_printf ("%" G_GINT64_FORMAT, row->on_hand)
                          /* TRANSLATORS: the stock of something that need not be counted */
                          : g_strdup (C_ ("stock", "Not counted"));
    case VT_COLUMN_PRICE:
      return money_range (workspace, &row->price);
    case VT_COLUMN_COMPARE:
      return money_range (workspace, &row->compare);
    case VT_COLUMN_COST:
      return money_range (workspace, &row->cost);
    case VT_COLUMN_MARGIN:
      return percent_range (&row->margin_bp);
    case VT_COLUMN_SKU:
      return codes (row, row->sku);
    case VT_COLUMN_BARCODE:
      return codes (row, row->barcode);
    case VT_COLUMN_VENDOR:
      return g_strdup (is_variant ? "" : row->vendor);
    case VT_COLUMN_TYPE:
      return g_strdup (is_variant ? "" : row->type);
    case VT_COLUMN_TAGS:
      return g_strdup (is_variant ? "" : row->tags);
    case VT_COLUMN_COLLECTIONS:
      return g_strdup (is_variant ? "" : row->collections);
    case VT_COLUMN_VARIANTS:
      return is_variant ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, row->n_variants);
    case VT_COLUMN_CREATED:
      return is_variant ? g_strdup ("") : vt_time_in_words (row->created_us, g_get_real_time ());
    case VT_COLUMN_UPDATED:
      return is_variant ? g_strdup ("") : vt_time_in_words (row->updated_us, g_get_real_time ());
    case VT_COLUMN_PHOTO:
    default:
      return g_strdup ("");
    }
}

/* The amount as spreadsheets of the user's language read it. */
static char *
plain_amount (VtWorkspace *workspace, const VtGridRange *range)
{
  g_autofree char *decimal = NULL;
  const char *mark = localeconv ()->decimal_point;

  if (range->min < 0 || range->min != range->max)
    return g_strdup ("");

  decimal = vt_money_to_decimal (vt_money_new (range->min, vt_workspace_get_currency (workspace)));
  if (mark[0] == ',' && mark[1] == '\0')
    g_strdelimit (decimal, ".", ',');
  return g_steal_pointer (&decimal);
}

/**
 * vt_product_column_dup_value:
 * @id: a #VtProductColumnId
 * @workspace: of the shop
 * @row: a line
 *
 * Returns: (transfer full): the cell's value as it is edited and copied; "" where there are several
 */
char *
vt_product_column_dup_value (guint id, VtWorkspace *workspace, const VtGridRow *row)
{
  switch (id)
    {
    case VT_COLUMN_PRICE:
      return plain_amount (workspace, &row->price);
    case VT_COLUMN_COMPARE:
      return plain_amount (workspace, &row->compare);
    case VT_COLUMN_COST:
      return plain_amount (workspace, &row->cost);
    case VT_COLUMN_STOCK:
      return g_strdup_printf ("%" G_GINT64_FORMAT, row->on_hand);
    case VT_COLUMN_SKU:
      return g_strdup (row->sku);
    case VT_COLUMN_BARCODE:
      return g_strdup (row->barcode);
    case VT_COLUMN_PHOTO:
      return g_strdup (row->product);
    default:
      return vt_product_column_dup_text (id, workspace, row);
    }
}

/**
 * vt_product_column_is_writable:
 * @id: a #VtProductColumnId
 * @row: a line
 *
 * Returns: whether something can be written into the cell; %FALSE where it belongs to the product of a variant, or to
 *   each variant of a product
 */
gboolean
vt_product_column_is_writable (guint id, const VtGridRow *row)
{
  switch (id)
    {
    case VT_COLUMN_TITLE:
    case VT_COLUMN_STATUS:
    case VT_COLUMN_VENDOR:
    case VT_COLUMN_TYPE:
    case VT_COLUMN_TAGS:
      return row->key.variant_id == 0;
    case VT_COLUMN_SKU:
    case VT_COLUMN_BARCODE:
    case VT_COLUMN_STOCK:
      return row->n_variants == 1;
    default:
      return columns[id].field >= 0;
    }
}
