/* Table `journal`, read: which steps changed what. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-history.h"

#include "shop/vt-added.h"
#include "shop/vt-changeset.h"
#include "shop/vt-history-private.h"
#include "shop/vt-history-scope.h"
#include "shop/vt-shop.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

static void
cell_free (VtHistoryCell *cell)
{
  g_free (cell->before);
  g_free (cell->after);
  g_free (cell);
}

/**
 * vt_history_row_free:
 * @self: (nullable): a row
 */
void
vt_history_row_free (VtHistoryRow *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->cells);
  g_free (self);
}

/**
 * vt_history_row_find:
 * @self: a row
 * @column: name of a column
 *
 * Returns: (transfer none) (nullable): what became of that column; %NULL when it was not changed
 */
const VtHistoryCell *
vt_history_row_find (const VtHistoryRow *self, const char *column)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (g_str_equal (((VtHistoryCell *) g_ptr_array_index (self->cells, i))->column, column))
      return g_ptr_array_index (self->cells, i);

  return NULL;
}

void
vt_history_step_clear (VtHistoryStep *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->changeset, g_bytes_unref);
  g_clear_pointer (&self->added, g_array_unref);
}

/* Columns: id, label, created_us, changed_us, undone, changeset, added. */
gboolean
vt_history_step_read (VtHistoryStep *self, VtStmt *stmt, GError **error)
{
  gsize size;
  gconstpointer data = vt_stmt_get_blob (stmt, 5, &size);

  vt_history_step_clear (self);
  self->id = vt_stmt_get_int (stmt, 0);
  self->label = vt_stmt_dup_text (stmt, 1);
  self->changeset = g_bytes_new (data, size);
  self->added = vt_added_parse (vt_stmt_get_text (stmt, 6));
  if (self->added != NULL && (vt_changeset_is_sound (data, size) || (size == 0 && self->added->len > 0)))
    return TRUE;

  g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_DAMAGED, _ ("Step %" PRId64 " of the history, “%s”, is damaged"),
               self->id, self->label);
  return FALSE;
}

/* Steps newer than @after_id, newest first; a statement for vt_history_step_read(). */
VtStmt *
vt_history_select_steps (VtDb *db, gint64 after_id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db,
                                           "SELECT id, label, created_us, changed_us, undone, changeset, added "
                                           "FROM journal WHERE id > ?1 ORDER BY id DESC",
                                           error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", after_id))
    return NULL;

  return g_steal_pointer (&stmt);
}

/* One step by its number. */
gboolean
vt_history_find_step (VtDb *db, gint64 id, VtHistoryStep *step, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT id, label, created_us, changed_us, undone, changeset, added FROM journal WHERE id = ?1", error);
  VtStep found = VT_STEP_ERROR;

  if (stmt != NULL && vt_stmt_bind (stmt, error, "i", id))
    found = vt_stmt_step (stmt, error);
  if (found == VT_STEP_DONE)
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                 _ ("The history has no step %" PRId64 "; what is too old is dropped from it"), id);
  if (found != VT_STEP_ROW || !vt_history_step_read (step, stmt, error))
    return FALSE;

  step->undone = vt_stmt_get_int (stmt, 4) != 0;
  return TRUE;
}

static gboolean
has_none (const VtChangesetRow *row, gpointer scope)
{
  return !vt_history_scope_has (scope, row);
}

gboolean
vt_history_added_has (GArray *added, const char *table, gint64 id)
{
  for (guint i = 0; i < added->len; i++)
    {
      const VtAdded *range = &g_array_index (added, VtAdded, i);

      if (g_str_equal (range->table, table) && range->first <= id && id <= range->last)
        return TRUE;
    }

  return FALSE;
}

/* A step that cannot be read is listed: it is one that happened. */
static gboolean
touches (const VtHistoryQuery *query, VtHistoryScope *scope, VtStmt *stmt)
{
  g_auto (VtHistoryStep) step = { 0 };

  if (!vt_history_step_read (&step, stmt, NULL))
    return TRUE;

  vt_history_scope_follow (scope, step.changeset);
  return vt_history_added_has (step.added, query->root, query->id) ||
         !vt_changeset_foreach (step.changeset, has_none, scope);
}

