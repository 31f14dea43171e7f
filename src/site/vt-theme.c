#define G_LOG_DOMAIN "vt-site"

#include "site/vt-theme.h"

#include "base/vt-hash.h"
#include "base/vt-json.h"
#include "site/vt-site-theme.h"
#include "site/vt-site.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RESOURCE_PREFIX "/app/vitrine/theme/"
#define MAX_FILE_BYTES  (4 * 1024 * 1024)
#define MAX_FILES       500
#define FALLBACK        "en"
#define HASH_LENGTH     8
#define ARENA_BLOCK     (32 * 1024)

struct _VtTheme
{
  GHashTable *files;     /* (owned) name → GBytes */
  GHashTable *templates; /* (owned) name → VtTemplate */
  GHashTable *assets;    /* (owned) name → VtThemeAsset */
  GHashTable *strings;   /* (owned) language → VtValue, each with every string */
  VtArena *arena;        /* (owned) that they lie in */
  char *asset_prefix;    /* (owned) "/assets/1a2b3c4d/" */
};

static const struct
{
  const char *suffix;
  const char *content_type;
} types[] = {
  { ".css", "text/css; charset=utf-8" },
  { ".js", "text/javascript; charset=utf-8" },
  { ".json", "application/json" },
  { ".svg", "image/svg+xml" },
  { ".woff2", "font/woff2" },
  { ".wasm", "application/wasm" },
  { ".webp", "image/webp" },
  { ".jpg", "image/jpeg" },
  { ".png", "image/png" },
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
sorted_keys (GHashTable *table)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_sort (keys, compare_names);

  return keys;
}

/* "templates/page.mustache" with folder "templates/" and suffix ".mustache" → "page" */
static char *
stem (const char *name, const char *folder, const char *suffix)
{
  if (!g_str_has_prefix (name, folder) || !g_str_has_suffix (name, suffix))
    return NULL;

  return g_strndup (name + strlen (folder), strlen (name) - strlen (folder) - strlen (suffix));
}

static gboolean
add_template (VtTheme *self, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *short_name = stem (name, "templates/", ".mustache");
  gsize length;
  const char *source = g_bytes_get_data (bytes, &length);
  VtTemplate *template;

  if (short_name == NULL)
    return TRUE;

  template = vt_template_new (short_name, source, (gssize) length, error);
  if (template == NULL)
    {
      g_prefix_error (error, _ ("The theme's file “%s” cannot be used: "), name);
      return FALSE;
    }

  g_hash_table_insert (self->templates, g_steal_pointer (&short_name), template);
  return TRUE;
}

static void
free_asset (gpointer data)
{
  VtThemeAsset *asset = data;

  g_bytes_unref (asset->bytes);
  g_free (asset);
}

static void
add_asset (VtTheme *self, const char *name, GBytes *bytes)
{
  VtThemeAsset *asset;

  if (g_str_has_prefix (name, "templates/") || g_str_has_prefix (name, "strings/") || g_bytes_get_size (bytes) == 0)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (name, types[i].suffix))
      {
        asset = g_new0 (VtThemeAsset, 1);
        asset->bytes = g_bytes_ref (bytes);
        asset->content_type = types[i].content_type;
        g_hash_table_insert (self->assets, g_strdup (name), asset);
        return;
      }
}

/* A word belongs to one file of its language, so that nobody has to guess which of two is shown. */
static gboolean
merge_strings (VtValue *into, VtValue *words, GError **error)
{
  for (guint i = 0; i < vt_value_get_length (words); i++)
    {
      const char *name = vt_value_get_name (words, i);

      if (vt_value_get (into, name) != NULL)
        {
          g_set_error (error, VT_SITE_ERROR, VT_SITE_ERROR_THEME,
                       _ ("“%s” is in another file of this language as well"), name);
          return FALSE;
        }
      vt_value_set (into, name, vt_value_get_at (words, i));
    }

  return TRUE;
}

