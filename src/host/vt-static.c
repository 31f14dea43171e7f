#include "host/vt-static.h"

#include <string.h>

#include "base/vt-compress.h"

#define OK                200
#define MOVED_PERMANENTLY 301

/* What RFC 3986 lets stand in a path besides letters and digits. */
#define PATH_CHARACTERS "/!$&'()*+,;=:@"

static VtBlobEncoding
choose_encoding (const VtManifestFile *file, gboolean brotli, gboolean gzip)
{
  if (!vt_compress_is_worth (file->type, (gsize) file->size))
    return VT_BLOB_IDENTITY;
  if (brotli)
    return VT_BLOB_BROTLI;

  return gzip ? VT_BLOB_GZIP : VT_BLOB_IDENTITY;
}

static GBytes *
map_best (VtBlobs *blobs, const VtManifestFile *file, VtBlobEncoding *encoding)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = NULL;

  if (*encoding != VT_BLOB_IDENTITY)
    bytes = vt_blobs_map_encoded (blobs, file->sha256, *encoding, &error);
  if (bytes == NULL)
    {
      /* That a compressed form cannot be kept is no reason not to serve the file. */
      if (error != NULL)
        g_printerr ("vitrine-host: %s\n", error->message);
      g_clear_error (&error);
      *encoding = VT_BLOB_IDENTITY;
      bytes = vt_blobs_map (blobs, file->sha256, &error);
    }
  if (bytes == NULL)
    g_printerr ("vitrine-host: %s\n", error->message);

  return bytes;
}

static VtSiteCache
cache_policy (const char *path)
{
  return g_str_has_prefix (path, "/assets/") || g_str_has_prefix (path, "/media/") ? VT_CACHE_IMMUTABLE : VT_CACHE_PAGE;
}

static VtSiteResponse *
respond_file (VtBlobs *blobs, const VtManifestFile *file, gboolean brotli, gboolean gzip)
{
  VtBlobEncoding encoding = choose_encoding (file, brotli, gzip);
  g_autoptr (GBytes) bytes = map_best (blobs, file, &encoding);
  VtSiteResponse *response;

  if (bytes == NULL)
    return NULL;

  /* Private at first: the file's name is its hash already. */
  response = vt_site_response_new (OK, file->type, bytes, VT_CACHE_PRIVATE);
  response->cache = cache_policy (file->path);
  response->etag = g_strdup (file->sha256);
  if (encoding != VT_BLOB_IDENTITY)
    response->encoding = g_strdup (encoding == VT_BLOB_BROTLI ? "br" : "gzip");

  return response;
}

/* A path with a slash at its end is that of the page without. */
static VtSiteResponse *
redirect_without_slash (VtManifest *manifest, const char *path)
{
  gsize length = strlen (path);
  g_autofree char *without = g_strndup (path, length - 1);
  g_autofree char *location = NULL;

  if (length < 2 || path[length - 1] != '/' || vt_manifest_find (manifest, without) == NULL)
    return NULL;

  location = g_uri_escape_string (without, PATH_CHARACTERS, FALSE);
  return vt_site_response_redirect (MOVED_PERMANENTLY, location);
}

/**
 * vt_static_look_up:
 * @blobs: where the files are
 * @manifest: the active release
 * @path: a decoded path, beginning with "/"
 * @brotli: whether the browser understands "br"
 * @gzip: whether it understands "gzip"
 *
 * Returns: (transfer full) (nullable): the release's file of that path, compressed when that pays
 */
VtSiteResponse *
vt_static_look_up (VtBlobs *blobs, VtManifest *manifest, const char *path, gboolean brotli, gboolean gzip)
{
  const VtManifestFile *file = *path == '/' ? vt_manifest_find (manifest, path) : NULL;

  return file != NULL ? respond_file (blobs, file, brotli, gzip) : redirect_without_slash (manifest, path);
}
