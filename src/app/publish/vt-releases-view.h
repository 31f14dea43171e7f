#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The releases that a host has, newest first. ::go-back (id): the merchant wants that one live again. */
#define VT_TYPE_RELEASES_VIEW (vt_releases_view_get_type ())
G_DECLARE_FINAL_TYPE (VtReleasesView, vt_releases_view, VT, RELEASES_VIEW, AdwBin)

void vt_releases_view_show (VtReleasesView *self, GPtrArray *releases, gint64 now_us);

G_END_DECLS
