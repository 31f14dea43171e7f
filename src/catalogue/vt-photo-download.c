/* Photos from web addresses: some at once, each with its own limits of time and size. What has arrived is in media/ and
 * in media_source before the next one is asked for, so that nothing is downloaded twice, however the program ends. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-photo-download.h"

#include "shop/vt-media-incoming.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "vt-config.h"

#define MAX_AT_ONCE   6
#define MAX_REDIRECTS 5
#define MAX_TRIES     3
#define CHUNK_SIZE    (64 * 1024)

#define TOTAL_MAX_BYTES (G_GINT64_CONSTANT (16) * 1024 * 1024 * 1024)
#define SILENCE_MS      (30 * 1000)
#define PICTURE_MS      (5 * 60 * 1000)
#define RETRY_MS        1000
#define URL_MAX_BYTES   4096

/* A URL whose characters outside of these are not percent-encoded yet is met in many files. */
#define URL_CHARACTERS "%:/?#[]@!$&'()*+,;="

#define IMAGE_TYPES "image/jpeg, image/png, image/webp, image/avif, image/gif, image/svg+xml"

typedef struct _Downloads Downloads;

/* One picture on its way. */
typedef struct
{
  Downloads *owner;          /* (unowned) */
  const char *url;           /* (unowned) */
  GUri *uri;                 /* (owned) where it is asked for */
  GCancellable *cancellable; /* (owned) of this try */
  SoupMessage *message;      /* (owned) (nullable) */
  GInputStream *body;        /* (owned) (nullable) */
  VtMediaIncoming *incoming; /* (owned) (nullable) */
  GSource *silence;          /* (owned) (nullable) */
  GSource *deadline;         /* (owned) (nullable) */
  guint n_redirects;
  guint n_tries;
  gboolean waiting;   /* to be asked for again */
  gboolean late;      /* stopped, as it took too long */
  gboolean forbidden; /* stopped, as the address is not public */
} Download;

struct _Downloads
{
  VtShop *shop;                 /* (unowned) */
  GPtrArray *urls;              /* (unowned) */
  VtPhotoSourceOptions options; /* with nothing left out */
  VtPhotoDownloadFunc func;
  gpointer data;
  GMainContext *context; /* (owned) */
  SoupSession *session;  /* (owned) */
  GPtrArray *active;     /* (owned) (element-type Download) */
  guint next;            /* of urls */
  gint64 total_bytes;
  gboolean cancelled;
};

static void ask (Download *self);

static void
stop_timer (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
start_timer (Download *self, GSource **source, guint interval_ms, GSourceFunc func)
{
  stop_timer (source);
  *source = g_timeout_source_new (interval_ms);
  g_source_set_callback (*source, func, self, NULL);
  g_source_attach (*source, self->owner->context);
}

static void
forget_try (Download *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->body);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->incoming, vt_media_incoming_free);
}

static void
download_free (gpointer data)
{
  Download *self = data;

  stop_timer (&self->silence);
  stop_timer (&self->deadline);
  forget_try (self);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self);
}

/* The end of a picture: it was told to the caller, and the next may come. */
static void
end (Download *self, const VtMedia *media, const char *reason)
{
  Downloads *owner = self->owner;

  if (!owner->cancelled)
    {
      g_autofree char *message = reason != NULL ? g_strdup_printf (_ ("photo %s: %s"), self->url, reason) : NULL;

      owner->func (self->url, media, message, owner->data);
    }
  g_ptr_array_remove (owner->active, self);
}

/* Deadlines ---------------------------------------------------------------------------------------------------------
 */

static void
end_late (Download *self)
{
  end (self, NULL, _ ("the server did not answer in time. Import the file again to fetch what is missing"));
}