static gboolean
matches (const VtHistoryQuery *query, const char *folded, VtHistoryScope *scope, VtStmt *stmt)
{
  gint64 changed_us = vt_stmt_get_int (stmt, 3);
  g_autofree char *label = NULL;

  /* The scope learns from every step, also from those that are not listed. */
  if (scope != NULL && !touches (query, scope, stmt))
    return FALSE;
  if ((query->before_id > 0 && vt_stmt_get_int (stmt, 0) >= query->before_id) || changed_us < query->since_us ||
      (query->until_us > 0 && changed_us >= query->until_us))
    return FALSE;
  if (folded == NULL)
    return TRUE;

  label = g_utf8_casefold (vt_stmt_get_text (stmt, 1), -1);
  return strstr (label, folded) != NULL;
}

static VtJournalEntry *
read_entry (VtStmt *stmt)
{
  VtJournalEntry *entry = g_new0 (VtJournalEntry, 1);

  entry->id = vt_stmt_get_int (stmt, 0);
  entry->label = vt_stmt_dup_text (stmt, 1);
  entry->created_us = vt_stmt_get_int (stmt, 2);
  entry->changed_us = vt_stmt_get_int (stmt, 3);
  entry->undone = vt_stmt_get_int (stmt, 4) != 0;
  return entry;
}

/**
 * vt_history_list:
 * @db: a connection
 * @query: which steps
 * @cancellable: (nullable): stops the work
 * @error: a #VtDbError or #GIOErrorEnum
 *
 * Lists steps, newest first. With a row to look for, all newer steps are read, which takes the time of reading them
 * from the disk: not for the thread of a user interface.
 *
 * Returns: (transfer full) (element-type VtJournalEntry) (nullable): the steps
 */
GPtrArray *
vt_history_list (VtDb *db, const VtHistoryQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_journal_entry_free);
  g_autoptr (VtHistoryScope) scope = NULL;
  g_autoptr (VtStmt) stmt = NULL;
  g_autofree char *folded = query->search != NULL ? g_utf8_casefold (query->search, -1) : NULL;
  VtStep step = VT_STEP_DONE;

  if (query->links != NULL)
    {
      scope = vt_history_scope_new (db, query->links, query->root, query->id, error);
      if (scope == NULL)
        return NULL;
    }
  stmt = vt_history_select_steps (db, 0, error);
  if (stmt == NULL)
    return NULL;

  while (query->limit == 0 || entries->len < (guint) query->limit)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      step = vt_stmt_step (stmt, error);
      if (step != VT_STEP_ROW)
        break;
      if (matches (query, folded, scope, stmt))
        g_ptr_array_add (entries, read_entry (stmt));
    }

  return step != VT_STEP_ERROR ? g_steal_pointer (&entries) : NULL;
}

typedef struct
{
  VtDb *db;
  const VtHistoryLink *links; /* (nullable) */
  const char *root;
  GHashTable *tables; /* VtTable by interned name */
  GPtrArray *rows;
  guint limit;
} Reading;

static const VtTable *
find_table (Reading *self, const char *name)
{
  VtTable *table = g_hash_table_lookup (self->tables, name);

  if (table == NULL)
    {
      table = vt_table_read (self->db, name, NULL);
      if (table != NULL)
        g_hash_table_insert (self->tables, (gpointer) name, table);
    }

  return table;
}

static const VtHistoryLink *
find_link (Reading *self, const char *table)
{
  for (const VtHistoryLink *link = self->links; link != NULL && link->table != NULL; link++)
    if (g_str_equal (link->table, table))
      return link;

  return NULL;
}

/* What a column of a row that is there holds; 0 when it is gone. */
static gint64
look_up (Reading *self, const VtTable *table, gint64 key, const char *column)
{
  g_autoptr (VtStmt) stmt = table->is_plain ? vt_table_find (table, self->db, table->key, key, NULL) : NULL;
  int number = vt_table_find_column (table, column);

  return stmt != NULL && number >= 0 && vt_stmt_step (stmt, NULL) == VT_STEP_ROW ? vt_stmt_get_int (stmt, number) : 0;
}

/* The root's row that the row @key of @name belongs to. */
static gint64
climb (Reading *self, const char *name, gint64 key)
{
  const VtHistoryLink *link;
  const VtTable *table;

  if (key == 0 || name == NULL)
    return 0;
  if (g_str_equal (name, self->root))
    return key;

  link = find_link (self, name);
  table = link != NULL && link->parent != NULL ? find_table (self, g_intern_string (name)) : NULL;
  return table != NULL ? climb (self, link->parent, look_up (self, table, key, link->column)) : 0;
}

