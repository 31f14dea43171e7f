#pragma once

#include "host/vt-blobs.h"
#include "host/vt-host-message.h"
#include "host/vt-host-store-db.h"
#include "host/vt-rate-limit.h"
#include "host/vt-release-store.h"
#include "site/vt-site-backend.h"

G_BEGIN_DECLS

#define VT_HOST_MAX_MANIFEST_BYTES (64 * 1024 * 1024)
#define VT_HOST_MAX_ADMIN_BYTES    (4 * 1024 * 1024)
#define VT_HOST_MAX_SHOPPER_BYTES  (64 * 1024)

/* What every call works on. All of it is safe to use from any thread. */
typedef struct
{
  VtHostStore *store;       /* (owned) */
  VtBlobs *blobs;           /* (owned) */
  VtReleaseStore *releases; /* (owned) */
  VtRateLimit *shoppers;    /* (owned) of calls below /api */
  VtRateLimit *letters;     /* (owned) of messages and requests, which people have to read */
  VtRateLimit *strangers;   /* (owned) of calls with a wrong token */
  guint api_per_minute;
  VtSiteBackend backend; /* the ledger and the order book, for the storefront */
} VtHostContext;

VtHostContext *vt_host_context_new (const char *folder, guint api_per_minute, const VtClock *clock, GError **error);
void vt_host_context_free (VtHostContext *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHostContext, vt_host_context_free)

G_END_DECLS
