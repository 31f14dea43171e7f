#include "app/stock/vt-stock-words.h"

#include <glib/gi18n.h>

/**
 * vt_stock_name:
 * @title: of a product
 * @variant: its choice, or ""
 *
 * Returns: (transfer full): both, in one line
 */
char *
vt_stock_name (const char *title, const char *variant)
{
  return *variant != '\0' ? g_strdup_printf ("%s, %s", title, variant) : g_strdup (title);
}

/**
 * vt_stock_facts:
 * @variant: a choice, or ""
 * @sku: or ""
 * @barcode: or ""
 *
 * Returns: (transfer full): those that there are, in one line
 */
char *
vt_stock_facts (const char *variant, const char *sku, const char *barcode)
{
  const char *const facts[] = { variant, sku, barcode };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (*facts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", facts[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * vt_stock_signed:
 * @pieces: a difference
 *
 * Returns: (transfer full): with its sign, "±0" for none
 */
char *
vt_stock_signed (gint64 pieces)
{
  if (pieces == 0)
    return g_strdup ("±0");

  return g_strdup_printf ("%s%" G_GINT64_FORMAT, pieces > 0 ? "+" : "−", ABS (pieces));
}

/**
 * vt_stock_state:
 * @row: a variant's stock
 * @css_class: (out) (nullable): "warning", "error" or none
 *
 * Returns: (transfer none) (nullable): what to say of it; %NULL when there is enough
 */
const char *
vt_stock_state (const VtStockRow *row, const char **css_class)
{
  *css_class = NULL;
  if (row->here <= 0 && row->backorder)
    return C_ ("stock", "On backorder");

  if (row->here <= 0)
    {
      *css_class = "error";
      return C_ ("stock", "Out");
    }
  if (row->here > row->low_stock)
    return NULL;

  *css_class = "warning";
  return C_ ("stock", "Low");
}