static gint64
get_owner (Reading *self, const VtTable *table, const VtChangesetRow *row, gint64 id)
{
  const VtHistoryLink *link = find_link (self, row->table);
  int column = link != NULL ? vt_table_find_column (table, link->column) : -1;
  int kind = link != NULL ? vt_table_find_column (table, "kind") : -1;
  g_autofree char *parent = NULL;
  gint64 parent_id = 0;

  if (self->links == NULL)
    return 0;
  if (g_str_equal (row->table, self->root))
    return id;
  if (link == NULL || column < 0)
    return 0;

  parent = link->parent != NULL ? g_strdup (link->parent)
           : kind >= 0          ? vt_changeset_value_dup_text (vt_changeset_row_get (row, (guint) kind))
                                : NULL;
  if (vt_changeset_value_get_int (vt_changeset_row_get (row, (guint) column), &parent_id))
    return climb (self, parent, parent_id);
  return climb (self, row->table, id);
}

static VtChangeOp
change_op (int op)
{
  if (op == SQLITE_INSERT)
    return VT_CHANGE_INSERT;

  return op == SQLITE_DELETE ? VT_CHANGE_DELETE : VT_CHANGE_UPDATE;
}

static void
add_cell (VtHistoryRow *row, const char *column, const guint8 *before, const guint8 *after)
{
  VtHistoryCell *cell = g_new0 (VtHistoryCell, 1);

  cell->column = column;
  cell->before = vt_changeset_value_dup_text (before);
  cell->after = vt_changeset_value_dup_text (after);
  g_ptr_array_add (row->cells, cell);
}

static VtHistoryRow *
row_new (const char *table, VtChangeOp op, gint64 id, gint64 n_rows)
{
  VtHistoryRow *row = g_new0 (VtHistoryRow, 1);

  row->table = table;
  row->op = op;
  row->id = id;
  row->n_rows = n_rows;
  row->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) cell_free);
  return row;
}

/* Of an update the key is told by `id` alone. */
static gboolean
add_row (const VtChangesetRow *change, gpointer data)
{
  Reading *self = data;
  const VtTable *table = find_table (self, change->table);
  VtHistoryRow *row;
  gint64 id = 0;

  if (table == NULL || table->n_columns != change->n_columns)
    return TRUE;

  vt_changeset_value_get_int (vt_changeset_row_get (change, (guint) table->key_column), &id);
  row = row_new (change->table, change_op (change->op), id, 1);
  row->owner = get_owner (self, table, change, id);
  for (guint i = 0; i < change->n_columns; i++)
    if (change->op != SQLITE_UPDATE || change->after[i] != NULL)
      add_cell (row, table->columns[i], change->before[i], change->after[i]);
  g_ptr_array_add (self->rows, row);

  return self->limit == 0 || self->rows->len < self->limit;
}

/**
 * vt_history_read:
 * @db: a connection
 * @entry_id: number of a step
 * @links: (nullable): how rows belong to those of @root, ended by a table of %NULL
 * @root: (nullable): a table
 * @limit: at most so many rows; 0: all
 * @error: %VT_SHOP_ERROR_FAILED when the history has no such step, or a #VtDbError
 *
 * Reads what one step changed: the rows that were added at once, then the others one by one.
 *
 * Returns: (transfer full) (element-type VtHistoryRow) (nullable): the rows
 */
GPtrArray *
vt_history_read (VtDb *db, gint64 entry_id, const VtHistoryLink *links, const char *root, guint limit, GError **error)
{
  g_auto (VtHistoryStep) step = { 0 };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_history_row_free);
  g_autoptr (GHashTable) tables = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) vt_table_free);
  Reading reading = { .db = db, .links = links, .root = root, .tables = tables, .rows = rows, .limit = limit };

  if (!vt_history_find_step (db, entry_id, &step, error))
    return NULL;

  for (guint i = 0; i < step.added->len; i++)
    {
      const VtAdded *range = &g_array_index (step.added, VtAdded, i);

      if (range->n_rows > 0)
        g_ptr_array_add (rows, row_new (range->table, VT_CHANGE_INSERT, range->first, range->n_rows));
    }
  vt_changeset_foreach (step.changeset, add_row, &reading);

  return g_steal_pointer (&rows);
}
