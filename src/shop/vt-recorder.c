#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-recorder.h"

#include "base/vt-table.h"
#include "shop/vt-added.h"
#include "shop/vt-changeset-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* No table of the schema has nearly as many. */
#define MAX_COLUMNS 200

/* What happens to a table's rows. */
typedef enum
{
  NOT_RECORDED,
  JOURNALED,
  FACT
} Kind;

/* The changes of one table. */
typedef struct
{
  char *name; /* (owned) */
  Kind kind;
  guint index;         /* among the records */
  VtTable *table;      /* (owned) (nullable) NULL when it is not recorded */
  GByteArray *changes; /* (owned) (nullable) a changeset: what the log has of the table in the end */
  GHashTable *touched; /* (owned) (nullable) hashes of keys */
  gboolean repeated;   /* a row may have been touched several times */
} Record;

/* What stands before each change in the log. */
typedef struct
{
  guint32 index; /* of the Record */
  guint32 size;  /* of the change */
} LogHead;

/* A savepoint, and how long the log was. */
typedef struct
{
  char *name;
  guint length;
} Savepoint;

/* SQLite tells each row before it changes, and hands over both its old and its new values: so changes can be written
 * down as the rows go by. (Its session extension keeps the old values, and reads every row again in the end.) They
 * stand in one log in their order, which is cut where SQLite takes back what it did: at a savepoint, or when a
 * statement fails after some of its rows. The latter is told by sqlite3_total_changes64(), which does not count such a
 * statement. */
struct _VtRecorder
{
  VtDb *db;           /* (unowned) */
  GPtrArray *records; /* (owned) of Record, in the order they were touched first */
  Record *last;       /* (unowned) (nullable) */
  GByteArray *log;    /* (owned) of LogHead and change */
  GArray *savepoints; /* (owned) of Savepoint, the innermost last */
  GArray *added;      /* (owned) of VtAdded, what was named instead of recorded */
  guint n_pauses;

  sqlite3_stmt *statement; /* (unowned) (nullable) the one that began last; it may be gone */
  guint statement_start;   /* of the log */
  gint64 statement_total;  /* sqlite3_total_changes64() then */

  gboolean differs[MAX_COLUMNS]; /* of the row that is being recorded */
  GError *error;                 /* (owned) (nullable) why a change could not be recorded */
};

/* What came from a host or was made public happened; no undo makes it unhappen. Files of typefaces follow from the
 * brand and the texts, by themselves. */
static const char *const facts[] = { "orders",        "order_line",    "order_discount", "host",
                                     "host_movement", "price_history", "brand_face",     NULL };

/* The journal does not record itself, the levels are the ledger's sum, kept by triggers, and what was downloaded
 * or looked at needs no undo. */
static const char *const derived[] = { "journal", "stock_level", "media_source", "media_look", NULL };

/* Whether changes of @table can be taken back. */
gboolean
vt_recorder_is_journaled (const char *table)
{
  return !g_strv_contains (facts, table) && !g_strv_contains (derived, table);
}

static gboolean
set_error (GError **error, int result)
{
  g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_FAILED, _ ("The change cannot be recorded: %s"),
               sqlite3_errstr (result));
  return FALSE;
}

static void
record_free (Record *record)
{
  g_free (record->name);
  vt_table_free (record->table);
  g_clear_pointer (&record->changes, g_byte_array_unref);
  g_clear_pointer (&record->touched, g_hash_table_unref);
  g_free (record);
}

static Kind
kind_of (const char *table)
{
  if (g_strv_contains (facts, table))
    return FACT;

  return vt_recorder_is_journaled (table) ? JOURNALED : NOT_RECORDED;
}