/* "strings/th/checkout.json": the words of one part of the storefront in one language */
static gboolean
add_strings (VtTheme *self, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *language = stem (name, "strings/", ".json");
  g_autoptr (JsonNode) node = NULL;
  VtValue *strings;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  char *slash = language != NULL ? strchr (language, '/') : NULL;

  if (slash == NULL)
    return TRUE;

  *slash = '\0';
  node = vt_json_parse (text, (gssize) length, MAX_FILE_BYTES, 2, error);
  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_clear_pointer (&node, json_node_unref);
      g_set_error_literal (error, VT_SITE_ERROR, VT_SITE_ERROR_THEME, _ ("it is not a JSON object"));
    }

  strings = g_hash_table_lookup (self->strings, language);
  if (strings == NULL)
    {
      strings = vt_value_new_object (self->arena);
      g_hash_table_insert (self->strings, g_steal_pointer (&language), strings);
    }
  if (node == NULL || !merge_strings (strings, vt_value_from_json (self->arena, node), error))
    {
      g_prefix_error (error, _ ("The theme's file “%s” cannot be used: "), name);
      return FALSE;
    }

  return TRUE;
}

/* A language that has only a word for "several" means it for one as well, not the English one. */
static gboolean
is_chosen_by_count (VtValue *strings, const char *name)
{
  g_autofree char *other = NULL;

  if (!g_str_has_suffix (name, "_one"))
    return FALSE;

  other = g_strdup_printf ("%.*s_other", (int) (strlen (name) - strlen ("_one")), name);
  return vt_value_get (strings, other) != NULL;
}

static void
complete_strings (VtValue *strings, VtValue *fallback)
{
  for (guint i = 0; i < vt_value_get_length (fallback); i++)
    {
      const char *name = vt_value_get_name (fallback, i);

      if (vt_value_get (strings, name) == NULL && !is_chosen_by_count (strings, name))
        vt_value_set (strings, name, vt_value_get_at (fallback, i));
    }
}

static gboolean
strings_are_text (VtValue *strings)
{
  gsize length;

  for (guint i = 0; i < vt_value_get_length (strings); i++)
    if (vt_value_peek_string (vt_value_get_at (strings, i), &length) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
check (VtTheme *self, GError **error)
{
  static const char *const pages[] = { "home",     "collection",   "product", "page",      "cart",
                                       "checkout", "confirmation", "search",  "not-found", "error" };
  GHashTableIter iter;
  gpointer language, strings;
  VtValue *fallback = g_hash_table_lookup (self->strings, FALLBACK);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (!g_hash_table_contains (self->templates, pages[i]))
      {
        g_set_error (error, VT_SITE_ERROR, VT_SITE_ERROR_THEME, _ ("The theme has no file “templates/%s.mustache”"),
                     pages[i]);
        return FALSE;
      }

  g_hash_table_iter_init (&iter, self->strings);
  while (g_hash_table_iter_next (&iter, &language, &strings))
    if (!strings_are_text (strings))
      {
        g_set_error (error, VT_SITE_ERROR, VT_SITE_ERROR_THEME,
                     _ ("The theme's files in “strings/%s” may hold nothing but text"), (const char *) language);
        return FALSE;
      }

  if (fallback == NULL)
    {
      g_set_error (error, VT_SITE_ERROR, VT_SITE_ERROR_THEME, _ ("The theme has no words in “strings/%s”"), FALLBACK);
      return FALSE;
    }

  g_hash_table_iter_init (&iter, self->strings);
  while (g_hash_table_iter_next (&iter, NULL, &strings))
    complete_strings (strings, fallback);

  return TRUE;
}

static void
hash_assets (VtTheme *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) names = sorted_keys (self->assets);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const VtThemeAsset *asset = g_hash_table_lookup (self->assets, name);
      g_autofree char *hash = vt_sha256_bytes (asset->bytes);

      g_checksum_update (sum, (const guchar *) name, (gssize) strlen (name) + 1);
      g_checksum_update (sum, (const guchar *) hash, -1);
    }

  self->asset_prefix = g_strdup_printf ("/assets/%.*s/", HASH_LENGTH, g_checksum_get_string (sum));
}

