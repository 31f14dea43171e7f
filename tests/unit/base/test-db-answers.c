/* What a watched connection is asked again and again. */
#include "base/vt-db-reads.h"

static const char rows_sql[] = "SELECT id, name, data FROM thing WHERE id >= ?1 ORDER BY id";

static VtDb *
open_things (void)
{
  g_autoptr (GError) error = NULL;
  VtDb *db = vt_db_open ("memory", VT_DB_MEMORY, &error);

  g_assert_no_error (error);
  g_assert_true (vt_db_exec (db,
                             "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, data BLOB);"
                             "INSERT INTO thing VALUES (1, 'one', x'00ff'), (2, NULL, x''), (3, 'ไทย', NULL);",
                             &error));
  g_assert_no_error (error);
  return db;
}

static void
assert_row (VtStmt *stmt, gint64 id, const char *name, gsize n_bytes)
{
  gsize size = 99;

  g_assert_cmpint (vt_stmt_step (stmt, NULL), ==, VT_STEP_ROW);
  g_assert_cmpint (vt_stmt_get_int (stmt, 0), ==, id);
  g_assert_cmpstr (vt_stmt_get_text (stmt, 1), ==, name);
  g_assert_true (vt_stmt_is_null (stmt, 1) == (name == NULL));
  g_assert_true (vt_stmt_is_null (stmt, 2) == (id == 3));
  vt_stmt_get_blob (stmt, 2, &size);
  g_assert_cmpuint (size, ==, n_bytes);
}

/* The first @n rows from @from on, and the end when there are no more. */
static void
assert_rows (VtDb *db, gint64 from, int n)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, rows_sql, NULL);

  g_assert_true (vt_stmt_bind_int (stmt, 1, from, NULL));
  if (from <= 1 && n-- > 0)
    assert_row (stmt, 1, "one", 2);
  if (from <= 2 && n-- > 0)
    assert_row (stmt, 2, NULL, 0);
  if (from <= 3 && n-- > 0)
    assert_row (stmt, 3, "ไทย", 0);
  if (n > 0)
    g_assert_cmpint (vt_stmt_step (stmt, NULL), ==, VT_STEP_DONE);
}

static void
test_again (void)
{
  g_autoptr (VtDb) db = open_things ();
  g_autoptr (VtDbReads) reads = vt_db_reads_new ();
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (guint32));

  vt_db_watch (db, reads, notes);
  for (guint i = 0; i < 4; i++)
    {
      assert_rows (db, 1, 4);
      assert_rows (db, 3, 2);
      assert_rows (db, 4, 1);
    }
  vt_db_watch (db, NULL, NULL);

  /* However often, it is three reads, and they hold. */
  g_assert_cmpuint (notes->len, ==, 12);
  g_assert_cmpuint (vt_db_reads_get_n (reads), ==, 3);
  for (guint32 i = 0; i < 3; i++)
    g_assert_true (vt_db_reads_check (reads, i, db));
  g_assert_true (vt_db_exec (db, "UPDATE thing SET name = 'two' WHERE id = 2", NULL));
  g_assert_false (vt_db_reads_check (reads, g_array_index (notes, guint32, 0), db));
  g_assert_true (vt_db_reads_check (reads, g_array_index (notes, guint32, 1), db));
}

/* Who stops after the first row and who goes on get the same rows. */
static void
test_in_part (void)
{
  g_autoptr (VtDb) db = open_things ();
  g_autoptr (VtDbReads) reads = vt_db_reads_new ();
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (guint32));

  vt_db_watch (db, reads, notes);
  for (guint i = 0; i < 3; i++)
    assert_rows (db, 1, 1);
  assert_rows (db, 1, 4);
  assert_rows (db, 1, 2);
  assert_rows (db, 1, 1);
  vt_db_watch (db, NULL, NULL);

  g_assert_cmpuint (notes->len, ==, 6);
  g_assert_cmpuint (vt_db_reads_get_n (reads), ==, 3);
  for (guint32 i = 0; i < 3; i++)
    g_assert_true (vt_db_reads_check (reads, i, db));
}

/* What was answered is forgotten when the connection is not watched any more. */
static void
test_forgotten (void)
{
  g_autoptr (VtDb) db = open_things ();
  g_autoptr (VtDbReads) reads = vt_db_reads_new ();
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (guint32));

  vt_db_watch (db, reads, notes);
  for (guint i = 0; i < 3; i++)
    assert_rows (db, 3, 2);
  vt_db_watch (db, NULL, NULL);
  g_assert_true (vt_db_exec (db, "DELETE FROM thing WHERE id = 3", NULL));
  vt_db_watch (db, reads, notes);
  assert_rows (db, 4, 1);
  g_assert_cmpint (vt_db_get (db, NULL, &(gint64){ 0 }, rows_sql, "i", (gint64) 3), ==, VT_STEP_DONE);
  vt_db_watch (db, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db-answers/again", test_again);
  g_test_add_func ("/db-answers/in-part", test_in_part);
  g_test_add_func ("/db-answers/forgotten", test_forgotten);

  return g_test_run ();
}
