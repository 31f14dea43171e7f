/* How an original comes into the shop: its pieces are written and hashed as they come, what it is is told by its
 * content once it is complete, and it takes its place in media/ by a rename. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-media-incoming.h"

#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "base/vt-svg.h"
#include "base/vt-text.h"
#include "shop/vt-media-ground.h"
#include "shop/vt-media-private.h"
#include "shop/vt-media-probe.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_SIZE     (256 * 1024)
#define NAME_MAX_CHARS 200

/* What a program that was killed left behind is older than any picture on its way. */
#define LEFTOVER_SECONDS (60 * 60)

struct _VtMediaIncoming
{
  char *shop_path; /* (owned) */
  char *name;      /* (owned) */
  char *path;      /* (owned) (nullable) in the cache; NULL once it was moved away */
  int fd;
  gint64 size;
  gint64 max_bytes;
  GChecksum *checksum; /* (owned) */
};

/* The last part of a file name from anywhere, as text of one line. */
static char *
clean_name (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  g_autofree char *line = vt_text_single_line (valid);

  return vt_text_ellipsise (line, NAME_MAX_CHARS);
}

static char *
build_folder (const char *shop_path)
{
  return g_build_filename (shop_path, "cache", "incoming", NULL);
}

static gboolean
set_not_kept (GError **error, const char *path, int code)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, VT_SHOP_ERROR, code == ENOSPC || code == EDQUOT ? VT_SHOP_ERROR_FAILED : VT_SHOP_ERROR_READ_ONLY,
               code == ENOSPC || code == EDQUOT
                   ? _ ("The picture cannot be kept in “%s”: %s. Make room on the disk")
                   : _ ("The picture cannot be kept in “%s”: %s. Check the permissions of the folder"),
               shown, g_strerror (code));
  return FALSE;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  return g_mkdir_with_parents (folder, 0700) == 0 || set_not_kept (error, folder, errno);
}

/**
 * vt_media_incoming_new:
 * @shop_path: (type filename): the shop's folder
 * @name: the file name it comes with; only its last part is kept
 * @max_bytes: the most that it may have
 * @error: a #VtShopError
 *
 * Returns: (transfer full) (nullable): a picture of which nothing has come yet
 */
VtMediaIncoming *
vt_media_incoming_new (const char *shop_path, const char *name, gint64 max_bytes, GError **error)
{
  g_autoptr (VtMediaIncoming) self = g_new0 (VtMediaIncoming, 1);
  g_autofree char *folder = build_folder (shop_path);

  self->fd = -1;
  self->shop_path = g_strdup (shop_path);
  self->name = clean_name (name);
  self->max_bytes = max_bytes;
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  if (!make_folder (folder, error))
    return NULL;

  self->path = g_build_filename (folder, "XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->path, O_RDWR | O_CLOEXEC, 0666);
  if (self->fd < 0)
    {
      set_not_kept (error, folder, errno);
      g_clear_pointer (&self->path, g_free);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * vt_media_incoming_free:
 * @self: (nullable): a picture
 *
 * Removes what came of it, unless it was finished.
 */
void
vt_media_incoming_free (VtMediaIncoming *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  if (self->path != NULL)
    g_unlink (self->path);
  g_checksum_free (self->checksum);
  g_free (self->path);
  g_free (self->name);
  g_free (self->shop_path);
  g_free (self);
}

/**
 * vt_media_incoming_write:
 * @self: a picture that is not finished
 * @data: (array length=size): its next piece
 * @size: bytes of it
 * @error: %VT_SHOP_ERROR_FAILED when it is too large or the disk is full
 *
 * Returns: whether more may come
 */
gboolean
vt_media_incoming_write (VtMediaIncoming *self, const void *data, gsize size, GError **error)
{
  const guint8 *next = data;

  if (size > (gsize) (self->max_bytes - self->size))
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                   _ ("“%s” is larger than %d MiB. Make it smaller in a picture editor"), self->name,
                   (int) (self->max_bytes / (1024 * 1024)));
      return FALSE;
    }

  g_checksum_update (self->checksum, data, (gssize) size);
  self->size += (gint64) size;
  while (size > 0)
    {
      gssize written = write (self->fd, next, size);

      if (written < 0 && errno != EINTR)
        return set_not_kept (error, self->shop_path, errno);
      if (written > 0)
        {
          next += written;
          size -= (gsize) written;
        }
    }

  return TRUE;
}

static gboolean
holds (const char *path, const char *sha256)
{
  g_autofree char *present = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? vt_sha256_file (path, NULL, NULL) : NULL;

  return g_strcmp0 (present, sha256) == 0;
}

/* A file that is there already is replaced only when it does not hold what its name says. */
static gboolean
take_place (VtMediaIncoming *self, const char *place, const char *sha256, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (place);

  if (holds (place, sha256))
    return TRUE;
  if (!make_folder (folder, error) || !vt_file_move (self->path, place, error))
    return FALSE;

  g_clear_pointer (&self->path, g_free);
  return TRUE;
}

static gboolean
keep_original (VtMediaIncoming *self, VtMedia *media, const char *extension, GError **error)
{
  const char *sha256 = g_checksum_get_string (self->checksum);
  g_autofree char *place = vt_media_build_path (self->shop_path, sha256, extension);

  g_strlcpy (media->sha256, sha256, sizeof media->sha256);
  media->size = self->size;

  return take_place (self, place, sha256, error);
}

/* Of a drawing, what draws is kept. */
static gboolean
keep_drawing (VtMediaIncoming *self, VtMedia *media, const char *data, gsize size, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *svg = vt_svg_sanitise (data, (gssize) size, &reason);
  g_autofree char *sha256 = NULL;
  g_autofree char *place = NULL;
  g_autofree char *folder = NULL;

  if (svg == NULL)
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                   _ ("“%s” is a drawing that cannot be used: %s. Save it as plain SVG in a drawing program"),
                   self->name, reason->message);
      return FALSE;
    }

  media->size = (gint64) strlen (svg);
  bytes = g_bytes_new_take (g_steal_pointer (&svg), (gsize) media->size);
  sha256 = vt_sha256_bytes (bytes);
  g_strlcpy (media->sha256, sha256, sizeof media->sha256);
  place = vt_media_build_path (self->shop_path, sha256, "svg");
  folder = g_path_get_dirname (place);

  return holds (place, sha256) || (make_folder (folder, error) && vt_file_write_atomic (place, bytes, error));
}

