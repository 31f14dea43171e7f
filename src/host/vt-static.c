#include "host/vt-static.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/vt-compress.h"

#define OK                 200
#define MOVED_PERMANENTLY  301
#define NOT_MODIFIED       304
#define NOT_FOUND          404
#define METHOD_NOT_ALLOWED 405

/* What RFC 3986 lets stand in a path besides letters and digits. */
#define PATH_CHARACTERS "/!$&'()*+,;=:@"

#define NOT_FOUND_PAGE "/404.html"

static gboolean
header_accepts (const char *header, const char *coding)
{
  GSList *unacceptable = NULL;
  GSList *acceptable = header != NULL ? soup_header_parse_quality_list (header, &unacceptable) : NULL;
  gboolean accepted = g_slist_find_custom (acceptable, coding, (GCompareFunc) g_ascii_strcasecmp) != NULL ||
                      (g_slist_find_custom (acceptable, "*", (GCompareFunc) g_ascii_strcasecmp) != NULL &&
                       g_slist_find_custom (unacceptable, coding, (GCompareFunc) g_ascii_strcasecmp) == NULL);

  soup_header_free_list (acceptable);
  soup_header_free_list (unacceptable);

  return accepted;
}

static VtBlobEncoding
choose_encoding (const VtHostRequest *request, const VtManifestFile *file)
{
  const char *accept = soup_message_headers_get_list (request->headers, "Accept-Encoding");

  /* A range counts bytes of what is sent: it is served from the file as it is. */
  if (!vt_compress_is_worth (file->type, (gsize) file->size) ||
      soup_message_headers_get_one (request->headers, "Range") != NULL)
    return VT_BLOB_IDENTITY;
  if (header_accepts (accept, "br"))
    return VT_BLOB_BROTLI;

  return header_accepts (accept, "gzip") ? VT_BLOB_GZIP : VT_BLOB_IDENTITY;
}

static GBytes *
map_best (VtBlobs *blobs,
          const VtHostRequest *request,
          const VtManifestFile *file,
          VtBlobEncoding *encoding,
          GError **error)
{
  g_autoptr (GError) reason = NULL;
  GBytes *bytes = NULL;

  *encoding = choose_encoding (request, file);
  if (*encoding != VT_BLOB_IDENTITY)
    bytes = vt_blobs_map_encoded (blobs, file->sha256, *encoding, &reason);
  if (bytes != NULL)
    return bytes;

  /* That a compressed form cannot be kept is no reason not to serve the file. */
  if (reason != NULL)
    g_printerr ("vitrine-host: %s\n", reason->message);
  *encoding = VT_BLOB_IDENTITY;
  return vt_blobs_map (blobs, file->sha256, error);
}

static char *
make_etag (const VtManifestFile *file, VtBlobEncoding encoding)
{
  static const char *const suffixes[] = { [VT_BLOB_IDENTITY] = "", [VT_BLOB_GZIP] = "-gzip", [VT_BLOB_BROTLI] = "-br" };

  return g_strdup_printf ("\"%s%s\"", file->sha256, suffixes[encoding]);
}

/* Whether If-None-Match names the entity; the comparison is weak (RFC 9110, 13.1.2). */
static gboolean
is_known_to_client (const VtHostRequest *request, const char *etag)
{
  const char *header = soup_message_headers_get_list (request->headers, "If-None-Match");
  GSList *tags = header != NULL ? soup_header_parse_list (header) : NULL;
  gboolean known = FALSE;

  for (GSList *l = tags; l != NULL && !known; l = l->next)
    {
      const char *tag = l->data;

      known = strcmp (tag, "*") == 0 || strcmp (g_str_has_prefix (tag, "W/") ? tag + 2 : tag, etag) == 0;
    }
  soup_header_free_list (tags);

  return known;
}

static const char *
cache_policy (const char *path)
{
  if (g_str_has_prefix (path, "/assets/") || g_str_has_prefix (path, "/media/"))
    return "public, max-age=31536000, immutable";

  return "no-cache";
}

/* The range is of an older entity: the whole of this one is sent. */
static void
honour_if_range (const VtHostRequest *request, const char *etag)
{
  const char *condition = soup_message_headers_get_one (request->headers, "If-Range");

  if (condition != NULL && strcmp (condition, etag) != 0)
    soup_message_headers_remove (request->headers, "Range");
}

