/* A release is the storefront's function applied to every route, and what the host needs to go on from there: the
 * public catalogue and the theme. Each file is kept under its SHA-256, so that a build that was interrupted, and the
 * next one, find most of their files there. */
#define _GNU_SOURCE
#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-release-build.h"

#include "base/vt-clock.h"
#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "promo/vt-popup.h"
#include "publish/vt-build.h"
#include "publish/vt-public-catalogue.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  VtSite *site;
  const char *shop_path;
  const char *cache_dir;
  const char *base_url;
  gint64 now_us;
  VtProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} Making;

static void
release_file_free (VtReleaseFile *file)
{
  g_free (file->path);
  g_free (file->type);
  g_free (file);
}

/**
 * vt_release_build_free:
 * @self: (nullable): a build; its blobs stay in the folder
 */
void
vt_release_build_free (VtReleaseBuild *self)
{
  if (self == NULL)
    return;

  g_free (self->label);
  g_free (self->folder);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}

static VtReleaseFile *
new_file (const char *path, const char *type, gint64 size, const char *sha256)
{
  VtReleaseFile *file = g_new0 (VtReleaseFile, 1);

  file->path = g_strdup (path);
  file->type = g_strdup (type);
  file->size = size;
  g_strlcpy (file->sha256, sha256, sizeof file->sha256);
  return file;
}

static gboolean
has_blob (const char *folder, const char *sha256, gint64 size)
{
  g_autofree char *blob = g_build_filename (folder, sha256, NULL);
  GStatBuf there;

  return g_stat (blob, &there) == 0 && there.st_size == size;
}

/* The disk is waited for once, when all are written. */
static gboolean
keep_blob (const char *folder, const char *sha256, GBytes *bytes, GError **error)
{
  g_autofree char *blob = g_build_filename (folder, sha256, NULL);

  return has_blob (folder, sha256, (gint64) g_bytes_get_size (bytes)) ||
         g_file_set_contents_full (blob, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static VtReleaseFile *
keep_bytes (const char *folder, const char *path, const char *type, GBytes *bytes, GError **error)
{
  g_autofree char *sha256 = vt_sha256_bytes (bytes);

  return keep_blob (folder, sha256, bytes, error) ? new_file (path, type, (gint64) g_bytes_get_size (bytes), sha256)
                                                  : NULL;
}

static gboolean
take_cb (VtBuildRoute *route, GBytes *body, gpointer data, GError **error)
{
  VtReleaseBuild *self = data;

  return keep_blob (self->folder, route->sha256, body, error);
}

static gboolean
has_cb (const VtBuildRoute *route, gpointer data)
{
  VtReleaseBuild *self = data;

  return has_blob (self->folder, route->sha256, route->size);
}

static gboolean
add_theme (VtReleaseBuild *self, VtSite *site, GError **error)
{
  g_autoptr (GPtrArray) names = vt_site_list_theme_files (site);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_strconcat ("_vitrine/theme/", name, NULL);
      GBytes *bytes = vt_site_get_theme_file (site, name);
      VtReleaseFile *file = keep_bytes (self->folder, path, "application/octet-stream", bytes, error);

      if (file == NULL)
        return FALSE;
      g_ptr_array_add (self->files, file);
    }

  return TRUE;
}

/* The catalogue comes first: pages are drawn from it alone, so that they are of the same moment and hold nothing that
 * is not public, whatever the merchant types meanwhile. */
static gboolean
add_catalogue (VtReleaseBuild *self, VtSnapshot *snapshot, gint64 now_us, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "catalogue.db", NULL);
  g_autoptr (GBytes) bytes = NULL;
  VtReleaseFile *file;

  /* What is dishonest is never published, whoever asks for it. */
  if (!vt_popup_check_all (vt_snapshot_get_db (snapshot), now_us, error) ||
      !vt_public_catalogue_write (snapshot, path, now_us, error))
    return FALSE;
  bytes = vt_file_read (path, G_MAXSSIZE, error);
  if (bytes == NULL)
    return FALSE;

  file = keep_bytes (self->folder, "_vitrine/catalogue.db", "application/vnd.sqlite3", bytes, error);
  if (file == NULL)
    return FALSE;

  g_strlcpy (self->catalogue, file->sha256, sizeof self->catalogue);
  g_ptr_array_add (self->files, file);
  return TRUE;
}

