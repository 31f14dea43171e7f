#pragma once

#include "site/vt-site.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The one HTTP front of the storefront: for the preview (loopback, with a secret), for `vitrinectl serve` and for the
 * host. It turns messages into VtSiteRequests, answers them on worker threads that each have a snapshot of their own,
 * and sets what every answer needs: ETag and conditional requests, compression, caching, security headers, limits. */
#define VT_TYPE_FRONT (vt_front_get_type ())
G_DECLARE_FINAL_TYPE (VtFront, vt_front, VT, FRONT, GObject)

/* Makes the snapshot of one worker; called on that worker's thread. */
typedef VtSnapshot *(*VtFrontOpen) (gpointer data, GError **error);

VtFront *
vt_front_new (VtSite *site, VtFrontOpen open, const VtSiteBackend *backend, gpointer data, GDestroyNotify data_free);
/* The storefront of a shop folder as it is being edited: drafts shown, nothing sold. */
VtFront *vt_front_new_preview (VtSite *site, const char *shop_path);
void vt_front_set_secret (VtFront *self, const char *secret);
void vt_front_set_drafts (VtFront *self, gboolean drafts);
void vt_front_set_base_url (VtFront *self, const char *base_url);
void vt_front_invalidate (VtFront *self);
void vt_front_mount (VtFront *self, SoupServer *server);
SoupServer *vt_front_listen_local (VtFront *self, guint port, char **url, GError **error);

G_END_DECLS
