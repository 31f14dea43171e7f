#include "host-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "base/vt-hash.h"

static const Page pages[] = {
  { "/", "<!doctype html><title>Shop</title>", "text/html; charset=utf-8" },
};

/* Runs the program and returns its exit status; what it prints goes to @out. */
static int
run (const char *const *arguments, char **out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}

static void
test_arguments (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  const char *program = g_getenv ("VITRINE_HOST");
  const struct
  {
    const char *arguments[8];
    const char *says;
  } cases[] = {
    { { program, NULL }, "--data" },
    { { program, "--data", host->data, NULL }, "--tls-self-signed" },
    { { program, "--data", host->data, "--no-tls", "--tls-self-signed", NULL }, "Choose one" },
    { { program, "--data", host->data, "--tls-cert", "a.pem", NULL }, "--tls-key" },
    { { program, "--data", host->data, "--no-tls", "--listen", "0.0.0.0:0", NULL }, "--behind-proxy" },
    { { program, "--data", host->data, "--no-tls", "--listen", "[::]:0", NULL }, "--behind-proxy" },
    { { program, "--data", host->data, "--no-tls", "--listen", "nowhere:0", NULL }, "nowhere" },
    { { program, "--data", host->data, "--no-such-option", NULL }, "--no-such-option" },
    { { program, "--data", host->data, "--no-tls", "more", NULL }, "--help" },
    { { program, "token", NULL }, "--data" },
    { { program, "token", "eat", "--data", host->data, NULL }, "create" },
    { { program, "token", "create", "--data", host->data, "--scope", "all", NULL }, "publish" },
    { { program, "token", "revoke", "--data", host->data, NULL }, "number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = NULL;

      g_assert_cmpint (run (cases[i].arguments, &out), ==, 2);
      if (strstr (out, cases[i].says) == NULL)
        g_error ("“%s” does not mention “%s”", out, cases[i].says);
    }
}

static void
test_token_command (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  const char *program = g_getenv ("VITRINE_HOST");
  g_autofree char *created = NULL;
  g_autofree char *listed = NULL;
  g_autofree char *revoked = NULL;
  g_autofree char *unknown = NULL;

  host_spawn (host);
  g_assert_cmpint (
      run ((const char *[]){ program, "token", "create", "--data", host->data, "--scope", "read", NULL }, &created), ==,
      0);
  g_strchomp (created);
  g_assert_cmpuint (strlen (created), ==, strlen ("vt_") + 43);
  {
    g_auto (Reply) reply = host_call (host, "GET", "/admin/v1", created, NULL);

    assert_status (reply, 200);
  }

  g_assert_cmpint (run ((const char *[]){ program, "token", "list", "--data", host->data, NULL }, &listed), ==, 0);
  g_assert_nonnull (strstr (listed, "3\tread\t"));
  g_assert_null (strstr (listed, created));

  g_assert_cmpint (run ((const char *[]){ program, "token", "revoke", "3", "--data", host->data, NULL }, &revoked), ==,
                   0);
  g_assert_cmpint (run ((const char *[]){ program, "token", "revoke", "77", "--data", host->data, NULL }, &unknown), ==,
                   1);
  {
    g_auto (Reply) reply = host_call (host, "GET", "/admin/v1", created, NULL);

    assert_status (reply, 401);
  }
}

static gboolean
contains (const char *data, gsize size, const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (data + i, text, length) == 0)
      return TRUE;

  return FALSE;
}

/* Only the hash is on the disk. */
static void
test_token_is_not_kept (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const names[] = { "host.db", "host.db-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (host->data, names[i], NULL);
      g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

      if (file != NULL && g_mapped_file_get_length (file) > 0)
        g_assert_false (contains (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), host->token));
    }
}

static void
test_second_server (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *out = NULL;

  host_spawn (host);
  g_assert_cmpint (run ((const char *[]){ g_getenv ("VITRINE_HOST"), "--data", host->data, "--no-tls", "--listen",
                                          "127.0.0.1:0", NULL },
                        &out),
                   ==, 1);
  g_assert_nonnull (strstr (out, "Another vitrine-host"));
}

static void
test_stops (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  host_spawn (host);
  g_subprocess_send_signal (host->process, SIGTERM);
  g_assert_true (g_subprocess_wait_check (host->process, NULL, &error));
  g_assert_no_error (error);
}

/* Started by a program that ends without a word, it ends too. */
static void
test_stdin_closes (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, g_getenv ("VITRINE_HOST"), "--data",
      host->data, "--listen", "127.0.0.1:0", "--no-tls", "--until-stdin-closes", NULL);

  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

