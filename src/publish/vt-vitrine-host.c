#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-vitrine-host.h"

#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "base/vt-json.h"
#include "base/vt-text.h"
#include "publish/vt-release-build.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/* Without a byte for so long, the host counts as too slow. */
#define TIMEOUT_S 30

/* How often a file is sent again after the line broke, and how long is waited before: 0.5 s, 1 s, 2 s. */
#define N_TRIES       4
#define FIRST_WAIT_US (G_USEC_PER_SEC / 2)

/* The largest answers are the manifest and a page of the feed. */
#define MAX_ANSWER_BYTES (64 * 1024 * 1024)
#define MAX_ANSWER_DEPTH 32

/* The catalogue of 100,000 variants is some 60 MB. */
#define MAX_CATALOGUE_BYTES (512 * 1024 * 1024)

/* What of a host's own words is shown. */
#define MAX_DETAIL_CHARS 300

#define CHUNK_SIZE (64 * 1024)

struct _VtVitrineHost
{
  GObject parent_instance;

  SoupSession *session; /* (owned) */
  char *url;            /* (owned) no slash at the end */
  char *token;          /* (owned) */
  char *fingerprint;    /* (owned) lower-case hex, or "" */
  char *seen;           /* (owned) (nullable) of the last certificate that was not trusted */
};

static void host_iface_init (VtHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VtVitrineHost,
                               vt_vitrine_host,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VT_TYPE_HOST, host_iface_init))

/* Certificates ---------------------------------------------------------------------------------------------------- */

static char *
fingerprint_of (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return der != NULL ? vt_sha256_data (der->data, der->len) : g_strdup ("");
}

/* A certificate that was trusted by hand is trusted whoever signed it and whatever its name; any other only as the
   system trusts it. */
static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       G_GNUC_UNUSED GTlsCertificateFlags errors,
                       gpointer user_data)
{
  VtVitrineHost *self = user_data;
  g_autofree char *fingerprint = fingerprint_of (certificate);

  g_object_set_data_full (G_OBJECT (message), "vt-fingerprint", g_strdup (fingerprint), g_free);
  g_free (self->seen);
  self->seen = g_strdup (fingerprint);
  return self->fingerprint[0] != '\0' && vt_secret_equal (fingerprint, self->fingerprint);
}

/* Messages -------------------------------------------------------------------------------------------------------- */

static gboolean
set_transport_error (VtVitrineHost *self, SoupMessage *message, const GError *cause, GError **error)
{
  const char *fingerprint = g_object_get_data (G_OBJECT (message), "vt-fingerprint");

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (cause));
  else if (fingerprint != NULL && cause->domain == G_TLS_ERROR)
    g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_CERTIFICATE,
                 _ ("The certificate of %s is not known (SHA-256 %s). If the host is yours and shows this fingerprint, "
                    "trust it; if not, somebody may be in between"),
                 self->url, fingerprint);
  else if (cause->domain == G_TLS_ERROR)
    g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_CERTIFICATE, _ ("No secure connection to %s: %s"), self->url,
                 cause->message);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_PROTOCOL,
                 _ ("%s does not answer like a Vitrine host (%s). Check its address"), self->url, cause->message);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_TOO_SLOW,
                 _ ("%s did not answer in %d seconds. Nothing is lost: try again, and it goes on where it stopped"),
                 self->url, TIMEOUT_S);
  else
    g_set_error (
        error, VT_HOST_ERROR, VT_HOST_ERROR_UNREACHABLE,
        _ ("%s cannot be reached (%s). Check the network and that the host runs, then try again; nothing is lost"),
        self->url, cause->message);

  return FALSE;
}

