#pragma once

#include "host/vt-host-context.h"

G_BEGIN_DECLS

#define VT_HOST_ROUTE_MAX_ARGUMENTS 2

typedef VtHostResponse *(*VtHostHandler) (VtHostContext *context,
                                          const VtHostRequest *request,
                                          const char *const *arguments,
                                          GError **error);

/* One call of the REST interface. */
typedef struct
{
  const char *method;
  const char *pattern; /* "/admin/v1/releases/{id}/activate": each {…} is an argument */
  VtHostHandler handler;
} VtHostRoute;

VtHostResponse *
vt_host_route_call (const VtHostRoute *routes, guint n_routes, VtHostContext *context, const VtHostRequest *request);

G_END_DECLS
