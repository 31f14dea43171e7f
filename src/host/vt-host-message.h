#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "host/vt-host-problem.h"

G_BEGIN_DECLS

/* A request as a worker thread sees it: complete, and nobody else's. */
typedef struct
{
  char *method;                /* (owned) upper case */
  char *path;                  /* (owned) decoded, valid UTF-8, begins with "/" */
  GHashTable *query;           /* (owned) decoded names and values; empty when there are none */
  SoupMessageHeaders *headers; /* (owned) */
  GBytes *body;                /* (owned) empty when streamed to a file */
  char *upload;                /* (owned) (nullable) the file that the body was streamed to */
  char *address;               /* (owned) where it came from, without a port */
} VtHostRequest;

typedef struct
{
  guint status;
  GBytes *body;                /* (owned) (nullable) */
  SoupMessageHeaders *headers; /* (owned) Content-Type included */
} VtHostResponse;

VtHostRequest *vt_host_request_new (SoupServerMessage *message, gboolean behind_proxy, GError **error);
void vt_host_request_free (VtHostRequest *self);
gboolean vt_host_request_is (const VtHostRequest *self, const char *method);
JsonObject *vt_host_request_dup_json (const VtHostRequest *self, GError **error);

VtHostResponse *vt_host_response_new (guint status, const char *type, GBytes *body);
VtHostResponse *vt_host_response_new_json (guint status, JsonObject *object);
VtHostResponse *vt_host_response_new_problem (guint status, const char *detail, JsonObject *more);
VtHostResponse *vt_host_response_new_error (const GError *error);
void vt_host_response_free (VtHostResponse *self);
void vt_host_response_set_header (VtHostResponse *self, const char *name, const char *value);
void vt_host_response_apply (VtHostResponse *self, SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHostRequest, vt_host_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHostResponse, vt_host_response_free)

G_END_DECLS
