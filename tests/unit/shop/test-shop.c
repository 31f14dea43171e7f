#include "base/vt-file.h"
#include "shop-fixture.h"
#include "shop/vt-settings.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ADD_PAGE "INSERT INTO page (id, handle, title, updated_us) VALUES (1, 'about', 'About', 0)"

static void
test_created_whole (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *currency = vt_setting_get (vt_shop_get_reader (self->shop), "shop.currency", &error);
  g_autofree char *name = vt_setting_get (vt_shop_get_reader (self->shop), "shop.name", &error);
  g_autofree char *media = g_build_filename (self->path, "media", NULL);
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  GStatBuf status;

  g_assert_cmpstr (currency, ==, "EUR");
  g_assert_cmpstr (name, ==, "Linen & Öl");
  g_assert_true (g_uuid_string_is_valid (vt_shop_get_id (self->shop)));
  g_assert_true (vt_shop_is_writable (self->shop));
  g_assert_true (g_file_test (media, G_FILE_TEST_IS_DIR));
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  g_assert_nonnull (g_dir_read_name (dir));
  g_assert_null (g_dir_read_name (dir));
}

static void
test_create_refuses (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *name, *path, *shop_name, *currency, *language;
    VtShopError code;
  } cases[] = {
    { "not-empty", ".", "Shop", "EUR", "de", VT_SHOP_ERROR_EXISTS },
    { "no-parent", "none/none/x.vitrine", "Shop", "EUR", "de", VT_SHOP_ERROR_FAILED },
    { "currency", "x.vitrine", "Shop", "EURO", "de", VT_SHOP_ERROR_FAILED },
    { "language", "x.vitrine", "Shop", "EUR", "german language", VT_SHOP_ERROR_FAILED },
    { "name", "x.vitrine", "  ", "EUR", "de", VT_SHOP_ERROR_FAILED },
    { "not-utf8", "x.vitrine", "\xff\xfe", "EUR", "de", VT_SHOP_ERROR_FAILED },
  };
  g_autofree char *left_over = g_build_filename (self->folder, "x.vitrine", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (self->folder, cases[i].path, NULL);

      g_test_message ("%s", cases[i].name);
      g_assert_null (vt_shop_create (path, cases[i].shop_name, cases[i].currency, cases[i].language, &error));
      g_assert_error (error, VT_SHOP_ERROR, (int) cases[i].code);
      g_assert_false (g_file_test (left_over, G_FILE_TEST_EXISTS));
    }
}

static void
test_create_in_empty_folder (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "empty", NULL);
  g_autoptr (VtShop) shop = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  shop = vt_shop_create (path, "Shop", "JPY", "ja", &error);
  g_assert_no_error (error);
  g_assert_nonnull (shop);
}

static void
test_second_writer_inside_process (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) reader = vt_shop_open (self->path, VT_SHOP_READ, &error);

  g_assert_no_error (error);
  g_assert_false (vt_shop_is_writable (reader));
  g_assert_null (vt_shop_open (self->path, VT_SHOP_WRITE, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_LOCKED);
  g_clear_error (&error);

  fixture_write (self, "Add page", NULL, ADD_PAGE);
  g_assert_cmpint (read_int (vt_shop_get_reader (reader), "SELECT count(*) FROM page"), ==, 1);
  g_assert_false (vt_shop_write (reader, "x", NULL, sql_job, (gpointer) "DELETE FROM page", NULL, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_READ_ONLY);

  vt_shop_close (self->shop);
  g_clear_error (&error);
  g_assert_false (vt_shop_write (self->shop, "x", NULL, sql_job, (gpointer) "DELETE FROM page", NULL, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  fixture_reopen (self);
}

/* Runs this program again for one part of a case, on the shop of the case. */
static GSubprocess *
start_child (const char *part, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", &error);
  GSubprocess *child;

  g_assert_no_error (error);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child",
                            part, path, NULL);
  g_assert_no_error (error);
  return child;
}

static int
hold_child (const char *path)
{
  g_autoptr (VtShop) shop = vt_shop_open (path, VT_SHOP_WRITE, NULL);
  char byte;

  if (shop == NULL || write (STDOUT_FILENO, "!", 1) != 1)
    return 1;

  return read (STDIN_FILENO, &byte, 1) == 0 ? 0 : 1;
}

static gboolean
die_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  /* Enough that pages leave the cache for the -wal file before the end comes. */
  if (!vt_db_exec (db,
                   "DELETE FROM page; PRAGMA cache_size = 5; WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                   "FROM n WHERE i < 5000) INSERT INTO page (id, handle, title, updated_us) "
                   "SELECT i + 10, 'half-' || i, 'Half done', 0 FROM n",
                   error))
    return FALSE;

  raise (SIGKILL);
  return TRUE;
}

