/* Brings one row and its parts back to what they were after an earlier step: what every later step did to them is taken
 * back, as one new step; what it did to other rows stays. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-added.h"
#include "shop/vt-history-private.h"
#include "shop/vt-history-scope.h"
#include "shop/vt-recorder.h"
#include "shop/vt-shop.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  VtDb *db;
  const VtHistoryLink *links;
  const char *root;
  gint64 id;
  gint64 entry_id;
  GHashTable *moved;     /* (nullable) keys "table id" of parts that come or go, whose ledgers do so with them */
  VtHistoryScope *scope; /* (owned) */
  gboolean exists;       /* at the moment that was reached */
  char *added_by;        /* (owned) (nullable) label of the step that added it */
  GPtrArray *changesets; /* (owned) of GBytes: what takes the steps back, newest first */
} Restoring;

static void
restoring_clear (Restoring *self)
{
  g_clear_pointer (&self->scope, vt_history_scope_free);
  g_clear_pointer (&self->added_by, g_free);
  g_clear_pointer (&self->changesets, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Restoring, restoring_clear)

static char *
moved_key (const char *table, gint64 id)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, table, id);
}

static gboolean
is_to_go_back (const VtChangesetRow *row, gpointer data)
{
  Restoring *self = data;
  const VtHistoryLink *link;
  g_autofree char *key = NULL;
  gint64 parent_id = 0;

  if (vt_history_scope_is_root (self->scope, row))
    return TRUE;

  link = vt_history_scope_find (self->scope, row, &parent_id);
  if (link == NULL || link->is_state || self->moved == NULL || link->parent == NULL)
    return link != NULL && link->is_state;

  key = moved_key (link->parent, parent_id);
  return g_hash_table_contains (self->moved, key);
}

static gboolean
note_root (const VtChangesetRow *row, gpointer data)
{
  Restoring *self = data;

  if (vt_history_scope_is_root (self->scope, row) && row->op != SQLITE_UPDATE)
    self->exists = row->op == SQLITE_DELETE;
  return TRUE;
}

static gboolean
take_back (Restoring *self, const VtHistoryStep *step, GError **error)
{
  gboolean existed = self->exists;
  g_autoptr (GBytes) part = NULL;
  GBytes *inverted;

  vt_history_scope_follow (self->scope, step->changeset);
  vt_changeset_foreach (step->changeset, note_root, self);
  if (vt_history_added_has (step->added, self->root, self->id))
    self->exists = FALSE;
  if (existed && !self->exists)
    {
      g_free (self->added_by);
      self->added_by = g_strdup (step->label);
    }

  part = vt_changeset_filter (step->changeset, is_to_go_back, self);
  inverted = g_bytes_get_size (part) > 0 ? vt_changeset_invert (part, error) : g_bytes_ref (part);
  if (inverted == NULL)
    return FALSE;

  g_ptr_array_add (self->changesets, inverted);
  return TRUE;
}

static gboolean
find_root (Restoring *self, GError **error)
{
  g_autoptr (VtTable) table = vt_table_read (self->db, self->root, error);
  g_autoptr (VtStmt) stmt = table != NULL ? vt_table_select (table, self->db, self->id, self->id, error) : NULL;
  VtStep step = stmt != NULL ? vt_stmt_step (stmt, error) : VT_STEP_ERROR;

  self->exists = step == VT_STEP_ROW;
  return step != VT_STEP_ERROR;
}

static GBytes *
collect (Restoring *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_history_select_steps (self->db, self->entry_id, error);
  VtStep found = VT_STEP_ERROR;

  self->changesets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->scope = vt_history_scope_new (self->db, self->links, self->root, self->id, error);
  if (stmt == NULL || self->scope == NULL || !find_root (self, error))
    return NULL;

  while (!g_cancellable_set_error_if_cancelled (cancellable, error) &&
         (found = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      g_auto (VtHistoryStep) step = { 0 };

      found = VT_STEP_ERROR;
      if (vt_stmt_get_int (stmt, 4) == 0 &&
          (!vt_history_step_read (&step, stmt, error) || !take_back (self, &step, error)))
        return NULL;
    }
  if (found != VT_STEP_DONE)
    return NULL;
  if (self->exists)
    return vt_changeset_merge_all (self->changesets, error);

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
               _ ("It was not there then: “%s” added it later. Archive it instead"),
               self->added_by != NULL ? self->added_by : "");
  return NULL;
}