static void
test_self_signed (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *fingerprint = NULL;

  host->config.no_tls = FALSE;
  host->config.tls_self_signed = TRUE;
  host_start (host);
  g_assert_true (g_str_has_prefix (host->url, "https://127.0.0.1:"));
  fingerprint = g_strdup (host->fingerprint);
  g_assert_true (vt_sha256_is_valid (fingerprint));
  {
    g_autofree char *id = host_publish (host, NULL, pages, G_N_ELEMENTS (pages));
    g_auto (Reply) reply = host_get (host, "/", NULL);
    g_autofree char *path = g_build_filename (host->data, "tls", "self-signed.pem", NULL);
    GStatBuf status;

    g_assert_nonnull (id);
    assert_status (reply, 200);
    g_assert_cmpint (g_stat (path, &status), ==, 0);
    g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  }

  /* It is the same one the next time, and another with the wrong fingerprint is not spoken to. */
  host_stop (host);
  host_start (host);
  g_assert_cmpstr (host->fingerprint, ==, fingerprint);
  {
    g_autofree char *right G_GNUC_UNUSED = g_steal_pointer (&host->fingerprint);
    g_auto (Reply) refused = { 0 };

    host->fingerprint = g_strdup ("00");
    refused = host_get (host, "/", NULL);
    g_assert_cmpuint (refused.status, ==, 0);
  }
}

/* It is made anew before it ends, and then stays again. */
static void
test_self_signed_renewal (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  const gint64 day = G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC;
  const int days[] = { 0, 360, 370, 371 };
  gint64 now_us = g_get_real_time ();
  const gint64 begin_us = now_us;
  const VtClock clock = vt_clock_fixed (&now_us);
  g_autoptr (GPtrArray) fingerprints = g_ptr_array_new_with_free_func (g_free);

  host->config.no_tls = FALSE;
  host->config.tls_self_signed = TRUE;
  host->config.clock = &clock;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      now_us = begin_us + days[i] * day;
      host_start (host);
      g_ptr_array_add (fingerprints, g_strdup (host->fingerprint));
      host_stop (host);
    }

  g_assert_cmpstr (fingerprints->pdata[1], ==, fingerprints->pdata[0]);
  g_assert_cmpstr (fingerprints->pdata[2], !=, fingerprints->pdata[1]);
  g_assert_cmpstr (fingerprints->pdata[3], ==, fingerprints->pdata[2]);
}

