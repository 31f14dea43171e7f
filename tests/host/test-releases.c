#include "host-fixture.h"

#include <string.h>

#include "base/vt-hash.h"

static const Page first[] = {
  { "/", "<!doctype html><title>First</title>", "text/html; charset=utf-8" },
  { "/products/chair", "<!doctype html><title>Chair</title>", "text/html; charset=utf-8" },
};
static const Page second[] = {
  { "/", "<!doctype html><title>Second</title>", "text/html; charset=utf-8" },
  { "/products/chair", "<!doctype html><title>Chair</title>", "text/html; charset=utf-8" },
};

static void
assert_front_page (Host *host, const char *title)
{
  g_auto (Reply) reply = host_get (host, "/", NULL);

  assert_status (reply, 200);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (reply.body, NULL), (gssize) g_bytes_get_size (reply.body), title));
}

static char *
activate_path (const char *id)
{
  return g_strconcat ("/admin/v1/releases/", id, "/activate", NULL);
}

static void
test_about (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_auto (Reply) about = host_call (host, "GET", "/admin/v1", host->reader, NULL);
    g_auto (Reply) nothing = host_get (host, "/", NULL);

    assert_status (about, 200);
    g_assert_cmpstr (reply_text (&about, "name"), ==, "Vitrine Host");
    g_assert_null (reply_text (&about, "active_release"));
    g_assert_true (json_object_has_member (json_node_get_object (about.json), "limits"));
    assert_status (nothing, 503);
  }
}

static void
test_publish (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_autofree char *one = host_publish (host, NULL, first, G_N_ELEMENTS (first));
    g_autofree char *two = NULL;
    g_autofree char *back = activate_path (one);
    g_auto (Reply) list = { 0 };
    g_auto (Reply) returned = { 0 };
    g_auto (Reply) manifest = { 0 };
    JsonObject *newest;

    g_assert_cmpstr (one, ==, "1");
    assert_front_page (host, "First");

    two = host_publish (host, one, second, G_N_ELEMENTS (second));
    g_assert_cmpstr (two, ==, "2");
    assert_front_page (host, "Second");

    list = host_call (host, "GET", "/admin/v1/releases", host->reader, NULL);
    assert_status (list, 200);
    g_assert_cmpuint (json_array_get_length (reply_array (&list, "releases")), ==, 2);
    newest = json_array_get_object_element (reply_array (&list, "releases"), 0);
    g_assert_cmpstr (json_object_get_string_member (newest, "id"), ==, "2");
    g_assert_cmpstr (json_object_get_string_member (newest, "base"), ==, "1");
    g_assert_true (json_object_get_boolean_member (newest, "active"));
    g_assert_cmpint (json_object_get_int_member (newest, "n_files"), >=, 3);

    manifest = host_call (host, "GET", "/admin/v1/releases/1", host->reader, NULL);
    assert_status (manifest, 200);
    g_assert_cmpint (json_array_get_length (reply_array (&manifest, "files")), ==, reply_int (&manifest, "n_files"));

    returned = host_call (host, "POST", back, host->token, NULL);
    assert_status (returned, 200);
    assert_front_page (host, "First");
  }
}

/* What a release is, it stays: over a restart, and with the older one active. */
static void
test_restart (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_autofree char *one = host_publish (host, NULL, first, G_N_ELEMENTS (first));
    g_autofree char *two G_GNUC_UNUSED = host_publish (host, one, second, G_N_ELEMENTS (second));
    g_autofree char *back = activate_path (one);
    g_auto (Reply) returned = host_call (host, "POST", back, host->token, NULL);

    assert_status (returned, 200);
    host_stop (host);
    host_start (host);
    assert_front_page (host, "First");
  }
}

static void
test_only_missing (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_autofree char *one = host_publish (host, NULL, first, G_N_ELEMENTS (first));
    g_autofree char *manifest = host_manifest (host, one, second, G_N_ELEMENTS (second));
    g_auto (Reply) created = host_call (host, "POST", "/admin/v1/releases", host->token, manifest);
    g_auto (Reply) again = host_call (host, "POST", "/admin/v1/releases", host->token, manifest);
    g_autofree char *wanted = vt_sha256_data (second[0].content, strlen (second[0].content));

    assert_status (created, 201);
    g_assert_cmpuint (json_array_get_length (reply_array (&created, "missing")), ==, 1);
    g_assert_cmpstr (json_array_get_string_element (reply_array (&created, "missing"), 0), ==, wanted);
    g_assert_cmpstr (reply_text (&again, "id"), ==, reply_text (&created, "id"));
  }
}

