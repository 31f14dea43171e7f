#define G_LOG_DOMAIN "vt-db"

#include "base/vt-db.h"

#include "base/vt-db-answers.h"
#include "base/vt-db-reads.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

/* How long a statement waits for another process's lock before it gives up. */
#define BUSY_TIMEOUT_MS 5000

/* Small memory that SQLite keeps at hand for a connection that writes. */
#define LOOKASIDE_SIZE   1200
#define LOOKASIDE_PIECES 500

struct _VtDb
{
  sqlite3 *handle;      /* (owned) */
  GThread *thread;      /* (unowned) the only thread that may use the connection */
  gpointer companion;   /* (unowned) (nullable) what belongs to the open transaction */
  GHashTable *prepared; /* (owned) statements not in use, by the address of their literal text */
  VtDbReads *reads;     /* (unowned) (nullable) what is asked is noted there */
  GArray *into;         /* (unowned) (nullable) and its number here */
  VtDbAnswers *answers; /* (owned) (nullable) while it is watched */
};

struct _VtStmt
{
  sqlite3_stmt *handle; /* (owned) */
  VtDb *db;             /* (unowned) */
  const char *sql;      /* (unowned) a literal: its address is the key of the cache */

  /* Of this run, when the connection is watched. */
  GByteArray *values; /* (owned) (nullable) */
  guint64 answer;
  guint32 rows;
  gboolean ran;
  gboolean done;
  int owner_place; /* see vt_db_reads_owner_place() */
  gint64 owner;
  const VtDbAnswer *known; /* (unowned) (nullable) where rows come from instead */
  VtDbAnswer *learnt;      /* (owned) (nullable) rows that are going to be known */
};

G_DEFINE_QUARK (vt - db - error - quark, vt_db_error)

static VtDbError
error_code (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return VT_DB_ERROR_BUSY;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return VT_DB_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return VT_DB_ERROR_DAMAGED;
    case SQLITE_FULL:
      return VT_DB_ERROR_FULL;
    case SQLITE_CONSTRAINT:
      return VT_DB_ERROR_CONSTRAINT;
    default:
      return VT_DB_ERROR_FAILED;
    }
}

static const char *
error_advice (VtDbError code)
{
  switch (code)
    {
    case VT_DB_ERROR_BUSY:
      return _ ("Another program is using it; close that program and try again");
    case VT_DB_ERROR_READ_ONLY:
      return _ ("The folder cannot be written; check its permissions, or copy it to a place that is yours");
    case VT_DB_ERROR_DAMAGED:
      return _ ("The file is damaged or is not a database; restore it from a backup");
    case VT_DB_ERROR_FULL:
      return _ ("The disk is full; make room and try again");
    case VT_DB_ERROR_CONSTRAINT:
    case VT_DB_ERROR_FAILED:
    case VT_DB_ERROR_TOO_NEW:
    default:
      return NULL;
    }
}

/**
 * vt_db_set_error:
 * @self: a connection whose last call failed
 * @error: where to say so
 * @doing: (nullable): what was tried, as the start of a sentence
 *
 * Turns SQLite's last error into a #GError with advice where there is some.
 *
 * Returns: %FALSE, so that it can be returned as it is
 */
gboolean
vt_db_set_error (VtDb *self, GError **error, const char *doing)
{
  VtDbError code = error_code (sqlite3_extended_errcode (self->handle));
  const char *advice = error_advice (code);

  if (doing == NULL)
    doing = _ ("The shop's database answered");

  if (advice != NULL)
    g_set_error (error, VT_DB_ERROR, (int) code, "%s: %s. %s", doing, sqlite3_errmsg (self->handle), advice);
  else
    g_set_error (error, VT_DB_ERROR, (int) code, "%s: %s", doing, sqlite3_errmsg (self->handle));

  return FALSE;
}

