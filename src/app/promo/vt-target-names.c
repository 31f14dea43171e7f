#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-target-names.h"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product.h"
#include "catalogue/vt-stock-list.h"

#include <glib/gi18n.h>

/* So many are named in one line; the others are counted. */
#define NAMED_MAX 3

static char *
name_of_variant (VtDb *db, gint64 id)
{
  g_autoptr (VtStockRow) row = vt_stock_row_load (db, id, 0, NULL);

  if (row == NULL)
    return NULL;

  return *row->variant != '\0' ? g_strdup_printf ("%s · %s", row->title, row->variant) : g_strdup (row->title);
}

/**
 * vt_target_name:
 * @db: a connection of this thread
 * @target: what a discount is on
 *
 * Returns: (transfer full): its name for the merchant: "Lamps", "Light Shade", "Light Shade · Mustard"
 */
char *
vt_target_name (VtDb *db, const VtDiscountTarget *target)
{
  char *name = NULL;

  if (target->collection_id != 0)
    {
      g_autoptr (VtCollection) collection = vt_collection_load (db, target->collection_id, NULL);

      name = collection != NULL ? g_strdup (collection->title) : NULL;
    }
  else if (target->product_id != 0)
    {
      g_autoptr (VtProduct) product = vt_product_load (db, target->product_id, NULL);

      name = product != NULL ? g_strdup (vt_product_get_title (product)) : NULL;
    }
  else
    name = name_of_variant (db, target->variant_id);

  return name != NULL ? name : g_strdup (_ ("Something that is not in the shop any more"));
}

/**
 * vt_target_names:
 * @db: a connection of this thread
 * @discount: a discount
 * @role: what it is on, or what has to be bought
 *
 * Returns: (transfer full): one line that names the first of them
 */
char *
vt_target_names (VtDb *db, const VtDiscount *discount, VtDiscountRole role)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint n = 0;

  if (role == VT_DISCOUNT_TARGET_ON && !discount->chosen)
    return g_strdup (_ ("Everything"));

  for (guint i = 0; i < discount->targets->len; i++)
    {
      const VtDiscountTarget *target = &g_array_index (discount->targets, VtDiscountTarget, i);
      g_autofree char *name = NULL;

      if (target->role != role || n++ >= NAMED_MAX)
        continue;
      name = vt_target_name (db, target);
      g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "", name);
    }

  if (n == 0)
    return g_strdup (role == VT_DISCOUNT_TARGET_BUY ? _ ("The same as what it is on")
                                                    : _ ("Nothing: choose what it is on"));
  if (n > NAMED_MAX)
    g_string_append_printf (line, ngettext (" and %u more", " and %u more", n - NAMED_MAX), n - NAMED_MAX);

  return g_string_free (g_steal_pointer (&line), FALSE);
}
