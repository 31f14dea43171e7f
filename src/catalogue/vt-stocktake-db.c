#define G_LOG_DOMAIN "vt-catalogue"

/* Owner of stocktake and stocktake_line.
 *
 * What should be there is the ledger's sum now, less what moved after the thing was counted; so sales during the count
 * are no difference, and neither are those that a host tells of later. Corrections of the ledger are not movements of
 * things: one that was made after the counting says what was there before it too, and stays in the sum. */

#include "catalogue/vt-stocktake.h"

#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stock.h"

#include <glib/gi18n-lib.h>

/* More pieces of one thing than anybody counts: a barcode that went into the wrong field. */
#define COUNT_MAX G_GINT64_CONSTANT (100000000)

#define HEAD                                                                                                           \
  "SELECT take.id, take.place_id, stock_place.name, take.started_us, coalesce (take.applied_us, 0), "                  \
  "(SELECT count (*) FROM stocktake_line WHERE stocktake_id = take.id), "                                              \
  "(SELECT coalesce (sum (counted), 0) FROM stocktake_line WHERE stocktake_id = take.id) "                             \
  "FROM stocktake AS take JOIN stock_place ON stock_place.id = take.place_id "

/* What moved after the line was counted. Once the count is applied, that was before it was. */
#define MOVED                                                                                                          \
  "(SELECT coalesce (sum (delta), 0) FROM stock_movement WHERE variant_id = line.variant_id "                          \
  "AND place_id = take.place_id AND reason <> 'counted' AND at_us > line.counted_us "                                  \
  "AND at_us <= coalesce (take.applied_us, 9223372036854775807))"

/* The ledger's sum now; of an applied count, as it was right before. */
#define HELD                                                                                                           \
  "(CASE WHEN take.applied_us IS NULL "                                                                                \
  "THEN (SELECT on_hand FROM stock_level WHERE variant_id = line.variant_id AND place_id = take.place_id) "            \
  "ELSE (SELECT sum (delta) FROM stock_movement WHERE variant_id = line.variant_id AND place_id = take.place_id "      \
  "AND (at_us < take.applied_us OR at_us = take.applied_us AND reason <> 'counted')) END)"

#define LINE_COLUMNS                                                                                                   \
  "SELECT variant.id, product.id, product.title, replace (variant.option_values, char (31), ' / '), variant.sku, "     \
  "variant.barcode, "
#define LINES                                                                                                          \
  LINE_COLUMNS                                                                                                         \
  "line.counted, line.counted_us, coalesce (" HELD ", 0) - " MOVED " AS expected, " MOVED " "                          \
  "FROM stocktake_line AS line JOIN stocktake AS take ON take.id = line.stocktake_id "                                 \
  "JOIN variant ON variant.id = line.variant_id JOIN product ON product.id = variant.product_id "                      \
  "WHERE line.stocktake_id = ?1 "
#define BY_TIME "ORDER BY line.counted_us DESC, line.variant_id LIMIT ?2"

static const char *const part_sql[] = {
  [VT_STOCKTAKE_COUNTED] = LINES BY_TIME,
  [VT_STOCKTAKE_DIFFERENT] = LINES "AND line.counted <> expected " BY_TIME,
  [VT_STOCKTAKE_UNCOUNTED] = LINE_COLUMNS
  "-1, 0, level.on_hand, 0 FROM stocktake AS take "
  "JOIN stock_level AS level ON level.place_id = take.place_id JOIN variant ON variant.id = level.variant_id "
  "JOIN product ON product.id = variant.product_id WHERE take.id = ?1 AND level.on_hand <> 0 "
  "AND variant.track_stock = 1 AND NOT EXISTS (SELECT 1 FROM stocktake_line "
  "WHERE stocktake_id = ?1 AND variant_id = level.variant_id) "
  "ORDER BY product.title COLLATE NOCASE, product.id, variant.position, variant.id LIMIT ?2",
};

