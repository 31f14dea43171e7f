#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* One user action as the history shows it. */
typedef struct
{
  gint64 id;
  char *label;
  gint64 created_us;
  gint64 changed_us;
  gboolean undone;
} VtJournalEntry;

void vt_journal_entry_free (VtJournalEntry *self);
GPtrArray *vt_journal_list (VtDb *db, gint64 before_id, int limit, GError **error);
gboolean vt_journal_count_from (VtDb *db, gint64 entry_id, gint64 *n_steps, GError **error);

G_END_DECLS
