/* Reads event, and the titles of what is no product. */
#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-search-report-private.h"

#include <string.h>

/* Anybody can tell a shop of searches: more of them than these would fill the memory and say nothing new. */
#define DEEDS_MAX  500000
#define PATH_CHARS 24 /* of an address tell its language */

/* Titles in all languages: a query may be in any. */
#define PLACES                                                                                                         \
  "SELECT title, '/collections/' || handle FROM collection "                                                           \
  "UNION SELECT t.value, '/collections/' || c.handle FROM collection AS c JOIN translation AS t ON "                   \
  "t.kind = 'collection' AND t.row_id = c.id AND t.field = 'title' "                                                   \
  "UNION SELECT title, '/pages/' || handle FROM page WHERE status = 'active' "                                         \
  "UNION SELECT t.value, '/pages/' || p.handle FROM page AS p JOIN translation AS t ON "                               \
  "t.kind = 'page' AND t.row_id = p.id AND t.field = 'title' WHERE p.status = 'active' "                               \
  "UNION SELECT title, '/blog/' || handle FROM post WHERE status = 'active' AND publish_us <= ?1 "                     \
  "ORDER BY 2, 1"

static void
deed_clear (gpointer data)
{
  VtSearchDeed *self = data;

  g_free (self->query);
  g_free (self->path);
}

static void
place_clear (gpointer data)
{
  VtSearchPlace *self = data;

  g_free (self->title);
  g_free (self->path);
}

/**
 * vt_search_deeds_read:
 * @db: a shop's database
 * @from_us: UTC microseconds since 1970
 * @to_us: the same; it is not included
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtSearchDeed) (nullable): searches and what was done after them, the last half
 * a million, visit by visit, in the order of time
 */
GArray *
vt_search_deeds_read (VtDb *db, gint64 from_us, gint64 to_us, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT e.visit, e.at_us, e.kind = 'search', coalesce (e.product_id, v.product_id), e.query, e.path "
      "FROM (SELECT uuid, visit, at_us, kind, product_id, variant_id, query, substr (path, 1, ?4) AS path FROM event "
      "WHERE at_us >= ?1 AND at_us < ?2 AND kind IN ('search', 'click', 'cart', 'purchase') AND query <> '' "
      "ORDER BY at_us DESC LIMIT ?3) AS e LEFT JOIN variant AS v ON v.id = e.variant_id "
      "ORDER BY e.visit, e.at_us, e.uuid",
      error);
  g_autoptr (GArray) deeds = g_array_new (FALSE, TRUE, sizeof (VtSearchDeed));
  VtStep step;

  g_array_set_clear_func (deeds, deed_clear);
  if (stmt == NULL || !vt_stmt_bind (stmt, error, "iiii", from_us, to_us, (gint64) DEEDS_MAX, (gint64) PATH_CHARS))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtSearchDeed deed = { .at_us = vt_stmt_get_int (stmt, 1),
                            .is_search = vt_stmt_get_int (stmt, 2) != 0,
                            .product_id = vt_stmt_get_int (stmt, 3),
                            .query = vt_stmt_dup_text (stmt, 4),
                            .path = vt_stmt_dup_text (stmt, 5) };

      g_strlcpy (deed.visit, vt_stmt_get_text (stmt, 0), sizeof deed.visit);
      g_array_append_val (deeds, deed);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&deeds) : NULL;
}

/**
 * vt_search_places_read:
 * @db: a shop's database
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtSearchPlace) (nullable): collections, pages and posts that shoppers can
 * open, in all languages
 */
GArray *
vt_search_places_read (VtDb *db, gint64 now_us, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, PLACES, error);
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (VtSearchPlace));
  VtStep step;

  g_array_set_clear_func (places, place_clear);
  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, now_us, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtSearchPlace place = { vt_stmt_dup_text (stmt, 0), vt_stmt_dup_text (stmt, 1) };

      g_array_append_val (places, place);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&places) : NULL;
}
