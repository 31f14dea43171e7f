/* The copies of a shop in one folder, and which of them are kept. */
#define G_LOG_DOMAIN "vt-shop"

#include "base/vt-file.h"
#include "shop/vt-backup-private.h"
#include "shop/vt-schema.h"
#include "shop/vt-shop-lock.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define SUFFIX       ".vitrine"
#define STAMP_FORMAT "%Y-%m-%d %H%M%SZ"
#define STAMP_LENGTH (sizeof "2026-11-22 190312Z" - 1)

/* How many are kept: the newest of each of so many days, weeks and months that have one. */
#define DAYS   7
#define WEEKS  4
#define MONTHS 6

/**
 * vt_backup_free:
 * @self: (nullable): a copy
 */
void
vt_backup_free (VtBackup *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self);
}

/* The folder's name of a copy of that moment. */
char *
vt_backup_name (const char *shop_path, gint64 made_us)
{
  g_autofree char *base = g_path_get_basename (shop_path);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (made_us / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (time, STAMP_FORMAT);

  if (g_str_has_suffix (base, SUFFIX))
    base[strlen (base) - strlen (SUFFIX)] = '\0';
  return g_strconcat (base, " ", stamp, SUFFIX, NULL);
}

/* The time in "NAME 2026-11-22 190312Z.vitrine"; FALSE for any other name. */
static gboolean
parse_name (const char *name, gint64 *made_us)
{
  gsize length = strlen (name);
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (length < strlen ("N ") + STAMP_LENGTH + strlen (SUFFIX) || !g_str_has_suffix (name, SUFFIX) || name[0] == '.')
    return FALSE;

  /* "2026-11-22 190312Z" is what ISO 8601 writes with a T and colons. */
  name += length - strlen (SUFFIX) - STAMP_LENGTH;
  text = g_strdup_printf ("%.10sT%.2s:%.2s:%.3s", name, name + 11, name + 13, name + 15);
  time = name[-1] == ' ' && name[10] == ' ' ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  if (time == NULL)
    return FALSE;

  *made_us = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  return TRUE;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const VtBackup *one = *(const VtBackup *const *) a;
  const VtBackup *two = *(const VtBackup *const *) b;

  return one->made_us > two->made_us ? -1 : one->made_us < two->made_us;
}

/**
 * vt_backup_list:
 * @folder: (type filename): where copies are kept; it need not be there
 * @error: a #GFileError when it cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type VtBackup): the copies, newest first
 */
GPtrArray *
vt_backup_list (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_backup_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local_error);
  const char *name;

  if (dir == NULL && !g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      gint64 made_us;
      VtBackup *backup;

      if (!parse_name (name, &made_us))
        continue;
      backup = g_new0 (VtBackup, 1);
      backup->path = g_build_filename (folder, name, NULL);
      backup->made_us = made_us;
      g_ptr_array_add (backups, backup);
    }

  g_ptr_array_sort (backups, compare_newest_first);
  return g_steal_pointer (&backups);
}

/**
 * vt_backup_folder:
 * @shop_id: the shop's UUID
 *
 * Returns: (transfer full) (type filename): where the daily copies of that shop are kept on this computer
 */
char *
vt_backup_folder (const char *shop_id)
{
  return g_build_filename (g_get_user_data_dir (), "vitrine", "backups", shop_id, NULL);
}

typedef enum
{
  DAY,
  WEEK,
  MONTH
} Period;

/* A number that copies of the same day, week or month have in common. */
static int
period_of (const VtBackup *backup, Period period)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (backup->made_us / G_USEC_PER_SEC);
  int year = g_date_time_get_year (time);

  switch (period)
    {
    case DAY:
      return year * 1000 + g_date_time_get_day_of_year (time);
    case WEEK:
      return g_date_time_get_week_numbering_year (time) * 100 + g_date_time_get_week_of_year (time);
    case MONTH:
    default:
      return year * 100 + g_date_time_get_month (time);
    }
}

static void
keep (GPtrArray *backups, Period period, guint n, gboolean *kept)
{
  int last = G_MININT;

  for (guint i = 0; i < backups->len && n > 0; i++)
    {
      int this = period_of (g_ptr_array_index (backups, i), period);

      if (this == last)
        continue;
      last = this;
      kept[i] = TRUE;
      n--;
    }
}

