#include "host/vt-admin-api.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "host/vt-admin-orders.h"
#include "host/vt-host-json.h"
#include "host/vt-host-route.h"
#include "host/vt-host-token-db.h"
#include "vt-config.h"

#define OK                200
#define CREATED           201
#define NO_CONTENT        204
#define UNAUTHORIZED      401
#define FORBIDDEN         403
#define NOT_FOUND         404
#define TOO_MANY_REQUESTS 429
#define UNPROCESSABLE     422

#define MAX_LABEL_BYTES 200
#define MAX_LISTED      1000

/* Release ids travel as text; a malformed one names no release. */
static gboolean
parse_id (const char *text, gint64 *id, GError **error)
{
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, id, NULL))
    return TRUE;

  g_set_error (error, VT_HOST_PROBLEM, NOT_FOUND, _ ("There is no release “%.40s”"), text);
  return FALSE;
}

static void
set_id (JsonObject *object, const char *name, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (id != 0)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
describe_limits (VtHostContext *context)
{
  JsonObject *limits = json_object_new ();

  json_object_set_int_member (limits, "manifest_files", VT_MANIFEST_MAX_FILES);
  json_object_set_int_member (limits, "manifest_bytes", VT_HOST_MAX_MANIFEST_BYTES);
  json_object_set_int_member (limits, "blob_bytes", VT_BLOB_MAX_BYTES);
  json_object_set_int_member (limits, "admin_body_bytes", VT_HOST_MAX_ADMIN_BYTES);
  json_object_set_int_member (limits, "api_body_bytes", VT_HOST_MAX_SHOPPER_BYTES);
  json_object_set_int_member (limits, "api_requests_per_minute", context->api_per_minute);
  json_object_set_int_member (limits, "movements", VT_ADMIN_MAX_MOVEMENTS);
  json_object_set_int_member (limits, "feed_entries", VT_ADMIN_MAX_FEED);

  return limits;
}

static VtHostResponse *
get_host (VtHostContext *context,
          G_GNUC_UNUSED const VtHostRequest *request,
          G_GNUC_UNUSED const char *const *arguments,
          G_GNUC_UNUSED GError **error)
{
  static const char *const names[] = { "releases", "feed", "stock-movements", "orders" };
  g_autoptr (VtLiveRelease) live = vt_release_store_dup_live (context->releases);
  JsonArray *capabilities = json_array_new ();
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    json_array_add_string_element (capabilities, names[i]);
  json_object_set_string_member (object, "name", "Vitrine Host");
  json_object_set_string_member (object, "version", VT_VERSION);
  json_object_set_array_member (object, "capabilities", capabilities);
  json_object_set_object_member (object, "limits", describe_limits (context));
  set_id (object, "active_release", live != NULL ? vt_live_release_get_id (live) : 0);

  return vt_host_response_new_json (OK, object);
}

static gboolean
parse_release (JsonObject *object, gint64 *base, const char **label, JsonArray **files, GError **error)
{
  static const char *const known[] = { "base", "label", "files", NULL };
  const char *base_text = "";

  if (!vt_host_json_check_fields (object, known, error) ||
      !vt_host_json_get_text (object, "base", 20, FALSE, &base_text, error) ||
      !vt_host_json_get_text (object, "label", MAX_LABEL_BYTES, FALSE, label, error))
    return FALSE;

  *base = 0;
  *files = vt_host_json_get_array (object, "files", VT_MANIFEST_MAX_FILES, error);
  if (*files == NULL)
    return FALSE;
  if (*base_text == '\0' || g_ascii_string_to_signed (base_text, 10, 1, G_MAXINT64, base, NULL))
    return TRUE;

  g_set_error_literal (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("“base” has to be the id of a release, or null"));
  return FALSE;
}

static VtHostResponse *
post_release (VtHostContext *context,
              const VtHostRequest *request,
              G_GNUC_UNUSED const char *const *arguments,
              GError **error)
{
  g_autoptr (JsonObject) object = vt_host_request_dup_json (request, error);
  g_autoptr (VtManifest) manifest = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  const char *label = NULL;
  JsonArray *files = NULL;
  JsonObject *answer;
  gint64 base = 0;
  gint64 id = 0;

  if (object == NULL || !parse_release (object, &base, &label, &files, error))
    return NULL;
  manifest = vt_manifest_parse (files, error);
  if (manifest == NULL || !vt_host_release_add (context->store, base, label, manifest, &id, error))
    return NULL;

  missing = vt_release_store_list_missing (context->releases, manifest);
  files = json_array_sized_new (missing->len);
  for (guint i = 0; i < missing->len; i++)
    json_array_add_string_element (files, g_ptr_array_index (missing, i));

  answer = json_object_new ();
  set_id (answer, "id", id);
  json_object_set_array_member (answer, "missing", files);

  return vt_host_response_new_json (CREATED, answer);
}

static JsonObject *
describe_release (const VtHostRelease *release)
{
  JsonObject *object = json_object_new ();

  set_id (object, "id", release->id);
  set_id (object, "base", release->base);
  json_object_set_string_member (object, "label", release->label);
  json_object_set_int_member (object, "created_us", release->created_us);
  if (release->activated_us != 0)
    json_object_set_int_member (object, "activated_us", release->activated_us);
  else
    json_object_set_null_member (object, "activated_us");
  json_object_set_boolean_member (object, "active", release->active);
  json_object_set_int_member (object, "n_files", release->file_count);
  json_object_set_int_member (object, "n_bytes", release->size);

  return object;
}

static VtHostResponse *
list_releases (VtHostContext *context,
               G_GNUC_UNUSED const VtHostRequest *request,
               G_GNUC_UNUSED const char *const *arguments,
               GError **error)
{
  g_autoptr (GPtrArray) releases = vt_host_release_list (context->store, MAX_LISTED, error);
  JsonObject *answer;
  JsonArray *list;

  if (releases == NULL)
    return NULL;

  list = json_array_sized_new (releases->len);
  for (guint i = 0; i < releases->len; i++)
    json_array_add_object_element (list, describe_release (g_ptr_array_index (releases, i)));
  answer = json_object_new ();
  json_object_set_array_member (answer, "releases", list);

  return vt_host_response_new_json (OK, answer);
}

static VtHostResponse *
get_release (VtHostContext *context,
             G_GNUC_UNUSED const VtHostRequest *request,
             const char *const *arguments,
             GError **error)
{
  g_autoptr (VtHostRelease) release = NULL;
  JsonNode *files;
  JsonObject *answer;
  gint64 id = 0;

  if (!parse_id (arguments[0], &id, error) || (release = vt_host_release_load (context->store, id, error)) == NULL)
    return NULL;

  files = json_from_string (release->manifest, error);
  if (files == NULL)
    return NULL;

  answer = describe_release (release);
  json_object_set_member (answer, "files", files);
  return vt_host_response_new_json (OK, answer);
}

static VtHostResponse *
activate_release (VtHostContext *context,
                  G_GNUC_UNUSED const VtHostRequest *request,
                  const char *const *arguments,
                  GError **error)
{
  g_autoptr (VtHostRelease) release = NULL;
  gint64 id = 0;

  if (!parse_id (arguments[0], &id, error) || !vt_release_store_activate (context->releases, id, error) ||
      (release = vt_host_release_load (context->store, id, error)) == NULL)
    return NULL;

  return vt_host_response_new_json (OK, describe_release (release));
}

static gboolean
check_blob_name (const char *name, GError **error)
{
  if (vt_sha256_is_valid (name))
    return TRUE;

  g_set_error_literal (error, VT_HOST_PROBLEM, NOT_FOUND,
                       _ ("A blob is named by its SHA-256, 64 lower-case hexadecimal digits"));
  return FALSE;
}

static VtHostResponse *
put_blob (VtHostContext *context, const VtHostRequest *request, const char *const *arguments, GError **error)
{
  gboolean known = FALSE;

  if (!check_blob_name (arguments[0], error) ||
      !vt_blobs_accept (context->blobs, request->upload, arguments[0], &known, error))
    return NULL;

  return vt_host_response_new (known ? NO_CONTENT : CREATED, NULL, NULL);
}

static VtHostResponse *
get_blob (VtHostContext *context,
          G_GNUC_UNUSED const VtHostRequest *request,
          const char *const *arguments,
          GError **error)
{
  GBytes *bytes;

  if (!check_blob_name (arguments[0], error))
    return NULL;
  if (vt_blobs_get_size (context->blobs, arguments[0]) < 0)
    {
      g_set_error (error, VT_HOST_PROBLEM, NOT_FOUND, _ ("There is no blob %s"), arguments[0]);
      return NULL;
    }

  bytes = vt_blobs_map (context->blobs, arguments[0], error);
  return bytes != NULL ? vt_host_response_new (OK, "application/octet-stream", bytes) : NULL;
}

/* Wrong guesses are counted, and an address that makes many of them has to wait. */
static gboolean
refuse_stranger (VtHostContext *context, const VtHostRequest *request, GError **error)
{
  if (vt_rate_limit_take (context->strangers, request->address, vt_host_store_now_us (context->store)))
    g_set_error_literal (error, VT_HOST_PROBLEM, UNAUTHORIZED,
                         _ ("This needs “Authorization: Bearer …” with a token of this host; "
                            "“vitrine-host token create” makes one"));
  else
    g_set_error_literal (error, VT_HOST_PROBLEM, TOO_MANY_REQUESTS,
                         _ ("Too many wrong tokens came from this address; wait a minute"));

  return FALSE;
}

/**
 * vt_admin_api_authorise:
 * @context: what calls work on
 * @request: a request below %VT_ADMIN_API_PREFIX, of which only the headers are needed
 * @error: a #VT_HOST_PROBLEM of status 401, 403 or 429
 *
 * Returns: whether the request's token allows it
 */
gboolean
vt_admin_api_authorise (VtHostContext *context, const VtHostRequest *request, GError **error)
{
  const char *header = soup_message_headers_get_one (request->headers, "Authorization");
  VtHostTokenScope scope = VT_HOST_TOKEN_SCOPE_NONE;

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", strlen ("Bearer ")) != 0)
    return refuse_stranger (context, request, error);
  if (!vt_host_token_check (context->store, header + strlen ("Bearer "), &scope, error))
    return FALSE;
  if (scope == VT_HOST_TOKEN_SCOPE_NONE)
    return refuse_stranger (context, request, error);
  if (scope == VT_HOST_TOKEN_SCOPE_PUBLISH || vt_host_request_is (request, "GET") ||
      vt_host_request_is (request, "HEAD"))
    return TRUE;

  g_set_error_literal (error, VT_HOST_PROBLEM, FORBIDDEN,
                       _ ("This token may only read; make one with “--scope publish” for this"));
  return FALSE;
}

/**
 * vt_admin_api_respond:
 * @context: what calls work on
 * @request: an authorised request below %VT_ADMIN_API_PREFIX
 *
 * Returns: (transfer full): the answer
 */
VtHostResponse *
vt_admin_api_respond (VtHostContext *context, const VtHostRequest *request)
{
  static const VtHostRoute routes[] = {
    { "GET", "/admin/v1", get_host },
    { "GET", "/admin/v1/releases", list_releases },
    { "POST", "/admin/v1/releases", post_release },
    { "GET", "/admin/v1/releases/{id}", get_release },
    { "POST", "/admin/v1/releases/{id}/activate", activate_release },
    { "GET", "/admin/v1/blobs/{sha256}", get_blob },
    { "PUT", "/admin/v1/blobs/{sha256}", put_blob },
    { "GET", "/admin/v1/feed", vt_admin_get_feed },
    { "POST", "/admin/v1/stock-movements", vt_admin_post_movements },
    { "PATCH", "/admin/v1/orders/{id}", vt_admin_patch_order },
  };

  return vt_host_route_call (routes, G_N_ELEMENTS (routes), context, request);
}
