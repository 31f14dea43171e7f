/* Statements over a table that is known by its name only. The name is looked up in the schema and quoted; a text is
 * made once for each table and interned, so that the connection keeps it prepared like any literal. */
#define G_LOG_DOMAIN "vt-db"

#include "base/vt-table.h"

#include <glib/gi18n-lib.h>

static const char *
make_sql (const char *format, const char *name, const char *key)
{
  char *text = sqlite3_mprintf (format, name, key, key);
  const char *sql = g_intern_string (text);

  sqlite3_free (text);
  return sql;
}

static gboolean
read_columns (VtTable *self, VtStmt *stmt, GError **error)
{
  g_autoptr (GByteArray) ranks = g_byte_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n_keys = 0;
  VtStep step;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      const char *name = g_intern_string (vt_stmt_get_text (stmt, 0));
      guint8 rank = (guint8) vt_stmt_get_int (stmt, 1);

      if (rank == 1 && g_strcmp0 (vt_stmt_get_text (stmt, 2), "INTEGER") == 0)
        self->key = name;
      if (rank == 1)
        self->key_column = (int) ranks->len;
      n_keys += rank > 0;
      g_byte_array_append (ranks, &rank, 1);
      g_ptr_array_add (names, (gpointer) name);
    }

  self->is_plain = self->key != NULL && n_keys == 1;
  self->n_columns = ranks->len;
  self->ranks = g_byte_array_steal (ranks, NULL);
  self->columns = (const char **) g_ptr_array_steal (names, NULL);
  return step == VT_STEP_DONE;
}

static gboolean
check_found (const VtTable *self, GError **error)
{
  if (self->n_columns > 0)
    return TRUE;

  g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_FAILED, _ ("There is no table “%s”"), self->name);
  return FALSE;
}

/**
 * vt_table_read:
 * @db: a connection
 * @name: what may be a table of @db
 * @error: %VT_DB_ERROR_FAILED when there is none
 *
 * Returns: (transfer full) (nullable): the table
 */
VtTable *
vt_table_read (VtDb *db, const char *name, GError **error)
{
  g_autoptr (VtTable) self = g_new0 (VtTable, 1);
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT name, pk, type FROM pragma_table_info (?1)", error);

  self->name = g_intern_string (name);
  if (stmt == NULL || !vt_stmt_bind (stmt, error, "s", name) || !read_columns (self, stmt, error) ||
      !check_found (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_table_free:
 * @self: (nullable): a table
 */
void
vt_table_free (VtTable *self)
{
  if (self == NULL)
    return;

  g_free (self->columns);
  g_free (self->ranks);
  g_free (self);
}

/**
 * vt_table_refers_to:
 * @self: a table
 * @db: the connection it was read from
 * @other: name of a table
 * @refers: (out): whether rows of @self refer to rows of @other
 * @error: a #VtDbError
 *
 * Returns: whether it could be told
 */
gboolean
vt_table_refers_to (const VtTable *self, VtDb *db, const char *other, gboolean *refers, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT count(*) FROM pragma_foreign_key_list (?1) WHERE \"table\" = ?2",
                           "ss", self->name, other);

  *refers = found > 0;
  return step != VT_STEP_ERROR;
}

static VtStmt *
prepare (const VtTable *self, VtDb *db, const char *format, gint64 first, gint64 last, GError **error)
{
  g_autoptr (VtStmt) stmt = NULL;

  if (self->key == NULL)
    {
      g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_FAILED, _ ("“%s” is no table whose rows go by numbers"), self->name);
      return NULL;
    }

  stmt = vt_db_prepare (db, make_sql (format, self->name, self->key), error);
  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", first, last))
    return NULL;

  return g_steal_pointer (&stmt);
}

/**
 * vt_table_select:
 * @self: a table
 * @db: the connection it was read from
 * @first: the lowest key
 * @last: the highest key
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): a statement for the rows of that range, all columns, by ascending key
 */
VtStmt *
vt_table_select (const VtTable *self, VtDb *db, gint64 first, gint64 last, GError **error)
{
  return prepare (self, db, "SELECT * FROM \"%w\" WHERE \"%w\" BETWEEN ?1 AND ?2 ORDER BY \"%w\"", first, last, error);
}

/**
 * vt_table_find:
 * @self: a table
 * @db: the connection it was read from
 * @column: one of its columns
 * @value: what that column holds
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): a statement for those rows, all columns
 */
VtStmt *
vt_table_find (const VtTable *self, VtDb *db, const char *column, gint64 value, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, make_sql ("SELECT * FROM \"%w\" WHERE \"%w\" = ?1", self->name, column), error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", value))
    return NULL;

  return g_steal_pointer (&stmt);
}

/**
 * vt_table_find_column:
 * @self: a table
 * @name: what may be a column of it
 *
 * Returns: its number, from 0; -1 when it has none of that name
 */
int
vt_table_find_column (const VtTable *self, const char *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i], name))
      return (int) i;

  return -1;
}

/**
 * vt_table_delete:
 * @self: a table
 * @db: the connection it was read from
 * @first: the lowest key
 * @last: the highest key
 * @error: a #VtDbError
 *
 * Returns: whether the rows of that range are gone
 */
gboolean
vt_table_delete (const VtTable *self, VtDb *db, gint64 first, gint64 last, GError **error)
{
  g_autoptr (VtStmt) stmt = prepare (self, db, "DELETE FROM \"%w\" WHERE \"%w\" BETWEEN ?1 AND ?2", first, last, error);

  return stmt != NULL && vt_stmt_step (stmt, error) == VT_STEP_DONE;
}