static int
open_flags (VtDbMode mode)
{
  switch (mode)
    {
    case VT_DB_CREATE:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case VT_DB_WRITE:
      return SQLITE_OPEN_READWRITE;
    case VT_DB_MEMORY:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
    case VT_DB_READ:
    case VT_DB_IMMUTABLE:
    default:
      return SQLITE_OPEN_READONLY;
    }
}

static gboolean
configure (VtDb *self, VtDbMode mode, GError **error)
{
  /* Statement journals stay in files: in memory SQLite walks through all of one at each statement, which makes the undo
     of a large step, one savepoint with many statements, quadratic. */
  static const char writer[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;";

  /* The statements of a large import take all of the usual 40 pieces, and then each of its rows asks malloc(). */
  if (mode == VT_DB_CREATE || mode == VT_DB_WRITE)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, LOOKASIDE_SIZE, LOOKASIDE_PIECES);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);

  if ((mode == VT_DB_CREATE || mode == VT_DB_WRITE) && !vt_db_exec (self, writer, error))
    return FALSE;

  /* The first statement that touches the file: a damaged one is told here and not at some later read. */
  return vt_db_exec (self, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA user_version;", error);
}

/**
 * vt_db_open:
 * @path: (type filename): the database file
 * @mode: how it is going to be used
 * @error: a #VtDbError
 *
 * Opens one connection. It belongs to the calling thread until vt_db_adopt().
 *
 * Returns: (transfer full) (nullable): the connection
 */
