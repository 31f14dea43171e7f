#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a count found: the differences, what nobody counted, and the step that corrects the ledger. Signal: ::applied
 * once that is done. */
#define VT_TYPE_STOCKTAKE_REVIEW (vt_stocktake_review_get_type ())
G_DECLARE_FINAL_TYPE (VtStocktakeReview, vt_stocktake_review, VT, STOCKTAKE_REVIEW, AdwBin)

void vt_stocktake_review_set_workspace (VtStocktakeReview *self, VtWorkspace *workspace);
void vt_stocktake_review_open (VtStocktakeReview *self, gint64 id);
void vt_stocktake_review_close (VtStocktakeReview *self);

G_END_DECLS