static gboolean
late_cb (gpointer data)
{
  Download *self = data;

  self->late = TRUE;
  if (self->waiting)
    end_late (self);
  else
    g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
heard (Download *self)
{
  start_timer (self, &self->silence, self->owner->options.silence_ms, late_cb);
}

static gboolean
ask_again_cb (gpointer data)
{
  Download *self = data;

  self->waiting = FALSE;
  ask (self);

  return G_SOURCE_REMOVE;
}

/* Whether it will be asked for once more. */
static gboolean
try_again (Download *self)
{
  if (self->owner->cancelled || self->late || self->forbidden || ++self->n_tries >= MAX_TRIES)
    return FALSE;

  forget_try (self);
  self->waiting = TRUE;
  start_timer (self, &self->silence, self->owner->options.retry_ms << (self->n_tries - 1), ask_again_cb);
  return TRUE;
}

static void
fail (Download *self, const GError *error)
{
  if (self->forbidden)
    end (self, NULL, _ ("the address is one of this computer or its network, and is not asked"));
  else if (self->late)
    end_late (self);
  else if (error->domain == G_TLS_ERROR || error->domain == G_RESOLVER_ERROR || !try_again (self))
    end (self, NULL, error->message);
}

/* The body ----------------------------------------------------------------------------------------------------------
 */

typedef struct
{
  const char *url;
  const char *sha256;
} Arrival;

static gboolean
remember_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Arrival *arrival = data;

  return vt_media_source_put (db, arrival->url, arrival->sha256, error);
}

static void
arrived (Download *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtMedia) media = vt_media_incoming_finish (self->incoming, &error);
  Arrival arrival = { self->url, media != NULL ? media->sha256 : NULL };

  if (media != NULL && vt_shop_record (self->owner->shop, remember_job, &arrival, NULL, &error))
    end (self, media, NULL);
  else
    end (self, NULL, error->message);
}

static void read_on (Download *self);

static gboolean
take_chunk (Download *self, GBytes *bytes, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  self->owner->total_bytes += (gint64) size;
  if (self->owner->total_bytes > self->owner->options.total_max_bytes)
    {
      g_autofree char *limit = g_format_size ((guint64) self->owner->options.total_max_bytes);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                   _ ("%s have been downloaded, the most at one time. Import the file again to go on"), limit);
      return FALSE;
    }

  return vt_media_incoming_write (self->incoming, data, size, error);
}

static void
read_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  Download *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (stream), result, &error);

  if (bytes == NULL)
    {
      fail (self, error);
      return;
    }
  heard (self);
  if (g_bytes_get_size (bytes) == 0)
    arrived (self);
  else if (take_chunk (self, bytes, &error))
    read_on (self);
  else
    end (self, NULL, error->message);
}

static void
read_on (Download *self)
{
  g_input_stream_read_bytes_async (self->body, CHUNK_SIZE, G_PRIORITY_DEFAULT, self->cancellable, read_cb, self);
}

static char *
dup_file_name (Download *self)
{
  g_autofree char *path = g_uri_unescape_string (g_uri_get_path (self->uri), NULL);
  g_autofree char *valid = g_utf8_make_valid (path != NULL ? path : "", -1);
  char *name = g_path_get_basename (valid);

  if (*name != '/' && *name != '.' && *name != '\0')
    return name;

  g_free (name);
  return g_strdup (_ ("picture"));
}

static void
receive (Download *self, SoupMessage *message)
{
  goffset length = soup_message_headers_get_content_length (soup_message_get_response_headers (message));
  g_autofree char *name = dup_file_name (self);
  g_autoptr (GError) error = NULL;

  self->incoming = vt_media_incoming_new (vt_shop_get_path (self->owner->shop), name,
                                          self->owner->options.picture_max_bytes, &error);
  if (self->incoming == NULL)
    end (self, NULL, error->message);
  else if (length > self->owner->options.picture_max_bytes)
    {
      g_autofree char *limit = g_format_size ((guint64) self->owner->options.picture_max_bytes);
      g_autofree char *reason = g_strdup_printf (_ ("it is larger than %s, the most that is downloaded"), limit);

      end (self, NULL, reason);
    }
  else
    read_on (self);
}

/* The answer --------------------------------------------------------------------------------------------------------
 */

/* Takes the address if it may be asked. Encryption is not left out: most servers that are named with http: have it. */
static gboolean
set_uri (Download *self, GUri *uri, const char **reason)
{
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  gboolean plain = g_str_equal (scheme, "http");

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (!plain && !g_str_equal (scheme, "https")))
    {
      *reason = _ ("this is not an address of the web");
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      *reason = _ ("an address with a password in it is not asked. Download the photo and import it from a folder");
      return FALSE;
    }

  g_clear_pointer (&self->uri, g_uri_unref);
  self->uri = plain && !self->owner->options.allow_local
                  ? g_uri_build (SOUP_HTTP_URI_FLAGS, "https", NULL, g_uri_get_host (uri),
                                 g_uri_get_port (uri) == 80 ? -1 : g_uri_get_port (uri), g_uri_get_path (uri),
                                 g_uri_get_query (uri), NULL)
                  : g_uri_ref (uri);
  return TRUE;
}

