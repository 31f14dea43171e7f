#include "base/vt-file.h"
#include "catalogue/vt-photo-download.h"
#include "catalogue/vt-photo-source.h"
#include "host/vt-tls-certificate.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PNG                                                                                                            \
  "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1\x4d\0\0\0\x0cIDATx\x9c\x63\x60\xc0"   \
  "\x04\0\0\x12\0\x01\0\0\0\0IEND\xae\x42\x60\x82"
#define PNG_SIZE (sizeof PNG - 1)

#define LIMIT (200 * 1000)

typedef struct
{
  char *folder; /* (owned) temporary */
  char *path;   /* (owned) a shop in it */
  char *images; /* (owned) where its photos are */
  VtShop *shop; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vt-photos-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "a.vitrine", NULL);
  self->images = g_build_filename (self->folder, "images", NULL);
  self->shop = vt_shop_create (self->path, "A", "EUR", "en", &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (self->images, 0700), ==, 0);
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_shop_close (self->shop);
  g_assert_finalize_object (self->shop);
  g_assert_true (vt_dir_remove_all (self->folder, NULL));
  g_free (self->images);
  g_free (self->path);
  g_free (self->folder);
}

/* A picture that differs from all others by what follows its end. */
static GBytes *
picture (const char *text)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) PNG, PNG_SIZE);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
put (const char *folder, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes = content == NULL ? picture (name) : g_bytes_new (content, strlen (content));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  vt_file_write_atomic (path, bytes, &error);
  g_assert_no_error (error);
}

static GPtrArray *
make_requests (const char *first, ...)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_photo_request_free);
  va_list list;

  va_start (list, first);
  for (const char *ref = first; ref != NULL; ref = va_arg (list, const char *))
    g_ptr_array_add (requests, vt_photo_request_new (ref));
  va_end (list);

  return requests;
}

static const char *
message_of (GPtrArray *requests, guint index)
{
  const VtPhotoRequest *request = g_ptr_array_index (requests, index);

  g_assert_true ((request->media != NULL) != (request->message != NULL));

  return request->message != NULL ? request->message : "";
}

static void
assert_said (GPtrArray *requests, guint index, const char *words)
{
  const char *message = message_of (requests, index);

  if (strstr (message, words) == NULL)
    g_error ("request %u: “%s” does not hold “%s”", index, message, words);
}

static void
count_cb (guint done, guint total, gpointer data)
{
  guint *last = data;

  g_assert_cmpuint (done, ==, *last + 1);
  g_assert_cmpuint (done, <=, total);
  *last = done;
}

static void
fetch (Fixture *self, VtPhotoSource *source, GPtrArray *requests)
{
  g_autoptr (GError) error = NULL;
  guint last = 0;

  g_assert_true (vt_photo_source_fetch (source, self->shop, requests, count_cb, &last, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (last, ==, requests->len);
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;
  const char *name;

  if (dir == NULL)
    return g_file_test (path, G_FILE_TEST_EXISTS) ? 1 : 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      n += count_files (inside);
    }

  return n;
}

static guint
count_media (Fixture *self)
{
  g_autofree char *media = g_build_filename (self->path, "media", NULL);
  g_autofree char *incoming = g_build_filename (self->path, "cache", "incoming", NULL);

  g_assert_cmpuint (count_files (incoming), ==, 0);

  return count_files (media);
}

/* Folders -----------------------------------------------------------------------------------------------------------
 */

static void
test_folder (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPhotoSource) source = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autofree char *outside = g_build_filename (self->folder, "secret.png", NULL);
  g_autofree char *link = g_build_filename (self->images, "link.png", NULL);

  put (self->images, "Shirt.PNG", NULL);
  put (self->images, "2024/a.png", NULL);
  put (self->images, "2025/a.png", NULL);
  put (self->images, "cre\xcc\x80me.png", NULL);
  put (self->images, "letter.png", "Dear customer");
  put (self->folder, "secret.png", NULL);
  g_assert_cmpint (symlink (outside, link), ==, 0);

  source = vt_photo_source_new (self->images, NULL, &error);
  g_assert_no_error (error);
  requests =
      make_requests ("shirt.png", "wp-content\\uploads\\SHIRT.png", "2024/a.png", "a.png", "cr\xc3\xa8me.png",
                     "letter.png", "link.png", "../secret.png", "none.png", "", "https://x.test/Shirt.PNG?v=1", NULL);
  fetch (self, source, requests);

  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (message_of (requests, i), ==, "");
  assert_said (requests, 3, "several files");
  g_assert_cmpstr (message_of (requests, 4), ==, "");
  assert_said (requests, 5, "is a text file, not a picture");
  assert_said (requests, 6, "not found");
  assert_said (requests, 7, "not found");
  assert_said (requests, 8, "photo none.png: not found");
  assert_said (requests, 9, "not found");
  g_assert_cmpstr (message_of (requests, 10), ==, "");
  g_assert_cmpuint (count_media (self), ==, 3);
}