static Record *
add_record (VtRecorder *self, const char *name)
{
  Record *record = g_new0 (Record, 1);

  record->name = g_strdup (name);
  record->kind = kind_of (name);
  record->index = self->records->len;
  g_ptr_array_add (self->records, record);
  if (record->kind == NOT_RECORDED)
    return record;

  record->table = vt_table_read (self->db, name, self->error == NULL ? &self->error : NULL);
  record->changes = g_byte_array_new ();
  record->touched = g_hash_table_new (NULL, NULL);
  return record;
}

static Record *
find_record (VtRecorder *self, const char *name)
{
  if (self->last != NULL && g_str_equal (self->last->name, name))
    return self->last;

  self->last = NULL;
  for (guint i = 0; i < self->records->len && self->last == NULL; i++)
    if (g_str_equal (((Record *) g_ptr_array_index (self->records, i))->name, name))
      self->last = g_ptr_array_index (self->records, i);
  if (self->last == NULL)
    self->last = add_record (self, name);

  return self->last;
}

typedef int (*GetValue) (sqlite3 *db, int column, sqlite3_value **value);

static sqlite3_value *
get (VtRecorder *self, sqlite3 *db, GetValue get_value, guint column)
{
  sqlite3_value *value = NULL;
  int result = get_value (db, (int) column, &value);

  if (result != SQLITE_OK && self->error == NULL)
    set_error (&self->error, result);
  return value;
}

/* FNV-1a. */
static guint64
hash_bytes (guint64 hash, gconstpointer data, gsize size)
{
  const guint8 *bytes = data;

  for (gsize i = 0; i < size; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (1099511628211);

  return hash;
}

/* Two keys with one hash cost the time of a merge, no more. */
static void
touch (VtRecorder *self, Record *record, sqlite3 *db, GetValue get_value)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (guint i = 0; i < record->table->n_columns; i++)
    {
      sqlite3_value *value = record->table->ranks[i] > 0 ? get (self, db, get_value, i) : NULL;
      gint64 number;

      if (value == NULL)
        continue;
      if (sqlite3_value_type (value) == SQLITE_INTEGER)
        {
          number = sqlite3_value_int64 (value);
          hash = hash_bytes (hash, &number, sizeof number);
        }
      else
        hash = hash_bytes (hash, sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value));
    }

  if (!g_hash_table_add (record->touched, GSIZE_TO_POINTER (hash)))
    record->repeated = TRUE;
}

static gboolean
is_same (sqlite3_value *a, sqlite3_value *b)
{
  int type = sqlite3_value_type (a);
  int size;

  if (type != sqlite3_value_type (b))
    return FALSE;

  switch (type)
    {
    case SQLITE_INTEGER:
      return sqlite3_value_int64 (a) == sqlite3_value_int64 (b);
    case SQLITE_FLOAT:
      return !(sqlite3_value_double (a) < sqlite3_value_double (b)) &&
             !(sqlite3_value_double (a) > sqlite3_value_double (b));
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      size = sqlite3_value_bytes (a);
      return size == sqlite3_value_bytes (b) &&
             (size == 0 || memcmp (sqlite3_value_blob (a), sqlite3_value_blob (b), (gsize) size) == 0);
    default:
      return TRUE;
    }
}

static guint
begin_change (VtRecorder *self, const Record *record, sqlite3 *db, int op)
{
  guint start = self->log->len;
  LogHead head = { .index = record->index };

  g_byte_array_append (self->log, (const guint8 *) &head, sizeof head);
  vt_changeset_write_op (self->log, op, sqlite3_preupdate_depth (db) > 0);
  return start;
}

static void
end_change (VtRecorder *self, guint start)
{
  LogHead head;

  if (self->log->len > G_MAXINT32)
    set_error (self->error == NULL ? &self->error : NULL, SQLITE_TOOBIG);

  memcpy (&head, self->log->data + start, sizeof head);
  head.size = self->log->len - start - (guint) sizeof head;
  memcpy (self->log->data + start, &head, sizeof head);
}

