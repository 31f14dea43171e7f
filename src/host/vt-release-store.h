#pragma once

#include "host/vt-blobs.h"
#include "host/vt-host-release-db.h"
#include "shop/vt-snapshot.h"
#include "site/vt-site.h"

G_BEGIN_DECLS

/* A complete release, opened for serving. It lives as long as a request still uses it. */
typedef struct _VtLiveRelease VtLiveRelease;

/* Knows which release shoppers get, and switches. Any thread may use it. */
typedef struct _VtReleaseStore VtReleaseStore;

VtLiveRelease *vt_live_release_ref (VtLiveRelease *self);
void vt_live_release_unref (VtLiveRelease *self);
gint64 vt_live_release_get_id (VtLiveRelease *self);
VtManifest *vt_live_release_get_manifest (VtLiveRelease *self);
VtSite *vt_live_release_get_site (VtLiveRelease *self);
VtSnapshot *vt_live_release_open_snapshot (VtLiveRelease *self, GError **error);

VtReleaseStore *vt_release_store_open (VtHostStore *store, VtBlobs *blobs, GError **error);
void vt_release_store_free (VtReleaseStore *self);
VtLiveRelease *vt_release_store_dup_live (VtReleaseStore *self);
GPtrArray *vt_release_store_list_missing (VtReleaseStore *self, VtManifest *manifest);
void vt_release_store_set_changed (VtReleaseStore *self, void (*changed) (gpointer data), gpointer data);
gboolean vt_release_store_activate (VtReleaseStore *self, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtLiveRelease, vt_live_release_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtReleaseStore, vt_release_store_free)

G_END_DECLS
