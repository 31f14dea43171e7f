/* What the client makes of hosts that are not what they should be: a SoupServer on loopback plays them. */
#include "publish/vt-host.h"
#include "publish/vt-vitrine-host.h"

#include <libsoup/soup.h>

typedef struct
{
  guint status;
  const char *type;
  const char *body;
} Answer;

typedef struct
{
  SoupServer *server;
  char *url;
  Answer answer;
} Played;

static void
answer_cb (G_GNUC_UNUSED SoupServer *server,
           SoupServerMessage *message,
           G_GNUC_UNUSED const char *path,
           G_GNUC_UNUSED GHashTable *query,
           gpointer user_data)
{
  const Answer *answer = &((Played *) user_data)->answer;

  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, answer->type, SOUP_MEMORY_STATIC, answer->body, strlen (answer->body));
}

static Played *
play (Answer answer)
{
  Played *self = g_new0 (Played, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->answer = answer;
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

static void
played_free (Played *self)
{
  /* The client has hung up; a server that does not hear of it keeps the connection for ever. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->url);
  g_free (self);
}

typedef struct
{
  const char *url;
  GError *error;
  gboolean done; /* (atomic) */
} Call;

static gpointer
probe_thread (gpointer data)
{
  Call *call = data;
  g_autoptr (VtHost) host = vt_vitrine_host_new (call->url, "vt_0123456789abcdef", "");
  g_autoptr (VtHostInfo) info = VT_HOST_GET_IFACE (host)->probe (host, NULL, &call->error);

  g_assert_true ((info != NULL) != (call->error != NULL));
  g_atomic_int_set (&call->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* The client blocks, so it has a thread; the server lives in this one. */
static GError *
probe (const char *url)
{
  Call call = { .url = url };
  GThread *thread = g_thread_new ("client", probe_thread, &call);

  while (!g_atomic_int_get (&call.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  return call.error;
}

static void
test_down (void)
{
  g_autoptr (GError) error = probe ("http://127.0.0.1:1");

  g_assert_error (error, VT_HOST_ERROR, VT_HOST_ERROR_UNREACHABLE);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *name;
    Answer answer;
    int code; /* -1: none */
    const char *part;
  } cases[] = {
    { "fine",
      { 200, "application/json", "{\"name\":\"Vitrine Host\",\"version\":\"1\",\"active_release\":null,\"more\":[1]}" },
      -1,
      NULL },
    { "no text where text is",
      { 200, "application/json", "{\"name\":null,\"version\":1,\"active_release\":[]}" },
      -1,
      NULL },
    { "token refused",
      { 401, "application/problem+json", "{\"detail\":\"The token was revoked\"}" },
      VT_HOST_ERROR_TOKEN,
      "The token was revoked" },
    { "not a host", { 404, "text/html", "<h1>Not found</h1>" }, VT_HOST_ERROR_PROTOCOL, "address" },
    { "a page instead of data", { 200, "text/html", "<!DOCTYPE html><p>Hello" }, VT_HOST_ERROR_PROTOCOL, "address" },
    { "an array", { 200, "application/json", "[]" }, VT_HOST_ERROR_PROTOCOL, "address" },
    { "half an answer", { 200, "application/json", "{\"name\":" }, VT_HOST_ERROR_PROTOCOL, "address" },
    { "full disk",
      { 507, "application/problem+json", "{\"detail\":\"No room left\"}" },
      VT_HOST_ERROR_REFUSED,
      "No room left" },
    { "a problem without words", { 500, "text/plain", "" }, VT_HOST_ERROR_REFUSED, "500" },
    { "a way elsewhere", { 302, "text/plain", "" }, VT_HOST_ERROR_PROTOCOL, "302" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Played *played = play (cases[i].answer);
      g_autoptr (GError) error = probe (played->url);

      g_test_message ("%s", cases[i].name);
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, VT_HOST_ERROR, cases[i].code);
          g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].part));
        }
      played_free (played);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vitrine-host/down", test_down);
  g_test_add_func ("/vitrine-host/answers", test_answers);

  return g_test_run ();
}
