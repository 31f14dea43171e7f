#include "shop/vt-backup.h"

#include "base/vt-file.h"
#include "shop-fixture.h"
#include "shop/vt-media.h"
#include "shop/vt-verify.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define HOUR_US (3600 * G_GINT64_CONSTANT (1000000))
#define DAY_US  (24 * HOUR_US)

/* The smallest GIF there is; the byte in its middle makes it another picture. */
static const guint8 gif[] = { 'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0, 0, 0, ',',
                              0,   0,   0,   0,   1,   0,   1, 0, 0, 2, 1, 0, 0, ';' };

static gboolean
add_media_job (VtDb *db, gpointer media, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_media_add (db, media, error);
}

static char *
add_picture (Fixture *self, guint8 n)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *data = g_memdup2 (gif, sizeof gif);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VtMedia) media = NULL;

  data[25] = n;
  bytes = g_bytes_new (data, sizeof gif);
  media = vt_media_stage_bytes (self->path, bytes, "a.gif", &error);
  g_assert_no_error (error);
  vt_shop_write (self->shop, "Add picture", NULL, add_media_job, media, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (media->sha256);
}

static char *
backup_folder (Fixture *self)
{
  return g_build_filename (self->folder, "backups", NULL);
}

static char *
make (Fixture *self, VtBackupWhen when)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = backup_folder (self);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  char *path = vt_backup_make (self->path, folder, when, self->now_us, findings, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  return path;
}