static void
follow (Download *self, SoupMessage *message)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autofree char *escaped = location != NULL ? g_uri_escape_string (location, URL_CHARACTERS, FALSE) : NULL;
  g_autoptr (GUri) target =
      escaped != NULL ? g_uri_parse_relative (self->uri, escaped, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  gboolean was_plain = g_str_equal (g_uri_get_scheme (self->uri), "http");
  const char *reason = NULL;

  if (++self->n_redirects > MAX_REDIRECTS)
    end (self, NULL, _ ("the server sends it from one address to the next, without end"));
  else if (!set_uri (self, target, &reason))
    end (self, NULL, reason);
  else if (!was_plain && g_str_equal (g_uri_get_scheme (self->uri), "http"))
    end (self, NULL, _ ("the server sends it to an address without encryption"));
  else
    ask (self);
}

static gboolean
is_busy (guint status)
{
  return status == 429 /* Too Many Requests, RFC 6585 */ || status == SOUP_STATUS_REQUEST_TIMEOUT || status >= 500;
}

static void
take_status (Download *self, SoupMessage *message)
{
  guint status = soup_message_get_status (message);
  g_autofree char *reason = NULL;

  if (status == SOUP_STATUS_OK)
    receive (self, message);
  else if (SOUP_STATUS_IS_REDIRECTION (status) && status != SOUP_STATUS_NOT_MODIFIED)
    follow (self, message);
  else if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE)
    end (self, NULL, _ ("there is nothing at this address any more"));
  else if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    end (self, NULL, _ ("the server does not give it to everybody. Download it and import it from a folder"));
  else if (!is_busy (status) || !try_again (self))
    {
      reason = g_strdup_printf (_ ("the server answers with the number %u. Import the file again later"), status);
      end (self, NULL, reason);
    }
}

static void
sent_cb (GObject *session, GAsyncResult *result, gpointer user_data)
{
  Download *self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->body);
  self->body = soup_session_send_finish (SOUP_SESSION (session), result, &error);
  if (self->body == NULL)
    {
      fail (self, error);
      return;
    }

  heard (self);
  take_status (self, self->message);
}

/* The name was resolved: what is looked at is the address that would be connected to, so that no second answer of a
 * name server comes in between. A proxy resolves names itself. */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer user_data)
{
  Download *self = user_data;
  g_autoptr (GSocketAddress) address = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTING || !G_IS_SOCKET_CONNECTION (connection))
    return;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (G_IS_PROXY_ADDRESS (address) || self->owner->options.allow_local)
    return;
  if (G_IS_INET_SOCKET_ADDRESS (address) &&
      vt_photo_address_is_public (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return;

  g_debug ("%s is not asked", g_uri_get_host (soup_message_get_uri (message)));
  self->forbidden = TRUE;
  g_cancellable_cancel (self->cancellable);
}

static gboolean
accept_certificate_cb (G_GNUC_UNUSED SoupMessage *message,
                       GTlsCertificate *certificate,
                       G_GNUC_UNUSED GTlsCertificateFlags problems,
                       gpointer user_data)
{
  Download *self = user_data;

  return self->owner->options.trusted != NULL && g_tls_certificate_is_same (certificate, self->owner->options.trusted);
}

static gboolean
is_local_literal (Download *self)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (g_uri_get_host (self->uri));

  return address != NULL && !vt_photo_address_is_public (address);
}

