#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-change.h"

#include "base/vt-db.h"
#include "shop/vt-added.h"
#include "shop/vt-change-private.h"

struct _VtChange
{
  gatomicrefcount ref_count;
  GArray *rows;   /* (owned) of VtChangedRow */
  GArray *ranges; /* (owned) of VtChangedRange */
};

G_DEFINE_BOXED_TYPE (VtChange, vt_change, vt_change_ref, vt_change_unref)

static void
clear_row (gpointer row)
{
  g_free (((VtChangedRow *) row)->key);
}

static VtChangeOp
change_op (int op)
{
  if (op == SQLITE_INSERT)
    return VT_CHANGE_INSERT;

  return op == SQLITE_DELETE ? VT_CHANGE_DELETE : VT_CHANGE_UPDATE;
}

static void
read_key (VtChangedRow *row, sqlite3_changeset_iter *iter, int op)
{
  unsigned char *is_key = NULL;
  int n_columns = 0;
  int column = 0;
  sqlite3_value *value = NULL;

  if (sqlite3changeset_pk (iter, &is_key, &n_columns) != SQLITE_OK)
    return;
  while (column < n_columns && !is_key[column])
    column++;
  if (column == n_columns)
    return;

  /* An update holds its key among the old values only. */
  if (op == SQLITE_INSERT)
    sqlite3changeset_new (iter, column, &value);
  else
    sqlite3changeset_old (iter, column, &value);

  if (value != NULL && sqlite3_value_type (value) == SQLITE_INTEGER)
    row->id = sqlite3_value_int64 (value);
  else if (value != NULL)
    row->key = g_strdup ((const char *) sqlite3_value_text (value));
}

static void
add_rows (VtChange *self, GBytes *changeset)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  sqlite3_changeset_iter *iter = NULL;

  if (size == 0 || sqlite3changeset_start (&iter, (int) size, (gpointer) data) != SQLITE_OK)
    return;

  while (sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      VtChangedRow row = { 0 };
      const char *table = NULL;
      int n_columns;
      int op;

      if (sqlite3changeset_op (iter, &table, &n_columns, &op, NULL) != SQLITE_OK)
        break;
      row.table = g_intern_string (table);
      row.op = change_op (op);
      read_key (&row, iter, op);
      g_array_append_val (self->rows, row);
    }

  sqlite3changeset_finalize (iter);
}

static void
add_ranges (VtChange *self, GArray *ranges, VtChangeOp op)
{
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      const VtAdded *added = &g_array_index (ranges, VtAdded, i);
      VtChangedRange range = { added->table, op, added->first, added->last, added->n_rows };

      g_array_append_val (self->ranges, range);
    }
}

/* Reads the rows of changesets that SQLite's session extension made; an empty one has none. @ranges, of VtAdded or
 * NULL, are the rows that were added or taken out beside them. */
VtChange *
vt_change_new (GBytes *const *changesets, guint n_changesets, GArray *ranges, VtChangeOp range_op)
{
  VtChange *self = g_new0 (VtChange, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rows = g_array_new (FALSE, FALSE, sizeof (VtChangedRow));
  g_array_set_clear_func (self->rows, clear_row);
  for (guint i = 0; i < n_changesets; i++)
    add_rows (self, changesets[i]);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (VtChangedRange));
  add_ranges (self, ranges, range_op);

  return self;
}

/**
 * vt_change_ref:
 * @self: a change
 *
 * Returns: (transfer full): @self
 */
VtChange *
vt_change_ref (VtChange *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * vt_change_unref:
 * @self: (transfer full): a change
 */
void
vt_change_unref (VtChange *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->rows);
  g_array_unref (self->ranges);
  g_free (self);
}

/**
 * vt_change_get_n_rows:
 * @self: a change
 *
 * Returns: how many rows were touched one by one; a row that was touched several times by one write counts once. Those
 *   that were added in bulk are told as ranges instead
 */
guint
vt_change_get_n_rows (VtChange *self)
{
  return self->rows->len;
}

/**
 * vt_change_get_row:
 * @self: a change
 * @index: from 0
 *
 * Returns: (transfer none): one row that was touched, in no particular order
 */
const VtChangedRow *
vt_change_get_row (VtChange *self, guint index)
{
  g_return_val_if_fail (index < self->rows->len, NULL);

  return &g_array_index (self->rows, VtChangedRow, index);
}

/**
 * vt_change_get_n_ranges:
 * @self: a change
 *
 * Returns: how many ranges of rows were added or taken out in bulk, beside the single rows
 */
guint
vt_change_get_n_ranges (VtChange *self)
{
  return self->ranges->len;
}

/**
 * vt_change_get_range:
 * @self: a change
 * @index: from 0
 *
 * Returns: (transfer none): one range of rows that were added or taken out
 */
const VtChangedRange *
vt_change_get_range (VtChange *self, guint index)
{
  g_return_val_if_fail (index < self->ranges->len, NULL);

  return &g_array_index (self->ranges, VtChangedRange, index);
}

/**
 * vt_change_touches:
 * @self: a change
 * @table: name of a table
 *
 * Returns: whether any row of @table was touched. `stock_level` never is: it follows `stock_movement`.
 */
gboolean
vt_change_touches (VtChange *self, const char *table)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (g_array_index (self->rows, VtChangedRow, i).table, table))
      return TRUE;
  for (guint i = 0; i < self->ranges->len; i++)
    if (g_str_equal (g_array_index (self->ranges, VtChangedRange, i).table, table))
      return TRUE;

  return FALSE;
}

/**
 * vt_change_touches_row:
 * @self: a change
 * @table: name of a table
 * @id: first column of its primary key
 *
 * Returns: whether that row was touched
 */
gboolean
vt_change_touches_row (VtChange *self, const char *table, gint64 id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const VtChangedRow *row = &g_array_index (self->rows, VtChangedRow, i);

      if (row->id == id && row->key == NULL && g_str_equal (row->table, table))
        return TRUE;
    }
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const VtChangedRange *range = &g_array_index (self->ranges, VtChangedRange, i);

      if (range->first_id <= id && id <= range->last_id && g_str_equal (range->table, table))
        return TRUE;
    }

  return FALSE;
}
