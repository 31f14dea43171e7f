#include "shop/vt-snapshot.h"

#include "shop-fixture.h"

#include <string.h>

static const char *const test_copies[] = {
  /* Children first: the references are looked at when all is there. */
  "INSERT INTO catalogue.product_tag SELECT t.product_id, t.tag FROM main.product_tag t "
  "JOIN main.product p ON p.id = t.product_id WHERE p.status = 'active' ORDER BY 1, 2",
  "INSERT INTO catalogue.product SELECT * FROM main.product WHERE status = 'active' ORDER BY id",
  "INSERT INTO catalogue.stock_level SELECT * FROM main.stock_level ORDER BY variant_id, place_id",
  "INSERT INTO catalogue.photo SELECT * FROM main.photo WHERE product_id = 1 ORDER BY id",
  NULL,
};
static const char *const *const copies[] = { vt_shop_public_copies, test_copies, vt_media_public_copies, NULL };

static const char *const dangling_copies[] = {
  "INSERT INTO catalogue.product_tag SELECT * FROM main.product_tag ORDER BY 1, 2",
  NULL,
};
static const char *const *const dangling[] = { dangling_copies, NULL };

static void
fill (Fixture *self)
{
  fixture_write (
      self, "Fill", NULL,
      "INSERT INTO product (id, handle, title, status, created_us, updated_us) VALUES "
      "(1, 'shirt', 'Linen shirt', 'active', 0, 0), (2, 'secret', 'Secret', 'draft', 0, 0);"
      "INSERT INTO product_tag VALUES (1, 'linen'), (2, 'next season');"
      "INSERT INTO variant (id, product_id, position) VALUES (1, 1, 0);"
      "INSERT INTO stock_place (id, name) VALUES (1, 'Main');"
      "INSERT INTO stock_movement (id, uuid, variant_id, place_id, delta, reason, at_us) "
      "VALUES (1, 'u', 1, 1, 5, 'received', 0);"
      "INSERT INTO media (sha256, type, name, size, added_us) VALUES ('ab', 'image/png', 'my holiday', 1, 5), "
      "('cd', 'image/png', 'next season', 1, 5);"
      "INSERT INTO photo (id, product_id, position, sha256) VALUES (1, 1, 0, 'ab'), (2, 2, 0, 'cd')");
}

static char *
write_catalogue (Fixture *self, VtSnapshot *snapshot, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (vt_snapshot_write_catalogue (snapshot, path, 0, copies, &error));
  g_assert_no_error (error);
  return path;
}

static void
assert_same_files (const char *a, const char *b, gboolean same)
{
  g_autofree char *a_data = NULL;
  g_autofree char *b_data = NULL;
  gsize a_size;
  gsize b_size;

  g_assert_true (g_file_get_contents (a, &a_data, &a_size, NULL));
  g_assert_true (g_file_get_contents (b, &b_data, &b_size, NULL));
  g_assert_true ((a_size == b_size && memcmp (a_data, b_data, a_size) == 0) == same);
}

static void
test_isolated (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_shop_snapshot (self->shop, &error);

  g_assert_no_error (error);
  g_assert_false (vt_snapshot_is_public (snapshot));
  g_assert_cmpstr (vt_snapshot_get_folder (snapshot), ==, self->path);

  fill (self);
  g_assert_cmpint (read_int (vt_snapshot_get_db (snapshot), "SELECT count(*) FROM product"), ==, 0);
  g_assert_true (vt_snapshot_refresh (snapshot, &error));
  g_assert_cmpint (read_int (vt_snapshot_get_db (snapshot), "SELECT count(*) FROM product"), ==, 2);
}

static gpointer
read_in_thread (gpointer data)
{
  g_autoptr (VtSnapshot) snapshot = data;

  vt_snapshot_adopt (snapshot);
  g_assert_true (vt_snapshot_refresh (snapshot, NULL));
  return GINT_TO_POINTER ((int) read_int (vt_snapshot_get_db (snapshot), "SELECT count(*) FROM product"));
}

static void
test_adopted (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  VtSnapshot *snapshot = vt_shop_snapshot (self->shop, NULL);

  fill (self);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (g_thread_new ("reader", read_in_thread, snapshot))), ==, 2);
}