static void
assert_matches (VtPhotoSource *source, const char *code, const char *names)
{
  g_auto (GStrv) found = vt_photo_source_match (source, code);
  g_autofree char *joined = g_strjoinv (" ", found);

  g_assert_cmpstr (joined, ==, names);
}

static void
test_codes (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const names[] = { "AB-1.jpg", "ab_10.png", "AB-2.webp",   "AB.jpg",  "AB(3).jpg", "AB-1999.jpg",
                                       "X-1.jpg",  "X-1-1.jpg", "X-2.jpg",     "A_B.jpg", "7.jpg",     "7-.jpg",
                                       "ก ข.jpg",  ".jpg",      "noextension", "-1.jpg",  "()1).jpg",  NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPhotoSource) source = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    put (self->images, names[i], NULL);
  source = vt_photo_source_new (self->images, NULL, &error);
  g_assert_no_error (error);
  vt_photo_source_add_code (source, "X");
  vt_photo_source_add_code (source, "x-1");

  assert_matches (source, "ab", "AB.jpg AB-1.jpg AB-2.webp AB(3).jpg ab_10.png");
  assert_matches (source, "AB-1999", "AB-1999.jpg");
  assert_matches (source, "X", "X-2.jpg");
  assert_matches (source, "X-1", "X-1.jpg X-1-1.jpg");
  assert_matches (source, "A/B", "A_B.jpg");
  assert_matches (source, "7", "7.jpg");
  assert_matches (source, "ก_ข", "ก ข.jpg");
  assert_matches (source, "", "");
  assert_matches (source, "none", "");
}

/* ZIP files ---------------------------------------------------------------------------------------------------------
 */

typedef struct archive Archive;

static Archive *
zip_new (const char *path, const char *options)
{
  Archive *zip = archive_write_new ();

  g_assert_cmpint (archive_write_set_format_zip (zip), ==, ARCHIVE_OK);
  if (options != NULL)
    {
      g_assert_cmpint (archive_write_set_options (zip, options), ==, ARCHIVE_OK);
      archive_write_set_passphrase (zip, "secret");
    }
  g_assert_cmpint (archive_write_open_filename (zip, path), ==, ARCHIVE_OK);

  return zip;
}

static void
zip_add (Archive *zip, const char *name, GBytes *bytes)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) size);
  g_assert_cmpint (archive_write_header (zip, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (zip, data, size), ==, (gssize) size);
  archive_entry_free (entry);
}

static void
zip_add_picture (Archive *zip, const char *name)
{
  g_autoptr (GBytes) bytes = picture (name);

  zip_add (zip, name, bytes);
}

static void
zip_add_link (Archive *zip, const char *name, const char *target)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFLNK);
  archive_entry_set_symlink (entry, target);
  archive_entry_set_perm (entry, 0777);
  g_assert_cmpint (archive_write_header (zip, entry), ==, ARCHIVE_OK);
  archive_entry_free (entry);
}

static void
zip_end (Archive *zip)
{
  g_assert_cmpint (archive_write_close (zip), ==, ARCHIVE_OK);
  archive_write_free (zip);
}

static void
test_zip (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "photos.zip", NULL);
  Archive *zip = zip_new (path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPhotoSource) source = NULL;
  g_autoptr (GPtrArray) requests = NULL;

  zip_add_picture (zip, "one.png");
  zip_add_picture (zip, "photos/SKU-2.png");
  zip_add_picture (zip, "photos/sku.png");
  zip_add_picture (zip, "__MACOSX/._one.png");
  zip_end (zip);

  source = vt_photo_source_new (path, NULL, &error);
  g_assert_no_error (error);
  assert_matches (source, "SKU", "photos/sku.png photos/SKU-2.png");
  requests = make_requests ("one.png", "ONE.png", "sku.png", "._one.png", NULL);
  fetch (self, source, requests);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (message_of (requests, i), ==, "");
  assert_said (requests, 3, "not found");
  g_assert_cmpuint (count_media (self), ==, 2);
}

