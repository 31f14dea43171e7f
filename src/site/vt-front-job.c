/* What comes in: a message of the network becomes a VtSiteRequest, or is refused. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-front-private.h"

#include "base/vt-clock.h"
#include "base/vt-compress.h"
#include "base/vt-hash.h"
#include "site/vt-shop-api.h"

#include <string.h>

#define SECRET_PARAMETER "vitrine-secret"
#define MAX_FIELDS       64
#define MAX_HOST         300
#define BROTLI_QUALITY   5

/* Percent-decodes; NULL for what is no UTF-8 text or holds a NUL. */
static char *
decode (const char *text, gsize length, gboolean plus)
{
  g_autofree char *copy = g_strndup (text, length);

  if (plus)
    g_strdelimit (copy, "+", ' ');
  return g_uri_unescape_string (copy, NULL);
}

static gboolean
is_text (const char *text)
{
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\n' && *p != '\r' && *p != '\t')
      return FALSE;

  return TRUE;
}

/* name=value&…; the first of a name counts. NULL when it is none. */
static GHashTable *
parse_form (const char *text)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) pairs = g_strsplit (text, "&", MAX_FIELDS + 1);

  if (g_strv_length (pairs) > MAX_FIELDS)
    return NULL;

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      const char *equals = strchr (*pair, '=');
      gsize length = equals != NULL ? (gsize) (equals - *pair) : strlen (*pair);
      g_autofree char *name = decode (*pair, length, TRUE);
      g_autofree char *value = equals != NULL ? decode (equals + 1, strlen (equals + 1), TRUE) : g_strdup ("");

      if (!is_text (name) || !is_text (value))
        return NULL;
      if (*name != '\0' && !g_hash_table_contains (table, name))
        g_hash_table_insert (table, g_steal_pointer (&name), g_steal_pointer (&value));
    }

  return g_steal_pointer (&table);
}

static GHashTable *
parse_cookies (SoupMessageHeaders *headers)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *header = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) pairs = NULL;

  if (header == NULL || strlen (header) > VT_SITE_MAX_QUERY)
    return table;

  pairs = g_strsplit (header, ";", MAX_FIELDS);
  for (char **pair = pairs; *pair != NULL; pair++)
    {
      char *equals = strchr (*pair, '=');
      g_autofree char *value = NULL;

      if (equals == NULL)
        continue;
      value = decode (equals + 1, strlen (equals + 1), FALSE);
      *equals = '\0';
      if (is_text (value))
        g_hash_table_insert (table, g_strdup (g_strstrip (*pair)), g_steal_pointer (&value));
    }

  return table;
}

static gboolean
accepts (SoupMessageHeaders *headers, const char *coding)
{
  const char *header = soup_message_headers_get_list (headers, "Accept-Encoding");
  GSList *acceptable = header != NULL ? soup_header_parse_quality_list (header, NULL) : NULL;
  gboolean found = FALSE;

  for (GSList *item = acceptable; item != NULL; item = item->next)
    found = found || g_ascii_strcasecmp (item->data, coding) == 0;

  soup_header_free_list (acceptable);
  return found;
}

/**
 * vt_front_job_new:
 * @front: a front
 * @message: a message that was read completely
 *
 * Returns: (transfer full): its job, not yet checked
 */
VtFrontJob *
vt_front_job_new (VtFront *front, SoupServerMessage *message)
{
  VtFrontJob *self = g_new0 (VtFrontJob, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  self->front = g_object_ref (front);
  self->message = g_object_ref (message);
  self->too_large = !soup_message_body_get_accumulate (body);
  self->body = self->too_large ? g_bytes_new_static ("", 0) : soup_message_body_flatten (body);
  self->cookies = parse_cookies (headers);
  self->if_none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
  self->brotli = accepts (headers, "br");
  self->gzip = accepts (headers, "gzip");

  return self;
}

/**
 * vt_front_job_free:
 * @self: (nullable): a job
 */
void
vt_front_job_free (VtFrontJob *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->response, vt_site_response_free);
  g_clear_pointer (&self->request.query, g_hash_table_unref);
  g_clear_pointer (&self->request.form, g_hash_table_unref);
  g_clear_pointer (&self->cookies, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->method);
  g_free (self->tags);
  g_free (self->path);
  g_free (self->base_url);
  g_free (self->if_none_match);
  g_object_unref (self->message);
  g_object_unref (self->front);
  g_free (self);
}

static VtSiteResponse *
refuse (guint status, const char *sentence)
{
  return vt_site_response_new_text (status, "text/plain; charset=utf-8", g_strconcat (sentence, "\n", NULL),
                                    VT_CACHE_PRIVATE);
}

