/* A release is the storefront's function applied to every route, and what the host needs to go on from there: the
 * public catalogue and the theme. Each file is kept under its SHA-256, so that a build that was interrupted, and the
 * next one, find most of their files there. */
#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-release-build.h"

#include "base/vt-clock.h"
#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "publish/vt-public-catalogue.h"
#include "publish/vt-static-headers.h"
#include "publish/vt-static-moves.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* Pictures are the slow part; more threads than this only heat small machines. */
#define MAX_THREADS 4

typedef struct
{
  VtSite *site;
  const char *shop_path;
  const char *catalogue; /* its file */
  const char *base_url;
  const char *folder;
  GPtrArray *routes;
  GCancellable *cancellable; /* (owned) ends the other threads when one fails */
  VtProgress progress;
  gpointer progress_data;
  gint next; /* (atomic) */
  gint done; /* (atomic) */

  GMutex lock;
  GPtrArray *files; /* (unowned) under lock */
  GError *error;    /* (owned) under lock; the first one */
  guint n_pages;    /* under lock */
} Rendering;

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
keep_bytes (const char *folder, const char *path, const char *type, GBytes *bytes, GError **error)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  g_autofree char *sha256 = vt_sha256_data (data, size);
  g_autofree char *blob = g_build_filename (folder, sha256, NULL);
  GStatBuf there;
  VtReleaseFile *file;

  if ((g_stat (blob, &there) != 0 || (gsize) there.st_size != size) && !vt_file_write_atomic (blob, bytes, error))
    return NULL;

  file = g_new0 (VtReleaseFile, 1);
  file->path = g_strdup (path);
  file->type = g_strdup (type);
  file->size = (gint64) size;
  g_strlcpy (file->sha256, sha256, sizeof file->sha256);
  return file;
}

static gboolean
render_route (Rendering *job, VtSnapshot *snapshot, const char *path, GError **error)
{
  VtSiteRequest request = { .method = "GET", .path = path, .base_url = job->base_url, .now_us = g_get_real_time () };
  g_autoptr (VtSiteResponse) response = vt_site_respond (job->site, snapshot, &request, NULL, job->cancellable);
  VtReleaseFile *file;

  /* The page of what is not there is the one that answers 404 and is a file all the same, in each language. */
  if (response->status != 200 && !(response->status == 404 && g_str_has_suffix (path, "/404")))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _ ("The page %s cannot be built (it answers %u). Look at it in the preview; nothing was published"),
                   path, response->status);
      return FALSE;
    }

  file = keep_bytes (job->folder, path, response->content_type, response->body, error);
  if (file == NULL)
    return FALSE;

  g_mutex_lock (&job->lock);
  g_ptr_array_add (job->files, file);
  job->n_pages += g_str_has_prefix (response->content_type, "text/html") ? 1 : 0;
  g_mutex_unlock (&job->lock);
  return TRUE;
}

static void
take_error (Rendering *job, GError *error)
{
  g_mutex_lock (&job->lock);
  if (job->error == NULL)
    job->error = error;
  else
    g_error_free (error);
  g_mutex_unlock (&job->lock);

  g_cancellable_cancel (job->cancellable);
}

static gpointer
render_thread (gpointer data)
{
  Rendering *job = data;
  GError *error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_catalogue (job->catalogue, job->shop_path, &error);
  guint i;

  if (snapshot == NULL)
    {
      take_error (job, error);
      return NULL;
    }

  while ((i = (guint) g_atomic_int_add (&job->next, 1)) < job->routes->len)
    {
      if (g_cancellable_set_error_if_cancelled (job->cancellable, &error) ||
          !render_route (job, snapshot, g_ptr_array_index (job->routes, i), &error))
        {
          take_error (job, error);
          return NULL;
        }
      g_atomic_int_inc (&job->done);
      if (job->progress != NULL)
        job->progress (_ ("Drawing pages and pictures"), g_atomic_int_get (&job->done), job->routes->len,
                       job->progress_data);
    }

  return NULL;
}

