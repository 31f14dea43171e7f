#pragma once

#include "publish/vt-build.h"
#include "publish/vt-host.h"

G_BEGIN_DECLS

typedef struct
{
  const char *base_url; /* of the live shop, no slash at the end */
  gboolean pictures;    /* photographs are drawn too */
  gboolean compressed;  /* .gz and .br stand beside what is worth it */
  gint64 now_us;        /* UTC microseconds */
} VtStaticOptions;

typedef struct
{
  guint n_pages;
  guint n_files;
  guint n_drawn;   /* routes that had to be drawn */
  guint n_written; /* files */
  guint n_removed;
} VtStaticResult;

/* The storefront as a folder of files, which any web server can serve, kept up to date. One object can build again and
 * again, and is quicker then than a new one. */
typedef struct _VtStaticBuild VtStaticBuild;

VtStaticBuild *vt_static_build_new (VtSite *site, const char *shop_path, const char *cache_dir, const char *out_dir);
void vt_static_build_free (VtStaticBuild *self);
gboolean vt_static_build_run (VtStaticBuild *self,
                              const VtStaticOptions *options,
                              VtStaticResult *result,
                              VtProgress progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtStaticBuild, vt_static_build_free)

G_END_DECLS
