#include "host/vt-host-route.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NOT_FOUND          404
#define METHOD_NOT_ALLOWED 405

/* @pattern and the path segment by segment; arguments are never empty. */
static gboolean
match (const char *pattern, char **segments, const char **arguments)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", -1);
  guint n = 0;

  if (g_strv_length (wanted) != g_strv_length (segments))
    return FALSE;

  for (guint i = 0; wanted[i] != NULL; i++)
    if (*wanted[i] == '{' && *segments[i] != '\0' && n < VT_HOST_ROUTE_MAX_ARGUMENTS)
      arguments[n++] = segments[i];
    else if (strcmp (wanted[i], segments[i]) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
takes_method (const VtHostRoute *route, const VtHostRequest *request)
{
  /* HEAD is GET whose body is not sent. */
  return vt_host_request_is (request, route->method) ||
         (vt_host_request_is (request, "HEAD") && strcmp (route->method, "GET") == 0);
}

/**
 * vt_host_route_call:
 * @routes: (array length=n_routes): the calls there are
 * @n_routes: how many
 * @context: what they work on
 * @request: a request
 *
 * Returns: (transfer full): the answer: of the call, or a problem of status 404 or 405
 */
VtHostResponse *
vt_host_route_call (const VtHostRoute *routes, guint n_routes, VtHostContext *context, const VtHostRequest *request)
{
  g_auto (GStrv) segments = g_strsplit (request->path, "/", -1);
  g_autoptr (GString) allowed = g_string_new (NULL);
  g_autofree char *detail = NULL;
  VtHostResponse *response;

  for (guint i = 0; i < n_routes; i++)
    {
      const char *arguments[VT_HOST_ROUTE_MAX_ARGUMENTS + 1] = { NULL };
      g_autoptr (GError) error = NULL;

      if (!match (routes[i].pattern, segments, arguments))
        continue;
      if (takes_method (&routes[i], request))
        {
          response = routes[i].handler (context, request, arguments, &error);
          return response != NULL ? response : vt_host_response_new_error (error);
        }
      g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", routes[i].method);
    }

  if (allowed->len == 0)
    return vt_host_response_new_problem (NOT_FOUND, _ ("There is no such call; data/host/openapi.yaml lists them"),
                                         NULL);

  detail = g_strdup_printf (_ ("This call takes %s"), allowed->str);
  response = vt_host_response_new_problem (METHOD_NOT_ALLOWED, detail, NULL);
  vt_host_response_set_header (response, "Allow", allowed->str);

  return response;
}
