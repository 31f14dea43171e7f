#pragma once

#include "app/search/vt-search-desk.h"
#include "app/vt-workspace.h"

G_BEGIN_DECLS

/* One result, with why it stands there. Signals: ::act (action) for what the merchant does with it: "pin", "forget",
 * "up", "down", "boost", "hide", "test", "open"; ::moved (gint64 product, int place) when one was dropped here. */
#define VT_TYPE_SEARCH_RESULT_ROW (vt_search_result_row_get_type ())
G_DECLARE_FINAL_TYPE (VtSearchResultRow, vt_search_result_row, VT, SEARCH_RESULT_ROW, GtkListBoxRow)

GtkWidget *vt_search_result_row_new (VtWorkspace *workspace);
void vt_search_result_row_show (VtSearchResultRow *self, const VtSearchHit *hit, guint place, gboolean live);
void vt_search_result_row_set_narrow (VtSearchResultRow *self, gboolean narrow);
gint64 vt_search_result_row_get_product (VtSearchResultRow *self);
const char *vt_search_result_row_get_title (VtSearchResultRow *self);
guint vt_search_result_row_get_place (VtSearchResultRow *self);

G_END_DECLS