static void
ask (Download *self)
{
  forget_try (self);
  self->cancellable = g_cancellable_new ();
  /* A proxy would be asked for these. */
  if (!self->owner->options.allow_local && is_local_literal (self))
    {
      self->forbidden = TRUE;
      fail (self, NULL);
      return;
    }

  self->message = soup_message_new_from_uri ("GET", self->uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (soup_message_get_request_headers (self->message), "Accept", IMAGE_TYPES);
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  heard (self);
  soup_session_send_async (self->owner->session, self->message, G_PRIORITY_DEFAULT, self->cancellable, sent_cb, self);
}

static void
begin (Downloads *self, const char *url)
{
  Download *download = g_new0 (Download, 1);
  g_autofree char *escaped = strlen (url) <= URL_MAX_BYTES ? g_uri_escape_string (url, URL_CHARACTERS, FALSE) : NULL;
  g_autoptr (GUri) uri = escaped != NULL ? g_uri_parse (escaped, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *reason = NULL;

  download->owner = self;
  download->url = url;
  g_ptr_array_add (self->active, download);

  if (!set_uri (download, uri, &reason))
    {
      end (download, NULL, reason);
      return;
    }
  start_timer (download, &download->deadline, self->options.picture_ms, late_cb);
  ask (download);
}

/* All of them -------------------------------------------------------------------------------------------------------
 */

static gboolean
cancelled_cb (G_GNUC_UNUSED GCancellable *cancellable, gpointer data)
{
  Downloads *self = data;

  self->cancelled = TRUE;
  for (guint i = self->active->len; i > 0; i--)
    {
      Download *download = g_ptr_array_index (self->active, i - 1);

      if (download->waiting)
        end (download, NULL, NULL);
      else
        g_cancellable_cancel (download->cancellable);
    }

  return G_SOURCE_REMOVE;
}

static void
complete_options (VtPhotoSourceOptions *options, const VtPhotoSourceOptions *given)
{
  *options = *given;
  options->picture_max_bytes = given->picture_max_bytes > 0 ? given->picture_max_bytes : VT_PHOTO_DOWNLOAD_MAX_BYTES;
  options->total_max_bytes = given->total_max_bytes > 0 ? given->total_max_bytes : TOTAL_MAX_BYTES;
  options->silence_ms = given->silence_ms > 0 ? given->silence_ms : SILENCE_MS;
  options->picture_ms = given->picture_ms > 0 ? given->picture_ms : PICTURE_MS;
  options->retry_ms = given->retry_ms > 0 ? given->retry_ms : RETRY_MS;
}

static SoupSession *
make_session (void)
{
  SoupSession *session =
      soup_session_new_with_options ("user-agent", "Vitrine/" VT_VERSION, "max-conns", MAX_AT_ONCE,
                                     "max-conns-per-host", MAX_AT_ONCE, "timeout", 0, "idle-timeout", 30, NULL);

  /* What is packed a second time is not unpacked. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

static void
run (Downloads *self)
{
  while (self->active->len > 0 || (self->next < self->urls->len && !self->cancelled))
    {
      while (self->active->len < MAX_AT_ONCE && self->next < self->urls->len && !self->cancelled)
        begin (self, g_ptr_array_index (self->urls, self->next++));
      if (self->active->len > 0)
        g_main_context_iteration (self->context, TRUE);
    }
}

/**
 * vt_photo_download:
 * @shop: the shop whose media/ takes the photos; not from within a #VtShopJob, as it is written to
 * @urls: (element-type utf8): addresses, each once
 * @options: limits
 * @func: (scope call): told of each address
 * @data: for @func
 * @cancellable: (nullable): stops the work
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Downloads photos, six at once, and remembers what arrived; see vt_media_source_put(). An address without encryption
 * is asked with it. Blocks; any thread.
 *
 * Returns: whether each was tried
 */
gboolean
vt_photo_download (VtShop *shop,
                   GPtrArray *urls,
                   const VtPhotoSourceOptions *options,
                   VtPhotoDownloadFunc func,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  Downloads self = { .shop = shop, .urls = urls, .func = func, .data = data };
  g_autoptr (GSource) stop = cancellable != NULL ? g_cancellable_source_new (cancellable) : NULL;

  complete_options (&self.options, options);
  self.context = g_main_context_new ();
  g_main_context_push_thread_default (self.context);
  self.session = make_session ();
  self.active = g_ptr_array_new_with_free_func (download_free);
  if (stop != NULL)
    {
      g_source_set_callback (stop, G_SOURCE_FUNC (cancelled_cb), &self, NULL);
      g_source_attach (stop, self.context);
    }

  run (&self);

  if (stop != NULL)
    g_source_destroy (stop);
  soup_session_abort (self.session);
  g_object_unref (self.session);
  while (g_main_context_iteration (self.context, FALSE))
    ;
  g_ptr_array_unref (self.active);
  g_main_context_pop_thread_default (self.context);
  g_main_context_unref (self.context);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
