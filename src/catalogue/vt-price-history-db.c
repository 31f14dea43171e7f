/* Owns the table price_history: what shoppers were asked for, and since when. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-price-history.h"

/**
 * vt_price_history_add:
 * @db: the connection of a job
 * @catalogue: (type filename): the public catalogue that went live
 * @now_us: when it did, UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Notes the prices of @catalogue that are not what they were when this was called last. It is called when a release
 * goes live and not when a price is typed: a price that nobody was asked for is none (Directive 98/6/EC, article 6a,
 * counts the prices that were applied).
 *
 * Returns: whether they are noted
 */
gboolean
vt_price_history_add (VtDb *db, const char *catalogue, gint64 now_us, GError **error)
{
  g_autoptr (VtDb) live = vt_db_open (catalogue, VT_DB_IMMUTABLE, error);
  g_autoptr (VtStmt) prices = NULL;
  VtStep step;

  if (live != NULL)
    prices = vt_db_prepare (live, "SELECT id, price_minor FROM variant ORDER BY id", error);
  if (prices == NULL)
    return FALSE;

  while ((step = vt_stmt_step (prices, error)) == VT_STEP_ROW)
    if (!vt_db_run (db, error,
                    "INSERT OR IGNORE INTO price_history (variant_id, since_us, price_minor) "
                    "SELECT ?1, ?2, ?3 WHERE ?3 IS NOT "
                    "(SELECT price_minor FROM price_history WHERE variant_id = ?1 ORDER BY since_us DESC LIMIT 1)",
                    "iii", vt_stmt_get_int (prices, 0), now_us, vt_stmt_get_int (prices, 1)))
      return FALSE;

  return step == VT_STEP_DONE;
}
