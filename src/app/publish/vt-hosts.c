#define G_LOG_DOMAIN "vitrine"

#include "app/publish/vt-hosts.h"

#include "app/publish/vt-host-link.h"
#include "publish/vt-token.h"
#include "publish/vt-vitrine-host.h"

#include <glib/gi18n.h>

/* How often ::progress tells, in milliseconds: the threads that work tell more often than anyone can read. */
#define PROGRESS_MS 100

struct _VtHosts
{
  GObject parent_instance;

  VtShop *shop;              /* (owned) */
  VtSite *site;              /* (owned) */
  GCancellable *cancellable; /* (owned) cancelled when the shop is closed */
  GCancellable *job;         /* (owned) (nullable) of the job that goes on */
  guint progress_source;
  gint64 chosen; /* 0: this computer */

  VtHostLink *link; /* (owned) */

  GMutex mutex;    /* guards what follows */
  char *step;      /* (owned) (nullable) translated */
  double fraction; /* -1: not known */
};

enum
{
  CHANGED,
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtHosts, vt_hosts, G_TYPE_OBJECT)

/* Jobs ------------------------------------------------------------------------------------------------------------ */

typedef struct _Job Job;
typedef gboolean (*Work) (VtHosts *self, Job *job, GCancellable *cancellable, GError **error);

struct _Job
{
  Work work;
  gint64 host_id;
  char *text;        /* (owned) label or release */
  char *name;        /* (owned) of a new host, as are the next three */
  char *url;         /* (owned) */
  char *token;       /* (owned) */
  char *fingerprint; /* (owned) */

  /* Of the thread that works. */
  VtHost *host;         /* (owned) (nullable) */
  VtHostRecord *record; /* (owned) (nullable) */
  VtSite *site;         /* (owned) as it was when the job began */
  VtHostsResult result;
  gpointer brought; /* (owned) (nullable) */
  GDestroyNotify brought_free;
};

static void
job_free (Job *job)
{
  g_free (job->text);
  g_free (job->name);
  g_free (job->url);
  g_free (job->token);
  g_free (job->fingerprint);
  g_clear_object (&job->host);
  g_clear_object (&job->site);
  g_clear_pointer (&job->record, vt_host_record_free);
  vt_hosts_result_clear (&job->result);
  if (job->brought != NULL)
    job->brought_free (job->brought);
  g_free (job);
}

static gboolean
connect_job (VtHosts *self, Job *job, GCancellable *cancellable, GError **error)
{
  job->host = vt_host_link_connect (self->link, job->host_id, &job->record, cancellable, error);
  return job->host != NULL;
}

static void
job_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->work (source, job, cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  vt_host_link_forget_dead (((VtHosts *) source)->link, job->record, error);
  /* Stopped half-way, it may fail in other words. */
  if (g_cancellable_is_cancelled (cancellable) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
    }
  g_task_return_error (task, error);
}

static GTask *
new_task (VtHosts *self, Work work, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable != NULL ? cancellable : self->cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->work = work;
  job->host_id = self->chosen;
  job->site = g_object_ref (self->site);
  /* A stop that came too late did not stop it: what is live is live. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  return task;
}

static gpointer
take_brought (GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&job->brought) : NULL;
}

/* Progress -------------------------------------------------------------------------------------------------------- */

static void
set_step (VtHosts *self, const char *step, double fraction)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  if (g_strcmp0 (self->step, step) != 0)
    {
      g_free (self->step);
      self->step = g_strdup (step);
    }
  self->fraction = fraction;
}

static void
progress_cb (const char *step, gint64 done, gint64 total, gpointer data)
{
  set_step (data, step, total > 0 ? (double) done / (double) total : -1);
}

static gboolean
tell_progress_cb (gpointer data)
{
  g_signal_emit (data, signals[PROGRESS], 0);
  return G_SOURCE_CONTINUE;
}

