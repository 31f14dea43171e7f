#pragma once

#include "app/vt-workspace.h"

G_BEGIN_DECLS

/* What shoppers searched for in thirty days, what they did not find, and what would help. Signal: ::tried (query) when
 * the merchant wants to see what one of them finds. */
#define VT_TYPE_SEARCH_REPORT_CARD (vt_search_report_card_get_type ())
G_DECLARE_FINAL_TYPE (VtSearchReportCard, vt_search_report_card, VT, SEARCH_REPORT_CARD, GtkBox)

GtkWidget *vt_search_report_card_new (VtWorkspace *workspace);
void vt_search_report_card_note_time (VtSearchReportCard *self, gint64 elapsed_us);

G_END_DECLS
