#pragma once

#include "publish/vt-host.h"
#include "shop/vt-snapshot.h"
#include "site/vt-site.h"

G_BEGIN_DECLS

/* Everything of one release: each file under its path, its bytes in the build folder under their SHA-256. */
typedef struct
{
  char *path;
  char sha256[65];
  gint64 size;
  char *type;
} VtReleaseFile;

typedef struct _VtReleaseBuild
{
  char *label;
  char *folder;       /* blobs: folder/<sha256> */
  GPtrArray *files;   /* (element-type VtReleaseFile) sorted by path */
  char catalogue[65]; /* SHA-256 of the public catalogue */
  guint n_pages;
} VtReleaseBuild;

void vt_release_build_free (VtReleaseBuild *self);
VtReleaseBuild *vt_release_build_new (VtSite *site,
                                      VtSnapshot *snapshot,
                                      const char *cache_dir,
                                      const char *base_url,
                                      const char *label,
                                      VtProgress progress,
                                      gpointer data,
                                      GCancellable *cancellable,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtReleaseBuild, vt_release_build_free)

G_END_DECLS