/* Takes the place of the one job; FALSE when it is taken. */
static GTask *
begin_job (VtHosts *self, Work work, const char *step, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  if (self->job != NULL)
    {
      g_task_report_new_error (self, callback, user_data, begin_job, G_IO_ERROR, G_IO_ERROR_BUSY, "%s",
                               _ ("Something else is going on with this host. Try again when it is done"));
      return NULL;
    }

  self->job = g_cancellable_new ();
  task = new_task (self, work, self->job, callback, user_data);
  g_task_set_source_tag (task, begin_job);
  set_step (self, step, -1);
  self->progress_source = g_timeout_add (PROGRESS_MS, tell_progress_cb, self);
  g_signal_emit (self, signals[PROGRESS], 0);
  return task;
}

static void
end_job (VtHosts *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_object (&self->job);
  set_step (self, NULL, -1);
  g_signal_emit (self, signals[PROGRESS], 0);
}

/* The work, on worker threads ------------------------------------------------------------------------------------- */

/* Without a network: only when the catalogue of what is live was lost is the host asked for it. */
static gboolean
plan_work (VtHosts *self, Job *job, GCancellable *cancellable, GError **error)
{
  g_autofree char *live = NULL;

  if (!vt_host_link_read (self->link, job->host_id, &job->record, error))
    return FALSE;

  job->brought_free = (GDestroyNotify) vt_plan_free;
  if (job->record == NULL)
    {
      g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (self->shop), error);

      job->brought = snapshot != NULL ? vt_plan_new (snapshot, NULL, cancellable, error) : NULL;
      return job->brought != NULL;
    }

  live = vt_publisher_live_catalogue (vt_shop_get_path (self->shop), job->record);
  if (live == NULL && job->record->release[0] != '\0')
    {
      g_clear_pointer (&job->record, vt_host_record_free);
      if (!connect_job (self, job, cancellable, error))
        return FALSE;
    }

  job->brought = vt_publisher_plan (self->shop, job->host, job->record, cancellable, error);
  return job->brought != NULL;
}

/* Before the first start there is nothing on this computer that could be asked. */
static gboolean
releases_work (VtHosts *self, Job *job, GCancellable *cancellable, GError **error)
{
  job->brought_free = (GDestroyNotify) g_ptr_array_unref;
  if (!vt_host_link_read (self->link, job->host_id, &job->record, error))
    return FALSE;
  if (job->record == NULL)
    {
      job->brought = g_ptr_array_new ();
      return TRUE;
    }

  g_clear_pointer (&job->record, vt_host_record_free);
  if (!connect_job (self, job, cancellable, error))
    return FALSE;

  job->brought = VT_HOST_GET_IFACE (job->host)->releases (job->host, cancellable, error);
  return job->brought != NULL;
}

static gboolean
find_url_work (VtHosts *self, Job *job, GCancellable *cancellable, GError **error)
{
  if (!connect_job (self, job, cancellable, error))
    return FALSE;

  job->brought_free = g_free;
  job->brought = g_strconcat (job->record->url, "/", NULL);
  return TRUE;
}

static gboolean
pull_work (VtHosts *self, Job *job, GCancellable *cancellable, GError **error)
{
  return connect_job (self, job, cancellable, error) &&
         vt_publisher_pull (self->shop, job->host, job->record, &job->result.pulled, cancellable, error);
}

static gboolean
publish_work (VtHosts *self, Job *job, GCancellable *cancellable, GError **error)
{
  /* Pulled first, to tell what came; the cursor has moved on in the record by then. */
  if (!pull_work (self, job, cancellable, error))
    return FALSE;

  job->host_id = job->record->id;
  g_clear_pointer (&job->record, vt_host_record_free);
  return vt_host_link_read (self->link, job->host_id, &job->record, error) &&
         vt_publisher_publish (self->shop, job->site, job->host, job->record, job->text, progress_cb, self,
                               &job->result.release, cancellable, error);
}

static gboolean
rollback_work (VtHosts *self, Job *job, GCancellable *cancellable, GError **error)
{
  return connect_job (self, job, cancellable, error) &&
         vt_publisher_rollback (self->shop, job->host, job->record, job->text, cancellable, error);
}

static gboolean
add_record_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return vt_host_record_add (db, job->name, "vitrine", job->url, job->fingerprint, &job->host_id, error);
}