/**
 * vt_theme_new:
 * @files: (element-type utf8 GBytes): the theme's files by their names inside its folder: "css/theme.css"
 * @error: a #VtSiteError, #VtTemplateError or #GIOErrorEnum that names the file
 *
 * Returns: (transfer full) (nullable): the theme
 */
VtTheme *
vt_theme_new (GHashTable *files, GError **error)
{
  g_autoptr (VtTheme) self = g_new0 (VtTheme, 1);
  GHashTableIter iter;
  gpointer name, bytes;

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->templates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) vt_template_unref);
  self->assets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_asset);
  self->strings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->arena = vt_arena_new (ARENA_BLOCK);

  if (g_hash_table_size (files) > MAX_FILES)
    {
      g_set_error (error, VT_SITE_ERROR, VT_SITE_ERROR_THEME, _ ("A theme may have %d files, this one has %u"),
                   MAX_FILES, g_hash_table_size (files));
      return NULL;
    }

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      if (!add_template (self, name, bytes, error) || !add_strings (self, name, bytes, error))
        return NULL;
      add_asset (self, name, bytes);
      g_hash_table_insert (self->files, g_strdup (name), g_bytes_ref (bytes));
    }

  if (!check (self, error))
    return NULL;

  hash_assets (self);
  return g_steal_pointer (&self);
}

static gboolean
read_folder (GResource *resource, const char *folder, GHashTable *files, GError **error)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, folder, NULL);
  g_auto (GStrv) children = g_resource_enumerate_children (resource, path, 0, error);

  for (guint i = 0; children != NULL && children[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (folder, children[i], NULL);
      g_autofree char *file = g_strconcat (RESOURCE_PREFIX, name, NULL);
      GBytes *bytes;

      if (g_str_has_suffix (name, "/"))
        {
          if (!read_folder (resource, name, files, error))
            return FALSE;
          continue;
        }

      bytes = g_resource_lookup_data (resource, file, 0, error);
      if (bytes == NULL)
        return FALSE;
      g_hash_table_insert (files, g_steal_pointer (&name), bytes);
    }

  return children != NULL;
}

/**
 * vt_theme_read_built_in:
 * @error: a #GResourceError
 *
 * Returns: (transfer full) (nullable) (element-type utf8 GBytes): the files of the theme that comes with Vitrine, by
 * their names
 */
GHashTable *
vt_theme_read_built_in (GError **error)
{
  g_autoptr (GHashTable) files =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);

  return read_folder (vt_site_theme_get_resource (), "", files, error) ? g_steal_pointer (&files) : NULL;
}

/**
 * vt_theme_free:
 * @self: (nullable): a theme
 */
void
vt_theme_free (VtTheme *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->templates, g_hash_table_unref);
  g_clear_pointer (&self->assets, g_hash_table_unref);
  g_clear_pointer (&self->strings, g_hash_table_unref);
  vt_arena_free (self->arena);
  g_free (self->asset_prefix);
  g_free (self);
}

/**
 * vt_theme_list_files:
 * @self: a theme
 *
 * Returns: (transfer full) (element-type utf8): the names of all its files, ascending
 */
GPtrArray *
vt_theme_list_files (VtTheme *self)
{
  return sorted_keys (self->files);
}

/**
 * vt_theme_get_file:
 * @self: a theme
 * @name: a file's name
 *
 * Returns: (transfer none) (nullable): its content
 */
GBytes *
vt_theme_get_file (VtTheme *self, const char *name)
{
  return g_hash_table_lookup (self->files, name);
}