/**
 * vt_media_incoming_finish:
 * @self: a picture of which everything has come; it takes nothing more
 * @error: %VT_SHOP_ERROR_FAILED when it is no picture that browsers show, or a #GIOErrorEnum
 *
 * Looks at the content and puts it into media/; see vt_media_stage_bytes(). The file is looked at where it lies: it is
 * ours, so that nobody makes it shorter meanwhile.
 *
 * Returns: (transfer full) (nullable): its record for vt_media_add()
 */
VtMedia *
vt_media_incoming_finish (VtMediaIncoming *self, GError **error)
{
  g_autoptr (VtMedia) media = g_new0 (VtMedia, 1);
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (self->fd, FALSE, error);
  VtMediaProbe probe = { 0 };
  const char *data;
  gsize size;
  gboolean kept;

  if (file == NULL)
    return NULL;
  data = g_mapped_file_get_contents (file);
  size = g_mapped_file_get_length (file);
  if (!vt_media_probe ((const guint8 *) (data != NULL ? data : ""), size, &probe, error))
    {
      g_prefix_error (error, "“%s” ", self->name);
      return NULL;
    }

  kept = g_str_equal (probe.type, "image/svg+xml") ? keep_drawing (self, media, data, size, error)
                                                   : keep_original (self, media, probe.extension, error);
  if (!kept)
    return NULL;

  media->ground = vt_media_ground (probe.type, data, size);
  media->name = g_strdup (self->name);
  media->type = g_strdup (probe.type);
  media->width = probe.width;
  media->height = probe.height;
  media->credit = g_strdup ("");
  return g_steal_pointer (&media);
}

/**
 * vt_media_incoming_sweep:
 * @shop_path: (type filename): a shop's folder
 *
 * Removes what programs that were killed left of pictures on their way.
 */
void
vt_media_incoming_sweep (const char *shop_path)
{
  g_autofree char *folder = build_folder (shop_path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_lstat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_mtime < now - LEFTOVER_SECONDS)
        g_unlink (path);
    }
}

