#include "host/vt-host-server.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

#include "host/vt-admin-api.h"
#include "host/vt-host-context.h"
#include "host/vt-host-listen.h"
#include "host/vt-outbox.h"
#include "host/vt-static.h"
#include "host/vt-tls-certificate.h"
#include "site/vt-front.h"
#include "site/vt-shop-api.h"

#define WORKERS           4
#define MAX_IN_FLIGHT     256
#define DRAIN_LIMIT       (8 * 1024 * 1024)
#define PAYLOAD_TOO_LARGE 413
#define TOO_BUSY          503

struct _VtHostServer
{
  VtHostContext *context;     /* (owned) */
  SoupServer *soup;           /* (owned) */
  VtPostman *postman;         /* (owned) (nullable) */
  VtFront *front;             /* (owned) the storefront and what shoppers' scripts ask */
  GMainContext *main_context; /* (owned) where messages are answered */
  GThreadPool *workers;       /* (owned) */
  char *url;                  /* (owned) ends with "/" */
  char *public_url;           /* (owned) (nullable) what shoppers call the shop; no slash at the end */
  char *fingerprint;          /* (owned) (nullable) */
  gboolean behind_proxy;
  gboolean secure;  /* what shoppers see is HTTPS */
  gboolean lasting; /* and its certificate is no trial one */
  guint in_flight;  /* messages between request and answer */
};

/* What is known of a message while its body comes in; lives as long as the message. */
typedef struct
{
  VtHostServer *server;   /* (unowned) */
  VtHostRequest *request; /* (owned) (nullable) until a worker takes it */
  goffset limit;          /* of the body */
  goffset received;
  int fd;           /* of request->upload, or -1 */
  gboolean refused; /* answered already; the rest of the body is thrown away */
} Reception;

/* A request on its way through a worker. */
typedef struct
{
  VtHostServer *server;       /* (unowned) waits for all of them before it goes */
  SoupServerMessage *message; /* (owned) touched only in the main context */
  VtHostRequest *request;     /* (owned) */
  VtHostResponse *response;   /* (owned) (nullable) */
  gboolean gone;              /* the client has hung up */
} Job;

static void
reception_free (gpointer data)
{
  Reception *self = data;

  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->request, vt_host_request_free);
  g_free (self);
}

static Reception *
get_reception (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), "vt-reception");
}

