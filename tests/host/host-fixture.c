#include "host-fixture.h"

#include <stdarg.h>
#include <string.h>

#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "host/vt-host-token-db.h"
#include "shop-sample.h"

static char *
create_token (Host *self, VtHostTokenScope scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtHostStore) store = vt_host_store_open (self->data, FALSE, NULL, &error);
  char *token;

  g_assert_no_error (error);
  token = vt_host_token_create (store, scope, &error);
  g_assert_no_error (error);

  return token;
}

/* Makes the data folder with its tokens; nothing runs yet. */
void
host_set_up (Host *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vitrine-host-XXXXXX", &error);
  g_assert_no_error (error);
  self->data = g_build_filename (self->folder, "data", NULL);
  self->token = create_token (self, VT_HOST_TOKEN_SCOPE_PUBLISH);
  self->reader = create_token (self, VT_HOST_TOKEN_SCOPE_READ);
  self->config.data = self->data;
  self->config.listen = "127.0.0.1:0";
  self->config.no_tls = TRUE;
}

void
host_tear_down (Host *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  host_stop (self);
  if (self->process != NULL)
    host_kill (self);
  vt_dir_remove_all (self->folder, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->data, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->reader, g_free);
}

static gboolean
accept_certificate_cb (G_GNUC_UNUSED SoupMessage *message,
                       GTlsCertificate *certificate,
                       G_GNUC_UNUSED GTlsCertificateFlags problems,
                       gpointer data)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *fingerprint = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  fingerprint = vt_sha256_data (der->data, der->len);

  return g_strcmp0 (fingerprint, data) == 0;
}

SoupSession *
host_new_session (G_GNUC_UNUSED Host *self)
{
  return soup_session_new_with_options ("timeout", 60, NULL);
}

static void
remember_url (Host *self, const char *url)
{
  self->url = g_strdup (url);
  self->url[strlen (self->url) - 1] = '\0';
  self->session = host_new_session (self);
}

static gpointer
run_server (gpointer data)
{
  Host *self = data;
  g_autoptr (GError) error = NULL;
  VtHostServer *server;

  g_main_context_push_thread_default (self->context);
  server = vt_host_server_new (&self->config, &error);
  g_assert_no_error (error);
  remember_url (self, vt_host_server_get_url (server));
  self->fingerprint = g_strdup (vt_host_server_get_fingerprint (server));

  g_main_loop_run (self->loop);
  vt_host_server_free (server);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gboolean
started_cb (gpointer data)
{
  gboolean *started = data;

  g_atomic_int_set (started, TRUE);
  return G_SOURCE_REMOVE;
}

void
host_start (Host *self)
{
  gboolean started = FALSE;
  g_autoptr (GSource) source = g_idle_source_new ();

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);

  /* Runs as soon as the server's loop does, and on no other thread as g_main_context_invoke() might. */
  g_source_set_callback (source, started_cb, &started, NULL);
  g_source_attach (source, self->context);
  self->thread = g_thread_new ("host", run_server, self);
  while (!g_atomic_int_get (&started))
    g_thread_yield ();
}

static void
forget_url (Host *self)
{
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->fingerprint, g_free);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
host_stop (Host *self)
{
  if (self->thread == NULL)
    return;

  forget_url (self);
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

/* Starts the program itself, which host_kill() can end at any point. */
void
host_spawn (Host *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    g_getenv ("VITRINE_HOST"), "--until-stdin-closes", "--data", self->data, "--listen",
                                    "127.0.0.1:0", "--no-tls", "--api-rate", "0", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening http://127.0.0.1:"));
  remember_url (self, line + strlen ("listening "));
}

/* SIGKILL: what was not on the disk is lost. */
void
host_kill (Host *self)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->process);
  forget_url (self);
}

void
reply_clear (Reply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->json, json_node_unref);
}

/* Status 0: the host hung up without an answer. */
Reply
host_send (Host *self, SoupSession *session, SoupMessage *message, const char *type, GBytes *body)
{
  Reply reply = { 0 };
  g_autoptr (GError) error = NULL;
  const char *answered;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self->fingerprint);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, type, body);
  reply.body = soup_session_send_and_read (session, message, NULL, &error);
  reply.headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (reply.body == NULL)
    return reply;

  reply.status = soup_message_get_status (message);
  answered = soup_message_headers_get_content_type (reply.headers, NULL);
  if (g_strcmp0 (answered, "application/json") == 0 || g_strcmp0 (answered, "application/problem+json") == 0)
    {
      g_autofree char *text = g_strndup (g_bytes_get_data (reply.body, NULL), g_bytes_get_size (reply.body));

      reply.json = json_from_string (text, NULL);
    }

  return reply;
}

static SoupMessage *
new_message (Host *self, const char *method, const char *path)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message;

  g_assert_nonnull (uri);
  message = soup_message_new_from_uri (method, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);

  return message;
}