static int
die_child (const char *path)
{
  g_autoptr (VtShop) shop = vt_shop_open (path, VT_SHOP_WRITE, NULL);

  if (shop != NULL)
    vt_shop_write (shop, "Half", NULL, die_job, NULL, NULL, NULL, NULL);
  return 1;
}

static void
test_second_process (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (VtShop) reader = NULL;
  char byte;

  g_clear_object (&self->shop);
  child = start_child ("hold", self->path);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (child), &byte, 1, NULL, &error), ==, 1);

  g_assert_null (vt_shop_open (self->path, VT_SHOP_WRITE, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, g_subprocess_get_identifier (child)));
  g_assert_nonnull (strstr (error->message, "Close it there"));
  g_clear_error (&error);

  reader = vt_shop_open (self->path, VT_SHOP_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (vt_shop_get_reader (reader), "SELECT count(*) FROM setting"), ==, 4);

  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, &error);
  fixture_reopen (self);
}

static void
test_killed_in_the_middle (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_write (self, "Add page", NULL, ADD_PAGE);
  before = dump_database (vt_shop_get_reader (self->shop), TRUE);
  g_clear_object (&self->shop);

  child = start_child ("die", self->path);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);

  fixture_reopen (self);
  after = dump_database (vt_shop_get_reader (self->shop), TRUE);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_no_error (error);
}

static void
test_failed_job_leaves_nothing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump_database (vt_shop_get_reader (self->shop), TRUE);
  g_autofree char *after = NULL;
  gint64 entry_id = 7;

  g_assert_false (
      vt_shop_write (self->shop, "Bad", NULL, sql_job, (gpointer) ADD_PAGE "; " ADD_PAGE, NULL, &entry_id, &error));
  g_assert_error (error, VT_DB_ERROR, VT_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);

  /* A job has no business with the transaction. */
  g_assert_false (
      vt_shop_write (self->shop, "Bad", NULL, sql_job, (gpointer) "DELETE FROM setting; ROLLBACK", NULL, NULL, &error));
  g_assert_error (error, VT_DB_ERROR, VT_DB_ERROR_FAILED);
  g_clear_error (&error);

  /* A reference that points nowhere is found at the end. */
  g_assert_false (vt_shop_write (self->shop, "Bad", NULL, sql_job,
                                 (gpointer) "PRAGMA defer_foreign_keys = ON; INSERT INTO product_tag VALUES (99, 'x')",
                                 NULL, NULL, &error));
  g_assert_error (error, VT_DB_ERROR, VT_DB_ERROR_CONSTRAINT);

  after = dump_database (vt_shop_get_reader (self->shop), TRUE);
  g_assert_cmpstr (after, ==, before);
}

static void
collect_change (VtShop *shop G_GNUC_UNUSED, VtChange *change, gpointer changes)
{
  g_ptr_array_add (changes, vt_change_ref (change));
}

static void
test_changed_names_rows (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_change_unref);
  g_autoptr (GError) error = NULL;
  VtChange *change;

  g_signal_connect (self->shop, "changed", G_CALLBACK (collect_change), changes);
  fixture_write (self, "Add page", NULL, ADD_PAGE);
  g_assert_cmpuint (changes->len, ==, 1);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpuint (vt_change_get_n_rows (change), ==, 1);
  g_assert_cmpstr (vt_change_get_row (change, 0)->table, ==, "page");
  g_assert_cmpint (vt_change_get_row (change, 0)->op, ==, VT_CHANGE_INSERT);
  g_assert_cmpint (vt_change_get_row (change, 0)->id, ==, 1);
  g_assert_true (vt_change_touches (change, "page"));
  g_assert_false (vt_change_touches (change, "journal"));
  g_assert_true (vt_change_touches_row (change, "page", 1));
  g_assert_false (vt_change_touches_row (change, "page", 2));

  fixture_write (self, "Name", NULL, "UPDATE setting SET value = 'New' WHERE key = 'shop.name'");
  change = g_ptr_array_index (changes, 1);
  g_assert_cmpint (vt_change_get_row (change, 0)->op, ==, VT_CHANGE_UPDATE);
  g_assert_cmpstr (vt_change_get_row (change, 0)->key, ==, "shop.name");

  vt_shop_undo (self->shop, NULL, NULL);
  vt_shop_undo (self->shop, NULL, NULL);
  change = g_ptr_array_index (changes, 3);
  g_assert_cmpint (vt_change_get_row (change, 0)->op, ==, VT_CHANGE_DELETE);
  g_assert_cmpint (vt_change_get_row (change, 0)->id, ==, 1);

  vt_shop_record (self->shop, sql_job,
                  (gpointer) "INSERT INTO host (id, name, kind, url) VALUES (1, 'h', 'vitrine', 'u')", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vt_change_touches (g_ptr_array_index (changes, 4), "host"));
}

