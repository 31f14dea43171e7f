#define G_LOG_DOMAIN "vt-catalogue"

/* Owner of stock_place. A place that the ledger names stays in the table for good; once it is empty it can be closed,
 * and a new place of its name opens it again. */

#include "catalogue/vt-stock-place.h"

#include "base/vt-id.h"
#include "base/vt-text.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-stock.h"

#include <glib/gi18n-lib.h>

#define PLACES_MAX       1000
#define PLACE_NAME_CHARS 80

#define COLUMNS                                                                                                        \
  "SELECT place.id, place.name, coalesce (held.on_hand, 0), coalesce (held.n, 0) FROM stock_place AS place "           \
  "LEFT JOIN (SELECT place_id, sum (on_hand) AS on_hand, count (*) AS n FROM stock_level WHERE on_hand <> 0 "          \
  "GROUP BY place_id) AS held ON held.place_id = place.id "

#define PLAIN_COLUMNS "SELECT place.id, place.name, 0, 0 FROM stock_place AS place "
#define OPEN          "WHERE place.closed = 0 ORDER BY place.position, place.id"

/**
 * vt_stock_place_free:
 * @self: (nullable): a place
 *
 * Frees it.
 */
void
vt_stock_place_free (VtStockPlace *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

static VtStockPlace *
read_place (VtStmt *stmt)
{
  VtStockPlace *self = g_new0 (VtStockPlace, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->name = vt_stmt_dup_text (stmt, 1);
  self->on_hand = vt_stmt_get_int (stmt, 2);
  self->n_variants = vt_stmt_get_int (stmt, 3);
  return self;
}

/**
 * vt_stock_place_list:
 * @db: a shop's database
 * @with_stock: whether to add up what is there, of which a large shop has much: then off the main thread
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtStockPlace) (nullable): the places that are open, in their order
 */
GPtrArray *
vt_stock_place_list (VtDb *db, gboolean with_stock, GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_stock_place_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, with_stock ? COLUMNS OPEN : PLAIN_COLUMNS OPEN, error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (places, read_place (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&places) : NULL;
}

/**
 * vt_stock_place_load:
 * @db: a shop's database
 * @id: a place
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: (transfer full) (nullable): the place
 */
VtStockPlace *
vt_stock_place_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, COLUMNS "WHERE place.id = ?1 AND place.closed = 0", error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error) ||
      !vt_catalogue_found (vt_stmt_step (stmt, error), _ ("The shop has no such place any more"), error))
    return NULL;

  return read_place (stmt);
}

static gboolean
is_named (const VtStockPlace *place, const char *folded)
{
  g_autofree char *own = vt_text_fold (place->name);

  return g_str_equal (own, folded);
}

/**
 * vt_stock_place_find:
 * @db: a shop's database
 * @name: its name; case and accents do not matter
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: (transfer full) (nullable): the open place of that name
 */
VtStockPlace *
vt_stock_place_find (VtDb *db, const char *name, GError **error)
{
  g_autoptr (GPtrArray) places = vt_stock_place_list (db, FALSE, error);
  g_autofree char *line = vt_text_single_line (name);
  g_autofree char *folded = vt_text_fold (line);

  for (guint i = 0; places != NULL && i < places->len; i++)
    if (is_named (g_ptr_array_index (places, i), folded))
      return g_ptr_array_steal_index (places, i);

  if (places != NULL)
    g_set_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND, _ ("The shop keeps no stock at “%s”"), name);
  return NULL;
}

static gboolean
check_free_name (VtDb *db, const char *name, gint64 own_id, GError **error)
{
  g_autoptr (GPtrArray) places = vt_stock_place_list (db, FALSE, error);
  g_autofree char *folded = vt_text_fold (name);

  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const VtStockPlace *place = g_ptr_array_index (places, i);

      if (place->id != own_id && is_named (place, folded))
        {
          g_set_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_TAKEN,
                       _ ("There is a place called “%s” already; choose another name"), place->name);
          return FALSE;
        }
    }

  return places != NULL;
}

