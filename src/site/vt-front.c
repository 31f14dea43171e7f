#define G_LOG_DOMAIN "vt-site"

#include "site/vt-front.h"

#include "site/vt-front-private.h"
#include "site/vt-picture.h"
#include "site/vt-shop-api.h"
#include "site/vt-tags.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORKERS 2 /* of each kind */

/* What is still read of a body that was refused, so that its sender hears why. */
#define DRAIN_LIMIT (8 * 1024 * 1024)

/* An idle worker lets its snapshot go: it would keep SQLite from tidying up behind what is written meanwhile. */
#define IDLE_US (5 * G_USEC_PER_SEC)

struct _VtFront
{
  GObject parent_instance;

  GMutex lock;
  VtSite *site;                 /* (owned) (nullable) under lock */
  VtFrontOpen open;             /* makes a worker's snapshot */
  const VtSiteBackend *backend; /* (nullable) lives as long as data */
  gpointer data;                /* (owned) of open */
  GDestroyNotify data_free;
  VtFrontLookup lookup; /* (nullable) */
  gpointer lookup_data;

  VtFrontRules rules;    /* main thread; set before serving */
  GMainContext *context; /* (owned) of the thread that made the front */

  GAsyncQueue *pages;    /* (owned) of VtFrontJob */
  GAsyncQueue *pictures; /* (owned) of VtFrontJob; they take their time, pages do not wait for them */
  GPtrArray *threads;    /* (owned) of GThread */
  int generation;        /* atomic; counts vt_front_invalidate() */
};

G_DEFINE_FINAL_TYPE (VtFront, vt_front, G_TYPE_OBJECT)

/* What a worker thread answers from. */
typedef struct
{
  VtSite *site;         /* (owned) (nullable) */
  VtSnapshot *snapshot; /* (owned) (nullable) */
  char *tags;           /* (owned) (nullable) vt_tags_policy() of the snapshot */
  int generation;
} Desk;

/* What a worker thread is started with. It has no reference on the front, which waits for it to end. */
typedef struct
{
  VtFront *front; /* (unowned) */
  GAsyncQueue *queue;
} Worker;

/* Put into a queue to end one worker. */
static char the_end;

static void
clear_desk (Desk *desk)
{
  g_clear_pointer (&desk->snapshot, vt_snapshot_free);
  g_clear_object (&desk->site);
  g_clear_pointer (&desk->tags, g_free);
}

static void
read_tags (Desk *desk)
{
  g_free (desk->tags);
  desk->tags = vt_tags_policy (vt_snapshot_get_db (desk->snapshot));
}

static VtSite *
ref_site (VtFront *self)
{
  VtSite *site;

  g_mutex_lock (&self->lock);
  site = self->site != NULL ? g_object_ref (self->site) : NULL;
  g_mutex_unlock (&self->lock);
  return site;
}

static gboolean
open_desk (VtFront *self, Desk *desk, GError **error)
{
  int generation = g_atomic_int_get (&self->generation);

  if (desk->snapshot != NULL && desk->generation == generation)
    return TRUE;

  /* A shop folder goes on to its newest state; a release's catalogue never changes, another one takes its place. */
  if (desk->snapshot != NULL && !vt_snapshot_is_public (desk->snapshot) && vt_snapshot_refresh (desk->snapshot, NULL))
    {
      g_autoptr (VtSite) site = ref_site (self);

      if (site != NULL)
        g_set_object (&desk->site, site);
      desk->generation = generation;
      read_tags (desk);
      return TRUE;
    }

  clear_desk (desk);
  desk->generation = generation;
  desk->site = ref_site (self);
  desk->snapshot = self->open (self->data, &desk->site, error);
  if (desk->snapshot != NULL)
    read_tags (desk);
  return desk->snapshot != NULL && desk->site != NULL;
}

static VtSiteResponse *
look_up_file (VtFront *self, VtFrontJob *job)
{
  if (self->lookup == NULL || job->has_query || strcmp (job->method, "GET") != 0)
    return NULL;

  return self->lookup (job->path, job->brotli, job->gzip, self->lookup_data);
}

