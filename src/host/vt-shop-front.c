#include "host/vt-shop-front.h"

#include <glib/gi18n-lib.h>

#include "host/vt-static.h"

#define NOT_READY 503

/* Nothing from elsewhere, nothing inline; 'wasm-unsafe-eval' is for search, which is WebAssembly. */
#define CONTENT_SECURITY_POLICY                                                                                        \
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "                 \
  "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "                  \
  "base-uri 'none'; frame-ancestors 'none'"

/**
 * vt_shop_front_respond:
 * @context: what calls work on
 * @request: a shopper's request for a page or what belongs to it
 *
 * Returns: (transfer full): the answer
 */
VtHostResponse *
vt_shop_front_respond (VtHostContext *context, const VtHostRequest *request)
{
  g_autoptr (VtLiveRelease) live = vt_release_store_dup_live (context->releases);
  g_autoptr (GError) error = NULL;
  VtManifest *manifest;
  VtHostResponse *response;

  if (live == NULL)
    return vt_host_response_new_problem (NOT_READY, _ ("Nothing has been published here yet"), NULL);

  manifest = vt_live_release_get_manifest (live);
  response = vt_static_respond (context->blobs, manifest, request, &error);
  if (response == NULL && error == NULL)
    response = vt_static_respond_not_found (context->blobs, manifest, request, &error);

  return response != NULL ? response : vt_host_response_new_error (error);
}

/**
 * vt_shop_front_secure:
 * @response: any answer
 * @strict_transport: whether shoppers always reach the host over HTTPS
 *
 * Adds the headers that tell browsers what a page may not do.
 */
void
vt_shop_front_secure (VtHostResponse *response, gboolean strict_transport)
{
  vt_host_response_set_header (response, "Content-Security-Policy", CONTENT_SECURITY_POLICY);
  vt_host_response_set_header (response, "X-Content-Type-Options", "nosniff");
  vt_host_response_set_header (response, "Referrer-Policy", "strict-origin-when-cross-origin");
  vt_host_response_set_header (response, "Permissions-Policy", "camera=(), geolocation=(), microphone=(self)");
  vt_host_response_set_header (response, "Cross-Origin-Opener-Policy", "same-origin");
  if (strict_transport)
    vt_host_response_set_header (response, "Strict-Transport-Security", "max-age=31536000");
}
