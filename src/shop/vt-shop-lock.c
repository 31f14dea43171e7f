#define G_LOG_DOMAIN "vt-shop"
#define _GNU_SOURCE  /* F_OFD_SETLK */

#include "shop/vt-shop-lock.h"

#include "shop/vt-shop.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define HOLDER_MAX_BYTES 512

/* Who holds the lock, as it wrote itself into the file: "vitrine (process 4711 on desk)". */
static char *
read_holder (int file)
{
  char buffer[HOLDER_MAX_BYTES + 1];
  ssize_t size = pread (file, buffer, HOLDER_MAX_BYTES, 0);
  g_autofree char *valid = NULL;

  if (size <= 0)
    return g_strdup (_ ("another program"));

  valid = g_utf8_make_valid (buffer, size);
  return g_strdup (g_strstrip (valid));
}

static void
write_holder (int file)
{
  const char *program = g_get_prgname () != NULL ? g_get_prgname () : "vitrine";
  g_autofree char *holder = g_strdup_printf (_ ("%s (process %d on %s)"), program, (int) getpid (), g_get_host_name ());
  gsize length = MIN (strlen (holder), HOLDER_MAX_BYTES);

  /* It serves a message only: the lock holds without it. */
  if (ftruncate (file, 0) != 0 || pwrite (file, holder, length, 0) < 0)
    g_debug ("the holder of the lock cannot be named: %s", g_strerror (errno));
}

/**
 * vt_shop_lock_take:
 * @folder: (type filename): the shop's folder
 * @error: %VT_SHOP_ERROR_LOCKED, naming who has it, or %VT_SHOP_ERROR_READ_ONLY
 *
 * Becomes the only writer of a shop. The lock belongs to the open file, so the system takes it back when the process
 * ends, however it ends, and a second opening inside one process is refused like any other.
 *
 * Returns: the lock for vt_shop_lock_release(), or -1
 */
int
vt_shop_lock_take (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  struct flock region = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int file = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int saved;

  if (file < 0)
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_READ_ONLY,
                   _ ("“%s” cannot be changed: %s. Check the permissions of the folder, or copy it to a place that is "
                      "yours; it can still be opened for reading"),
                   folder, g_strerror (errno));
      return -1;
    }
  if (fcntl (file, F_OFD_SETLK, &region) == 0)
    {
      write_holder (file);
      return file;
    }

  saved = errno;
  if (saved == EACCES || saved == EAGAIN)
    {
      g_autofree char *holder = read_holder (file);

      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_LOCKED,
                   _ ("“%s” is open in %s. Close it there and try again, or open it for reading"), folder, holder);
    }
  else
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                 _ ("“%s” cannot be locked: %s. Keep the shop on a disk of this computer"), folder, g_strerror (saved));
  close (file);
  return -1;
}

/**
 * vt_shop_lock_release:
 * @lock: what vt_shop_lock_take() returned; -1 is no lock
 *
 * Lets others write. The file stays: deleting it would let two programs lock two files of the same name.
 */
void
vt_shop_lock_release (int lock)
{
  if (lock >= 0)
    close (lock);
}
