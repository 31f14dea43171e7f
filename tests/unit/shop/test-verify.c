#include "shop/vt-verify.h"

#include "shop-fixture.h"
#include "shop/vt-media.h"

#include <string.h>

static gboolean
add_job (VtDb *db, gpointer media, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_media_add (db, media, error);
}

/* A shop with one picture, a stock and a history. */
static char *
fill (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("GIF89a\x03\0\x02\0\x80\0\0", 13);
  g_autoptr (VtMedia) media = vt_media_stage_bytes (self->path, bytes, "a.gif", &error);

  g_assert_no_error (error);
  vt_shop_write (self->shop, "Add picture", NULL, add_job, media, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_write (self, "Add product", NULL,
                 "INSERT INTO product (id, handle, title, created_us, updated_us) VALUES (1, 'p', 'P', 0, 0);"
                 "INSERT INTO variant (id, product_id, position) VALUES (1, 1, 0);"
                 "INSERT INTO stock_place (id, name) VALUES (1, 'Main');"
                 "INSERT INTO stock_movement (id, uuid, variant_id, place_id, delta, reason, at_us) "
                 "VALUES (1, 'u', 1, 1, 5, 'received', 0)");

  return vt_media_path (self->path, media->sha256);
}

static GPtrArray *
verify (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (vt_shop_verify (self->path, findings, NULL, &error));
  g_assert_no_error (error);
  return findings;
}

static void
assert_found (Fixture *self, guint n, const char *said)
{
  g_autoptr (GPtrArray) findings = verify (self);

  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, n);
  if (n > 0)
    g_assert_nonnull (strstr (g_ptr_array_index (findings, 0), said));
}

static void
plant (Fixture *self, const char *sql)
{
  g_autofree char *path = g_build_filename (self->path, "shop.db", NULL);
  sqlite3 *handle = NULL;

  g_clear_object (&self->shop);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
test_sound (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *media G_GNUC_UNUSED = fill (self);

  assert_found (self, 0, NULL);
}

static const struct
{
  const char *name;
  const char *sql;
  const char *said;
} damages[] = {
  { "reference", "PRAGMA foreign_keys = OFF; DELETE FROM product", "refers to a row of “product”" },
  { "level", "UPDATE stock_level SET on_hand = 6", "add up to 5" },
  { "level-missing", "DELETE FROM stock_level", "kept as 0" },
  { "journal", "UPDATE journal SET changeset = x'54ff' WHERE id = 2", "“Add product”, is damaged" },
  { "journal-empty", "UPDATE journal SET changeset = x'' WHERE id = 1", "“Add picture”, is damaged" },
};

static void
test_planted_rows (Fixture *self, gconstpointer data)
{
  g_autofree char *media G_GNUC_UNUSED = fill (self);

  plant (self, damages[GPOINTER_TO_UINT (data)].sql);
  assert_found (self, 1, damages[GPOINTER_TO_UINT (data)].said);
}

static void
test_planted_files (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *media = fill (self);
  g_autofree char *folder = g_path_get_dirname (media);
  g_autofree char *left_over = g_build_filename (folder, "stray.jpg", NULL);

  g_assert_true (g_file_set_contents (media, "GIF89a", -1, &error));
  assert_found (self, 1, "“a.gif”");
  g_assert_cmpint (g_unlink (media), ==, 0);
  assert_found (self, 1, "is missing");
  g_assert_true (g_file_set_contents (media, "GIF89a\x03\0\x02\0\x80\0\0", 13, &error));
  assert_found (self, 0, NULL);
  g_assert_true (g_file_set_contents (left_over, "x", -1, &error));
  assert_found (self, 1, "Information:");
}

static void
test_damaged_pages (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *media G_GNUC_UNUSED = fill (self);
  g_autofree char *path = g_build_filename (self->path, "shop.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  gsize size;

  /* An index whose table lost its rows. */
  plant (self, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'product_by_title'");
  findings = verify (self);
  g_assert_cmpuint (findings->len, >, 0);
  g_assert_nonnull (strstr (g_ptr_array_index (findings, 0), "database is damaged"));

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  memset (content + 4096, 0xaa, size - 4096);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  g_ptr_array_set_size (findings, 0);
  if (vt_shop_verify (self->path, findings, NULL, NULL))
    g_assert_cmpuint (findings->len, >, 0);
}

static void
test_cancelled (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  g_cancellable_cancel (cancellable);
  g_assert_false (vt_shop_verify (self->path, findings, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/verify/sound-shop-has-no-findings", test_sound);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/verify/finds/", damages[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_planted_rows, fixture_tear_down);
    }
  fixture_add ("/verify/finds/files", test_planted_files);
  fixture_add ("/verify/finds/pages", test_damaged_pages);
  fixture_add ("/verify/cancelled", test_cancelled);

  return g_test_run ();
}
