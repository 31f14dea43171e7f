#define G_LOG_DOMAIN "vt-search"

#include "search/vt-search-signal-update.h"

#include "search/vt-search-signal-store.h"
#include "shop/vt-snapshot.h"

static gboolean
store_job (VtDb *db, gpointer signals, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_search_signals_store (db, signals, error);
}

/**
 * vt_search_signals_update:
 * @shop: a shop, open for writing
 * @now_us: UTC microseconds since 1970
 * @cancellable: (nullable): stops it before anything is written
 * @error: a #VtShopError or #VtDbError
 *
 * Computes anew what shoppers' behaviour says about the results of searches. Reads all events, which takes a second or
 * two when there are a million: not for the main loop. Edits wait only while the few results are written. It is no edit
 * itself: there is nothing to undo, and nothing to publish for its sake.
 *
 * Returns: whether it is in the shop now
 */
gboolean
vt_search_signals_update (VtShop *shop, gint64 now_us, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (shop), error);
  g_autoptr (VtSearchSignals) signals =
      snapshot != NULL ? vt_search_signals_read (vt_snapshot_get_db (snapshot), now_us, error) : NULL;
  g_autoptr (GArray) weighed = signals != NULL ? vt_search_signals_weigh (signals) : NULL;

  return weighed != NULL && vt_shop_record (shop, store_job, weighed, cancellable, error);
}
