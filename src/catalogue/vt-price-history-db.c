/* Owns the table price_history: what shoppers were asked for, and since when. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-price-history.h"

/**
 * vt_price_history_add:
 * @db: the connection of a job
 * @now_us: when the prices became public, UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Notes the prices of all active products that are not what they were when this was called last. It is called when a
 * release goes live and not when a price is typed: a price that nobody was asked for is none (Directive 98/6/EC,
 * article 6a, counts the prices that were applied).
 *
 * Returns: whether they are noted
 */
gboolean
vt_price_history_add (VtDb *db, gint64 now_us, GError **error)
{
  return vt_db_run (
      db, error,
      "INSERT OR IGNORE INTO price_history (variant_id, since_us, price_minor) "
      "SELECT v.id, ?1, v.price_minor FROM variant v JOIN product p ON p.id = v.product_id "
      "WHERE p.status = 'active' AND v.price_minor IS NOT "
      "(SELECT h.price_minor FROM price_history h WHERE h.variant_id = v.id ORDER BY h.since_us DESC LIMIT 1)",
      "i", now_us);
}