static void
record_whole (VtRecorder *self, Record *record, sqlite3 *db, int op)
{
  GetValue get_value = op == SQLITE_INSERT ? sqlite3_preupdate_new : sqlite3_preupdate_old;
  guint start = begin_change (self, record, db, op);

  touch (self, record, db, get_value);
  for (guint i = 0; i < record->table->n_columns; i++)
    vt_changeset_write_value (self->log, get (self, db, get_value, i));
  end_change (self, start);
}

/* The old values of the key and of what changes, then the new ones of what changes. */
static void
record_update (VtRecorder *self, Record *record, sqlite3 *db)
{
  const VtTable *table = record->table;
  guint start = begin_change (self, record, db, SQLITE_UPDATE);
  gboolean changed = FALSE;
  gboolean moved = FALSE;

  for (guint i = 0; i < table->n_columns; i++)
    {
      sqlite3_value *before = get (self, db, sqlite3_preupdate_old, i);
      sqlite3_value *after = get (self, db, sqlite3_preupdate_new, i);
      gboolean differs = before != NULL && after != NULL && !is_same (before, after);

      changed = changed || differs;
      moved = moved || (differs && table->ranks[i] > 0);
      self->differs[i] = differs;
      vt_changeset_write_value (self->log, differs || table->ranks[i] > 0 ? before : NULL);
    }
  for (guint i = 0; changed && i < table->n_columns; i++)
    vt_changeset_write_value (self->log, self->differs[i] ? get (self, db, sqlite3_preupdate_new, i) : NULL);

  if (changed && !moved)
    {
      touch (self, record, db, sqlite3_preupdate_old);
      end_change (self, start);
      return;
    }

  /* Another key is another row. */
  g_byte_array_set_size (self->log, start);
  if (!moved)
    return;
  record_whole (self, record, db, SQLITE_DELETE);
  record_whole (self, record, db, SQLITE_INSERT);
}

static void
row_cb (gpointer data,
        sqlite3 *db,
        int op,
        const char *schema,
        const char *name,
        sqlite3_int64 key_before G_GNUC_UNUSED,
        sqlite3_int64 key_after G_GNUC_UNUSED)
{
  VtRecorder *self = data;
  Record *record;

  if (self->n_pauses > 0 || self->error != NULL || !g_str_equal (schema, "main"))
    return;

  record = find_record (self, name);
  if (record->table == NULL)
    return;

  if (record->table->n_columns != (guint) sqlite3_preupdate_count (db) || record->table->n_columns > MAX_COLUMNS)
    set_error (&self->error, SQLITE_SCHEMA);
  else if (op == SQLITE_UPDATE)
    record_update (self, record, db);
  else
    record_whole (self, record, db, op);
}

/* Whether the last statement has rows to give yet. One that begins now may stand where that one was. */
static gboolean
is_running (VtRecorder *self, sqlite3 *db, sqlite3_stmt *beginning)
{
  sqlite3_stmt *stmt = NULL;

  if (self->statement == beginning)
    return FALSE;

  while ((stmt = sqlite3_next_stmt (db, stmt)) != NULL)
    if (stmt == self->statement)
      return sqlite3_stmt_busy (stmt);

  return FALSE;
}

/* Forgets what the last statement did when it failed half-way. */
static void
end_statement (VtRecorder *self, sqlite3_stmt *beginning)
{
  sqlite3 *db = vt_db_get_handle (self->db);

  if (self->log->len > self->statement_start && sqlite3_total_changes64 (db) == self->statement_total &&
      !is_running (self, db, beginning))
    g_byte_array_set_size (self->log, self->statement_start);
}

static void
savepoint_clear (gpointer savepoint)
{
  g_free (((Savepoint *) savepoint)->name);
}

