#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/vt-file.h"
#include "base/vt-hash.h"

typedef struct
{
  char *folder; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("vt-file-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_dir_remove_all (fixture->folder, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_free (fixture->folder);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_content (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = vt_file_read (path, 1000, &error);
  g_autoptr (GBytes) wanted = g_bytes_new_static (expected, strlen (expected));

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, wanted));
}

static void
test_write_read (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a", NULL);
  g_autoptr (GBytes) first = g_bytes_new_static ("first", 5);
  g_autoptr (GBytes) second = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_file_write_atomic (path, first, &error));
  g_assert_no_error (error);
  assert_content (path, "first");
  g_assert_true (vt_file_write_atomic (path, second, &error));
  assert_content (path, "");
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

static void
test_write_fails (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "none", "a", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "folder", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (vt_file_write_atomic (missing, bytes, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_false (vt_file_write_atomic (folder, bytes, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

static void
test_read_limit (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("12345", 5);
  g_autoptr (GBytes) exact = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_file_write_atomic (path, bytes, NULL));
  exact = vt_file_read (path, 5, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (exact, bytes));
  g_assert_null (vt_file_read (path, 4, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (vt_file_read (fixture->folder, 4, &error));
  g_assert_nonnull (error);
}

static void
test_copy (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *from = g_build_filename (fixture->folder, "from", NULL);
  g_autofree char *to = g_build_filename (fixture->folder, "to", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("content", 7);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancelled);
  g_assert_true (vt_file_write_atomic (from, bytes, NULL));
  g_assert_false (vt_file_copy_atomic (from, to, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);

  g_assert_true (vt_file_copy_atomic (from, to, NULL, &error));
  g_assert_no_error (error);
  assert_content (to, "content");
  g_assert_false (vt_file_copy_atomic ("/nonexistent", to, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  assert_content (to, "content");
}

static void
test_remove_keeps_link_targets (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *kept = g_build_filename (fixture->folder, "kept", NULL);
  g_autofree char *kept_file = g_build_filename (kept, "file", NULL);
  g_autofree char *tree = g_build_filename (fixture->folder, "tree", NULL);
  g_autofree char *deep = g_build_filename (tree, "a", "b", NULL);
  g_autofree char *link_in_tree = g_build_filename (tree, "link", NULL);
  g_autofree char *link_itself = g_build_filename (fixture->folder, "link", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (kept, 0700), ==, 0);
  g_assert_true (vt_file_write_atomic (kept_file, bytes, NULL));
  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  g_assert_cmpint (symlink (kept, link_in_tree), ==, 0);
  g_assert_cmpint (symlink (kept, link_itself), ==, 0);

  g_assert_true (vt_dir_remove_all (tree, &error));
  g_assert_true (vt_dir_remove_all (link_itself, &error));
  g_assert_true (vt_dir_remove_all ("/nonexistent/at/all", &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (tree, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (link_itself, G_FILE_TEST_IS_SYMLINK));
  assert_content (kept_file, "x");
}

static void
test_hash (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  /* FIPS 180-2, appendix B.1. */
  static const char expected[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  g_autofree char *path = g_build_filename (fixture->folder, "a", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autofree char *of_bytes = vt_sha256_bytes (bytes);
  g_autofree char *of_data = vt_sha256_data ("abc", 3);
  g_autofree char *of_nothing = vt_sha256_data (NULL, 0);
  g_autofree char *of_file = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_file_write_atomic (path, bytes, NULL));
  of_file = vt_sha256_file (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (of_bytes, ==, expected);
  g_assert_cmpstr (of_data, ==, expected);
  g_assert_cmpstr (of_file, ==, expected);
  g_assert_true (vt_sha256_is_valid (of_nothing));
  g_assert_null (vt_sha256_file (fixture->folder, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_hash_valid (void)
{
  g_autofree char *hex = g_strnfill (VT_SHA256_LENGTH, 'a');
  g_autofree char *longer = g_strnfill (VT_SHA256_LENGTH + 1, 'a');

  g_assert_true (vt_sha256_is_valid (hex));
  g_assert_false (vt_sha256_is_valid (longer));
  g_assert_false (vt_sha256_is_valid (hex + 1));
  g_assert_false (vt_sha256_is_valid (""));
  g_assert_false (vt_sha256_is_valid (NULL));
  hex[5] = 'A';
  g_assert_false (vt_sha256_is_valid (hex));
  hex[5] = '/';
  g_assert_false (vt_sha256_is_valid (hex));
}

static void
test_secret (void)
{
  g_assert_true (vt_secret_equal ("token", "token"));
  g_assert_true (vt_secret_equal ("", ""));
  g_assert_false (vt_secret_equal ("token", "tokem"));
  g_assert_false (vt_secret_equal ("token", "tok"));
  g_assert_false (vt_secret_equal ("tok", "toktok"));
  g_assert_false (vt_secret_equal ("", "a"));
  g_assert_false (vt_secret_equal ("token", NULL));
  g_assert_false (vt_secret_equal (NULL, NULL));
}

static void
test_data_path (void)
{
  g_autofree char *saved = g_strdup (g_getenv ("VITRINE_DATA_DIR"));
  g_autofree char *moved = NULL;
  g_autofree char *installed = NULL;

  g_setenv ("VITRINE_DATA_DIR", "/somewhere", TRUE);
  moved = vt_data_path ("theme");
  g_assert_cmpstr (moved, ==, "/somewhere/theme");
  g_unsetenv ("VITRINE_DATA_DIR");
  installed = vt_data_path ("theme");
  g_assert_true (g_str_has_suffix (installed, "/vitrine/theme"));
  if (saved != NULL)
    g_setenv ("VITRINE_DATA_DIR", saved, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/file/write-and-read", Fixture, NULL, set_up, test_write_read, tear_down);
  g_test_add ("/file/failed-write-leaves-nothing", Fixture, NULL, set_up, test_write_fails, tear_down);
  g_test_add ("/file/read-limit", Fixture, NULL, set_up, test_read_limit, tear_down);
  g_test_add ("/file/copy", Fixture, NULL, set_up, test_copy, tear_down);
  g_test_add ("/file/remove-keeps-link-targets", Fixture, NULL, set_up, test_remove_keeps_link_targets, tear_down);
  g_test_add_func ("/file/data-path", test_data_path);
  g_test_add ("/hash/sha256", Fixture, NULL, set_up, test_hash, tear_down);
  g_test_add_func ("/hash/is-valid", test_hash_valid);
  g_test_add_func ("/hash/secret-equal", test_secret);
  return g_test_run ();
}
