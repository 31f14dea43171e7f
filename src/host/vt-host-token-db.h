#pragma once

#include "host/vt-host-store-db.h"

G_BEGIN_DECLS

typedef enum
{
  VT_HOST_TOKEN_SCOPE_NONE,
  VT_HOST_TOKEN_SCOPE_READ,   /* looks at everything under /admin/v1 */
  VT_HOST_TOKEN_SCOPE_PUBLISH /* and changes it */
} VtHostTokenScope;

typedef struct
{
  gint64 id;
  VtHostTokenScope scope;
  gint64 created_us;
  gint64 revoked_us; /* 0 while it is good */
} VtHostToken;

VtHostTokenScope vt_host_token_scope_from_name (const char *name);
const char *vt_host_token_scope_get_name (VtHostTokenScope scope);

char *vt_host_token_create (VtHostStore *store, VtHostTokenScope scope, GError **error);
GArray *vt_host_token_list (VtHostStore *store, GError **error);
gboolean vt_host_token_revoke (VtHostStore *store, gint64 id, GError **error);
gboolean vt_host_token_check (VtHostStore *store, const char *token, VtHostTokenScope *scope, GError **error);

G_END_DECLS