static void
follow_savepoint (VtRecorder *self, const char *word, const char *name)
{
  Savepoint savepoint = { .length = self->log->len };
  guint i = self->savepoints->len;

  if (g_ascii_strcasecmp (word, "savepoint") == 0)
    {
      savepoint.name = g_strdup (name);
      g_array_append_val (self->savepoints, savepoint);
      return;
    }

  while (i > 0 && g_ascii_strcasecmp (g_array_index (self->savepoints, Savepoint, i - 1).name, name) != 0)
    i--;
  if (i == 0)
    return;

  if (g_ascii_strcasecmp (word, "rollback") == 0)
    {
      g_byte_array_set_size (self->log, g_array_index (self->savepoints, Savepoint, i - 1).length);
      i++;
    }
  g_array_set_size (self->savepoints, i - 1);
}

/* "SAVEPOINT a", "RELEASE a", "RELEASE SAVEPOINT a", "ROLLBACK TO a", "ROLLBACK TO SAVEPOINT a" */
static void
read_statement (VtRecorder *self, const char *sql)
{
  g_auto (GStrv) words = NULL;
  guint n_words;
  char *name;

  if (g_ascii_strncasecmp (sql, "savepoint", 9) != 0 && g_ascii_strncasecmp (sql, "release", 7) != 0 &&
      g_ascii_strncasecmp (sql, "rollback", 8) != 0)
    return;

  words = g_strsplit_set (sql, " \t\n;", -1);
  n_words = g_strv_length (words);
  while (n_words > 1 && *words[n_words - 1] == '\0')
    n_words--;
  name = words[n_words - 1];
  follow_savepoint (self, words[0], name);
}

static int
statement_cb (unsigned int event G_GNUC_UNUSED, gpointer data, gpointer statement, gpointer sql)
{
  VtRecorder *self = data;

  /* What triggers run is part of their statement. */
  if (g_str_has_prefix (sql, "--"))
    return 0;

  end_statement (self, statement);
  read_statement (self, sql);
  self->statement = statement;
  self->statement_start = self->log->len;
  self->statement_total = sqlite3_total_changes64 (vt_db_get_handle (self->db));
  return 0;
}

/* Starts recording; everything that @db writes from here on counts, what triggers do included. It goes along with @db
 * until it is freed. */
VtRecorder *
vt_recorder_new (VtDb *db)
{
  VtRecorder *self = g_new0 (VtRecorder, 1);

  self->db = db;
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free);
  self->log = g_byte_array_new ();
  self->savepoints = g_array_new (FALSE, FALSE, sizeof (Savepoint));
  g_array_set_clear_func (self->savepoints, savepoint_clear);
  self->added = vt_added_new ();
  vt_db_set_companion (db, self);
  sqlite3_preupdate_hook (vt_db_get_handle (db), row_cb, self);
  sqlite3_trace_v2 (vt_db_get_handle (db), SQLITE_TRACE_STMT, statement_cb, self);
  return self;
}

void
vt_recorder_free (VtRecorder *self)
{
  if (self == NULL)
    return;

  sqlite3_trace_v2 (vt_db_get_handle (self->db), 0, NULL, NULL);
  sqlite3_preupdate_hook (vt_db_get_handle (self->db), NULL, NULL);
  vt_db_set_companion (self->db, NULL);
  g_ptr_array_unref (self->records);
  g_byte_array_unref (self->log);
  g_array_unref (self->savepoints);
  g_array_unref (self->added);
  g_clear_error (&self->error);
  g_free (self);
}

/* What is written is not recorded until as many calls of vt_recorder_resume(). */
void
vt_recorder_pause (VtRecorder *self)
{
  self->n_pauses++;
}

void
vt_recorder_resume (VtRecorder *self)
{
  g_return_if_fail (self->n_pauses > 0);

  self->n_pauses--;
}

/* Names rows that were added while nothing was recorded, before or after it goes on. */
void
vt_recorder_add_range (VtRecorder *self, const char *table, gint64 first, gint64 last)
{
  g_return_if_fail (vt_recorder_is_journaled (table));

  vt_added_append (self->added, table, first, last);
}

