#include "cli/vt-cli-items.h"

#include "catalogue/vt-product.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* "handle", "handle×2", "handle*2" or the same with a SKU. */
gboolean
vt_cli_parse_item (VtDb *db, const char *text, VtQuoteLineInput *line, GError **error)
{
  const char *times = strstr (text, "×");
  const char *star = times != NULL ? times : strrchr (text, '*');
  g_autofree char *name = star != NULL ? g_strndup (text, (gsize) (star - text)) : g_strdup (text);
  const char *count = star == NULL ? "1" : star + (times != NULL ? strlen ("×") : 1);
  g_autoptr (VtProduct) product = NULL;
  gint64 product_id = 0;

  if (!g_ascii_string_to_signed (count, 10, 1, VT_QUOTE_MAX_QUANTITY, &line->quantity, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not a number of pieces"), count);
      return FALSE;
    }

  product = vt_product_find_by_handle (db, name, NULL);
  if (product == NULL || vt_product_get_n_variants (product) == 0)
    return vt_variant_find_by_sku (db, name, &line->variant_id, &product_id, error);

  line->variant_id = vt_product_get_variant (product, 0)->id;
  return TRUE;
}
