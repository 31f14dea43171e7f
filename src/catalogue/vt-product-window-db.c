/* Reads products by what is known of them; owns no table. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-window.h"

static GArray *
read_ids (VtStmt *stmt, gboolean drafts, gint64 now_us, int limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "iii", (gint64) (drafts != FALSE), now_us, (gint64) MAX (limit, 0)))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/**
 * vt_product_list_newest:
 * @db: a shop's database or a public catalogue
 * @drafts: also those that are not public
 * @now_us: the moment that counts, UTC microseconds since 1970
 * @limit: how many at most
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type gint64) (nullable): those that came last, the last first
 */
GArray *
vt_product_list_newest (VtDb *db, gboolean drafts, gint64 now_us, int limit, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT id FROM product AS p WHERE status <> 'archived' AND (?1 OR (status = 'active' AND "
                     "coalesce (publish_us, 0) <= ?2)) AND EXISTS (SELECT 1 FROM variant WHERE product_id = p.id) "
                     "ORDER BY coalesce (publish_us, created_us) DESC, id DESC LIMIT ?3",
                     error);

  return read_ids (stmt, drafts, now_us, limit, error);
}

/**
 * vt_product_list_reduced:
 * @db: a shop's database or a public catalogue
 * @drafts: also those that are not public
 * @now_us: the moment that counts, UTC microseconds since 1970
 * @limit: how many at most
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type gint64) (nullable): those of which a variant has a former price that is
 * higher, the most reduced first. Whether it was ever asked is not looked at here
 */
GArray *
vt_product_list_reduced (VtDb *db, gboolean drafts, gint64 now_us, int limit, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT p.id FROM product AS p JOIN variant AS v ON v.product_id = p.id "
                     "WHERE v.compare_at_minor > v.price_minor AND p.status <> 'archived' "
                     "AND (?1 OR (p.status = 'active' AND coalesce (p.publish_us, 0) <= ?2)) GROUP BY p.id "
                     "ORDER BY min (v.price_minor * 1000 / v.compare_at_minor), p.id LIMIT ?3",
                     error);

  return read_ids (stmt, drafts, now_us, limit, error);
}
