#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *value;
} VtSecurityHeader;

/* What every answer of the storefront says, whoever serves it. Ended by a NULL name. */
const VtSecurityHeader *vt_security_headers (gboolean lasting);
gboolean vt_security_is_private (const char *path);
char *vt_security_frames (const char *tags);
char *vt_security_policy (const char *path, gboolean lasting, const char *tags);

#define VT_CACHE_CONTROL_IMMUTABLE "public, max-age=31536000, immutable"
#define VT_CACHE_CONTROL_PAGE      "public, no-cache"
#define VT_CACHE_CONTROL_PRIVATE   "private, no-store"

G_END_DECLS