static void
cancel_cb (G_GNUC_UNUSED GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static gboolean
render_routes (Rendering *job, GCancellable *cancellable, GError **error)
{
  guint n_threads = CLAMP (g_get_num_processors (), 1, MAX_THREADS);
  GThread *threads[MAX_THREADS];
  gulong handler = 0;

  job->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), job->cancellable, NULL);

  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("vt-render", render_thread, job);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);

  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  g_clear_object (&job->cancellable);

  if (job->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&job->error));
  return FALSE;
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
add_catalogue (VtReleaseBuild *self, VtSnapshot *snapshot, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "catalogue.db", NULL);
  g_autoptr (GBytes) bytes = NULL;
  VtReleaseFile *file;

  if (!vt_public_catalogue_write (snapshot, path, vt_clock_now_us (NULL), error))
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

static gboolean
add_pages (VtReleaseBuild *self, Rendering *job, GCancellable *cancellable, GError **error)
{
  g_autofree char *catalogue = g_build_filename (self->folder, self->catalogue, NULL);
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_catalogue (catalogue, job->shop_path, error);
  g_autoptr (GPtrArray) routes = snapshot != NULL ? vt_site_list_routes (job->site, snapshot, error) : NULL;
  gboolean rendered;

  if (routes == NULL)
    return FALSE;

  job->catalogue = catalogue;
  job->folder = self->folder;
  job->routes = routes;
  job->files = self->files;
  g_mutex_init (&job->lock);
  rendered = render_routes (job, cancellable, error);
  g_mutex_clear (&job->lock);
  self->n_pages = job->n_pages;
  return rendered;
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
  Rendering job = { .site = site,
                    .shop_path = vt_snapshot_get_folder (snapshot),
                    .base_url = base_url,
                    .progress = progress,
                    .progress_data = data };

  self->label = g_strdup (label);
  self->https = g_str_has_prefix (base_url, "https:");
  self->folder = g_build_filename (cache_dir, "release", NULL);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) release_file_free);
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("“%s” cannot be made: %s"), self->folder,
                   g_strerror (errno));
      return NULL;
    }

  if (!add_catalogue (self, snapshot, error) || !add_pages (self, &job, cancellable, error) ||
      !add_theme (self, site, error))
    return NULL;

  g_ptr_array_sort (self->files, compare_files);
  forget_other_blobs (self);
  return g_steal_pointer (&self);
}

/* Where a web server that knows nothing of Vitrine finds the page. */
static char *
static_name (const char *path, const char *type)
{
  if (g_str_has_suffix (path, "/"))
    return g_strconcat (path + 1, "index.html", NULL);
  if (g_str_has_suffix (path, "/404"))
    return g_strconcat (path + 1, ".html", NULL);
  if (g_str_has_prefix (type, "text/html"))
    return g_strconcat (path + 1, "/index.html", NULL);

  return g_strdup (path + 1);
}

/**
 * vt_release_build_write:
 * @self: a build
 * @out_dir: (type filename): a folder that does not exist, or is empty
 * @error: why it cannot be written
 *
 * Writes what shoppers may see as files that any web server can serve, where old addresses lead, and the headers that
 * they should be served with.
 *
 * Returns: whether all of it was written
 */
gboolean
vt_release_build_write (VtReleaseBuild *self, const char *out_dir, GError **error)
{
  g_autofree char *catalogue = g_build_filename (self->folder, self->catalogue, NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      const VtReleaseFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *name = NULL;
      g_autofree char *blob = g_build_filename (self->folder, file->sha256, NULL);
      g_autofree char *path = NULL;
      g_autofree char *folder = NULL;

      if (file->path[0] != '/')
        continue;

      name = static_name (file->path, file->type);
      path = g_build_filename (out_dir, name, NULL);
      folder = g_path_get_dirname (path);
      if (g_mkdir_with_parents (folder, 0755) != 0)
        {
          g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("“%s” cannot be made: %s"), folder,
                       g_strerror (errno));
          return FALSE;
        }
      if (!vt_file_copy_atomic (blob, path, NULL, error))
        return FALSE;
    }

  return vt_static_moves_write (catalogue, out_dir, error) &&
         vt_static_headers_write (out_dir, self->https, error);
}
