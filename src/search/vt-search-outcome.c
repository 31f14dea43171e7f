/* What queries must show, compared with what they show. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-search-outcome.h"

#include "search/vt-shop-index.h"

#include <glib/gi18n-lib.h>

/**
 * vt_search_outcome_free:
 * @self: (nullable): an outcome
 */
void
vt_search_outcome_free (VtSearchOutcome *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->test, vt_search_test_free);
  g_free (self->title);
  g_free (self);
}

static VtShopIndex *
get_index (GHashTable *indexes, VtDb *db, const char *language, GError **error)
{
  VtShopIndex *index = g_hash_table_lookup (indexes, language);

  if (index != NULL)
    return index;

  index = vt_shop_index_new (db, language, error);
  if (index != NULL)
    g_hash_table_insert (indexes, g_strdup (language), index);
  return index;
}

static VtSearchOutcome *
try (VtShopIndex *index, VtSearchTest *test)
{
  VtSearchOutcome *self = g_new0 (VtSearchOutcome, 1);
  g_autoptr (VtSearchAnswer) answer = vt_shop_index_ask (index, test->query, FALSE);

  self->test = test;
  self->title = vt_shop_index_dup_title (index, test->product_id);
  for (guint i = 0; i < answer->product_ids->len && self->place == 0; i++)
    if (g_array_index (answer->product_ids, gint64, i) == test->product_id)
      self->place = i + 1;

  return self;
}

/**
 * vt_search_outcomes:
 * @db: a shop's database
 * @cancellable: (nullable): stops it between two tests
 * @error: a #VtDbError, or that it was cancelled
 *
 * Tries every test of search on the shop as it would be published. Builds an index for each language that has tests:
 * for 20,000 products a second; without tests it does nothing. Not for the main loop.
 *
 * Returns: (transfer full) (element-type VtSearchOutcome) (nullable): what they show, by query
 */
GPtrArray *
vt_search_outcomes (VtDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) tests = vt_search_test_list (db, error);
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_search_outcome_free);
  g_autoptr (GHashTable) indexes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) vt_shop_index_free);

  if (tests == NULL)
    return NULL;
  while (tests->len > 0)
    {
      VtSearchTest *test = g_ptr_array_index (tests, 0);
      VtShopIndex *index = g_cancellable_set_error_if_cancelled (cancellable, error)
                               ? NULL
                               : get_index (indexes, db, test->language, error);

      if (index == NULL)
        return NULL;
      g_ptr_array_add (outcomes, try (index, g_ptr_array_steal_index (tests, 0)));
    }

  return g_steal_pointer (&outcomes);
}

/**
 * vt_search_outcome_is_good:
 * @self: an outcome
 *
 * Returns: whether the query shows what it must
 */
gboolean
vt_search_outcome_is_good (const VtSearchOutcome *self)
{
  return self->place > 0 && self->place <= (guint) self->test->within;
}

/**
 * vt_search_outcome_describe:
 * @self: an outcome
 *
 * Returns: (transfer full): a sentence for the merchant
 */
char *
vt_search_outcome_describe (const VtSearchOutcome *self)
{
  if (self->place == 0)
    /* TRANSLATORS: what was searched, what the product is called, its place */
    return g_strdup_printf (_ ("“%s” does not show “%s”, which must be among the first %d"), self->test->query,
                            self->title, self->test->within);
  if (!vt_search_outcome_is_good (self))
    return g_strdup_printf (_ ("“%s” shows “%s” as number %u, and it must be among the first %d"), self->test->query,
                            self->title, self->place, self->test->within);

  return g_strdup_printf (_ ("“%s” shows “%s” as number %u"), self->test->query, self->title, self->place);
}
