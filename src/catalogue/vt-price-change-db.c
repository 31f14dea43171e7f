/* Owns the table price_change: what a price in the back office was before each change. The rows are part of the edit
 * that makes them and go when it is undone. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-price-history.h"

/* Typing a price makes many of it; what was there before the typing counts. */
#define TYPING_US (2 * G_USEC_PER_SEC)

/**
 * vt_price_change_note:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @before_minor: what its price was
 * @after_minor: what it is now
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Notes that a price changed. Changes less than two seconds apart are one, and none when the price is the same again.
 *
 * Returns: whether it is noted
 */
gboolean
vt_price_change_note (VtDb *db,
                      gint64 variant_id,
                      gint64 before_minor,
                      gint64 after_minor,
                      gint64 now_us,
                      GError **error)
{
  gint64 began_us = 0;
  gint64 began_minor = 0;
  VtStep step = vt_db_get (db, error, &began_us,
                           "SELECT at_us FROM price_change WHERE variant_id = ?1 AND at_us > ?2 AND at_us <= ?3 "
                           "ORDER BY at_us DESC LIMIT 1",
                           "iii", variant_id, (gint64) (now_us - TYPING_US), now_us);

  if (step == VT_STEP_ERROR || before_minor == after_minor)
    return step != VT_STEP_ERROR;
  if (step == VT_STEP_DONE)
    return vt_db_run (db, error, "INSERT INTO price_change (variant_id, at_us, price_minor) VALUES (?1, ?2, ?3)", "iii",
                      variant_id, now_us, before_minor);

  if (vt_db_get (db, error, &began_minor, "SELECT price_minor FROM price_change WHERE variant_id = ?1 AND at_us = ?2",
                 "ii", variant_id, began_us) == VT_STEP_ERROR)
    return FALSE;

  return began_minor != after_minor ||
         vt_db_run (db, error, "DELETE FROM price_change WHERE variant_id = ?1 AND at_us = ?2", "ii", variant_id,
                    began_us);
}

/**
 * vt_price_change_note_many:
 * @db: the connection of a #VtShopJob
 * @variant_ids: (array length=n): variants whose prices are about to become others
 * @n: how many
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Does before a bulk edit what vt_price_change_note() does after each single one.
 *
 * Returns: whether the prices of now are noted
 */
gboolean
vt_price_change_note_many (VtDb *db, const gint64 *variant_ids, guint n, gint64 now_us, GError **error)
{
  g_autofree char *list = vt_catalogue_ids_to_json (variant_ids, n);

  return vt_db_run (db, error,
                    "INSERT INTO price_change (variant_id, at_us, price_minor) "
                    "SELECT v.id, ?2, v.price_minor FROM json_each (?1) AS list "
                    "CROSS JOIN variant AS v ON v.id = list.value "
                    "WHERE NOT EXISTS (SELECT 1 FROM price_change AS c WHERE c.variant_id = v.id "
                    "AND c.at_us > ?3 AND c.at_us <= ?2)",
                    "sii", list, now_us, (gint64) (now_us - TYPING_US));
}

/* Of a variant that goes. */
gboolean
vt_price_change_forget (VtDb *db, gint64 variant_id, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM price_change WHERE variant_id = ?1", "i", variant_id);
}

/**
 * vt_price_change_list:
 * @db: a shop's database
 * @variant_id: a variant
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtPriceChange): the changes of its price, newest first
 */
GArray *
vt_price_change_list (VtDb *db, gint64 variant_id, GError **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (VtPriceChange));
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT at_us, price_minor FROM price_change WHERE variant_id = ?1 ORDER BY at_us DESC", error);
  gint64 after_minor = 0;
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, variant_id, error) ||
      vt_db_get (db, error, &after_minor, "SELECT price_minor FROM variant WHERE id = ?1", "i", variant_id) ==
          VT_STEP_ERROR)
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtPriceChange change = { vt_stmt_get_int (stmt, 0), vt_stmt_get_int (stmt, 1), after_minor };

      g_array_append_val (changes, change);
      after_minor = change.before_minor;
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&changes) : NULL;
}
