/* What the folder holds of an earlier build is known by a list that stands in it: files that are not in the list are
 * someone else's and are never removed. */
#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-static-build.h"

#include "base/vt-compress.h"
#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "content/vt-live.h"
#include "promo/vt-popup.h"
#include "publish/vt-static-headers.h"
#include "publish/vt-static-moves.h"
#include "site/vt-tags.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LIST_NAME      ".vitrine-build"
#define LIST_HEAD      "Vitrine wrote these files and removes them when the shop has them no more\n"
#define MAX_LIST_BYTES (256 * 1024 * 1024)
#define BROTLI_QUALITY 9

typedef struct
{
  char sha256[65]; /* of what it holds, uncompressed */
  gint64 size;     /* of the file; -1: not known */
  gboolean used;   /* by this run */
} Written;

struct _VtStaticBuild
{
  VtSite *site;    /* (owned) */
  char *shop_path; /* (owned) */
  char *cache_dir; /* (owned) */
  char *out_dir;   /* (owned) */
  VtBuild *build;  /* (owned) (nullable) */
  char *base_url;  /* (owned) (nullable) that of `build` */
  int folder;      /* open, or -1 */

  gboolean compressed;
  GMutex lock;
  GHashTable *written; /* (owned) relative name → Written; under lock while threads work */
  guint n_written;     /* under lock */
  gboolean listed;     /* the list in the folder is that of `written` */
};

/**
 * vt_static_build_new:
 * @site: the storefront's function
 * @shop_path: (type filename): a shop's folder
 * @cache_dir: (type filename): the shop's cache folder
 * @out_dir: (type filename): the folder to write; it is made when it is not there
 *
 * Returns: (transfer full): a build
 */
VtStaticBuild *
vt_static_build_new (VtSite *site, const char *shop_path, const char *cache_dir, const char *out_dir)
{
  VtStaticBuild *self = g_new0 (VtStaticBuild, 1);

  self->site = g_object_ref (site);
  self->shop_path = g_strdup (shop_path);
  self->cache_dir = g_strdup (cache_dir);
  self->out_dir = g_canonicalize_filename (out_dir, NULL);
  self->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->folder = -1;
  g_mutex_init (&self->lock);

  return self;
}

/**
 * vt_static_build_free:
 * @self: (nullable): a build
 */
void
vt_static_build_free (VtStaticBuild *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->site);
  g_clear_pointer (&self->build, vt_build_free);
  g_clear_pointer (&self->written, g_hash_table_unref);
  if (self->folder >= 0)
    close (self->folder);
  g_mutex_clear (&self->lock);
  g_free (self->shop_path);
  g_free (self->cache_dir);
  g_free (self->out_dir);
  g_free (self->base_url);
  g_free (self);
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

static gboolean
fail (GError **error, const char *name)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("The file “%s” cannot be written: %s"), name,
               g_strerror (code));
  return FALSE;
}