static VtStocktake *
read_head (VtStmt *stmt)
{
  VtStocktake *self = g_new0 (VtStocktake, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->place_id = vt_stmt_get_int (stmt, 1);
  self->place = vt_stmt_dup_text (stmt, 2);
  self->started_us = vt_stmt_get_int (stmt, 3);
  self->applied_us = vt_stmt_get_int (stmt, 4);
  self->n_lines = vt_stmt_get_int (stmt, 5);
  self->n_pieces = vt_stmt_get_int (stmt, 6);
  return self;
}

/**
 * vt_stocktake_list:
 * @db: a shop's database
 * @limit: how many at most
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtStocktake) (nullable): the counts that go on, then those that were applied,
 * the newest first
 */
GPtrArray *
vt_stocktake_list (VtDb *db, int limit, GError **error)
{
  g_autoptr (GPtrArray) takes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_stocktake_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, HEAD "ORDER BY take.applied_us IS NOT NULL, coalesce (take.applied_us, take.started_us) DESC LIMIT ?1",
      error);
  VtStep step = VT_STEP_ERROR;

  if (stmt != NULL && vt_stmt_bind_int (stmt, 1, limit, error))
    while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
      g_ptr_array_add (takes, read_head (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&takes) : NULL;
}

/**
 * vt_stocktake_load:
 * @db: a shop's database
 * @id: a count
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: (transfer full) (nullable): the count
 */
VtStocktake *
vt_stocktake_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, HEAD "WHERE take.id = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error) ||
      !vt_catalogue_found (vt_stmt_step (stmt, error), _ ("The count is not in the shop any more"), error))
    return NULL;

  return read_head (stmt);
}

/**
 * vt_stocktake_find_open:
 * @db: a shop's database
 * @place_id: a place
 * @id: (out): the count that goes on there; 0 for none
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_stocktake_find_open (VtDb *db, gint64 place_id, gint64 *id, GError **error)
{
  *id = 0;

  return vt_db_get (db, error, id, "SELECT id FROM stocktake WHERE place_id = ?1 AND applied_us IS NULL", "i",
                    place_id) != VT_STEP_ERROR;
}

static VtStocktakeLine *
read_line (VtStmt *stmt)
{
  VtStocktakeLine *self = g_new0 (VtStocktakeLine, 1);

  self->variant_id = vt_stmt_get_int (stmt, 0);
  self->product_id = vt_stmt_get_int (stmt, 1);
  self->title = vt_stmt_dup_text (stmt, 2);
  self->variant = vt_stmt_dup_text (stmt, 3);
  self->sku = vt_stmt_dup_text (stmt, 4);
  self->barcode = vt_stmt_dup_text (stmt, 5);
  self->counted = vt_stmt_get_int (stmt, 6);
  self->counted_us = vt_stmt_get_int (stmt, 7);
  self->expected = vt_stmt_get_int (stmt, 8);
  self->moved_since = vt_stmt_get_int (stmt, 9);
  return self;
}

/**
 * vt_stocktake_lines:
 * @db: a shop's database
 * @id: a count
 * @part: which lines
 * @limit: how many at most; -1 for all
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtStocktakeLine) (nullable): the lines
 */
GPtrArray *
vt_stocktake_lines (VtDb *db, gint64 id, VtStocktakePart part, int limit, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_stocktake_line_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, part_sql[part], error);
  VtStep step = VT_STEP_ERROR;

  if (stmt != NULL && vt_stmt_bind (stmt, error, "ii", id, (gint64) limit))
    while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
      g_ptr_array_add (lines, read_line (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&lines) : NULL;
}

/**
 * vt_stocktake_line_load:
 * @db: a shop's database
 * @id: a count
 * @variant_id: what was counted
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: (transfer full) (nullable): the line
 */
VtStocktakeLine *
vt_stocktake_line_load (VtDb *db, gint64 id, gint64 variant_id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, LINES "AND line.variant_id = ?2", error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", id, variant_id) ||
      !vt_catalogue_found (vt_stmt_step (stmt, error), _ ("It was not counted"), error))
    return NULL;

  return read_line (stmt);
}

/**
 * vt_stocktake_sum:
 * @db: a shop's database
 * @id: a count
 * @sums: (out): what applying it would do
 * @error: a #VtDbError
 *
 * Looks through the stock of the place: off the main thread.
 *
 * Returns: whether it could be added up
 */
