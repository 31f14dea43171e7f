#include "app/products/vt-product-words.h"

#include <glib/gi18n.h>

/**
 * vt_product_status_to_words:
 * @status: a status
 *
 * Returns: (transfer none): its name for people
 */
const char *
vt_product_status_to_words (VtProductStatus status)
{
  switch (status)
    {
    case VT_PRODUCT_ACTIVE:
      return C_ ("status of a product", "Active");
    case VT_PRODUCT_ARCHIVED:
      return C_ ("status of a product", "Archived");
    case VT_PRODUCT_DRAFT:
    default:
      return C_ ("status of a product", "Draft");
    }
}

/**
 * vt_product_stock_is_low:
 * @row: a line of a list
 *
 * Returns: whether the merchant should think of its stock
 */
gboolean
vt_product_stock_is_low (const VtGridRow *row)
{
  return row->in_stock && row->low && row->on_hand > 0;
}

/**
 * vt_product_stock_text:
 * @row: a line of a list
 *
 * Returns: (transfer full): its stock in words; "" when it is not counted
 */
char *
vt_product_stock_text (const VtGridRow *row)
{
  gulong n = (gulong) MAX (row->on_hand, 0);

  if (!row->counted)
    return g_strdup ("");
  if (row->on_hand <= 0)
    return g_strdup (row->in_stock ? "" : _ ("none in stock"));
  if (vt_product_stock_is_low (row))
    return g_strdup_printf (ngettext ("%lu left", "%lu left", n), n);

  return g_strdup_printf (ngettext ("%lu in stock", "%lu in stock", n), n);
}