static VtHostResponse *
respond_file (VtBlobs *blobs, const VtManifestFile *file, const VtHostRequest *request, guint status, GError **error)
{
  VtBlobEncoding encoding = VT_BLOB_IDENTITY;
  g_autoptr (GBytes) bytes = map_best (blobs, request, file, &encoding, error);
  g_autofree char *etag = make_etag (file, encoding);
  VtHostResponse *response;

  if (bytes == NULL)
    return NULL;

  if (status == OK && is_known_to_client (request, etag))
    response = vt_host_response_new (NOT_MODIFIED, NULL, NULL);
  else
    response = vt_host_response_new (status, file->type, g_steal_pointer (&bytes));

  if (status == OK)
    {
      honour_if_range (request, etag);
      vt_host_response_set_header (response, "ETag", etag);
      vt_host_response_set_header (response, "Accept-Ranges", "bytes");
    }
  vt_host_response_set_header (response, "Cache-Control", cache_policy (file->path));
  if (vt_compress_is_worth (file->type, (gsize) file->size))
    vt_host_response_set_header (response, "Vary", "Accept-Encoding");
  if (encoding != VT_BLOB_IDENTITY && response->status != NOT_MODIFIED)
    vt_host_response_set_header (response, "Content-Encoding", encoding == VT_BLOB_BROTLI ? "br" : "gzip");

  return response;
}

/* The one path under which a page is known: with or without a slash at its end, as the release has it. */
static const VtManifestFile *
find_file (VtManifest *manifest, const char *path)
{
  const VtManifestFile *file = vt_manifest_find (manifest, path);
  gsize length = strlen (path);

  if (file == NULL && length > 1 && path[length - 1] == '/')
    {
      g_autofree char *without = g_strndup (path, length - 1);

      file = vt_manifest_find (manifest, without);
    }

  return file != NULL && *file->path == '/' ? file : NULL;
}

static VtHostResponse *
redirect_to (const VtHostRequest *request, const char *path)
{
  g_autofree char *canonical = g_uri_escape_string (path, PATH_CHARACTERS, FALSE);
  g_autofree char *location = NULL;

  if (request->raw_query != NULL)
    location = g_strconcat (canonical, "?", request->raw_query, NULL);

  return vt_host_response_new_redirect (MOVED_PERMANENTLY, location != NULL ? location : canonical);
}

/**
 * vt_static_respond:
 * @blobs: where the files are
 * @manifest: the active release
 * @request: a shopper's request
 * @error: why a file that is there cannot be read
 *
 * Serves a file of the release under its path. The path with a slash at its end is answered with a redirect to it.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL without @error when the release has no such file
 */
VtHostResponse *
vt_static_respond (VtBlobs *blobs, VtManifest *manifest, const VtHostRequest *request, GError **error)
{
  const VtManifestFile *file = find_file (manifest, request->path);
  VtHostResponse *response;

  if (file == NULL)
    return NULL;
  if (!vt_host_request_is (request, "GET") && !vt_host_request_is (request, "HEAD"))
    {
      response = vt_host_response_new_problem (METHOD_NOT_ALLOWED,
                                               _ ("This page can be fetched, with GET, and no more"), NULL);
      vt_host_response_set_header (response, "Allow", "GET, HEAD");
      return response;
    }

  if (strcmp (request->path, file->path) != 0)
    return redirect_to (request, file->path);

  return respond_file (blobs, file, request, OK, error);
}

/**
 * vt_static_respond_not_found:
 * @blobs: where the files are
 * @manifest: the active release
 * @request: a shopper's request for what is not there
 * @error: why the page cannot be read
 *
 * Returns: (transfer full) (nullable): the release's own page with status 404, or a problem when it has none
 */
VtHostResponse *
vt_static_respond_not_found (VtBlobs *blobs, VtManifest *manifest, const VtHostRequest *request, GError **error)
{
  const VtManifestFile *file = vt_manifest_find (manifest, NOT_FOUND_PAGE);

  if (file == NULL)
    return vt_host_response_new_problem (NOT_FOUND, _ ("There is no such page"), NULL);

  return respond_file (blobs, file, request, NOT_FOUND, error);
}
