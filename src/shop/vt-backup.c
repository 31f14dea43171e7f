/* Copies a shop's folder while it may be in use: the database as it is at one moment, by SQLite's online backup, the
 * pictures it names, and the files of its own theme. The copy is made beside its place under a name with a dot, looked
 * through, and renamed. */
#define G_LOG_DOMAIN "vt-shop"
#define _GNU_SOURCE  /* syncfs */

#include "shop/vt-backup.h"

#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "shop/vt-backup-private.h"
#include "shop/vt-media.h"
#include "shop/vt-schema.h"
#include "shop/vt-shop-lock.h"
#include "shop/vt-shop.h"
#include "shop/vt-snapshot.h"
#include "shop/vt-verify-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PAGES_A_STEP 256
#define CHUNK_SIZE   (256 * 1024)

/* Of the folder of the shop's own theme: far more than a theme can have. */
#define THEME_MAX_FILES 5000
#define THEME_MAX_DEPTH 8

typedef struct
{
  const char *shop_path; /* (unowned) */
  const char *folder;    /* (unowned) of the copy */
  const char *path;      /* (unowned) the copy */
  VtSnapshot *snapshot;  /* (owned) */
  char *temporary;       /* (owned) (nullable) what is removed unless it is complete */
  int lock;              /* says that @temporary is being made; -1 for none */
  VtBackup *newest;      /* (owned) (nullable) the copy before, which has most pictures already */
  GPtrArray *findings;   /* (unowned) */
  VtBackupProgress progress;
  gpointer progress_data;
  guint64 done;
  guint64 total;
  GCancellable *cancellable; /* (unowned) (nullable) */
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->snapshot, vt_snapshot_free);
  vt_shop_lock_release (self->lock);
  if (self->temporary != NULL)
    vt_dir_remove_all (self->temporary, NULL);
  g_free (self->temporary);
  g_clear_pointer (&self->newest, vt_backup_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
fail (GError **error, const char *path, int code)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (code == ENOSPC || code == EDQUOT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _ ("The backup cannot be written to “%s”: the disk is full. Make room or choose another disk"), shown);
  else
    g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("The backup cannot be written to “%s”: %s"),
                 shown, g_strerror (code));
  return FALSE;
}

static void
tell (Work *self, guint64 more)
{
  self->done += more;
  if (self->progress != NULL)
    self->progress (MIN (self->done, self->total), self->total, self->progress_data);
}

/* A copy that was cut off is left where it was; while it is being made its lock is held. */
static void
remove_leftovers (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      int lock = g_str_has_prefix (name, VT_BACKUP_TEMPORARY) ? vt_shop_lock_take (path, NULL) : -1;

      if (lock >= 0)
        vt_dir_remove_all (path, NULL);
      vt_shop_lock_release (lock);
    }
}

static gboolean
make_temporary (Work *self, GError **error)
{
  g_autofree char *template = g_build_filename (self->folder, VT_BACKUP_TEMPORARY "XXXXXX", NULL);
  g_autofree char *media = NULL;
  g_autofree char *cache = NULL;

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    return fail (error, self->folder, errno);
  remove_leftovers (self->folder);
  if (g_mkdtemp_full (template, 0700) == NULL)
    return fail (error, self->folder, errno);

  self->temporary = g_steal_pointer (&template);
  self->lock = vt_shop_lock_take (self->temporary, error);
  if (self->lock < 0)
    return FALSE;

  media = g_build_filename (self->temporary, "media", NULL);
  cache = g_build_filename (self->temporary, "cache", NULL);
  return (g_mkdir (media, 0700) == 0 && g_mkdir (cache, 0700) == 0) || fail (error, self->folder, errno);
}

static gboolean
copy_pages (Work *self, VtDb *copy, GError **error)
{
  VtDb *source = vt_snapshot_get_db (self->snapshot);
  sqlite3_backup *backup = sqlite3_backup_init (vt_db_get_handle (copy), "main", vt_db_get_handle (source), "main");
  int result = backup != NULL ? SQLITE_OK : SQLITE_ERROR;
  gboolean cancelled = FALSE;

  while (result == SQLITE_OK && !(cancelled = g_cancellable_set_error_if_cancelled (self->cancellable, error)))
    {
      int left = sqlite3_backup_remaining (backup);

      result = sqlite3_backup_step (backup, PAGES_A_STEP);
      left = left > 0 ? left - sqlite3_backup_remaining (backup) : PAGES_A_STEP;
      tell (self, (guint64) MAX (left, 0) * 4096);
    }
  if (backup != NULL)
    sqlite3_backup_finish (backup);
  if (cancelled || result == SQLITE_DONE)
    return !cancelled;

  /* What the disk said is known to the copy, what is wrong with the pages that are read to the source. */
  return vt_db_set_error (sqlite3_errcode (vt_db_get_handle (copy)) != SQLITE_OK ? copy : source, error,
                          _ ("The backup cannot be made"));
}

