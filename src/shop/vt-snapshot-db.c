/* Reads a shop at one moment, and writes what may be public of it into a database of its own (`sqlite_schema` only;
 * the rows are copied by statements of the folders that own the tables). */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-snapshot.h"

#include "base/vt-file.h"
#include "shop/vt-schema.h"
#include "shop/vt-shop.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TRIES   100
#define ARENA_BLOCK (16 * 1024)

struct _VtSnapshot
{
  VtDb *db;     /* (owned) */
  char *folder; /* (owned) (nullable) of the shop whose originals it may draw; NULL for a catalogue alone */
  gboolean is_public;
  gboolean has_copy;  /* a database in memory is attached as `catalogue` */
  VtArena *arena;     /* (owned) what is kept may lie there */
  GHashTable *kept;   /* (owned) name → Kept */
  GHashTable *missed; /* (owned) name → how much was noted when it was looked for and not there */
};

/* What was read for it is read by whoever uses it. */

typedef struct
{
  gpointer data;
  GDestroyNotify free_data;
  GArray *reads; /* (owned) (nullable) numbers of what the watched connection noted */
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  if (kept->free_data != NULL)
    kept->free_data (kept->data);
  g_clear_pointer (&kept->reads, g_array_unref);
  g_free (kept);
}

static VtSnapshot *
new_snapshot (const char *folder)
{
  VtSnapshot *self = g_new0 (VtSnapshot, 1);

  self->folder = g_strdup (folder);
  self->arena = vt_arena_new (ARENA_BLOCK);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_free);
  self->missed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * vt_snapshot_open_folder:
 * @shop_path: (type filename): a shop's folder
 * @error: a #VtShopError or #VtDbError
 *
 * Opens a shop as it is now. Others may write meanwhile; the snapshot does not see it.
 *
 * Returns: (transfer full) (nullable): the snapshot
 */