gboolean
vt_stocktake_sum (VtDb *db, gint64 id, VtStocktakeSums *sums, GError **error)
{
  g_autoptr (GPtrArray) lines = vt_stocktake_lines (db, id, VT_STOCKTAKE_COUNTED, -1, error);
  g_autoptr (GPtrArray) uncounted =
      lines != NULL ? vt_stocktake_lines (db, id, VT_STOCKTAKE_UNCOUNTED, -1, error) : NULL;

  *sums = (VtStocktakeSums){ 0 };
  if (uncounted == NULL)
    return FALSE;

  sums->n_lines = lines->len;
  for (guint i = 0; i < lines->len; i++)
    {
      gint64 difference = vt_stocktake_line_difference (g_ptr_array_index (lines, i));

      sums->n_different += difference != 0;
      sums->n_over += MAX (difference, 0);
      sums->n_missing += MAX (-difference, 0);
    }
  sums->n_uncounted = uncounted->len;
  for (guint i = 0; i < uncounted->len; i++)
    sums->n_uncounted_pieces += ((VtStocktakeLine *) g_ptr_array_index (uncounted, i))->expected;

  return TRUE;
}

/**
 * vt_stocktake_start:
 * @db: the connection of a #VtShopJob
 * @place_id: where to count; 0 for the default place
 * @now_us: UTC microseconds since 1970
 * @id: (out): the count
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Begins to count what is there; where a count goes on already, it is that one.
 *
 * Returns: whether there is a count now
 */
gboolean
vt_stocktake_start (VtDb *db, gint64 place_id, gint64 now_us, gint64 *id, GError **error)
{
  g_autoptr (VtStockPlace) place = NULL;

  if (place_id == 0 && !vt_stock_default_place (db, &place_id, error))
    return FALSE;

  place = vt_stock_place_load (db, place_id, error);
  if (place == NULL || !vt_stocktake_find_open (db, place_id, id, error))
    return FALSE;
  if (*id != 0)
    return TRUE;

  *id = vt_id_new ();
  return vt_db_run (db, error, "INSERT INTO stocktake (id, place_id, started_us) VALUES (?1, ?2, ?3)", "iii", *id,
                    place_id, now_us);
}

static VtStocktake *
load_open (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStocktake) take = vt_stocktake_load (db, id, error);

  if (take == NULL || take->applied_us == 0)
    return g_steal_pointer (&take);

  vt_catalogue_invalid (error, _ ("The count of “%s” was applied already; start a new one"), take->place);
  return NULL;
}

static gboolean
check_variant (VtDb *db, gint64 variant_id, GError **error)
{
  gint64 found = 0;

  return vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM variant WHERE id = ?1", "i", variant_id),
                             _ ("The variant is not in the shop any more"), error);
}

static gboolean
write_line (VtDb *db, gint64 id, gint64 variant_id, gint64 counted, gint64 now_us, GError **error)
{
  if (counted < 0)
    return vt_catalogue_invalid (error, _ ("No fewer than 0 pieces can be counted"));
  if (counted > COUNT_MAX)
    return vt_catalogue_invalid (error, _ ("More than a hundred million pieces cannot be right; check the number"));

  return vt_db_run (db, error,
                    "INSERT INTO stocktake_line (stocktake_id, variant_id, counted, counted_us) "
                    "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (stocktake_id, variant_id) "
                    "DO UPDATE SET counted = excluded.counted, counted_us = excluded.counted_us",
                    "iiii", id, variant_id, counted, now_us);
}

/**
 * vt_stocktake_add:
 * @db: the connection of a #VtShopJob
 * @id: a count that goes on
 * @variant_id: what was scanned
 * @quantity: pieces more; below 0 takes some back
 * @now_us: UTC microseconds since 1970
 * @moved_meanwhile: (out) (optional): how many pieces came or went since the ones counted before. Nobody can tell
 *   whether these had been counted: when it is not 0, have them counted again
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether they were added to what was counted
 */
