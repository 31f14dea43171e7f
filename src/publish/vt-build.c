/* Draws every route of the storefront on several threads, each with a snapshot of the same moment. What a route reads
 * is noted while it is drawn; the next run asks whether any of that is answered differently now, and draws only the
 * routes for which it is. The list of the routes itself is treated like one of them. */
#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-build.h"

#include "base/vt-db-reads.h"
#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "catalogue/vt-product-fingerprint.h"
#include "publish/vt-build-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_THREADS 8
#define CHECKED     256 /* reads that a thread takes at a time */

typedef enum
{
  WORK_CHECK,
  WORK_DRAW
} Work;

/* One run. */
typedef struct
{
  VtBuild *build;
  VtSite *site;
  GPtrArray *snapshots;
  gint64 now_us;
  const VtBuildSink *sink;
  GCancellable *cancellable; /* (owned) ends the other threads when one fails */
  VtProgress progress;
  gpointer progress_data;

  Work work;
  gint next_thread; /* (atomic) */
  gint next;        /* (atomic) */
  gint done;        /* (atomic) */
  guint8 *stale;    /* (owned) for each read whether its answer is another one */
  guint n_reads;
  GPtrArray *wanted; /* (owned) (element-type VtBuildRoute) to draw */

  GMutex lock;
  GError *error; /* (owned) under lock; the first one */
} Run;

struct _VtBuild
{
  char *state_path;             /* (owned) (nullable) */
  char *base_url;               /* (owned) */
  const VtSiteBackend *backend; /* (nullable) */
  VtBuildState *state;
  guint n_drawn;
};

/**
 * vt_build_new:
 * @state_path: (type filename) (nullable): where what is needed for the next build is kept; it may be lost at any time
 * @base_url: address of the live shop, no slash at the end
 * @backend: (nullable): where the pages are for; a literal
 *
 * Returns: (transfer full): a build
 */
VtBuild *
vt_build_new (const char *state_path, const char *base_url, const VtSiteBackend *backend)
{
  VtBuild *self = g_new0 (VtBuild, 1);

  self->state_path = g_strdup (state_path);
  self->base_url = g_strdup (base_url);
  self->backend = backend;

  return self;
}

/**
 * vt_build_free:
 * @self: (nullable): a build
 */
void
vt_build_free (VtBuild *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->state, vt_build_state_free);
  g_free (self->state_path);
  g_free (self->base_url);
  g_free (self);
}

/**
 * vt_build_count_threads:
 *
 * Returns: how many snapshots vt_build_run() can use
 */
guint
vt_build_count_threads (void)
{
  return CLAMP (g_get_num_processors (), 1, MAX_THREADS);
}

/**
 * vt_build_get_routes:
 * @self: a build that was run
 *
 * Returns: (transfer none) (element-type VtBuildRoute): all routes, sorted by path
 */
GPtrArray *
vt_build_get_routes (VtBuild *self)
{
  return self->state->routes;
}

/**
 * vt_build_get_n_drawn:
 * @self: a build that was run
 *
 * Returns: how many routes the last run had to draw
 */
guint
vt_build_get_n_drawn (VtBuild *self)
{
  return self->n_drawn;
}

static void
take_error (Run *run, GError *error)
{
  g_mutex_lock (&run->lock);
  if (run->error == NULL)
    run->error = error;
  else
    g_error_free (error);
  g_mutex_unlock (&run->lock);

  g_cancellable_cancel (run->cancellable);
}

static void
check_reads (Run *run, VtSnapshot *snapshot)
{
  VtDb *db = vt_snapshot_get_db (snapshot);
  guint begin;

  while ((begin = (guint) g_atomic_int_add (&run->next, CHECKED)) < run->n_reads)
    for (guint i = begin; i < MIN (begin + CHECKED, run->n_reads); i++)
      run->stale[i] = !vt_db_reads_check (run->build->state->reads, i, db);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

/* Sorted, each once. */
static void
set_reads (VtBuildRoute *route, GArray *notes)
{
  guint n = 0;

  g_array_sort (notes, compare_numbers);
  for (guint i = 0; i < notes->len; i++)
    if (n == 0 || g_array_index (notes, guint32, n - 1) != g_array_index (notes, guint32, i))
      g_array_index (notes, guint32, n++) = g_array_index (notes, guint32, i);

  g_free (route->reads);
  route->reads = g_memdup2 (notes->data, n * sizeof (guint32));
  route->n_reads = n;
}

static gboolean
take_response (Run *run, VtBuildRoute *route, const VtSiteResponse *response, GError **error)
{
  /* The page of what is not there is the one that answers 404 and is a file all the same. */
  if (response->status != 200 && !(response->status == 404 && g_str_has_suffix (route->path, "/404")))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _ ("The page %s cannot be built (it answers %u). Look at it in the preview; nothing was published"),
                   route->path, response->status);
      return FALSE;
    }

  g_free (route->type);
  route->type = g_strdup (response->content_type);
  route->size = (gint64) g_bytes_get_size (response->body);
  if (response->etag != NULL)
    g_strlcpy (route->sha256, response->etag, sizeof route->sha256);
  else
    {
      g_autofree char *hash = vt_sha256_bytes (response->body);

      g_strlcpy (route->sha256, hash, sizeof route->sha256);
    }
  route->drawn = TRUE;
  return run->sink->take (route, response->body, run->sink->data, error);
}

