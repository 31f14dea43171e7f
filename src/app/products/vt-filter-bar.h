#pragma once

#include "app/products/vt-product-list-model.h"
#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Which products the list shows, besides the words searched for: a chip for each condition, which removes it, and a
 * button to add others. Signal: ::changed. */
#define VT_TYPE_FILTER_BAR (vt_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (VtFilterBar, vt_filter_bar, VT, FILTER_BAR, AdwBin)

void vt_filter_bar_set_model (VtFilterBar *self, VtWorkspace *workspace, VtProductListModel *model);
void vt_filter_bar_show (VtFilterBar *self);
void vt_filter_bar_clear (VtFilterBar *self);

G_END_DECLS
