#include "host-fixture.h"

#include <string.h>

#include "base/vt-hash.h"

#define HTML "text/html; charset=utf-8"
#define LONG_TEXT                                                                                                       \
  "<!doctype html><title>Chair</title><p>A chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a "    \
  "chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, " \
  "a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair, a chair.</p>"

static const Page pages[] = {
  { "/", "<!doctype html><title>Shop</title>", HTML },
  { "/products/chair", LONG_TEXT, HTML },
  { "/products/เก้าอี้", "<!doctype html><title>Thai</title>", HTML },
  { "/404.html", "<!doctype html><title>Not here</title>", HTML },
  { "/assets/shop.1234abcd.css", "body{margin:0}", "text/css" },
  { "/media/0123456789abcdef-320.jpg", "0123456789", "image/jpeg" },
};

static void
set_up (Host *host, gconstpointer data)
{
  g_autofree char *id = NULL;

  host_set_up (host, data);
  host_start (host);
  id = host_publish (host, NULL, pages, G_N_ELEMENTS (pages));
}

static GBytes *
decode (GConverter *converter, GBytes *packed)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, converter);
  g_autoptr (GError) error = NULL;
  GBytes *plain = g_input_stream_read_bytes (stream, 65536, NULL, &error);

  g_assert_no_error (error);
  return plain;
}

static gboolean
holds (GBytes *bytes, const char *text)
{
  g_autoptr (GBytes) wanted = g_bytes_new_static (text, strlen (text));

  return g_bytes_equal (bytes, wanted);
}

static void
test_page (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *sha256 = vt_sha256_data (pages[1].content, strlen (pages[1].content));
  g_autofree char *tag = g_strdup_printf ("\"%s\"", sha256);
  g_autofree char *weak = g_strdup_printf ("W/\"x\", W/%s", tag);
  g_auto (Reply) page = host_get (host, "/products/chair", NULL);
  g_auto (Reply) known = host_get (host, "/products/chair", "If-None-Match", tag, NULL);
  g_auto (Reply) weakly = host_get (host, "/products/chair", "If-None-Match", weak, NULL);
  g_auto (Reply) older = host_get (host, "/products/chair", "If-None-Match", "\"x\"", NULL);
  g_auto (Reply) head = host_get (host, "/products/chair", "method:", "HEAD", NULL);

  assert_status (page, 200);
  g_assert_cmpstr (reply_header (&page, "ETag"), ==, tag);
  g_assert_cmpstr (reply_header (&page, "Content-Type"), ==, HTML);
  g_assert_cmpstr (reply_header (&page, "Cache-Control"), ==, "public, no-cache");
  g_assert_cmpstr (reply_header (&page, "Vary"), ==, "Accept-Encoding");
  g_assert_null (reply_header (&page, "Content-Encoding"));
  g_assert_nonnull (strstr (reply_header (&page, "Content-Security-Policy"), "default-src 'self'"));
  g_assert_null (strstr (reply_header (&page, "Content-Security-Policy"), "unsafe-inline"));
  g_assert_cmpstr (reply_header (&page, "X-Content-Type-Options"), ==, "nosniff");

  assert_status (known, 304);
  g_assert_cmpstr (reply_header (&known, "ETag"), ==, tag);
  g_assert_cmpuint (g_bytes_get_size (known.body), ==, 0);
  assert_status (weakly, 304);
  assert_status (older, 200);
  assert_status (head, 200);
  g_assert_cmpuint (g_bytes_get_size (head.body), ==, 0);
  g_assert_cmpstr (reply_header (&head, "Content-Length"), ==, reply_header (&page, "Content-Length"));
}

