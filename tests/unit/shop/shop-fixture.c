#include "shop-fixture.h"

#include "base/vt-file.h"

/* Opens the shop again with the fixture's clock. */
void
fixture_reopen (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  VtClock clock = vt_clock_fixed (&self->now_us);

  g_clear_object (&self->shop);
  self->shop = vt_shop_open (self->path, VT_SHOP_WRITE, &error);
  g_assert_no_error (error);
  vt_shop_set_clock (self->shop, &clock);
}

/* What libvips finds strange about a file is no fault of ours. */
static gboolean
is_fatal (const char *domain,
          G_GNUC_UNUSED GLogLevelFlags level,
          G_GNUC_UNUSED const char *message,
          G_GNUC_UNUSED gpointer data)
{
  return g_strcmp0 (domain, "VIPS") != 0;
}

void
fixture_set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  self->now_us = G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC;
  self->folder = g_dir_make_tmp ("vt-shop-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "Linen & Öl.vitrine", NULL);
  self->shop = vt_shop_create (self->path, "Linen & Öl", "EUR", "de", &error);
  g_assert_no_error (error);
  g_clear_object (&self->shop);
  fixture_reopen (self);
}

void
fixture_tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (self->shop != NULL)
    g_assert_finalize_object (self->shop);
  vt_dir_remove_all (self->folder, &error);
  g_assert_no_error (error);
  g_free (self->folder);
  g_free (self->path);
}

gboolean
sql_job (VtDb *db, gpointer sql, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_db_exec (db, sql, error);
}

void
fixture_write (Fixture *self, const char *label, const char *key, const char *sql)
{
  g_autoptr (GError) error = NULL;

  vt_shop_write (self->shop, label, key, sql_job, (gpointer) sql, NULL, NULL, &error);
  g_assert_no_error (error);
}

gint64
read_int (VtDb *db, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  gint64 value = -1;

  g_assert_cmpint (sqlite3_prepare_v2 (vt_db_get_handle (db), sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);

  return value;
}

static void
dump_table (sqlite3 *handle, const char *table, GString *out)
{
  /* quote () keeps types apart: 1, '1' and x'31' differ. */
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1, 2", table);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      g_string_append (out, table);
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        g_string_append_printf (out, "|%d:%s", sqlite3_column_type (stmt, i),
                                sqlite3_column_text (stmt, i) != NULL ? (const char *) sqlite3_column_text (stmt, i)
                                                                      : "");
      g_string_append_c (out, '\n');
    }
  sqlite3_finalize (stmt);
}

/* Every row of every table, sorted, as text: two equal dumps are two equal shops. */
char *
dump_database (VtDb *db, gboolean with_journal)
{
  sqlite3 *handle = vt_db_get_handle (db);
  GString *out = g_string_new (NULL);
  sqlite3_stmt *tables = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", -1,
                                       &tables, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (tables) == SQLITE_ROW)
    {
      const char *table = (const char *) sqlite3_column_text (tables, 0);

      if (with_journal || !g_str_equal (table, "journal"))
        dump_table (handle, table, out);
    }
  sqlite3_finalize (tables);

  return g_string_free (out, FALSE);
}