/**
 * vt_theme_asset_path:
 * @self: a theme
 * @name: a file's name: "js/main.js"
 *
 * Returns: (transfer full) (nullable): its address; %NULL when the theme has no such file for browsers
 */
char *
vt_theme_asset_path (VtTheme *self, const char *name)
{
  return g_hash_table_contains (self->assets, name) ? g_strconcat (self->asset_prefix, name, NULL) : NULL;
}

/**
 * vt_theme_list_assets:
 * @self: a theme
 * @folder: where they are: "js/"
 * @suffix: what their names end in: ".js"
 *
 * Returns: (transfer full) (element-type utf8): the names of such files for browsers, without folder and suffix,
 * ascending
 */
GPtrArray *
vt_theme_list_assets (VtTheme *self, const char *folder, const char *suffix)
{
  g_autoptr (GPtrArray) names = sorted_keys (self->assets);
  GPtrArray *stems = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < names->len; i++)
    {
      char *name = stem (g_ptr_array_index (names, i), folder, suffix);

      if (name != NULL)
        g_ptr_array_add (stems, name);
    }

  return stems;
}

/**
 * vt_theme_list_asset_paths:
 * @self: a theme
 *
 * Returns: (transfer full) (element-type utf8): the addresses of all files for browsers, ascending
 */
GPtrArray *
vt_theme_list_asset_paths (VtTheme *self)
{
  g_autoptr (GPtrArray) names = sorted_keys (self->assets);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (paths, vt_theme_asset_path (self, g_ptr_array_index (names, i)));

  return paths;
}

/**
 * vt_theme_find_asset:
 * @self: a theme
 * @path: an address, from outside
 *
 * Returns: (transfer none) (nullable): what is there
 */
const VtThemeAsset *
vt_theme_find_asset (VtTheme *self, const char *path)
{
  if (!g_str_has_prefix (path, self->asset_prefix))
    return NULL;

  return g_hash_table_lookup (self->assets, path + strlen (self->asset_prefix));
}

/**
 * vt_theme_get_strings:
 * @self: a theme
 * @language: a BCP 47 tag
 *
 * Returns: (transfer none): the storefront's words in @language or the nearest one there is; English for what is
 * missing. They are not changed any more: any number of threads may read them
 */
VtValue *
vt_theme_get_strings (VtTheme *self, const char *language)
{
  g_autofree char *base = g_strndup (language, strcspn (language, "-"));
  g_autofree char *prefix = g_strconcat (base, "-", NULL);
  g_autoptr (GPtrArray) languages = NULL;
  VtValue *strings = g_hash_table_lookup (self->strings, language);

  if (strings == NULL)
    strings = g_hash_table_lookup (self->strings, base);
  if (strings != NULL)
    return strings;

  languages = sorted_keys (self->strings);
  for (guint i = 0; i < languages->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (languages, i), prefix))
      return g_hash_table_lookup (self->strings, g_ptr_array_index (languages, i));

  return g_hash_table_lookup (self->strings, FALLBACK);
}

static VtTemplate *
load_partial (const char *name, gpointer user_data)
{
  VtTheme *self = user_data;

  return g_hash_table_lookup (self->templates, name);
}

/**
 * vt_theme_render:
 * @self: a theme
 * @template_name: a template that a page needs
 * @memo: (nullable): what this thread drew before
 * @model: what it may ask for
 * @out: receives the page
 * @error: a #VtTemplateError
 *
 * Returns: whether it could be drawn
 */
gboolean
vt_theme_render (VtTheme *self,
                 const char *template_name,
                 VtTemplateMemo *memo,
                 const VtValue *model,
                 GString *out,
                 GError **error)
{
  VtTemplate *template = g_hash_table_lookup (self->templates, template_name);

  g_return_val_if_fail (template != NULL, FALSE);

  return vt_template_render_with_memo (template, memo, model, load_partial, self, out, error);
}
