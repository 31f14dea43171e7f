/* Owns the table size_table. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-size-table.h"

#include "base/vt-clock.h"
#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SELECT_TABLE                                                                                                   \
  "SELECT id, name, cells, (SELECT count (*) FROM product WHERE size_table_id = size_table.id) FROM size_table "

/**
 * vt_size_table_free:
 * @self: (nullable): a table of sizes
 */
void
vt_size_table_free (VtSizeTable *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->cells);
  g_free (self);
}

static VtSizeTable *
new_from_row (VtStmt *stmt)
{
  VtSizeTable *self = g_new0 (VtSizeTable, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->name = vt_stmt_dup_text (stmt, 1);
  self->cells = vt_stmt_dup_text (stmt, 2);
  self->n_products = vt_stmt_get_int (stmt, 3);

  return self;
}

/**
 * vt_size_table_list:
 * @db: a shop's database
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtSizeTable): all of them, by name
 */
GPtrArray *
vt_size_table_list (VtDb *db, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_size_table_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_TABLE "ORDER BY name COLLATE NOCASE, id", error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (tables, new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&tables) : NULL;
}

static VtSizeTable *
take (VtStmt *stmt, GError **error)
{
  VtStep step = vt_stmt_step (stmt, error);

  return vt_catalogue_found (step, _ ("The size table is not in the shop any more"), error) ? new_from_row (stmt)
                                                                                            : NULL;
}

/**
 * vt_size_table_load:
 * @db: a shop's database or a public catalogue
 * @id: a table of sizes
 * @error: %VT_CATALOGUE_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the table
 */
VtSizeTable *
vt_size_table_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_TABLE "WHERE id = ?1", error);

  return stmt != NULL && vt_stmt_bind_int (stmt, 1, id, error) ? take (stmt, error) : NULL;
}

/**
 * vt_size_table_find_by_name:
 * @db: a shop's database
 * @name: a table's name
 * @error: %VT_CATALOGUE_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the first table of that name
 */
VtSizeTable *
vt_size_table_find_by_name (VtDb *db, const char *name, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_TABLE "WHERE name = ?1 ORDER BY id", error);

  return stmt != NULL && vt_stmt_bind_text (stmt, 1, name, error) ? take (stmt, error) : NULL;
}

/**
 * vt_product_get_size_table:
 * @db: a shop's database or a public catalogue
 * @product_id: a product
 * @table_id: (out): its table of sizes; 0 when it has none
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_product_get_size_table (VtDb *db, gint64 product_id, gint64 *table_id, GError **error)
{
  *table_id = 0;

  return vt_db_get (db, error, table_id, "SELECT coalesce (size_table_id, 0) FROM product WHERE id = ?1 /* of ?1 */",
                    "i", product_id) != VT_STEP_ERROR;
}

/**
 * vt_product_set_size_table:
 * @db: the connection of a #VtShopJob
 * @product_id: a product
 * @table_id: the table that it shows; 0: none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_product_set_size_table (VtDb *db, gint64 product_id, gint64 table_id, GError **error)
{
  gint64 found = 0;

  if (table_id != 0 &&
      !vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM size_table WHERE id = ?1", "i", table_id),
                           _ ("The size table is not in the shop any more"), error))
    return FALSE;
  if (!vt_db_run (
          db, error,
          "UPDATE product SET size_table_id = nullif (?2, 0) WHERE id = ?1 AND size_table_id IS NOT nullif (?2, "
          "0)",
          "ii", product_id, table_id))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_product_touch (db, product_id, error);
}

static char *
check_row (const char *text, guint number, guint *n_columns, GError **error)
{
  g_auto (GStrv) cells = g_strsplit (text, "\t", -1);
  guint used = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      char *line = vt_catalogue_check_line (cells[i], _ ("cell"), VT_SIZE_TABLE_MAX_CELL_CHARS, FALSE, error);

      if (line == NULL)
        {
          g_prefix_error (error, _ ("Row %u: "), number);
          return NULL;
        }
      g_free (cells[i]);
      cells[i] = line;
      if (*line != '\0')
        used = i + 1;
    }
  if (used > VT_SIZE_TABLE_MAX_COLUMNS)
    {
      vt_catalogue_invalid (error, _ ("A size table can have up to %d columns"), VT_SIZE_TABLE_MAX_COLUMNS);
      return NULL;
    }

  *n_columns = MAX (*n_columns, used);
  return g_strjoinv ("\t", cells);
}

/* Every row gets as many cells as the widest. */
static char *
join_rows (const GPtrArray *rows, guint n_columns)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_ptr_array_index (rows, i), "\t", -1);
      guint n_cells = g_strv_length (cells);

      if (i > 0)
        g_string_append_c (out, '\n');
      for (guint j = 0; j < n_columns; j++)
        g_string_append_printf (out, "%s%s", j > 0 ? "\t" : "", j < n_cells ? cells[j] : "");
    }

  return g_string_free (out, FALSE);
}

