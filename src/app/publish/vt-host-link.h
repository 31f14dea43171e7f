#pragma once

#include "publish/vt-host-record.h"
#include "publish/vt-host.h"
#include "shop/vt-shop.h"

G_BEGIN_DECLS

/* Connects to a shop's hosts from any thread: starts the one on this computer when it is first needed, and knows the
 * tokens that were typed since the program began. */
typedef struct _VtHostLink VtHostLink;

VtHostLink *vt_host_link_new (VtShop *shop);
void vt_host_link_free (VtHostLink *self);
void vt_host_link_close (VtHostLink *self);
void vt_host_link_add_token (VtHostLink *self, const char *url, const char *token);

gboolean vt_host_link_is_this_computer (const VtHostRecord *record);
VtHostRecord *vt_host_link_find (VtDb *db, gint64 id, GError **error);
gboolean vt_host_link_read (VtHostLink *self, gint64 id, VtHostRecord **record, GError **error);
VtHost *
vt_host_link_connect (VtHostLink *self, gint64 id, VtHostRecord **record, GCancellable *cancellable, GError **error);
void vt_host_link_forget_dead (VtHostLink *self, const VtHostRecord *record, const GError *error);

G_END_DECLS