static void
test_compression (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *accept, *encoding, *suffix;
  } cases[] = {
    { "gzip", "gzip", "-gzip\"" }, { "gzip, br", "br", "-br\"" },      { "br;q=0, gzip;q=0.5", "gzip", "-gzip\"" },
    { "identity", NULL, "\"" },    { "gzip;q=0, br;q=0", NULL, "\"" }, { "deflate", NULL, "\"" },
  };
  g_autoptr (GConverter) gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GBytes) plain = NULL;
  g_auto (Reply) packed = host_get (host, "/products/chair", "Accept-Encoding", "gzip", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Reply) reply = host_get (host, "/products/chair", "Accept-Encoding", cases[i].accept, NULL);
      g_auto (Reply) known = host_get (host, "/products/chair", "Accept-Encoding", cases[i].accept, "If-None-Match",
                                       reply_header (&reply, "ETag"), NULL);

      assert_status (reply, 200);
      g_assert_cmpstr (reply_header (&reply, "Content-Encoding"), ==, cases[i].encoding);
      g_assert_true (g_str_has_suffix (reply_header (&reply, "ETag"), cases[i].suffix));
      assert_status (known, 304);
    }

  plain = decode (gunzip, packed.body);
  g_assert_cmpuint (g_bytes_get_size (packed.body), <, strlen (pages[1].content));
  g_assert_true (holds (plain, pages[1].content));
}

static void
test_immutable (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) style = host_get (host, "/assets/shop.1234abcd.css", NULL);
  g_auto (Reply) photo = host_get (host, "/media/0123456789abcdef-320.jpg", "Accept-Encoding", "gzip, br", NULL);

  g_assert_cmpstr (reply_header (&style, "Cache-Control"), ==, "public, max-age=31536000, immutable");
  g_assert_cmpstr (reply_header (&photo, "Cache-Control"), ==, "public, max-age=31536000, immutable");
  g_assert_null (reply_header (&photo, "Content-Encoding"));
}

static void
test_range (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) whole = host_get (host, "/media/0123456789abcdef-320.jpg", NULL);
  g_auto (Reply) part = host_get (host, "/media/0123456789abcdef-320.jpg", "Range", "bytes=2-4", NULL);
  g_auto (Reply) same = host_get (host, "/media/0123456789abcdef-320.jpg", "Range", "bytes=2-4", "If-Range",
                                  reply_header (&whole, "ETag"), NULL);
  g_auto (Reply) other =
      host_get (host, "/media/0123456789abcdef-320.jpg", "Range", "bytes=2-4", "If-Range", "\"x\"", NULL);

  assert_status (part, 206);
  g_assert_true (holds (part.body, "234"));
  assert_status (same, 206);
  assert_status (other, 200);
  g_assert_cmpuint (g_bytes_get_size (other.body), ==, 10);
}

static void
test_spellings (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *path, *location;
  } cases[] = {
    { "/products/chair/", "/products/chair" },
    { "/products/%E0%B9%80%E0%B8%81%E0%B9%89%E0%B8%B2%E0%B8%AD%E0%B8%B5%E0%B9%89/",
      "/products/%E0%B9%80%E0%B8%81%E0%B9%89%E0%B8%B2%E0%B8%AD%E0%B8%B5%E0%B9%89" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Reply) reply = host_get (host, cases[i].path, NULL);
      g_auto (Reply) there = host_get (host, cases[i].location, NULL);

      assert_status (reply, 301);
      g_assert_cmpstr (reply_header (&reply, "Location"), ==, cases[i].location);
      assert_status (there, 200);
    }
}

static void
test_not_found (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const paths[] = {
    "/products/table", "/_vitrine/catalogue.db", "/products", "/host.db", "/%00", "/%ff", "/%2e%2e/host.db"
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (Reply) reply = host_get (host, paths[i], NULL);

      g_assert_cmpuint (reply.status, >=, 400);
      g_assert_cmpuint (reply.status, <=, 404);
    }
  {
    g_auto (Reply) reply = host_get (host, "/products/table", NULL);

    assert_status (reply, 404);
    g_assert_true (g_str_has_prefix (reply_header (&reply, "Content-Type"), "text/html"));
  }
}

static void
test_methods (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) reply = host_get (host, "/products/chair", "method:", "DELETE", NULL);

  assert_status (reply, 405);
  g_assert_nonnull (strstr (reply_header (&reply, "Allow"), "GET"));
}

#define add(path, func) g_test_add ((path), Host, NULL, set_up, (func), host_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/host/pages/validators", test_page);
  add ("/host/pages/compression", test_compression);
  add ("/host/pages/immutable", test_immutable);
  add ("/host/pages/ranges", test_range);
  add ("/host/pages/one-spelling", test_spellings);
  add ("/host/pages/not-found", test_not_found);
  add ("/host/pages/methods", test_methods);

  return g_test_run ();
}
