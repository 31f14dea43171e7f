/* The open shop: one thread writes, the thread that opened it reads beside it and hears what was changed. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-shop.h"

#include "shop/vt-change-private.h"
#include "shop/vt-journal-private.h"
#include "shop/vt-recorder.h"
#include "shop/vt-schema.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop-lock.h"
#include "shop/vt-writer.h"

#include <glib/gi18n-lib.h>

struct _VtShop
{
  GObject parent_instance;

  char *path;            /* (owned) */
  char *id;              /* (owned) */
  int lock;              /* -1: opened for reading */
  VtDb *reader;          /* (owned) (nullable) NULL once closed */
  VtWriter *writer;      /* (owned) (nullable) NULL when it only reads */
  GMainContext *context; /* (owned) where it was opened */
  GThread *thread;       /* (unowned) the thread that opened it */
  char *undo_label;      /* (owned) (nullable) */
  char *redo_label;      /* (owned) (nullable) */

  GMutex mutex; /* guards what follows */
  VtClock clock;
  GQueue news;          /* (owned) of News, what the context was not told of yet */
  GSource *news_source; /* (owned) (nullable) attached while there are news */
};

G_DEFINE_FINAL_TYPE (VtShop, vt_shop, G_TYPE_OBJECT)

enum
{
  PROP_UNDO_LABEL = 1,
  PROP_REDO_LABEL,
  N_PROPERTIES
};

enum
{
  CHANGED,
  N_SIGNALS
};

GQuark
vt_shop_error_quark (void)
{
  return g_quark_from_static_string ("vt-shop-error");
}

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* What one commit brings to the thread of the user interface. */
typedef struct
{
  VtChange *change;
  char *undo_label;
  char *redo_label;
} News;

typedef enum
{
  REQUEST_WRITE,
  REQUEST_RECORD,
  REQUEST_UNDO,
  REQUEST_REDO
} RequestKind;

/* One transaction that is wanted, and what became of it. */
typedef struct
{
  VtShop *shop; /* (unowned) outlives its writer */
  RequestKind kind;
  char *label;
  char *coalesce_key;
  VtShopJob job;
  gpointer data;
  GDestroyNotify data_free;
  GCancellable *cancellable;
  GTask *task; /* (owned) (nullable) NULL: the caller waits */

  gboolean done;
  gint64 entry_id;
  char *taken_label;
  GError *error;
} Request;

static void
news_free (News *news)
{
  vt_change_unref (news->change);
  g_free (news->undo_label);
  g_free (news->redo_label);
  g_free (news);
}