/* Sends the head and half of the body of an upload and returns the open connection. */
static GSocketConnection *
send_half (Host *host, const char *sha256, gsize size)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = g_uri_parse (host->url, SOUP_HTTP_URI_FLAGS, NULL);
  GSocketConnection *connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) g_uri_get_port (uri), NULL, &error);
  g_autofree char *head = g_strdup_printf ("PUT /admin/v1/blobs/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                           "Authorization: Bearer %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           sha256, host->token, size);
  g_autofree char *half = g_strnfill (size / 2, 'x');
  GOutputStream *out;

  g_assert_no_error (error);
  out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_output_stream_write_all (out, head, strlen (head), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (out, half, size / 2, NULL, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Killed in the middle of an upload: nothing half-written is taken for a blob, and publishing goes on. */
static void
test_killed_while_uploading (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  const gsize size = 4 * 1024 * 1024;
  g_autofree char *content = g_strnfill (size, 'x');
  const Page large[] = { pages[0], { "/large.txt", content, "text/plain" } };
  g_autofree char *sha256 = vt_sha256_data (content, size);
  g_autofree char *manifest = host_manifest (host, NULL, large, G_N_ELEMENTS (large));
  g_autofree char *incoming = g_build_filename (host->data, "incoming", NULL);
  g_autofree char *id = NULL;
  guint missing = 0;

  host_spawn (host);
  {
    g_auto (Reply) created = host_call (host, "POST", "/admin/v1/releases", host->token, manifest);
    g_autoptr (GBytes) small = g_bytes_new_static (pages[0].content, strlen (pages[0].content));
    g_autofree char *small_hash = vt_sha256_bytes (small);
    g_auto (Reply) sent = host_put_blob (host, small_hash, host->token, small);
    g_autoptr (GSocketConnection) connection G_GNUC_UNUSED = send_half (host, sha256, size);

    assert_status (sent, 201);
    id = g_strdup (reply_text (&created, "id"));
    missing = json_array_get_length (reply_array (&created, "missing"));
    while (count_entries (incoming) == 0)
      g_thread_yield ();
    host_kill (host);
  }

  host_spawn (host);
  g_assert_cmpuint (count_entries (incoming), ==, 0);
  {
    g_auto (Reply) resumed = host_call (host, "POST", "/admin/v1/releases", host->token, manifest);
    g_autofree char *other = NULL;

    assert_status (resumed, 201);
    g_assert_cmpstr (reply_text (&resumed, "id"), ==, id);
    g_assert_cmpuint (json_array_get_length (reply_array (&resumed, "missing")), ==, missing - 1);
    other = host_publish (host, NULL, large, G_N_ELEMENTS (large));
    g_assert_cmpstr (other, ==, id);
  }

  host_kill (host);
  host_spawn (host);
  {
    g_auto (Reply) reply = host_get (host, "/large.txt", NULL);

    assert_status (reply, 200);
    g_assert_cmpuint (g_bytes_get_size (reply.body), ==, size);
  }
}

/* A client that hangs up half-way leaves nothing behind. */
static void
test_hangs_up (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *incoming = g_build_filename (host->data, "incoming", NULL);
  g_autofree char *sha256 = vt_sha256_data ("x", 1);

  host_spawn (host);
  {
    g_autoptr (GSocketConnection) connection = send_half (host, sha256, 4 * 1024 * 1024);

    while (count_entries (incoming) == 0)
      g_thread_yield ();
    g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  }
  while (count_entries (incoming) > 0)
    g_thread_yield ();
  {
    g_auto (Reply) alive = host_call (host, "GET", "/admin/v1", host->token, NULL);

    assert_status (alive, 200);
  }
}

/* Shoppers that have gone take nothing with them: their connections are let go of. */
static void
test_leaves_no_connections (Host *host, gconstpointer data)
{
  const guint visitors = 20;
  guint before;

  host->config.no_tls = data == NULL;
  host->config.tls_self_signed = data != NULL;
  host_start (host);
  g_free (host_publish (host, NULL, pages, G_N_ELEMENTS (pages)));
  before = count_entries ("/proc/self/fd");
  for (guint i = 0; i < visitors; i++)
    {
      g_autoptr (SoupSession) session = host_new_session (host);
      g_autofree char *url = g_strconcat (host->url, "/", NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
      g_auto (Reply) reply = host_send (host, session, message, NULL, NULL);

      assert_status (reply, 200);
      soup_session_abort (session);
    }
  while (count_entries ("/proc/self/fd") > before + visitors / 4)
    g_thread_yield ();
}

static void
test_limits (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *spaces = g_strnfill (70 * 1024, ' ');
  g_autofree char *long_path = g_strconcat ("/", spaces, NULL);

  g_strdelimit (long_path, " ", 'a');
  long_path[3000] = '\0';
  host_spawn (host);
  {
    g_auto (Reply) large = host_call (host, "POST", "/api/v1/quote", NULL, spaces);
    g_auto (Reply) path = host_get (host, long_path, NULL);
    g_auto (Reply) alive = host_call (host, "GET", "/admin/v1", host->token, NULL);

    assert_status (large, 413);
    assert_status (path, 414);
    assert_status (alive, 200);
  }
}

static void
test_rate (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  guint refused = 0;

  host->config.api_per_minute = 10;
  host_start (host);
  for (guint i = 0; i < 15; i++)
    {
      g_auto (Reply) reply = host_get (host, "/api/v1/stock", NULL);

      refused += reply.status == 429;
      if (reply.status == 429)
        g_assert_nonnull (reply_header (&reply, "Retry-After"));
    }
  g_assert_cmpuint (refused, >=, 4);
}

/* Without scripts a bag is filled and ordered by forms: they count as well, and pages do not. */
static void
test_rate_of_forms (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *id = NULL;
  guint refused = 0;

  host->config.api_per_minute = 10;
  host_start (host);
  id = host_publish (host, NULL, pages, G_N_ELEMENTS (pages));
  for (guint i = 0; i < 15; i++)
    {
      g_autofree char *url = g_strconcat (host->url, "/checkout", NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
      g_autoptr (GBytes) form = g_bytes_new_static ("name=x", 6);
      g_auto (Reply) sent = host_send (host, host->session, message, "application/x-www-form-urlencoded", form);
      g_auto (Reply) page = host_get (host, "/", NULL);

      refused += sent.status == 429;
      g_assert_cmpuint (page.status, !=, 429);
    }
  g_assert_cmpuint (refused, >=, 4);
}

#define add(path, func) g_test_add ((path), Host, NULL, host_set_up, (func), host_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/host/program/arguments", test_arguments);
  add ("/host/program/second-server", test_second_server);
  add ("/host/program/stops-when-told", test_stops);
  add ("/host/program/stops-with-its-parent", test_stdin_closes);
  add ("/host/tokens/command", test_token_command);
  add ("/host/tokens/only-the-hash-is-kept", test_token_is_not_kept);
  add ("/host/tls/self-signed", test_self_signed);
  add ("/host/tls/self-signed-renewal", test_self_signed_renewal);
  add ("/host/uploads/killed-half-way", test_killed_while_uploading);
  add ("/host/uploads/client-hangs-up", test_hangs_up);
  add ("/host/connections/plain", test_leaves_no_connections);
  g_test_add ("/host/connections/tls", Host, "tls", host_set_up, test_leaves_no_connections, host_tear_down);
  add ("/host/limits/sizes", test_limits);
  add ("/host/limits/rate", test_rate);
  add ("/host/limits/rate-of-forms", test_rate_of_forms);

  return g_test_run ();
}