static void
test_missing_blobs (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_autofree char *manifest = host_manifest (host, NULL, first, G_N_ELEMENTS (first));
    g_auto (Reply) created = host_call (host, "POST", "/admin/v1/releases", host->token, manifest);
    g_autofree char *path = activate_path (reply_text (&created, "id"));
    g_auto (Reply) activated = host_call (host, "POST", path, host->token, NULL);
    g_auto (Reply) unknown = host_call (host, "POST", "/admin/v1/releases/77/activate", host->token, NULL);
    g_auto (Reply) nonsense = host_call (host, "POST", "/admin/v1/releases/one/activate", host->token, NULL);

    assert_status (activated, 409);
    assert_status (unknown, 404);
    assert_status (nonsense, 404);
  }
}

static void
test_base (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_autofree char *one G_GNUC_UNUSED = host_publish (host, NULL, first, G_N_ELEMENTS (first));
    g_autofree char *early = host_manifest (host, NULL, second, G_N_ELEMENTS (second));
    g_autofree char *strange = host_manifest (host, "9", second, G_N_ELEMENTS (second));
    g_auto (Reply) refused = host_call (host, "POST", "/admin/v1/releases", host->token, early);
    g_auto (Reply) never = host_call (host, "POST", "/admin/v1/releases", host->token, strange);

    assert_status (refused, 409);
    assert_status (never, 409);
    g_assert_nonnull (strstr (reply_text (&refused, "detail"), "Release 1"));
  }
}

/* Two desktops uploaded on the same base: the second to switch has to merge first. */
static void
test_overtaken (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_autofree char *one = host_publish (host, NULL, first, G_N_ELEMENTS (first));
    g_autofree char *slow = host_upload (host, one, second, G_N_ELEMENTS (second));
    g_autofree char *fast = host_publish (host, one, first, 1);
    g_autofree char *path = activate_path (slow);
    g_auto (Reply) late = host_call (host, "POST", path, host->token, NULL);

    g_assert_nonnull (fast);
    assert_status (late, 409);
    assert_front_page (host, "First");
  }
}

static void
test_wrong_hash (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_autoptr (GBytes) bytes = g_bytes_new_static ("hello", 5);
    g_autoptr (GBytes) other = g_bytes_new_static ("hellx", 5);
    g_autofree char *sha256 = vt_sha256_bytes (bytes);
    g_autofree char *path = g_strconcat ("/admin/v1/blobs/", sha256, NULL);
    g_auto (Reply) wrong = host_put_blob (host, sha256, host->token, other);
    g_auto (Reply) absent = host_call (host, "GET", path, host->token, NULL);
    g_auto (Reply) right = host_put_blob (host, sha256, host->token, bytes);
    g_auto (Reply) again = host_put_blob (host, sha256, host->token, bytes);
    g_auto (Reply) there = host_call (host, "GET", path, host->reader, NULL);
    g_auto (Reply) name = host_put_blob (host, "..%2f..%2fhost.db", host->token, bytes);
    g_auto (Reply) upper = host_put_blob (host, "ABCDEF", host->token, bytes);

    assert_status (wrong, 422);
    assert_status (absent, 404);
    assert_status (right, 201);
    assert_status (again, 204);
    assert_status (there, 200);
    g_assert_true (g_bytes_equal (there.body, bytes));
    assert_status (name, 400);
    assert_status (upper, 404);
  }
}

