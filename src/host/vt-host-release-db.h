#pragma once

#include "host/vt-host-store-db.h"
#include "host/vt-manifest.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  gint64 base; /* 0: the first */
  gint64 created_us;
  gint64 activated_us; /* the last time; 0: never */
  gint64 file_count;
  gint64 size;
  gboolean active;
  char *label;    /* (owned) */
  char *manifest; /* (owned) (nullable) the files as JSON; NULL in a list */
} VtHostRelease;

void vt_host_release_free (VtHostRelease *self);

gboolean vt_host_release_get_active (VtHostStore *store, gint64 *id, GError **error);
gboolean vt_host_release_add (VtHostStore *store,
                              gint64 base,
                              const char *label,
                              VtManifest *manifest,
                              gint64 *id,
                              GError **error);
gboolean vt_host_release_activate (VtHostStore *store, gint64 id, GError **error);
VtHostRelease *vt_host_release_load (VtHostStore *store, gint64 id, GError **error);
GPtrArray *vt_host_release_list (VtHostStore *store, gint64 limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHostRelease, vt_host_release_free)

G_END_DECLS
