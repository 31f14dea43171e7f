#define G_LOG_DOMAIN "vt-site"

#include "site/vt-security-headers.h"

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