VtDb *
vt_db_open (const char *path, VtDbMode mode, GError **error)
{
  static gsize configured = 0;
  g_autoptr (VtDb) self = g_new0 (VtDb, 1);
  g_autofree char *uri = NULL;
  g_autofree char *doing = NULL;
  int flags = open_flags (mode) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_PRIVATECACHE;

  if (g_once_init_enter (&configured))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&configured, 1);
    }

  self->thread = g_thread_self ();
  self->prepared = g_hash_table_new (NULL, NULL);

  if (mode == VT_DB_MEMORY)
    uri = g_strdup (":memory:");
  else
    {
      g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);

      doing = g_strdup_printf (_ ("“%s” cannot be opened"), path);
      uri = g_strconcat ("file:", escaped, mode == VT_DB_IMMUTABLE ? "?immutable=1" : NULL, NULL);
    }

  if (sqlite3_open_v2 (uri, &self->handle, flags, NULL) != SQLITE_OK)
    {
      if (self->handle == NULL)
        g_set_error_literal (error, VT_DB_ERROR, VT_DB_ERROR_FAILED, _ ("There is not enough memory to open the shop"));
      else
        vt_db_set_error (self, error, doing);
      return NULL;
    }

  if (!configure (self, mode, error))
    {
      g_prefix_error (error, "%s: ", doing != NULL ? doing : uri);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * vt_db_free:
 * @self: a connection; every #VtStmt of it must have been freed
 *
 * Rolls back what is open and closes the connection.
 */
void
vt_db_free (VtDb *self)
{
  GHashTableIter iter;
  gpointer statement;

  if (self == NULL)
    return;

  g_hash_table_iter_init (&iter, self->prepared);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    sqlite3_finalize (statement);
  g_hash_table_unref (self->prepared);
  vt_db_answers_free (self->answers);

  sqlite3_close_v2 (self->handle);
  g_free (self);
}

/**
 * vt_db_adopt:
 * @self: a connection that no other thread uses any more
 *
 * Hands the connection over to the calling thread.
 */
void
vt_db_adopt (VtDb *self)
{
  self->thread = g_thread_self ();
}

/**
 * vt_db_is_current_thread:
 * @self: a connection
 *
 * Returns: whether the calling thread may use @self
 */
gboolean
vt_db_is_current_thread (VtDb *self)
{
  return self->thread == g_thread_self ();
}

/**
 * vt_db_get_handle:
 * @self: a connection
 *
 * Returns: (transfer none): SQLite's handle, for the session and backup calls that #VtDb does not wrap
 */
sqlite3 *
vt_db_get_handle (VtDb *self)
{
  return self->handle;
}

/**
 * vt_db_set_companion:
 * @self: a connection
 * @companion: (nullable): what those who are given @self later find beside it; it outlives its being here
 */
void
vt_db_set_companion (VtDb *self, gpointer companion)
{
  self->companion = companion;
}

/**
 * vt_db_get_companion:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what vt_db_set_companion() was given last
 */
gpointer
vt_db_get_companion (VtDb *self)
{
  return self->companion;
}

/**
 * vt_db_watch:
 * @self: a connection
 * @reads: (nullable): where what is asked from now on is noted; %NULL: nowhere
 * @into: (nullable) (element-type guint32): receives the numbers of the notes
 *
 * Notes what is read by statements; those of vt_db_exec() are not. Whoever makes something from the answers can ask
 * @reads later whether they are still the same. Until this is called again the connection's transaction stays the same.
 */
void
vt_db_watch (VtDb *self, VtDbReads *reads, GArray *into)
{
  self->reads = reads;
  self->into = into;
  g_clear_pointer (&self->answers, vt_db_answers_free);
  if (reads != NULL)
    self->answers = vt_db_answers_new ();
}

/**
 * vt_db_get_notes:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what vt_db_watch() was given to receive numbers; %NULL when it is not watched
 */
GArray *
vt_db_get_notes (VtDb *self)
{
  return self->reads != NULL ? self->into : NULL;
}

/**
 * vt_db_is_past:
 * @self: a connection
 * @at_us: a moment that was read from it, UTC microseconds
 * @now_us: now
 *
 * Compares the two so that a watched connection knows of it: when that moment passes, the answer becomes another one.
 *
 * Returns: whether @at_us is not after @now_us
 */
gboolean
vt_db_is_past (VtDb *self, gint64 at_us, gint64 now_us)
{
  guint32 number;

  if (self->reads != NULL && self->into != NULL)
    {
      number = vt_db_reads_add_moment (self->reads, at_us);
      g_array_append_val (self->into, number);
    }

  return at_us <= now_us;
}

/**
 * vt_db_exec:
 * @self: a connection
 * @sql: one or several statements without parameters, a literal
 * @error: a #VtDbError
 *
 * Runs statements whose rows do not matter.
 *
 * Returns: whether all of them succeeded
 */
gboolean
vt_db_exec (VtDb *self, const char *sql, GError **error)
{
  g_assert (vt_db_is_current_thread (self));

  return sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK || vt_db_set_error (self, error, NULL);
}

static gboolean
set_user_version (VtDb *self, int version, GError **error)
{
  /* A pragma takes no parameters; the number is our own. */
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", version);

  return vt_db_exec (self, pragma, error);
}

/**
 * vt_db_migrate:
 * @self: a connection that may write
 * @steps: (array length=n_steps): the schema's history, versions ascending from 1
 * @n_steps: number of steps
 * @error: %VT_DB_ERROR_TOO_NEW when the file's version is above the last step's
 *
 * Brings the database to the last version, all steps in one transaction with `user_version`.
 *
 * Returns: whether the database has the last version now
 */
gboolean
vt_db_migrate (VtDb *self, const VtMigration *steps, guint n_steps, GError **error)
{
  gint64 version = 0;
  gint64 last = steps[n_steps - 1].version;

  if (vt_db_get (self, error, &version, "PRAGMA user_version", "") == VT_STEP_ERROR)
    return FALSE;

  if (version > last)
    {
      g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_TOO_NEW,
                   _ ("It was made by a newer version of Vitrine (format %d, this program knows up to %d). "
                      "Update Vitrine to open it; nothing was changed"),
                   (int) version, (int) last);
      return FALSE;
    }
  if (version == last)
    return TRUE;

  if (!vt_db_begin (self, error))
    return FALSE;
  for (guint i = 0; i < n_steps; i++)
    if (steps[i].version > version &&
        (!vt_db_exec (self, steps[i].sql, error) || !set_user_version (self, steps[i].version, error)))
      {
        vt_db_rollback (self);
        return FALSE;
      }

  return vt_db_commit (self, error);
}

