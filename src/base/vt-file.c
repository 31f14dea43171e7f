#include "base/vt-file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vt-config.h"

#define CHUNK_SIZE     (256 * 1024)
#define MAX_TREE_DEPTH 128

struct _VtFileWriter
{
  char *path;            /* (owned) where the content belongs */
  char *temporary;       /* (owned) (nullable) where it is now; NULL once renamed */
  GOutputStream *stream; /* (owned) (nullable) onto `fd`, once asked for */
  int fd;
};

static void
set_errno_error (GError **error, int code, const char *format, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *what = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  what = g_strdup_printf (format, name);
#pragma GCC diagnostic pop
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s: %s", what, g_strerror (code));
}

/**
 * vt_file_writer_free:
 * @self: a writer
 *
 * What was not committed is removed.
 */
void
vt_file_writer_free (VtFileWriter *self)
{
  g_clear_object (&self->stream);
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

/**
 * vt_file_writer_new:
 * @path: a file, there already or not; its folder must exist
 * @error: return location of a #GIOErrorEnum
 *
 * Returns: (transfer full): a writer of the new content of @path, which stays as it is until vt_file_writer_commit()
 */
VtFileWriter *
vt_file_writer_new (const char *path, GError **error)
{
  g_autoptr (VtFileWriter) self = g_new0 (VtFileWriter, 1);
  g_autofree char *folder = g_path_get_dirname (path);

  self->path = g_strdup (path);
  self->temporary = g_build_filename (folder, ".vt-XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0666);
  if (self->fd < 0)
    {
      int code = errno;

      g_clear_pointer (&self->temporary, g_free);
      set_errno_error (error, code, _ ("Cannot write “%s”"), path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * vt_file_writer_get_stream:
 * @self: a writer
 *
 * Returns: (transfer none): where the new content goes; nothing is buffered
 */
GOutputStream *
vt_file_writer_get_stream (VtFileWriter *self)
{
  if (self->stream == NULL)
    self->stream = g_unix_output_stream_new (self->fd, FALSE);

  return self->stream;
}

static gboolean
write_all (VtFileWriter *self, const guint8 *data, gsize size, GError **error)
{
  while (size > 0)
    {
      gssize written = write (self->fd, data, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          set_errno_error (error, errno, _ ("Cannot write “%s”"), self->path);
          return FALSE;
        }
      data += written;
      size -= (gsize) written;
    }
  return TRUE;
}

/* A rename lasts through a power cut only once its folder is on the disk too. */
static gboolean
sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int code = 0;

  if (fd < 0 || (fsync (fd) != 0 && errno != EINVAL))
    code = errno;
  if (fd >= 0)
    close (fd);
  if (code != 0)
    set_errno_error (error, code, _ ("Cannot save the folder “%s”"), folder);
  return code == 0;
}

/**
 * vt_file_writer_commit:
 * @self: a writer of which everything was written
 * @error: return location of a #GIOErrorEnum
 *
 * Waits for the disk and renames: whatever happens, the path holds the old content or the new.
 *
 * Returns: whether the path now holds what was written
 */
gboolean
vt_file_writer_commit (VtFileWriter *self, GError **error)
{
  if (fsync (self->fd) != 0 || g_rename (self->temporary, self->path) != 0)
    {
      set_errno_error (error, errno, _ ("Cannot save “%s”"), self->path);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  return sync_folder_of (self->path, error);
}

/**
 * vt_file_read:
 * @path: a file
 * @limit: the most bytes to accept
 * @error: return location of a #GIOErrorEnum
 *
 * Returns: (transfer full): the file's content, or %NULL when it cannot be read or is larger than @limit
 */
GBytes *
vt_file_read (const char *path, gsize limit, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GByteArray) content = NULL;
  g_autofree guint8 *chunk = NULL;
  gssize n = 0;

  if (stream == NULL)
    return NULL;

  content = g_byte_array_new ();
  chunk = g_malloc (CHUNK_SIZE);
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_SIZE, NULL, error)) > 0)
    {
      if (content->len + (gsize) n > MIN (limit, G_MAXUINT32 / 2))
        {
          g_autofree char *name = g_filename_display_name (path);
          g_autofree char *size = g_format_size (limit);

          g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                       _ ("“%s” is larger than %s, the most that can be read here"), name, size);
          return NULL;
        }
      g_byte_array_append (content, chunk, (guint) n);
    }
  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&content)) : NULL;
}

/**
 * vt_file_write_atomic:
 * @path: a file, there already or not; its folder must exist
 * @bytes: the whole new content
 * @error: return location of a #GIOErrorEnum
 *
 * Writes beside @path, waits for the disk and renames: whatever happens, @path holds the old content or the new.
 *
 * Returns: whether @path now holds @bytes
 */
