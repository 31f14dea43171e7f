/* Table `journal`: what each user action changed. The entries that are undone are always its tail. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-journal.h"

#include "shop/vt-added.h"
#include "shop/vt-changeset.h"
#include "shop/vt-journal-private.h"
#include "shop/vt-recorder.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop.h"

#include <glib/gi18n-lib.h>

/* Edits of one field less than this apart are one step of undo. */
#define COALESCE_US (2 * G_USEC_PER_SEC)

/* The oldest steps go when all together are larger than the setting history.limit says; never the last so many. The
 * journal is added up after a large step, and now and then. */
#define DEFAULT_LIMIT_MB 256
#define KEPT_STEPS       100
#define LARGE_STEP       (1024 * 1024)
#define STEPS_A_CHECK    64

/* What a step takes beside its changeset, about. */
#define STEP_BYTES 128

/* What has to be kept to do again what was undone, when it was added in bulk; above that it cannot be. */
#define MAX_REDO_BYTES ((gsize) 512 * 1024 * 1024)

typedef struct
{
  gint64 id;
  char *label;
  GBytes *changeset; /* empty where rows were only added */
  GArray *added;     /* of VtAdded */
} Entry;

static void
entry_clear (Entry *entry)
{
  g_free (entry->label);
  g_clear_pointer (&entry->changeset, g_bytes_unref);
  g_clear_pointer (&entry->added, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

static gboolean
read_entry (Entry *entry, VtStmt *stmt, GError **error)
{
  gsize size;
  gconstpointer data = vt_stmt_get_blob (stmt, 2, &size);

  entry->id = vt_stmt_get_int (stmt, 0);
  entry->label = vt_stmt_dup_text (stmt, 1);
  entry->changeset = g_bytes_new (data, size);
  entry->added = vt_added_parse (vt_stmt_get_text (stmt, 3));
  if (entry->added != NULL && (vt_changeset_is_sound (data, size) || (size == 0 && entry->added->len > 0)))
    return TRUE;

  g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_DAMAGED,
               _ ("“%s” cannot be taken from the history: its record is damaged. The shop itself is as it was"),
               entry->label);
  return FALSE;
}

/* The entry that goes on being typed, if there is one. */
static VtStep
find_open_entry (VtDb *db, const char *coalesce_key, gint64 now_us, Entry *entry, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT id, label, changeset, added FROM journal WHERE id = (SELECT max(id) FROM journal) AND undone = 0 "
      "AND added = '' AND coalesce_key = ?1 AND changed_us <= ?2 AND changed_us > ?3",
      error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "sii", coalesce_key, now_us, (gint64) (now_us - COALESCE_US)))
    return VT_STEP_ERROR;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW && !read_entry (entry, stmt, error))
    return VT_STEP_ERROR;

  return step;
}

static gboolean
extend (VtDb *db,
        const Entry *entry,
        const char *label,
        gint64 now_us,
        GBytes *changeset,
        gint64 *entry_id,
        GError **error)
{
  g_autoptr (GBytes) merged = vt_changeset_merge (entry->changeset, changeset, error);

  if (merged == NULL)
    return FALSE;

  /* Typed and deleted again: nothing is left to undo. */
  if (g_bytes_get_size (merged) == 0)
    {
      *entry_id = 0;
      return vt_db_run (db, error, "DELETE FROM journal WHERE id = ?1", "i", entry->id);
    }

  *entry_id = entry->id;
  return vt_db_run (db, error, "UPDATE journal SET label = ?2, changed_us = ?3, changeset = ?4 WHERE id = ?1", "isib",
                    entry->id, label, now_us, merged);
}

static gboolean
read_limit (VtDb *db, gint64 *bytes, GError **error)
{
  g_autofree char *value = vt_setting_get (db, "history.limit", error);
  guint64 megabytes = DEFAULT_LIMIT_MB;

  if (value == NULL)
    return FALSE;

  if (*value != '\0')
    g_ascii_string_to_unsigned (value, 10, 1, G_MAXINT32, &megabytes, NULL);
  *bytes = (gint64) megabytes * 1024 * 1024;
  return TRUE;
}

