#pragma once

#include "site/vt-site.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define VT_FRONT_MAX_BODY (64 * 1024)

/* The one HTTP front of the storefront: for the preview (loopback, with a secret), for `vitrinectl serve` and for the
 * host. It turns messages into VtSiteRequests, answers them on worker threads that each have a snapshot of their own,
 * and sets what every answer needs: ETag and conditional requests, compression, caching, security headers, limits.
 *
 * It belongs to the thread that made it; that thread's main context has to run. */
#define VT_TYPE_FRONT (vt_front_get_type ())
G_DECLARE_FINAL_TYPE (VtFront, vt_front, VT, FRONT, GObject)

/**
 * VtFrontOpen:
 * @data: as given to vt_front_new()
 * @site: (inout) (transfer full): the storefront to answer with; may be replaced by the one of a release
 * @error: why there is none
 *
 * Opens what one worker answers from; called on that worker's thread, and again after vt_front_invalidate().
 *
 * Returns: (transfer full) (nullable): the snapshot
 */
typedef VtSnapshot *(*VtFrontOpen) (gpointer data, VtSite **site, GError **error);

/**
 * VtFrontLookup:
 * @path: decoded path, begins with "/"; the request had no query
 * @brotli: whether the shopper's browser understands "br"
 * @gzip: whether it understands "gzip"
 * @data: as given to vt_front_set_static()
 *
 * Finds a file that is ready to send; called on a worker thread. A compressed body says so in its `encoding`, and its
 * `etag` stays that of the plain one.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL when there is no such file
 */
typedef VtSiteResponse *(*VtFrontLookup) (const char *path, gboolean brotli, gboolean gzip, gpointer data);

VtFront *
vt_front_new (VtSite *site, VtFrontOpen open, const VtSiteBackend *backend, gpointer data, GDestroyNotify data_free);
/* The storefront of a shop folder as it is being edited: drafts shown, nothing sold. */
VtFront *vt_front_new_preview (VtSite *site, const char *shop_path);

void vt_front_set_secret (VtFront *self, const char *secret);
void vt_front_set_drafts (VtFront *self, gboolean drafts);
void vt_front_set_moment (VtFront *self, gint64 now_us);
void vt_front_set_base_url (VtFront *self, const char *base_url);
void vt_front_set_secure (VtFront *self, gboolean secure, gboolean lasting);
void vt_front_set_static (VtFront *self, VtFrontLookup lookup, gpointer data);
void vt_front_set_site (VtFront *self, VtSite *site);
void vt_front_invalidate (VtFront *self);

void vt_front_mount (VtFront *self, SoupServer *server);
GSocketAddress *vt_front_dup_address (SoupServer *server, GError **error);
SoupServer *vt_front_listen_local (VtFront *self, guint port, char **url, GError **error);

G_END_DECLS