static void
test_zip_outside (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "photos.zip", NULL);
  g_autofree char *outside = g_build_filename (self->folder, "evil.png", NULL);
  Archive *zip = zip_new (path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPhotoSource) source = NULL;
  g_autoptr (GPtrArray) requests = NULL;

  zip_add_picture (zip, "../evil.png");
  zip_add_picture (zip, "../../evil.png");
  zip_add_picture (zip, "a/../../evil.png");
  zip_add_picture (zip, "/tmp/evil.png");
  zip_add_picture (zip, "..\\evil.png");
  zip_add_picture (zip, "C:\\evil.png");
  zip_add_link (zip, "link", "/etc");
  zip_add_picture (zip, "good.png");
  zip_end (zip);

  source = vt_photo_source_new (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vt_photo_source_get_notes (source)->len, ==, 7);
  g_assert_nonnull (strstr (g_ptr_array_index (vt_photo_source_get_notes (source), 0), "outside"));
  requests = make_requests ("good.png", "evil.png", "link", NULL);
  fetch (self, source, requests);
  g_assert_cmpstr (message_of (requests, 0), ==, "");
  assert_said (requests, 1, "not found");
  assert_said (requests, 2, "not found");
  g_assert_cmpuint (count_media (self), ==, 1);
  g_assert_false (g_file_test (outside, G_FILE_TEST_EXISTS));
}

static GBytes *
zeros (gsize size)
{
  return g_bytes_new_take (g_malloc0 (size), size);
}

static void
test_zip_bomb (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "bomb.zip", NULL);
  Archive *zip = zip_new (path, NULL);
  g_autoptr (GBytes) large = zeros (VT_MEDIA_MAX_BYTES + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPhotoSource) source = NULL;
  g_autoptr (GPtrArray) requests = make_requests ("first.png", "a.png", "b.png", "last.png", NULL);

  zip_add_picture (zip, "first.png");
  zip_add (zip, "a.png", large);
  zip_add (zip, "b.png", large);
  zip_add_picture (zip, "last.png");
  zip_end (zip);

  source = vt_photo_source_new (path, NULL, &error);
  g_assert_no_error (error);
  fetch (self, source, requests);
  g_assert_cmpstr (message_of (requests, 0), ==, "");
  for (guint i = 1; i < 4; i++)
    assert_said (requests, i, "holds far more than its size");
  g_assert_cmpuint (count_media (self), ==, 1);
}

static void
test_zip_encrypted (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "secret.zip", NULL);
  Archive *zip = zip_new (path, "zip:encryption=traditional");
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPhotoSource) source = NULL;
  g_autoptr (GPtrArray) requests = make_requests ("a.png", NULL);

  zip_add_picture (zip, "a.png");
  zip_end (zip);
  source = vt_photo_source_new (path, NULL, &error);
  g_assert_no_error (error);
  fetch (self, source, requests);
  assert_said (requests, 0, "encrypted");
}

/* Every beginning of a ZIP, and one with each byte bent, is told or gives what was in it; nothing else. */
static void
test_zip_broken (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "broken.zip", NULL);
  Archive *zip = zip_new (path, NULL);
  g_autofree char *content = NULL;
  gsize length = 0;

  zip_add_picture (zip, "a.png");
  zip_add_picture (zip, "b.png");
  zip_end (zip);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));

  for (gsize i = 0; i < 2 * length; i += 3)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VtPhotoSource) source = NULL;
      g_autoptr (GPtrArray) requests = make_requests ("a.png", "b.png", NULL);
      g_autofree char *bent = g_memdup2 (content, length);

      if (i >= length)
        bent[i - length] = (char) ~bent[i - length];
      g_assert_true (g_file_set_contents (path, bent, i < length ? (gssize) i : (gssize) length, NULL));
      source = vt_photo_source_new (path, NULL, &error);
      g_assert_true ((source != NULL) != (error != NULL));
      if (source == NULL)
        continue;
      fetch (self, source, requests);
      message_of (requests, 0);
      message_of (requests, 1);
    }
}