static void
test_manifest_checks (Host *host, G_GNUC_UNUSED gconstpointer data)
{
#define GOOD_HASH "\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\""
#define FILE_OF(path, hash, size, type)                                                                                \
  "{\"base\":null,\"label\":\"x\",\"files\":[{\"path\":" path ",\"sha256\":" hash ",\"size\":" size ",\"type\":" type  \
  "}]}"
  static const struct
  {
    const char *name;
    const char *body;
    guint status;
  } cases[] = {
    { "nothing", "", 400 },
    { "not JSON", "{", 400 },
    { "a list", "[]", 400 },
    { "two objects", "{}{}", 400 },
    { "deep", "{\"files\":[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]}", 400 },
    { "not UTF-8", "{\"label\":\"\xff\"}", 400 },
    { "unknown field", "{\"base\":null,\"files\":[],\"colour\":1}", 400 },
    { "no files", "{\"base\":null,\"label\":\"x\"}", 422 },
    { "files no list", "{\"base\":null,\"files\":{}}", 422 },
    { "file no object", "{\"base\":null,\"files\":[1]}", 422 },
    { "base a number", "{\"base\":1,\"files\":[]}", 422 },
    { "base a word", "{\"base\":\"last\",\"files\":[]}", 422 },
    { "no front page", "{\"base\":null,\"files\":[]}", 422 },
    { "traversal", FILE_OF ("\"/../etc/passwd\"", GOOD_HASH, "5", "\"text/html\""), 422 },
    { "private traversal", FILE_OF ("\"_vitrine/../../x\"", GOOD_HASH, "5", "\"text/html\""), 422 },
    { "dot", FILE_OF ("\"/a/./b\"", GOOD_HASH, "5", "\"text/html\""), 422 },
    { "empty part", FILE_OF ("\"//a\"", GOOD_HASH, "5", "\"text/html\""), 422 },
    { "slash at the end", FILE_OF ("\"/a/\"", GOOD_HASH, "5", "\"text/html\""), 422 },
    { "relative", FILE_OF ("\"a\"", GOOD_HASH, "5", "\"text/html\""), 422 },
    { "backslash", FILE_OF ("\"/a\\\\b\"", GOOD_HASH, "5", "\"text/html\""), 422 },
    { "line break in path", FILE_OF ("\"/a\\nb\"", GOOD_HASH, "5", "\"text/html\""), 422 },
    { "line break in type", FILE_OF ("\"/\"", GOOD_HASH, "5", "\"text/html\\r\\nSet-Cookie: a=b\""), 422 },
    { "no type", FILE_OF ("\"/\"", GOOD_HASH, "5", "\"\""), 422 },
    { "short hash", FILE_OF ("\"/\"", "\"2cf24d\"", "5", "\"text/html\""), 422 },
    { "negative size", FILE_OF ("\"/\"", GOOD_HASH, "-1", "\"text/html\""), 422 },
    { "size as text", FILE_OF ("\"/\"", GOOD_HASH, "\"5\"", "\"text/html\""), 422 },
    { "too large", FILE_OF ("\"/\"", GOOD_HASH, "1000000000000", "\"text/html\""), 422 },
  };

  host_start (host);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Reply) reply = host_call (host, "POST", "/admin/v1/releases", host->token, cases[i].body);

      if (reply.status != cases[i].status)
        g_test_message ("case “%s”", cases[i].name);
      g_assert_cmpuint (reply.status, ==, cases[i].status);
      g_assert_cmpstr (reply_header (&reply, "Content-Type"), ==, "application/problem+json");
      g_assert_nonnull (reply_text (&reply, "detail"));
    }
#undef FILE_OF
#undef GOOD_HASH
}

static void
test_duplicate_path (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  const Page twice[] = { first[0], first[1], first[1] };

  host_start (host);
  {
    g_autofree char *manifest = host_manifest (host, NULL, twice, G_N_ELEMENTS (twice));
    g_auto (Reply) reply = host_call (host, "POST", "/admin/v1/releases", host->token, manifest);

    assert_status (reply, 422);
    g_assert_nonnull (strstr (reply_text (&reply, "detail"), "/products/chair"));
  }
}

/* The catalogue is no database: nobody may get that live. */
static void
test_broken_catalogue (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_autofree char *one = host_publish (host, NULL, first, G_N_ELEMENTS (first));
    g_autofree char *good = host_manifest (host, one, second, G_N_ELEMENTS (second));
    g_autoptr (GBytes) catalogue = host_catalogue (host);
    g_autofree char *good_hash = vt_sha256_bytes (catalogue);
    g_autoptr (GBytes) junk =
        g_bytes_new_take (g_strnfill (g_bytes_get_size (catalogue), 'x'), g_bytes_get_size (catalogue));
    g_autofree char *junk_hash = vt_sha256_bytes (junk);
    g_autoptr (GString) manifest = g_string_new (good);
    g_autoptr (GBytes) page = g_bytes_new_static (second[0].content, strlen (second[0].content));
    g_autofree char *page_hash = vt_sha256_bytes (page);
    g_autofree char *path = NULL;
    g_auto (Reply) created = { 0 };
    g_auto (Reply) sent = { 0 };
    g_auto (Reply) sent_page = { 0 };
    g_auto (Reply) activated = { 0 };

    g_string_replace (manifest, good_hash, junk_hash, 0);
    created = host_call (host, "POST", "/admin/v1/releases", host->token, manifest->str);
    assert_status (created, 201);
    sent = host_put_blob (host, junk_hash, host->token, junk);
    assert_status (sent, 201);
    sent_page = host_put_blob (host, page_hash, host->token, page);
    assert_status (sent_page, 201);
    path = activate_path (reply_text (&created, "id"));
    activated = host_call (host, "POST", path, host->token, NULL);
    assert_status (activated, 422);
    assert_front_page (host, "First");
  }
}