/* The host has to answer before it is added: a mistyped token is found now and not when a sale waits. */
static gboolean
add_work (VtHosts *self, Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) locked = NULL;
  VtHostInfo *info;

  job->host = vt_vitrine_host_new (job->url, job->token, job->fingerprint);
  info = VT_HOST_GET_IFACE (job->host)->probe (job->host, cancellable, error);
  if (info == NULL)
    {
      job->result.fingerprint = g_strdup (vt_vitrine_host_get_seen_fingerprint (VT_VITRINE_HOST (job->host)));
      return FALSE;
    }
  vt_host_info_free (info);

  if (!vt_shop_record (self->shop, add_record_job, job, cancellable, error))
    return FALSE;

  job->result.token_kept = vt_token_store (vt_shop_get_id (self->shop), job->url, job->token, cancellable, &locked);
  if (!job->result.token_kept)
    g_info ("The token is kept until the program ends: %s", locked->message);
  vt_host_link_add_token (self->link, job->url, job->token);
  return TRUE;
}

static gboolean
choice_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const gint64 *id = data;
  g_autoptr (VtHostRecord) record = vt_host_link_find (db, *id, error);

  return record == NULL || vt_host_record_set_default (db, record->id, error);
}

static void
choice_kept_cb (GObject *shop, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!vt_shop_record_finish (VT_SHOP (shop), result, &error))
    g_info ("The chosen host is not kept: %s", error->message);
}