static char *
check_name (VtDb *db, const char *name, gint64 own_id, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (name, _ ("name of the place"), PLACE_NAME_CHARS, TRUE, error);

  return line != NULL && check_free_name (db, line, own_id, error) ? g_steal_pointer (&line) : NULL;
}

/**
 * vt_stock_place_add:
 * @db: the connection of a #VtShopJob
 * @name: one line of 1 to 80 characters that no other open place has
 * @id: (out): the place
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Opens a place, after those that there are. The first one of a shop is made together with the shop's own, as the stock
 * that there is must be somewhere.
 *
 * Returns: whether there is that place now
 */
gboolean
vt_stock_place_add (VtDb *db, const char *name, gint64 *id, GError **error)
{
  g_autofree char *line = NULL;
  gint64 first = 0;
  gint64 n = 0;

  if (!vt_stock_default_place (db, &first, error))
    return FALSE;

  line = check_name (db, name, 0, error);
  if (line == NULL ||
      vt_db_get (db, error, &n, "SELECT count (*) FROM stock_place WHERE closed = 0", "") != VT_STEP_ROW)
    return FALSE;
  if (n >= PLACES_MAX)
    return vt_catalogue_invalid (error, _ ("A shop keeps its stock at no more than %d places"), PLACES_MAX);

  switch (vt_db_get (db, error, id, "SELECT id FROM stock_place WHERE closed = 1 AND name = ?1", "s", line))
    {
    case VT_STEP_ROW:
      break;
    case VT_STEP_DONE:
      *id = vt_id_new ();
      break;
    case VT_STEP_ERROR:
    default:
      return FALSE;
    }

  return vt_db_run (db, error,
                    "INSERT INTO stock_place (id, name, position) VALUES (?1, ?2, "
                    "(SELECT coalesce (max (position), -1) + 1 FROM stock_place WHERE closed = 0)) "
                    "ON CONFLICT (id) DO UPDATE SET closed = 0, position = excluded.position",
                    "is", *id, line);
}

/**
 * vt_stock_place_rename:
 * @db: the connection of a #VtShopJob
 * @id: an open place
 * @name: as for vt_stock_place_add()
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that name now
 */
gboolean
vt_stock_place_rename (VtDb *db, gint64 id, const char *name, GError **error)
{
  g_autoptr (VtStockPlace) place = vt_stock_place_load (db, id, error);
  g_autofree char *line = place != NULL ? check_name (db, name, id, error) : NULL;

  return line != NULL &&
         vt_db_run (db, error, "UPDATE stock_place SET name = ?2 WHERE id = ?1 AND name <> ?2", "is", id, line);
}

/**
 * vt_stock_place_reorder:
 * @db: the connection of a #VtShopJob
 * @id: an open place
 * @position: from 0; beyond the end is the end. The first place is where stock goes when nothing else is said
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it stands there now
 */
gboolean
vt_stock_place_reorder (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (VtStockPlace) place = vt_stock_place_load (db, id, error);
  g_autoptr (GPtrArray) places = place != NULL ? vt_stock_place_list (db, FALSE, error) : NULL;
  VtStockPlace *moved;
  guint index = 0;

  if (places == NULL)
    return FALSE;

  while (((VtStockPlace *) g_ptr_array_index (places, index))->id != id)
    index++;
  moved = g_ptr_array_steal_index (places, index);
  g_ptr_array_insert (places, CLAMP (position, 0, (int) places->len), moved);

  for (guint i = 0; i < places->len; i++)
    if (!vt_db_run (db, error, "UPDATE stock_place SET position = ?2 WHERE id = ?1 AND position <> ?2", "ii",
                    ((VtStockPlace *) g_ptr_array_index (places, i))->id, (gint64) i))
      return FALSE;

  return TRUE;
}