static void
send (VtHostServer *self, SoupServerMessage *message, VtHostResponse *response)
{
  vt_host_response_set_header (response, "X-Content-Type-Options", "nosniff");
  vt_host_response_set_header (response, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  if (self->lasting)
    vt_host_response_set_header (response, "Strict-Transport-Security", "max-age=31536000");
  vt_host_response_apply (response, message);
}

/* Answers before the body is there; what still comes of it is not kept. */
static void
refuse (Reception *reception, SoupServerMessage *message, const GError *error)
{
  g_autoptr (VtHostResponse) response = vt_host_response_new_error (error);

  reception->refused = TRUE;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  vt_host_response_set_header (response, "Connection", "close");
  send (reception->server, message, response);
}

static void
refuse_size (Reception *reception, SoupServerMessage *message)
{
  g_autofree char *size = g_format_size_full ((guint64) reception->limit, G_FORMAT_SIZE_IEC_UNITS);
  g_autoptr (GError) error =
      g_error_new (VT_HOST_PROBLEM, PAYLOAD_TOO_LARGE, _ ("The body is too large; this call takes at most %s"), size);

  refuse (reception, message, error);
}

static gboolean
write_all (int fd, const char *data, gsize size)
{
  while (size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      size -= (gsize) n;
    }

  return TRUE;
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  Reception *reception = data;
  gsize size = 0;
  const char *bytes = g_bytes_get_data (chunk, &size);

  reception->received += (goffset) size;
  if (reception->refused)
    {
      /* Whoever goes on sending what was refused is cut off. */
      if (reception->received > reception->limit + DRAIN_LIMIT)
        g_socket_close (soup_server_message_get_socket (message), NULL);
      return;
    }
  if (reception->received > reception->limit)
    {
      refuse_size (reception, message);
      return;
    }
  if (reception->fd >= 0 && !write_all (reception->fd, bytes, size))
    {
      g_autoptr (GError) error =
          g_error_new (G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("Cannot write “%s”: %s"),
                       reception->request->upload, g_strerror (errno));

      refuse (reception, message, error);
    }
}

static goffset
body_limit (const VtHostRequest *request)
{
  if (g_str_has_prefix (request->path, VT_ADMIN_API_BLOB_PREFIX))
    return VT_BLOB_MAX_BYTES;
  if (strcmp (request->path, VT_ADMIN_API_PREFIX "/releases") == 0)
    return VT_HOST_MAX_MANIFEST_BYTES;

  return VT_HOST_MAX_ADMIN_BYTES;
}

static gboolean
is_below (const char *path, const char *prefix)
{
  gsize length = strlen (prefix);

  return strncmp (path, prefix, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

/* Everything that can be known from the headers, before a byte of the body is kept. */
static gboolean
admit (VtHostServer *self, Reception *reception, SoupServerMessage *message, GError **error)
{
  VtHostRequest *request = vt_host_request_new (message, self->behind_proxy, error);
  VtHostContext *context = self->context;

  reception->request = request;
  if (request == NULL)
    return FALSE;

  reception->limit = body_limit (request);
  if (!vt_admin_api_authorise (context, request, error))
    return FALSE;
  if (!vt_host_request_is (request, "PUT") || !g_str_has_prefix (request->path, VT_ADMIN_API_BLOB_PREFIX))
    return TRUE;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  request->upload = vt_blobs_new_upload (context->blobs, &reception->fd, error);
  return request->upload != NULL;
}

static void
headers_cb (G_GNUC_UNUSED SoupServer *soup,
            SoupServerMessage *message,
            G_GNUC_UNUSED const char *path,
            G_GNUC_UNUSED GHashTable *query,
            gpointer data)
{
  VtHostServer *self = data;
  Reception *reception = g_new0 (Reception, 1);
  g_autoptr (GError) error = NULL;

  reception->server = self;
  reception->fd = -1;
  g_object_set_data_full (G_OBJECT (message), "vt-reception", reception, reception_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), reception);

  if (!admit (self, reception, message, &error))
    refuse (reception, message, error);
  else if (soup_message_headers_get_content_length (reception->request->headers) > reception->limit)
    refuse_size (reception, message);
}

static void
finished_cb (G_GNUC_UNUSED SoupServerMessage *message, gpointer data)
{
  Job *job = data;

  job->gone = TRUE;
}

static gboolean
deliver_cb (gpointer data)
{
  Job *job = data;
  VtHostServer *self = job->server;

  g_signal_handlers_disconnect_by_data (job->message, job);
  if (!job->gone)
    {
      send (self, job->message, job->response);
      soup_server_message_unpause (job->message);
    }

  self->in_flight--;
  g_object_unref (job->message);
  vt_host_request_free (job->request);
  vt_host_response_free (job->response);
  g_free (job);

  return G_SOURCE_REMOVE;
}

static void
work (gpointer data, gpointer user_data)
{
  Job *job = data;
  VtHostServer *self = user_data;
  /* Not g_main_context_invoke(): that would run on this thread whenever the loop happens to stand still. */
  g_autoptr (GSource) source = g_idle_source_new ();

  job->response = vt_admin_api_respond (self->context, job->request);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, job, NULL);
  g_source_attach (source, self->main_context);
}

static void
body_cb (G_GNUC_UNUSED SoupServer *soup,
         SoupServerMessage *message,
         G_GNUC_UNUSED const char *path,
         G_GNUC_UNUSED GHashTable *query,
         gpointer data)
{
  VtHostServer *self = data;
  Reception *reception = get_reception (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  Job *job;

  if (self->in_flight >= MAX_IN_FLIGHT)
    {
      g_autoptr (VtHostResponse) busy =
          vt_host_response_new_problem (TOO_BUSY, _ ("The host is busy; try again in a moment"), NULL);

      vt_host_response_set_header (busy, "Retry-After", "2");
      send (self, message, busy);
      return;
    }

  if (reception->fd >= 0)
    {
      close (reception->fd);
      reception->fd = -1;
    }
  else
    {
      g_bytes_unref (reception->request->body);
      reception->request->body = soup_message_body_flatten (body);
    }

  job = g_new0 (Job, 1);
  job->server = self;
  job->message = g_object_ref (message);
  job->request = g_steal_pointer (&reception->request);
  g_signal_connect (message, "disconnected", G_CALLBACK (finished_cb), job);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), job);
  self->in_flight++;

  soup_server_message_pause (message);
  g_thread_pool_push (self->workers, job, NULL);
}

