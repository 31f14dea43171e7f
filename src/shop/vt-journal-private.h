#pragma once

#include "shop/vt-journal.h"

G_BEGIN_DECLS

typedef enum
{
  VT_JOURNAL_UNDO,
  VT_JOURNAL_REDO
} VtJournalWay;

/* What undo or redo did to the database. */
typedef struct
{
  char *label;    /* (owned) of the action */
  GBytes *change; /* (owned) the changeset that was applied */
  GArray *gone;   /* (owned) (nullable) of VtAdded: rows that were taken out beside it */
} VtJournalStep;

void vt_journal_step_clear (VtJournalStep *self);

gboolean vt_journal_append (VtDb *db,
                            const char *label,
                            const char *coalesce_key,
                            gint64 now_us,
                            GBytes *changeset,
                            GArray *added,
                            gint64 *entry_id,
                            GError **error);
gboolean vt_journal_step (VtDb *db, VtJournalWay way, VtJournalStep *step, GError **error);
gboolean vt_journal_read_labels (VtDb *db, char **undo_label, char **redo_label, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VtJournalStep, vt_journal_step_clear)

G_END_DECLS