static gboolean
check_removable (VtDb *db, const VtStockPlace *place, GError **error)
{
  gint64 n = 0;

  if (place->n_variants > 0)
    return vt_catalogue_invalid (
        error,
        g_dngettext (GETTEXT_PACKAGE, "There is still stock of %d variant at “%s”; move it to another place first",
                     "There is still stock of %d variants at “%s”; move it to another place first",
                     (gulong) place->n_variants),
        (int) place->n_variants, place->name);
  if (vt_db_get (db, error, &n, "SELECT count (*) FROM stock_place WHERE closed = 0", "") != VT_STEP_ROW)
    return FALSE;
  if (n < 2)
    return vt_catalogue_invalid (error, _ ("“%s” is the only place; a shop needs one"), place->name);
  if (vt_db_get (db, error, &n, "SELECT count (*) FROM stocktake WHERE place_id = ?1 AND applied_us IS NULL", "i",
                 place->id) != VT_STEP_ROW)
    return FALSE;

  return n == 0 ||
         vt_catalogue_invalid (error, _ ("“%s” is being counted; apply or discard the count first"), place->name);
}

/**
 * vt_stock_place_remove:
 * @db: the connection of a #VtShopJob
 * @id: an open place
 * @error: a #VtCatalogueError, such as when there is stock left or it is the only one, or a #VtDbError
 *
 * Removes the place; where the ledger names it, it is closed instead, as the ledger is never changed.
 *
 * Returns: whether it is gone
 */
gboolean
vt_stock_place_remove (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStockPlace) place = vt_stock_place_load (db, id, error);

  return place != NULL && check_removable (db, place, error) &&
         vt_db_run (db, error, "UPDATE stock_place SET closed = 1 WHERE id = ?1", "i", id) &&
         vt_db_run (db, error,
                    "DELETE FROM stock_place WHERE id = ?1 "
                    "AND NOT EXISTS (SELECT 1 FROM stock_movement WHERE place_id = ?1) "
                    "AND NOT EXISTS (SELECT 1 FROM stocktake WHERE place_id = ?1)",
                    "i", id);
}

typedef struct
{
  gint64 variant_id;
  gint64 on_hand;
} Level;

static GArray *
levels_at (VtDb *db, gint64 place_id, GError **error)
{
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT variant_id, on_hand FROM stock_level WHERE place_id = ?1 AND on_hand <> 0", error);
  VtStep step = VT_STEP_ERROR;

  if (stmt != NULL && vt_stmt_bind_int (stmt, 1, place_id, error))
    while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
      {
        Level level = { vt_stmt_get_int (stmt, 0), vt_stmt_get_int (stmt, 1) };

        g_array_append_val (levels, level);
      }

  return step == VT_STEP_DONE ? g_steal_pointer (&levels) : NULL;
}

/**
 * vt_stock_place_empty:
 * @db: the connection of a #VtShopJob
 * @id: an open place
 * @to_id: another one
 * @at_us: when, UTC microseconds since 1970
 * @n_variants: (out) (optional): of how many variants there was stock
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Moves all that the ledger knows to be at @id, as its amounts below zero too.
 *
 * Returns: whether nothing is left there
 */
gboolean
vt_stock_place_empty (VtDb *db, gint64 id, gint64 to_id, gint64 at_us, guint *n_variants, GError **error)
{
  g_autoptr (VtStockPlace) from = vt_stock_place_load (db, id, error);
  g_autoptr (VtStockPlace) to = from != NULL ? vt_stock_place_load (db, to_id, error) : NULL;
  g_autoptr (GArray) levels = NULL;

  if (to == NULL)
    return FALSE;
  if (id == to_id)
    return vt_catalogue_invalid (error, _ ("The stock is at “%s” already; choose another place"), to->name);

  levels = levels_at (db, id, error);
  for (guint i = 0; levels != NULL && i < levels->len; i++)
    {
      const Level *level = &g_array_index (levels, Level, i);

      if (!vt_stock_move (db, level->variant_id, id, -level->on_hand, "moved", to->name, at_us, error) ||
          !vt_stock_move (db, level->variant_id, to_id, level->on_hand, "moved", from->name, at_us, error))
        return FALSE;
    }

  if (levels != NULL && n_variants != NULL)
    *n_variants = levels->len;
  return levels != NULL;
}