static void
test_no_images (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "none", NULL);
  g_autofree char *text = g_build_filename (self->images, "a.zip", NULL);
  g_autoptr (VtPhotoSource) source = NULL;
  g_autoptr (GPtrArray) requests = make_requests ("a.png", NULL);

  g_assert_null (vt_photo_source_new (path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  put (self->images, "a.zip", "not a ZIP");
  g_assert_null (vt_photo_source_new (text, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);

  source = vt_photo_source_new (NULL, NULL, &error);
  fetch (self, source, requests);
  assert_said (requests, 0, "which folder");
}

/* Web addresses -----------------------------------------------------------------------------------------------------
 */

/* A server with a thread of its own, as the one of the test waits. */
typedef struct
{
  GThread *thread;              /* (owned) */
  GMainContext *context;        /* (owned) */
  GMainLoop *loop;              /* (owned) */
  GTlsCertificate *certificate; /* (owned) */
  SoupServer *server;           /* (owned) of its thread */
  GMutex mutex;
  GCond cond;
  GHashTable *counts; /* (owned) path → how often it was asked for */
  GPtrArray *paused;  /* (owned) (element-type SoupServerMessage) */
  char *base;         /* (owned) (nullable) its address, once it listens */
  GPid victim;        /* killed before the request with that number is answered */
  guint n_until_kill;
} Server;

static guint
count_request (Server *self, const char *path)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, path)) + 1;
  g_hash_table_insert (self->counts, g_strdup (path), GUINT_TO_POINTER (n));
  if (self->victim != 0 && --self->n_until_kill == 0)
    {
      kill (self->victim, SIGKILL);
      self->victim = 0;
    }
  g_mutex_unlock (&self->mutex);

  return n;
}

static guint
get_count (Server *self, const char *path)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, path));
  g_mutex_unlock (&self->mutex);

  return n;
}

static void
answer_picture (SoupServerMessage *message, const char *text)
{
  g_autoptr (GBytes) bytes = picture (text);

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, g_bytes_get_data (bytes, NULL),
                                    g_bytes_get_size (bytes));
}

static void
more_cb (SoupServerMessage *message)
{
  static const char noise[4096] = "endless";

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, noise, sizeof noise);
}

static void
answer_endlessly (SoupServerMessage *message)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (more_cb), NULL);
  more_cb (message);
}

static void
answer_and_hang_up (SoupServerMessage *message)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100000\r\n\r\n" PNG;
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_assert_nonnull (stream);
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, sizeof answer - 1, NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
answer_cb (G_GNUC_UNUSED SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           G_GNUC_UNUSED GHashTable *query,
           gpointer data)
{
  Server *self = data;
  guint n = count_request (self, path);
  g_autofree char *large = NULL;

  if (g_str_has_prefix (path, "/good") || (g_str_equal (path, "/busy.png") && n == 3))
    answer_picture (message, path);
  else if (g_str_equal (path, "/page.png"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "image/png", SOUP_MEMORY_STATIC, "<html>", 6);
    }
  else if (g_str_equal (path, "/large.png"))
    {
      large = g_malloc0 (LIMIT + 1);
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, large, LIMIT + 1);
    }
  else if (g_str_equal (path, "/endless.png"))
    answer_endlessly (message);
  else if (g_str_equal (path, "/cut.png"))
    answer_and_hang_up (message);
  else if (g_str_equal (path, "/silent.png"))
    {
      g_ptr_array_add (self->paused, g_object_ref (message));
      soup_server_message_pause (message);
    }
  else if (g_str_equal (path, "/loop.png"))
    soup_server_message_set_redirect (message, 302, "/loop.png");
  else if (g_str_equal (path, "/moved.png"))
    soup_server_message_set_redirect (message, 301, "/good/moved.png");
  else if (g_str_equal (path, "/to-file.png"))
    soup_server_message_set_redirect (message, 302, "file:///etc/passwd");
  else if (g_str_equal (path, "/to-plain.png"))
    soup_server_message_set_redirect (message, 302, "http://127.0.0.1/good.png");
  else if (g_str_equal (path, "/closed.png"))
    soup_server_message_set_status (message, 403, NULL);
  else if (g_str_equal (path, "/busy.png") || g_str_equal (path, "/ill.png"))
    soup_server_message_set_status (message, 503, NULL);
  else
    soup_server_message_set_status (message, 404, NULL);
}