gboolean
vt_file_write_atomic (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (VtFileWriter) writer = vt_file_writer_new (path, error);
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return writer != NULL && write_all (writer, data, size, error) && vt_file_writer_commit (writer, error);
}

/**
 * vt_file_copy_atomic:
 * @from: the file to copy
 * @to: where the copy goes, replacing what is there; its folder must exist
 * @cancellable: (nullable): stops the copy, leaving @to as it was
 * @error: return location of a #GIOErrorEnum
 *
 * Returns: whether @to now holds what @from holds
 */
gboolean
vt_file_copy_atomic (const char *from, const char *to, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (from);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (VtFileWriter) writer = NULL;
  g_autofree guint8 *chunk = NULL;
  gssize n = 0;

  if (stream == NULL || (writer = vt_file_writer_new (to, error)) == NULL)
    return FALSE;

  chunk = g_malloc (CHUNK_SIZE);
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_SIZE, cancellable, error)) > 0)
    {
      if (!write_all (writer, chunk, (gsize) n, error))
        return FALSE;
    }
  return n == 0 && vt_file_writer_commit (writer, error);
}

static gboolean
sync_file (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int code = fd < 0 || fsync (fd) != 0 ? errno : 0;

  if (fd >= 0)
    close (fd);
  if (code != 0)
    set_errno_error (error, code, _ ("Cannot save “%s”"), path);
  return code == 0;
}

/**
 * vt_file_move:
 * @from: a file, closed or no longer written to
 * @to: where it goes, replacing what is there; its folder must exist
 * @error: return location of a #GIOErrorEnum
 *
 * Waits for the disk and renames, or copies when the two places are on different disks: whatever happens, @to holds
 * what it held or all of what @from holds.
 *
 * Returns: whether it is at @to now, and at @from no more
 */
gboolean
vt_file_move (const char *from, const char *to, GError **error)
{
  if (!sync_file (from, error))
    return FALSE;
  if (g_rename (from, to) == 0)
    return sync_folder_of (to, error);
  if (errno != EXDEV)
    {
      set_errno_error (error, errno, _ ("Cannot save “%s”"), to);
      return FALSE;
    }
  if (!vt_file_copy_atomic (from, to, NULL, error))
    return FALSE;

  g_unlink (from);
  return TRUE;
}

static gboolean remove_at (int parent, const char *name, guint depth);

/* Takes @fd. errno tells what failed. */
static gboolean
remove_children (int fd, guint depth)
{
  DIR *dir = fdopendir (fd);
  gboolean removed = TRUE;
  int code = 0;
  struct dirent *entry;

  if (dir == NULL)
    {
      close (fd);
      return FALSE;
    }
  while (removed && (entry = readdir (dir)) != NULL)
    {
      if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
        removed = remove_at (dirfd (dir), entry->d_name, depth + 1);
    }
  code = errno;
  closedir (dir);
  errno = code;
  return removed;
}

/* Every step is relative to an open folder and refuses links, so nothing outside the tree can be reached. */
static gboolean
remove_at (int parent, const char *name, guint depth)
{
  int fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd < 0 && (errno == ENOTDIR || errno == ELOOP || errno == EACCES))
    return unlinkat (parent, name, 0) == 0 || unlinkat (parent, name, AT_REMOVEDIR) == 0;
  if (fd < 0)
    return errno == ENOENT;
  if (depth > MAX_TREE_DEPTH)
    {
      close (fd);
      errno = ENAMETOOLONG;
      return FALSE;
    }
  return remove_children (fd, depth) && unlinkat (parent, name, AT_REMOVEDIR) == 0;
}

/**
 * vt_dir_remove_all:
 * @path: a folder, or a file; that there is none is no error
 * @error: return location of a #GIOErrorEnum
 *
 * Removes @path and all that is in it. Symbolic links are removed, never followed.
 *
 * Returns: whether nothing is left at @path
 */
gboolean
vt_dir_remove_all (const char *path, GError **error)
{
  if (remove_at (AT_FDCWD, path, 0))
    return TRUE;

  set_errno_error (error, errno, _ ("Cannot remove all of “%s”"), path);
  return FALSE;
}

/**
 * vt_data_path:
 * @relative: (type filename): a path inside Vitrine's data folder, such as "theme"
 *
 * The environment variable VITRINE_DATA_DIR replaces the folder that was chosen at build time.
 *
 * Returns: (transfer full) (type filename): the path on this computer
 */
char *
vt_data_path (const char *relative)
{
  const char *folder = g_getenv ("VITRINE_DATA_DIR");

  return g_build_filename (folder != NULL && *folder != '\0' ? folder : VT_DATADIR, relative, NULL);
}