static void
test_tokens (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  host_start (host);
  {
    g_autofree char *manifest = host_manifest (host, NULL, first, G_N_ELEMENTS (first));
    g_auto (Reply) none = host_call (host, "GET", "/admin/v1", NULL, NULL);
    g_auto (Reply) wrong = host_call (host, "GET", "/admin/v1", "vt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NULL);
    g_auto (Reply) basic = host_get (host, "/admin/v1", "Authorization", "Basic YTpi", NULL);
    g_auto (Reply) reader = host_call (host, "POST", "/admin/v1/releases", host->reader, manifest);
    g_auto (Reply) nowhere = host_call (host, "GET", "/admin/v2", host->token, NULL);
    g_auto (Reply) method = host_call (host, "DELETE", "/admin/v1/releases", host->token, NULL);

    assert_status (none, 401);
    g_assert_nonnull (reply_header (&none, "WWW-Authenticate"));
    assert_status (wrong, 401);
    assert_status (basic, 401);
    assert_status (reader, 403);
    assert_status (method, 405);
    g_assert_cmpstr (reply_header (&method, "Allow"), ==, "GET, POST");
    g_assert_cmpuint (nowhere.status, >=, 400);
  }
}

/* Somebody who tries tokens is made to wait. */
static void
test_guessing (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  guint status = 0;

  host_start (host);
  for (guint i = 0; i < 40 && status != 429; i++)
    {
      g_auto (Reply) reply = host_call (host, "GET", "/admin/v1", "vt_guess", NULL);

      status = reply.status;
    }
  g_assert_cmpuint (status, ==, 429);
  {
    g_auto (Reply) owner = host_call (host, "GET", "/admin/v1", host->token, NULL);

    assert_status (owner, 200);
  }
}

static void
test_movements (Host *host, G_GNUC_UNUSED gconstpointer data)
{
#define MOVEMENT(uuid, delta, reason)                                                                                  \
  "{\"movements\":[{\"uuid\":\"" uuid "\",\"variant\":1001,\"delta\":" delta ",\"reason\":\"" reason                   \
  "\",\"reference\":\"\",\"at_us\":1750000000000000}]}"
  static const char good[] = MOVEMENT ("7c3f0a52-6a3c-4f0e-9b1e-0a3c5d7e9f11", "5", "received");
  static const char *const bad[] = { MOVEMENT ("7c3f0a52-6a3c-4f0e-9b1e-0a3c5d7e9f12", "0", "received"),
                                     MOVEMENT ("7c3f0a52-6a3c-4f0e-9b1e-0a3c5d7e9f12", "1", "lost"),
                                     MOVEMENT ("one", "1", "received"),
                                     MOVEMENT ("7c3f0a52-6a3c-4f0e-9b1e-0a3c5d7e9f12", "99999999999", "received") };

  host_start (host);
  {
    g_auto (Reply) added = host_call (host, "POST", "/admin/v1/stock-movements", host->token, good);
    g_auto (Reply) again = host_call (host, "POST", "/admin/v1/stock-movements", host->token, good);
    g_auto (Reply) feed = host_call (host, "GET", "/admin/v1/feed", host->reader, NULL);

    assert_status (added, 200);
    g_assert_cmpint (reply_int (&added, "accepted"), ==, 1);
    assert_status (again, 200);
    g_assert_cmpint (reply_int (&again, "accepted"), ==, 0);
    g_assert_cmpint (reply_int (&again, "known"), ==, 1);
    assert_status (feed, 200);
    g_assert_cmpuint (json_array_get_length (reply_array (&feed, "entries")), ==, 0);
    g_assert_cmpstr (reply_text (&feed, "cursor"), ==, "0");
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (Reply) reply = host_call (host, "POST", "/admin/v1/stock-movements", host->token, bad[i]);

      assert_status (reply, 422);
    }
#undef MOVEMENT
}

#define add(path, func) g_test_add ((path), Host, NULL, host_set_up, (func), host_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/host/releases/about", test_about);
  add ("/host/releases/publish-and-return", test_publish);
  add ("/host/releases/survive-a-restart", test_restart);
  add ("/host/releases/only-what-is-missing", test_only_missing);
  add ("/host/releases/missing-blobs", test_missing_blobs);
  add ("/host/releases/base-has-to-be-active", test_base);
  add ("/host/releases/overtaken", test_overtaken);
  add ("/host/releases/manifest-is-checked", test_manifest_checks);
  add ("/host/releases/path-named-twice", test_duplicate_path);
  add ("/host/releases/broken-catalogue", test_broken_catalogue);
  add ("/host/blobs/hash-to-their-name", test_wrong_hash);
  add ("/host/tokens/scopes", test_tokens);
  add ("/host/tokens/guessing", test_guessing);
  add ("/host/movements/are-known-by-uuid", test_movements);

  return g_test_run ();
}
