#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A count that goes on: a field that a scanner types into, what it found, and all that was counted. Signals: ::gone
 * when the count is over or was taken back, ::review to look at the differences. */
#define VT_TYPE_STOCKTAKE_VIEW (vt_stocktake_view_get_type ())
G_DECLARE_FINAL_TYPE (VtStocktakeView, vt_stocktake_view, VT, STOCKTAKE_VIEW, AdwBin)

void vt_stocktake_view_set_workspace (VtStocktakeView *self, VtWorkspace *workspace);
gboolean vt_stocktake_view_open (VtStocktakeView *self, gint64 id);
gint64 vt_stocktake_view_get_id (VtStocktakeView *self);
const char *vt_stocktake_view_get_place (VtStocktakeView *self);
void vt_stocktake_view_focus (VtStocktakeView *self);

G_END_DECLS
