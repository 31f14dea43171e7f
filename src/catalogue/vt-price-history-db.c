/* Owns the table price_history: what shoppers were asked for, and since when. A public catalogue has
 * what was worked out when it was written: at time 0 the lowest of the 30 days before the reduction, at 1 the highest
 * of all. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-price-history.h"

#include "catalogue/vt-price-private.h"

/**
 * vt_price_history_add:
 * @db: the connection of a job
 * @catalogue: (type filename): the public catalogue that went live
 * @now_us: when it did, UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Notes the prices of @catalogue that are not what they were when this was called last, since the time that @catalogue
 * gives for them, or since @now_us where it gives none. It is called when a release
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
    prices = vt_db_prepare (live,
                            "SELECT v.id, v.price_minor, coalesce ((SELECT max (since_us) FROM price_history "
                            "WHERE variant_id = v.id AND since_us > 1), 0) FROM variant AS v ORDER BY v.id",
                            error);
  if (prices == NULL)
    return FALSE;

  while ((step = vt_stmt_step (prices, error)) == VT_STEP_ROW)
    if (!vt_db_run (db, error,
                    "INSERT OR IGNORE INTO price_history (variant_id, since_us, price_minor) "
                    "SELECT ?1, CASE WHEN ?4 > coalesce ((SELECT max (since_us) FROM price_history "
                    "WHERE variant_id = ?1), ?4) THEN ?4 ELSE ?2 END, ?3 WHERE ?3 IS NOT "
                    "(SELECT price_minor FROM price_history WHERE variant_id = ?1 ORDER BY since_us DESC LIMIT 1)",
                    "iiii", vt_stmt_get_int (prices, 0), now_us, vt_stmt_get_int (prices, 1),
                    vt_stmt_get_int (prices, 2)))
      return FALSE;

  return step == VT_STEP_DONE;
}

/**
 * vt_price_history_is_empty:
 * @db: a shop's database or a public catalogue
 *
 * Returns: whether nobody was asked for any price yet
 */
gboolean
vt_price_history_is_empty (VtDb *db)
{
  gint64 there = 1;

  return vt_db_get (db, NULL, &there, "SELECT EXISTS (SELECT 1 FROM price_history)", "") == VT_STEP_ROW && there == 0;
}

/**
 * vt_price_history_prior:
 * @db: a shop's database or a public catalogue
 * @variant_id: a variant
 * @moment_us: when a discount began, UTC microseconds since 1970
 * @prior_minor: (inout): the price of today; the lowest that was asked in the 30 days before the moment, when lower
 * @error: a #VtDbError
 *
 * Looks up what a discount is measured by (Directive 98/6/EC, article 6a). In a catalogue, where a variant has a former
 * price of its own, the lowest price before that reduction counts, however long ago: a discount never looks greater
 * than it is.
 *
 * Returns: whether it was looked up
 */
gboolean
vt_price_history_prior (VtDb *db, gint64 variant_id, gint64 moment_us, gint64 *prior_minor, GError **error)
{
  gint64 lowest = -1;

  if (vt_db_get (
          db, error, &lowest,
          "SELECT coalesce ((SELECT price_minor FROM main.price_history WHERE variant_id = ?1 AND since_us = 0), "
          "(SELECT min (price_minor) FROM main.price_history WHERE variant_id = ?1 AND since_us < ?2 "
          "AND since_us >= coalesce ((SELECT max (since_us) FROM main.price_history "
          "WHERE variant_id = ?1 AND since_us <= ?2 - " VT_PRICE_DAYS_30 "), 0)), -1)",
          "ii", variant_id, moment_us) == VT_STEP_ERROR)
    return FALSE;

  if (lowest >= 0)
    *prior_minor = MIN (*prior_minor, lowest);
  return TRUE;
}

/**
 * vt_price_history_lowest:
 * @db: a shop's database or a public catalogue
 * @variant_id: a variant
 * @now_us: UTC microseconds since 1970
 * @lowest_minor: (out): minor units; -1 when nothing was asked in that time
 * @error: a #VtDbError
 *
 * Looks up the prior price of Directive 98/6/EC, article 6a: the lowest that was asked in the 30 days before the price
 * of today came into force. A price that is not public yet comes into force now.
 *
 * Returns: whether it was looked up
 */
gboolean
vt_price_history_lowest (VtDb *db, gint64 variant_id, gint64 now_us, gint64 *lowest_minor, GError **error)
{
  *lowest_minor = -1;

  return vt_db_get (db, error, lowest_minor,
                    "SELECT coalesce (" VT_PRICE_LOWEST ", -1) FROM main.variant AS v WHERE v.id = ?2", "ii", now_us,
                    variant_id) != VT_STEP_ERROR;
}

static gboolean
read_check (VtStmt *stmt, gint64 *price_minor, gint64 *compare_at_minor, VtCompareAtCheck *check, GError **error)
{
  VtStep step = vt_stmt_step (stmt, error);

  if (step != VT_STEP_ROW)
    return step == VT_STEP_DONE;

  *price_minor = vt_stmt_get_int (stmt, 0);
  *compare_at_minor = vt_stmt_is_null (stmt, 1) ? -1 : vt_stmt_get_int (stmt, 1);
  check->lowest_minor = vt_stmt_is_null (stmt, 2) ? -1 : vt_stmt_get_int (stmt, 2);
  check->highest_minor = vt_stmt_is_null (stmt, 3) ? -1 : vt_stmt_get_int (stmt, 3);
  return TRUE;
}

static VtCompareAtVerdict
judge (gint64 price_minor, gint64 compare_at_minor, const VtCompareAtCheck *check)
{
  if (compare_at_minor < 0)
    return VT_COMPARE_AT_NONE;
  if (compare_at_minor <= price_minor)
    return VT_COMPARE_AT_NOT_HIGHER;
  if (check->lowest_minor < 0)
    return VT_COMPARE_AT_UNPROVEN;
  if (check->lowest_minor <= price_minor)
    return VT_COMPARE_AT_NO_REDUCTION;
  if (compare_at_minor > check->highest_minor)
    return VT_COMPARE_AT_UNTRUE;

  return compare_at_minor > check->lowest_minor ? VT_COMPARE_AT_NOT_LOWEST : VT_COMPARE_AT_TRUE;
}

/**
 * vt_price_check_compare_at:
 * @db: a shop's database
 * @variant_id: a variant
 * @now_us: UTC microseconds since 1970
 * @check: (out): what was found; %VT_COMPARE_AT_NONE when there is no such variant
 * @error: a #VtDbError
 *
 * Holds a compare-at price against what shoppers were really asked for (Directive 98/6/EC, article 6a; CJEU C-330/23: a
 * percentage counts from the lowest price of the 30 days before).
 *
 * Returns: whether it was looked up
 */
gboolean
vt_price_check_compare_at (VtDb *db, gint64 variant_id, gint64 now_us, VtCompareAtCheck *check, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT v.price_minor, v.compare_at_minor, " VT_PRICE_LOWEST ", "
                     "(SELECT max (h.price_minor) FROM main.price_history AS h WHERE h.variant_id = v.id) "
                     "FROM main.variant AS v WHERE v.id = ?2",
                     error);
  gint64 price_minor = 0;
  gint64 compare_at_minor = -1;

  *check = (VtCompareAtCheck){ VT_COMPARE_AT_NONE, -1, -1 };
  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", now_us, variant_id) ||
      !read_check (stmt, &price_minor, &compare_at_minor, check, error))
    return FALSE;

  check->verdict = judge (price_minor, compare_at_minor, check);
  return TRUE;
}