static void
assert_clean (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (vt_shop_verify (path, findings, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_copy_is_a_shop (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = backup_folder (self);
  g_autofree char *picture = add_picture (self, 1);
  g_autofree char *before = dump_database (vt_shop_get_reader (self->shop), TRUE);
  g_autofree char *path = make (self, VT_BACKUP_ALWAYS);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *copied = NULL;
  g_autofree char *again = NULL;
  g_autofree char *in_copy = vt_media_path (path, picture);
  g_autoptr (GPtrArray) backups = vt_backup_list (folder, &error);
  g_autoptr (VtShop) copy = NULL;

  g_assert_cmpstr (name, ==, "Linen & Öl 2023-11-14 221320Z.vitrine");
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_cmpint (((VtBackup *) backups->pdata[0])->made_us, ==, self->now_us);
  g_assert_cmpuint (count_entries (folder), ==, 1);
  g_assert_nonnull (in_copy);
  assert_clean (path);

  /* What is changed later is not in the copy, and the copy goes on as a shop of its own. */
  fixture_write (self, "Rename", NULL, "UPDATE setting SET value = 'Later' WHERE key = 'shop.name'");
  copy = vt_shop_open (path, VT_SHOP_WRITE, &error);
  g_assert_no_error (error);
  copied = dump_database (vt_shop_get_reader (copy), TRUE);
  g_assert_cmpstr (copied, ==, before);
  g_assert_true (vt_shop_undo (copy, NULL, &error));
  g_assert_no_error (error);
}

static void
test_pictures_take_room_once (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *first_picture = add_picture (self, 1);
  g_autofree char *first = make (self, VT_BACKUP_ALWAYS);
  g_autofree char *second_picture = add_picture (self, 2);
  g_autofree char *second = NULL;
  g_autofree char *linked = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *original = vt_media_path (self->path, first_picture);
  GStatBuf info;

  self->now_us += DAY_US;
  second = make (self, VT_BACKUP_ALWAYS);
  linked = vt_media_path (second, first_picture);
  copied = vt_media_path (second, second_picture);
  g_assert_cmpint (g_stat (linked, &info), ==, 0);
  g_assert_cmpuint (info.st_nlink, ==, 2);
  g_assert_cmpint (g_stat (copied, &info), ==, 0);
  g_assert_cmpuint (info.st_nlink, ==, 1);

  /* What happens to the shop's own file does not happen to a copy's. */
  g_assert_cmpint (g_stat (original, &info), ==, 0);
  g_assert_cmpuint (info.st_nlink, ==, 1);
  assert_clean (second);
}

static void
test_nothing_changed (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = backup_folder (self);
  g_autofree char *first = make (self, VT_BACKUP_WHEN_CHANGED);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_assert_nonnull (first);
  self->now_us += DAY_US;
  fixture_reopen (self);
  second = make (self, VT_BACKUP_WHEN_CHANGED);
  g_assert_null (second);
  g_assert_cmpuint (count_entries (folder), ==, 1);

  fixture_write (self, "Rename", NULL, "UPDATE setting SET value = 'Later' WHERE key = 'shop.name'");
  third = make (self, VT_BACKUP_WHEN_CHANGED);
  g_assert_nonnull (third);
}

static void
write_theme (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->path, "theme", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_theme (const char *shop_path, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (shop_path, "theme", name, NULL);
  g_autofree char *found = NULL;

  g_file_get_contents (path, &found, NULL, NULL);
  g_assert_cmpstr (found, ==, text);
}

static void
test_theme (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *outside = g_build_filename (self->path, "theme", "css", "outside", NULL);
  g_autofree char *taken = g_build_filename (self->folder, "Taken.vitrine", NULL);
  g_autofree char *first = NULL;
  g_autofree char *same = NULL;
  g_autofree char *second = NULL;

  write_theme (self, "templates/home.mustache", "<h1>{{shop.name}}</h1>");
  write_theme (self, "css/own.css", "a {}");
  g_assert_cmpint (symlink ("/etc", outside), ==, 0);
  first = make (self, VT_BACKUP_WHEN_CHANGED);
  assert_theme (first, "templates/home.mustache", "<h1>{{shop.name}}</h1>");
  assert_theme (first, "css/own.css", "a {}");
  assert_theme (first, "css/outside/passwd", NULL);
  assert_clean (first);

  /* A file that is the theme's alone is a change, too. */
  self->now_us += DAY_US;
  fixture_reopen (self);
  same = make (self, VT_BACKUP_WHEN_CHANGED);
  g_assert_null (same);
  write_theme (self, "css/own.css", "b {}");
  second = make (self, VT_BACKUP_WHEN_CHANGED);
  g_assert_nonnull (second);
  assert_theme (second, "css/own.css", "b {}");
  assert_theme (first, "css/own.css", "a {}");

  g_assert_true (vt_backup_take_out (first, taken, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_theme (taken, "css/own.css", "a {}");
}

static void
test_lost_pictures_are_told (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = backup_folder (self);
  g_autofree char *lost = add_picture (self, 1);
  g_autofree char *bent = add_picture (self, 2);
  g_autofree char *lost_path = vt_media_path (self->path, lost);
  g_autofree char *bent_path = vt_media_path (self->path, bent);
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpint (g_unlink (lost_path), ==, 0);
  g_chmod (bent_path, 0600);
  g_assert_true (g_file_set_contents (bent_path, "no picture", -1, NULL));
  path = vt_backup_make (self->path, folder, VT_BACKUP_ALWAYS, self->now_us, findings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (path);
  g_assert_cmpuint (findings->len, ==, 2);
}

static void
cancel_cb (guint64 done, guint64 total, gpointer cancellable)
{
  g_assert_cmpuint (done, <=, total);
  g_cancellable_cancel (cancellable);
}

static void
test_cancelled_leaves_nothing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = backup_folder (self);
  g_autofree char *path = NULL;

  path = vt_backup_make (self->path, folder, VT_BACKUP_ALWAYS, self->now_us, NULL, cancel_cb, cancellable, cancellable,
                         &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (path);
  g_assert_cmpuint (count_entries (folder), ==, 0);
}

static void
test_leftovers_are_removed (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = backup_folder (self);
  g_autofree char *left = g_build_filename (folder, ".backup-abcdef", NULL);
  g_autofree char *media = g_build_filename (left, "media", NULL);
  g_autofree char *path = NULL;

  g_assert_cmpint (g_mkdir_with_parents (media, 0700), ==, 0);
  path = make (self, VT_BACKUP_ALWAYS);
  g_assert_cmpuint (count_entries (folder), ==, 1);
}

static void
test_damaged_shop_is_not_copied (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = backup_folder (self);
  g_autofree char *database = g_build_filename (self->path, "shop.db", NULL);
  g_autofree char *content = NULL;
  gsize size;

  g_clear_object (&self->shop);
  g_assert_true (g_file_get_contents (database, &content, &size, NULL));
  memset (content + 8192, 'x', 4096 * 3);
  g_assert_true (g_file_set_contents (database, content, (gssize) size, NULL));

  g_assert_null (vt_backup_make (self->path, folder, VT_BACKUP_ALWAYS, self->now_us, NULL, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_entries (folder), ==, 0);
}

static void
test_no_place (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (self->folder, "file", NULL);
  g_autofree char *inside = g_build_filename (file, "backups", NULL);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_null (vt_backup_make (self->path, inside, VT_BACKUP_ALWAYS, self->now_us, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
}

static void
test_taken_out (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *picture = add_picture (self, 1);
  g_autofree char *before = dump_database (vt_shop_get_reader (self->shop), TRUE);
  g_autofree char *copy = make (self, VT_BACKUP_ALWAYS);
  g_autofree char *path = g_build_filename (self->folder, "Again.vitrine", NULL);
  g_autofree char *file = NULL;
  g_autofree char *after = NULL;
  g_autoptr (VtShop) shop = NULL;
  GStatBuf info;

  g_assert_true (vt_backup_take_out (copy, path, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_clean (path);
  file = vt_media_path (path, picture);
  g_assert_cmpint (g_stat (file, &info), ==, 0);
  g_assert_cmpuint (info.st_nlink, ==, 1);
  shop = vt_shop_open (path, VT_SHOP_WRITE, &error);
  g_assert_no_error (error);
  after = dump_database (vt_shop_get_reader (shop), TRUE);
  g_assert_cmpstr (after, ==, before);

  g_assert_false (vt_backup_take_out (copy, path, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
test_daily (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = backup_folder (self);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gint64 now_us = g_get_real_time ();

  g_assert_true (vt_backup_is_due (self->path, folder, now_us));
  first = vt_backup_keep (self->path, folder, now_us, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_false (vt_backup_is_due (self->path, folder, now_us));
  g_assert_false (vt_backup_is_due (first, folder, now_us + 2 * DAY_US));

  second = vt_backup_keep (self->path, folder, now_us + 2 * DAY_US, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (second);
}

static GPtrArray *
make_list (guint n_days, gint64 step_us)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_backup_free);
  gint64 now_us = G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC;

  for (guint i = 0; i < n_days; i++)
    {
      VtBackup *backup = g_new0 (VtBackup, 1);

      backup->path = g_strdup_printf ("%u", i);
      backup->made_us = now_us - step_us * i;
      g_ptr_array_add (backups, backup);
    }

  return backups;
}

static void
test_rotation (void)
{
  g_autoptr (GPtrArray) year = make_list (400, DAY_US);
  g_autoptr (GPtrArray) year_outdated = vt_backup_choose_outdated (year);
  g_autoptr (GPtrArray) hours = make_list (30, HOUR_US);
  g_autoptr (GPtrArray) hours_outdated = vt_backup_choose_outdated (hours);
  g_autoptr (GPtrArray) none = make_list (0, 0);
  g_autoptr (GPtrArray) none_outdated = vt_backup_choose_outdated (none);
  g_autoptr (GPtrArray) few = make_list (3, 40 * DAY_US);
  g_autoptr (GPtrArray) few_outdated = vt_backup_choose_outdated (few);

  /* 7 days, of which the first Monday to Tuesday; 2 or 3 more weeks; 5 more months, some of them in the weeks. */
  g_assert_cmpuint (400 - year_outdated->len, >=, 7 + 2 + 3);
  g_assert_cmpuint (400 - year_outdated->len, <=, 7 + 3 + 5);
  for (guint i = 0; i < year_outdated->len; i++)
    g_assert_cmpint (atoi (((VtBackup *) year_outdated->pdata[i])->path), >=, 7);
  /* 22:13 and 29 hours before: two days. */
  g_assert_cmpuint (30 - hours_outdated->len, ==, 2);
  g_assert_cmpuint (none_outdated->len, ==, 0);
  g_assert_cmpuint (few_outdated->len, ==, 0);
}

/* A rotation that goes on for years: at no time is it worse than the one that saw all copies at once. */
static void
test_rotation_day_by_day (void)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_backup_free);

  for (gint64 day = 0; day < 800; day++)
    {
      VtBackup *backup = g_new0 (VtBackup, 1);
      g_autoptr (GPtrArray) outdated = NULL;

      backup->made_us = (19000 + day) * DAY_US;
      g_ptr_array_insert (kept, 0, backup);
      outdated = vt_backup_choose_outdated (kept);
      for (guint i = 0; i < outdated->len; i++)
        g_ptr_array_remove (kept, outdated->pdata[i]);
      g_assert_cmpuint (kept->len, <=, 7 + 4 + 6);
    }

  g_assert_cmpint (((VtBackup *) kept->pdata[0])->made_us - ((VtBackup *) kept->pdata[6])->made_us, ==, 6 * DAY_US);
  g_assert_cmpint (((VtBackup *) kept->pdata[0])->made_us - ((VtBackup *) kept->pdata[kept->len - 1])->made_us, >,
                   130 * DAY_US);
}

static void
test_names (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const others[] = {
    "Lume.vitrine",
    "Lume 2026-11-22 190312Z",
    " 2026-11-22 190312Z.vitrine",
    "Lume 2026-13-22 190312Z.vitrine",
    "Lume 2026-11-22T190312Z.vitrine",
    "Lume 2026-11-22 1903122.vitrine",
    ".Lume 2026-11-22 190312Z.vitrine",
    "Lume 2026-11-22 990312Z.vitrine",
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = backup_folder (self);
  g_autoptr (GPtrArray) none = vt_backup_list (folder, &error);
  g_autoptr (GPtrArray) one = NULL;
  g_autofree char *good = g_build_filename (folder, "Lume 2026-11-22 190312Z.vitrine", NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_build_filename (folder, others[i], NULL);

      g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
    }
  g_assert_cmpint (g_mkdir_with_parents (good, 0700), ==, 0);
  one = vt_backup_list (folder, &error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (((VtBackup *) one->pdata[0])->made_us, ==, G_GINT64_CONSTANT (1795374192) * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/backup/copy-is-a-shop", test_copy_is_a_shop);
  fixture_add ("/backup/pictures-take-room-once", test_pictures_take_room_once);
  fixture_add ("/backup/skipped-when-nothing-changed", test_nothing_changed);
  fixture_add ("/backup/theme", test_theme);
  fixture_add ("/backup/lost-pictures-are-told", test_lost_pictures_are_told);
  fixture_add ("/backup/cancelled-leaves-nothing", test_cancelled_leaves_nothing);
  fixture_add ("/backup/leftovers-are-removed", test_leftovers_are_removed);
  fixture_add ("/backup/damaged-shop-is-not-copied", test_damaged_shop_is_not_copied);
  fixture_add ("/backup/no-place", test_no_place);
  fixture_add ("/backup/taken-out", test_taken_out);
  fixture_add ("/backup/daily", test_daily);
  fixture_add ("/backup/names", test_names);
  g_test_add_func ("/backup/rotation", test_rotation);
  g_test_add_func ("/backup/rotation-day-by-day", test_rotation_day_by_day);

  return g_test_run ();
}
