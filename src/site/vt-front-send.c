/* What goes out: the headers that every answer has. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-front-private.h"

#include "base/vt-compress.h"
#include "site/vt-security-headers.h"

#include <string.h>

static void
set_security_headers (SoupMessageHeaders *headers, const VtFrontRules *rules, const char *path, const char *tags)
{
  g_autofree char *policy = vt_security_policy (path, rules->lasting, tags);

  soup_message_headers_replace (headers, "Content-Security-Policy", policy);
  for (const VtSecurityHeader *header = vt_security_headers (rules->lasting); header->name != NULL; header++)
    soup_message_headers_replace (headers, header->name, header->value);
}

static void
add_cookie (SoupMessageHeaders *headers, const char *cookie, const VtFrontRules *rules)
{
  g_autofree char *secure = rules->secure ? g_strconcat (cookie, "; Secure", NULL) : NULL;

  soup_message_headers_append (headers, "Set-Cookie", secure != NULL ? secure : cookie);
}

static const char *
cache_control (VtSiteCache cache)
{
  switch (cache)
    {
    case VT_CACHE_IMMUTABLE:
      return VT_CACHE_CONTROL_IMMUTABLE;
    case VT_CACHE_PAGE:
      return VT_CACHE_CONTROL_PAGE;
    case VT_CACHE_PRIVATE:
    default:
      return VT_CACHE_CONTROL_PRIVATE;
    }
}

/* The same content in another compression is another representation (RFC 9110, 8.8.3), hence the suffix. */
static char *
entity_tag (const VtSiteResponse *response)
{
  if (response->encoding == NULL)
    return g_strdup_printf ("\"%s\"", response->etag);

  return g_strdup_printf ("\"%s-%s\"", response->etag, response->encoding);
}

static gboolean
matches (const char *if_none_match, const char *etag)
{
  GSList *tags;
  gboolean found = FALSE;

  if (if_none_match == NULL)
    return FALSE;
  if (strcmp (if_none_match, "*") == 0)
    return TRUE;

  tags = soup_header_parse_list (if_none_match);
  for (GSList *item = tags; item != NULL; item = item->next)
    {
      const char *tag = item->data;

      if (g_str_has_prefix (tag, "W/"))
        tag += 2;
      found = found || strcmp (tag, etag) == 0;
    }

  soup_header_free_list (tags);
  return found;
}

/* A range of another entity than this one is none: all of it is sent (RFC 9110, 13.1.5). */
static void
honour_if_range (SoupServerMessage *message, const char *etag)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *condition = soup_message_headers_get_one (headers, "If-Range");

  if (condition != NULL && strcmp (condition, etag) != 0)
    soup_message_headers_remove (headers, "Range");
}

static void
send_body (SoupServerMessage *message, const VtSiteResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_set_content_type (headers, response->content_type, NULL);
  if (response->encoding != NULL)
    soup_message_headers_replace (headers, "Content-Encoding", response->encoding);

  /* libsoup leaves the body of an answer to HEAD out by itself, but keeps its length. */
  if (g_bytes_get_size (response->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), response->body);
}

/**
 * vt_front_send:
 * @message: a message; on its server's thread
 * @response: the answer
 * @rules: the front's
 * @tags: (nullable): what the shop's tags need, by vt_tags_policy()
 * @if_none_match: (nullable): what the browser has already
 *
 * Puts the answer into the message; the server sends it.
 */
void
vt_front_send (SoupServerMessage *message,
               const VtSiteResponse *response,
               const VtFrontRules *rules,
               const char *tags,
               const char *if_none_match)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  set_security_headers (headers, rules, g_uri_get_path (soup_server_message_get_uri (message)), tags);
  soup_message_headers_replace (headers, "Cache-Control", cache_control (response->cache));
  if (response->encoding != NULL || vt_compress_is_worth (response->content_type, g_bytes_get_size (response->body)))
    soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  if (response->location != NULL)
    soup_message_headers_replace (headers, "Location", response->location);
  if (response->status == SOUP_STATUS_METHOD_NOT_ALLOWED)
    soup_message_headers_replace (headers, "Allow", "GET, HEAD, POST");
  for (guint i = 0; response->cookies != NULL && i < response->cookies->len; i++)
    add_cookie (headers, g_ptr_array_index (response->cookies, i), rules);

  if (response->etag != NULL && response->status == SOUP_STATUS_OK)
    {
      g_autofree char *etag = entity_tag (response);

      soup_message_headers_replace (headers, "ETag", etag);
      honour_if_range (message, etag);
      if (matches (if_none_match, etag))
        {
          soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
          return;
        }
    }

  soup_server_message_set_status (message, response->status, NULL);
  send_body (message, response);
}