/**
 * vt_size_table_check_cells:
 * @text: (nullable): rows with line ends between, cells with tabs, as spreadsheets copy them
 * @error: %VT_CATALOGUE_ERROR_INVALID
 *
 * Leaves out empty rows and empty columns at the right.
 *
 * Returns: (transfer full) (nullable): the cells as the table keeps them, at most 100 rows of 20 cells of 100
 * characters
 */
char *
vt_size_table_check_cells (const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit_set (text != NULL ? text : "", "\r\n", -1);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  guint n_columns = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *row;

      if (lines[i][strspn (lines[i], " \t")] == '\0')
        continue;
      row = check_row (lines[i], rows->len + 1, &n_columns, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
      if (rows->len > VT_SIZE_TABLE_MAX_ROWS)
        {
          vt_catalogue_invalid (error, _ ("A size table can have up to %d rows"), VT_SIZE_TABLE_MAX_ROWS);
          return NULL;
        }
    }

  return join_rows (rows, n_columns);
}

static char *
check_name (const char *name, GError **error)
{
  return vt_catalogue_check_line (name, _ ("size table's name"), VT_TITLE_MAX_CHARS, TRUE, error);
}

/* Private: pages of the products that show it are to be made again. */
gboolean
vt_size_table_touch_products (VtDb *db, gint64 id, GError **error)
{
  return vt_db_run (db, error, "UPDATE product SET updated_us = ?2 WHERE size_table_id = ?1", "ii", id,
                    vt_clock_now_us (vt_clock_system ()));
}

/**
 * vt_size_table_create:
 * @db: the connection of a #VtShopJob
 * @name: what it is called, one line up to 255 characters
 * @cells: (nullable): as vt_size_table_check_cells() takes them
 * @id: (out) (optional): id of the new row
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it was made
 */
gboolean
vt_size_table_create (VtDb *db, const char *name, const char *cells, gint64 *id, GError **error)
{
  g_autofree char *line = check_name (name, error);
  g_autofree char *checked = line != NULL ? vt_size_table_check_cells (cells, error) : NULL;
  gint64 new_id = vt_id_new ();

  if (checked == NULL || !vt_db_run (db, error, "INSERT INTO size_table (id, name, cells) VALUES (?1, ?2, ?3)", "iss",
                                     new_id, line, checked))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_size_table_set_name:
 * @db: the connection of a #VtShopJob
 * @id: a table of sizes
 * @name: as vt_size_table_create()
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that name now
 */
gboolean
vt_size_table_set_name (VtDb *db, gint64 id, const char *name, GError **error)
{
  g_autofree char *line = check_name (name, error);

  if (line == NULL ||
      !vt_db_run (db, error, "UPDATE size_table SET name = ?2 WHERE id = ?1 AND name <> ?2", "is", id, line))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_size_table_touch_products (db, id, error);
}

/**
 * vt_size_table_set_cells:
 * @db: the connection of a #VtShopJob
 * @id: a table of sizes
 * @cells: (nullable): as vt_size_table_check_cells() takes them
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has these now
 */
gboolean
vt_size_table_set_cells (VtDb *db, gint64 id, const char *cells, GError **error)
{
  g_autofree char *checked = vt_size_table_check_cells (cells, error);

  if (checked == NULL ||
      !vt_db_run (db, error, "UPDATE size_table SET cells = ?2 WHERE id = ?1 AND cells <> ?2", "is", id, checked))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_size_table_touch_products (db, id, error);
}

/**
 * vt_size_table_remove:
 * @db: the connection of a #VtShopJob
 * @id: a table of sizes
 * @error: a #VtDbError
 *
 * Products that showed it show none then.
 *
 * Returns: whether it is gone
 */
gboolean
vt_size_table_remove (VtDb *db, gint64 id, GError **error)
{
  return vt_size_table_touch_products (db, id, error) &&
         vt_db_run (db, error, "UPDATE product SET size_table_id = NULL WHERE size_table_id = ?1", "i", id) &&
         vt_translation_remove (db, "size_table", id, error) &&
         vt_db_run (db, error, "DELETE FROM size_table WHERE id = ?1", "i", id);
}