/**
 * vt_media_stage_bytes:
 * @shop_path: (type filename): the shop's folder
 * @bytes: a whole picture file, at most %VT_MEDIA_MAX_BYTES
 * @name: the file name it came with; only its last part is kept
 * @error: %VT_SHOP_ERROR_FAILED when it is no picture that browsers show, or a #GIOErrorEnum
 *
 * Puts an original into the shop's media folder, on any thread and without touching the database: a file that
 * vt_media_add() never names is merely left over. Of an SVG drawing what draws is kept; see vt_svg_sanitise().
 *
 * Returns: (transfer full) (nullable): its record for vt_media_add()
 */
VtMedia *
vt_media_stage_bytes (const char *shop_path, GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (VtMediaIncoming) incoming = vt_media_incoming_new (shop_path, name, VT_MEDIA_MAX_BYTES, error);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  if (incoming == NULL || !vt_media_incoming_write (incoming, data, size, error))
    return NULL;

  return vt_media_incoming_finish (incoming, error);
}

static gboolean
set_unreadable (GError **error, const char *file, int code)
{
  g_autofree char *name = g_filename_display_basename (file);

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("“%s” cannot be read: %s"), name, g_strerror (code));
  return FALSE;
}

/* A pipe is not waited for: it is opened without. */
static gboolean
check_file (int fd, const char *file, GError **error)
{
  g_autofree char *name = g_filename_display_basename (file);
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0)
    return set_unreadable (error, file, errno);
  if (S_ISREG (status.st_mode))
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("“%s” is not a file. Choose a picture"), name);
  return FALSE;
}

static gboolean
copy_all (VtMediaIncoming *incoming, int fd, const char *file, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  gssize n;

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = read (fd, chunk, CHUNK_SIZE);
      if (n < 0 && errno != EINTR)
        return set_unreadable (error, file, errno);
      if (n > 0 && !vt_media_incoming_write (incoming, chunk, (gsize) n, error))
        return FALSE;
    }
  while (n != 0);

  return TRUE;
}

/**
 * vt_media_stage_file:
 * @shop_path: (type filename): the shop's folder
 * @file: (type filename): a picture file, at most %VT_MEDIA_MAX_BYTES
 * @cancellable: (nullable): looked at while the file is copied
 * @error: as for vt_media_stage_bytes()
 *
 * Copies a picture into the shop's media folder; see vt_media_stage_bytes().
 *
 * Returns: (transfer full) (nullable): its record for vt_media_add()
 */
VtMedia *
vt_media_stage_file (const char *shop_path, const char *file, GCancellable *cancellable, GError **error)
{
  int fd = open (file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  g_autoptr (VtMediaIncoming) incoming = NULL;
  VtMedia *media = NULL;

  if (check_file (fd, file, error))
    incoming = vt_media_incoming_new (shop_path, file, VT_MEDIA_MAX_BYTES, error);
  if (incoming != NULL && copy_all (incoming, fd, file, cancellable, error))
    media = vt_media_incoming_finish (incoming, error);
  if (fd >= 0)
    close (fd);

  return media;
}

/**
 * vt_media_recall:
 * @shop_path: (type filename): the shop's folder
 * @sha256: 64 hexadecimal digits
 * @name: the file name it came with; only its last part is kept
 * @error: %VT_SHOP_ERROR_FAILED when media/ does not have it, or has something else in its place
 *
 * Finds an original that was staged before, perhaps by a program that ended before vt_media_add().
 *
 * Returns: (transfer full) (nullable): its record for vt_media_add()
 */
VtMedia *
vt_media_recall (const char *shop_path, const char *sha256, const char *name, GError **error)
{
  g_autofree char *path = vt_media_path (shop_path, sha256);
  g_autoptr (VtMedia) media = NULL;
  g_autoptr (GMappedFile) file = NULL;
  VtMediaProbe probe = { 0 };

  if (path == NULL || !holds (path, sha256))
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("The shop has no picture “%s”"), sha256);
      return NULL;
    }
  file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL || !vt_media_probe ((const guint8 *) g_mapped_file_get_contents (file),
                                       g_mapped_file_get_length (file), &probe, error))
    return NULL;

  media = g_new0 (VtMedia, 1);
  g_strlcpy (media->sha256, sha256, sizeof media->sha256);
  media->size = (gint64) g_mapped_file_get_length (file);
  media->ground = vt_media_ground (probe.type, g_mapped_file_get_contents (file), g_mapped_file_get_length (file));
  media->name = clean_name (name);
  media->type = g_strdup (probe.type);
  media->width = probe.width;
  media->height = probe.height;
  media->credit = g_strdup ("");

  return g_steal_pointer (&media);
}