gboolean
vt_stocktake_add (VtDb *db,
                  gint64 id,
                  gint64 variant_id,
                  gint64 quantity,
                  gint64 now_us,
                  gint64 *moved_meanwhile,
                  GError **error)
{
  g_autoptr (VtStocktake) take = load_open (db, id, error);
  g_autoptr (VtStocktakeLine) line = NULL;
  g_autoptr (GError) local = NULL;

  if (moved_meanwhile != NULL)
    *moved_meanwhile = 0;
  if (take == NULL || !check_variant (db, variant_id, error))
    return FALSE;
  if (quantity > COUNT_MAX || quantity < -COUNT_MAX)
    return vt_catalogue_invalid (error, _ ("More than a hundred million pieces cannot be right; check the number"));

  line = vt_stocktake_line_load (db, id, variant_id, &local);
  if (line == NULL && !g_error_matches (local, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (line != NULL && moved_meanwhile != NULL)
    *moved_meanwhile = line->moved_since;
  return write_line (db, id, variant_id, (line != NULL ? line->counted : 0) + quantity, now_us, error);
}

/**
 * vt_stocktake_set:
 * @db: the connection of a #VtShopJob
 * @id: a count that goes on
 * @variant_id: what was counted
 * @counted: pieces, 0 or more
 * @now_us: UTC microseconds since 1970
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it stands at that number now, counted now
 */
gboolean
vt_stocktake_set (VtDb *db, gint64 id, gint64 variant_id, gint64 counted, gint64 now_us, GError **error)
{
  g_autoptr (VtStocktake) take = load_open (db, id, error);

  return take != NULL && check_variant (db, variant_id, error) &&
         write_line (db, id, variant_id, counted, now_us, error);
}

/**
 * vt_stocktake_forget:
 * @db: the connection of a #VtShopJob
 * @id: a count that goes on
 * @variant_id: what was counted by mistake
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is not counted now
 */
gboolean
vt_stocktake_forget (VtDb *db, gint64 id, gint64 variant_id, GError **error)
{
  g_autoptr (VtStocktake) take = load_open (db, id, error);

  return take != NULL && vt_db_run (db, error, "DELETE FROM stocktake_line WHERE stocktake_id = ?1 AND variant_id = ?2",
                                    "ii", id, variant_id);
}

static gboolean
correct (VtDb *db,
         const VtStocktake *take,
         VtStocktakePart part,
         const char *reference,
         gint64 now_us,
         guint *n,
         GError **error)
{
  g_autoptr (GPtrArray) lines = vt_stocktake_lines (db, take->id, part, -1, error);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const VtStocktakeLine *line = g_ptr_array_index (lines, i);
      gint64 delta = part == VT_STOCKTAKE_UNCOUNTED ? -line->expected : vt_stocktake_line_difference (line);

      if (!vt_stock_move (db, line->variant_id, take->place_id, delta, "counted", reference, now_us, error))
        return FALSE;
      *n += 1;
    }

  return lines != NULL;
}

/**
 * vt_stocktake_apply:
 * @db: the connection of a #VtShopJob
 * @id: a count that goes on
 * @uncounted_is_none: whether what was not counted is not there; else it is left as it is
 * @now_us: UTC microseconds since 1970
 * @n: (out) (optional): how many variants the ledger was corrected for
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Corrects the ledger by the differences. What moved since something was counted stays moved.
 *
 * Returns: whether the ledger agrees with the count, and the count is over
 */
gboolean
vt_stocktake_apply (VtDb *db, gint64 id, gboolean uncounted_is_none, gint64 now_us, guint *n, GError **error)
{
  g_autoptr (VtStocktake) take = load_open (db, id, error);
  g_autofree char *reference = NULL;
  guint done = 0;

  if (take == NULL)
    return FALSE;
  if (take->n_lines == 0)
    return vt_catalogue_invalid (error, _ ("Nothing was counted yet; scan or type something first"));

  /* TRANSLATORS: in the history of a variant's stock, beside “counted” */
  reference = g_strdup_printf (_ ("Stocktake of “%s”"), take->place);
  if ((uncounted_is_none && !correct (db, take, VT_STOCKTAKE_UNCOUNTED, reference, now_us, &done, error)) ||
      !correct (db, take, VT_STOCKTAKE_DIFFERENT, reference, now_us, &done, error))
    return FALSE;

  if (n != NULL)
    *n = done;
  return vt_db_run (db, error, "UPDATE stocktake SET applied_us = ?2 WHERE id = ?1", "ii", id, now_us);
}

/**
 * vt_stocktake_discard:
 * @db: the connection of a #VtShopJob
 * @id: a count that goes on
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Throws the count away; the ledger stays as it is.
 *
 * Returns: whether it is gone
 */
gboolean
vt_stocktake_discard (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStocktake) take = load_open (db, id, error);

  return take != NULL && vt_db_run (db, error, "DELETE FROM stocktake_line WHERE stocktake_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM stocktake WHERE id = ?1", "i", id);
}
