#include "shop/vt-changeset.h"

#include "shop-fixture.h"
#include "shop/vt-recorder.h"

static GBytes *
record (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDb) db = vt_db_open (NULL, VT_DB_MEMORY, &error);
  g_autoptr (VtRecorder) recorder = NULL;
  g_autoptr (GBytes) facts = NULL;
  g_autoptr (GArray) added = NULL;
  GBytes *journaled = NULL;

  g_assert_true (vt_db_exec (db,
                             "CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT, r REAL, b BLOB);"
                             "CREATE TABLE b (k TEXT, l TEXT, PRIMARY KEY (k, l));"
                             "INSERT INTO a VALUES (1, 'x', 1.5, x'00ff'), (2, NULL, NULL, NULL)",
                             &error));
  recorder = vt_recorder_new (db);
  g_assert_no_error (error);
  g_assert_true (
      vt_db_exec (db,
                  "INSERT INTO a VALUES (3, printf ('%.300c', 'y'), 0.0, x''); INSERT INTO b VALUES ('k', 'l');"
                  "UPDATE a SET t = 'z' WHERE id = 1; DELETE FROM a WHERE id = 2",
                  &error));
  g_assert_true (vt_recorder_take (recorder, &journaled, &facts, &added, &error));
  g_assert_cmpuint (g_bytes_get_size (facts), ==, 0);
  return journaled;
}

static void
test_own_are_sound (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) changeset = record ();
  g_autoptr (GBytes) inverted = vt_changeset_invert (changeset, &error);
  g_autoptr (GBytes) merged = vt_changeset_merge (changeset, inverted, &error);

  g_assert_no_error (error);
  g_assert_true (vt_changeset_is_sound (g_bytes_get_data (changeset, NULL), g_bytes_get_size (changeset)));
  g_assert_true (vt_changeset_is_sound (g_bytes_get_data (inverted, NULL), g_bytes_get_size (inverted)));
  g_assert_cmpuint (g_bytes_get_size (merged), ==, 0);
}

/* What passes the check, SQLite reads to its end without harm: cut anywhere, or with any byte bent. */
static void
read_through (const guint8 *data, gsize size)
{
  sqlite3_changeset_iter *iter = NULL;
  guint n_rows = 0;

  g_assert_cmpint (sqlite3changeset_start (&iter, (int) size, (gpointer) data), ==, SQLITE_OK);
  while (sqlite3changeset_next (iter) == SQLITE_ROW)
    g_assert_cmpuint (++n_rows, <=, size);
  sqlite3changeset_finalize (iter);
}

static void
test_bent (void)
{
  static const guint8 values[] = { 0x00, 0x01, 0x03, 0x12, 0x17, 0x54, 0x7f, 0x80, 0xff };
  g_autoptr (GBytes) changeset = record ();
  gsize size;
  const guint8 *data = g_bytes_get_data (changeset, &size);

  g_assert_false (vt_changeset_is_sound ("", 0));
  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *cut = g_memdup2 (data, i);

      if (vt_changeset_is_sound (cut, i))
        read_through (cut, i);
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autofree guint8 *bent = g_memdup2 (data, size);

          bent[i] = values[j];
          if (vt_changeset_is_sound (bent, size))
            read_through (bent, size);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/changeset/own-are-sound", test_own_are_sound);
  g_test_add_func ("/changeset/bent-are-refused-or-harmless", test_bent);

  return g_test_run ();
}