/* Where the shop goes is the shop's: it is the same after the next start. */
static void
keep_choice (VtHosts *self)
{
  vt_shop_record_async (self->shop, choice_job, g_memdup2 (&self->chosen, sizeof self->chosen), g_free, NULL,
                        choice_kept_cb, NULL);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_hosts_dispose (GObject *object)
{
  VtHosts *self = VT_HOSTS (object);

  vt_hosts_close (self);
  g_clear_object (&self->shop);
  g_clear_object (&self->site);

  G_OBJECT_CLASS (vt_hosts_parent_class)->dispose (object);
}

static void
vt_hosts_finalize (GObject *object)
{
  VtHosts *self = VT_HOSTS (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->job);
  g_clear_pointer (&self->link, vt_host_link_free);
  g_free (self->step);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (vt_hosts_parent_class)->finalize (object);
}

static void
vt_hosts_class_init (VtHostsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_hosts_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_hosts_finalize;

  signals[CHANGED] = g_signal_new ("changed", VT_TYPE_HOSTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROGRESS] = g_signal_new ("progress", VT_TYPE_HOSTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_hosts_init (VtHosts *self)
{
  self->cancellable = g_cancellable_new ();
  self->fraction = -1;
  g_mutex_init (&self->mutex);
}

/**
 * vt_hosts_result_clear:
 * @self: what a job brought
 */
void
vt_hosts_result_clear (VtHostsResult *self)
{
  vt_publish_result_clear (&self->release);
  g_clear_pointer (&self->fingerprint, g_free);
}

/**
 * vt_hosts_new:
 * @shop: an open shop
 * @site: its storefront's function
 *
 * Returns: (transfer full): the shop's hosts; the default one is chosen
 */
VtHosts *
vt_hosts_new (VtShop *shop, VtSite *site)
{
  VtHosts *self = g_object_new (VT_TYPE_HOSTS, NULL);
  g_autoptr (GError) none = NULL;
  g_autoptr (VtHostRecord) record = vt_host_record_find (vt_shop_get_reader (shop), NULL, &none);

  self->shop = g_object_ref (shop);
  self->site = g_object_ref (site);
  self->link = vt_host_link_new (shop);
  if (record != NULL && !vt_host_link_is_this_computer (record))
    self->chosen = record->id;
  return self;
}

/**
 * vt_hosts_set_site:
 * @self: hosts
 * @site: what is published from now on; a publication that is under way goes on with the one that it began with
 */
void
vt_hosts_set_site (VtHosts *self, VtSite *site)
{
  g_set_object (&self->site, site);
}

/**
 * vt_hosts_close:
 * @self: hosts
 *
 * Cancels what goes on and stops the host on this computer, without waiting for either.
 */
void
vt_hosts_close (VtHosts *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->link != NULL)
    vt_host_link_close (self->link);
}

/**
 * vt_hosts_list:
 * @self: hosts
 * @db: the main thread's connection
 *
 * Returns: (transfer full) (element-type VtHostRecord): those other than this computer, by name
 */
GPtrArray *
vt_hosts_list (G_GNUC_UNUSED VtHosts *self, VtDb *db)
{
  GPtrArray *list = vt_host_record_list (db, NULL);

  if (list == NULL)
    return g_ptr_array_new ();

  for (guint i = list->len; i > 0; i--)
    if (vt_host_link_is_this_computer (g_ptr_array_index (list, i - 1)))
      g_ptr_array_remove_index (list, i - 1);
  return list;
}

/**
 * vt_hosts_find_chosen:
 * @self: hosts
 * @db: the main thread's connection
 *
 * Returns: (transfer full) (nullable): the chosen host's record; %NULL for this computer before its first start
 */
VtHostRecord *
vt_hosts_find_chosen (VtHosts *self, VtDb *db)
{
  return vt_host_link_find (db, self->chosen, NULL);
}

/**
 * vt_hosts_get_chosen:
 * @self: hosts
 *
 * Returns: id of the host that the jobs are about; 0 for this computer
 */
gint64
vt_hosts_get_chosen (VtHosts *self)
{
  return self->chosen;
}

/**
 * vt_hosts_choose:
 * @self: hosts
 * @id: of the host that the next jobs are about; 0 for this computer
 */
void
vt_hosts_choose (VtHosts *self, gint64 id)
{
  if (self->chosen == id)
    return;

  self->chosen = id;
  keep_choice (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * vt_hosts_is_busy:
 * @self: hosts
 *
 * Returns: whether a job goes on that changes something
 */
gboolean
vt_hosts_is_busy (VtHosts *self)
{
  return self->job != NULL;
}

/**
 * vt_hosts_dup_step:
 * @self: hosts
 * @fraction: (out): of the step, from 0 to 1; below 0 when it is not known
 *
 * Returns: (transfer full) (nullable): what is being done, translated; %NULL when nothing is
 */
char *
vt_hosts_dup_step (VtHosts *self, double *fraction)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  *fraction = self->fraction;
  return g_strdup (self->step);
}

/**
 * vt_hosts_cancel:
 * @self: hosts
 *
 * Stops the job that goes on; what is live stays.
 */
void
vt_hosts_cancel (VtHosts *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
}

/**
 * vt_hosts_plan_async:
 * @self: hosts
 * @cancellable: (nullable): stops it
 * @callback: called when the plan is there
 * @user_data: its data
 *
 * Finds what publishing to the chosen host would change.
 */
void
vt_hosts_plan_async (VtHosts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, plan_work, cancellable, callback, user_data);

  g_task_run_in_thread (task, job_thread);
}

/**
 * vt_hosts_plan_finish:
 * @self: hosts
 * @result: of vt_hosts_plan_async()
 * @error: a #VtHostError or #VtDbError
 *
 * Returns: (transfer full) (nullable): the plan
 */
VtPlan *
vt_hosts_plan_finish (G_GNUC_UNUSED VtHosts *self, GAsyncResult *result, GError **error)
{
  return take_brought (result, error);
}

/**
 * vt_hosts_releases_async:
 * @self: hosts
 * @cancellable: (nullable): stops it
 * @callback: called when the host has answered
 * @user_data: its data
 *
 * Asks the chosen host for its releases.
 */
void
vt_hosts_releases_async (VtHosts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, releases_work, cancellable, callback, user_data);

  g_task_run_in_thread (task, job_thread);
}

/**
 * vt_hosts_releases_finish:
 * @self: hosts
 * @result: of vt_hosts_releases_async()
 * @error: a #VtHostError
 *
 * Returns: (transfer full) (element-type VtRelease) (nullable): the releases, as the host lists them
 */
GPtrArray *
vt_hosts_releases_finish (G_GNUC_UNUSED VtHosts *self, GAsyncResult *result, GError **error)
{
  return take_brought (result, error);
}

/**
 * vt_hosts_find_url_async:
 * @self: hosts
 * @cancellable: (nullable): stops it
 * @callback: called when the host runs
 * @user_data: its data
 *
 * Finds the address of the live shop; the host on this computer is started for it.
 */
void
vt_hosts_find_url_async (VtHosts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, find_url_work, cancellable, callback, user_data);

  g_task_run_in_thread (task, job_thread);
}

