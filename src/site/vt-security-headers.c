#define G_LOG_DOMAIN "vt-site"

#include "site/vt-security-headers.h"

#include "content/vt-live-video.h"

#include <string.h>

/* Nothing inline, nothing from elsewhere: what a description or a theme smuggles in does not run. */
#define POLICY                                                                                                          \
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; " \
  "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"

#define COMMON                                                                                                         \
  { "X-Content-Type-Options", "nosniff" }, { "Referrer-Policy", "strict-origin-when-cross-origin" },                   \
      { "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },                        \
  {                                                                                                                    \
    "Cross-Origin-Opener-Policy", "same-origin"                                                                        \
  }

static const VtSecurityHeader plain[] = { { "Content-Security-Policy", POLICY }, COMMON, { NULL, NULL } };

/* HSTS (RFC 6797) without subdomains: these may belong to others than the shop. */
static const VtSecurityHeader insisting[] = { { "Content-Security-Policy", POLICY "; upgrade-insecure-requests" },
                                              COMMON,
                                              { "Strict-Transport-Security", "max-age=31536000" },
                                              { NULL, NULL } };

/**
 * vt_security_headers:
 * @lasting: whether the shop is and will be reached over HTTPS, so that browsers may be told to insist on it
 *
 * Returns: (transfer none) (array zero-terminated=1): the headers
 */
const VtSecurityHeader *
vt_security_headers (gboolean lasting)
{
  return lasting ? insisting : plain;
}

/**
 * vt_security_policy_addition:
 * @path: what is asked for: "/live/spring", "/th/live/spring"
 *
 * Films of live sales come from elsewhere, once a shopper asks for them. Only the pages of live sales may frame them,
 * and each of these says in itself which one of the sites it needs.
 *
 * Returns: (transfer none): what to add to the Content-Security-Policy; "" for all other pages
 */
const char *
vt_security_policy_addition (const char *path)
{
  const char *part = path;

  for (int depth = 0; depth < 2 && *part == '/'; depth++)
    {
      gsize length = strcspn (part + 1, "/");

      if (length == strlen ("live") && strncmp (part + 1, "live", length) == 0)
        return "; frame-src " VT_LIVE_VIDEO_ORIGINS;
      part += 1 + length;
    }

  return "";
}
