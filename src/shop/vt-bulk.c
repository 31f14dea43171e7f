#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-bulk.h"

#include "shop/vt-recorder.h"

/**
 * vt_bulk_begin:
 * @db: the connection of a #VtShopJob
 * @error: a #VtDbError
 *
 * From here to vt_bulk_end() rows are only added, and each belongs to a range that vt_bulk_added() names. They are not
 * recorded one by one, which is most of the work of a large import. Pairs may stand inside each other. On a connection
 * whose changes nobody records it does nothing.
 *
 * Returns: whether recording pauses
 */
gboolean
vt_bulk_begin (VtDb *db, GError **error G_GNUC_UNUSED)
{
  VtRecorder *recorder = vt_db_get_companion (db);

  if (recorder != NULL)
    vt_recorder_pause (recorder);
  return TRUE;
}

/**
 * vt_bulk_end:
 * @db: the connection of a #VtShopJob
 * @error: a #VtDbError
 *
 * Ends what vt_bulk_begin() began.
 *
 * Returns: whether recording goes on
 */
gboolean
vt_bulk_end (VtDb *db, GError **error G_GNUC_UNUSED)
{
  VtRecorder *recorder = vt_db_get_companion (db);

  if (recorder != NULL)
    vt_recorder_resume (recorder);
  return TRUE;
}

/**
 * vt_bulk_added:
 * @db: the connection of a #VtShopJob
 * @table: a table whose primary key begins with an integer
 * @first_id: the lowest value of that column among the rows that were added
 * @last_id: the highest
 *
 * Names rows that were added since vt_bulk_begin(). All rows of the range are taken to be of this write, so rows that
 * hang on others (tags, movements of stock) may be added this way only to what this write added as well.
 */
void
vt_bulk_added (VtDb *db, const char *table, gint64 first_id, gint64 last_id)
{
  VtRecorder *recorder = vt_db_get_companion (db);

  g_return_if_fail (first_id <= last_id);

  if (recorder != NULL)
    vt_recorder_add_range (recorder, table, first_id, last_id);
}