/* Drops the oldest steps until the rest is within the limit. */
static gboolean
drop_oldest (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id, length (changeset) + length (added) FROM journal ORDER BY id DESC", error);
  gint64 limit = 0;
  gint64 size = 0;
  guint n_steps = 0;
  VtStep step = VT_STEP_DONE;

  if (stmt == NULL || !read_limit (db, &limit, error))
    return FALSE;

  /* Ends at the first step that is too much. */
  while ((n_steps <= KEPT_STEPS || size <= limit) && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      size += vt_stmt_get_int (stmt, 1) + STEP_BYTES;
      n_steps++;
    }

  return step == VT_STEP_DONE || (step == VT_STEP_ROW && vt_db_run (db, error, "DELETE FROM journal WHERE id <= ?1",
                                                                    "i", vt_stmt_get_int (stmt, 0)));
}

static gboolean
insert (VtDb *db,
        gint64 id,
        const char *label,
        const char *coalesce_key,
        gint64 now_us,
        GBytes *changeset,
        GArray *added,
        GError **error)
{
  g_autofree char *ranges = vt_added_format (added);

  return vt_db_run (db, error,
                    "INSERT INTO journal (id, label, coalesce_key, created_us, changed_us, changeset, added) "
                    "VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)",
                    "issibs", id, label, coalesce_key, now_us, changeset, ranges);
}

/* Adds what a user action changed, or joins it to the newest entry. What was undone cannot be redone any more. */
gboolean
vt_journal_append (VtDb *db,
                   const char *label,
                   const char *coalesce_key,
                   gint64 now_us,
                   GBytes *changeset,
                   GArray *added,
                   gint64 *entry_id,
                   GError **error)
{
  g_auto (Entry) open = { 0 };
  VtStep step = VT_STEP_DONE;
  gint64 last = 0;

  *entry_id = 0;
  if (g_bytes_get_size (changeset) == 0 && vt_added_count (added) == 0)
    return TRUE;

  if (coalesce_key != NULL && added->len == 0)
    step = find_open_entry (db, coalesce_key, now_us, &open, error);
  if (step == VT_STEP_ERROR)
    return FALSE;
  if (step == VT_STEP_ROW)
    return extend (db, &open, label, now_us, changeset, entry_id, error);

  /* The number goes on from the tail that is dropped: it must not name two different actions. */
  if (vt_db_get (db, error, &last, "SELECT max(id) FROM journal", "") == VT_STEP_ERROR ||
      !vt_db_run (db, error, "DELETE FROM journal WHERE undone = 1", ""))
    return FALSE;

  *entry_id = last + 1;
  if (!insert (db, *entry_id, label, coalesce_key, now_us, changeset, added, error))
    return FALSE;

  return (*entry_id % STEPS_A_CHECK != 0 && g_bytes_get_size (changeset) < LARGE_STEP) || drop_oldest (db, error);
}

static VtStep
find_next (VtDb *db, VtJournalWay way, Entry *entry, GError **error)
{
  static const char undo[] =
      "SELECT id, label, changeset, added FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1";
  static const char redo[] =
      "SELECT id, label, changeset, added FROM journal "
      "WHERE id > coalesce((SELECT id FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1), 0) "
      "ORDER BY id LIMIT 1";
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, way == VT_JOURNAL_UNDO ? undo : redo, error);
  VtStep step = stmt != NULL ? vt_stmt_step (stmt, error) : VT_STEP_ERROR;

  if (step == VT_STEP_ROW && !read_entry (entry, stmt, error))
    return VT_STEP_ERROR;

  return step;
}

typedef struct
{
  gboolean met;
  const char *table; /* (nullable) interned; NULL: rows that refer to what would go, in any table */
} Conflict;

static int
conflict_cb (gpointer data, int kind, sqlite3_changeset_iter *iter)
{
  Conflict *conflict = data;
  const char *table = NULL;
  int n_columns;
  int op;

  if (kind != SQLITE_CHANGESET_FOREIGN_KEY)
    sqlite3changeset_op (iter, &table, &n_columns, &op, NULL);

  /* Conditions put products into collections as days pass and stock is sold, too: what they did since stands. */
  if (g_strcmp0 (table, "collection_product") == 0 && kind != SQLITE_CHANGESET_CONSTRAINT)
    return SQLITE_CHANGESET_OMIT;

  conflict->met = TRUE;
  conflict->table = g_intern_string (table);

  return SQLITE_CHANGESET_ABORT;
}