/**
 * vt_db_begin:
 * @self: a connection outside of any transaction
 * @error: a #VtDbError
 *
 * Begins a transaction that writes; takes the write lock at once, so that it cannot fail half-way for want of it.
 *
 * Returns: whether it began
 */
gboolean
vt_db_begin (VtDb *self, GError **error)
{
  return vt_db_exec (self, "BEGIN IMMEDIATE", error);
}

/**
 * vt_db_begin_read:
 * @self: a connection outside of any transaction
 * @error: a #VtDbError
 *
 * Begins a transaction that sees the database as it is now, whatever others write meanwhile.
 *
 * Returns: whether it began
 */
gboolean
vt_db_begin_read (VtDb *self, GError **error)
{
  /* BEGIN alone takes the snapshot at the first read, which may be later. */
  return vt_db_exec (self, "BEGIN; SELECT count(*) FROM sqlite_schema;", error);
}

/**
 * vt_db_commit:
 * @self: a connection inside a transaction
 * @error: a #VtDbError
 *
 * Commits; rolls back when that fails.
 *
 * Returns: whether the changes are on the disk
 */
gboolean
vt_db_commit (VtDb *self, GError **error)
{
  if (vt_db_exec (self, "COMMIT", error))
    return TRUE;

  vt_db_rollback (self);
  return FALSE;
}

/**
 * vt_db_rollback:
 * @self: a connection
 *
 * Takes back the open transaction, if there is one.
 */
void
vt_db_rollback (VtDb *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * vt_db_changes:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE touched
 */
gint64
vt_db_changes (VtDb *self)
{
  return sqlite3_changes64 (self->handle);
}

/**
 * vt_db_prepare:
 * @self: a connection of this thread
 * @sql: one statement; a string literal, as its address is the key under which it is kept for the next time
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the statement; free it with vt_stmt_free() before @self
 */
VtStmt *
vt_db_prepare (VtDb *self, const char *sql, GError **error)
{
  VtStmt *stmt;
  gpointer kept = NULL;

  g_assert (vt_db_is_current_thread (self));

  stmt = g_new0 (VtStmt, 1);
  stmt->db = self;
  stmt->sql = sql;
  if (self->reads != NULL)
    {
      stmt->values = g_byte_array_new ();
      stmt->owner_place = vt_db_reads_owner_place (self->reads, sql);
    }

  if (g_hash_table_steal_extended (self->prepared, sql, NULL, &kept))
    {
      stmt->handle = kept;
      return stmt;
    }

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt->handle, NULL) != SQLITE_OK)
    {
      vt_db_set_error (self, error, NULL);
      g_clear_pointer (&stmt->values, g_byte_array_unref);
      g_free (stmt);
      return NULL;
    }

  return stmt;
}

/* Notes the run that ends. */
static void
note_run (VtStmt *self)
{
  VtDb *db = self->db;
  guint32 number;

  if (self->values == NULL)
    return;

  if (self->ran && db->reads != NULL && db->into != NULL)
    {
      number = vt_db_reads_add (db->reads, self->sql, self->values, 2 * self->rows + (self->done ? 1 : 0), self->answer,
                                self->owner);
      g_array_append_val (db->into, number);
    }
  if (self->learnt != NULL && db->answers != NULL && self->learnt->n_rows == self->rows)
    {
      self->learnt->is_whole = self->done;
      self->learnt->owner = self->owner;
      vt_db_answers_keep (db->answers, self->sql, self->values, g_steal_pointer (&self->learnt));
    }
  g_clear_pointer (&self->learnt, vt_db_answer_free);
  self->known = NULL;
  g_byte_array_set_size (self->values, 0);
  self->answer = 0;
  self->rows = 0;
  self->ran = FALSE;
  self->done = FALSE;
  self->owner = 0;
}

/**
 * vt_stmt_free:
 * @self: (nullable): a statement
 *
 * Gives the statement back to its connection, which keeps it prepared.
 */
