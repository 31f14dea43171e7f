/* A theme of one's own: files in a folder that take the place of those that come with Vitrine. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-theme-folder.h"

#include "base/vt-file.h"
#include "base/vt-json.h"
#include "site/vt-site.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_FILE_BYTES (4 * 1024 * 1024)
#define MAX_FILES      500
#define MAX_DEPTH      4

static gboolean
wrong (const char *name, const char *why, GError **error)
{
  g_set_error (error, VT_SITE_ERROR, VT_SITE_ERROR_THEME, _ ("The theme's file “%s” cannot be used: %s"), name, why);
  return FALSE;
}

/* The words of the file are put over those that are there, so that a theme need not repeat what it does not change. */
static GBytes *
merge_words (GBytes *under, GBytes *over)
{
  gsize under_length, over_length;
  const char *under_text = g_bytes_get_data (under, &under_length);
  const char *over_text = g_bytes_get_data (over, &over_length);
  g_autoptr (JsonNode) all = vt_json_parse (under_text, (gssize) under_length, MAX_FILE_BYTES, 2, NULL);
  g_autoptr (JsonNode) own = vt_json_parse (over_text, (gssize) over_length, MAX_FILE_BYTES, 2, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  char *text;

  /* What is no object is told by the theme itself. */
  if (all == NULL || own == NULL || !JSON_NODE_HOLDS_OBJECT (all) || !JSON_NODE_HOLDS_OBJECT (own))
    return g_bytes_ref (over);

  json_object_iter_init (&iter, json_node_get_object (own));
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (json_node_get_object (all), name, json_node_copy (value));
  text = vt_json_to_string (all, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
read_file (const char *path, const char *name, GHashTable *files, GError **error)
{
  g_autoptr (GBytes) bytes = vt_file_read (path, MAX_FILE_BYTES, error);
  GBytes *under = g_hash_table_lookup (files, name);

  if (bytes == NULL)
    {
      g_prefix_error (error, _ ("The theme's file “%s” cannot be used: "), name);
      return FALSE;
    }
  if (!g_hash_table_contains (files, name) && g_hash_table_size (files) >= MAX_FILES)
    return wrong (name, _ ("the theme has too many files"), error);

  g_hash_table_insert (files, g_strdup (name),
                       under != NULL && g_str_has_prefix (name, "strings/") ? merge_words (under, bytes)
                                                                            : g_bytes_ref (bytes));
  return TRUE;
}

/* Copies that editors leave behind and what systems hide are no files of the theme. */
static gboolean
is_left_over (const char *name)
{
  return name[0] == '.' || g_str_has_suffix (name, "~") || g_str_has_suffix (name, ".swp") ||
         g_str_has_suffix (name, ".tmp") || !g_utf8_validate (name, -1, NULL);
}

static gboolean
read_folder (const char *folder, const char *prefix, guint depth, GHashTable *files, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *child;

  if (dir == NULL)
    return FALSE;

  while ((child = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, child, NULL);
      g_autofree char *name = g_strconcat (prefix, child, NULL);
      g_autofree char *inner = g_strconcat (name, "/", NULL);
      GStatBuf there;

      /* A link may lead anywhere, and what it leads to would be published. */
      if (is_left_over (child) || g_lstat (path, &there) != 0 || S_ISLNK (there.st_mode))
        continue;
      if (S_ISDIR (there.st_mode) && depth >= MAX_DEPTH)
        return wrong (name, _ ("its folders are too deep"), error);
      if (S_ISDIR (there.st_mode) ? !read_folder (path, inner, depth + 1, files, error)
                                  : S_ISREG (there.st_mode) && !read_file (path, name, files, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_theme_folder_read:
 * @folder: (type filename): a folder laid out like a theme; it need not be there
 * @files: (element-type utf8 GBytes): files by their names; those of the folder take the place of these, words of a
 *   language are put over them one by one
 * @error: a #VtSiteError or #GIOErrorEnum that names the file
 *
 * Returns: whether all of it was read
 */
gboolean
vt_theme_folder_read (const char *folder, GHashTable *files, GError **error)
{
  return !g_file_test (folder, G_FILE_TEST_IS_DIR) || read_folder (folder, "", 0, files, error);
}