static gpointer
serve (gpointer data)
{
  Server *self = data;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("tls-certificate", self->certificate, NULL);
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);

  g_mutex_lock (&self->mutex);
  self->base = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  g_main_loop_run (self->loop);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  soup_server_disconnect (self->server);
  g_ptr_array_set_size (self->paused, 0);
  g_object_unref (self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static Server *
server_new (const char *folder)
{
  Server *self = g_new0 (Server, 1);
  g_autoptr (GError) error = NULL;

  self->certificate = vt_tls_certificate_self_signed (folder, "127.0.0.1", g_get_real_time (), &error);
  g_assert_no_error (error);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->paused = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("server", serve, self);
  g_mutex_lock (&self->mutex);
  while (self->base == NULL)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);

  return self;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
server_free (Server *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->counts);
  g_ptr_array_unref (self->paused);
  g_object_unref (self->certificate);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->base);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

static VtPhotoSource *
source_for (Server *server)
{
  g_autoptr (GError) error = NULL;
  VtPhotoSource *source = vt_photo_source_new (NULL,
                                               &(VtPhotoSourceOptions){
                                                   .allow_local = TRUE,
                                                   .trusted = server->certificate,
                                                   .picture_max_bytes = LIMIT,
                                                   .retry_ms = 1,
                                               },
                                               &error);

  g_assert_no_error (error);

  return source;
}

static void
add_url (GPtrArray *requests, Server *server, const char *path)
{
  g_autofree char *url = g_strconcat (server->base, path, NULL);

  g_ptr_array_add (requests, vt_photo_request_new (url));
}

static void
test_download (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Server) server = server_new (self->folder);
  g_autoptr (VtPhotoSource) source = source_for (server);
  g_autoptr (GPtrArray) requests = make_requests (NULL, NULL);
  static const struct
  {
    const char *path;
    const char *said;
  } cases[] = {
    { "/good/1.png", "" },
    { "/missing.png", "nothing at this address" },
    { "/good/2.png?v=3", "" },
    { "/closed.png", "not give it to everybody" },
    { "/page.png", "is a text file, not a picture" },
    { "/large.png", "larger than" },
    { "/endless.png", "larger than" },
    { "/cut.png", "photo" },
    { "/loop.png", "without end" },
    { "/moved.png", "" },
    { "/to-file.png", "not an address of the web" },
    { "/to-plain.png", "without encryption" },
    { "/busy.png", "" },
    { "/ill.png", "503" },
    { "/good/a photo \xc3\xa9.png", "" },
    { "/good/1.png", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    add_url (requests, server, cases[i].path);
  g_ptr_array_add (requests, vt_photo_request_new ("https://me:secret@127.0.0.1/a.png"));
  g_ptr_array_add (requests, vt_photo_request_new ("https://"));
  g_ptr_array_add (requests, vt_photo_request_new ("https://[::1"));
  fetch (self, source, requests);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].path, message_of (requests, i));
      if (*cases[i].said == '\0')
        g_assert_cmpstr (message_of (requests, i), ==, "");
      else
        assert_said (requests, i, cases[i].said);
    }
  assert_said (requests, G_N_ELEMENTS (cases), "password");
  assert_said (requests, G_N_ELEMENTS (cases) + 1, "not an address");
  assert_said (requests, G_N_ELEMENTS (cases) + 2, "not an address");
  g_assert_cmpuint (count_media (self), ==, 5);
  g_assert_cmpuint (get_count (server, "/good/1.png"), ==, 1);
  g_assert_cmpuint (get_count (server, "/ill.png"), ==, 3);
  g_assert_cmpuint (get_count (server, "/loop.png"), ==, 6);
  g_assert_cmpstr (((VtPhotoRequest *) g_ptr_array_index (requests, 2))->media->name, ==, "2.png");
}

static void
test_silent_server (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Server) server = server_new (self->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPhotoSource) source = vt_photo_source_new (
      NULL, &(VtPhotoSourceOptions){ .allow_local = TRUE, .trusted = server->certificate, .silence_ms = 300 }, &error);
  g_autoptr (GPtrArray) requests = make_requests (NULL, NULL);

  add_url (requests, server, "/silent.png");
  add_url (requests, server, "/silent.png?2");
  fetch (self, source, requests);
  assert_said (requests, 0, "did not answer in time");
  assert_said (requests, 1, "did not answer in time");
}

