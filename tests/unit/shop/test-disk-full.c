/* A disk that fills up in the middle: what was asked for is refused with a reason, and the shop is as it was. Tried on
 * a small disk in memory, for which the program runs itself again in a namespace of its own, and where that is not
 * allowed, as everywhere, with a limit for the size of files. */
#define _GNU_SOURCE /* unshare */

#include "shop-fixture.h"
#include "shop/vt-backup.h"
#include "shop/vt-bulk.h"
#include "shop/vt-media.h"
#include "shop/vt-verify.h"

#include "base/vt-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define IMPOSSIBLE 77
#define DISK_BYTES (6 * 1024 * 1024)
#define HELD_BYTES (3 * 1024 * 1024)

static void
assert_whole (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  vt_shop_verify (path, findings, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    if (!g_str_has_prefix (findings->pdata[i], "Information:"))
      g_error ("%s", (char *) findings->pdata[i]);
}

static gboolean
import_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  vt_bulk_begin (db, NULL);
  vt_bulk_added (db, "product", 1001, 101000);
  return vt_db_exec (db,
                     "WITH RECURSIVE n (i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM n WHERE i < 101000) "
                     "INSERT INTO product (id, handle, title, description_html, created_us, updated_us) "
                     "SELECT i, 'p' || i, 'Title', hex (zeroblob (50)), 0, 0 FROM n",
                     error) &&
         vt_bulk_end (db, error);
}

/* It fails, says why, and nothing is different. */
static void
assert_refused (Fixture *self, VtShopJob job, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump_database (vt_shop_get_reader (self->shop), TRUE);
  g_autofree char *after = NULL;

  g_assert_false (vt_shop_write (self->shop, "Large", NULL, job, (gpointer) sql, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == VT_DB_ERROR);
  after = dump_database (vt_shop_get_reader (self->shop), TRUE);
  g_assert_cmpstr (after, ==, before);
  assert_whole (self->path);
}

static void
fill_by_edits (Fixture *self)
{
  gboolean full = FALSE;

  fixture_write (self, "Add page", NULL, "INSERT INTO page (id, handle, title, updated_us) VALUES (1, 'a', 'A', 0)");
  for (int i = 0; i < 200 && !full; i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("INSERT INTO page (id, handle, title, body_markdown, updated_us) VALUES (%d, 'p%d', 'P', "
                           "hex (zeroblob (40000)), 0)",
                           i + 2, i);
      g_autofree char *before = dump_database (vt_shop_get_reader (self->shop), TRUE);

      full = !vt_shop_write (self->shop, "Page", NULL, sql_job, sql, NULL, NULL, NULL);
      if (full)
        {
          g_autofree char *after = dump_database (vt_shop_get_reader (self->shop), TRUE);

          g_assert_cmpstr (after, ==, before);
        }
    }
  g_assert_true (full);
  assert_whole (self->path);
}

static void
assert_no_backup (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (self->folder, "backups", NULL);
  g_autoptr (GDir) dir = NULL;

  g_assert_null (vt_backup_make (self->path, folder, VT_BACKUP_ALWAYS, self->now_us, NULL, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_true (dir == NULL || g_dir_read_name (dir) == NULL);
}

static void
assert_no_picture (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GString *svg = g_string_new ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><!--");
  g_autoptr (GBytes) bytes = NULL;

  while (svg->len < 4000000)
    g_string_append (svg, "................................");
  g_string_append (svg, "--></svg>");
  bytes = g_string_free_to_bytes (svg);
  g_assert_null (vt_media_stage_bytes (self->path, bytes, "a.svg", &error));
  g_assert_nonnull (error);
  assert_whole (self->path);
}

/* No file may grow beyond this. */
static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
work_without_room (Fixture *self, gboolean limited)
{
  fill_by_edits (self);
  assert_refused (self, import_job, NULL);
  assert_refused (self, sql_job, "UPDATE page SET body_markdown = hex (zeroblob (3000000)) WHERE id = 1");
  if (limited)
    limit_files (HELD_BYTES / 16);
  assert_no_backup (self);
  assert_no_picture (self);

  /* Taking back may find room or not. */
  vt_shop_undo (self->shop, NULL, NULL);
  assert_whole (self->path);
}

static void
go_on_with_room (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  fixture_write (self, "Room again", NULL, "UPDATE page SET title = 'Room' WHERE id = 1");
  fixture_reopen (self);
  while (vt_shop_undo (self->shop, NULL, &error))
    ;
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING);
  assert_whole (self->path);
}

static void
test_limited_files (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  signal (SIGXFSZ, SIG_IGN);
  limit_files (HELD_BYTES);
  work_without_room (self, TRUE);
  limit_files (RLIM_INFINITY);
  go_on_with_room (self);
}

static gboolean
put (const char *path, const char *text)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean written = fd >= 0 && write (fd, text, strlen (text)) == (gssize) strlen (text);

  if (fd >= 0)
    close (fd);
  return written;
}

/* A disk in memory that only this process sees; must be called while there is one thread. */
static gboolean
mount_small_disk (const char *folder)
{
  g_autofree char *users = g_strdup_printf ("0 %u 1", (guint) getuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1", (guint) getgid ());
  g_autofree char *size = g_strdup_printf ("size=%d,mode=0700", DISK_BYTES);

  if (unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0)
    {
      put ("/proc/self/setgroups", "deny");
      if (!put ("/proc/self/uid_map", users) || !put ("/proc/self/gid_map", groups))
        return FALSE;
    }
  else if (unshare (CLONE_NEWNS) != 0)
    return FALSE;

  return mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount ("vitrine-test", folder, "tmpfs", MS_NOSUID | MS_NODEV, size) == 0;
}

static void
test_small_disk_itself (void)
{
  Fixture self = { 0 };
  g_autofree char *held = NULL;
  g_autofree char *content = g_malloc0 (HELD_BYTES);

  fixture_set_up (&self, NULL);
  held = g_build_filename (self.folder, "held", NULL);
  g_assert_true (g_file_set_contents (held, content, HELD_BYTES, NULL));
  work_without_room (&self, FALSE);
  g_assert_cmpint (g_unlink (held), ==, 0);
  go_on_with_room (&self);
  fixture_tear_down (&self, NULL);
}

static void
test_small_disk (gconstpointer program)
{
  const char *const argv[] = { program, "--small-disk", NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  if (WIFEXITED (status) && WEXITSTATUS (status) == IMPOSSIBLE)
    {
      g_test_skip ("no disk can be mounted here");
      return;
    }
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

int
main (int argc, char *argv[])
{
  const char *program = argv[0];

  if (argc == 2 && g_str_equal (argv[1], "--small-disk"))
    {
      if (!mount_small_disk (g_get_tmp_dir ()))
        return IMPOSSIBLE;
      argc = 1;
      g_test_init (&argc, &argv, NULL);
      g_test_add_func ("/disk-full/small-disk/itself", test_small_disk_itself);
      return g_test_run ();
    }

  g_test_init (&argc, &argv, NULL);
  fixture_add ("/disk-full/limited-files", test_limited_files);
  g_test_add_data_func ("/disk-full/small-disk", program, test_small_disk);

  return g_test_run ();
}
