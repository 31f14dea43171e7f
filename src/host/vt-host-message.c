#include "host/vt-host-message.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "host/vt-host-json.h"

#define MAX_PATH_BYTES  2048
#define MAX_QUERY_BYTES 2048

G_DEFINE_QUARK (vt - host - problem - quark, vt_host_problem)

/* Behind a proxy, only the entry that the proxy itself appended is believed. */
static char *
dup_address (SoupServerMessage *message, gboolean behind_proxy)
{
  const char *host = soup_server_message_get_remote_host (message);
  const char *forwarded = NULL;

  if (behind_proxy)
    forwarded = soup_message_headers_get_list (soup_server_message_get_request_headers (message), "X-Forwarded-For");
  if (forwarded != NULL)
    {
      const char *comma = strrchr (forwarded, ',');
      g_autofree char *last = g_strstrip (g_strdup (comma != NULL ? comma + 1 : forwarded));

      if (g_hostname_is_ip_address (last))
        return g_steal_pointer (&last);
    }

  return g_strdup (host != NULL ? host : "");
}

static gboolean
is_clean (const char *path)
{
  if (path == NULL || *path != '/' || !g_utf8_validate (path, -1, NULL))
    return FALSE;
  for (const char *p = path; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      return FALSE;

  return TRUE;
}

/**
 * vt_host_request_new:
 * @message: a message whose request has been read completely
 * @behind_proxy: whether to believe X-Forwarded-For
 * @error: a #VT_HOST_PROBLEM of status 400 or 414
 *
 * Returns: (transfer full) (nullable): the request, without its body
 */
VtHostRequest *
vt_host_request_new (SoupServerMessage *message, gboolean behind_proxy, GError **error)
{
  g_autoptr (VtHostRequest) self = NULL;
  GUri *uri = soup_server_message_get_uri (message);
  const char *path = g_uri_get_path (uri); /* which SoupServer has decoded */
  const char *raw_query = g_uri_get_query (uri);

  if (strlen (path) > MAX_PATH_BYTES || (raw_query != NULL && strlen (raw_query) > MAX_QUERY_BYTES))
    {
      g_set_error_literal (error, VT_HOST_PROBLEM, SOUP_STATUS_REQUEST_URI_TOO_LONG,
                           _ ("The address is too long; path and query may have 2048 bytes each"));
      return NULL;
    }

  if (!is_clean (path))
    {
      g_set_error_literal (error, VT_HOST_PROBLEM, SOUP_STATUS_BAD_REQUEST,
                           _ ("The address is not valid: its path has to be percent-encoded UTF-8"));
      return NULL;
    }

  self = g_new0 (VtHostRequest, 1);
  self->method = g_ascii_strup (soup_server_message_get_method (message), -1);
  self->path = g_strdup (path);
  self->query = raw_query != NULL ? soup_form_decode (raw_query)
                                  : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  self->body = g_bytes_new_static ("", 0);
  self->address = dup_address (message, behind_proxy);

  return g_steal_pointer (&self);
}

/**
 * vt_host_request_free:
 * @self: (nullable): a request
 */
void
vt_host_request_free (VtHostRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->path);
  g_hash_table_unref (self->query);
  soup_message_headers_unref (self->headers);
  g_bytes_unref (self->body);
  if (self->upload != NULL)
    g_unlink (self->upload);
  g_free (self->upload);
  g_free (self->address);
  g_free (self);
}

/**
 * vt_host_request_is:
 * @self: a request
 * @method: a method in upper case
 *
 * Returns: whether @self has that method
 */
gboolean
vt_host_request_is (const VtHostRequest *self, const char *method)
{
  return strcmp (self->method, method) == 0;
}

/**
 * vt_host_request_dup_json:
 * @self: a request
 * @error: a #VT_HOST_PROBLEM of status 400 or 415
 *
 * Returns: (transfer full) (nullable): the object that its body holds
 */
JsonObject *
vt_host_request_dup_json (const VtHostRequest *self, GError **error)
{
  const char *type = soup_message_headers_get_content_type (self->headers, NULL);
  g_autoptr (JsonNode) node = NULL;

  /* A form of another site can send text/plain but, without our consent, not this. */
  if (g_strcmp0 (type, "application/json") != 0)
    {
      g_set_error_literal (error, VT_HOST_PROBLEM, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE,
                           _ ("The body has to be sent with “Content-Type: application/json”"));
      return NULL;
    }

  node = vt_host_json_parse (self->body, error);
  return node != NULL ? json_node_dup_object (node) : NULL;
}