static VtSnapshot *
open_cb (gpointer data, VtSite **site, GError **error) /* a worker of the front */
{
  VtHostServer *self = data;
  g_autoptr (VtLiveRelease) live = vt_release_store_dup_live (self->context->releases);

  if (live == NULL)
    {
      g_set_error_literal (error, VT_HOST_PROBLEM, TOO_BUSY, _ ("Nothing has been published here yet"));
      return NULL;
    }

  g_set_object (site, vt_live_release_get_site (live));
  return vt_live_release_open_snapshot (live, error);
}

static VtSiteResponse *
look_up_cb (const char *path, gboolean brotli, gboolean gzip, gpointer data) /* a worker of the front */
{
  VtHostServer *self = data;
  g_autoptr (VtLiveRelease) live = vt_release_store_dup_live (self->context->releases);

  if (live == NULL)
    return vt_site_response_new_text (TOO_BUSY, "text/plain; charset=utf-8",
                                      g_strdup (_ ("Nothing has been published here yet\n")), VT_CACHE_PRIVATE);

  return vt_static_look_up (self->context->blobs, vt_live_release_get_manifest (live), path, brotli, gzip);
}

static void
changed_cb (gpointer data)
{
  VtHostServer *self = data;

  vt_front_invalidate (self->front);
}

/* What scripts ask, and what forms do: the bag, and orders without scripts. The path of a search may begin with a
 * language. */
static gboolean
is_counted (SoupServerMessage *message)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  return is_below (path, "/api") || g_str_has_suffix (path, "/search/instant") ||
         (strcmp (soup_server_message_get_method (message), "POST") == 0 && !is_below (path, "/admin"));
}

/* What somebody has to read: fewer of it than of what programs answer. A path may begin with a language. */
static gboolean
is_letter (SoupServerMessage *message)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  return strcmp (soup_server_message_get_method (message), "POST") == 0 &&
         (is_below (path, VT_SHOP_API_PREFIX "messages") || is_below (path, VT_SHOP_API_PREFIX "stock-requests") ||
          is_below (path, VT_SHOP_API_PREFIX "subscriptions") || g_str_has_suffix (path, "/newsletter") ||
          g_str_has_suffix (path, "/contact") || g_str_has_suffix (path, "/notify"));
}

/* Before the front sees it: who asks too often has to wait. */
static void
request_read_cb (G_GNUC_UNUSED SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  VtHostServer *self = data;
  VtHostContext *context = self->context;
  g_autoptr (VtHostRequest) request = NULL;
  g_autoptr (VtHostResponse) refusal = NULL;
  gint64 now_us = vt_host_store_now_us (context->store);

  if (!is_counted (message))
    return;

  request = vt_host_request_new (message, self->behind_proxy, NULL);
  if (request == NULL || (vt_rate_limit_take (context->shoppers, request->address, now_us) &&
                          (!is_letter (message) || vt_rate_limit_take (context->letters, request->address, now_us))))
    return;

  refusal = vt_host_response_new_problem (429, _ ("Too many requests came from this address; wait a little"), NULL);
  send (self, message, refusal);
}

static char *
dup_public_url (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *path = uri != NULL ? g_uri_get_path (uri) : "";
  char *url;

  if ((!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")) || strlen (path) > 1 ||
      g_uri_get_query (uri) != NULL || g_uri_get_host (uri) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” is no address of a shop; it is like https://shop.example, without a path"), text);
      return NULL;
    }

  url = g_strdup (text);
  if (g_str_has_suffix (url, "/"))
    url[strlen (url) - 1] = '\0';
  return url;
}

static void
mount_front (VtHostServer *self)
{
  self->front = vt_front_new (NULL, open_cb, &self->context->backend, self, NULL);
  vt_front_set_base_url (self->front, self->public_url);
  vt_front_set_secure (self->front, self->secure, self->lasting);
  vt_front_set_static (self->front, look_up_cb, self);
  vt_front_mount (self->front, self->soup);
  vt_release_store_set_changed (self->context->releases, changed_cb, self);
}

/* Without a program that sends them, letters wait until there is one. */
static void
hire_postman (VtHostServer *self, const VtHostConfig *config)
{
  g_autofree char *base_url = g_strdup (self->public_url != NULL ? self->public_url : self->url);

  if (config->mail == NULL)
    return;
  if (g_str_has_suffix (base_url, "/"))
    base_url[strlen (base_url) - 1] = '\0';
  self->postman = vt_postman_new (self->context->store, config->mail, base_url);
}

static gboolean
listen_on (VtHostServer *self, const VtHostConfig *config, GError **error)
{
  g_autofree char *host = NULL;
  g_autoptr (GSocketAddress) address = vt_host_listen_parse (config, &host, error);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GSocketAddress) bound = NULL;
  g_autofree char *text = NULL;

  if (address == NULL)
    return FALSE;
  if (!config->no_tls)
    {
      certificate = vt_host_listen_load_certificate (config, host, error);
      if (certificate == NULL)
        return FALSE;
      self->fingerprint = vt_tls_certificate_fingerprint (certificate);
      soup_server_set_tls_certificate (self->soup, certificate);
    }
  if (!soup_server_listen (self->soup, address, config->no_tls ? 0 : SOUP_SERVER_LISTEN_HTTPS, error))
    return FALSE;

  bound = vt_front_dup_address (self->soup, error);
  if (bound == NULL)
    return FALSE;

  text = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (bound));
  self->url = g_strdup_printf ("%s://%s/", config->no_tls ? "http" : "https", text);
  return TRUE;
}

