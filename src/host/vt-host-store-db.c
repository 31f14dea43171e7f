/* Owns no table: opens host.db for the files that do. */
#include "host/vt-host-store-db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "host/vt-host-resources.h"
#include "host/vt-host-secret-db.h"

struct _VtHostStore
{
  char *folder;                    /* (owned) */
  char *path;                      /* (owned) of host.db */
  int lock;                        /* file descriptor that holds the lock, or -1 */
  const VtClock *clock;            /* (unowned) (nullable) */
  GMutex write_mutex;              /* held from begin_write to end_write */
  VtDb *writer;                    /* (owned) */
  void (*written) (gpointer data); /* (nullable) with write_mutex held, as its data */
  gpointer written_data;           /* (unowned) */
  guint8 offer_key[VT_OFFER_KEY_BYTES];
  GAsyncQueue *readers; /* (owned) (element-type VtDb) connections that nobody uses now */
};

G_DEFINE_QUARK (vt - host - store - error - quark, vt_host_store_error)

static gboolean
take_lock (VtHostStore *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "lock", NULL);

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  if (self->lock >= 0 && errno == EWOULDBLOCK)
    g_set_error (error, VT_HOST_STORE_ERROR, VT_HOST_STORE_ERROR_LOCKED,
                 _ ("Another vitrine-host already serves “%s”; stop it first, or choose another --data folder"),
                 self->folder);
  else
    g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("Cannot write in “%s”: %s"), self->folder,
                 g_strerror (errno));

  return FALSE;
}

/* The SQL lives as long as the program: it is part of it. */
static const char *
find_migration (const char *name)
{
  g_autofree char *path = g_strconcat ("/app/vitrine/host/migrations/", name, NULL);
  g_autoptr (GBytes) sql = g_resource_lookup_data (vt_host_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (sql != NULL);
  return g_bytes_get_data (sql, NULL);
}

static gboolean
migrate (VtDb *db, GError **error)
{
  const VtMigration steps[] = { { 1, find_migration ("0001-first.sql") } };

  return vt_db_migrate (db, steps, G_N_ELEMENTS (steps), error);
}

/**
 * vt_host_store_open:
 * @folder: (type filename): the data folder, made when it is not there
 * @lock: whether to keep other servers away; the commands beside the server do not
 * @clock: (nullable): tells the time; has to outlive the store
 * @error: a #VtHostStoreError, #VtDbError or #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the store
 */
VtHostStore *
vt_host_store_open (const char *folder, gboolean lock, const VtClock *clock, GError **error)
{
  g_autoptr (VtHostStore) self = g_new0 (VtHostStore, 1);

  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, "host.db", NULL);
  self->lock = -1;
  self->clock = clock;
  g_mutex_init (&self->write_mutex);
  self->readers = g_async_queue_new_full ((GDestroyNotify) vt_db_free);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("Cannot make the folder “%s”: %s"),
                   folder, g_strerror (errno));
      return NULL;
    }
  if (lock && !take_lock (self, error))
    return NULL;

  self->writer = vt_db_open (self->path, VT_DB_CREATE, error);
  if (self->writer == NULL || !migrate (self->writer, error) ||
      !vt_host_secret_load (self->writer, self->offer_key, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_host_store_free:
 * @self: (nullable): a store whose connections have all been returned
 */
void
vt_host_store_free (VtHostStore *self)
{
  if (self == NULL)
    return;

  g_async_queue_unref (self->readers);
  g_clear_pointer (&self->writer, vt_db_free);
  if (self->lock >= 0)
    close (self->lock);
  g_mutex_clear (&self->write_mutex);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

/**
 * vt_host_store_now_us:
 * @self: a store
 *
 * Returns: UTC microseconds since 1970
 */
gint64
vt_host_store_now_us (VtHostStore *self)
{
  return vt_clock_now_us (self->clock);
}

/**
 * vt_host_store_get_offer_key:
 * @self: a store
 *
 * Returns: (array fixed-size=32): what signs the codes that end for each visitor; never leaves the host
 */
const guint8 *
vt_host_store_get_offer_key (VtHostStore *self)
{
  return self->offer_key;
}

/**
 * vt_host_store_lease_reader:
 * @self: a store
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): a connection for this thread until vt_host_store_return_reader()
 */
VtDb *
vt_host_store_lease_reader (VtHostStore *self, GError **error)
{
  VtDb *db = g_async_queue_try_pop (self->readers);

  if (db != NULL)
    vt_db_adopt (db);

  return db != NULL ? db : vt_db_open (self->path, VT_DB_READ, error);
}

/**
 * vt_host_store_return_reader:
 * @self: a store
 * @db: (transfer full): a connection that was leased
 */
void
vt_host_store_return_reader (VtHostStore *self, VtDb *db)
{
  vt_db_rollback (db);
  g_async_queue_push (self->readers, db);
}

/**
 * vt_host_store_begin_write:
 * @self: a store
 * @error: a #VtDbError
 *
 * Waits until no other thread writes and begins a transaction. End it with vt_host_store_end_write().
 *
 * Returns: (transfer none) (nullable): the connection that writes
 */
VtDb *
vt_host_store_begin_write (VtHostStore *self, GError **error)
{
  g_mutex_lock (&self->write_mutex);
  vt_db_adopt (self->writer);
  if (vt_db_begin (self->writer, error))
    return self->writer;

  g_mutex_unlock (&self->write_mutex);
  return NULL;
}

/**
 * vt_host_store_end_write:
 * @self: a store whose transaction this thread began
 * @commit: whether to keep what was written
 * @error: a #VtDbError; untouched when @commit is %FALSE, as the caller has its own by then
 *
 * Returns: whether the changes are on the disk
 */
gboolean
vt_host_store_end_write (VtHostStore *self, gboolean commit, GError **error)
{
  gboolean done = commit && vt_db_commit (self->writer, error);

  if (!commit)
    vt_db_rollback (self->writer);
  if (done && self->written != NULL)
    self->written (self->written_data);
  g_mutex_unlock (&self->write_mutex);

  return done;
}

/**
 * vt_host_store_set_written:
 * @self: a store
 * @written: (nullable): called after each write that is kept, on the thread that wrote; has to return at once
 * @data: given to it
 *
 * Once this returns, what was set before is not called any more.
 */
void
vt_host_store_set_written (VtHostStore *self, void (*written) (gpointer data), gpointer data)
{
  g_mutex_lock (&self->write_mutex);
  self->written = written;
  self->written_data = data;
  g_mutex_unlock (&self->write_mutex);
}
