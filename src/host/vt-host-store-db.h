#pragma once

#include "base/vt-clock.h"
#include "base/vt-db.h"

G_BEGIN_DECLS

#define VT_HOST_STORE_ERROR (vt_host_store_error_quark ())

typedef enum
{
  VT_HOST_STORE_ERROR_LOCKED /* another server has the folder */
} VtHostStoreError;

/* The host's data folder: host.db with its connections, and the lock that keeps a second server away. Safe to use from
 * any thread: each call leases a connection. */
typedef struct _VtHostStore VtHostStore;

GQuark vt_host_store_error_quark (void);

VtHostStore *vt_host_store_open (const char *folder, gboolean lock, const VtClock *clock, GError **error);
void vt_host_store_free (VtHostStore *self);
gint64 vt_host_store_now_us (VtHostStore *self);
const guint8 *vt_host_store_get_offer_key (VtHostStore *self);

VtDb *vt_host_store_lease_reader (VtHostStore *self, GError **error);
void vt_host_store_return_reader (VtHostStore *self, VtDb *db);
VtDb *vt_host_store_begin_write (VtHostStore *self, GError **error);
gboolean vt_host_store_end_write (VtHostStore *self, gboolean commit, GError **error);

/* @written is called after each write that is kept, on the thread that wrote. */
void vt_host_store_set_written (VtHostStore *self, void (*written) (gpointer data), gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHostStore, vt_host_store_free)

G_END_DECLS