/* GET with further headers: name, value, …, NULL. The name "method:" sets another method. */
Reply
host_get (Host *self, const char *path, ...)
{
  g_autoptr (SoupMessage) message = new_message (self, "GET", path);
  const char *name;
  va_list list;

  va_start (list, path);
  while ((name = va_arg (list, const char *)) != NULL)
    {
      const char *value = va_arg (list, const char *);

      if (g_str_equal (name, "method:"))
        soup_message_set_method (message, value);
      else
        soup_message_headers_append (soup_message_get_request_headers (message), name, value);
    }
  va_end (list);

  return host_send (self, self->session, message, NULL, NULL);
}

static void
add_token (SoupMessage *message, const char *token)
{
  g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

  if (token != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", value);
}

Reply
host_call (Host *self, const char *method, const char *path, const char *token, const char *json)
{
  g_autoptr (SoupMessage) message = new_message (self, method, path);
  g_autoptr (GBytes) body = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;

  add_token (message, token);
  return host_send (self, self->session, message, "application/json", body);
}

Reply
host_put_blob (Host *self, const char *sha256, const char *token, GBytes *body)
{
  g_autofree char *path = g_strconcat ("/admin/v1/blobs/", sha256, NULL);
  g_autoptr (SoupMessage) message = new_message (self, "PUT", path);

  add_token (message, token);
  return host_send (self, self->session, message, "application/octet-stream", body);
}

/* The catalogue of a release: the test shop's public tables. */
GBytes *
host_catalogue (Host *self)
{
  g_autofree char *path = g_build_filename (self->folder, "catalogue.db", NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    shop_sample_write_catalogue (self->folder, path);
  bytes = vt_file_read (path, G_MAXINT32, &error);
  g_assert_no_error (error);

  return bytes;
}

static void
add_file (JsonBuilder *builder, const char *path, GBytes *bytes, const char *type)
{
  g_autofree char *sha256 = vt_sha256_bytes (bytes);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "path");
  json_builder_add_string_value (builder, path);
  json_builder_set_member_name (builder, "sha256");
  json_builder_add_string_value (builder, sha256);
  json_builder_set_member_name (builder, "size");
  json_builder_add_int_value (builder, (gint64) g_bytes_get_size (bytes));
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, type);
  json_builder_end_object (builder);
}

/* The body of POST /admin/v1/releases for these pages, a catalogue and a theme. */
char *
host_manifest (Host *self, const char *base, const Page *pages, guint n_pages)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) files = shop_sample_private_files (host_catalogue (self));

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "base");
  if (base != NULL)
    json_builder_add_string_value (builder, base);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "label");
  json_builder_add_string_value (builder, "A test's release");
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (pages[i].content, strlen (pages[i].content));

      add_file (builder, pages[i].path, bytes, pages[i].type);
    }
  for (guint i = 0; i < files->len; i++)
    {
      SampleFile *file = g_ptr_array_index (files, i);

      add_file (builder, file->path, file->bytes, "application/octet-stream");
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static void
put (Host *self, GBytes *bytes)
{
  g_autofree char *sha256 = vt_sha256_bytes (bytes);
  g_auto (Reply) reply = host_put_blob (self, sha256, self->token, bytes);

  g_assert_true (reply.status == 201 || reply.status == 204);
}

/* Everything but the switch. Returns the release's id. */
char *
host_upload (Host *self, const char *base, const Page *pages, guint n_pages)
{
  g_autofree char *manifest = host_manifest (self, base, pages, n_pages);
  g_auto (Reply) created = host_call (self, "POST", "/admin/v1/releases", self->token, manifest);
  g_autoptr (GPtrArray) files = shop_sample_private_files (host_catalogue (self));

  assert_status (created, 201);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (pages[i].content, strlen (pages[i].content));

      put (self, bytes);
    }
  for (guint i = 0; i < files->len; i++)
    put (self, ((SampleFile *) g_ptr_array_index (files, i))->bytes);

  return g_strdup (reply_text (&created, "id"));
}

char *
host_publish (Host *self, const char *base, const Page *pages, guint n_pages)
{
  g_autofree char *id = host_upload (self, base, pages, n_pages);
  g_autofree char *path = g_strconcat ("/admin/v1/releases/", id, "/activate", NULL);
  g_auto (Reply) activated = host_call (self, "POST", path, self->token, NULL);

  assert_status (activated, 200);
  return g_steal_pointer (&id);
}

const char *
reply_text (const Reply *self, const char *name)
{
  g_assert_nonnull (self->json);
  return json_object_get_string_member_with_default (json_node_get_object (self->json), name, NULL);
}

gint64
reply_int (const Reply *self, const char *name)
{
  g_assert_nonnull (self->json);
  return json_object_get_int_member_with_default (json_node_get_object (self->json), name, -1);
}

JsonArray *
reply_array (const Reply *self, const char *name)
{
  g_assert_nonnull (self->json);
  return json_object_get_array_member (json_node_get_object (self->json), name);
}

const char *
reply_header (const Reply *self, const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}
