#include "site-fixture.h"

#include "site/vt-front.h"

#include <string.h>

#define SECRET "0123456789abcdef"

typedef struct
{
  SiteFixture site;
  VtFront *front;
  SoupServer *server;
  SoupSession *session;
  char *url;
  guint port;
} Fixture;

static void
start (Fixture *self, VtFront *front, const char *secret)
{
  g_autoptr (GError) error = NULL;

  self->front = front;
  vt_front_set_secret (front, secret);
  self->server = vt_front_listen_local (front, 0, &self->url, &error);
  g_assert_no_error (error);
  self->port = (guint) g_ascii_strtoull (strrchr (self->url, ':') + 1, NULL, 10);
  self->session = soup_session_new ();
}

static VtSnapshot *
open_shop (gpointer data, G_GNUC_UNUSED VtSite **site, GError **error)
{
  return vt_snapshot_open_folder (data, error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  site_fixture_set_up (&self->site, data);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  /* The client has hung up; a server that does not hear of it keeps the connection for ever. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->front);
  g_free (self->url);
  site_fixture_tear_down (&self->site, data);
}

static void
start_preview (Fixture *self, const char *secret)
{
  start (self, vt_front_new_preview (self->site.site, self->site.path), secret);
}

static void
start_public (Fixture *self)
{
  start (self, vt_front_new (self->site.site, open_shop, NULL, self->site.path, NULL), NULL);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gpointer *slot = user_data;
  g_autoptr (GError) error = NULL;

  slot[0] = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  slot[1] = slot;
}

static char *
send (Fixture *self, SoupMessage *message)
{
  gpointer slot[2] = { NULL, NULL };
  g_autoptr (GBytes) bytes = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, done_cb, slot);
  while (slot[1] == NULL)
    g_main_context_iteration (NULL, TRUE);
  bytes = slot[0];

  return g_bytes_get_size (bytes) > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                                      : g_strdup ("");
}

static SoupMessage *
new_message (Fixture *self, const char *method, const char *path)
{
  g_autofree char *address = g_strconcat (self->url, path, NULL);
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS | G_URI_FLAGS_ENCODED, NULL);

  g_assert_nonnull (uri);
  return soup_message_new_from_uri (method, uri);
}

static const char *
header (SoupMessage *message, const char *name)
{
  return soup_message_headers_get_list (soup_message_get_response_headers (message), name);
}

static void
set_header (SoupMessage *message, const char *name, const char *value)
{
  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
}

static void
set_body (SoupMessage *message, const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  soup_message_set_request_body_from_bytes (message, type, bytes);
}

static void
test_page (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (SoupMessage) first = NULL;
  g_autoptr (SoupMessage) again = NULL;
  g_autoptr (SoupMessage) head = NULL;
  g_autofree char *html = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *none = NULL;

  start_public (self);
  first = new_message (self, "GET", "/products/modern-cafe-chair");
  html = send (self, first);
  g_assert_cmpuint (soup_message_get_status (first), ==, 200);
  assert_has (html, "Modern Cafe Chair");
  assert_has (header (first, "Content-Security-Policy"), "script-src 'self'");
  assert_lacks (header (first, "Content-Security-Policy"), "unsafe-inline");
  g_assert_cmpstr (header (first, "X-Content-Type-Options"), ==, "nosniff");
  g_assert_cmpstr (header (first, "Cache-Control"), ==, "public, no-cache");
  g_assert_cmpstr (header (first, "Vary"), ==, "Accept-Encoding");

  again = new_message (self, "GET", "/products/modern-cafe-chair");
  set_header (again, "If-None-Match", header (first, "ETag"));
  nothing = send (self, again);
  g_assert_cmpuint (soup_message_get_status (again), ==, 304);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (header (again, "ETag"), ==, header (first, "ETag"));

  head = new_message (self, "HEAD", "/products/modern-cafe-chair");
  none = send (self, head);
  g_assert_cmpuint (soup_message_get_status (head), ==, 200);
  g_assert_cmpstr (none, ==, "");
}

static void
test_compression (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *accept;
    const char *encoding;
  } cases[] = { { "gzip", "gzip" }, { "br, gzip", "br" }, { "identity", NULL }, { "gzip;q=0", NULL } };

  start_public (self);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessage) message = new_message (self, "GET", "/");
      g_autofree char *body = NULL;

      set_header (message, "Accept-Encoding", cases[i].accept);
      body = send (self, message);
      g_assert_cmpuint (soup_message_get_status (message), ==, 200);
      g_assert_cmpstr (header (message, "Content-Encoding"), ==, cases[i].encoding);
    }
}

static void
test_hostile (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *long_path = g_strnfill (3000, 'a');
  g_autofree char *too_long = g_strconcat ("/", long_path, NULL);
  const struct
  {
    const char *path;
    guint status;
  } cases[] = {
    { "/a%00b", 400 },
    { "/%ff%fe", 400 },
    { "/products%252fmodern-cafe-chair", 404 },
    { "/..%2f..%2fshop.db", 400 },
    { "/x/%2e%2e/shop.db", 404 },
    { "//evil.example", 400 },
    { "/a%5cb", 400 },
    { "/a%0d%0ab", 400 },
    { "/?q=%ff", 400 },
    { "/?q=%00", 400 },
    { too_long, 414 },
    { "/media/aaaaaaaaaaaaaaaa-321.jpg", 404 },
    { "/assets/../shop.db", 404 },
  };

  start_public (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessage) message = new_message (self, "GET", cases[i].path);
      g_autofree char *body = send (self, message);

      g_test_message ("%s", cases[i].path);
      g_assert_cmpuint (soup_message_get_status (message), ==, cases[i].status);
      assert_lacks (body, self->site.folder);
    }
}

static void
test_methods (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const methods[] = { "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE" };

  start_public (self);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (SoupMessage) message = new_message (self, methods[i], "/");
      g_autofree char *body G_GNUC_UNUSED = send (self, message);

      g_assert_cmpuint (soup_message_get_status (message), ==, 405);
      g_assert_cmpstr (header (message, "Allow"), ==, "GET, HEAD, POST");
    }
}

static void
test_secret (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (SoupMessage) without = NULL;
  g_autoptr (SoupMessage) wrong = NULL;
  g_autoptr (SoupMessage) with = NULL;
  g_autoptr (SoupMessage) later = NULL;
  g_autofree char *cookie = NULL;

  start_preview (self, SECRET);
  without = new_message (self, "GET", "/");
  g_free (send (self, without));
  g_assert_cmpuint (soup_message_get_status (without), ==, 403);
  wrong = new_message (self, "GET", "/?vitrine-secret=0123456789abcdee");
  g_free (send (self, wrong));
  g_assert_cmpuint (soup_message_get_status (wrong), ==, 403);

  with = new_message (self, "GET", "/products/linen-shirt?variant=1006&vitrine-secret=" SECRET);
  g_free (send (self, with));
  g_assert_cmpuint (soup_message_get_status (with), ==, 303);
  g_assert_cmpstr (header (with, "Location"), ==, "/products/linen-shirt?variant=1006");
  assert_has (header (with, "Set-Cookie"), "HttpOnly");
  assert_has (header (with, "Set-Cookie"), "SameSite=Strict");

  cookie = g_strndup (header (with, "Set-Cookie"), strcspn (header (with, "Set-Cookie"), ";"));
  later = new_message (self, "GET", "/products/walnut-desk");
  set_header (later, "Cookie", cookie);
  g_free (send (self, later));
  g_assert_cmpuint (soup_message_get_status (later), ==, 200);
}

static void
test_host (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (SoupMessage) message = NULL;

  start_preview (self, NULL);
  message = new_message (self, "GET", "/");
  set_header (message, "Host", "evil.example");
  g_free (send (self, message));
  g_assert_cmpuint (soup_message_get_status (message), ==, 403);
}

static void
test_forms (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  const struct
  {
    const char *name;
    const char *value;
    guint status;
  } cases[] = {
    { NULL, NULL, 303 },
    { "Origin", "http://evil.example", 403 },
    { "Origin", "null", 403 },
    { "Origin", self->url, 303 },
    { "Sec-Fetch-Site", "cross-site", 403 },
    { "Sec-Fetch-Site", "same-site", 403 },
    { "Sec-Fetch-Site", "same-origin", 303 },
  };
  g_autoptr (SoupMessage) other_type = NULL;
  g_autoptr (SoupMessage) large = NULL;
  g_autoptr (SoupMessage) chunked = NULL;
  g_autofree char *text = g_strnfill (VT_FRONT_MAX_BODY + 1, 'a');
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, VT_FRONT_MAX_BODY + 1, NULL);

  start_preview (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessage) message = new_message (self, "POST", "/cart");

      if (cases[i].name != NULL)
        set_header (message, cases[i].name, i == 3 ? self->url : cases[i].value);
      set_body (message, "application/x-www-form-urlencoded", "action=add&variant=1001&quantity=1");
      g_free (send (self, message));
      g_assert_cmpuint (soup_message_get_status (message), ==, cases[i].status);
    }

  other_type = new_message (self, "POST", "/cart");
  set_body (other_type, "text/plain", "action=add");
  g_free (send (self, other_type));
  g_assert_cmpuint (soup_message_get_status (other_type), ==, 415);

  large = new_message (self, "POST", "/cart");
  set_body (large, "application/x-www-form-urlencoded", text);
  g_free (send (self, large));
  g_assert_cmpuint (soup_message_get_status (large), ==, 413);

  chunked = new_message (self, "POST", "/cart");
  soup_message_set_request_body (chunked, "application/x-www-form-urlencoded", stream, -1);
  g_free (send (self, chunked));
  g_assert_cmpuint (soup_message_get_status (chunked), ==, 413);
}

static void
test_quote (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (SoupMessage) plain = NULL;
  g_autofree char *answer = NULL;

  start_preview (self, NULL);
  message = new_message (self, "POST", "/api/v1/quote");
  set_body (message, "application/json", "{\"lines\":[{\"variant\":1001,\"quantity\":1}],\"country\":\"PT\"}");
  answer = send (self, message);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (header (message, "Cache-Control"), ==, "private, no-store");
  assert_has (answer, "\"total\":10990");

  plain = new_message (self, "POST", "/api/v1/quote");
  set_body (plain, "text/plain", "{}");
  g_free (send (self, plain));
  g_assert_cmpuint (soup_message_get_status (plain), ==, 415);
}

static gboolean
rename_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_db_exec (db, "UPDATE product SET title = 'Renamed Lamp' WHERE id = 102", error);
}

static void
test_invalidate (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  start_preview (self, NULL);
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (SoupMessage) message = new_message (self, "GET", "/products/brass-table-lamp");
      g_autofree char *html = NULL;

      if (i == 4)
        {
          g_autoptr (GError) error = NULL;

          vt_shop_write (self->site.shop, "Rename", NULL, rename_job, NULL, NULL, NULL, &error);
          g_assert_no_error (error);
          vt_front_invalidate (self->front);
        }
      html = send (self, message);
      assert_has (html, i < 4 ? "Brass Table Lamp" : "Renamed Lamp");
    }
}

static VtSiteResponse *
look_up (const char *path, gboolean brotli, gboolean gzip, G_GNUC_UNUSED gpointer data)
{
  if (strcmp (path, "/ready.txt") != 0)
    return NULL;

  g_assert_true (!brotli || gzip);
  return vt_site_response_new_text (200, "text/plain; charset=utf-8", g_strdup ("ready"), VT_CACHE_PAGE);
}

static void
test_static (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  VtFront *front = vt_front_new (self->site.site, open_shop, NULL, self->site.path, NULL);
  g_autoptr (SoupMessage) file = NULL;
  g_autoptr (SoupMessage) page = NULL;
  g_autofree char *text = NULL;

  vt_front_set_static (front, look_up, NULL);
  start (self, front, NULL);
  file = new_message (self, "GET", "/ready.txt");
  text = send (self, file);
  g_assert_cmpstr (text, ==, "ready");
  page = new_message (self, "GET", "/ready.txt?x=1");
  g_free (send (self, page));
  g_assert_cmpuint (soup_message_get_status (page), ==, 404);
}

#define front_test(path, func) g_test_add ((path), Fixture, NULL, set_up, (func), tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  front_test ("/site/front/page", test_page);
  front_test ("/site/front/compression", test_compression);
  front_test ("/site/front/hostile-paths", test_hostile);
  front_test ("/site/front/methods", test_methods);
  front_test ("/site/front/secret", test_secret);
  front_test ("/site/front/host-name", test_host);
  front_test ("/site/front/forms", test_forms);
  front_test ("/site/front/quote", test_quote);
  front_test ("/site/front/invalidate", test_invalidate);
  front_test ("/site/front/static-files", test_static);

  return g_test_run ();
}