static SoupMessage *
new_message (VtVitrineHost *self, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (self->url, path, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", self->token, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  return message;
}

typedef struct
{
  const char *type;
  GBytes *bytes; /* (owned) */
} Body;

static void
body_free (gpointer data, G_GNUC_UNUSED GClosure *closure)
{
  Body *body = data;

  g_bytes_unref (body->bytes);
  g_free (body);
}

static void
restarted_cb (SoupMessage *message, gpointer data)
{
  const Body *body = data;

  soup_message_set_request_body_from_bytes (message, body->type, body->bytes);
}

/* libsoup sends a message again when a connection that it had kept was closed meanwhile, and would send no body then.
 */
static void
set_body (SoupMessage *message, const char *type, GBytes *bytes)
{
  Body *body = g_new0 (Body, 1);

  body->type = type;
  body->bytes = g_bytes_ref (bytes);
  g_signal_connect_data (message, "restarted", G_CALLBACK (restarted_cb), body, body_free, G_CONNECT_DEFAULT);
  soup_message_set_request_body_from_bytes (message, type, bytes);
}

/* What a problem+json answer says, or the status when it says nothing. */
static char *
problem_detail (SoupMessage *message, GBytes *body)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);
  g_autoptr (JsonNode) node = size > 0 ? vt_json_parse (text, (gssize) size, 64 * 1024, 8, NULL) : NULL;
  const char *detail = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) &&
      vt_json_get_string (json_node_get_object (node), "detail", &detail, NULL))
    {
      g_autofree char *line = vt_text_single_line (detail);

      return vt_text_ellipsise (line, MAX_DETAIL_CHARS);
    }

  return g_strdup_printf ("%u %s", soup_message_get_status (message), soup_message_get_reason_phrase (message));
}

static gboolean
check_status (VtVitrineHost *self, SoupMessage *message, GBytes *body, GError **error)
{
  guint status = soup_message_get_status (message);
  g_autofree char *detail = NULL;

  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    return TRUE;

  detail = problem_detail (message, body);
  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_TOKEN,
                 _ ("%s refuses the token: %s. Make a new one there with “vitrine-host token create --scope publish”"),
                 self->url, detail);
  else if (status == SOUP_STATUS_CONFLICT)
    g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_BASE_MOVED, "%s", detail);
  else if (status == SOUP_STATUS_NOT_FOUND || SOUP_STATUS_IS_REDIRECTION (status))
    g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_PROTOCOL,
                 _ ("%s does not answer like a Vitrine host (%s). Check its address"), self->url, detail);
  else
    g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_REFUSED, _ ("%s refused: %s"), self->url, detail);

  return FALSE;
}

/* No host may fill this computer's memory. */
static GBytes *
read_answer (GInputStream *stream, gsize limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  gssize n = 0;

  while ((n = g_input_stream_read (stream, chunk, CHUNK_SIZE, cancellable, error)) > 0)
    {
      if ((gsize) n > limit - answer->len)
        {
          g_autofree char *size = g_format_size (limit);

          g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _ ("its answer is larger than %s"), size);
          return NULL;
        }
      g_byte_array_append (answer, chunk, (guint) n);
    }

  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&answer)) : NULL;
}

static GBytes *
send_message (VtVitrineHost *self, SoupMessage *message, gsize limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GInputStream) stream = soup_session_send (self->session, message, cancellable, &cause);
  g_autoptr (GBytes) body = stream != NULL ? read_answer (stream, limit, cancellable, &cause) : NULL;

  if (body == NULL)
    {
      set_transport_error (self, message, cause, error);
      return NULL;
    }
  if (!check_status (self, message, body, error))
    return NULL;

  return g_steal_pointer (&body);
}

static JsonNode *
call (VtVitrineHost *self,
      const char *method,
      const char *path,
      JsonNode *request,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (SoupMessage) message = new_message (self, method, path);
  g_autoptr (GBytes) body = NULL;
  JsonNode *answer;
  gsize size;

  if (request != NULL)
    {
      char *text = vt_json_to_string (request, FALSE);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

      set_body (message, "application/json", bytes);
    }

  body = send_message (self, message, MAX_ANSWER_BYTES, cancellable, error);
  if (body == NULL)
    return NULL;

  size = g_bytes_get_size (body);
  answer = vt_json_parse (g_bytes_get_data (body, NULL), (gssize) size, MAX_ANSWER_BYTES, MAX_ANSWER_DEPTH, error);
  if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    return answer;

  g_clear_error (error);
  g_clear_pointer (&answer, json_node_unref);
  g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_PROTOCOL,
               _ ("%s does not answer like a Vitrine host. Check its address"), self->url);
  return NULL;
}