static VtSiteResponse *
answer (VtFront *self, Desk *desk, VtFrontJob *job)
{
  VtSiteResponse *response = look_up_file (self, job);
  g_autoptr (GError) error = NULL;

  /* A page that is ready has to say what its shop's tags need; anything else runs nothing. */
  if (response != NULL && (!g_str_has_prefix (response->content_type, "text/html") || !open_desk (self, desk, NULL)))
    return response;
  if (response != NULL)
    {
      job->tags = g_strdup (desk->tags);
      return response;
    }
  if (!open_desk (self, desk, &error))
    {
      g_warning ("The shop cannot be read: %s", error != NULL ? error->message : "no storefront");
      clear_desk (desk);
      return vt_site_response_new_text (SOUP_STATUS_SERVICE_UNAVAILABLE, "text/plain; charset=utf-8",
                                        g_strdup ("The shop cannot be shown just now. Try again in a moment.\n"),
                                        VT_CACHE_PRIVATE);
    }

  job->tags = g_strdup (desk->tags);
  if (g_str_has_prefix (job->path, VT_SHOP_API_PREFIX))
    return vt_shop_api_respond (desk->site, desk->snapshot, &job->request, job->body, self->backend);

  return vt_site_respond (desk->site, desk->snapshot, &job->request, self->backend, NULL);
}

static gboolean
send_cb (gpointer user_data) /* the server's thread */
{
  VtFrontJob *job = user_data;

  if (!job->gone)
    {
      vt_front_send (job->message, job->response, &job->front->rules, job->tags, job->if_none_match);
      soup_server_message_unpause (job->message);
    }

  return G_SOURCE_REMOVE;
}

static void
free_job_cb (gpointer user_data)
{
  VtFrontJob *job = user_data;

  g_signal_handlers_disconnect_by_data (job->message, job);
  vt_front_job_free (job);
}

/* Not g_main_context_invoke(): that would run on this thread whenever the loop happens to stand still. */
static void
hand_back (VtFront *self, VtFrontJob *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, send_cb, job, free_job_cb);
  g_source_attach (source, self->context);
}

static void
answer_job (VtFront *self, Desk *desk, VtFrontJob *job)
{
  job->response = answer (self, desk, job);
  vt_front_job_finish (job, !job->request.drafts);
  hand_back (self, job);
}

static gpointer
work (gpointer data) /* a worker's thread */
{
  Worker *worker = data;
  Desk desk = { NULL, NULL, NULL, 0 };

  for (;;)
    {
      gpointer item = g_async_queue_timeout_pop (worker->queue, IDLE_US);

      if (item == NULL)
        {
          clear_desk (&desk);
          item = g_async_queue_pop (worker->queue);
        }
      if (item == &the_end)
        break;

      answer_job (worker->front, &desk, item);
    }

  clear_desk (&desk);
  g_async_queue_unref (worker->queue);
  g_free (worker);
  return NULL;
}

static void
start_workers (VtFront *self, GAsyncQueue *queue, const char *name)
{
  for (int i = 0; i < WORKERS; i++)
    {
      Worker *worker = g_new0 (Worker, 1);

      worker->front = self;
      worker->queue = g_async_queue_ref (queue);
      g_ptr_array_add (self->threads, g_thread_new (name, work, worker));
    }
}

static void
end_workers (VtFront *self)
{
  for (guint i = 0; i < self->threads->len; i++)
    {
      g_async_queue_push (self->pages, &the_end);
      g_async_queue_push (self->pictures, &the_end);
    }
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_set_size (self->threads, 0);
}

static void
vt_front_finalize (GObject *object)
{
  VtFront *self = VT_FRONT (object);

  end_workers (self);
  g_async_queue_unref (self->pages);
  g_async_queue_unref (self->pictures);
  g_ptr_array_unref (self->threads);
  g_main_context_unref (self->context);
  g_clear_object (&self->site);
  g_mutex_clear (&self->lock);
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self->rules.base_url);
  g_free (self->rules.secret);
  g_clear_pointer (&self->rules.hosts, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_front_parent_class)->finalize (object);
}

static void
vt_front_class_init (VtFrontClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = vt_front_finalize;
}

static void
vt_front_init (VtFront *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->threads = g_ptr_array_new ();
  self->pages = g_async_queue_new ();
  self->pictures = g_async_queue_new ();
}