typedef struct
{
  GMainLoop *loop;
  GString *log;       /* in the order of things */
  GString *callbacks; /* the same without what was told in between */
  GThread *thread;
} Log;

static void
log_change (VtShop *shop, VtChange *change G_GNUC_UNUSED, gpointer user_data)
{
  Log *log = user_data;

  g_assert_true (g_thread_self () == log->thread);
  g_string_append_printf (log->log, "changed(%s) ", vt_shop_get_undo_label (shop));
}

static void
written_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Log *log = user_data;
  g_autoptr (GError) error = NULL;
  gint64 entry_id = 0;

  g_assert_true (g_thread_self () == log->thread);
  if (vt_shop_write_finish (VT_SHOP (shop), result, &entry_id, &error))
    {
      g_string_append_printf (log->log, "written(%d) ", (int) entry_id);
      g_string_append (log->callbacks, "written ");
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_string_append (log->callbacks, "cancelled ");
  else
    g_string_append (log->callbacks, "failed ");
}

static void
undone_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Log *log = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  g_assert_true (vt_shop_undo_finish (VT_SHOP (shop), result, &label, &error));
  g_assert_no_error (error);
  g_string_append_printf (log->log, "undone(%s)", label);
  g_main_loop_quit (log->loop);
}

static gboolean
cancelling_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  if (!vt_db_exec (db, "DELETE FROM setting", error))
    return FALSE;

  g_cancellable_cancel (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
test_async_in_order (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GCancellable) cancelling = g_cancellable_new ();
  Log log = { .loop = loop, .log = g_string_new (NULL), .callbacks = g_string_new (NULL), .thread = g_thread_self () };

  g_signal_connect (self->shop, "changed", G_CALLBACK (log_change), &log);
  g_cancellable_cancel (cancelled);

  vt_shop_write_async (self->shop, "A", NULL, sql_job, g_strdup (ADD_PAGE), g_free, NULL, written_cb, &log);
  vt_shop_write_async (self->shop, "Bad", NULL, sql_job, g_strdup (ADD_PAGE), g_free, NULL, written_cb, &log);
  vt_shop_write_async (self->shop, "C", NULL, cancelling_job, NULL, NULL, cancelled, written_cb, &log);
  vt_shop_write_async (self->shop, "D", NULL, cancelling_job, NULL, NULL, cancelling, written_cb, &log);
  vt_shop_write_async (self->shop, "E", NULL, sql_job, g_strdup ("UPDATE page SET title = 'E'"), g_free, NULL,
                       written_cb, &log);
  vt_shop_undo_async (self->shop, FALSE, NULL, undone_cb, &log);
  g_main_loop_run (loop);

  g_assert_nonnull (strstr (log.log->str, "changed(A) "));
  g_assert_nonnull (strstr (log.log->str, "written(1) "));
  g_assert_cmpstr (log.callbacks->str, ==, "written failed cancelled cancelled written ");
  g_assert_nonnull (strstr (log.log->str, "written(2) "));
  g_assert_true (g_str_has_suffix (log.log->str, "undone(E)"));
  g_assert_true (strstr (log.log->str, "changed(A)") < strstr (log.log->str, "written(1)"));
  g_assert_true (strstr (log.log->str, "changed(E)") < strstr (log.log->str, "written(2)"));
  g_assert_cmpint (read_int (vt_shop_get_reader (self->shop), "SELECT count(*) FROM setting"), ==, 4);
  g_string_free (log.log, TRUE);
  g_string_free (log.callbacks, TRUE);
}

