#define G_LOG_DOMAIN "vt-site"

#include "site/vt-security-headers.h"

#include "content/vt-live-video.h"

#include <string.h>

#define COMMON                                                                                                         \
  { "X-Content-Type-Options", "nosniff" }, { "Referrer-Policy", "strict-origin-when-cross-origin" },                   \
      { "Permissions-Policy", "camera=(), geolocation=(), microphone=(self), payment=(), usb=()" },                    \
  {                                                                                                                    \
    "Cross-Origin-Opener-Policy", "same-origin"                                                                        \
  }

static const VtSecurityHeader plain[] = { COMMON, { NULL, NULL } };

/* HSTS (RFC 6797) without subdomains: these may belong to others than the shop. */
static const VtSecurityHeader insisting[] = { COMMON,
                                              { "Strict-Transport-Security", "max-age=31536000" },
                                              { NULL, NULL } };

/* Nothing inline, nothing from elsewhere: what a description or a theme smuggles in does not run. */
static const struct
{
  const char *directive;
  const char *sources;
} policy[] = {
  { "default-src", "'self'" },     { "script-src", "'self' 'wasm-unsafe-eval'" },
  { "style-src", "'self'" },       { "img-src", "'self' data:" },
  { "font-src", "'self'" },        { "connect-src", "'self'" },
  { "frame-src", "'self'" },       { "object-src", "'none'" },
  { "base-uri", "'self'" },        { "form-action", "'self'" },
  { "frame-ancestors", "'none'" },
};

/**
 * vt_security_headers:
 * @lasting: whether the shop is and will be reached over HTTPS, so that browsers may be told to insist on it
 *
 * Returns: (transfer none) (array zero-terminated=1): the headers, but for the Content-Security-Policy
 */
const VtSecurityHeader *
vt_security_headers (gboolean lasting)
{
  return lasting ? insisting : plain;
}

/* Whether the first or the second part of @path, after a language, is @name: "/th/live/spring". */
static gboolean
is_under (const char *path, const char *name)
{
  const char *part = path;

  for (int depth = 0; depth < 2 && *part == '/'; depth++)
    {
      gsize length = strcspn (part + 1, "/");

      if (length == strlen (name) && strncmp (part + 1, name, length) == 0)
        return TRUE;
      part += 1 + length;
    }

  return FALSE;
}

/**
 * vt_security_is_private:
 * @path: what is asked for
 *
 * Returns: whether shoppers type there who they are: nothing of others is let in
 */
gboolean
vt_security_is_private (const char *path)
{
  return is_under (path, "checkout");
}

/* The sources that a line of vt_tags_policy() adds to @directive, with a space before them. */
static void
append_tags (GString *out, const char *tags, const char *directive)
{
  gsize length = strlen (directive);

  for (const char *line = tags; *line != '\0'; line += strcspn (line, "\n") + 1)
    if (strncmp (line, directive, length) == 0 && line[length] == ' ')
      g_string_append_len (out, line + length, (gssize) (strcspn (line, "\n") - length));
}

/**
 * vt_security_frames:
 * @tags: (nullable): what tags need, by vt_tags_policy()
 *
 * Returns: (transfer full): what a page that frames nothing of others' but tags says so by
 */
char *
vt_security_frames (const char *tags)
{
  GString *out = g_string_new ("frame-src 'self'");

  if (tags != NULL)
    append_tags (out, tags, "frame-src");
  return g_string_free (out, FALSE);
}

/**
 * vt_security_policy:
 * @path: what is asked for: "/live/spring", "/th/live/spring"
 * @lasting: as for vt_security_headers()
 * @tags: (nullable): what tags need, by vt_tags_policy()
 *
 * Films of live sales come from elsewhere, once a shopper asks for them: only the pages of live sales may frame them,
 * and each of these says in itself which one of the sites it needs. Where shoppers type who they are, no tag is let in.
 *
 * Returns: (transfer full): the Content-Security-Policy of the answer
 */
char *
vt_security_policy (const char *path, gboolean lasting, const char *tags)
{
  GString *out = g_string_new (NULL);
  gboolean tagged = tags != NULL && !vt_security_is_private (path);

  for (guint i = 0; i < G_N_ELEMENTS (policy); i++)
    {
      g_string_append_printf (out, "%s%s %s", i > 0 ? "; " : "", policy[i].directive, policy[i].sources);
      if (tagged)
        append_tags (out, tags, policy[i].directive);
      if (g_str_equal (policy[i].directive, "frame-src") && is_under (path, "live"))
        g_string_append (out, " " VT_LIVE_VIDEO_ORIGINS);
    }
  if (lasting)
    g_string_append (out, "; upgrade-insecure-requests");

  return g_string_free (out, FALSE);
}
