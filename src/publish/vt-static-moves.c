#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-static-moves.h"

#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

#include <string.h>

static const struct
{
  const char *kind;
  const char *folder;
} folders[] = {
  { "product", "/products/" }, { "collection", "/collections/" }, { "page", "/pages/" },
  { "post", "/blog/" },        { "live_event", "/live/" },
};

/**
 * vt_static_file_free:
 * @self: (nullable): a file
 */
void
vt_static_file_free (VtStaticFile *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_bytes_unref (self->content);
  g_free (self);
}

static void
add_file (GPtrArray *files, char *name, char *text)
{
  VtStaticFile *file = g_new0 (VtStaticFile, 1);

  file->name = name;
  file->content = g_bytes_new_take (text, strlen (text));
  g_ptr_array_add (files, file);
}

/* What is percent-encoded needs no escaping in HTML. */
static char *
write_page (const char *to)
{
  return g_strdup_printf ("<!DOCTYPE html>\n<html lang=\"zxx\">\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"refresh\" content=\"0; url=%s\">\n"
                          "<link rel=\"canonical\" href=\"%s\">\n<title>%s</title>\n"
                          "<a href=\"%s\">%s</a>\n</html>\n",
                          to, to, to, to, to);
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
add_move (VtDb *db, const VtOldHandle *move, const char *language, GPtrArray *files, GString *list, GError **error)
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
  add_file (files, g_strconcat (from + 1, "/index.html", NULL), write_page (to_encoded));
  return TRUE;
}

/* Who kept an address of the first language may have come from there; others kept only their own. */
static gboolean
add_moves (VtDb *db, const VtOldHandle *move, char **languages, GPtrArray *files, GString *list, GError **error)
{
  if (*move->language != '\0')
    return !g_strv_contains ((const char *const *) languages, move->language) ||
           add_move (db, move, move->language, files, list, error);

  for (guint i = 0; languages[i] != NULL; i++)
    if (!add_move (db, move, i == 0 ? "" : languages[i], files, list, error))
      return FALSE;

  return TRUE;
}

/**
 * vt_static_moves_list:
 * @db: a shop's database or a public catalogue
 * @error: why it cannot be read
 *
 * Tells where old addresses lead, for web servers that know nothing of Vitrine: a page each that sends on, and the file
 * `_redirects`, which some of them read and answer 301 by. A page that is there now is worth more than where one was.
 *
 * Returns: (transfer full) (element-type VtStaticFile) (nullable): the files
 */
GPtrArray *
vt_static_moves_list (VtDb *db, GError **error)
{
  g_autoptr (GPtrArray) moves = vt_old_handle_list_all (db, error);
  g_auto (GStrv) languages = moves != NULL ? vt_language_list (db, error) : NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_static_file_free);

  if (languages == NULL)
    return NULL;

  for (guint i = 0; i < moves->len; i++)
    if (!add_moves (db, g_ptr_array_index (moves, i), languages, files, list, error))
      return NULL;
  if (list->len > 0)
    add_file (files, g_strdup ("_redirects"), g_strdup (list->str));

  return g_steal_pointer (&files);
}