static gboolean
note_moved (const VtChangesetRow *row, gpointer moved)
{
  gint64 id = 0;

  if (row->op == SQLITE_UPDATE)
    return TRUE;

  for (guint i = 0; i < row->n_columns; i++)
    if (row->ranks[i] == 1 && vt_changeset_value_get_int (vt_changeset_row_get (row, i), &id))
      g_hash_table_add (moved, moved_key (row->table, id));
  return TRUE;
}

static int
conflict_cb (gpointer kind, int met, sqlite3_changeset_iter *iter G_GNUC_UNUSED)
{
  *(int *) kind = met;
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
set_conflict (int kind, int result, GError **error)
{
  switch (kind)
    {
    case SQLITE_CHANGESET_CONFLICT:
    case SQLITE_CHANGESET_CONSTRAINT:
      g_set_error_literal (
          error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT,
          _ ("It cannot go back: something that it had, such as its handle, belongs to another one now. "
             "Nothing was changed"));
      break;
    case SQLITE_CHANGESET_FOREIGN_KEY:
      g_set_error_literal (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT,
                           _ ("It cannot go back: a part that was added since is in use, for instance sold. "
                              "Nothing was changed"));
      break;
    case 0:
      g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_FAILED, _ ("It cannot go back: %s"), sqlite3_errstr (result));
      break;
    default:
      g_set_error_literal (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT,
                           _ ("It cannot go back: it was changed since by something that is no step of the history. "
                              "Nothing was changed"));
      break;
    }

  return FALSE;
}

static gboolean
apply (VtDb *db, GBytes *changeset, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  int kind = 0;
  int result;

  if (size == 0)
    {
      g_set_error_literal (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING,
                           _ ("It is as it was then; nothing was changed"));
      return FALSE;
    }

  result = sqlite3changeset_apply (vt_db_get_handle (db), (int) size, (gpointer) data, NULL, conflict_cb, &kind);
  return result == SQLITE_OK || set_conflict (kind, result, error);
}

static GBytes *
collect_with (const Restoring *request, GHashTable *moved, GCancellable *cancellable, GError **error)
{
  g_auto (Restoring) restoring = { .db = request->db,
                                   .links = request->links,
                                   .root = request->root,
                                   .id = request->id,
                                   .entry_id = request->entry_id,
                                   .moved = moved };

  return collect (&restoring, cancellable, error);
}

/**
 * vt_history_restore:
 * @db: the connection of a #VtShopJob
 * @links: how rows belong to it, ended by a table of %NULL
 * @root: its table
 * @id: its number
 * @entry_id: the step after which it was as it is to be again
 * @cancellable: (nullable): stops the work
 * @error: %VT_SHOP_ERROR_FAILED when it was not there then or the history does not reach so far,
 *   %VT_SHOP_ERROR_CONFLICT when something stands against it, %VT_SHOP_ERROR_NOTHING when it is as it was
 *
 * Takes back what later steps did to one row and its parts. Ledgers stay as they are, but for those of parts that come
 * or go. One that was deleted since is there again.
 *
 * Returns: whether it is as it was
 */
gboolean
vt_history_restore (VtDb *db,
                    const VtHistoryLink *links,
                    const char *root,
                    gint64 id,
                    gint64 entry_id,
                    GCancellable *cancellable,
                    GError **error)
{
  const Restoring request = { .db = db, .links = links, .root = root, .id = id, .entry_id = entry_id };
  g_auto (VtHistoryStep) step = { 0 };
  g_autoptr (GHashTable) moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GBytes) state = NULL;
  g_autoptr (GBytes) whole = NULL;

  if (!vt_history_find_step (db, entry_id, &step, error))
    return FALSE;
  if (step.undone)
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("“%s” was taken back; choose another step"),
                   step.label);
      return FALSE;
    }

  state = collect_with (&request, NULL, cancellable, error);
  if (state == NULL)
    return FALSE;
  vt_changeset_foreach (state, note_moved, moved);
  whole = g_hash_table_size (moved) > 0 ? collect_with (&request, moved, cancellable, error) : g_bytes_ref (state);

  return whole != NULL && apply (db, whole, error);
}
