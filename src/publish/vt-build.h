#pragma once

#include "publish/vt-host.h"
#include "shop/vt-snapshot.h"
#include "site/vt-site.h"

G_BEGIN_DECLS

/* A path of the storefront and what was answered there. */
typedef struct
{
  char *path;
  char sha256[65];
  gint64 size;
  char *type;
  guint32 *reads; /* numbers of what was read for it, ascending */
  guint n_reads;
  gboolean drawn; /* by the last run */
} VtBuildRoute;

/* Where answers go. */
typedef struct
{
  /* Takes the answer for a route; called by several threads. */
  gboolean (*take) (VtBuildRoute *route, GBytes *body, gpointer data, GError **error);
  /* Whether an answer that was taken by an earlier run is still there. */
  gboolean (*has) (const VtBuildRoute *route, gpointer data);
  gpointer data;
} VtBuildSink;

/* The whole storefront, drawn again where what it was drawn from changed. */
typedef struct _VtBuild VtBuild;

VtBuild *vt_build_new (const char *state_path, const char *base_url, const VtSiteBackend *backend);
void vt_build_free (VtBuild *self);
guint vt_build_count_threads (void);
gboolean vt_build_run (VtBuild *self,
                       VtSite *site,
                       GPtrArray *snapshots,
                       gint64 now_us,
                       gboolean with_pictures,
                       const VtBuildSink *sink,
                       VtProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error);
void vt_build_save (VtBuild *self);
GPtrArray *vt_build_get_routes (VtBuild *self);
guint vt_build_get_n_drawn (VtBuild *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBuild, vt_build_free)

G_END_DECLS