static void
request_free (Request *request)
{
  if (request->data_free != NULL)
    request->data_free (request->data);
  g_free (request->label);
  g_free (request->coalesce_key);
  g_clear_object (&request->cancellable);
  g_clear_object (&request->task);
  g_free (request->taken_label);
  g_clear_error (&request->error);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
take_label (VtShop *self, char **place, char *label, guint property)
{
  g_autofree char *old = *place;

  *place = label;
  if (g_strcmp0 (old, label) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static News *
next_news (VtShop *self)
{
  News *news;

  g_mutex_lock (&self->mutex);
  news = g_queue_pop_head (&self->news);
  if (news == NULL && self->news_source != NULL)
    {
      g_source_destroy (self->news_source);
      g_clear_pointer (&self->news_source, g_source_unref);
    }
  g_mutex_unlock (&self->mutex);

  return news;
}

/* A handler may write and wait, which comes back here: each of the news is taken out before it is told. */
static void
tell_news (VtShop *self)
{
  News *news;

  g_object_ref (self);
  while ((news = next_news (self)) != NULL)
    {
      take_label (self, &self->undo_label, g_steal_pointer (&news->undo_label), PROP_UNDO_LABEL);
      take_label (self, &self->redo_label, g_steal_pointer (&news->redo_label), PROP_REDO_LABEL);
      g_signal_emit (self, signals[CHANGED], 0, news->change);
      news_free (news);
    }
  g_object_unref (self);
}

static gboolean
tell_news_cb (gpointer data)
{
  tell_news (data);
  return G_SOURCE_REMOVE;
}

static void
add_news (VtShop *self, News *news)
{
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->news, news);
  if (self->news_source == NULL)
    {
      /* The source holds no reference: a shop that is dropped takes it away. */
      self->news_source = g_idle_source_new ();
      g_source_set_priority (self->news_source, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->news_source, tell_news_cb, self, NULL);
      g_source_attach (self->news_source, self->context);
    }
  g_mutex_unlock (&self->mutex);
}

static gint64
now_us (VtShop *self)
{
  VtClock clock;

  g_mutex_lock (&self->mutex);
  clock = self->clock;
  g_mutex_unlock (&self->mutex);

  return vt_clock_now_us (&clock);
}

static gboolean
run_job (VtDb *db, Request *request)
{
  if (!request->job (db, request->data, request->cancellable, &request->error))
    {
      if (request->error == NULL)
        g_set_error_literal (&request->error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                             _ ("The change was given up; the shop is as it was"));
      return FALSE;
    }
  if (!sqlite3_get_autocommit (vt_db_get_handle (db)))
    return TRUE;

  /* SQLite takes everything back by itself when the disk fails in the middle. */
  g_set_error_literal (&request->error, VT_DB_ERROR, VT_DB_ERROR_FAILED,
                       _ ("The change could not be written; the shop is as it was"));
  return FALSE;
}

static VtChange *
run_edit (VtDb *db, Request *request)
{
  g_autoptr (VtRecorder) recorder = vt_recorder_new (db);
  g_autoptr (GBytes) journaled = NULL;
  g_autoptr (GBytes) facts = NULL;
  g_autoptr (GArray) added = NULL;
  gboolean keep;

  if (!run_job (db, request) || !vt_recorder_take (recorder, &journaled, &facts, &added, &request->error))
    return NULL;

  keep = request->kind == REQUEST_RECORD ||
         vt_journal_append (db, request->label, request->coalesce_key, now_us (request->shop), journaled, added,
                            &request->entry_id, &request->error);

  return keep ? vt_change_new ((GBytes *const[]){ journaled, facts }, 2, added, VT_CHANGE_INSERT) : NULL;
}

static VtChange *
run_step (VtDb *db, Request *request)
{
  VtJournalWay way = request->kind == REQUEST_UNDO ? VT_JOURNAL_UNDO : VT_JOURNAL_REDO;
  g_auto (VtJournalStep) step = { 0 };

  if (!vt_journal_step (db, way, &step, &request->error))
    return NULL;

  request->taken_label = g_steal_pointer (&step.label);
  return vt_change_new ((GBytes *const[]){ step.change }, 1, step.gone, VT_CHANGE_DELETE);
}

static void
run_transaction (VtDb *db, Request *request)
{
  g_autofree News *news = NULL;

  if (g_cancellable_set_error_if_cancelled (request->cancellable, &request->error) ||
      !vt_db_begin (db, &request->error))
    return;

  news = g_new0 (News, 1);
  if (request->kind == REQUEST_WRITE || request->kind == REQUEST_RECORD)
    news->change = run_edit (db, request);
  else
    news->change = run_step (db, request);

  if (news->change == NULL || !vt_journal_read_labels (db, &news->undo_label, &news->redo_label, &request->error) ||
      !vt_db_commit (db, &request->error))
    {
      vt_db_rollback (db);
      request->entry_id = 0;
      g_clear_pointer (&news->change, vt_change_unref);
      g_clear_pointer (&news->undo_label, g_free);
      g_clear_pointer (&news->redo_label, g_free);
      return;
    }

  request->done = TRUE;
  add_news (request->shop, g_steal_pointer (&news));
}

static gboolean
return_request_cb (gpointer data)
{
  Request *request = data;
  g_autoptr (GTask) task = g_steal_pointer (&request->task);

  if (request->done)
    g_task_return_pointer (task, request, (GDestroyNotify) request_free);
  else
    {
      g_task_return_error (task, g_steal_pointer (&request->error));
      request_free (request);
    }

  return G_SOURCE_REMOVE;
}

/* The caller's thread gets everything of the caller's back, also the last reference. */
static void
return_request (Request *request)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, return_request_cb, request, NULL);
  g_source_attach (source, g_task_get_context (request->task));
}