static gboolean
copy_database (Work *self, GError **error)
{
  g_autofree char *path = vt_schema_database_path (self->temporary);
  g_autoptr (VtDb) copy = vt_db_open (path, VT_DB_CREATE, error);

  return copy != NULL && copy_pages (self, copy, error);
}

/* All of it can be read, or an error: the database is read to its end. */
static gboolean
check_database (Work *self, GError **error)
{
  g_autofree char *path = vt_schema_database_path (self->temporary);
  g_autoptr (VtDb) db = vt_schema_open_catalogue (path, error);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  if (db == NULL || !vt_verify_integrity (db, faults, self->cancellable, error))
    return FALSE;
  if (faults->len == 0)
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
               _ ("The shop cannot be copied, it is not whole. %s. Restore it from an earlier backup"),
               (const char *) g_ptr_array_index (faults, 0));
  return FALSE;
}

static gboolean
write_all (int fd, const guint8 *data, gsize size)
{
  while (size > 0)
    {
      gssize written = write (fd, data, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      size -= (gsize) written;
    }

  return TRUE;
}

/* Copies what the open stream holds, and tells its SHA-256. */
static char *
copy_stream (Work *self, GInputStream *stream, const char *to, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  int fd = g_open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gssize n = -1;

  if (fd < 0)
    {
      fail (error, self->folder, errno);
      return NULL;
    }
  while ((n = g_input_stream_read (stream, chunk, CHUNK_SIZE, self->cancellable, error)) > 0)
    {
      if (!write_all (fd, chunk, (gsize) n))
        {
          fail (error, self->folder, errno);
          break;
        }
      g_checksum_update (checksum, chunk, n);
      tell (self, (guint64) n);
    }
  if (close (fd) != 0 && n == 0)
    {
      fail (error, self->folder, errno);
      return NULL;
    }

  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static gboolean
link_from_newest (Work *self, const VtMedia *media, const char *to)
{
  g_autofree char *from = self->newest != NULL ? vt_media_path (self->newest->path, media->sha256) : NULL;

  return from != NULL && link (from, to) == 0;
}

static void G_GNUC_PRINTF (2, 3) find (Work *self, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  if (self->findings != NULL)
    g_ptr_array_add (self->findings, g_strdup_vprintf (format, list));
  va_end (list);
}

/* A picture that the shop has lost is told and left out: the rest is worth keeping all the more. */
static gboolean
copy_picture (Work *self, const VtMedia *media, GError **error)
{
  g_autofree char *from = vt_media_path (self->shop_path, media->sha256);
  g_autofree char *base = from != NULL ? g_path_get_basename (from) : NULL;
  g_autofree char *folder = NULL;
  g_autofree char *to = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (GFile) file = from != NULL ? g_file_new_for_path (from) : NULL;
  g_autoptr (GFileInputStream) stream = file != NULL ? g_file_read (file, self->cancellable, NULL) : NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (stream == NULL)
    {
      find (self, _ ("The picture “%s” (%s) is missing from the shop, and so from the backup"), media->name,
            media->sha256);
      return TRUE;
    }

  folder = g_strdup_printf ("%s/media/%.2s", self->temporary, media->sha256);
  to = g_build_filename (folder, base, NULL);
  if (g_mkdir (folder, 0700) != 0 && errno != EEXIST)
    return fail (error, self->folder, errno);
  if (link_from_newest (self, media, to))
    {
      tell (self, (guint64) media->size);
      return TRUE;
    }

  sha256 = copy_stream (self, G_INPUT_STREAM (stream), to, error);
  if (sha256 != NULL && !g_str_equal (sha256, media->sha256))
    find (self, _ ("The picture “%s” (%s) is damaged in the shop, and so in the backup"), media->name, media->sha256);
  return sha256 != NULL;
}

static gboolean
copy_pictures (Work *self, GPtrArray *pictures, GError **error)
{
  for (guint i = 0; i < pictures->len; i++)
    if (!copy_picture (self, g_ptr_array_index (pictures, i), error))
      return FALSE;

  return TRUE;
}

/* The theme ------------------------------------------------------------------------------------------------------- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Adds the regular files below a folder by their names in it. Links are not followed: what they lead to is not part of
 * the shop. */
static gboolean
list_files (const char *root, const char *below, int depth, GPtrArray *names, GError **error)
{
  g_autofree char *path = g_build_filename (root, below, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = *below != '\0' ? g_build_filename (below, entry, NULL) : g_strdup (entry);
      g_autofree char *whole = g_build_filename (root, name, NULL);
      GStatBuf info;

      if (g_lstat (whole, &info) != 0)
        continue;
      if (S_ISDIR (info.st_mode) && depth < THEME_MAX_DEPTH && !list_files (root, name, depth + 1, names, error))
        return FALSE;
      if (S_ISREG (info.st_mode))
        g_ptr_array_add (names, g_steal_pointer (&name));
      if (names->len > THEME_MAX_FILES)
        {
          g_set_error (
              error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
              _ ("The folder “theme” of the shop has more than %d files; take out what is no part of the theme"),
              THEME_MAX_FILES);
          return FALSE;
        }
    }

  return TRUE;
}

/* The names of the files of the shop's own theme in their order; none when it has no theme of its own. */
static GPtrArray *
list_theme (const char *shop_path, GError **error)
{
  g_autofree char *root = g_build_filename (shop_path, "theme", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (g_file_test (root, G_FILE_TEST_IS_SYMLINK) || !g_file_test (root, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&names);
  if (!list_files (root, "", 0, names, error))
    return NULL;

  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static gboolean
copy_theme_file (Work *self, const char *name, GError **error)
{
  g_autofree char *from = g_build_filename (self->shop_path, "theme", name, NULL);
  g_autofree char *to = g_build_filename (self->temporary, "theme", name, NULL);
  g_autofree char *folder = g_path_get_dirname (to);
  g_autoptr (GFile) file = g_file_new_for_path (from);
  g_autoptr (GFileInputStream) stream = g_file_read (file, self->cancellable, NULL);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *sha256 = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (stream == NULL)
    {
      find (self, _ ("The file “%s” of the theme cannot be read, and is missing from the backup"), shown);
      return TRUE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, self->folder, errno);

  sha256 = copy_stream (self, G_INPUT_STREAM (stream), to, error);
  return sha256 != NULL;
}

static gboolean
copy_theme (Work *self, GError **error)
{
  g_autoptr (GPtrArray) names = list_theme (self->shop_path, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    if (!copy_theme_file (self, g_ptr_array_index (names, i), error))
      return FALSE;

  return names != NULL;
}

static gboolean
is_same_theme (Work *self, const char *other_path, gboolean *same, GError **error)
{
  g_autoptr (GPtrArray) here = list_theme (self->shop_path, error);
  g_autoptr (GPtrArray) there = here != NULL ? list_theme (other_path, error) : NULL;

  if (there == NULL)
    return FALSE;

  *same = here->len == there->len;
  for (guint i = 0; i < here->len && *same; i++)
    {
      const char *name = g_ptr_array_index (here, i);
      g_autofree char *here_path = g_build_filename (self->shop_path, "theme", name, NULL);
      g_autofree char *there_path = g_build_filename (other_path, "theme", name, NULL);
      g_autofree char *here_hash = vt_sha256_file (here_path, self->cancellable, NULL);
      g_autofree char *there_hash = vt_sha256_file (there_path, self->cancellable, NULL);

      *same = g_str_equal (name, g_ptr_array_index (there, i)) && here_hash != NULL &&
              g_strcmp0 (here_hash, there_hash) == 0;
    }

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
sync_folder (const char *folder, gboolean whole, GError **error)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && (whole ? syncfs (fd) : fsync (fd)) == 0;

  if (!done)
    fail (error, folder, errno);
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
finish (Work *self, GError **error)
{
  if (!sync_folder (self->temporary, TRUE, error))
    return FALSE;
  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    return fail (error, self->path, EEXIST);
  if (g_rename (self->temporary, self->path) != 0)
    return fail (error, self->path, errno);

  g_clear_pointer (&self->temporary, g_free);
  return sync_folder (self->folder, FALSE, error);
}

/* Two copies of the same moment are the same bytes. */
static gboolean
is_like_newest (Work *self, gboolean *same, GError **error)
{
  g_autofree char *new_path = vt_schema_database_path (self->temporary);
  g_autofree char *old_path = self->newest != NULL ? vt_schema_database_path (self->newest->path) : NULL;
  g_autofree char *new_hash = vt_sha256_file (new_path, self->cancellable, error);
  g_autofree char *old_hash = old_path != NULL ? vt_sha256_file (old_path, self->cancellable, NULL) : NULL;

  *same = old_hash != NULL && g_strcmp0 (old_hash, new_hash) == 0;
  return new_hash != NULL && (!*same || is_same_theme (self, self->newest->path, same, error));
}

static gboolean
prepare (Work *self, GPtrArray **pictures, GError **error)
{
  g_autofree char *database = vt_schema_database_path (self->shop_path);
  GStatBuf info;

  self->snapshot = vt_snapshot_open_folder (self->shop_path, error);
  if (self->snapshot == NULL || !make_temporary (self, error))
    return FALSE;
  *pictures = vt_media_list (vt_snapshot_get_db (self->snapshot), error);
  if (*pictures == NULL)
    return FALSE;

  self->total = g_stat (database, &info) == 0 ? (guint64) info.st_size : 0;
  for (guint i = 0; i < (*pictures)->len; i++)
    self->total += (guint64) ((VtMedia *) g_ptr_array_index (*pictures, i))->size;
  return TRUE;
}

/* Makes the copy; *@same says that there is none as it would be like the newest. */
static gboolean
make (Work *self, VtBackupWhen when, gboolean *same, GError **error)
{
  g_autoptr (GPtrArray) pictures = NULL;

  *same = FALSE;
  if (!prepare (self, &pictures, error) || !copy_database (self, error) ||
      (when == VT_BACKUP_WHEN_CHANGED && !is_like_newest (self, same, error)))
    return FALSE;

  return *same || (check_database (self, error) && copy_pictures (self, pictures, error) && copy_theme (self, error) &&
                   finish (self, error));
}

/**
 * vt_backup_make:
 * @shop_path: (type filename): a shop's folder; others may have it open and write
 * @folder: (type filename): where the copy goes, beside earlier ones; made when it is not there
 * @when: whether a copy that is the same as the newest one there is kept
 * @now_us: UTC microseconds since 1970, for the copy's name
 * @findings: (element-type utf8) (nullable): where to add sentences about pictures that the shop has lost; it must free
 *   its elements with g_free()
 * @progress: (scope call) (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops the work
 * @error: a #VtShopError, #VtDbError or #GIOError; %G_IO_ERROR_NO_SPACE when the disk is full
 *
 * Copies a shop as it is at one moment. The database is checked in the copy and every picture against its SHA-256; one
 * that the newest copy has too is linked to it and takes no room. The files of the shop's own theme are copied as they
 * are. On an error nothing is left behind.
 *
 * Returns: (transfer full) (nullable) (type filename): the copy, a folder that opens as a shop; %NULL without @error
 *   when nothing had changed
 */
char *
vt_backup_make (const char *shop_path,
                const char *folder,
                VtBackupWhen when,
                gint64 now_us,
                GPtrArray *findings,
                VtBackupProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *name = vt_backup_name (shop_path, now_us);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) backups = vt_backup_list (folder, NULL);
  g_auto (Work) work = { .shop_path = shop_path,
                         .folder = folder,
                         .path = path,
                         .lock = -1,
                         .findings = findings,
                         .progress = progress,
                         .progress_data = progress_data,
                         .cancellable = cancellable };
  gboolean same = FALSE;

  if (backups != NULL && backups->len > 0)
    work.newest = g_ptr_array_steal_index (backups, 0);
  return make (&work, when, &same, error) && !same ? g_steal_pointer (&path) : NULL;
}

/**
 * vt_backup_take_out:
 * @backup_path: (type filename): a copy
 * @path: (type filename): the folder of the shop to make; nothing may be there
 * @findings: (element-type utf8) (nullable): as for vt_backup_make()
 * @cancellable: (nullable): stops the work
 * @error: as for vt_backup_make()
 *
 * Makes a shop out of a copy, which stays as it is. They have no file in common.
 *
 * Returns: whether the shop is there
 */
gboolean
vt_backup_take_out (const char *backup_path,
                    const char *path,
                    GPtrArray *findings,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_auto (Work) work = { .shop_path = backup_path,
                         .folder = folder,
                         .path = path,
                         .lock = -1,
                         .findings = findings,
                         .cancellable = cancellable };
  gboolean same = FALSE;

  return make (&work, VT_BACKUP_ALWAYS, &same, error);
}