static gboolean
draw_route (Run *run, VtSnapshot *snapshot, VtBuildRoute *route, GArray *notes, GError **error)
{
  VtSiteRequest request = {
    .method = "GET", .path = route->path, .base_url = run->build->base_url, .now_us = run->now_us
  };
  g_autoptr (VtSiteResponse) response = NULL;

  g_array_set_size (notes, 0);
  response = vt_site_respond (run->site, snapshot, &request, run->build->backend, run->cancellable);
  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;

  /* What is named by its hash never changes. */
  if (response->cache == VT_CACHE_IMMUTABLE)
    g_array_set_size (notes, 0);
  set_reads (route, notes);
  return take_response (run, route, response, error);
}

static void
draw_routes (Run *run, VtSnapshot *snapshot)
{
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (guint32));
  GError *error = NULL;
  guint i;

  vt_db_watch (vt_snapshot_get_db (snapshot), run->build->state->reads, notes);
  while ((i = (guint) g_atomic_int_add (&run->next, 1)) < run->wanted->len)
    {
      if (!draw_route (run, snapshot, g_ptr_array_index (run->wanted, i), notes, &error))
        {
          take_error (run, error);
          break;
        }
      g_atomic_int_inc (&run->done);
      if (run->progress != NULL)
        run->progress (_ ("Drawing pages and pictures"), g_atomic_int_get (&run->done), run->wanted->len,
                       run->progress_data);
    }
  vt_db_watch (vt_snapshot_get_db (snapshot), NULL, NULL);
}

static void
work (Run *run)
{
  VtSnapshot *snapshot = g_ptr_array_index (run->snapshots, g_atomic_int_add (&run->next_thread, 1));

  vt_snapshot_adopt (snapshot);
  if (run->work == WORK_CHECK)
    check_reads (run, snapshot);
  else
    draw_routes (run, snapshot);
}

static gpointer
work_thread (gpointer data)
{
  work (data);
  return NULL;
}

/* The calling thread works too and has the first snapshot again afterwards. */
static void
work_together (Run *run, Work kind, guint amount)
{
  GThread *threads[MAX_THREADS];
  guint n = MIN (run->snapshots->len, MAX_THREADS);
  guint n_started = 0;

  run->work = kind;
  run->next = 0;
  run->next_thread = 0;
  while (n_started + 1 < n && n_started + 1 < amount)
    threads[n_started++] = g_thread_new ("vt-build", work_thread, run);
  work (run);
  for (guint i = 0; i < n_started; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < run->snapshots->len; i++)
    vt_snapshot_adopt (g_ptr_array_index (run->snapshots, i));
}

static gboolean
is_stale (const Run *run, const VtBuildRoute *route)
{
  for (guint i = 0; i < route->n_reads; i++)
    if (run->stale[route->reads[i]])
      return TRUE;

  return FALSE;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Takes the routes that are listed over from what was before. */
static void
set_paths (VtBuildState *state, GPtrArray *paths)
{
  g_autoptr (GPtrArray) before = state->routes;
  guint i = 0;

  g_ptr_array_sort (paths, compare_paths);
  state->routes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_build_route_free);
  for (guint j = 0; j < paths->len; j++)
    {
      const char *path = g_ptr_array_index (paths, j);
      VtBuildRoute *route = NULL;

      if (j > 0 && strcmp (path, g_ptr_array_index (paths, j - 1)) == 0)
        continue;
      while (i < before->len && strcmp (((VtBuildRoute *) before->pdata[i])->path, path) < 0)
        i++;
      if (i < before->len && strcmp (((VtBuildRoute *) before->pdata[i])->path, path) == 0)
        {
          route = before->pdata[i];
          before->pdata[i] = vt_build_route_new (path);
        }
      g_ptr_array_add (state->routes, route != NULL ? route : vt_build_route_new (path));
    }
}