/* What was asked for is done even when the shop is closed at once. */
static void
test_close_finishes_queue (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Log log = { .log = g_string_new (NULL), .callbacks = g_string_new (NULL), .thread = g_thread_self () };

  vt_shop_write_async (self->shop, "A", NULL, sql_job, g_strdup (ADD_PAGE), g_free, NULL, written_cb, &log);
  vt_shop_close (self->shop);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (log.log->str, ==, "written(1) ");
  g_string_free (log.log, TRUE);
  g_string_free (log.callbacks, TRUE);

  fixture_reopen (self);
  g_assert_cmpint (read_int (vt_shop_get_reader (self->shop), "SELECT count(*) FROM page"), ==, 1);
}

static void
open_refused (Fixture *self, GQuark domain, int code, const char *said)
{
  for (int mode = VT_SHOP_READ; mode <= VT_SHOP_WRITE; mode++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vt_shop_open (self->path, (VtShopMode) mode, &error));
      g_assert_error (error, domain, code);
      g_assert_nonnull (strstr (error->message, said));
    }
}

static void
change_raw (Fixture *self, const char *sql)
{
  g_autofree char *path = g_build_filename (self->path, "shop.db", NULL);
  sqlite3 *handle = NULL;

  g_clear_object (&self->shop);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
test_open_newer (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  change_raw (self, "PRAGMA user_version = 1000");
  open_refused (self, VT_DB_ERROR, VT_DB_ERROR_TOO_NEW, "Update Vitrine");
}

static void
test_open_other_database (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  change_raw (self, "PRAGMA application_id = 0");
  open_refused (self, VT_SHOP_ERROR, VT_SHOP_ERROR_NOT_A_SHOP, "not made by Vitrine");
}

static void
test_open_damaged (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (self->path, "shop.db", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->shop);
  g_assert_cmpint (truncate (path, 20000), ==, 0);
  open_refused (self, VT_DB_ERROR, VT_DB_ERROR_DAMAGED, "restore it from a backup");

  g_assert_true (g_file_set_contents (path,
                                      "This is a letter, not a database, and long enough to be looked at by all "
                                      "who read headers of a hundred bytes.",
                                      -1, &error));
  open_refused (self, VT_DB_ERROR, VT_DB_ERROR_DAMAGED, "restore it from a backup");

  g_assert_true (g_file_set_contents (path, "", 0, &error));
  open_refused (self, VT_SHOP_ERROR, VT_SHOP_ERROR_NOT_A_SHOP, "not made by Vitrine");
}

static void
test_open_no_shop (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (self->path, "shop.db", NULL);

  g_clear_object (&self->shop);
  g_assert_cmpint (g_unlink (path), ==, 0);
  open_refused (self, VT_SHOP_ERROR, VT_SHOP_ERROR_NOT_A_SHOP, "no shop.db");
  vt_dir_remove_all (self->path, NULL);
  open_refused (self, VT_SHOP_ERROR, VT_SHOP_ERROR_NOT_A_SHOP, "There is no shop at");
}

/* Root may write anywhere, so the folder is opened as nobody. */
static int
unwritable_child (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) reader = NULL;

  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    return 77;

  if (vt_shop_open (path, VT_SHOP_WRITE, &error) != NULL ||
      !g_error_matches (error, VT_SHOP_ERROR, VT_SHOP_ERROR_READ_ONLY))
    return 1;

  reader = vt_shop_open (path, VT_SHOP_READ, NULL);
  return reader != NULL && read_int (vt_shop_get_reader (reader), "SELECT count(*) FROM setting") == 4 ? 0 : 2;
}

static void
test_open_unwritable (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = g_build_filename (self->path, "shop.db", NULL);
  g_autoptr (GSubprocess) child = NULL;

  g_clear_object (&self->shop);
  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (database, 0444), ==, 0);
  g_assert_cmpint (g_chmod (self->path, 0555), ==, 0);

  child = start_child ("unwritable", self->path);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (self->path, 0755), ==, 0);
  if (g_subprocess_get_if_exited (child) && g_subprocess_get_exit_status (child) == 77)
    g_test_skip ("the user nobody is not to be had here");
  else
    g_assert_true (g_subprocess_get_successful (child));
}

static gboolean
set_job (VtDb *db, gpointer pair, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const char *const *strings = pair;

  return vt_setting_set (db, strings[0], strings[1], error);
}

