#pragma once

#include "shop/vt-history.h"

G_BEGIN_DECLS

/* A step with what it changed. */
typedef struct
{
  gint64 id;
  char *label;
  gboolean undone; /* read by vt_history_find_step() only */
  GBytes *changeset;
  GArray *added; /* of VtAdded */
} VtHistoryStep;

void vt_history_step_clear (VtHistoryStep *self);
gboolean vt_history_step_read (VtHistoryStep *self, VtStmt *stmt, GError **error);
gboolean vt_history_find_step (VtDb *db, gint64 id, VtHistoryStep *step, GError **error);
VtStmt *vt_history_select_steps (VtDb *db, gint64 after_id, GError **error);
gboolean vt_history_added_has (GArray *added, const char *table, gint64 id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VtHistoryStep, vt_history_step_clear)

G_END_DECLS