/* A host may send anything: what is no text counts as none. */
static const char *
get_text (JsonObject *object, const char *name)
{
  const char *text = "";

  vt_json_get_string (object, name, &text, NULL);
  return text;
}

/* The interface --------------------------------------------------------------------------------------------------- */

static VtHostInfo *
probe (VtHost *host, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) answer = call (VT_VITRINE_HOST (host), "GET", "/admin/v1", NULL, cancellable, error);
  JsonObject *object;
  VtHostInfo *info;

  if (answer == NULL)
    return NULL;

  object = json_node_get_object (answer);
  info = g_new0 (VtHostInfo, 1);
  info->name = g_strdup (get_text (object, "name"));
  info->version = g_strdup (get_text (object, "version"));
  info->active_release = g_strdup (get_text (object, "active_release"));
  return info;
}

static JsonNode *
manifest_to_json (VtReleaseBuild *build, const char *base)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "base");
  if (base[0] != '\0')
    json_builder_add_string_value (builder, base);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "label");
  json_builder_add_string_value (builder, build->label);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < build->files->len; i++)
    {
      const VtReleaseFile *file = g_ptr_array_index (build->files, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "path");
      json_builder_add_string_value (builder, file->path);
      json_builder_set_member_name (builder, "sha256");
      json_builder_add_string_value (builder, file->sha256);
      json_builder_set_member_name (builder, "size");
      json_builder_add_int_value (builder, file->size);
      json_builder_set_member_name (builder, "type");
      json_builder_add_string_value (builder, file->type);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* Waits, but not for a cancelled operation. */
static void
wait_us (gint64 wait, GCancellable *cancellable)
{
  GPollFD fd;

  if (cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, (gint) (wait / 1000));
      g_cancellable_release_fd (cancellable);
    }
  else
    g_usleep ((gulong) wait);
}

static gboolean
put_blob (VtVitrineHost *self,
          const char *folder,
          const char *sha256,
          gint64 *bytes_sent,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *blob = g_build_filename (folder, sha256, NULL);
  g_autofree char *path = g_strconcat ("/admin/v1/blobs/", sha256, NULL);
  g_autoptr (GBytes) bytes = vt_file_read (blob, G_MAXSSIZE, error);
  gint64 wait = FIRST_WAIT_US;

  if (bytes == NULL)
    return FALSE;

  for (int try = 1;; try++)
    {
      g_autoptr (SoupMessage) message = new_message (self, "PUT", path);
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) cause = NULL;

      set_body (message, "application/octet-stream", bytes);
      body = send_message (self, message, MAX_ANSWER_BYTES, cancellable, &cause);
      if (body != NULL)
        {
          *bytes_sent += (gint64) g_bytes_get_size (bytes);
          return TRUE;
        }
      if (try == N_TRIES || !(g_error_matches (cause, VT_HOST_ERROR, VT_HOST_ERROR_UNREACHABLE) ||
                              g_error_matches (cause, VT_HOST_ERROR, VT_HOST_ERROR_TOO_SLOW)))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      wait_us (wait, cancellable);
      wait *= 2;
    }
}

static gboolean
put_missing (VtVitrineHost *self,
             VtReleaseBuild *build,
             JsonArray *missing,
             VtProgress progress,
             gpointer data,
             gint64 *n_sent,
             gint64 *bytes_sent,
             GCancellable *cancellable,
             GError **error)
{
  guint n = json_array_get_length (missing);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (missing, i);
      const char *sha256 = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (progress != NULL)
        progress (_ ("Uploading"), i, n, data);
      /* The name becomes part of a path: a host may only ask for what it was told of. */
      if (sha256 == NULL || !vt_sha256_is_valid (sha256))
        {
          g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_PROTOCOL, _ ("%s asks for a file that cannot be"),
                       self->url);
          return FALSE;
        }
      if (!put_blob (self, build->folder, sha256, bytes_sent, cancellable, error))
        return FALSE;
      *n_sent += 1;
    }

  return TRUE;
}