/**
 * vt_host_server_new:
 * @config: what to serve, where and how; needed only during the call, but for its clock
 * @error: why not, as a sentence for the terminal
 *
 * Opens the data folder, which belongs to this server from then on, and listens.
 *
 * Returns: (transfer full) (nullable): the server
 */
VtHostServer *
vt_host_server_new (const VtHostConfig *config, GError **error)
{
  g_autoptr (VtHostServer) self = g_new0 (VtHostServer, 1);

  self->main_context = g_main_context_ref_thread_default ();
  self->behind_proxy = config->behind_proxy;
  if (config->url != NULL && (self->public_url = dup_public_url (config->url, error)) == NULL)
    return NULL;
  self->secure = self->public_url != NULL ? g_str_has_prefix (self->public_url, "https://")
                                          : !config->no_tls || config->behind_proxy;
  self->lasting = self->secure && !config->tls_self_signed;
  self->soup = soup_server_new ("server-header", "Vitrine-Host", NULL);
  self->workers = g_thread_pool_new (work, self, WORKERS, FALSE, NULL);
  soup_server_add_early_handler (self->soup, "/admin", headers_cb, self, NULL);
  soup_server_add_handler (self->soup, "/admin", body_cb, self, NULL);

  self->context = vt_host_context_new (config->data, config->api_per_minute, config->clock, error);
  if (self->context == NULL || !listen_on (self, config, error))
    return NULL;

  g_signal_connect (self->soup, "request-read", G_CALLBACK (request_read_cb), self);
  mount_front (self);
  hire_postman (self, config);

  return g_steal_pointer (&self);
}

/**
 * vt_host_server_free:
 * @self: (nullable): a server; call from the thread that runs it
 *
 * Lets the calls that are being worked on finish, and frees the data folder for another server.
 */
void
vt_host_server_free (VtHostServer *self)
{
  if (self == NULL)
    return;

  soup_server_disconnect (self->soup);
  g_thread_pool_free (self->workers, FALSE, TRUE);
  while (self->in_flight > 0)
    g_main_context_iteration (self->main_context, TRUE);

  g_object_unref (self->soup);
  g_clear_object (&self->front);
  while (g_main_context_iteration (self->main_context, FALSE))
    ;
  g_clear_pointer (&self->postman, vt_postman_free);
  g_clear_pointer (&self->context, vt_host_context_free);
  g_main_context_unref (self->main_context);
  g_free (self->url);
  g_free (self->public_url);
  g_free (self->fingerprint);
  g_free (self);
}

/**
 * vt_host_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none): where it can be reached, with a slash at the end
 */
const char *
vt_host_server_get_url (VtHostServer *self)
{
  return self->url;
}

/**
 * vt_host_server_get_fingerprint:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): SHA-256 of its certificate, 64 lower-case hexadecimal digits; %NULL without TLS
 */
const char *
vt_host_server_get_fingerprint (VtHostServer *self)
{
  return self->fingerprint;
}

/**
 * vt_host_server_stop:
 * @self: a server
 *
 * Takes no more connections; calls that have begun go on.
 */
void
vt_host_server_stop (VtHostServer *self)
{
  soup_server_disconnect (self->soup);
}

/**
 * vt_host_server_is_idle:
 * @self: a server
 *
 * Returns: whether no call is being worked on
 */
gboolean
vt_host_server_is_idle (VtHostServer *self)
{
  return self->in_flight == 0;
}
