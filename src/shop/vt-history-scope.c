/* Which rows belong to one row. Those that are there are found in the database; those that were there once are learned
 * on the way back through the journal, whose changesets hold them where they were deleted. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-history-scope.h"

struct _VtHistoryScope
{
  VtDb *db;                   /* (unowned) */
  const VtHistoryLink *links; /* (unowned) */
  const char *root;           /* interned */
  gint64 id;
  GHashTable *tables; /* (owned) VtTable by interned name; NULL for one that is not there any more */
  GHashTable *ids;    /* (owned) sets of gint64 by interned name of the table */
};

static const VtTable *
find_table (VtHistoryScope *self, const char *name)
{
  gpointer table = NULL;

  if (!g_hash_table_lookup_extended (self->tables, name, NULL, &table))
    {
      table = vt_table_read (self->db, name, NULL);
      g_hash_table_insert (self->tables, (gpointer) name, table);
    }

  return table;
}

static void
add_id (VtHistoryScope *self, const char *table, gint64 id)
{
  GHashTable *set = g_hash_table_lookup (self->ids, table);

  if (set == NULL)
    {
      set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      g_hash_table_insert (self->ids, (gpointer) table, set);
    }
  g_hash_table_add (set, g_memdup2 (&id, sizeof id));
}

static gboolean
has_id (VtHistoryScope *self, const char *table, gint64 id)
{
  GHashTable *set = table != NULL ? g_hash_table_lookup (self->ids, table) : NULL;

  return set != NULL && g_hash_table_contains (set, &id);
}

/* The rows of @link's table that are there and belong to the row @id of its parent. */
static gboolean
add_parts_of (VtHistoryScope *self, const VtHistoryLink *link, const VtTable *table, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_table_find (table, self->db, link->column, id, error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    add_id (self, table->name, vt_stmt_get_int (stmt, table->key_column));

  return step == VT_STEP_DONE;
}

static gboolean
add_parts (VtHistoryScope *self, const VtHistoryLink *link, GError **error)
{
  const VtTable *table = find_table (self, g_intern_string (link->table));
  GHashTable *parents = link->parent != NULL ? g_hash_table_lookup (self->ids, g_intern_string (link->parent)) : NULL;
  g_autofree gpointer *ids = NULL;
  guint n = 0;

  if (table == NULL || !table->is_plain || parents == NULL)
    return TRUE;

  ids = g_hash_table_get_keys_as_array (parents, &n);
  for (guint i = 0; i < n; i++)
    if (!add_parts_of (self, link, table, *(const gint64 *) ids[i], error))
      return FALSE;

  return TRUE;
}

/* The row @id of @root, with what belongs to it by @links: those of a parent come before those of its parts. */
VtHistoryScope *
vt_history_scope_new (VtDb *db, const VtHistoryLink *links, const char *root, gint64 id, GError **error)
{
  g_autoptr (VtHistoryScope) self = g_new0 (VtHistoryScope, 1);

  self->db = db;
  self->links = links;
  self->root = g_intern_string (root);
  self->id = id;
  self->tables = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) vt_table_free);
  self->ids = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);

  add_id (self, self->root, id);
  for (const VtHistoryLink *link = links; link->table != NULL; link++)
    if (!add_parts (self, link, error))
      return NULL;

  return g_steal_pointer (&self);
}

void
vt_history_scope_free (VtHistoryScope *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->ids);
  g_free (self);
}

static gboolean
get_int (const VtChangesetRow *row, int column, gint64 *value)
{
  return column >= 0 && column < (int) row->n_columns &&
         vt_changeset_value_get_int (vt_changeset_row_get (row, (guint) column), value);
}

static const char *
find_parent (const VtHistoryLink *link, const VtTable *table, const VtChangesetRow *row)
{
  int column = link->parent == NULL ? vt_table_find_column (table, "kind") : -1;
  g_autofree char *kind = NULL;

  if (link->parent != NULL)
    return g_intern_string (link->parent);
  if (column >= 0 && column < (int) row->n_columns)
    kind = vt_changeset_value_dup_text (vt_changeset_row_get (row, (guint) column));

  return g_intern_string (kind);
}

/* Whether @row is the root itself. */
gboolean
vt_history_scope_is_root (VtHistoryScope *self, const VtChangesetRow *row)
{
  const VtTable *table = row->table == self->root ? find_table (self, row->table) : NULL;
  gint64 id = 0;

  return table != NULL && get_int (row, table->key_column, &id) && id == self->id;
}

/* The link by which @row belongs to the scope, and the row of the parent's table where it is known; NULL when it does
 * not, and for the root itself. */
const VtHistoryLink *
vt_history_scope_find (VtHistoryScope *self, const VtChangesetRow *row, gint64 *parent_id)
{
  for (const VtHistoryLink *link = self->links; link->table != NULL; link++)
    {
      const VtTable *table;
      gint64 id = 0;

      if (!g_str_equal (link->table, row->table))
        continue;
      table = find_table (self, row->table);
      *parent_id = 0;
      if (table == NULL)
        return NULL;
      if (get_int (row, vt_table_find_column (table, link->column), parent_id) &&
          has_id (self, find_parent (link, table, row), *parent_id))
        return link;
      /* An update of a part does not repeat whose part it is. */
      if (table->is_plain && get_int (row, table->key_column, &id) && has_id (self, table->name, id))
        return link;
    }

  return NULL;
}

/* Whether @row belongs to the scope. */
gboolean
vt_history_scope_has (VtHistoryScope *self, const VtChangesetRow *row)
{
  gint64 parent_id;

  return vt_history_scope_is_root (self, row) || vt_history_scope_find (self, row, &parent_id) != NULL;
}

static gboolean
learn (const VtChangesetRow *row, gpointer data)
{
  VtHistoryScope *self = data;
  const VtTable *table;
  gint64 id = 0;
  gint64 parent_id;

  if (vt_history_scope_find (self, row, &parent_id) == NULL)
    return TRUE;

  table = find_table (self, row->table);
  if (table->is_plain && get_int (row, table->key_column, &id))
    add_id (self, table->name, id);
  return TRUE;
}

/* Learns of parts that @changeset deletes or adds. The changesets come newest first. */
void
vt_history_scope_follow (VtHistoryScope *self, GBytes *changeset)
{
  vt_changeset_foreach (changeset, learn, self);
}