/**
 * vt_front_new:
 * @site: (nullable): the storefront; may be %NULL when @open gives one
 * @open: opens a snapshot for a worker
 * @backend: (nullable): stock and orders; has to live as long as @data
 * @data: for @open
 * @data_free: (nullable): frees @data when no worker needs it any more
 *
 * Returns: (transfer full): a front that is not yet mounted
 */
VtFront *
vt_front_new (VtSite *site, VtFrontOpen open, const VtSiteBackend *backend, gpointer data, GDestroyNotify data_free)
{
  VtFront *self = g_object_new (VT_TYPE_FRONT, NULL);

  self->site = site != NULL ? g_object_ref (site) : NULL;
  self->open = open;
  self->backend = backend;
  self->data = data;
  self->data_free = data_free;
  start_workers (self, self->pages, "site-pages");
  start_workers (self, self->pictures, "site-pictures");

  return self;
}

static void
disconnected_cb (G_GNUC_UNUSED SoupServerMessage *message, gpointer user_data)
{
  VtFrontJob *job = user_data;

  job->gone = TRUE;
}

static void
request_cb (G_GNUC_UNUSED SoupServer *server,
            SoupServerMessage *message,
            G_GNUC_UNUSED const char *path,
            G_GNUC_UNUSED GHashTable *query,
            gpointer user_data)
{
  VtFront *self = VT_FRONT (user_data);
  g_autoptr (VtFrontJob) job = vt_front_job_new (self, message);
  g_autoptr (VtSiteResponse) refusal = vt_front_job_check (job, &self->rules);
  gboolean is_picture;

  if (refusal != NULL)
    {
      vt_front_send (message, refusal, &self->rules, NULL, NULL);
      return;
    }

  is_picture = g_str_has_prefix (job->path, "/media/");
  g_signal_connect (message, "disconnected", G_CALLBACK (disconnected_cb), job);
  g_signal_connect (message, "finished", G_CALLBACK (disconnected_cb), job);
  soup_server_message_pause (message);
  g_async_queue_push (is_picture ? self->pictures : self->pages, g_steal_pointer (&job));
}

static void
too_large (SoupServerMessage *message, const VtFrontRules *rules)
{
  g_autoptr (VtSiteResponse) refusal =
      vt_site_response_new_text (SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "text/plain; charset=utf-8",
                                 g_strdup ("This is more than a form may send.\n"), VT_CACHE_PRIVATE);

  vt_front_send (message, refusal, rules, NULL, NULL);
}

/* A body is counted as it comes, whatever its length is said to be: beyond the limit nothing of it is kept, and who
 * goes on sending is cut off. */
static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  gsize *received = user_data;

  *received += g_bytes_get_size (chunk);
  if (*received > VT_FRONT_MAX_BODY)
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  if (*received > DRAIN_LIMIT)
    g_socket_close (soup_server_message_get_socket (message), NULL);
}

static void
free_count (gpointer count, G_GNUC_UNUSED GClosure *closure)
{
  g_free (count);
}

static void
early_cb (G_GNUC_UNUSED SoupServer *server,
          SoupServerMessage *message,
          G_GNUC_UNUSED const char *path,
          G_GNUC_UNUSED GHashTable *query,
          gpointer user_data)
{
  VtFront *self = VT_FRONT (user_data);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > VT_FRONT_MAX_BODY)
    {
      soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
      too_large (message, &self->rules);
    }

  g_signal_connect_data (message, "got-chunk", G_CALLBACK (got_chunk_cb), g_new0 (gsize, 1), free_count, 0);
}

/**
 * vt_front_mount:
 * @self: a front
 * @server: a server of this thread; handlers with a longer path than "/" go before the front
 *
 * Answers what @server gets. The server keeps a reference on the front.
 */
void
vt_front_mount (VtFront *self, SoupServer *server)
{
  vt_front_watch_idle (server);
  soup_server_add_early_handler (server, NULL, early_cb, g_object_ref (self), g_object_unref);
  soup_server_add_handler (server, NULL, request_cb, g_object_ref (self), g_object_unref);
}

/**
 * vt_front_dup_address:
 * @server: a server that listens
 * @error: a #GIOErrorEnum
 *
 * Asks the socket itself: soup_server_get_uris() leaves the addresses of a server behind that is freed later.
 *
 * Returns: (transfer full) (nullable): where it listens, with the port that the system chose
 */
