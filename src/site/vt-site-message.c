#define G_LOG_DOMAIN "vt-site"

#include "site/vt-site-message.h"

#include "base/vt-hash.h"

#include <string.h>

/**
 * vt_site_response_new:
 * @status: an HTTP status
 * @content_type: MIME type, with its charset where it is text
 * @body: (transfer none): the content
 * @cache: how long it may be kept
 *
 * Makes an answer. Unless it is one shopper's, its ETag is the SHA-256 of @body.
 *
 * Returns: (transfer full): the answer
 */
VtSiteResponse *
vt_site_response_new (guint status, const char *content_type, GBytes *body, VtSiteCache cache)
{
  VtSiteResponse *self = g_new0 (VtSiteResponse, 1);

  self->status = status;
  self->content_type = g_strdup (content_type);
  self->body = g_bytes_ref (body);
  self->cache = cache;
  if (cache != VT_CACHE_PRIVATE)
    self->etag = vt_sha256_bytes (body);

  return self;
}

/**
 * vt_site_response_new_text:
 * @status: an HTTP status
 * @content_type: MIME type with its charset
 * @text: (transfer full): the content
 * @cache: how long it may be kept
 *
 * Returns: (transfer full): the answer
 */
VtSiteResponse *
vt_site_response_new_text (guint status, const char *content_type, char *text, VtSiteCache cache)
{
  gsize length = strlen (text);
  g_autoptr (GBytes) body = g_bytes_new_take (text, length);

  return vt_site_response_new (status, content_type, body, cache);
}

/**
 * vt_site_response_redirect:
 * @status: 301, 302, 303, 307 or 308
 * @location: a path of the storefront, percent-encoded
 *
 * Returns: (transfer full): an answer without content, never kept
 */
VtSiteResponse *
vt_site_response_redirect (guint status, const char *location)
{
  VtSiteResponse *self =
      vt_site_response_new_text (status, "text/plain; charset=utf-8", g_strdup (""), VT_CACHE_PRIVATE);

  self->location = g_strdup (location);
  return self;
}

/**
 * vt_site_response_add_cookie:
 * @self: an answer
 * @name: a cookie's name: letters and digits
 * @value: anything; percent-encoded as far as cookies need it (RFC 6265)
 * @max_age_s: seconds; 0 takes the cookie away
 *
 * Sets a cookie that the shop's own scripts can read and that other sites' requests do not bring.
 */
void
vt_site_response_add_cookie (VtSiteResponse *self, const char *name, const char *value, gint64 max_age_s)
{
  g_autofree char *encoded = g_uri_escape_string (value, NULL, FALSE);

  if (self->cookies == NULL)
    self->cookies = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->cookies, g_strdup_printf ("%s=%s; Path=/; Max-Age=%" G_GINT64_FORMAT "; SameSite=Lax", name,
                                                   encoded, max_age_s));
}

/**
 * vt_site_response_free:
 * @self: (nullable): an answer
 */
void
vt_site_response_free (VtSiteResponse *self)
{
  if (self == NULL)
    return;

  g_free (self->content_type);
  g_bytes_unref (self->body);
  g_free (self->etag);
  g_free (self->encoding);
  g_free (self->location);
  g_clear_pointer (&self->cookies, g_ptr_array_unref);
  g_free (self);
}