static GPtrArray *
open_snapshots (VtReleaseBuild *self, const char *shop_path, GError **error)
{
  g_autofree char *catalogue = g_build_filename (self->folder, self->catalogue, NULL);
  g_autoptr (GPtrArray) snapshots = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_snapshot_free);

  for (guint i = 0; i < vt_build_count_threads (); i++)
    {
      VtSnapshot *snapshot = vt_snapshot_open_catalogue (catalogue, shop_path, error);

      if (snapshot == NULL)
        return NULL;
      g_ptr_array_add (snapshots, snapshot);
    }

  return g_steal_pointer (&snapshots);
}

static void
add_route (VtReleaseBuild *self, const VtBuildRoute *route)
{
  g_ptr_array_add (self->files, new_file (route->path, route->type, route->size, route->sha256));
  self->n_pages += g_str_has_prefix (route->type, "text/html") ? 1 : 0;
}

static gboolean
sync_folder (const char *folder, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = fd >= 0 && syncfs (fd) == 0;

  if (!synced)
    g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("“%s” cannot be written: %s"), folder,
                 g_strerror (errno));
  if (fd >= 0)
    close (fd);

  return synced;
}

static gboolean
add_pages (VtReleaseBuild *self, const Making *making, GError **error)
{
  g_autofree char *state = g_build_filename (making->cache_dir, "release.state", NULL);
  g_autoptr (VtBuild) build = vt_build_new (state, making->base_url, NULL);
  g_autoptr (GPtrArray) snapshots = open_snapshots (self, making->shop_path, error);
  VtBuildSink sink = { take_cb, has_cb, self };
  GPtrArray *routes;

  if (snapshots == NULL || !vt_build_run (build, making->site, snapshots, making->now_us, TRUE, &sink, making->progress,
                                          making->progress_data, making->cancellable, error))
    return FALSE;

  routes = vt_build_get_routes (build);
  for (guint i = 0; i < routes->len; i++)
    add_route (self, routes->pdata[i]);
  if (!add_theme (self, making->site, error) || !sync_folder (self->folder, error))
    return FALSE;

  vt_build_save (build);
  return TRUE;
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const VtReleaseFile *const *first = a;
  const VtReleaseFile *const *second = b;

  return strcmp ((*first)->path, (*second)->path);
}

/* Blobs of earlier builds that this one does not use. */
static void
forget_other_blobs (VtReleaseBuild *self)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  for (guint i = 0; i < self->files->len; i++)
    g_hash_table_add (used, ((VtReleaseFile *) g_ptr_array_index (self->files, i))->sha256);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (vt_sha256_is_valid (name) && !g_hash_table_contains (used, name))
      {
        g_autofree char *path = g_build_filename (self->folder, name, NULL);

        g_unlink (path);
      }
}

/**
 * vt_release_build_new:
 * @site: the storefront's function
 * @snapshot: of a shop folder, of the calling thread
 * @cache_dir: (type filename): where blobs are kept: the shop's cache folder
 * @base_url: address of the live shop, no slash at the end: canonical links hold it
 * @label: what the release is called, for the host's history
 * @progress: (nullable): told how far it has come, from several threads
 * @data: its data
 * @cancellable: (nullable): stops it; what is drawn stays drawn
 * @error: which page or picture cannot be built and why
 *
 * Builds the whole release. Takes seconds the first time, because of the pictures: never on the main thread.
 *
 * Returns: (transfer full) (nullable): the build
 */
VtReleaseBuild *
vt_release_build_new (VtSite *site,
                      VtSnapshot *snapshot,
                      const char *cache_dir,
                      const char *base_url,
                      const char *label,
                      VtProgress progress,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (VtReleaseBuild) self = g_new0 (VtReleaseBuild, 1);
  Making making = { .site = site,
                    .shop_path = vt_snapshot_get_folder (snapshot),
                    .cache_dir = cache_dir,
                    .base_url = base_url,
                    .now_us = vt_clock_now_us (NULL),
                    .progress = progress,
                    .progress_data = data,
                    .cancellable = cancellable };

  self->label = g_strdup (label);
  self->folder = g_build_filename (cache_dir, "release", NULL);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) release_file_free);
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("“%s” cannot be made: %s"), self->folder,
                   g_strerror (errno));
      return NULL;
    }

  if (!add_catalogue (self, snapshot, making.now_us, error) || !add_pages (self, &making, error))
    return NULL;

  g_ptr_array_sort (self->files, compare_files);
  forget_other_blobs (self);
  return g_steal_pointer (&self);
}