static gboolean
activate (VtHost *host, const char *release, GCancellable *cancellable, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (release, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/admin/v1/releases/%s/activate", escaped);
  g_autoptr (JsonNode) answer = call (VT_VITRINE_HOST (host), "POST", path, NULL, cancellable, error);

  return answer != NULL;
}

static char *
push (VtHost *host,
      VtReleaseBuild *build,
      const char *base,
      VtProgress progress,
      gpointer data,
      gint64 *n_sent,
      gint64 *bytes_sent,
      GCancellable *cancellable,
      GError **error)
{
  VtVitrineHost *self = VT_VITRINE_HOST (host);
  g_autoptr (JsonNode) manifest = manifest_to_json (build, base);
  g_autoptr (JsonNode) answer = call (self, "POST", "/admin/v1/releases", manifest, cancellable, error);
  JsonArray *missing = NULL;
  const char *id = NULL;

  if (answer == NULL)
    return NULL;
  if (!vt_json_get_string (json_node_get_object (answer), "id", &id, error) ||
      !vt_json_get_array (json_node_get_object (answer), "missing", &missing, error) ||
      !put_missing (self, build, missing, progress, data, n_sent, bytes_sent, cancellable, error))
    return NULL;

  if (progress != NULL)
    progress (_ ("Switching over"), 0, 0, data);
  return activate (host, id, cancellable, error) ? g_strdup (id) : NULL;
}

static VtRelease *
release_from_json (JsonObject *object)
{
  VtRelease *release = g_new0 (VtRelease, 1);

  release->id = g_strdup (get_text (object, "id"));
  release->label = g_strdup (get_text (object, "label"));
  vt_json_get_int (object, "created_us", &release->created_us, NULL);
  vt_json_get_int (object, "activated_us", &release->activated_us, NULL);
  vt_json_get_bool (object, "active", &release->active, NULL);
  vt_json_get_int (object, "n_files", &release->n_files, NULL);
  vt_json_get_int (object, "n_bytes", &release->n_bytes, NULL);
  return release;
}

static GPtrArray *
list_releases (VtHost *host, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) answer = call (VT_VITRINE_HOST (host), "GET", "/admin/v1/releases", NULL, cancellable, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_release_free);
  JsonArray *releases = NULL;

  if (answer == NULL || !vt_json_get_array (json_node_get_object (answer), "releases", &releases, error))
    return NULL;

  for (guint i = 0; i < json_array_get_length (releases); i++)
    {
      JsonNode *node = json_array_get_element (releases, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (list, release_from_json (json_node_get_object (node)));
    }

  return g_steal_pointer (&list);
}

static JsonArray *
feed (VtHost *host, char **cursor, GCancellable *cancellable, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (*cursor, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/admin/v1/feed?after=", escaped, NULL);
  g_autoptr (JsonNode) answer = call (VT_VITRINE_HOST (host), "GET", path, NULL, cancellable, error);
  JsonArray *entries = NULL;
  const char *next = NULL;

  if (answer == NULL || !vt_json_get_array (json_node_get_object (answer), "entries", &entries, error) ||
      !vt_json_get_string (json_node_get_object (answer), "cursor", &next, error))
    return NULL;

  g_free (*cursor);
  *cursor = g_strdup (next);
  return json_array_ref (entries);
}

static gboolean
send_movements (VtHost *host, JsonArray *movements, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) request = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "movements", json_array_ref (movements));
  json_node_take_object (request, object);
  answer = call (VT_VITRINE_HOST (host), "POST", "/admin/v1/stock-movements", request, cancellable, error);
  return answer != NULL;
}