/**
 * vt_hosts_find_url_finish:
 * @self: hosts
 * @result: of vt_hosts_find_url_async()
 * @error: a #VtHostError
 *
 * Returns: (transfer full) (nullable): the address
 */
char *
vt_hosts_find_url_finish (G_GNUC_UNUSED VtHosts *self, GAsyncResult *result, GError **error)
{
  return take_brought (result, error);
}

static void
run_job (VtHosts *self, Work work, const char *step, const char *text, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = begin_job (self, work, step, callback, user_data);

  if (task == NULL)
    return;

  ((Job *) g_task_get_task_data (task))->text = g_strdup (text);
  g_task_run_in_thread (task, job_thread);
}

/**
 * vt_hosts_publish_async:
 * @self: hosts
 * @label: what the release is called in the history
 * @callback: called when it is live, or not
 * @user_data: its data
 *
 * Publishes to the chosen host. What comes of it is for vt_hosts_job_finish(), as with the jobs below.
 */
void
vt_hosts_publish_async (VtHosts *self, const char *label, GAsyncReadyCallback callback, gpointer user_data)
{
  run_job (self, publish_work, _ ("Fetching orders and stock"), label, callback, user_data);
}

/**
 * vt_hosts_pull_async:
 * @self: hosts
 * @callback: called when orders and stock are here
 * @user_data: its data
 */
void
vt_hosts_pull_async (VtHosts *self, GAsyncReadyCallback callback, gpointer user_data)
{
  run_job (self, pull_work, _ ("Fetching orders and stock"), NULL, callback, user_data);
}

/**
 * vt_hosts_rollback_async:
 * @self: hosts
 * @release: id of an older release
 * @callback: called when it is live again, or not
 * @user_data: its data
 */
void
vt_hosts_rollback_async (VtHosts *self, const char *release, GAsyncReadyCallback callback, gpointer user_data)
{
  run_job (self, rollback_work, _ ("Going back"), release, callback, user_data);
}

/**
 * vt_hosts_add_async:
 * @self: hosts
 * @name: what the shop calls it
 * @url: its address
 * @token: a token of the host's that may publish
 * @fingerprint: of a certificate to trust; "" for those that the system trusts
 * @callback: called when the host has answered and is noted, or not
 * @user_data: its data
 *
 * Adds a host and chooses it. When its certificate is not trusted, the job fails with %VT_HOST_ERROR_CERTIFICATE and
 * the result holds the fingerprint to ask about.
 */
void
vt_hosts_add_async (VtHosts *self,
                    const char *name,
                    const char *url,
                    const char *token,
                    const char *fingerprint,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = begin_job (self, add_work, _ ("Asking the host"), callback, user_data);
  Job *job;

  if (task == NULL)
    return;

  job = g_task_get_task_data (task);
  job->name = g_strdup (name);
  job->url = g_strdup (url);
  job->token = g_strdup (token);
  job->fingerprint = g_strdup (fingerprint);
  while (g_str_has_suffix (job->url, "/"))
    job->url[strlen (job->url) - 1] = '\0';
  g_task_run_in_thread (task, job_thread);
}

/**
 * vt_hosts_job_finish:
 * @self: hosts
 * @job: of one of the jobs
 * @result: (out caller-allocates): what it brought, also of one that failed; free with vt_hosts_result_clear()
 * @error: a #VtHostError, #VtDbError, or what cannot be built
 *
 * Returns: whether it was done
 */
gboolean
vt_hosts_job_finish (VtHosts *self, GAsyncResult *job, VtHostsResult *result, GError **error)
{
  Job *data = g_task_get_task_data (G_TASK (job));
  gboolean done = g_task_propagate_boolean (G_TASK (job), error);

  *result = (VtHostsResult){ 0 };
  if (data == NULL)
    return FALSE;

  *result = data->result;
  data->result = (VtHostsResult){ 0 };
  end_job (self);
  if (done && data->work == add_work)
    {
      self->chosen = data->host_id;
      keep_choice (self);
    }
  if (done && data->work != pull_work)
    g_signal_emit (self, signals[CHANGED], 0);
  return done;
}
