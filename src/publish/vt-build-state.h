#pragma once

#include "publish/vt-build.h"

G_BEGIN_DECLS

/* What a build leaves for the next one. */
typedef struct
{
  char *key;         /* of the program, the theme and the address: another one draws other pages */
  VtDbReads *reads;  /* (owned) */
  VtBuildRoute list; /* which routes there are, as if that were one of them */
  GPtrArray *routes; /* (element-type VtBuildRoute) sorted by path */
} VtBuildState;

VtBuildRoute *vt_build_route_new (const char *path);
void vt_build_route_free (VtBuildRoute *self);

char *vt_build_state_key (VtSite *site, const char *base_url);
VtBuildState *vt_build_state_load (const char *path, const char *key);
void vt_build_state_free (VtBuildState *self);
gboolean vt_build_state_save (VtBuildState *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBuildState, vt_build_state_free)

G_END_DECLS