/**
 * vt_backup_choose_outdated:
 * @backups: (element-type VtBackup): copies, newest first
 *
 * The newest copy of each of the last 7 days that have one is kept, so of 4 weeks (ISO 8601) and 6 months, in UTC.
 *
 * Returns: (transfer container) (element-type VtBackup): those that are not kept
 */
GPtrArray *
vt_backup_choose_outdated (GPtrArray *backups)
{
  g_autoptr (GPtrArray) outdated = g_ptr_array_new ();
  g_autofree gboolean *kept = g_new0 (gboolean, backups->len + 1);

  keep (backups, DAY, DAYS, kept);
  keep (backups, WEEK, WEEKS, kept);
  keep (backups, MONTH, MONTHS, kept);
  for (guint i = 0; i < backups->len; i++)
    if (!kept[i])
      g_ptr_array_add (outdated, g_ptr_array_index (backups, i));

  return g_steal_pointer (&outdated);
}

static gint64
changed_us (const char *shop_path, const char *suffix)
{
  g_autofree char *database = vt_schema_database_path (shop_path);
  g_autofree char *path = g_strconcat (database, suffix, NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (gint64) info.st_mtime * G_USEC_PER_SEC : 0;
}

/**
 * vt_backup_is_due:
 * @shop_path: (type filename): a shop's folder
 * @folder: (type filename): where its daily copies are kept
 * @now_us: UTC microseconds since 1970
 *
 * Looks at names and times of files only.
 *
 * Returns: whether there is no copy of today, in UTC, and the shop was written to since the newest one. A shop that is
 *   such a copy itself is not copied
 */
gboolean
vt_backup_is_due (const char *shop_path, const char *folder, gint64 now_us)
{
  g_autoptr (GPtrArray) backups = vt_backup_list (folder, NULL);
  g_autofree char *parent = g_path_get_dirname (shop_path);
  VtBackup now = { .made_us = now_us };
  const VtBackup *newest;

  if (g_str_equal (parent, folder))
    return FALSE;
  if (backups == NULL || backups->len == 0)
    return TRUE;

  newest = g_ptr_array_index (backups, 0);
  return period_of (newest, DAY) != period_of (&now, DAY) &&
         MAX (changed_us (shop_path, ""), changed_us (shop_path, "-wal")) >= newest->made_us;
}

/**
 * vt_backup_keep:
 * @shop_path: (type filename): a shop's folder
 * @folder: (type filename): where its copies are kept, and no other's
 * @now_us: UTC microseconds since 1970
 * @findings: (element-type utf8) (nullable): as for vt_backup_make()
 * @cancellable: (nullable): stops the work
 * @error: as for vt_backup_make()
 *
 * Makes a copy unless nothing was changed since the newest one, then removes those that are outdated.
 *
 * Returns: (transfer full) (nullable) (type filename): the new copy; %NULL without @error when nothing had changed
 */
char *
vt_backup_keep (const char *shop_path,
                const char *folder,
                gint64 now_us,
                GPtrArray *findings,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *path =
      vt_backup_make (shop_path, folder, VT_BACKUP_WHEN_CHANGED, now_us, findings, NULL, NULL, cancellable, error);
  g_autoptr (GPtrArray) backups = path != NULL ? vt_backup_list (folder, error) : NULL;
  g_autoptr (GPtrArray) outdated = backups != NULL ? vt_backup_choose_outdated (backups) : NULL;

  for (guint i = 0; outdated != NULL && i < outdated->len; i++)
    {
      const char *old = ((VtBackup *) g_ptr_array_index (outdated, i))->path;
      g_autoptr (GError) local_error = NULL;
      int lock = vt_shop_lock_take (old, NULL);

      /* One that is open in a program, or cannot be removed, takes room, nothing worse. */
      if (lock >= 0 && !vt_dir_remove_all (old, &local_error))
        g_warning ("%s", local_error->message);
      vt_shop_lock_release (lock);
    }

  return g_steal_pointer (&path);
}
