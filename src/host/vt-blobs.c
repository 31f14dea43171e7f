#include "host/vt-blobs.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/vt-compress.h"
#include "base/vt-file.h"
#include "base/vt-hash.h"

#define UNPROCESSABLE 422

/* Compressed while the first shopper waits: 9 takes a tenth of the time that 11 takes. */
#define BROTLI_QUALITY 9
#define MAX_COMPRESSED (32 * 1024 * 1024)

struct _VtBlobs
{
  char *folder;   /* (owned) blobs/ */
  char *incoming; /* (owned) incoming/, on the same file system: emptied at each start */
};

static gboolean
set_errno (GError **error, const char *path)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("Cannot write “%s”: %s"), path,
               g_strerror (code));
  return FALSE;
}

/**
 * vt_blobs_open:
 * @folder: (type filename): the host's data folder
 * @error: a #GIOErrorEnum
 *
 * What an earlier server had received only in part is removed.
 *
 * Returns: (transfer full) (nullable): the blobs
 */
VtBlobs *
vt_blobs_open (const char *folder, GError **error)
{
  g_autoptr (VtBlobs) self = g_new0 (VtBlobs, 1);

  self->folder = g_build_filename (folder, "blobs", NULL);
  self->incoming = g_build_filename (folder, "incoming", NULL);
  if (!vt_dir_remove_all (self->incoming, error))
    return NULL;
  if (g_mkdir_with_parents (self->folder, 0700) != 0 || g_mkdir_with_parents (self->incoming, 0700) != 0)
    {
      set_errno (error, folder);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * vt_blobs_free:
 * @self: (nullable): the blobs
 */
void
vt_blobs_free (VtBlobs *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_free (self->incoming);
  g_free (self);
}

/**
 * vt_blobs_new_upload:
 * @self: the blobs
 * @fd: (out): descriptor of the new file, open for writing; the caller closes it
 * @error: a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable) (type filename): a file to receive bytes in, for vt_blobs_accept()
 */
char *
vt_blobs_new_upload (VtBlobs *self, int *fd, GError **error)
{
  g_autofree char *path = g_build_filename (self->incoming, "XXXXXX", NULL);

  *fd = g_mkstemp_full (path, O_WRONLY | O_CLOEXEC, 0600);
  if (*fd >= 0)
    return g_steal_pointer (&path);

  set_errno (error, self->incoming);
  return NULL;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (!synced)
    set_errno (error, path);
  if (fd >= 0)
    close (fd);

  return synced;
}

static gboolean
move_in (VtBlobs *self, const char *upload, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean is_new = !g_file_test (folder, G_FILE_TEST_IS_DIR);

  if (!sync_path (upload, O_RDONLY, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0 || g_rename (upload, path) != 0)
    return set_errno (error, path);

  return sync_path (folder, O_RDONLY | O_DIRECTORY, error) &&
         (!is_new || sync_path (self->folder, O_RDONLY | O_DIRECTORY, error));
}

/**
 * vt_blobs_accept:
 * @self: the blobs
 * @upload: (type filename): a file of vt_blobs_new_upload(), received completely; it is gone afterwards
 * @sha256: the name that the sender gave it
 * @known: (out): whether there was such a blob already
 * @error: a #VT_HOST_PROBLEM of status 422 when the bytes do not hash to the name, or a #GIOErrorEnum
 *
 * Returns: whether the blob is on the disk now
 */
gboolean
vt_blobs_accept (VtBlobs *self, const char *upload, const char *sha256, gboolean *known, GError **error)
{
  g_autofree char *path = vt_blobs_dup_path (self, sha256);
  g_autofree char *actual = vt_sha256_file (upload, NULL, error);
  gboolean accepted = FALSE;

  *known = FALSE;
  if (actual != NULL && g_strcmp0 (actual, sha256) != 0)
    g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE,
                 _ ("The bytes hash to %s and not to the name they were sent under; send them again"), actual);
  else if (actual != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    accepted = *known = TRUE;
  else if (actual != NULL)
    accepted = move_in (self, upload, path, error);

  g_unlink (upload);
  return accepted;
}

/**
 * vt_blobs_get_size:
 * @self: the blobs
 * @sha256: a blob's name, valid
 *
 * Returns: its size in bytes; -1 when there is none
 */
gint64
vt_blobs_get_size (VtBlobs *self, const char *sha256)
{
  g_autofree char *path = vt_blobs_dup_path (self, sha256);
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_size : -1;
}

/**
 * vt_blobs_dup_path:
 * @self: the blobs
 * @sha256: a blob's name, valid
 *
 * Returns: (transfer full) (type filename): where it is, if it is there
 */
char *
vt_blobs_dup_path (VtBlobs *self, const char *sha256)
{
  const char folder[] = { sha256[0], sha256[1], '\0' };

  return g_build_filename (self->folder, folder, sha256, NULL);
}

static GBytes *
map (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

/**
 * vt_blobs_map:
 * @self: the blobs
 * @sha256: a blob's name
 * @error: a #GFileError
 *
 * Returns: (transfer full) (nullable): its content, read from the disk as it is used
 */
GBytes *
vt_blobs_map (VtBlobs *self, const char *sha256, GError **error)
{
  g_autofree char *path = vt_blobs_dup_path (self, sha256);

  return map (path, error);
}

/* Nothing is returned for content that does not become smaller. */
static GBytes *
compress (GBytes *plain, VtBlobEncoding encoding, GError **error)
{
  gsize size = g_bytes_get_size (plain);
  g_autoptr (GBytes) packed = NULL;

  if (size <= MAX_COMPRESSED)
    {
      packed = encoding == VT_BLOB_BROTLI ? vt_brotli (plain, BROTLI_QUALITY, error) : vt_gzip (plain, error);
      if (packed == NULL)
        return NULL;
    }

  return packed != NULL && g_bytes_get_size (packed) < size ? g_steal_pointer (&packed) : g_bytes_new_static ("", 0);
}

/**
 * vt_blobs_map_encoded:
 * @self: the blobs
 * @sha256: a blob's name
 * @encoding: the compression that is wanted
 * @error: a #GFileError or #GIOErrorEnum
 *
 * Compresses once, at the first request, and keeps the result beside the blob. An empty file there says that
 * compressing does not pay.
 *
 * Returns: (transfer full) (nullable): the compressed content; %NULL without @error when compressing does not pay
 */
GBytes *
vt_blobs_map_encoded (VtBlobs *self, const char *sha256, VtBlobEncoding encoding, GError **error)
{
  g_autofree char *plain_path = vt_blobs_dup_path (self, sha256);
  g_autofree char *path = g_strconcat (plain_path, encoding == VT_BLOB_BROTLI ? ".br" : ".gz", NULL);
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) packed = map (path, NULL);

  if (packed != NULL)
    return g_bytes_get_size (packed) > 0 ? g_steal_pointer (&packed) : NULL;

  plain = map (plain_path, error);
  if (plain == NULL)
    return NULL;

  packed = compress (plain, encoding, error);
  if (packed == NULL)
    return NULL;
  if (!vt_file_write_atomic (path, packed, error))
    return NULL;

  return g_bytes_get_size (packed) > 0 ? g_steal_pointer (&packed) : NULL;
}