/* A name or an address with perhaps a port (RFC 3986, 3.2.2): it becomes part of the addresses that pages name. */
static gboolean
is_authority (const char *host)
{
  return *host != '\0' && strlen (host) <= MAX_HOST &&
         strspn (host, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-.:[]_") == strlen (host);
}

/* A page elsewhere can point its own name at 127.0.0.1 and then talk to us as if it were us. */
static gboolean
host_is_allowed (VtFrontJob *self, const VtFrontRules *rules)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *host = soup_message_headers_get_one (headers, "Host");

  if (rules->hosts == NULL)
    return rules->base_url != NULL || host == NULL || is_authority (host);

  return host != NULL && g_ptr_array_find_with_equal_func (rules->hosts, host, (GEqualFunc) g_str_equal, NULL);
}

/* Where the request came from, as far as the browser says so: forms of other sites must not fill a shopper's bag. */
static gboolean
is_same_origin (VtFrontJob *self, const VtFrontRules *rules)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *site = soup_message_headers_get_one (headers, "Sec-Fetch-Site");
  const char *origin = soup_message_headers_get_one (headers, "Origin");
  const char *host = soup_message_headers_get_one (headers, "Host");
  const char *authority = origin != NULL ? strstr (origin, "://") : NULL;

  if (site != NULL && strcmp (site, "same-origin") != 0 && strcmp (site, "none") != 0)
    return FALSE;
  if (origin == NULL || g_strcmp0 (origin, rules->base_url) == 0)
    return TRUE;

  return authority != NULL && host != NULL && g_ascii_strcasecmp (authority + 3, host) == 0;
}

static char *
secret_cookie_name (VtFrontJob *self)
{
  GSocketAddress *address = soup_server_message_get_local_address (self->message);
  guint16 port =
      G_IS_INET_SOCKET_ADDRESS (address) ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)) : 0;

  /* Cookies do not tell ports apart, and there may be several previews. */
  return g_strdup_printf (SECRET_PARAMETER "-%u", port);
}

/* The same address without the secret, which would otherwise stay in the history. */
static VtSiteResponse *
admit (VtFrontJob *self, const char *cookie, const char *raw_query, const char *secret)
{
  g_auto (GStrv) pairs = g_strsplit (raw_query, "&", -1);
  g_autofree char *escaped = g_uri_escape_string (self->path, "/", FALSE);
  g_autoptr (GString) location = g_string_new (escaped);
  VtSiteResponse *response;
  char mark = '?';

  for (char **pair = pairs; *pair != NULL; pair++)
    if (**pair != '\0' && !g_str_has_prefix (*pair, SECRET_PARAMETER "="))
      {
        g_string_append_printf (location, "%c%s", mark, *pair);
        mark = '&';
      }

  response = vt_site_response_redirect (SOUP_STATUS_SEE_OTHER, location->str);
  response->cookies = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (response->cookies, g_strdup_printf ("%s=%s; Path=/; HttpOnly; SameSite=Strict", cookie, secret));
  return response;
}

static VtSiteResponse *
check_secret (VtFrontJob *self, const VtFrontRules *rules, const char *raw_query)
{
  g_autofree char *cookie = NULL;
  const char *given;

  if (rules->secret == NULL)
    return NULL;

  cookie = secret_cookie_name (self);
  given = self->request.query != NULL ? g_hash_table_lookup (self->request.query, SECRET_PARAMETER) : NULL;
  if (given != NULL && vt_secret_equal (given, rules->secret))
    return admit (self, cookie, raw_query, rules->secret);

  given = g_hash_table_lookup (self->cookies, cookie);
  if (given != NULL && vt_secret_equal (given, rules->secret))
    return NULL;

  return refuse (SOUP_STATUS_FORBIDDEN, "This preview belongs to Vitrine. Open it from there.");
}

/* libsoup has decoded the path already, so that an encoded slash is one here. Dots are no way up: no path of ours has
 * them as a part of their own. */
static gboolean
path_is_allowed (const char *path)
{
  return is_text (path) && path[0] == '/' && strpbrk (path, "\n\r\t\\") == NULL && strstr (path, "//") == NULL &&
         strstr (path, "/../") == NULL && strstr (path, "/./") == NULL && !g_str_has_suffix (path, "/..") &&
         !g_str_has_suffix (path, "/.");
}