static void
run_request (VtDb *db, gpointer data)
{
  Request *request = data;

  run_transaction (db, request);
  if (request->task != NULL)
    return_request (request);
}

static Request *
request_new (VtShop *self, RequestKind kind, VtShopJob job, gpointer data, GCancellable *cancellable)
{
  Request *request = g_new0 (Request, 1);

  request->shop = self;
  request->kind = kind;
  request->job = job;
  request->data = data;
  if (cancellable != NULL)
    request->cancellable = g_object_ref (cancellable);

  return request;
}

static gboolean
check_writer (VtShop *self, GError **error)
{
  if (self->writer != NULL)
    return TRUE;

  if (self->reader == NULL)
    g_set_error_literal (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("The shop was closed"));
  else
    g_set_error_literal (error, VT_SHOP_ERROR, VT_SHOP_ERROR_READ_ONLY,
                         _ ("The shop is open for reading only; nothing was changed"));
  return FALSE;
}

static gboolean
wait_for_request (VtShop *self, Request *request, GError **error)
{
  if (!check_writer (self, error))
    return FALSE;

  vt_writer_run (self->writer, run_request, request);
  if (self->thread == g_thread_self ())
    tell_news (self);

  if (!request->done)
    g_propagate_error (error, g_steal_pointer (&request->error));
  return request->done;
}

static void
push_request (VtShop *self, Request *request, gpointer source_tag, GAsyncReadyCallback callback, gpointer user_data)
{
  /* The task does not know the cancellable: a write that was committed is told as such, even when it was cancelled a
     moment later, and newer GLib calls back late for tasks that are cancelled, out of the order of the writes. */
  request->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (request->task, source_tag);

  if (check_writer (self, &request->error))
    vt_writer_push (self->writer, run_request, request);
  else
    return_request (request);
}

static void
vt_shop_dispose (GObject *object)
{
  VtShop *self = VT_SHOP (object);

  vt_shop_close (self);

  G_OBJECT_CLASS (vt_shop_parent_class)->dispose (object);
}

static void
vt_shop_finalize (GObject *object)
{
  VtShop *self = VT_SHOP (object);

  g_free (self->path);
  g_free (self->id);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (vt_shop_parent_class)->finalize (object);
}