static gboolean
set_conflict (VtJournalWay way, const Entry *entry, const char *table, GError **error)
{
  if (way == VT_JOURNAL_REDO)
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT,
                 _ ("“%s” cannot be done again: what it changed is not as it was then. Nothing was changed"),
                 entry->label);
  else if (table != NULL)
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT,
                 _ ("“%s” cannot be undone: what it changed (%s) was changed since by something that is no step of the "
                    "history. Nothing was undone; change it by hand"),
                 entry->label, table);
  else
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT,
                 _ ("“%s” cannot be undone: what it added is in use since. Nothing was undone; remove its uses first"),
                 entry->label);

  return FALSE;
}

static gboolean
apply (VtDb *db, VtJournalWay way, const Entry *entry, GBytes *changeset, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  Conflict conflict = { 0 };
  int result;

  if (size == 0)
    return TRUE;

  result = sqlite3changeset_apply (vt_db_get_handle (db), (int) size, (gpointer) data, NULL, conflict_cb, &conflict);
  if (result == SQLITE_OK)
    return TRUE;

  if (conflict.met)
    return set_conflict (way, entry, conflict.table, error);

  g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_FAILED, _ ("“%s” cannot be taken from the history: %s"), entry->label,
               sqlite3_errstr (result));
  return FALSE;
}

static gboolean
set_nothing (VtJournalWay way, GError **error)
{
  g_set_error_literal (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING,
                       way == VT_JOURNAL_UNDO ? _ ("There is nothing to undo") : _ ("There is nothing to do again"));
  return FALSE;
}

static gboolean
has_dangling_references (VtDb *db)
{
  int n_open = 0;
  int highest = 0;

  sqlite3_db_status (vt_db_get_handle (db), SQLITE_DBSTATUS_DEFERRED_FKS, &n_open, &highest, 0);
  return n_open > 0;
}

/* Keeps what adds the rows again, so that it can be done again; where that is too much, the step is gone. */
static gboolean
keep_for_redo (VtDb *db, const Entry *entry, GBytes *rows, GBytes *rest, GError **error)
{
  g_autoptr (GBytes) changeset = NULL;

  if (g_bytes_get_size (rows) == 0)
    return vt_db_run (db, error, "DELETE FROM journal WHERE id >= ?1", "i", entry->id);

  changeset = g_bytes_get_size (rest) > 0 ? vt_changeset_merge (rows, rest, error) : g_bytes_ref (rows);
  return changeset != NULL && vt_db_run (db, error, "UPDATE journal SET changeset = ?2, added = '' WHERE id = ?1", "ib",
                                         entry->id, changeset);
}

/* Undoes an entry of which rows were added in bulk. What was recorded of those rows themselves goes with them. */
static gboolean
undo_added (VtDb *db, const Entry *entry, GBytes **applied, GError **error)
{
  g_autoptr (GBytes) rest = vt_changeset_without (entry->changeset, entry->added);
  g_autoptr (GBytes) rows = NULL;
  const char *changed = NULL;
  gboolean dangling;

  if (!vt_added_find_changed (db, entry->added, &changed, error))
    return FALSE;
  if (changed != NULL)
    return set_conflict (VT_JOURNAL_UNDO, entry, changed, error);

  *applied = vt_changeset_invert (rest, error);
  if (*applied == NULL || !vt_db_exec (db, "PRAGMA defer_foreign_keys = ON", error))
    return FALSE;
  rows = vt_added_take_out (db, entry->added, MAX_REDO_BYTES, error);
  if (rows == NULL)
    return FALSE;

  /* Applying a changeset looks at all references, also at those that were left open before. */
  dangling = g_bytes_get_size (rest) == 0 && has_dangling_references (db);
  if (dangling)
    return set_conflict (VT_JOURNAL_UNDO, entry, NULL, error);

  return apply (db, VT_JOURNAL_UNDO, entry, *applied, error) && keep_for_redo (db, entry, rows, rest, error);
}

static gboolean
set_undone (VtDb *db, const Entry *entry, gboolean undone, GError **error)
{
  return vt_db_run (db, error, "UPDATE journal SET undone = ?2, coalesce_key = NULL WHERE id = ?1", "ii", entry->id,
                    (gint64) undone);
}