/* The second time, and when most of it was cut off, only what is missing is asked for. */
static void
test_nothing_twice (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Server) server = server_new (self->folder);
  g_autoptr (VtPhotoSource) source = source_for (server);
  g_autoptr (GPtrArray) requests = make_requests (NULL, NULL);
  const VtPhotoRequest *first;
  g_autofree char *path = NULL;

  add_url (requests, server, "/good/1.png");
  add_url (requests, server, "/good/2.png");
  fetch (self, source, requests);
  fetch (self, source, requests);
  g_assert_cmpuint (get_count (server, "/good/1.png"), ==, 1);

  first = g_ptr_array_index (requests, 0);
  path = vt_media_path (self->path, first->media->sha256);
  g_assert_true (g_file_set_contents (path, "rotten", -1, NULL));
  fetch (self, source, requests);
  g_assert_cmpstr (message_of (requests, 0), ==, "");
  g_assert_cmpuint (get_count (server, "/good/1.png"), ==, 2);
  g_assert_cmpuint (get_count (server, "/good/2.png"), ==, 1);
}

static void
test_total_limit (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Server) server = server_new (self->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPhotoSource) source = vt_photo_source_new (
      NULL,
      &(VtPhotoSourceOptions){ .allow_local = TRUE, .trusted = server->certificate, .total_max_bytes = PNG_SIZE + 20 },
      &error);
  g_autoptr (GPtrArray) requests = make_requests (NULL, NULL);
  guint n = 0;

  add_url (requests, server, "/good/1.png");
  add_url (requests, server, "/good/2.png");
  fetch (self, source, requests);
  for (guint i = 0; i < 2; i++)
    n += *message_of (requests, i) != '\0' ? 1 : 0;
  g_assert_cmpuint (n, ==, 1);
  fetch (self, source, requests);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (message_of (requests, i), ==, "");
}

