#include "host/vt-manifest.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "host/vt-blobs.h"
#include "host/vt-host-json.h"

#define UNPROCESSABLE  422
#define MAX_PATH_BYTES 1024
#define MAX_TYPE_BYTES 127
#define MAX_FILE_BYTES VT_BLOB_MAX_BYTES
#define PRIVATE_PREFIX "_vitrine/"

static void
file_free (gpointer data)
{
  VtManifestFile *self = data;

  g_free (self->path);
  g_free (self->type);
  g_free (self);
}

/* The segments after the prefix: none but the last is empty, none "." or ".."; a lone "/" has none. */
static gboolean
has_good_segments (const char *rest)
{
  g_auto (GStrv) segments = g_strsplit (rest, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    if ((*segments[i] == '\0' && (i == 0 || segments[i + 1] != NULL)) || strcmp (segments[i], ".") == 0 ||
        strcmp (segments[i], "..") == 0)
      return FALSE;

  return TRUE;
}

static gboolean
is_good_path (const char *path)
{
  if (strlen (path) > MAX_PATH_BYTES || strchr (path, '\\') != NULL)
    return FALSE;
  for (const char *p = path; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      return FALSE;

  if (strcmp (path, "/") == 0)
    return TRUE;
  if (*path == '/')
    return has_good_segments (path + 1);

  return g_str_has_prefix (path, PRIVATE_PREFIX) && has_good_segments (path + strlen (PRIVATE_PREFIX));
}

/* "text/html; charset=utf-8": visible ASCII, so that it can be sent as a header as it is. */
static gboolean
is_good_type (const char *type)
{
  if (strlen (type) > MAX_TYPE_BYTES || strchr (type, '/') == NULL)
    return FALSE;
  for (const char *p = type; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || (guchar) *p > 0x7e)
      return FALSE;

  return TRUE;
}

static gboolean
refuse (GError **error, const char *path, const char *why)
{
  g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("The file “%.200s” cannot be part of a release: %s"), path,
               why);
  return FALSE;
}

static VtManifestFile *
parse_file (JsonObject *object, GError **error)
{
  static const char *const known[] = { "path", "sha256", "size", "type", NULL };
  const char *path = NULL;
  const char *sha256 = NULL;
  const char *type = NULL;
  gint64 size = 0;
  gboolean good;
  VtManifestFile *file;

  if (!vt_host_json_check_fields (object, known, error) ||
      !vt_host_json_get_text (object, "path", MAX_PATH_BYTES, TRUE, &path, error) ||
      !vt_host_json_get_text (object, "sha256", VT_SHA256_LENGTH, TRUE, &sha256, error) ||
      !vt_host_json_get_text (object, "type", MAX_TYPE_BYTES, TRUE, &type, error) ||
      !vt_host_json_get_int (object, "size", 0, MAX_FILE_BYTES, TRUE, &size, error))
    return NULL;

  if (!is_good_path (path))
    good = refuse (error, path, _ ("a path begins with “/” or “_vitrine/” and has no empty, “.” or “..” parts"));
  else if (!vt_sha256_is_valid (sha256))
    good = refuse (error, path, _ ("“sha256” has to be 64 lower-case hexadecimal digits"));
  else if (!is_good_type (type))
    good = refuse (error, path, _ ("“type” has to be a media type such as “text/html; charset=utf-8”"));
  else
    good = TRUE;
  if (!good)
    return NULL;

  file = g_new0 (VtManifestFile, 1);
  file->path = g_strdup (path);
  file->type = g_strdup (type);
  file->size = size;
  g_strlcpy (file->sha256, sha256, sizeof file->sha256);

  return file;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  const VtManifestFile *const *left = a;
  const VtManifestFile *const *right = b;

  return strcmp ((*left)->path, (*right)->path);
}

/* One content has one size, or the release could never become complete. */
static gboolean
check_size (GHashTable *sizes, const VtManifestFile *file, GError **error)
{
  const VtManifestFile *other = g_hash_table_lookup (sizes, file->sha256);

  if (other != NULL && other->size != file->size)
    return refuse (error, file->path, _ ("another file has the same “sha256” and a different “size”"));

  g_hash_table_insert (sizes, (gpointer) file->sha256, (gpointer) file);
  return TRUE;
}

static gboolean
add_file (VtManifest *self, GHashTable *sizes, VtManifestFile *file, GError **error)
{
  g_ptr_array_add (self->files, file);
  if (!check_size (sizes, file, error))
    return FALSE;
  if (!g_hash_table_insert (self->by_path, file->path, file))
    return refuse (error, file->path, _ ("it is named twice"));

  self->size += file->size;
  return TRUE;
}

/**
 * vt_manifest_parse:
 * @files: `[{path, sha256, size, type}]`
 * @error: a #VT_HOST_PROBLEM of status 400 or 422 that names the file
 *
 * Returns: (transfer full) (nullable): the manifest
 */
VtManifest *
vt_manifest_parse (JsonArray *files, GError **error)
{
  g_autoptr (VtManifest) self = g_new0 (VtManifest, 1);
  g_autoptr (GHashTable) sizes = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_files = json_array_get_length (files);

  g_atomic_ref_count_init (&self->ref_count);
  self->files = g_ptr_array_new_full (n_files, file_free);
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_files; i++)
    {
      JsonObject *object = vt_host_json_array_object (files, i, "files", error);
      VtManifestFile *file = object != NULL ? parse_file (object, error) : NULL;

      if (file == NULL || !add_file (self, sizes, file, error))
        return NULL;
    }
  if (vt_manifest_find (self, "/") == NULL || vt_manifest_find (self, VT_MANIFEST_CATALOGUE) == NULL)
    {
      g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("A release has at least “/” and “%s”"),
                   VT_MANIFEST_CATALOGUE);
      return NULL;
    }

  g_ptr_array_sort (self->files, compare_paths);
  return g_steal_pointer (&self);
}

/**
 * vt_manifest_unref:
 * @self: (nullable): a manifest
 */
void
vt_manifest_unref (VtManifest *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_path);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/**
 * vt_manifest_find:
 * @self: a manifest
 * @path: a path as the manifest has it
 *
 * Returns: (transfer none) (nullable): the file
 */
const VtManifestFile *
vt_manifest_find (VtManifest *self, const char *path)
{
  return g_hash_table_lookup (self->by_path, path);
}

/**
 * vt_manifest_to_text:
 * @self: a manifest
 *
 * Returns: (transfer full): its files as JSON, which is the same text for the same files in any order
 */
char *
vt_manifest_to_text (VtManifest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < self->files->len; i++)
    {
      const VtManifestFile *file = g_ptr_array_index (self->files, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "path");
      json_builder_add_string_value (builder, file->path);
      json_builder_set_member_name (builder, "sha256");
      json_builder_add_string_value (builder, file->sha256);
      json_builder_set_member_name (builder, "size");
      json_builder_add_int_value (builder, file->size);
      json_builder_set_member_name (builder, "type");
      json_builder_add_string_value (builder, file->type);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