/**
 * vt_host_response_new:
 * @status: an HTTP status
 * @type: (nullable): the media type of @body
 * @body: (transfer full) (nullable): what to send
 *
 * Returns: (transfer full): the response
 */
VtHostResponse *
vt_host_response_new (guint status, const char *type, GBytes *body)
{
  VtHostResponse *self = g_new0 (VtHostResponse, 1);

  self->status = status;
  self->body = body;
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  if (type != NULL)
    soup_message_headers_replace (self->headers, "Content-Type", type);

  return self;
}

static VtHostResponse *
new_text (guint status, const char *type, JsonObject *object)
{
  g_autofree char *text = vt_host_json_to_text (object);
  gsize size = strlen (text);
  VtHostResponse *self = vt_host_response_new (status, type, g_bytes_new_take (g_steal_pointer (&text), size));

  vt_host_response_set_header (self, "Cache-Control", "no-store");
  return self;
}

/**
 * vt_host_response_new_json:
 * @status: an HTTP status
 * @object: (transfer full): what to send
 *
 * Returns: (transfer full): a response that nobody may keep
 */
VtHostResponse *
vt_host_response_new_json (guint status, JsonObject *object)
{
  VtHostResponse *self = new_text (status, "application/json", object);

  json_object_unref (object);
  return self;
}

/**
 * vt_host_response_new_problem:
 * @status: an HTTP status from 400
 * @detail: what happened and what to do
 * @more: (transfer full) (nullable): further members
 *
 * Returns: (transfer full): a response as RFC 9457 has it
 */
VtHostResponse *
vt_host_response_new_problem (guint status, const char *detail, JsonObject *more)
{
  g_autoptr (JsonObject) object = more != NULL ? more : json_object_new ();
  VtHostResponse *self;

  json_object_set_string_member (object, "type", "about:blank");
  json_object_set_string_member (object, "title", soup_status_get_phrase (status));
  json_object_set_int_member (object, "status", status);
  json_object_set_string_member (object, "detail", detail);

  self = new_text (status, "application/problem+json", object);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    vt_host_response_set_header (self, "WWW-Authenticate", "Bearer realm=\"Vitrine Host\"");
  if (status == 429)
    vt_host_response_set_header (self, "Retry-After", "10");

  return self;
}

/**
 * vt_host_response_new_error:
 * @error: why a request was not carried out
 *
 * Returns: (transfer full): the response that says so; a failure of the host itself is logged and told without detail
 */
VtHostResponse *
vt_host_response_new_error (const GError *error)
{
  if (error->domain == VT_HOST_PROBLEM)
    return vt_host_response_new_problem ((guint) error->code, error->message, NULL);

  g_printerr ("vitrine-host: %s\n", error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return vt_host_response_new_problem (SOUP_STATUS_INSUFFICIENT_STORAGE,
                                         _ ("The host's disk is full; make room there and try again"), NULL);

  return vt_host_response_new_problem (SOUP_STATUS_INTERNAL_SERVER_ERROR,
                                       _ ("The host could not do this; its log says why. Nothing was changed"), NULL);
}

/**
 * vt_host_response_free:
 * @self: (nullable): a response
 */
void
vt_host_response_free (VtHostResponse *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->body, g_bytes_unref);
  soup_message_headers_unref (self->headers);
  g_free (self);
}

/**
 * vt_host_response_set_header:
 * @self: a response
 * @name: a header
 * @value: (nullable): its value; %NULL removes it
 */
void
vt_host_response_set_header (VtHostResponse *self, const char *name, const char *value)
{
  if (value != NULL)
    soup_message_headers_replace (self->headers, name, value);
  else
    soup_message_headers_remove (self->headers, name);
}

static void
append_header (const char *name, const char *value, gpointer headers)
{
  soup_message_headers_append (headers, name, value);
}

/**
 * vt_host_response_apply:
 * @self: a response
 * @message: the message to answer with it
 */
void
vt_host_response_apply (VtHostResponse *self, SoupServerMessage *message)
{
  soup_server_message_set_status (message, self->status, NULL);
  soup_message_headers_foreach (self->headers, append_header, soup_server_message_get_response_headers (message));
  if (self->body != NULL && g_bytes_get_size (self->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), self->body);
}