static void
test_strangers (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Server) server = server_new (self->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPhotoSource) source =
      vt_photo_source_new (NULL, &(VtPhotoSourceOptions){ .trusted = server->certificate, .retry_ms = 1 }, &error);
  g_autoptr (VtPhotoSource) untrusting =
      vt_photo_source_new (NULL, &(VtPhotoSourceOptions){ .allow_local = TRUE, .retry_ms = 1 }, &error);
  g_autoptr (VtPhotoSource) offline = vt_photo_source_new (NULL, &(VtPhotoSourceOptions){ .offline = TRUE }, &error);
  g_autoptr (GPtrArray) requests = make_requests ("http://localhost/a.png", "https://[::1]/a.png",
                                                  "https://169.254.169.254/a.png", "https://0.0.0.0/a.png", NULL);
  g_autoptr (GPtrArray) one = make_requests (NULL, NULL);

  add_url (requests, server, "/good/1.png");
  add_url (one, server, "/good/1.png");
  fetch (self, source, requests);
  for (guint i = 0; i < requests->len; i++)
    assert_said (requests, i, "this computer or its network");
  fetch (self, untrusting, one);
  assert_said (one, 0, "certificate");
  fetch (self, offline, one);
  assert_said (one, 0, "not downloaded yet");
  g_assert_cmpuint (get_count (server, "/good/1.png"), ==, 0);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Server) server = server_new (self->folder);
  g_autoptr (VtPhotoSource) source = source_for (server);
  g_autoptr (GPtrArray) requests = make_requests (NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSource) soon = g_timeout_source_new (20);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    add_url (requests, server, i % 2 == 0 ? "/silent.png" : "/ill.png");
  g_source_set_callback (soon, cancel_cb, cancellable, NULL);
  g_source_attach (soon, server->context);
  g_assert_false (vt_photo_source_fetch (source, self->shop, requests, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What the killed program does: downloads from @base into @shop. */
static int
download_until_killed (const char *shop_path, const char *base, const char *pem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (shop_path, VT_SHOP_WRITE, &error);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (pem, &error);
  g_autoptr (VtPhotoSource) source = NULL;
  g_autoptr (GPtrArray) requests = make_requests (NULL, NULL);

  g_assert_no_error (error);
  source = vt_photo_source_new (
      NULL, &(VtPhotoSourceOptions){ .allow_local = TRUE, .trusted = certificate, .retry_ms = 1 }, &error);
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (requests, vt_photo_request_new (""));
  for (guint i = 0; i < 40; i++)
    {
      VtPhotoRequest *request = g_ptr_array_index (requests, i);

      g_free (request->ref);
      request->ref = g_strdup_printf ("%s/good/%u.png", base, i);
    }
  vt_photo_source_fetch (source, shop, requests, NULL, NULL, NULL, NULL);

  return 0;
}

static const char *program;

static void
test_killed (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Server) server = server_new (self->folder);
  g_autoptr (VtPhotoSource) source = source_for (server);
  g_autofree char *pem = g_build_filename (self->folder, "certificate.pem", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) requests = make_requests (NULL, NULL);
  g_autoptr (GError) error = NULL;
  guint total = 0;

  g_object_get (server->certificate, "certificate-pem", &content, NULL);
  g_assert_true (g_file_set_contents (pem, content, -1, NULL));
  vt_shop_close (self->shop);
  g_clear_object (&self->shop);

  for (guint n = 7; n < 60; n += 9)
    {
      g_autoptr (GSubprocess) child = NULL;

      g_mutex_lock (&server->mutex);
      child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--download", self->path,
                                server->base, pem, NULL);
      g_assert_no_error (error);
      server->victim = (GPid) g_ascii_strtoll (g_subprocess_get_identifier (child), NULL, 10);
      server->n_until_kill = 9;
      g_mutex_unlock (&server->mutex);
      g_assert_true (g_subprocess_wait (child, NULL, &error));
      g_mutex_lock (&server->mutex);
      server->victim = 0;
      g_mutex_unlock (&server->mutex);
    }

  self->shop = vt_shop_open (self->path, VT_SHOP_WRITE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *path = g_strdup_printf ("/good/%u.png", i);

      add_url (requests, server, path);
    }
  fetch (self, source, requests);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *path = g_strdup_printf ("/good/%u.png", i);

      g_assert_cmpstr (message_of (requests, i), ==, "");
      total += get_count (server, path);
    }
  /* Asked for again are those alone that were on their way, at most six each time. */
  g_test_message ("40 pictures took %u requests", total);
  g_assert_cmpuint (total, <=, 40 + 6 * 6);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    gboolean is_public;
  } cases[] = {
    { "127.0.0.1", FALSE },
    { "10.1.2.3", FALSE },
    { "172.16.0.1", FALSE },
    { "172.32.0.1", TRUE },
    { "192.168.1.1", FALSE },
    { "169.254.1.1", FALSE },
    { "100.64.0.1", FALSE },
    { "100.128.0.1", TRUE },
    { "0.0.0.0", FALSE },
    { "0.1.2.3", FALSE },
    { "224.0.0.1", FALSE },
    { "240.0.0.1", FALSE },
    { "255.255.255.255", FALSE },
    { "198.19.0.1", FALSE },
    { "198.20.0.1", TRUE },
    { "8.8.8.8", TRUE },
    { "1.1.1.1", TRUE },
    { "::1", FALSE },
    { "::", FALSE },
    { "::ffff:127.0.0.1", FALSE },
    { "::ffff:8.8.8.8", FALSE },
    { "64:ff9b::7f00:1", FALSE },
    { "fe80::1", FALSE },
    { "fc00::1", FALSE },
    { "fd12::1", FALSE },
    { "ff02::1", FALSE },
    { "2001:db8::1", FALSE },
    { "2002:7f00:1::", FALSE },
    { "2606:4700::1111", TRUE },
    { "2a00:1450::1", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (vt_photo_address_is_public (address), ==, cases[i].is_public);
    }
}

#define add(path, func) g_test_add ((path), Fixture, NULL, set_up, (func), tear_down)

int
main (int argc, char *argv[])
{
  if (argc == 5 && g_str_equal (argv[1], "--download"))
    return download_until_killed (argv[2], argv[3], argv[4]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);

  add ("/photo-source/folder", test_folder);
  add ("/photo-source/codes", test_codes);
  add ("/photo-source/zip", test_zip);
  add ("/photo-source/zip/outside", test_zip_outside);
  add ("/photo-source/zip/bomb", test_zip_bomb);
  add ("/photo-source/zip/encrypted", test_zip_encrypted);
  add ("/photo-source/zip/broken", test_zip_broken);
  add ("/photo-source/no-images", test_no_images);
  add ("/photo-source/download", test_download);
  add ("/photo-source/download/silent-server", test_silent_server);
  add ("/photo-source/download/nothing-twice", test_nothing_twice);
  add ("/photo-source/download/total-limit", test_total_limit);
  add ("/photo-source/download/strangers", test_strangers);
  add ("/photo-source/download/cancelled", test_cancelled);
  add ("/photo-source/download/killed", test_killed);
  g_test_add_func ("/photo-source/addresses", test_addresses);

  return g_test_run ();
}