/* Folders of @name inside the output; never through a link. */
static gboolean
make_folders (VtStaticBuild *self, const char *name)
{
  g_autofree char *path = g_strdup (name);

  for (char *slash = strchr (path, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      *slash = '\0';
      if (mkdirat (self->folder, path, 0755) != 0 && errno != EEXIST)
        return FALSE;
      *slash = '/';
    }

  return TRUE;
}

/* Most new files stand in a folder of their own, of which the one above is there. */
static void
make_folder (VtStaticBuild *self, const char *name)
{
  const char *slash = strrchr (name, '/');
  g_autofree char *path = slash != NULL ? g_strndup (name, (gsize) (slash - name)) : NULL;

  if (path != NULL && mkdirat (self->folder, path, 0755) != 0 && errno == ENOENT)
    make_folders (self, name);
}

static int
open_new (VtStaticBuild *self, const char *name)
{
  int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
  int fd = openat (self->folder, name, flags, 0644);

  return fd >= 0 || errno != ENOENT || !make_folders (self, name) ? fd : openat (self->folder, name, flags, 0644);
}

/* Takes @fd. */
static gboolean
fill_file (int fd, GBytes *content)
{
  gsize left = 0;
  const guint8 *data = g_bytes_get_data (content, &left);
  int code;

  while (left > 0)
    {
      gssize n = write (fd, data, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        break;
      data += n;
      left -= (gsize) n;
    }
  code = errno;
  if (close (fd) != 0)
    return FALSE;

  errno = code;
  return left == 0;
}

/* What is there already is replaced in one step: a server finds the old one or the new. */
static gboolean
write_file (VtStaticBuild *self, const char *name, GBytes *content, GError **error)
{
  g_autofree char *beside = NULL;
  int fd = open_new (self, name);

  if (fd >= 0)
    return fill_file (fd, content) || fail (error, name);
  if (errno != EEXIST)
    return fail (error, name);

  beside = g_strconcat (name, ".vt-new", NULL);
  unlinkat (self->folder, beside, 0);
  fd = open_new (self, beside);
  if (fd < 0)
    return fail (error, name);
  if (!fill_file (fd, content) || renameat (self->folder, beside, self->folder, name) != 0)
    {
      fail (error, name);
      unlinkat (self->folder, beside, 0);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_same (VtStaticBuild *self, const char *name, const char *sha256)
{
  const Written *written = g_hash_table_lookup (self->written, name);
  struct stat there;

  return written != NULL && strcmp (written->sha256, sha256) == 0 &&
         fstatat (self->folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG (there.st_mode) &&
         there.st_size == written->size;
}

static void
note_file (VtStaticBuild *self, const char *name, const char *sha256, gint64 size, gboolean is_new)
{
  Written *written = g_new0 (Written, 1);

  g_strlcpy (written->sha256, sha256, sizeof written->sha256);
  written->size = size;
  written->used = TRUE;

  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->written, g_strdup (name), written);
  self->n_written += is_new ? 1 : 0;
  g_mutex_unlock (&self->lock);
}

static gboolean
put_file (VtStaticBuild *self, const char *name, const char *sha256, GBytes *content, GError **error)
{
  gboolean same, known;

  g_mutex_lock (&self->lock);
  known = g_hash_table_contains (self->written, name);
  same = is_same (self, name, sha256);
  g_mutex_unlock (&self->lock);
  if (!known)
    make_folder (self, name);
  if (!same && !write_file (self, name, content, error))
    return FALSE;

  note_file (self, name, sha256, (gint64) g_bytes_get_size (content), !same);
  return TRUE;
}

static gboolean
put_compressed (VtStaticBuild *self, const char *name, const char *sha256, GBytes *content, GError **error)
{
  g_autofree char *gz = g_strconcat (name, ".gz", NULL);
  g_autofree char *br = g_strconcat (name, ".br", NULL);
  g_autoptr (GBytes) zipped = NULL;
  g_autoptr (GBytes) brotli = NULL;

  return (zipped = vt_gzip (content, error)) != NULL && put_file (self, gz, sha256, zipped, error) &&
         (brotli = vt_brotli (content, BROTLI_QUALITY, error)) != NULL && put_file (self, br, sha256, brotli, error);
}

static gboolean
put (VtStaticBuild *self, const char *name, const char *type, const char *sha256, GBytes *content, GError **error)
{
  if (!put_file (self, name, sha256, content, error))
    return FALSE;

  return !self->compressed || !vt_compress_is_worth (type, g_bytes_get_size (content)) ||
         put_compressed (self, name, sha256, content, error);
}

static gboolean
take_cb (VtBuildRoute *route, GBytes *body, gpointer data, GError **error)
{
  g_autofree char *name = static_name (route->path, route->type);

  return put (data, name, route->type, route->sha256, body, error);
}

static gboolean
keep_file (VtStaticBuild *self, const char *name, const char *suffix, const char *sha256)
{
  g_autofree char *full = g_strconcat (name, suffix, NULL);
  Written *written;

  if (!is_same (self, full, sha256))
    return FALSE;

  written = g_hash_table_lookup (self->written, full);
  written->used = TRUE;
  return TRUE;
}

static gboolean
has_cb (const VtBuildRoute *route, gpointer data)
{
  VtStaticBuild *self = data;
  g_autofree char *name = static_name (route->path, route->type);

  if (!keep_file (self, name, "", route->sha256))
    return FALSE;

  return !self->compressed || !vt_compress_is_worth (route->type, (gsize) route->size) ||
         (keep_file (self, name, ".gz", route->sha256) && keep_file (self, name, ".br", route->sha256));
}

static gboolean
put_moves (VtStaticBuild *self, VtSnapshot *snapshot, GError **error)
{
  g_autoptr (GPtrArray) files = vt_static_moves_list (vt_snapshot_get_db (snapshot), error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const VtStaticFile *file = g_ptr_array_index (files, i);
      const Written *there = g_hash_table_lookup (self->written, file->name);
      g_autofree char *sha256 = vt_sha256_bytes (file->content);

      /* A page that has the address now comes before one that had it once. */
      if ((there == NULL || !there->used) && !put_file (self, file->name, sha256, file->content, error))
        return FALSE;
    }

  return files != NULL;
}

static gboolean
put_headers (VtStaticBuild *self, VtSnapshot *snapshot, GError **error)
{
  VtDb *db = vt_snapshot_get_db (snapshot);
  g_autofree char *tags = vt_tags_policy (db);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *sha256 = NULL;
  gboolean films = FALSE;

  if (!vt_live_has_films (db, &films, error))
    return FALSE;

  content = vt_static_headers_new (g_str_has_prefix (self->base_url, "https:"), tags, films);
  sha256 = vt_sha256_bytes (content);
  return put_file (self, "_headers", sha256, content, error);
}

/* A line is the hash, the size and the name. */
static void
take_line (VtStaticBuild *self, const char *line)
{
  const char *size = line + VT_SHA256_LENGTH;
  char *name = NULL;
  Written *written;

  if (strlen (line) < VT_SHA256_LENGTH + 4 || *size != ' ')
    return;

  written = g_new0 (Written, 1);
  memcpy (written->sha256, line, VT_SHA256_LENGTH);
  written->size = g_ascii_strtoll (size, &name, 10);
  if (vt_sha256_is_valid (written->sha256) && *name == ' ' && name[1] != '/' && strstr (name, "..") == NULL)
    g_hash_table_replace (self->written, g_strdup (name + 1), written);
  else
    g_free (written);
}

static gboolean
read_list (VtStaticBuild *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->out_dir, LIST_NAME, NULL);
  g_autoptr (GBytes) bytes = vt_file_read (path, MAX_LIST_BYTES, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GDir) dir = NULL;

  if (bytes == NULL)
    {
      dir = g_dir_open (self->out_dir, 0, NULL);
      if (dir == NULL || g_dir_read_name (dir) == NULL)
        return TRUE;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _ ("“%s” is not empty and holds no earlier build. Choose another folder, or empty it; nothing was "
                      "changed"),
                   self->out_dir);
      return FALSE;
    }

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    take_line (self, *line);
  self->listed = TRUE;
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
write_list (VtStaticBuild *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (LIST_HEAD);
  g_autoptr (GBytes) bytes = NULL;
  guint n = 0;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (self->written, &n);

  qsort (names, n, sizeof *names, compare_names);
  for (guint i = 0; i < n; i++)
    {
      const Written *written = g_hash_table_lookup (self->written, names[i]);

      g_string_append_printf (out, "%s %" G_GINT64_FORMAT " %s\n", written->sha256, written->size, (char *) names[i]);
    }

  bytes = g_string_free_to_bytes (g_steal_pointer (&out));
  self->listed = write_file (self, LIST_NAME, bytes, error);
  return self->listed;
}

/* Folders that nothing is left in go too. */
static void
remove_file (VtStaticBuild *self, const char *name)
{
  g_autofree char *path = g_strdup (name);

  unlinkat (self->folder, path, 0);
  for (char *slash = strrchr (path, '/'); slash != NULL; slash = strrchr (path, '/'))
    {
      *slash = '\0';
      if (unlinkat (self->folder, path, AT_REMOVEDIR) != 0)
        return;
    }
}

static guint
remove_stale (VtStaticBuild *self)
{
  GHashTableIter iter;
  gpointer name, written;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->written);
  while (g_hash_table_iter_next (&iter, &name, &written))
    if (!((Written *) written)->used)
      {
        remove_file (self, name);
        g_hash_table_iter_remove (&iter);
        n++;
      }

  return n;
}

static gboolean
open_folder (VtStaticBuild *self, GError **error)
{
  if (self->folder >= 0)
    return TRUE;
  if (!read_list (self, error))
    return FALSE;

  if (g_mkdir (self->out_dir, 0755) == 0 || errno == EEXIST)
    self->folder = open (self->out_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  return self->folder >= 0 || fail (error, self->out_dir);
}

/* A build belongs to one folder and one address. */
static void
open_build (VtStaticBuild *self, const char *base_url)
{
  static const VtSiteBackend files = { .is_static = TRUE };
  g_autofree char *both = g_strconcat (self->out_dir, "\n", base_url, NULL);
  g_autofree char *hash = vt_sha256_data (both, strlen (both));
  g_autofree char *name = g_strdup_printf ("%.16s", hash);
  g_autofree char *path = g_build_filename (self->cache_dir, "build", name, NULL);

  if (self->build != NULL && strcmp (self->base_url, base_url) == 0)
    return;

  g_clear_pointer (&self->build, vt_build_free);
  g_free (self->base_url);
  self->base_url = g_strdup (base_url);
  self->build = vt_build_new (path, base_url, &files);
}

/* Pictures that are not asked for stay as they are. */
static void
forget_marks (VtStaticBuild *self, gboolean pictures)
{
  GHashTableIter iter;
  gpointer name, written;

  g_hash_table_iter_init (&iter, self->written);
  while (g_hash_table_iter_next (&iter, &name, &written))
    ((Written *) written)->used = !pictures && g_str_has_prefix (name, "media/");
  self->n_written = 0;
}

static void
count (VtStaticBuild *self, VtStaticResult *result)
{
  GPtrArray *routes = vt_build_get_routes (self->build);

  result->n_files = g_hash_table_size (self->written);
  result->n_written = self->n_written;
  result->n_drawn = vt_build_get_n_drawn (self->build);
  for (guint i = 0; i < routes->len; i++)
    if (((VtBuildRoute *) routes->pdata[i])->type != NULL &&
        g_str_has_prefix (((VtBuildRoute *) routes->pdata[i])->type, "text/html"))
      result->n_pages++;
}

/**
 * vt_static_build_run:
 * @self: a build
 * @options: what to build
 * @result: (out): what was done
 * @progress: (nullable): told how far it has come, from several threads
 * @progress_data: its data
 * @cancellable: (nullable): stops it; the next run goes on
 * @error: why not
 *
 * Brings the folder up to date: pages under their addresses, `404.html`, `_redirects`, assets, pictures. Only files
 * that differ are written; what an earlier run wrote and the shop has no more is removed.
 *
 * Returns: whether the folder is the shop as it is now
 */
gboolean
vt_static_build_run (VtStaticBuild *self,
                     const VtStaticOptions *options,
                     VtStaticResult *result,
                     VtProgress progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error)
{
  VtBuildSink sink = { take_cb, has_cb, self };
  g_autoptr (GPtrArray) snapshots = NULL;

  *result = (VtStaticResult){ 0 };
  if (!open_folder (self, error))
    return FALSE;
  snapshots = vt_snapshot_open_several (self->shop_path, vt_build_count_threads (), error);
  if (snapshots == NULL ||
      !vt_popup_check_all (vt_snapshot_get_db (g_ptr_array_index (snapshots, 0)), options->now_us, error))
    return FALSE;

  open_build (self, options->base_url);
  forget_marks (self, options->pictures);
  self->compressed = options->compressed;
  if (!vt_build_run (self->build, self->site, snapshots, options->now_us, options->pictures, &sink, progress,
                     progress_data, cancellable, error) ||
      !put_moves (self, g_ptr_array_index (snapshots, 0), error) ||
      !put_headers (self, g_ptr_array_index (snapshots, 0), error))
    {
      write_list (self, NULL);
      return FALSE;
    }

  result->n_removed = remove_stale (self);
  if ((self->n_written > 0 || result->n_removed > 0 || !self->listed) && !write_list (self, error))
    return FALSE;
  vt_build_save (self->build);
  count (self, result);
  return TRUE;
}
