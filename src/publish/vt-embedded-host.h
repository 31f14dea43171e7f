#pragma once

#include "publish/vt-host.h"
#include "shop/vt-shop.h"

G_BEGIN_DECLS

/* A vitrine-host on this machine, for trying things out: started as a child on loopback over HTTPS with a certificate
 * of its own, which the shop trusts by its fingerprint. It stops with the program. */
#define VT_TYPE_EMBEDDED_HOST (vt_embedded_host_get_type ())
G_DECLARE_FINAL_TYPE (VtEmbeddedHost, vt_embedded_host, VT, EMBEDDED_HOST, GObject)

VtEmbeddedHost *vt_embedded_host_start (VtShop *shop, GCancellable *cancellable, GError **error);
const char *vt_embedded_host_get_name (void);
const char *vt_embedded_host_get_url (VtEmbeddedHost *self);
VtHost *vt_embedded_host_get_host (VtEmbeddedHost *self);
gboolean vt_embedded_host_wait (VtEmbeddedHost *self, GCancellable *cancellable, GError **error);
void vt_embedded_host_stop (VtEmbeddedHost *self);

G_END_DECLS