VtSnapshot *
vt_snapshot_open_folder (const char *shop_path, GError **error)
{
  g_autoptr (VtSnapshot) self = new_snapshot (shop_path);

  self->db = vt_schema_open_reader (shop_path, error);
  if (self->db == NULL || !vt_db_begin_read (self->db, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_snapshot_open_catalogue:
 * @path: (type filename): a file that vt_snapshot_write_catalogue() wrote and nobody changes
 * @shop_path: (type filename) (nullable): the shop it was written from, whose pictures can be drawn then
 * @error: a #VtShopError or #VtDbError
 *
 * Returns: (transfer full) (nullable): the snapshot
 */
VtSnapshot *
vt_snapshot_open_catalogue (const char *path, const char *shop_path, GError **error)
{
  g_autoptr (VtSnapshot) self = new_snapshot (shop_path);

  self->is_public = TRUE;
  self->db = vt_schema_open_catalogue (path, error);
  if (self->db == NULL || !vt_db_begin_read (self->db, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
refresh_all (GPtrArray *snapshots, GError **error)
{
  for (guint i = 0; i < snapshots->len; i++)
    if (!vt_snapshot_refresh (g_ptr_array_index (snapshots, i), error))
      return FALSE;

  return TRUE;
}

/**
 * vt_snapshot_open_several:
 * @shop_path: (type filename): a shop's folder
 * @n: how many
 * @error: a #VtShopError or #VtDbError; %VT_DB_ERROR_BUSY when the shop is never still
 *
 * Opens a shop several times at the same moment, for threads that work on it together; each has to adopt its own.
 *
 * Returns: (transfer full) (element-type VtSnapshot) (nullable): the snapshots
 */
GPtrArray *
vt_snapshot_open_several (const char *shop_path, guint n, GError **error)
{
  g_autoptr (GPtrArray) snapshots = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_snapshot_free);
  g_autoptr (VtDb) watch = vt_schema_open_reader (shop_path, error);

  if (watch == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      VtSnapshot *snapshot = vt_snapshot_open_folder (shop_path, error);

      if (snapshot == NULL)
        return NULL;
      g_ptr_array_add (snapshots, snapshot);
      /* Who reads all of a shop reads its pages again and again. */
      if (!vt_db_exec (snapshot->db, "PRAGMA cache_size = -65536", error))
        return NULL;
    }

  /* The number changes when anyone commits: where it did not, no commit came between the snapshots. */
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      gint64 before = 0;
      gint64 after = 0;

      if (vt_db_get (watch, error, &before, "PRAGMA data_version", "") == VT_STEP_ERROR ||
          !refresh_all (snapshots, error) ||
          vt_db_get (watch, error, &after, "PRAGMA data_version", "") == VT_STEP_ERROR)
        return NULL;
      if (before == after)
        return g_steal_pointer (&snapshots);
    }

  g_set_error_literal (error, VT_DB_ERROR, VT_DB_ERROR_BUSY,
                       _ ("The shop is being written all the time. Try again in a moment"));
  return NULL;
}

/**
 * vt_snapshot_free:
 * @self: (nullable): a snapshot of the calling thread
 */
void
vt_snapshot_free (VtSnapshot *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->missed, g_hash_table_unref);
  g_clear_pointer (&self->arena, vt_arena_free);
  g_clear_pointer (&self->db, vt_db_free);
  g_free (self->folder);
  g_free (self);
}

/**
 * vt_snapshot_get_db:
 * @self: a snapshot
 *
 * Returns: (transfer none): the connection to read with; its transaction is the snapshot's
 */
VtDb *
vt_snapshot_get_db (VtSnapshot *self)
{
  return self->db;
}

/**
 * vt_snapshot_get_folder:
 * @self: a snapshot
 *
 * Returns: (transfer none) (nullable) (type filename): the folder of the shop; %NULL for a catalogue alone
 */
const char *
vt_snapshot_get_folder (VtSnapshot *self)
{
  return self->folder;
}

/**
 * vt_snapshot_adopt:
 * @self: a snapshot that no other thread uses any more
 *
 * Hands the snapshot over to the calling thread.
 */
void
vt_snapshot_adopt (VtSnapshot *self)
{
  vt_db_adopt (self->db);
}

/**
 * vt_snapshot_refresh:
 * @self: a snapshot; every #VtStmt of it must have been freed
 * @error: a #VtDbError
 *
 * Goes on to the shop as it is now. A catalogue stays what it is. What was kept with the snapshot is freed.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_snapshot_refresh (VtSnapshot *self, GError **error)
{
  g_hash_table_remove_all (self->kept);
  vt_arena_clear (self->arena);
  vt_db_rollback (self->db);
  if (self->has_copy && !vt_db_exec (self->db, "DETACH catalogue", error))
    return FALSE;
  self->has_copy = FALSE;

  return vt_db_begin_read (self->db, error);
}

/**
 * vt_snapshot_is_public:
 * @self: a snapshot
 *
 * Returns: whether it holds nothing but what shoppers may see
 */
gboolean
vt_snapshot_is_public (VtSnapshot *self)
{
  return self->is_public;
}

/**
 * vt_snapshot_keep:
 * @self: a snapshot
 * @name: what it is, the same for all that is worked out this way
 * @data: (transfer full): something that was worked out from this snapshot alone
 * @free_data: (nullable): frees it; %NULL for what lies in vt_snapshot_get_arena()
 *
 * Keeps @data as long as the shop is seen at this moment, so that the next page need not work it out again. Everything
 * that it was worked out from has to be read between vt_snapshot_get_kept(), which did not find it, and this: pages
 * that use it depend on that.
 */
void
vt_snapshot_keep (VtSnapshot *self, const char *name, gpointer data, GDestroyNotify free_data)
{
  Kept *kept = g_new0 (Kept, 1);
  GArray *notes = vt_db_get_notes (self->db);
  guint start = 0;

  kept->data = data;
  kept->free_data = free_data;
  if (notes != NULL)
    {
      start = GPOINTER_TO_UINT (g_hash_table_lookup (self->missed, name));
      kept->reads = g_array_new (FALSE, FALSE, sizeof (guint32));
      if (start < notes->len)
        g_array_append_vals (kept->reads, &g_array_index (notes, guint32, start), notes->len - start);
    }
  g_hash_table_insert (self->kept, g_strdup (name), kept);
}

/**
 * vt_snapshot_get_kept:
 * @self: a snapshot
 * @name: as given to vt_snapshot_keep()
 *
 * Returns: (transfer none) (nullable): what was kept under this name
 */
gpointer
vt_snapshot_get_kept (VtSnapshot *self, const char *name)
{
  Kept *kept = g_hash_table_lookup (self->kept, name);
  GArray *notes = vt_db_get_notes (self->db);

  if (kept != NULL && (notes == NULL || kept->reads != NULL))
    {
      if (notes != NULL && kept->reads->len > 0)
        g_array_append_vals (notes, kept->reads->data, kept->reads->len);
      return kept->data;
    }
  if (notes != NULL)
    g_hash_table_insert (self->missed, g_strdup (name), GUINT_TO_POINTER (notes->len));

  return NULL;
}

/**
 * vt_snapshot_get_arena:
 * @self: a snapshot
 *
 * Returns: (transfer none): memory that lives as long as what vt_snapshot_keep() keeps
 */
VtArena *
vt_snapshot_get_arena (VtSnapshot *self)
{
  return self->arena;
}

static gboolean
copy_schema (VtSnapshot *self, GError **error)
{
  g_autoptr (VtDb) empty = vt_schema_open_empty (error);
  sqlite3_backup *backup;

  if (empty == NULL)
    return FALSE;

  backup = sqlite3_backup_init (vt_db_get_handle (self->db), "catalogue", vt_db_get_handle (empty), "main");
  if (backup != NULL)
    sqlite3_backup_step (backup, -1);
  if (backup == NULL || sqlite3_backup_finish (backup) != SQLITE_OK)
    return vt_db_set_error (self->db, error, NULL);

  return TRUE;
}

/* The connection may only read, and inherits that to what it attaches, unless that is in memory. It stays attached
 * until the snapshot's transaction ends, as nothing can be detached inside one. */
static gboolean
attach_copy (VtSnapshot *self, GError **error)
{
  if (self->has_copy)
    return TRUE;
  if (!vt_db_exec (self->db, "ATTACH 'file:catalogue?mode=memory' AS catalogue", error))
    return FALSE;

  self->has_copy = TRUE;
  return copy_schema (self, error);
}

static gboolean
run_copy (VtDb *db, const char *sql, gint64 now_us, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);

  if (stmt == NULL || (strstr (sql, "?1") != NULL && !vt_stmt_bind_int (stmt, 1, now_us, error)))
    return FALSE;

  return vt_stmt_step (stmt, error) == VT_STEP_DONE;
}

static gboolean
run_copies (VtDb *db, gint64 now_us, const char *const *const *copies, GError **error)
{
  for (gsize i = 0; copies[i] != NULL; i++)
    for (gsize j = 0; copies[i][j] != NULL; j++)
      if (!run_copy (db, copies[i][j], now_us, error))
        {
          g_prefix_error (error, _ ("The public catalogue cannot be written: "));
          return FALSE;
        }

  return TRUE;
}

/* A public row that refers to a private one would be a hole in the shop, or tell of what is not public. */
static gboolean
check_references (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "PRAGMA catalogue.foreign_key_check", error);
  VtStep step = stmt != NULL ? vt_stmt_step (stmt, error) : VT_STEP_ERROR;

  if (step == VT_STEP_ROW)
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                 _ ("The public catalogue cannot be written: a public row of “%s” refers to one of “%s” that is not "
                    "public"),
                 vt_stmt_get_text (stmt, 0), vt_stmt_get_text (stmt, 2));

  return step == VT_STEP_DONE;
}