static void
test_settings_checked (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *pair[2];
    gboolean good;
  } cases[] = {
    { { "shop.country", "DE" }, TRUE },
    { { "shop.country", "Germany" }, FALSE },
    { { "shop.time-zone", "Europe/Berlin" }, TRUE },
    { { "shop.time-zone", "Mars/Olympus" }, FALSE },
    { { "tax.included", "1" }, TRUE },
    { { "tax.included", "yes" }, FALSE },
    { { "shop.currency", "XYZZY" }, FALSE },
    { { "announcement", "Free shipping" }, TRUE },
    { { "announcement", NULL }, TRUE },
    { { "shop.name", NULL }, FALSE },
    { { "no.such", "x" }, FALSE },
  };
  g_autofree char *unset = NULL;
  g_autofree char *composed = NULL;
  const char *const decomposed[] = { "shop.tagline", " Cafe\xcc\x81 " };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean set = vt_shop_write (self->shop, "Set", NULL, set_job, (gpointer) cases[i].pair, NULL, NULL, &error);

      g_test_message ("%s=%s", cases[i].pair[0], cases[i].pair[1]);
      g_assert_cmpint (set, ==, cases[i].good);
      g_assert_true (set == (error == NULL));
    }

  unset = vt_setting_get (vt_shop_get_reader (self->shop), "announcement", NULL);
  g_assert_cmpstr (unset, ==, "");
  g_assert_true (vt_shop_write (self->shop, "Set", NULL, set_job, (gpointer) decomposed, NULL, NULL, NULL));
  composed = vt_setting_get (vt_shop_get_reader (self->shop), "shop.tagline", NULL);
  g_assert_cmpstr (composed, ==, "Café");
  g_assert_true (vt_setting_is_known ("order.prefix"));
  g_assert_false (vt_setting_is_known ("order"));
}

/* A database as the first release wrote it. */
static void
test_open_format_1 (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (self->path, "shop.db", NULL);
  g_autofree char *saved = g_test_build_filename (G_TEST_DIST, "data", "shop-1.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (saved, &sql, NULL, &error));
  g_clear_object (&self->shop);
  g_assert_cmpint (g_unlink (path), ==, 0);
  change_raw (self, sql);

  fixture_reopen (self);
  g_assert_cmpstr (vt_shop_get_id (self->shop), ==, "6b0f5f0e-3d0c-4b57-9d53-6f6d3f9b2a11");
  g_assert_cmpint (read_int (vt_shop_get_reader (self->shop), "SELECT price_minor FROM variant"), ==, 4900);
  g_assert_cmpint (read_int (vt_shop_get_reader (self->shop), "SELECT on_hand FROM stock_level"), ==, 7);
  g_assert_cmpstr (vt_shop_get_undo_label (self->shop), ==, "Edit title of “Linen shirt”");
  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_int (vt_shop_get_reader (self->shop), "SELECT title = 'Shirt' FROM product"), ==, 1);
}

static int
run_child (const char *part, const char *path)
{
  if (g_str_equal (part, "hold"))
    return hold_child (path);

  return g_str_equal (part, "die") ? die_child (path) : unwritable_child (path);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);

  fixture_add ("/shop/create/whole", test_created_whole);
  fixture_add ("/shop/create/refuses", test_create_refuses);
  fixture_add ("/shop/create/empty-folder", test_create_in_empty_folder);
  fixture_add ("/shop/lock/inside-process", test_second_writer_inside_process);
  fixture_add ("/shop/lock/second-process-is-told-who", test_second_process);
  fixture_add ("/shop/write/killed-in-the-middle", test_killed_in_the_middle);
  fixture_add ("/shop/write/failed-job-leaves-nothing", test_failed_job_leaves_nothing);
  fixture_add ("/shop/write/async-in-order", test_async_in_order);
  fixture_add ("/shop/write/close-finishes-queue", test_close_finishes_queue);
  fixture_add ("/shop/changed/names-rows", test_changed_names_rows);
  fixture_add ("/shop/open/newer", test_open_newer);
  fixture_add ("/shop/open/other-database", test_open_other_database);
  fixture_add ("/shop/open/damaged", test_open_damaged);
  fixture_add ("/shop/open/no-shop", test_open_no_shop);
  fixture_add ("/shop/open/unwritable", test_open_unwritable);
  fixture_add ("/shop/open/format-1", test_open_format_1);
  fixture_add ("/shop/settings/checked", test_settings_checked);

  return g_test_run ();
}