static gboolean
list_routes (Run *run, GError **error)
{
  VtBuildState *state = run->build->state;
  VtSnapshot *snapshot = g_ptr_array_index (run->snapshots, 0);
  g_autoptr (GArray) notes = NULL;
  g_autoptr (GPtrArray) paths = NULL;

  if (*state->list.sha256 != '\0' && !is_stale (run, &state->list))
    return TRUE;

  notes = g_array_new (FALSE, FALSE, sizeof (guint32));
  vt_db_watch (vt_snapshot_get_db (snapshot), state->reads, notes);
  paths = vt_site_list_routes_at (run->site, snapshot, run->build->backend, run->now_us, error);
  vt_db_watch (vt_snapshot_get_db (snapshot), NULL, NULL);
  if (paths == NULL)
    return FALSE;

  set_reads (&state->list, notes);
  g_strlcpy (state->list.sha256, "listed", sizeof state->list.sha256);
  set_paths (state, paths);
  return TRUE;
}

static void
choose_routes (Run *run, gboolean with_pictures)
{
  GPtrArray *routes = run->build->state->routes;

  for (guint i = 0; i < routes->len; i++)
    {
      VtBuildRoute *route = routes->pdata[i];

      route->drawn = FALSE;
      if (!with_pictures && g_str_has_prefix (route->path, "/media/"))
        continue;
      if (*route->sha256 == '\0' || is_stale (run, route) || !run->sink->has (route, run->sink->data))
        g_ptr_array_add (run->wanted, route);
    }
}

static void
cancel_cb (G_GNUC_UNUSED GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static gboolean
prepare (Run *run, GError **error)
{
  VtBuild *self = run->build;
  g_autofree char *key = vt_build_state_key (run->site, self->base_url);
  GArray *owners;

  if (self->state == NULL)
    self->state = vt_build_state_load (self->state_path, key);
  if (strcmp (self->state->key, key) != 0)
    {
      g_clear_pointer (&self->state, vt_build_state_free);
      self->state = vt_build_state_load (NULL, key);
    }

  owners = vt_product_fingerprints (vt_snapshot_get_db (g_ptr_array_index (run->snapshots, 0)), error);
  if (owners == NULL)
    return FALSE;

  vt_db_reads_set_owners (self->state->reads, owners);
  vt_db_reads_set_now (self->state->reads, run->now_us);
  run->n_reads = vt_db_reads_get_n (self->state->reads);
  run->stale = g_new0 (guint8, run->n_reads + 1);
  return TRUE;
}

/* A run that did not come to its end leaves routes whose answers are of different moments. */
static gboolean
run_all (Run *run, gboolean with_pictures, GError **error)
{
  if (!prepare (run, error))
    return FALSE;

  work_together (run, WORK_CHECK, run->n_reads / CHECKED + 1);
  if (!list_routes (run, error))
    return FALSE;

  choose_routes (run, with_pictures);
  work_together (run, WORK_DRAW, run->wanted->len);
  run->build->n_drawn = run->wanted->len;
  if (run->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&run->error));
  return FALSE;
}

/**
 * vt_build_run:
 * @self: a build
 * @site: the storefront's function
 * @snapshots: (element-type VtSnapshot): of the same moment, of the calling thread; as many threads work
 * @now_us: that moment, UTC microseconds
 * @with_pictures: whether pictures are drawn too
 * @sink: where answers go
 * @progress: (nullable): told how far it has come, from several threads
 * @progress_data: its data
 * @cancellable: (nullable): stops it
 * @error: which page or picture cannot be built and why
 *
 * Brings the sink up to date. Takes seconds the first time: never on the main thread.
 *
 * Returns: whether every route was taken
 */
gboolean
vt_build_run (VtBuild *self,
              VtSite *site,
              GPtrArray *snapshots,
              gint64 now_us,
              gboolean with_pictures,
              const VtBuildSink *sink,
              VtProgress progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GError **error)
{
  Run run = { .build = self,
              .site = site,
              .snapshots = snapshots,
              .now_us = now_us,
              .sink = sink,
              .progress = progress,
              .progress_data = progress_data };
  gulong handler = 0;
  gboolean complete;

  run.cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), run.cancellable, NULL);
  g_mutex_init (&run.lock);
  run.wanted = g_ptr_array_new ();

  complete = run_all (&run, with_pictures, error);
  if (!complete)
    g_clear_pointer (&self->state, vt_build_state_free);

  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  g_object_unref (run.cancellable);
  g_mutex_clear (&run.lock);
  g_ptr_array_unref (run.wanted);
  g_free (run.stale);
  return complete;
}

/**
 * vt_build_save:
 * @self: a build that was run, of which everything that was taken is on the disk
 *
 * Keeps what the next build needs. Without it, that one draws everything.
 */
void
vt_build_save (VtBuild *self)
{
  g_autoptr (GError) error = NULL;

  if (self->state_path != NULL && self->state != NULL && !vt_build_state_save (self->state, self->state_path, &error))
    g_warning ("The next build draws everything again: %s", error->message);
}
