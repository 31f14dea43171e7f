#pragma once

#include "site/vt-view.h"

G_BEGIN_DECLS

/* A file that browsers load to search by themselves. */
typedef struct
{
  char *path; /* its address, which changes with what is in it */
  GBytes *bytes;
  guint n; /* what can be found in it */
} VtShopperFile;

/* The files of one language. */
typedef struct
{
  GPtrArray *parts; /* (element-type VtShopperFile) products; the first part is small and holds those that come first */
  const VtShopperFile *things; /* (unowned) pages of other sorts */
} VtShopperFiles;

const VtShopperFiles *vt_shopper_files_get (VtView *view, GError **error);
const VtShopperFile *vt_shopper_things_get (VtView *view, GError **error);
gboolean vt_shopper_looks_path (VtView *view, char **path, GError **error);

/* Routes. */
VtSiteResponse *vt_view_search_manifest (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_search_file (VtView *self, const char *argument, GError **error);

/* What begins the argument of vt_view_search_file(). */
#define VT_SHOPPER_FILE_PATH "/assets/search."
#define VT_SEARCH_MANIFEST   "/search/index.json"

G_END_DECLS