GSocketAddress *
vt_front_dup_address (SoupServer *server, GError **error)
{
  GSList *sockets = soup_server_get_listeners (server);
  GSocketAddress *address = g_socket_get_local_address (sockets->data, error);

  g_slist_free (sockets);
  return address;
}

/**
 * vt_front_listen_local:
 * @self: a front
 * @port: a port, or 0 for a free one
 * @url: (out) (transfer full): where it is, without a slash at the end and without the secret
 * @error: why not
 *
 * Serves on 127.0.0.1, and only to whom it calls so.
 *
 * Returns: (transfer full) (nullable): the server; it stops when it is freed
 */
SoupServer *
vt_front_listen_local (VtFront *self, guint port, char **url, GError **error)
{
  g_autoptr (SoupServer) server = soup_server_new ("server-header", "Vitrine", NULL);
  g_autoptr (GSocketAddress) address = NULL;
  guint bound;

  if (!soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  address = vt_front_dup_address (server, error);
  if (address == NULL)
    return NULL;

  bound = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->rules.hosts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->rules.hosts, g_strdup_printf ("127.0.0.1:%u", bound));
  g_ptr_array_add (self->rules.hosts, g_strdup_printf ("localhost:%u", bound));
  if (self->rules.base_url == NULL)
    self->rules.base_url = g_strdup_printf ("http://127.0.0.1:%u", bound);

  vt_front_mount (self, server);
  *url = g_strdup_printf ("http://127.0.0.1:%u", bound);

  return g_steal_pointer (&server);
}

/**
 * vt_front_set_secret:
 * @self: a front that does not listen yet
 * @secret: (nullable): letters, digits, - and _; who has not opened `/?vitrine-secret=…` once gets nothing
 */
void
vt_front_set_secret (VtFront *self, const char *secret)
{
  g_free (self->rules.secret);
  self->rules.secret = g_strdup (secret);
}

/**
 * vt_front_set_drafts:
 * @self: a front that does not listen yet
 * @drafts: whether drafts are shown and nothing is sold
 */
void
vt_front_set_drafts (VtFront *self, gboolean drafts)
{
  self->rules.drafts = drafts;
}

/**
 * vt_front_set_moment:
 * @self: a front; the thread that it listens on
 * @now_us: UTC microseconds since 1970; 0 for the moment at which each request comes
 *
 * Shows the shop as it is at another moment: what is begun from now on is answered for it.
 */
void
vt_front_set_moment (VtFront *self, gint64 now_us)
{
  self->rules.now_us = now_us;
  vt_front_invalidate (self);
}

/**
 * vt_front_set_base_url:
 * @self: a front that does not listen yet
 * @base_url: (nullable): "https://shop.example", without a slash at the end; %NULL: what requests call the shop
 */
void
vt_front_set_base_url (VtFront *self, const char *base_url)
{
  g_free (self->rules.base_url);
  self->rules.base_url = g_strdup (base_url);
}

/**
 * vt_front_set_secure:
 * @self: a front that does not listen yet
 * @secure: whether all that reaches it comes over HTTPS, so that cookies may keep to that
 * @lasting: whether it always will, so that browsers are told to insist on it; not with a certificate for trying out
 */
void
vt_front_set_secure (VtFront *self, gboolean secure, gboolean lasting)
{
  self->rules.secure = secure;
  self->rules.lasting = secure && lasting;
}

/**
 * vt_front_set_static:
 * @self: a front that does not listen yet
 * @lookup: (nullable) (scope forever): finds files that are ready to send; asked before anything is rendered
 * @data: for @lookup; has to outlive @self
 */
void
vt_front_set_static (VtFront *self, VtFrontLookup lookup, gpointer data)
{
  self->lookup = lookup;
  self->lookup_data = data;
}

/**
 * vt_front_set_site:
 * @self: a front that was made with a storefront; any thread
 * @site: the storefront from now on
 */
void
vt_front_set_site (VtFront *self, VtSite *site)
{
  g_mutex_lock (&self->lock);
  g_set_object (&self->site, site);
  g_mutex_unlock (&self->lock);
  vt_front_invalidate (self);
}

/**
 * vt_front_invalidate:
 * @self: a front; any thread
 *
 * The shop has changed: every answer that is begun from now on shows it.
 */
void
vt_front_invalidate (VtFront *self)
{
  g_atomic_int_inc (&self->generation);
}