static GBytes *
take_buffer (int size, gpointer buffer)
{
  return g_bytes_new_with_free_func (buffer, (gsize) size, (GDestroyNotify) sqlite3_free, buffer);
}

/* Puts the changes of each table together, in their order. */
static void
sort_log (VtRecorder *self)
{
  for (guint at = 0; at < self->log->len;)
    {
      const Record *record;
      LogHead head;

      memcpy (&head, self->log->data + at, sizeof head);
      record = g_ptr_array_index (self->records, head.index);
      if (record->changes->len == 0)
        vt_changeset_write_header (record->changes, record->table);
      g_byte_array_append (record->changes, self->log->data + at + sizeof head, head.size);
      at += (guint) sizeof head + head.size;
    }

  g_byte_array_set_size (self->log, 0);
}

/* The changes of the tables of a kind, each row once. */
static GBytes *
take_changeset (VtRecorder *self, Kind kind, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  gboolean repeated = FALSE;

  for (guint i = 0; i < self->records->len; i++)
    {
      const Record *record = g_ptr_array_index (self->records, i);

      if (record->kind != kind)
        continue;
      g_byte_array_append (all, record->changes->data, record->changes->len);
      repeated = repeated || record->repeated;
    }

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&all));
  return repeated ? vt_changeset_merge (bytes, none, error) : g_steal_pointer (&bytes);
}

/* Hands over what was changed so far; empty bytes where nothing was, also when changes cancelled each other out. */
gboolean
vt_recorder_take (VtRecorder *self, GBytes **journaled, GBytes **other, GArray **added, GError **error)
{
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GArray) ranges = NULL;

  end_statement (self, NULL);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  sort_log (self);
  first = take_changeset (self, JOURNALED, error);
  second = first != NULL ? take_changeset (self, FACT, error) : NULL;
  ranges = second != NULL ? vt_added_measure (self->db, self->added, error) : NULL;
  if (ranges == NULL)
    return FALSE;

  *journaled = g_steal_pointer (&first);
  *other = g_steal_pointer (&second);
  *added = g_steal_pointer (&ranges);
  return TRUE;
}

/* The changeset that takes @changeset back. */
GBytes *
vt_changeset_invert (GBytes *changeset, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  gpointer buffer = NULL;
  int out_size = 0;
  int result = sqlite3changeset_invert ((int) size, data, &out_size, &buffer);

  if (result == SQLITE_OK)
    return take_buffer (out_size, buffer);

  sqlite3_free (buffer);
  set_error (error, result);
  return NULL;
}

static int
add_changeset (sqlite3_changegroup *group, GBytes *changeset)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);

  return size > 0 ? sqlite3changegroup_add (group, (int) size, (gpointer) data) : SQLITE_OK;
}

/* One changeset with the effect of all of them, in their order; empty bytes when they cancel each other out. */
GBytes *
vt_changeset_merge_all (GPtrArray *changesets, GError **error)
{
  sqlite3_changegroup *group = NULL;
  gpointer buffer = NULL;
  int size = 0;
  int result = sqlite3changegroup_new (&group);

  for (guint i = 0; i < changesets->len && result == SQLITE_OK; i++)
    result = add_changeset (group, g_ptr_array_index (changesets, i));
  if (result == SQLITE_OK)
    result = sqlite3changegroup_output (group, &size, &buffer);
  if (group != NULL)
    sqlite3changegroup_delete (group);
  if (result == SQLITE_OK)
    return take_buffer (size, buffer);

  sqlite3_free (buffer);
  set_error (error, result);
  return NULL;
}

/* The same for two. */
GBytes *
vt_changeset_merge (GBytes *first, GBytes *second, GError **error)
{
  g_autoptr (GPtrArray) both = g_ptr_array_new ();

  g_ptr_array_add (both, first);
  g_ptr_array_add (both, second);
  return vt_changeset_merge_all (both, error);
}