static void
vt_shop_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  VtShop *self = VT_SHOP (object);

  switch (property)
    {
    case PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_label);
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, self->redo_label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
vt_shop_class_init (VtShopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vt_shop_dispose;
  object_class->finalize = vt_shop_finalize;
  object_class->get_property = vt_shop_get_property;

  /**
   * VtShop:undo-label:
   *
   * The action that undo takes back; %NULL when there is none.
   */
  properties[PROP_UNDO_LABEL] = g_param_spec_string (
      "undo-label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * VtShop:redo-label:
   *
   * The action that redo does again; %NULL when there is none.
   */
  properties[PROP_REDO_LABEL] = g_param_spec_string (
      "redo-label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * VtShop::changed:
   * @self: the shop
   * @change: the rows that were touched
   *
   * Follows each write, record, undo and redo that was committed, in their order, in the thread that opened the shop:
   * when its main context runs, or before a synchronous call returns in that thread. The callback of an asynchronous
   * write comes after it.
   */
  signals[CHANGED] = g_signal_new ("changed", VT_TYPE_SHOP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   VT_TYPE_CHANGE | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
vt_shop_init (VtShop *self)
{
  self->lock = -1;
  self->clock = *vt_clock_system ();
  self->context = g_main_context_ref_thread_default ();
  self->thread = g_thread_self ();
  g_mutex_init (&self->mutex);
  g_queue_init (&self->news);
}

static gboolean
start_writer (VtShop *self, GError **error)
{
  VtDb *db;

  self->lock = vt_shop_lock_take (self->path, error);
  if (self->lock < 0)
    return FALSE;

  db = vt_schema_open_writer (self->path, error);
  if (db == NULL)
    return FALSE;

  self->writer = vt_writer_new (db);
  return TRUE;
}

/**
 * vt_shop_open:
 * @path: (type filename): a shop's folder
 * @mode: whether it is going to be changed; one program at a time may, any number may read beside it
 * @error: %VT_SHOP_ERROR_NOT_A_SHOP, %VT_SHOP_ERROR_LOCKED, %VT_SHOP_ERROR_READ_ONLY, %VT_DB_ERROR_DAMAGED or
 *   %VT_DB_ERROR_TOO_NEW
 *
 * Opens a shop. It belongs to the calling thread, whose default main context is told of changes; any thread may write.
 *
 * Returns: (transfer full) (nullable): the open shop
 */
VtShop *
vt_shop_open (const char *path, VtShopMode mode, GError **error)
{
  g_autoptr (VtShop) self = g_object_new (VT_TYPE_SHOP, NULL);

  self->path = g_canonicalize_filename (path, NULL);
  if (!vt_schema_check_folder (self->path, error) || (mode == VT_SHOP_WRITE && !start_writer (self, error)))
    return NULL;

  self->reader = vt_schema_open_reader (self->path, error);
  if (self->reader == NULL)
    return NULL;

  self->id = vt_setting_get (self->reader, "shop.id", error);
  if (self->id == NULL || !vt_journal_read_labels (self->reader, &self->undo_label, &self->redo_label, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_shop_close:
 * @self: a shop
 *
 * Finishes the writes that are queued, closes the database and lets others open it. Snapshots stay open. Nothing can be
 * read or written through @self any more; changes that were not told yet are dropped.
 */
void
vt_shop_close (VtShop *self)
{
  /* The last connection to close tidies up the -wal file, which only the writer may do. */
  g_clear_pointer (&self->reader, vt_db_free);
  g_clear_pointer (&self->writer, vt_writer_free);
  vt_shop_lock_release (self->lock);
  self->lock = -1;

  if (self->news_source != NULL)
    g_source_destroy (self->news_source);
  g_clear_pointer (&self->news_source, g_source_unref);
  g_queue_clear_full (&self->news, (GDestroyNotify) news_free);
}

/**
 * vt_shop_set_clock:
 * @self: a shop
 * @clock: what tells the time of journal entries; its data must outlive @self
 */
void
vt_shop_set_clock (VtShop *self, const VtClock *clock)
{
  g_mutex_lock (&self->mutex);
  self->clock = *clock;
  g_mutex_unlock (&self->mutex);
}

/**
 * vt_shop_get_path:
 * @self: a shop
 *
 * Returns: (transfer none) (type filename): its folder, absolute
 */
const char *
vt_shop_get_path (VtShop *self)
{
  return self->path;
}

/**
 * vt_shop_get_id:
 * @self: a shop
 *
 * Returns: (transfer none): the UUID it was given when it was made; a copy of the folder has the same
 */
const char *
vt_shop_get_id (VtShop *self)
{
  return self->id;
}

/**
 * vt_shop_is_writable:
 * @self: a shop
 *
 * Returns: whether it was opened for writing and not closed since
 */
gboolean
vt_shop_is_writable (VtShop *self)
{
  return self->writer != NULL;
}

/**
 * vt_shop_get_reader:
 * @self: a shop
 *
 * Returns: (transfer none): the connection for short reads in the thread that opened the shop; each statement sees the
 *   last commit
 */
VtDb *
vt_shop_get_reader (VtShop *self)
{
  return self->reader;
}

/**
 * vt_shop_snapshot:
 * @self: a shop
 * @error: a #VtDbError
 *
 * Takes the shop as it is now, on a connection of its own, for long reads and for other threads.
 *
 * Returns: (transfer full) (nullable): the snapshot
 */
VtSnapshot *
vt_shop_snapshot (VtShop *self, GError **error)
{
  return vt_snapshot_open_folder (self->path, error);
}

/**
 * vt_shop_write:
 * @self: a shop
 * @label: what the user did, as the history and the undo button name it
 * @coalesce_key: (nullable): edits in a row with the same key less than two seconds apart are one step of undo
 * @job: (scope call): the work, called on the writer thread
 * @data: for @job
 * @cancellable: (nullable): looked at before it starts, and by @job
 * @entry_id: (out) (optional): its journal entry; 0 when nothing was changed, or when this took back what the open
 *   entry had changed
 * @error: what @job said, %VT_SHOP_ERROR_READ_ONLY or a #VtDbError
 *
 * Changes the shop and waits for it. Not for the thread of a user interface, and never from inside a job.
 *
 * Returns: whether it was committed; when not, the shop is as it was
 */
gboolean
vt_shop_write (VtShop *self,
               const char *label,
               const char *coalesce_key,
               VtShopJob job,
               gpointer data,
               GCancellable *cancellable,
               gint64 *entry_id,
               GError **error)
{
  g_autoptr (Request) request = request_new (self, REQUEST_WRITE, job, data, cancellable);

  request->label = g_strdup (label);
  request->coalesce_key = g_strdup (coalesce_key);
  if (!wait_for_request (self, request, error))
    return FALSE;

  if (entry_id != NULL)
    *entry_id = request->entry_id;
  return TRUE;
}

/**
 * vt_shop_write_async:
 * @self: a shop
 * @label: as for vt_shop_write()
 * @coalesce_key: (nullable): as for vt_shop_write()
 * @job: (scope async): as for vt_shop_write()
 * @data: for @job
 * @data_free: (nullable): frees @data, in the caller's main context, after @callback
 * @cancellable: (nullable): as for vt_shop_write()
 * @callback: (nullable): called in the caller's main context, after the shop's `changed`
 * @user_data: for @callback
 *
 * Changes the shop; writes are done in the order they were asked for.
 */
void
vt_shop_write_async (VtShop *self,
                     const char *label,
                     const char *coalesce_key,
                     VtShopJob job,
                     gpointer data,
                     GDestroyNotify data_free,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Request *request = request_new (self, REQUEST_WRITE, job, data, cancellable);

  request->label = g_strdup (label);
  request->coalesce_key = g_strdup (coalesce_key);
  request->data_free = data_free;
  push_request (self, request, vt_shop_write_async, callback, user_data);
}

/**
 * vt_shop_write_finish:
 * @self: a shop
 * @result: what the callback got
 * @entry_id: (out) (optional): as for vt_shop_write()
 * @error: as for vt_shop_write()
 *
 * Returns: whether it was committed
 */
gboolean
vt_shop_write_finish (VtShop *self, GAsyncResult *result, gint64 *entry_id, GError **error)
{
  g_autoptr (Request) request = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  request = g_task_propagate_pointer (G_TASK (result), error);
  if (request != NULL && entry_id != NULL)
    *entry_id = request->entry_id;

  return request != NULL;
}

/**
 * vt_shop_record:
 * @self: a shop
 * @job: (scope call): the work, called on the writer thread
 * @data: for @job
 * @cancellable: (nullable): looked at before it starts, and by @job
 * @error: as for vt_shop_write()
 *
 * Takes down facts that no undo takes back, such as orders from a host, and waits for it.
 *
 * Returns: whether it was committed
 */
gboolean
vt_shop_record (VtShop *self, VtShopJob job, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Request) request = request_new (self, REQUEST_RECORD, job, data, cancellable);

  return wait_for_request (self, request, error);
}

/**
 * vt_shop_record_async:
 * @self: a shop
 * @job: (scope async): as for vt_shop_record()
 * @data: for @job
 * @data_free: (nullable): as for vt_shop_write_async()
 * @cancellable: (nullable): as for vt_shop_record()
 * @callback: (nullable): as for vt_shop_write_async()
 * @user_data: for @callback
 *
 * Takes down facts that no undo takes back.
 */
void
vt_shop_record_async (VtShop *self,
                      VtShopJob job,
                      gpointer data,
                      GDestroyNotify data_free,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Request *request = request_new (self, REQUEST_RECORD, job, data, cancellable);

  request->data_free = data_free;
  push_request (self, request, vt_shop_record_async, callback, user_data);
}

/**
 * vt_shop_record_finish:
 * @self: a shop
 * @result: what the callback got
 * @error: as for vt_shop_record()
 *
 * Returns: whether it was committed
 */
gboolean
vt_shop_record_finish (VtShop *self, GAsyncResult *result, GError **error)
{
  return vt_shop_write_finish (self, result, NULL, error);
}

static gboolean
step_and_wait (VtShop *self, RequestKind kind, char **label, GError **error)
{
  g_autoptr (Request) request = request_new (self, kind, NULL, NULL, NULL);

  if (!wait_for_request (self, request, error))
    return FALSE;

  if (label != NULL)
    *label = g_steal_pointer (&request->taken_label);
  return TRUE;
}

/**
 * vt_shop_undo:
 * @self: a shop
 * @label: (out) (optional) (transfer full): the action that was taken back
 * @error: %VT_SHOP_ERROR_NOTHING, or %VT_SHOP_ERROR_CONFLICT when it would overwrite what came later
 *
 * Takes back the newest action that was not taken back yet, also one of an earlier run of the program; and waits for
 * it.
 *
 * Returns: whether it was taken back
 */
gboolean
vt_shop_undo (VtShop *self, char **label, GError **error)
{
  return step_and_wait (self, REQUEST_UNDO, label, error);
}

/**
 * vt_shop_redo:
 * @self: a shop
 * @label: (out) (optional) (transfer full): the action that was done again
 * @error: as for vt_shop_undo()
 *
 * Does the action again that was taken back last; and waits for it.
 *
 * Returns: whether it was done again
 */
gboolean
vt_shop_redo (VtShop *self, char **label, GError **error)
{
  return step_and_wait (self, REQUEST_REDO, label, error);
}

/**
 * vt_shop_undo_async:
 * @self: a shop
 * @redo: whether to redo instead
 * @cancellable: (nullable): looked at before it starts
 * @callback: (nullable): called in the caller's main context
 * @user_data: for @callback
 *
 * vt_shop_undo() or vt_shop_redo() after the writes that are queued.
 */
void
vt_shop_undo_async (VtShop *self,
                    gboolean redo,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  Request *request = request_new (self, redo ? REQUEST_REDO : REQUEST_UNDO, NULL, NULL, cancellable);

  push_request (self, request, vt_shop_undo_async, callback, user_data);
}

/**
 * vt_shop_undo_finish:
 * @self: a shop
 * @result: what the callback got
 * @label: (out) (optional) (transfer full): the action that was taken back or done again
 * @error: as for vt_shop_undo()
 *
 * Returns: whether it was
 */
gboolean
vt_shop_undo_finish (VtShop *self, GAsyncResult *result, char **label, GError **error)
{
  g_autoptr (Request) request = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  request = g_task_propagate_pointer (G_TASK (result), error);
  if (request != NULL && label != NULL)
    *label = g_steal_pointer (&request->taken_label);

  return request != NULL;
}

/**
 * vt_shop_get_undo_label:
 * @self: a shop, in the thread that opened it
 *
 * Returns: (transfer none) (nullable): the action that undo takes back; %NULL for none
 */
const char *
vt_shop_get_undo_label (VtShop *self)
{
  return self->undo_label;
}

/**
 * vt_shop_get_redo_label:
 * @self: a shop, in the thread that opened it
 *
 * Returns: (transfer none) (nullable): the action that redo does again; %NULL for none
 */
const char *
vt_shop_get_redo_label (VtShop *self)
{
  return self->redo_label;
}
