#pragma once

#include "app/vt-workspace.h"
#include "shop/vt-journal.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One step of the history. Opened, it tells what the step changed, product by product. Signals: ::restore (product id)
 * takes one product back to how it was after this step; ::undo-to takes back this step and all later ones. */
#define VT_TYPE_HISTORY_STEP_ROW (vt_history_step_row_get_type ())
G_DECLARE_FINAL_TYPE (VtHistoryStepRow, vt_history_step_row, VT, HISTORY_STEP_ROW, AdwExpanderRow)

GtkWidget *vt_history_step_row_new (VtWorkspace *workspace, const VtJournalEntry *entry);
gint64 vt_history_step_row_get_entry_id (VtHistoryStepRow *self);

G_END_DECLS