static GBytes *
serialise (VtDb *db, GError **error)
{
  sqlite3_int64 size = 0;
  unsigned char *data = sqlite3_serialize (vt_db_get_handle (db), "catalogue", &size, 0);

  if (data != NULL)
    return g_bytes_new_with_free_func (data, (gsize) size, (GDestroyNotify) sqlite3_free, data);

  g_set_error_literal (error, VT_DB_ERROR, VT_DB_ERROR_FAILED,
                       _ ("There is not enough memory to write the public catalogue"));
  return NULL;
}

static GBytes *
make_catalogue (VtSnapshot *self, gint64 now_us, const char *const *const *copies, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!vt_db_exec (self->db, "SAVEPOINT copy; PRAGMA defer_foreign_keys = ON", error))
    return NULL;

  if (run_copies (self->db, now_us, copies, error) && check_references (self->db, error))
    bytes = serialise (self->db, error);
  vt_db_exec (self->db, "ROLLBACK TO copy; RELEASE copy", NULL);

  return g_steal_pointer (&bytes);
}

/**
 * vt_snapshot_write_catalogue:
 * @self: a snapshot
 * @path: (type filename): the file to write or replace, in one step
 * @now_us: the moment that it is of, UTC microseconds since 1970: what is to be public later is not in it
 * @copies: (array zero-terminated=1): lists of statements, each ended by %NULL; parents may come after children
 * @error: a #VtDbError, or %VT_SHOP_ERROR_FAILED when a public row refers to a row that is not
 *
 * Writes the public catalogue as a database with all tables of a shop. The rows are copied inside the snapshot's own
 * transaction, so the catalogue is of the same moment as everything else that is read from it. They are put together in
 * memory and never committed there: counters of commits and the version of SQLite stay out of the file, which makes the
 * same rows the same bytes.
 *
 * Returns: whether the file was written; the old one stays when not
 */
gboolean
vt_snapshot_write_catalogue (VtSnapshot *self,
                             const char *path,
                             gint64 now_us,
                             const char *const *const *copies,
                             GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!attach_copy (self, error))
    return FALSE;

  bytes = make_catalogue (self, now_us, copies, error);
  return bytes != NULL && vt_file_write_atomic (path, bytes, error);
}
