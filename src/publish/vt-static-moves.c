#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-static-moves.h"

#include "base/vt-db.h"
#include "base/vt-file.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

static const struct
{
  const char *kind;
  const char *folder;
} folders[] = {
  { "product", "/products/" }, { "collection", "/collections/" }, { "page", "/pages/" },
  { "post", "/blog/" },        { "live_event", "/live/" },
};

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

/* What is percent-encoded needs no escaping in HTML. */
static gboolean
write_page (const char *out_dir, const char *from, const char *to, GError **error)
{
  g_autofree char *path = g_build_filename (out_dir, from, "index.html", NULL);
  g_autofree char *html = g_strdup_printf ("<!DOCTYPE html>\n<html lang=\"zxx\">\n<meta charset=\"utf-8\">\n"
                                           "<meta http-equiv=\"refresh\" content=\"0; url=%s\">\n"
                                           "<link rel=\"canonical\" href=\"%s\">\n<title>%s</title>\n"
                                           "<a href=\"%s\">%s</a>\n</html>\n",
                                           to, to, to, to, to);

  /* A page that is there now is worth more than where one was. */
  return g_file_test (path, G_FILE_TEST_EXISTS) || write_text (path, html, error);
}

static char *
address (const char *language, const char *kind, const char *handle)
{
  g_autofree char *lower = g_ascii_strdown (language, -1);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (strcmp (folders[i].kind, kind) == 0)
      return g_strconcat (*lower != '\0' ? "/" : "", lower, folders[i].folder, handle, NULL);

  return NULL;
}

/* Where an old address leads in one language; "" is the first. */
static gboolean
add_move (VtDb *db, const VtOldHandle *move, const char *language, const char *out_dir, GString *list, GError **error)
{
  g_autofree char *there = *language != '\0'
                               ? vt_translation_get (db, move->kind, move->target_id, "handle", language, error)
                               : g_strdup ("");
  g_autofree char *from = address (language, move->kind, move->handle);
  g_autofree char *to = NULL;
  g_autofree char *from_encoded = NULL;
  g_autofree char *to_encoded = NULL;

  if (there == NULL)
    return FALSE;
  to = address (language, move->kind, *there != '\0' ? there : move->target);
  if (from == NULL || strcmp (from, to) == 0)
    return TRUE;

  from_encoded = g_uri_escape_string (from, "/", FALSE);
  to_encoded = g_uri_escape_string (to, "/", FALSE);
  g_string_append_printf (list, "%s %s 301\n", from_encoded, to_encoded);
  return write_page (out_dir, from, to_encoded, error);
}

/* Who kept an address of the first language may have come from there; others kept only their own. */
static gboolean
add_moves (VtDb *db, const VtOldHandle *move, char **languages, const char *out_dir, GString *list, GError **error)
{
  if (*move->language != '\0')
    return !g_strv_contains ((const char *const *) languages, move->language) ||
           add_move (db, move, move->language, out_dir, list, error);

  for (guint i = 0; languages[i] != NULL; i++)
    if (!add_move (db, move, i == 0 ? "" : languages[i], out_dir, list, error))
      return FALSE;

  return TRUE;
}

/**
 * vt_static_moves_write:
 * @catalogue: (type filename): a public catalogue
 * @out_dir: (type filename): where the storefront's files are
 * @error: why it cannot be written
 *
 * Writes where old addresses lead, for web servers that know nothing of Vitrine: a page each that sends on, and the
 * file `_redirects`, which some of them read and answer 301 by.
 *
 * Returns: whether all of it was written
 */
gboolean
vt_static_moves_write (const char *catalogue, const char *out_dir, GError **error)
{
  g_autoptr (VtDb) db = vt_db_open (catalogue, VT_DB_IMMUTABLE, error);
  g_autoptr (GPtrArray) moves = db != NULL ? vt_old_handle_list_all (db, error) : NULL;
  g_auto (GStrv) languages = moves != NULL ? vt_language_list (db, error) : NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *path = g_build_filename (out_dir, "_redirects", NULL);

  if (languages == NULL)
    return FALSE;

  for (guint i = 0; i < moves->len; i++)
    if (!add_moves (db, g_ptr_array_index (moves, i), languages, out_dir, list, error))
      return FALSE;

  return list->len == 0 || write_text (path, list->str, error);
}