static char *
find_catalogue (JsonObject *release)
{
  JsonArray *files = NULL;

  if (!vt_json_get_array (release, "files", &files, NULL))
    return NULL;

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonNode *node = json_array_get_element (files, i);
      const char *sha256;

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !g_str_equal (get_text (json_node_get_object (node), "path"), "_vitrine/catalogue.db"))
        continue;
      sha256 = get_text (json_node_get_object (node), "sha256");
      return vt_sha256_is_valid (sha256) ? g_strdup (sha256) : NULL;
    }

  return NULL;
}

static GBytes *
fetch_catalogue (VtHost *host, const char *release, char **sha256, GCancellable *cancellable, GError **error)
{
  VtVitrineHost *self = VT_VITRINE_HOST (host);
  g_autofree char *escaped = g_uri_escape_string (release, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/admin/v1/releases/", escaped, NULL);
  g_autoptr (JsonNode) answer = call (self, "GET", path, NULL, cancellable, error);
  g_autofree char *name = answer != NULL ? find_catalogue (json_node_get_object (answer)) : NULL;
  g_autofree char *blob = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *really = NULL;

  if (answer == NULL)
    return NULL;
  if (name == NULL)
    {
      g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_PROTOCOL, _ ("Release %s holds no catalogue"), release);
      return NULL;
    }

  blob = g_strconcat ("/admin/v1/blobs/", name, NULL);
  message = new_message (self, "GET", blob);
  bytes = send_message (self, message, MAX_CATALOGUE_BYTES, cancellable, error);
  if (bytes == NULL)
    return NULL;

  really = vt_sha256_bytes (bytes);
  if (!g_str_equal (really, name))
    {
      g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_PROTOCOL,
                   _ ("The catalogue of release %s is damaged on the host"), release);
      return NULL;
    }

  *sha256 = g_steal_pointer (&name);
  return g_steal_pointer (&bytes);
}

static void
host_iface_init (VtHostInterface *iface)
{
  iface->probe = probe;
  iface->push = push;
  iface->releases = list_releases;
  iface->activate = activate;
  iface->feed = feed;
  iface->send_movements = send_movements;
  iface->fetch_catalogue = fetch_catalogue;
}

static void
vt_vitrine_host_finalize (GObject *object)
{
  VtVitrineHost *self = VT_VITRINE_HOST (object);

  g_clear_object (&self->session);
  g_free (self->url);
  g_free (self->token);
  g_free (self->fingerprint);
  g_free (self->seen);

  G_OBJECT_CLASS (vt_vitrine_host_parent_class)->finalize (object);
}

static void
vt_vitrine_host_class_init (VtVitrineHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_vitrine_host_finalize;
}

static void
vt_vitrine_host_init (G_GNUC_UNUSED VtVitrineHost *self)
{
}

/**
 * vt_vitrine_host_new:
 * @url: its address, no slash at the end
 * @token: a bearer token with the scope “publish”
 * @fingerprint: SHA-256 of its certificate when it is trusted by hand, lower-case hex; else ""
 *
 * Returns: (transfer full): the host; nothing is asked of it yet
 */
VtHost *
vt_vitrine_host_new (const char *url, const char *token, const char *fingerprint)
{
  VtVitrineHost *self = g_object_new (VT_TYPE_VITRINE_HOST, NULL);

  self->url = g_strdup (url);
  self->token = g_strdup (token);
  self->fingerprint = g_strdup (fingerprint);
  self->session = soup_session_new_with_options ("timeout", TIMEOUT_S, "user-agent", "Vitrine ", NULL);
  return VT_HOST (self);
}

/**
 * vt_vitrine_host_get_seen_fingerprint:
 * @self: a host
 *
 * What to show to somebody who can compare it with the host's own words, before it is trusted by hand.
 *
 * Returns: (transfer none) (nullable): SHA-256 of the last certificate that the system does not trust, lower-case hex
 */
const char *
vt_vitrine_host_get_seen_fingerprint (VtVitrineHost *self)
{
  return self->seen;
}
