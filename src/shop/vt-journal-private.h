#pragma once

#include "shop/vt-journal.h"

G_BEGIN_DECLS

typedef enum
{
  VT_JOURNAL_UNDO,
  VT_JOURNAL_REDO
} VtJournalWay;

gboolean vt_journal_append (VtDb *db,
                            const char *label,
                            const char *coalesce_key,
                            gint64 now_us,
                            GBytes *changeset,
                            gint64 *entry_id,
                            GError **error);
gboolean vt_journal_step (VtDb *db, VtJournalWay way, char **label, GBytes **applied, GError **error);
gboolean vt_journal_read_labels (VtDb *db, char **undo_label, char **redo_label, GError **error);

G_END_DECLS
