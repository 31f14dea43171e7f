#include "host/vt-release-store.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define CONFLICT      409
#define UNPROCESSABLE 422

struct _VtLiveRelease
{
  gatomicrefcount ref_count;
  gint64 id;
  VtManifest *manifest; /* (owned) */
  char *catalogue;      /* (owned) path of its catalogue's blob */
  VtSite *site;         /* (owned) with its own theme */
};

struct _VtReleaseStore
{
  VtHostStore *store;              /* (unowned) */
  VtBlobs *blobs;                  /* (unowned) */
  GMutex switching;                /* held while a release is opened and switched to: one after the other */
  GMutex mutex;                    /* guards what follows */
  VtLiveRelease *live;             /* (owned) (nullable) */
  void (*changed) (gpointer data); /* (nullable) told after each switch, on the thread that switched */
  gpointer changed_data;
};

/**
 * vt_live_release_ref:
 * @self: a release
 *
 * Returns: (transfer full): @self
 */
VtLiveRelease *
vt_live_release_ref (VtLiveRelease *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * vt_live_release_unref:
 * @self: (nullable): a release
 */
void
vt_live_release_unref (VtLiveRelease *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->manifest, vt_manifest_unref);
  g_free (self->catalogue);
  g_clear_object (&self->site);
  g_free (self);
}

/**
 * vt_live_release_get_id:
 * @self: a release
 *
 * Returns: its number
 */
gint64
vt_live_release_get_id (VtLiveRelease *self)
{
  return self->id;
}

/**
 * vt_live_release_get_manifest:
 * @self: a release
 *
 * Returns: (transfer none): its files
 */
VtManifest *
vt_live_release_get_manifest (VtLiveRelease *self)
{
  return self->manifest;
}

/**
 * vt_live_release_get_site:
 * @self: a release
 *
 * Returns: (transfer none): the storefront with the release's own theme
 */
VtSite *
vt_live_release_get_site (VtLiveRelease *self)
{
  return self->site;
}

/**
 * vt_live_release_open_snapshot:
 * @self: a release
 * @error: a #VtDbError or #VtShopError
 *
 * Returns: (transfer full) (nullable): its catalogue, for the calling thread
 */
VtSnapshot *
vt_live_release_open_snapshot (VtLiveRelease *self, GError **error)
{
  return vt_snapshot_open_catalogue (self->catalogue, NULL, error);
}

static VtManifest *
load_manifest (VtReleaseStore *self, gint64 id, GError **error)
{
  g_autoptr (VtHostRelease) release = vt_host_release_load (self->store, id, error);
  g_autoptr (JsonNode) files = NULL;

  if (release == NULL)
    return NULL;

  files = json_from_string (release->manifest, error);
  return files != NULL ? vt_manifest_parse (json_node_get_array (files), error) : NULL;
}

static gboolean
check_complete (VtReleaseStore *self, VtManifest *manifest, GError **error)
{
  g_autoptr (GPtrArray) missing = vt_release_store_list_missing (self, manifest);

  if (missing->len > 0)
    {
      g_set_error (error, VT_HOST_PROBLEM, CONFLICT,
                   ngettext ("%u file of the release has not been received; send it and try again",
                             "%u files of the release have not been received; send them and try again", missing->len),
                   missing->len);
      return FALSE;
    }

  for (guint i = 0; i < manifest->files->len; i++)
    {
      const VtManifestFile *file = g_ptr_array_index (manifest->files, i);
      gint64 size = vt_blobs_get_size (self->blobs, file->sha256);

      if (size != file->size)
        {
          g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE,
                       _ ("“%s” has %" PRId64 " bytes, and the release says %" PRId64), file->path, size, file->size);
          return FALSE;
        }
    }

  return TRUE;
}

/* What pages are made of has to be usable before shoppers depend on it. */
static gboolean
check_catalogue (VtLiveRelease *release, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_live_release_open_snapshot (release, &reason);

  if (snapshot != NULL)
    return TRUE;

  g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("The release's catalogue cannot be used: %s"),
               reason->message);
  return FALSE;
}

static GHashTable *
map_theme (VtReleaseStore *self, VtManifest *manifest, GError **error)
{
  g_autoptr (GHashTable) files =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < manifest->files->len; i++)
    {
      const VtManifestFile *file = g_ptr_array_index (manifest->files, i);
      GBytes *bytes;

      if (!g_str_has_prefix (file->path, VT_MANIFEST_THEME))
        continue;
      bytes = vt_blobs_map (self->blobs, file->sha256, error);
      if (bytes == NULL)
        return NULL;
      g_hash_table_insert (files, g_strdup (file->path + strlen (VT_MANIFEST_THEME)), bytes);
    }

  return g_steal_pointer (&files);
}

static VtSite *
open_site (VtReleaseStore *self, VtManifest *manifest, GError **error)
{
  g_autoptr (GHashTable) files = map_theme (self, manifest, error);
  g_autoptr (GError) reason = NULL;
  VtSite *site;

  if (files == NULL)
    return NULL;

  site = vt_site_new_with_theme (files, NULL, &reason);
  if (site == NULL)
    g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("The release's theme cannot be used: %s"), reason->message);

  return site;
}