void
vt_stmt_free (VtStmt *self)
{
  if (self == NULL)
    return;

  vt_stmt_reset (self);
  if (g_hash_table_contains (self->db->prepared, self->sql))
    sqlite3_finalize (self->handle);
  else
    g_hash_table_insert (self->db->prepared, (gpointer) self->sql, self->handle);

  g_clear_pointer (&self->values, g_byte_array_unref);
  g_free (self);
}

/**
 * vt_stmt_reset:
 * @self: a statement
 *
 * Makes @self ready to run again, with nothing bound.
 */
void
vt_stmt_reset (VtStmt *self)
{
  note_run (self);
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
}

static void
note_value (VtStmt *self, int index, int type, gconstpointer data, gsize size)
{
  if (self->values != NULL && self->db->reads != NULL)
    vt_db_reads_add_value (self->db->reads, self->values, index, data != NULL ? type : SQLITE_NULL, data, size);
}

static gboolean
check_bind (VtStmt *self, int result, GError **error)
{
  return result == SQLITE_OK || vt_db_set_error (self->db, error, NULL);
}

/**
 * vt_stmt_bind_int:
 * @self: a statement
 * @index: number of the parameter, from 1
 * @value: the value
 * @error: a #VtDbError
 *
 * Returns: whether the value was bound
 */
gboolean
vt_stmt_bind_int (VtStmt *self, int index, gint64 value, GError **error)
{
  note_value (self, index, SQLITE_INTEGER, &value, sizeof value);
  if (self->values != NULL && self->owner_place == -index)
    self->owner = value;
  return check_bind (self, sqlite3_bind_int64 (self->handle, index, value), error);
}

/**
 * vt_stmt_bind_text:
 * @self: a statement
 * @index: number of the parameter, from 1
 * @value: (nullable): UTF-8, copied; %NULL binds SQL's NULL
 * @error: a #VtDbError
 *
 * Returns: whether the value was bound
 */
gboolean
vt_stmt_bind_text (VtStmt *self, int index, const char *value, GError **error)
{
  note_value (self, index, SQLITE_TEXT, value, value != NULL ? strlen (value) : 0);
  return check_bind (self, sqlite3_bind_text (self->handle, index, value, -1, SQLITE_TRANSIENT), error);
}

/**
 * vt_stmt_bind_blob:
 * @self: a statement
 * @index: number of the parameter, from 1
 * @data: (array length=size) (nullable): the bytes, copied; %NULL binds SQL's NULL
 * @size: number of bytes
 * @error: a #VtDbError
 *
 * Returns: whether the value was bound
 */
gboolean
vt_stmt_bind_blob (VtStmt *self, int index, gconstpointer data, gsize size, GError **error)
{
  note_value (self, index, SQLITE_BLOB, data, size);
  return check_bind (self, sqlite3_bind_blob64 (self->handle, index, data, size, SQLITE_TRANSIENT), error);
}

/* For VtDbReads: text or a blob of a size, copied. */
gboolean
vt_stmt_bind_part (VtStmt *self, int index, gboolean is_blob, gconstpointer data, gsize size)
{
  int result = is_blob ? sqlite3_bind_blob64 (self->handle, index, data, size, SQLITE_TRANSIENT)
                       : sqlite3_bind_text64 (self->handle, index, data, size, SQLITE_TRANSIENT, SQLITE_UTF8);

  return check_bind (self, result, NULL);
}

/* For VtDbReads: the hash of rows, with the one that the statement is at. */
guint64
vt_stmt_mix_row (VtStmt *self, guint64 answer)
{
  return vt_db_mix_row (answer, self->handle);
}