static gboolean
undo (VtDb *db, Entry *entry, VtJournalStep *step, GError **error)
{
  if (entry->added->len > 0)
    {
      step->gone = g_array_ref (entry->added);
      return undo_added (db, entry, &step->change, error);
    }

  step->change = vt_changeset_invert (entry->changeset, error);
  return step->change != NULL && apply (db, VT_JOURNAL_UNDO, entry, step->change, error);
}

static gboolean
redo (VtDb *db, Entry *entry, VtJournalStep *step, GError **error)
{
  step->change = g_bytes_ref (entry->changeset);
  return apply (db, VT_JOURNAL_REDO, entry, step->change, error);
}

void
vt_journal_step_clear (VtJournalStep *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->change, g_bytes_unref);
  g_clear_pointer (&self->gone, g_array_unref);
}

/* Takes the newest entry back, or does the last one that was taken back again; inside a transaction, which the caller
 * rolls back on an error. */
gboolean
vt_journal_step (VtDb *db, VtJournalWay way, VtJournalStep *step, GError **error)
{
  g_auto (Entry) entry = { 0 };
  VtStep found = find_next (db, way, &entry, error);

  if (found == VT_STEP_ERROR)
    return FALSE;
  if (found == VT_STEP_DONE)
    return set_nothing (way, error);

  if (!(way == VT_JOURNAL_UNDO ? undo : redo) (db, &entry, step, error) ||
      !set_undone (db, &entry, way == VT_JOURNAL_UNDO, error))
    return FALSE;

  step->label = g_steal_pointer (&entry.label);
  return TRUE;
}

static gboolean
read_label (VtDb *db, const char *sql, char **label, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);
  VtStep step = stmt != NULL ? vt_stmt_step (stmt, error) : VT_STEP_ERROR;

  *label = step == VT_STEP_ROW ? vt_stmt_dup_text (stmt, 0) : NULL;
  return step != VT_STEP_ERROR;
}

/* The actions that undo and redo would take; NULL for none. */
gboolean
vt_journal_read_labels (VtDb *db, char **undo_label, char **redo_label, GError **error)
{
  static const char undo[] = "SELECT label FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1";
  static const char redo[] =
      "SELECT label FROM journal "
      "WHERE id > coalesce((SELECT id FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1), 0) "
      "ORDER BY id LIMIT 1";

  return read_label (db, undo, undo_label, error) && read_label (db, redo, redo_label, error);
}

/**
 * vt_journal_entry_free:
 * @self: (nullable): an entry
 */
void
vt_journal_entry_free (VtJournalEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->label);
  g_free (self);
}

/**
 * vt_journal_list:
 * @db: a connection
 * @before_id: the id after which the last page ended, 0 for the newest
 * @limit: at most so many, 1 or more
 * @error: a #VtDbError
 *
 * Reads the history, newest first, without what was changed.
 *
 * Returns: (transfer full) (element-type VtJournalEntry) (nullable): the entries
 */
GPtrArray *
vt_journal_list (VtDb *db, gint64 before_id, int limit, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_journal_entry_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (db,
                                           "SELECT id, label, created_us, changed_us, undone FROM journal "
                                           "WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2",
                                           error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", before_id, (gint64) limit))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtJournalEntry *entry = g_new0 (VtJournalEntry, 1);

      entry->id = vt_stmt_get_int (stmt, 0);
      entry->label = vt_stmt_dup_text (stmt, 1);
      entry->created_us = vt_stmt_get_int (stmt, 2);
      entry->changed_us = vt_stmt_get_int (stmt, 3);
      entry->undone = vt_stmt_get_int (stmt, 4) != 0;
      g_ptr_array_add (entries, entry);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}

/**
 * vt_journal_count_from:
 * @db: a connection
 * @entry_id: number of a step
 * @n_steps: (out): how many undos take back that step and all later ones
 * @error: a #VtDbError
 *
 * Returns: whether it could be told
 */
gboolean
vt_journal_count_from (VtDb *db, gint64 entry_id, gint64 *n_steps, GError **error)
{
  return vt_db_get (db, error, n_steps, "SELECT count(*) FROM journal WHERE id >= ?1 AND undone = 0", "i", entry_id) ==
         VT_STEP_ROW;
}