static VtLiveRelease *
open_release (VtReleaseStore *self, gint64 id, GError **error)
{
  g_autoptr (VtManifest) manifest = load_manifest (self, id, error);
  g_autoptr (VtLiveRelease) release = NULL;

  if (manifest == NULL || !check_complete (self, manifest, error))
    return NULL;

  release = g_new0 (VtLiveRelease, 1);
  g_atomic_ref_count_init (&release->ref_count);
  release->id = id;
  release->catalogue = vt_blobs_dup_path (self->blobs, vt_manifest_find (manifest, VT_MANIFEST_CATALOGUE)->sha256);
  release->site = open_site (self, manifest, error);
  release->manifest = g_steal_pointer (&manifest);
  if (release->site == NULL)
    return NULL;

  return check_catalogue (release, error) ? g_steal_pointer (&release) : NULL;
}

/**
 * vt_release_store_open:
 * @store: the host's store; has to outlive the release store
 * @blobs: the host's blobs; have to outlive it too
 * @error: why the active release cannot be served
 *
 * Returns: (transfer full) (nullable): the release store, with the active release opened
 */
VtReleaseStore *
vt_release_store_open (VtHostStore *store, VtBlobs *blobs, GError **error)
{
  g_autoptr (VtReleaseStore) self = g_new0 (VtReleaseStore, 1);
  gint64 active = 0;

  self->store = store;
  self->blobs = blobs;
  g_mutex_init (&self->switching);
  g_mutex_init (&self->mutex);

  if (!vt_host_release_get_active (store, &active, error))
    return NULL;
  if (active != 0 && (self->live = open_release (self, active, error)) == NULL)
    {
      g_prefix_error (error, _ ("Release %" PRId64 " cannot be served: "), active);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * vt_release_store_free:
 * @self: (nullable): a release store
 */
void
vt_release_store_free (VtReleaseStore *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->live, vt_live_release_unref);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->switching);
  g_free (self);
}

/**
 * vt_release_store_dup_live:
 * @self: a release store
 *
 * Returns: (transfer full) (nullable): what shoppers get; %NULL before the first release
 */
VtLiveRelease *
vt_release_store_dup_live (VtReleaseStore *self)
{
  VtLiveRelease *live;

  g_mutex_lock (&self->mutex);
  live = self->live != NULL ? vt_live_release_ref (self->live) : NULL;
  g_mutex_unlock (&self->mutex);

  return live;
}

/**
 * vt_release_store_list_missing:
 * @self: a release store
 * @manifest: a release's files
 *
 * Returns: (transfer full) (element-type utf8): the SHA-256 of each content that has not been received, once
 */
GPtrArray *
vt_release_store_list_missing (VtReleaseStore *self, VtManifest *manifest)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < manifest->files->len; i++)
    {
      VtManifestFile *file = g_ptr_array_index (manifest->files, i);

      if (g_hash_table_add (seen, file->sha256) && vt_blobs_get_size (self->blobs, file->sha256) < 0)
        g_ptr_array_add (missing, g_strdup (file->sha256));
    }

  return missing;
}

static void
set_live (VtReleaseStore *self, VtLiveRelease *release)
{
  VtLiveRelease *old;

  g_mutex_lock (&self->mutex);
  old = self->live;
  self->live = release;
  g_mutex_unlock (&self->mutex);

  vt_live_release_unref (old);
}

static gboolean
activate (VtReleaseStore *self, gint64 id, GError **error)
{
  g_autoptr (VtLiveRelease) release = open_release (self, id, error);

  if (release == NULL || !vt_host_release_activate (self->store, id, error))
    return FALSE;

  set_live (self, g_steal_pointer (&release));
  if (self->changed != NULL)
    self->changed (self->changed_data);

  return TRUE;
}

/**
 * vt_release_store_set_changed:
 * @self: a release store that nobody else uses yet
 * @changed: (nullable) (scope forever): told after each switch, on the thread that switched
 * @data: for @changed
 */
void
vt_release_store_set_changed (VtReleaseStore *self, void (*changed) (gpointer data), gpointer data)
{
  self->changed = changed;
  self->changed_data = data;
}

/**
 * vt_release_store_activate:
 * @self: a release store
 * @id: a release
 * @error: a #VT_HOST_PROBLEM: 404 when there is none, 409 while files are missing or when another was activated since,
 *   422 when it cannot be served
 *
 * Opens the release first, so that one that is broken never becomes live.
 *
 * Returns: whether shoppers get it now
 */
gboolean
vt_release_store_activate (VtReleaseStore *self, gint64 id, GError **error)
{
  gboolean activated;

  g_mutex_lock (&self->switching);
  activated = activate (self, id, error);
  g_mutex_unlock (&self->switching);

  return activated;
}