static void
test_catalogue_is_public (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = NULL;
  g_autoptr (VtSnapshot) public = NULL;
  g_autofree char *path = NULL;
  VtDb *db;

  fill (self);
  snapshot = vt_shop_snapshot (self->shop, &error);
  path = write_catalogue (self, snapshot, "catalogue.db");
  public = vt_snapshot_open_catalogue (path, NULL, &error);
  g_assert_no_error (error);
  db = vt_snapshot_get_db (public);

  g_assert_true (vt_snapshot_is_public (public));
  g_assert_null (vt_snapshot_get_folder (public));
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM product"), ==, 1);
  g_assert_cmpint (read_int (db, "SELECT on_hand FROM stock_level"), ==, 5);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM setting"), ==, 4);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM media WHERE name = '' AND added_us = 0"), ==, 1);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM media WHERE sha256 = 'cd'"), ==, 0);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM journal"), ==, 0);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM stock_movement"), ==, 0);
  g_assert_cmpint (read_int (db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==, 1);
  g_assert_true (vt_snapshot_refresh (public, &error));

  /* A shop is no catalogue to change: it is opened for reading only. */
  g_assert_false (vt_db_exec (db, "DELETE FROM setting", &error));
  g_assert_error (error, VT_DB_ERROR, VT_DB_ERROR_READ_ONLY);
}

static void
test_catalogue_same_bytes (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;

  fill (self);
  snapshot = vt_shop_snapshot (self->shop, &error);
  first = write_catalogue (self, snapshot, "1.db");

  /* Private edits, one of them of another row of a public table; and an edit that is taken back. */
  vt_shop_record (self->shop, sql_job,
                  (gpointer) "INSERT INTO host (id, name, kind, url) VALUES (1, 'h', 'vitrine', 'u')", NULL, &error);
  fixture_write (self, "Draft", NULL, "UPDATE product SET title = 'Very secret' WHERE id = 2");
  fixture_write (self, "Rename", NULL, "UPDATE product SET title = 'Hemp shirt' WHERE id = 1");
  vt_shop_undo (self->shop, NULL, NULL);

  second = write_catalogue (self, snapshot, "2.db");
  assert_same_files (first, second, TRUE);
  g_assert_true (vt_snapshot_refresh (snapshot, &error));
  third = write_catalogue (self, snapshot, "3.db");
  assert_same_files (first, third, TRUE);

  vt_shop_redo (self->shop, NULL, NULL);
  g_assert_true (vt_snapshot_refresh (snapshot, &error));
  fourth = write_catalogue (self, snapshot, "4.db");
  assert_same_files (first, fourth, FALSE);
}

static void
test_catalogue_of_snapshots_moment (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtSnapshot) snapshot = NULL;
  g_autoptr (VtSnapshot) public = NULL;
  g_autofree char *path = NULL;

  fill (self);
  snapshot = vt_shop_snapshot (self->shop, NULL);
  fixture_write (self, "Rename", NULL, "UPDATE product SET title = 'Hemp shirt' WHERE id = 1");
  path = write_catalogue (self, snapshot, "catalogue.db");
  public = vt_snapshot_open_catalogue (path, NULL, NULL);
  g_assert_cmpint (read_int (vt_snapshot_get_db (public), "SELECT title = 'Linen shirt' FROM product"), ==, 1);
}

static void
test_catalogue_refuses_holes (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = NULL;
  g_autofree char *path = g_build_filename (self->folder, "catalogue.db", NULL);
  g_autofree char *good = NULL;

  fill (self);
  snapshot = vt_shop_snapshot (self->shop, &error);
  g_assert_false (vt_snapshot_write_catalogue (snapshot, path, 0, dangling, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "product_tag"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  good = write_catalogue (self, snapshot, "catalogue.db");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/snapshot/isolated-from-later-writes", test_isolated);
  fixture_add ("/snapshot/adopted-by-a-thread", test_adopted);
  fixture_add ("/snapshot/catalogue/holds-only-public-rows", test_catalogue_is_public);
  fixture_add ("/snapshot/catalogue/same-rows-same-bytes", test_catalogue_same_bytes);
  fixture_add ("/snapshot/catalogue/of-the-snapshots-moment", test_catalogue_of_snapshots_moment);
  fixture_add ("/snapshot/catalogue/refuses-references-to-private-rows", test_catalogue_refuses_holes);

  return g_test_run ();
}
