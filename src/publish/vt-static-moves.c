#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-static-moves.h"

#include "base/vt-db.h"
#include "base/vt-file.h"
#include "shop/vt-old-handle.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

static gboolean
write_text (const char *path, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0755) == 0)
    return vt_file_write_atomic (path, bytes, error);

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("“%s” cannot be made: %s"), folder,
               g_strerror (errno));
  return FALSE;
}

/* Handles are letters, digits and hyphens: nothing in them needs escaping. */
static gboolean
write_page (const VtOldHandle *move, const char *out_dir, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%ss/%s/index.html", out_dir, move->kind, move->handle);
  g_autofree char *target = g_strdup_printf ("/%ss/%s", move->kind, move->target);
  g_autofree char *html = g_strdup_printf ("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n"
                                           "<meta http-equiv=\"refresh\" content=\"0; url=%s\">\n"
                                           "<link rel=\"canonical\" href=\"%s\">\n<title>%s</title>\n"
                                           "<a href=\"%s\">%s</a>\n",
                                           target, target, target, target, target);

  return write_text (path, html, error);
}

/**
 * vt_static_moves_write:
 * @catalogue: (type filename): a public catalogue
 * @out_dir: (type filename): where the storefront's files are
 * @error: why it cannot be written
 *
 * Writes where old addresses lead, for web servers that know nothing of Vitrine: a page each that sends on, and the
 * file
 * `_redirects`, which some of them read and answer 301 by.
 *
 * Returns: whether all of it was written
 */
gboolean
vt_static_moves_write (const char *catalogue, const char *out_dir, GError **error)
{
  g_autoptr (VtDb) db = vt_db_open (catalogue, VT_DB_IMMUTABLE, error);
  g_autoptr (GPtrArray) moves = db != NULL ? vt_old_handle_list_all (db, error) : NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *path = g_build_filename (out_dir, "_redirects", NULL);

  if (moves == NULL)
    return FALSE;

  for (guint i = 0; i < moves->len; i++)
    {
      const VtOldHandle *move = g_ptr_array_index (moves, i);

      if (!write_page (move, out_dir, error))
        return FALSE;
      g_string_append_printf (list, "/%ss/%s /%ss/%s 301\n", move->kind, move->handle, move->kind, move->target);
    }

  return list->len == 0 || write_text (path, list->str, error);
}