static VtSiteResponse *
check_body (VtFrontJob *self, const VtFrontRules *rules)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  gboolean is_api = g_str_has_prefix (self->path, VT_SHOP_API_PREFIX);
  g_autofree char *text = NULL;

  if (!is_same_origin (self, rules))
    return refuse (SOUP_STATUS_FORBIDDEN, "This form was sent by another site.");
  if (self->too_large || g_bytes_get_size (self->body) > VT_FRONT_MAX_BODY)
    return refuse (SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "This is more than a form may send.");
  if (is_api)
    {
      if (g_strcmp0 (type, "application/json") != 0)
        return vt_shop_api_problem (SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
      return NULL;
    }
  if (g_strcmp0 (type, "application/x-www-form-urlencoded") != 0)
    return refuse (SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "Send a form.");

  text = g_strndup (g_bytes_get_data (self->body, NULL), g_bytes_get_size (self->body));
  self->request.form = strlen (text) == g_bytes_get_size (self->body) ? parse_form (text) : NULL;
  return self->request.form == NULL ? refuse (SOUP_STATUS_BAD_REQUEST, "This form cannot be read.") : NULL;
}

static void
fill (VtFrontJob *self, const VtFrontRules *rules)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *host = soup_message_headers_get_one (headers, "Host");

  self->base_url = rules->base_url != NULL ? g_strdup (rules->base_url)
                                           : g_strdup_printf ("%s://%s", rules->secure ? "https" : "http",
                                                              host != NULL ? host : "localhost");
  self->request.method = self->method;
  self->request.path = self->path;
  self->request.cart = g_hash_table_lookup (self->cookies, "cart");
  self->request.discount = g_hash_table_lookup (self->cookies, "discount");
  self->request.country = g_hash_table_lookup (self->cookies, "country");
  self->request.postcode = g_hash_table_lookup (self->cookies, "postcode");
  self->request.base_url = self->base_url;
  self->request.now_us = rules->now_us != 0 ? rules->now_us : vt_clock_now_us (vt_clock_system ());
  self->request.drafts = rules->drafts;
}

/**
 * vt_front_job_check:
 * @self: a new job
 * @rules: what is allowed
 *
 * Makes the request of the message, or says why not.
 *
 * Returns: (transfer full) (nullable): the refusal, or a redirect; %NULL when the request is to be answered
 */
VtSiteResponse *
vt_front_job_check (VtFrontJob *self, const VtFrontRules *rules)
{
  GUri *uri = soup_server_message_get_uri (self->message);
  const char *path = g_uri_get_path (uri);
  const char *raw_query = g_uri_get_query (uri);
  const char *method = soup_server_message_get_method (self->message);
  gboolean reads = strcmp (method, "GET") == 0 || strcmp (method, "HEAD") == 0;
  VtSiteResponse *refusal;

  if (!host_is_allowed (self, rules))
    return refuse (SOUP_STATUS_FORBIDDEN, "This server is known by another name.");
  if (!reads && strcmp (method, "POST") != 0)
    return refuse (SOUP_STATUS_METHOD_NOT_ALLOWED, "Only GET, HEAD and POST are known here.");
  if (strlen (path) > VT_SITE_MAX_PATH || (raw_query != NULL && strlen (raw_query) > VT_SITE_MAX_QUERY))
    return refuse (SOUP_STATUS_REQUEST_URI_TOO_LONG, "This address is too long.");
  if (!path_is_allowed (path))
    return refuse (SOUP_STATUS_BAD_REQUEST, "This address is not valid.");

  self->path = g_strdup (path);
  self->method = g_strdup (reads ? "GET" : "POST");
  self->has_query = raw_query != NULL && *raw_query != '\0';
  if (self->has_query && (self->request.query = parse_form (raw_query)) == NULL)
    return refuse (SOUP_STATUS_BAD_REQUEST, "This address is not valid.");
  self->request.query_text = self->has_query ? raw_query : NULL;

  refusal = check_secret (self, rules, raw_query);
  if (refusal == NULL && !reads)
    refusal = check_body (self, rules);
  if (refusal == NULL)
    fill (self, rules);

  return refusal;
}

/**
 * vt_front_job_finish:
 * @self: a job that was answered
 * @compress: whether to compress what gains by it
 *
 * The rest of the work that needs no network; on the worker's thread.
 */
void
vt_front_job_finish (VtFrontJob *self, gboolean compress)
{
  VtSiteResponse *response = self->response;
  g_autoptr (GBytes) packed = NULL;

  if (!compress || response->encoding != NULL || (!self->brotli && !self->gzip) ||
      !vt_compress_is_worth (response->content_type, g_bytes_get_size (response->body)))
    return;

  packed = self->brotli ? vt_brotli (response->body, BROTLI_QUALITY, NULL) : vt_gzip (response->body, NULL);
  if (packed == NULL || g_bytes_get_size (packed) >= g_bytes_get_size (response->body))
    return;

  g_bytes_unref (response->body);
  response->body = g_steal_pointer (&packed);
  response->encoding = g_strdup (self->brotli ? "br" : "gzip");
}
