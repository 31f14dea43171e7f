/* Owner of the table search_signal. Reads event. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-search-signal-store.h"

#include "search/vt-search-text.h"

#define COLUMNS "query, product_id, weight, visits, clicks, carts, purchases"

static const char *const act_names[VT_SEARCH_N_ACTS] = { "click", "cart", "purchase" };

static void
add_event (VtSearchSignals *signals, VtStmt *stmt)
{
  const char *kind = vt_stmt_get_text (stmt, 2);

  for (guint act = 0; act < VT_SEARCH_N_ACTS; act++)
    if (g_str_equal (kind, act_names[act]))
      vt_search_signals_add (signals, vt_stmt_get_int (stmt, 0), vt_stmt_get_text (stmt, 1), act,
                             vt_stmt_get_int (stmt, 3), vt_stmt_get_text (stmt, 4));
}

/**
 * vt_search_signals_read:
 * @db: a shop's database
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): all that the hosts told of what was done with products that there are
 */
VtSearchSignals *
vt_search_signals_read (VtDb *db, gint64 now_us, GError **error)
{
  g_autoptr (VtSearchSignals) signals = vt_search_signals_new (now_us);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT e.at_us, e.visit, e.kind, p.id, e.query FROM event AS e LEFT JOIN variant AS v "
                     "ON v.id = e.variant_id JOIN product AS p ON p.id = coalesce (e.product_id, v.product_id) "
                     "WHERE e.kind IN ('click', 'cart', 'purchase')",
                     error);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    add_event (signals, stmt);

  return step == VT_STEP_DONE ? g_steal_pointer (&signals) : NULL;
}

static gboolean
insert (VtStmt *stmt, const VtSearchSignal *signal, GError **error)
{
  vt_stmt_reset (stmt);
  return vt_stmt_bind (stmt, error, "siiiiii", signal->query, signal->product_id, (gint64) signal->weight,
                       (gint64) signal->visits, (gint64) signal->counts[VT_SEARCH_ACT_CLICK],
                       (gint64) signal->counts[VT_SEARCH_ACT_CART], (gint64) signal->counts[VT_SEARCH_ACT_PURCHASE]) &&
         vt_stmt_step (stmt, error) == VT_STEP_DONE;
}

/**
 * vt_search_signals_store:
 * @db: the connection of a job that is recorded, not journaled: nobody edited anything
 * @signals: (element-type VtSearchSignal): what takes the place of all that was known
 * @error: a #VtDbError
 *
 * Returns: whether it is in the shop now
 */
gboolean
vt_search_signals_store (VtDb *db, GArray *signals, GError **error)
{
  g_autoptr (VtStmt) stmt = NULL;

  if (!vt_db_run (db, error, "DELETE FROM search_signal", ""))
    return FALSE;
  stmt = vt_db_prepare (db,
                        "INSERT INTO search_signal (" COLUMNS ") SELECT ?1, id, ?3, ?4, ?5, ?6, ?7 FROM product "
                        "WHERE id = ?2",
                        error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < signals->len; i++)
    if (!insert (stmt, &g_array_index (signals, VtSearchSignal, i), error))
      return FALSE;

  return TRUE;
}

static VtSearchSignal
signal_from_row (VtStmt *stmt)
{
  return (VtSearchSignal){ .query = vt_stmt_get_text (stmt, 0),
                           .product_id = vt_stmt_get_int (stmt, 1),
                           .weight = (guint) CLAMP (vt_stmt_get_int (stmt, 2), 256, VT_SEARCH_SIGNAL_MOST),
                           .visits = (guint) vt_stmt_get_int (stmt, 3),
                           .counts = { (guint) vt_stmt_get_int (stmt, 4), (guint) vt_stmt_get_int (stmt, 5),
                                       (guint) vt_stmt_get_int (stmt, 6) } };
}

/**
 * vt_search_signals_each:
 * @db: a shop's database or a public catalogue, which has the weights alone
 * @func: is given every signal
 * @data: for @func
 * @error: a #VtDbError
 *
 * Returns: whether all were given
 */
gboolean
vt_search_signals_each (VtDb *db, VtSearchSignalFunc func, gpointer data, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT " COLUMNS " FROM search_signal ORDER BY query, product_id", error);
  VtStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtSearchSignal signal = signal_from_row (stmt);

      func (&signal, data);
    }

  return step == VT_STEP_DONE;
}

/**
 * vt_search_signal_find:
 * @db: a shop's database
 * @query: as a shopper wrote it; "" for what is known whatever is asked
 * @product_id: a product
 * @signal: (out): what shoppers did with it after that search; its query is not set
 * @error: a #VtDbError
 *
 * Returns: %VT_STEP_ROW when there is something to tell, %VT_STEP_DONE when not
 */
VtStep
vt_search_signal_find (VtDb *db, const char *query, gint64 product_id, VtSearchSignal *signal, GError **error)
{
  g_autofree char *key = vt_search_query_key (query);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT " COLUMNS " FROM search_signal WHERE query = ?1 AND product_id = ?2", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "si", key, product_id))
    return VT_STEP_ERROR;
  step = vt_stmt_step (stmt, error);
  if (step != VT_STEP_ROW)
    return step;

  *signal = signal_from_row (stmt);
  signal->query = NULL;
  return VT_STEP_ROW;
}