static gboolean
bind_list (VtStmt *self, GError **error, const char *types, va_list *list)
{
  for (int i = 0; types[i] != '\0'; i++)
    {
      gboolean bound;

      switch (types[i])
        {
        case 'i':
          bound = vt_stmt_bind_int (self, i + 1, va_arg (*list, gint64), error);
          break;
        case 's':
          bound = vt_stmt_bind_text (self, i + 1, va_arg (*list, const char *), error);
          break;
        case 'b':
          {
            GBytes *bytes = va_arg (*list, GBytes *);
            gsize size = 0;
            gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

            /* An empty blob is not NULL. */
            bound = vt_stmt_bind_blob (self, i + 1, bytes != NULL && data == NULL ? "" : data, size, error);
            break;
          }
        default:
          g_assert_not_reached ();
        }

      if (!bound)
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_stmt_bind:
 * @self: a statement
 * @error: a #VtDbError
 * @types: one letter for each parameter: `i` a #gint64, `s` a nullable string, `b` a nullable #GBytes
 * @...: the values; an integer that is not a #gint64 must be cast to it
 *
 * Binds all parameters at once.
 *
 * Returns: whether all were bound
 */
gboolean
vt_stmt_bind (VtStmt *self, GError **error, const char *types, ...)
{
  va_list list;
  gboolean bound;

  va_start (list, types);
  bound = bind_list (self, error, types, &list);
  va_end (list);

  return bound;
}

static void
note_row (VtStmt *self)
{
  if (self->values == NULL)
    return;

  if (self->rows == 0 && self->owner_place >= 0 && self->owner_place != VT_DB_NO_OWNER)
    self->owner = sqlite3_column_int64 (self->handle, self->owner_place);
  if (self->owner == 0)
    self->answer = vt_db_mix_row (self->answer, self->handle);
  self->rows++;
  if (self->learnt != NULL && !vt_db_answer_add_row (self->learnt, self->handle, self->answer))
    g_clear_pointer (&self->learnt, vt_db_answer_free);
}

/* Whether what is asked now is known, or worth knowing. */
static void
recall (VtStmt *self)
{
  gboolean was_asked = FALSE;

  if (self->values == NULL || self->db->answers == NULL)
    return;

  self->known = vt_db_answers_find (self->db->answers, self->sql, self->values, &was_asked);
  if (self->known != NULL)
    self->owner = self->known->owner;
  else if (was_asked)
    self->learnt = vt_db_answer_new (sqlite3_column_count (self->handle));
}

/* Goes to the next known row; FALSE when SQLite has to be asked, which then stands before that row. */
static gboolean
step_known (VtStmt *self, VtStep *step)
{
  if (self->rows < self->known->n_rows)
    {
      self->rows++;
      self->answer = g_array_index (self->known->hashes, guint64, self->rows);
      *step = VT_STEP_ROW;
      return TRUE;
    }
  if (self->known->is_whole)
    {
      self->done = TRUE;
      *step = VT_STEP_DONE;
      return TRUE;
    }

  self->known = NULL;
  for (guint32 i = 0; i < self->rows; i++)
    sqlite3_step (self->handle);
  return FALSE;
}

static sqlite3_value *
known_value (VtStmt *self, int column)
{
  return g_ptr_array_index (self->known->values, (self->rows - 1) * (guint) self->known->n_columns + (guint) column);
}

/**
 * vt_stmt_step:
 * @self: a statement
 * @error: a #VtDbError
 *
 * Returns: %VT_STEP_ROW while there is a row to read, %VT_STEP_DONE after the last, %VT_STEP_ERROR with @error
 */
VtStep
vt_stmt_step (VtStmt *self, GError **error)
{
  VtStep step;

  g_assert (vt_db_is_current_thread (self->db));

  if (!self->ran)
    recall (self);
  self->ran = TRUE;
  if (self->known != NULL && step_known (self, &step))
    return step;

  switch (sqlite3_step (self->handle))
    {
    case SQLITE_ROW:
      note_row (self);
      return VT_STEP_ROW;
    case SQLITE_DONE:
      self->done = TRUE;
      return VT_STEP_DONE;
    default:
      vt_db_set_error (self->db, error, NULL);
      return VT_STEP_ERROR;
    }
}

/**
 * vt_stmt_get_int:
 * @self: a statement at a row
 * @column: number of the column, from 0
 *
 * Returns: its value; 0 for NULL
 */
gint64
vt_stmt_get_int (VtStmt *self, int column)
{
  return self->known != NULL ? sqlite3_value_int64 (known_value (self, column))
                             : sqlite3_column_int64 (self->handle, column);
}

/**
 * vt_stmt_get_text:
 * @self: a statement at a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer none) (nullable): its text until the next step; %NULL for NULL
 */
const char *
vt_stmt_get_text (VtStmt *self, int column)
{
  return (const char *) (self->known != NULL ? sqlite3_value_text (known_value (self, column))
                                             : sqlite3_column_text (self->handle, column));
}

/**
 * vt_stmt_dup_text:
 * @self: a statement at a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer full) (nullable): a copy of its text; %NULL for NULL
 */
char *
vt_stmt_dup_text (VtStmt *self, int column)
{
  return g_strdup (vt_stmt_get_text (self, column));
}

/**
 * vt_stmt_get_blob:
 * @self: a statement at a row
 * @column: number of the column, from 0
 * @size: (out): number of bytes
 *
 * Returns: (transfer none) (nullable): its bytes until the next step; %NULL for NULL and for no bytes
 */
gconstpointer
vt_stmt_get_blob (VtStmt *self, int column, gsize *size)
{
  sqlite3_value *known = self->known != NULL ? known_value (self, column) : NULL;
  gconstpointer data = known != NULL ? sqlite3_value_blob (known) : sqlite3_column_blob (self->handle, column);

  *size = (gsize) (known != NULL ? sqlite3_value_bytes (known) : sqlite3_column_bytes (self->handle, column));
  return data;
}

/**
 * vt_stmt_get_value:
 * @self: a statement at a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer none): its value of whatever type, until the next step; for the thread of the connection alone
 */
sqlite3_value *
vt_stmt_get_value (VtStmt *self, int column)
{
  return self->known != NULL ? known_value (self, column) : sqlite3_column_value (self->handle, column);
}

/**
 * vt_stmt_is_null:
 * @self: a statement at a row
 * @column: number of the column, from 0
 *
 * Returns: whether it holds NULL
 */
gboolean
vt_stmt_is_null (VtStmt *self, int column)
{
  return (self->known != NULL ? sqlite3_value_type (known_value (self, column))
                              : sqlite3_column_type (self->handle, column)) == SQLITE_NULL;
}

/**
 * vt_db_run:
 * @self: a connection of this thread
 * @error: a #VtDbError
 * @sql: one statement, a literal
 * @types: as for vt_stmt_bind()
 * @...: the values
 *
 * Prepares, binds and runs a statement whose rows do not matter.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_db_run (VtDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (self, sql, error);
  va_list list;
  gboolean bound;
  VtStep step = VT_STEP_ROW;

  if (stmt == NULL)
    return FALSE;

  va_start (list, types);
  bound = bind_list (stmt, error, types, &list);
  va_end (list);

  while (bound && step == VT_STEP_ROW)
    step = vt_stmt_step (stmt, error);

  return bound && step == VT_STEP_DONE;
}

/**
 * vt_db_get:
 * @self: a connection of this thread
 * @error: a #VtDbError
 * @out: (out): first column of the first row; left as it was when there is none
 * @sql: one statement, a literal
 * @types: as for vt_stmt_bind()
 * @...: the values
 *
 * Reads one integer.
 *
 * Returns: %VT_STEP_ROW when there was a row, %VT_STEP_DONE when not, %VT_STEP_ERROR with @error
 */
VtStep
vt_db_get (VtDb *self, GError **error, gint64 *out, const char *sql, const char *types, ...)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (self, sql, error);
  va_list list;
  gboolean bound;
  VtStep step;

  if (stmt == NULL)
    return VT_STEP_ERROR;

  va_start (list, types);
  bound = bind_list (stmt, error, types, &list);
  va_end (list);
  if (!bound)
    return VT_STEP_ERROR;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW)
    *out = vt_stmt_get_int (stmt, 0);

  return step;
}
