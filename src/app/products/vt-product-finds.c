#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-finds.h"

static void
add_all (GHashTable *set, const GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, &g_array_index (ids, gint64, i));
}

/* Those of @ids that are in @set, each once: it is taken out of the set. */
static void
move_all (GArray *to, const GArray *ids, GHashTable *set)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_hash_table_remove (set, &g_array_index (ids, gint64, i)))
      g_array_append_val (to, g_array_index (ids, gint64, i));
}

/**
 * vt_product_finds_merge:
 * @passing: (element-type gint64): products that pass the filters, in the order of the list
 * @exact: (element-type gint64): those whose article number was typed
 * @ranked: (element-type gint64): what the search engine found, the best first
 * @literal: (element-type gint64): those whose texts have the words letter for letter
 * @by_fit: whether the best come first; else the order of the list stays
 *
 * What was typed letter for letter, such as a part of an article number, is found even where the engine, or its index
 * of a moment ago, does not know it.
 *
 * Returns: (transfer full) (element-type gint64): the products to list
 */
GArray *
vt_product_finds_merge (const GArray *passing,
                        const GArray *exact,
                        const GArray *ranked,
                        const GArray *literal,
                        gboolean by_fit)
{
  g_autoptr (GHashTable) allowed = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *merged = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (by_fit)
    {
      add_all (allowed, passing);
      move_all (merged, exact, allowed);
      move_all (merged, ranked, allowed);
      move_all (merged, literal, allowed);
      return merged;
    }

  add_all (allowed, exact);
  add_all (allowed, ranked);
  add_all (allowed, literal);
  move_all (merged, passing, allowed);
  return merged;
}
